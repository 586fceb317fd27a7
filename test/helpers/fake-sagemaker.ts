import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Card {
  readonly name: string;
  readonly versions: string[];
  status: string;
}

type Input = Readonly<Record<string, unknown>>;

const ACCOUNT = '111111111111';
const REGION = 'eu-central-1';
const ARN = `arn:aws:sagemaker:${REGION}:${ACCOUNT}`;

/** A refusal in the words of the JSON protocol. */
class Refused extends Error {
  readonly type: string;
  readonly status: number;

  constructor(type: string, message: string, status = 400) {
    super(message);
    this.type = type;
    this.status = status;
  }
}

/**
 * SageMaker's model cards behind its JSON 1.1 protocol, on 127.0.0.1: versions, statuses, pages, export jobs that take
 * a while, searches, models and training jobs; and objects of S3 by GET. What the emulator lacks, or answers otherwise.
 */
export class FakeSageMaker {
  readonly calls: string[] = [];
  readonly cards = new Map<string, Card>();
  readonly models = new Map<string, Input>();
  readonly trainingJobs = new Map<string, Input>();
  /** By path: `/bucket/key`. */
  readonly objects = new Map<string, string>();
  /** Looks until an export has ended, and how it ends. */
  exports = { looks: 1, status: 'Completed' as 'Completed' | 'Failed' };
  /** Refuses every call of this operation. */
  denied: string | undefined;
  #server: Server | undefined;
  #looks = 0;
  #export: Input = {};

  async start(): Promise<string> {
    const server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const target = String(request.headers['x-amz-target'] ?? '').replace('SageMaker.', '');
        const path = decodeURIComponent((request.url ?? '').split('?')[0] ?? '');
        if (target === '') {
          const object = this.objects.get(path);
          this.calls.push(`GET ${path}`);
          response.statusCode = object === undefined ? 404 : 200;
          response.end(object ?? '<Error><Code>NoSuchKey</Code><Message>not there</Message></Error>');
          return;
        }
        this.calls.push(target);
        response.setHeader('content-type', 'application/x-amz-json-1.1');
        try {
          response.end(JSON.stringify(this.#answer(target, JSON.parse(Buffer.concat(parts).toString()) as Input)));
        } catch (error) {
          if (!(error instanceof Refused)) throw error;
          response.statusCode = error.status;
          response.end(JSON.stringify({ __type: error.type, message: error.message }));
        }
      });
    });
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  #answer(operation: string, input: Input): unknown {
    if (operation === this.denied) throw new Refused('AccessDeniedException', `not authorized to perform ${operation}`);
    const name = String(input['ModelCardName']);
    switch (operation) {
      case 'CreateModelCard':
        if (this.cards.has(name)) throw new Refused('ConflictException', `Modelcard with name ${name} already exists`);
        this.cards.set(name, { name, status: String(input['ModelCardStatus']), versions: [String(input['Content'])] });
        return { ModelCardArn: `${ARN}:model-card/${name}` };
      case 'DescribeModelCard':
        return this.#describe(name, input['ModelCardVersion'] as number | undefined);
      case 'UpdateModelCard': {
        const card = this.#card(name);
        const { Content: content, ModelCardStatus: status } = input;
        if (content !== undefined && status !== undefined) {
          throw new Refused('ValidationException', 'content and status cannot be updated together');
        }
        if (typeof content === 'string') card.versions.push(content);
        if (typeof status === 'string') card.status = status;
        return { ModelCardArn: `${ARN}:model-card/${name}` };
      }
      case 'DeleteModelCard':
        this.#card(name);
        this.cards.delete(name);
        return {};
      case 'ListModelCards':
        return this.#list(input);
      case 'CreateModelCardExportJob':
        this.#card(name);
        this.#looks = 0;
        this.#export = input;
        return {
          ModelCardExportJobArn: `${ARN}:model-card/${name}/export-job/${String(input['ModelCardExportJobName'])}`,
        };
      case 'DescribeModelCardExportJob':
        return this.#exportJob(String(input['ModelCardExportJobArn']));
      case 'Search':
        return this.#search(input);
      case 'DescribeModel':
        return this.#known(this.models, String(input['ModelName']), 'Could not find model');
      case 'DescribeTrainingJob':
        return this.#known(this.trainingJobs, String(input['TrainingJobName']), 'Requested resource not found.');
      default:
        throw new Refused('UnknownOperationException', operation, 404);
    }
  }

  #card(name: string): Card {
    const card = this.cards.get(name);
    if (card === undefined) throw new Refused('ResourceNotFound', `Could not find model card with name ${name}`);
    return card;
  }

  #describe(name: string, version?: number) {
    const { status, versions } = this.#card(name);
    const number = version ?? versions.length;
    if (versions[number - 1] === undefined) throw new Refused('ResourceNotFound', `there is no version ${number}`);
    return {
      ModelCardArn: `${ARN}:model-card/${name}`,
      ModelCardName: name,
      ModelCardVersion: number,
      Content: versions[number - 1],
      ModelCardStatus: status,
      CreationTime: 1_772_443_800,
      CreatedBy: {},
    };
  }

  /** Pages of two, whatever is asked for. */
  #list({ NextToken: token }: Input) {
    const names = [...this.cards.keys()].sort();
    const start = token === undefined ? 0 : Number(token);
    const summaries = names.slice(start, start + 2).map((ModelCardName) => ({ ModelCardName }));
    return { ModelCardSummaries: summaries, ...(start + 2 < names.length && { NextToken: String(start + 2) }) };
  }

  #exportJob(arn: string) {
    this.#looks += 1;
    const { status } = this.#looks > this.exports.looks ? this.exports : { status: 'InProgress' };
    const { S3OutputPath: folder } = this.#export['OutputConfig'] as { readonly S3OutputPath: string };
    return {
      ...this.#export,
      ModelCardExportJobArn: arn,
      Status: status,
      ...(status === 'Completed' && { ExportArtifacts: { S3ExportArtifacts: `${folder}/card.pdf` } }),
      ...(status === 'Failed' && { FailureReason: 'no access to the bucket' }),
    };
  }

  #search({ Resource, SearchExpression }: Input) {
    const [filter] = (SearchExpression as { readonly Filters: readonly { readonly Value: string }[] }).Filters;
    if (Resource === 'ModelCard') {
      const cards = [...this.cards.values()].filter(({ versions }) =>
        versions.at(-1)?.includes(`"${filter?.Value ?? ''}"`),
      );
      return { Results: cards.map(({ name }) => ({ ModelCard: { ModelCardName: name } })) };
    }
    const jobs = [...this.trainingJobs.values()].filter((job) =>
      JSON.stringify(job).includes(`"${filter?.Value ?? ''}"`),
    );
    return { Results: jobs.map((TrainingJob) => ({ TrainingJob })) };
  }

  #known(known: ReadonlyMap<string, Input>, name: string, message: string): Input {
    const found = known.get(name);
    if (found === undefined) throw new Refused('ValidationException', message);
    return found;
  }
}
