/** Where stacks live. */
export type TargetKind = 'local' | 'aws';

/** A named deployment target. */
export interface Stage {
  readonly name: string;
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  /** The settings say the region in a way that is a fault: nothing is to be compared with it. */
  readonly isRegionDoubtful?: true;
  /** The same of the account. */
  readonly isAccountDoubtful?: true;
  /** A person approves before this stage is applied (used by the control plane). */
  readonly approval: boolean;
  /** Deletions in this stage are refused even with --prune. */
  readonly protected: boolean;
  readonly assetsBucket: string;
  readonly ecrRepository?: string;
  /** Key for workloads of this stage that name none themselves. */
  readonly kmsKeyArn?: string;
  /** Role to assume for this stage when the credentials in use belong to another account. */
  readonly roleArn?: string;
  /** Role for commands that only look; without it `roleArn`. */
  readonly readRoleArn?: string;
  /** Role that CloudFormation itself uses for the resources of this stage; without it the rights of the caller. */
  readonly executionRoleArn?: string;
  /** Managed policy that bounds every role which a workload of this stage creates. */
  readonly permissionsBoundaryArn?: string;
}

/** Where the watched repository is hosted. */
export type SourceProvider = 'github' | 'codecommit';

/** The repository that the control plane watches. */
export interface Source {
  readonly provider: SourceProvider;
  /** `owner/name` on GitHub, the repository name in CodeCommit. */
  readonly repository: string;
  readonly branch: string;
  /** CodeConnections connection to GitHub. */
  readonly connectionArn?: string;
}

/** What `mlops bootstrap` installs. */
export interface ControlPlane {
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  readonly review: boolean;
  /** Pull requests on GitHub that are reviewed only after a maintainer's comment. */
  readonly buildApproval: 'forks' | 'all';
  readonly webhook: boolean;
  /** What a request to the old API becomes. */
  readonly api: 'off' | 'commit' | 'pull_request';
  /** Encrypts artifacts, topic, logs and environments of functions. Default: keys of AWS. */
  readonly kmsKeyArn?: string;
  /** Secrets Manager secret with the JSON members `github_token` and `webhook_secret`. */
  readonly secretArn?: string;
}

/** A part of the settings that others are compared with. */
export type SettingsPart = 'stages' | 'allowed_accounts';

/** The complete settings: `mlops-settings.json` with every default filled in. */
export interface Settings {
  readonly target: TargetKind;
  readonly stackPrefix: string;
  /** At least one; the order is the order of promotion. */
  readonly stages: readonly Stage[];
  readonly notifications: { readonly emails: readonly string[]; readonly topicArn?: string };
  readonly guards: {
    /** Deletions happen without `--prune`. Default: false. */
    readonly prune?: boolean;
    /**
     * Most deletions that one apply may do; refused above. Default: the larger of 3 and a tenth of what is deployed.
     */
    readonly maxDeletions?: number;
    /** Most replacements that one apply may do. Default: no limit. */
    readonly maxReplacements?: number;
  };
  readonly source?: Source;
  /** Absent: no control plane. */
  readonly controlPlane?: ControlPlane;
  /** Accounts, besides those of the stages, whose ARNs may stand in configs. */
  readonly allowedAccounts: readonly string[];
  /** What the file says in a way that is a fault, so that nothing follows from what stands here. */
  readonly doubtful?: readonly SettingsPart[];
}
