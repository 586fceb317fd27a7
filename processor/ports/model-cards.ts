/** A model card as SageMaker tells of it, in its own members; times are ISO 8601. */
export type DescribedCard = Readonly<Record<string, unknown>> & {
  readonly ModelCardName: string;
  readonly ModelCardVersion: number;
  readonly ModelCardStatus: string;
  /** JSON text. */
  readonly Content: string;
};

/** What of a SageMaker model stands in a card. */
export interface ModelFacts {
  readonly arn: string;
  readonly images: readonly string[];
  readonly artifacts: readonly string[];
}

/** What of a training job stands in a card. */
export interface TrainingJobFacts {
  readonly arn: string;
  readonly image?: string;
  readonly metrics: readonly { readonly name: string; readonly value: number }[];
  readonly hyperParameters: Readonly<Record<string, string>>;
}

export interface ExportJob {
  readonly arn: string;
  readonly status: string;
  readonly failureReason?: string;
  /** Where the PDF is; undefined while it is not. */
  readonly artifact?: string;
}

/**
 * SageMaker's model cards in one account and region. What SageMaker refuses is a UserError `model-card-refused` with
 * its words; no right, no network and throttling are the usual ones.
 */
export interface ModelCards {
  create(card: { readonly name: string; readonly status: string; readonly content: string }): Promise<void>;
  /** SageMaker takes content or status in one call, not both. */
  update(card: { readonly name: string } & ({ readonly status: string } | { readonly content: string })): Promise<void>;
  /** The newest version, or the one that is asked for. */
  describe(name: string, version?: number): Promise<DescribedCard>;
  delete(name: string): Promise<void>;
  /** Summaries of all cards, as ListModelCards gives them; a token when there are more than are listed. */
  list(): Promise<{ readonly cards: readonly object[]; readonly token?: string }>;
  /** Starts an export into a folder of S3 and gives back the job's ARN. */
  startExport(job: {
    readonly name: string;
    readonly version: number;
    readonly jobName: string;
    readonly output: string;
  }): Promise<string>;
  describeExport(arn: string): Promise<ExportJob>;
  /** Names of the cards of a model. */
  cardsOf(modelArn: string): Promise<readonly string[]>;
  model(name: string): Promise<ModelFacts>;
  trainingJob(name: string): Promise<TrainingJobFacts>;
  /** The jobs that wrote an artifact. */
  trainingJobsOf(artifact: string): Promise<readonly TrainingJobFacts[]>;
  /** A JSON document in S3. */
  readJson(location: { readonly bucket: string; readonly key: string }): Promise<unknown>;
}
