/**
 * The input of the stacks that `mlops bootstrap` installs. Types only; nothing here knows aws-cdk-lib. Every value is
 * literal: a token, a dynamic reference or an intrinsic function in it makes synthesis fail.
 */

/** One stack to install; discriminated by `kind`. `stackName` comes from role-names.ts. */
export type ControlPlaneSpec = FoundationSpec | RolesSpec | PipelineStackSpec | StackSetSpec;

/** Fields shared by every spec of one account and region. */
interface Place {
  /** `settings.stackPrefix`, in any case; names are made of it in lower case. */
  readonly stackPrefix: string;
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
}

/** What every account and region of a stage and of the control plane needs: `<prefix>-foundation`. */
export interface FoundationSpec extends Place, FoundationParts {
  readonly kind: 'foundation';
}

/** What a foundation is made of. */
export interface FoundationParts {
  /**
   * Buckets to create: the assets buckets of the stages (and of the control plane) in this account and region. Those
   * that exist already and do not belong to this stack are left out.
   */
  readonly assetsBuckets: readonly string[];
  /** ECR repositories to create, the same way. */
  readonly ecrRepositories: readonly string[];
  /**
   * Accounts of the stages to which things are promoted from here. They read artifacts from the buckets and pull images
   * from the repositories, each through roles of the control plane's and of the workloads' making alone.
   */
  readonly readerAccounts: readonly string[];
  /** Make the role with which API Gateway writes access logs. False where the account has one already. */
  readonly apiGatewayLogRole: boolean;
}

/** The roles of every stage in one account and region: `<prefix>-roles`. */
export interface RolesSpec extends Place, RolesParts {
  readonly kind: 'roles';
}

/** What the roles are made for. */
export interface RolesParts {
  /** Assets buckets of the stages in this account and region: bundles, templates and pipeline artifacts lie there. */
  readonly assetsBuckets: readonly string[];
  /** Where the builds run that assume these roles. */
  readonly controlPlane: { readonly account: string; readonly region: string };
  /** Keys that workloads of these stages may use: the stages' own and those that configs name. */
  readonly kmsKeyArns: readonly string[];
}

/** The pipeline, its build projects and everything around them: `<prefix>-control-plane`. */
export interface PipelineStackSpec extends Place {
  readonly kind: 'control-plane';
  /** Bucket of the control plane's foundation; the processor and the Lambda bundles lie there. */
  readonly assetsBucket: string;
  /** The processor: a zip with `dist/mlops.js` and all that it needs, under a key that contains its hash. */
  readonly processor: { readonly key: string; readonly sha256: string };
  readonly source: PipelineSource;
  /** 1 to 20, in the order of promotion. */
  readonly stages: readonly PipelineStage[];
  /** Review pull requests. */
  readonly review: boolean;
  /** Pull requests on GitHub that are built only after a maintainer's comment. */
  readonly buildApproval: 'forks' | 'all';
  /** Also the webhook receiver behind a function URL; needs `secretArn`. */
  readonly webhook: boolean;
  /** Also the old API; what it is asked for becomes a commit or a pull request. */
  readonly api: 'off' | 'commit' | 'pull_request';
  /** Secrets Manager secret with the JSON members `github_token` and `webhook_secret`. */
  readonly secretArn?: string;
  readonly notifications: {
    /** An existing topic; without it the stack makes one. */
    readonly topicArn?: string;
    readonly emails: readonly string[];
  };
  /** Encrypts artifacts, topic, logs and environment. @default keys of AWS */
  readonly kmsKeyArn?: string;
  /** The bucket of the artifacts is there, from an installation before: it is used as it is. @default false */
  readonly hasArtifactsBucket?: boolean;
}

/** The watched repository. */
export type PipelineSource =
  | {
      readonly provider: 'github';
      /** `owner/name` */
      readonly repository: string;
      readonly branch: string;
      /** CodeConnections connection, already authorised; without it a `webhook` stores what the pipeline reads. */
      readonly connectionArn?: string;
    }
  | {
      readonly provider: 'codecommit';
      /** Name of a repository in the control plane's account and region. */
      readonly repository: string;
      readonly branch: string;
    };

/** One stage of the settings, as far as the pipeline knows it. */
export interface PipelineStage {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly approval: boolean;
  /** Assumed by plan, review and the status function. */
  readonly readRoleArn: string;
  /** Assumed by apply. */
  readonly deployRoleArn: string;
}

/**
 * Foundation and roles in every account of organizational units, as service-managed stack sets: one for each region,
 * in one template that is deployed once, in the management account or a delegated administrator's:
 * `<prefix>-stage-accounts`.
 */
export interface StackSetSpec {
  readonly kind: 'stack-set';
  readonly stackPrefix: string;
  /** Where the template is deployed: an account of the organization that administers stack sets, and its region. */
  readonly account: string;
  readonly region: string;
  readonly callAs: 'DELEGATED_ADMIN' | 'SELF';
  /** `ou-…` or `r-…` */
  readonly organizationalUnitIds: readonly string[];
  /** Regions of the stages. */
  readonly regions: readonly string[];
  /** Accounts of the stages: they read each other's artifacts. */
  readonly readerAccounts: readonly string[];
  /** Name of the ECR repository to create in each account. */
  readonly ecrRepository?: string;
  readonly apiGatewayLogRole: boolean;
  readonly controlPlane: { readonly account: string; readonly region: string };
}
