/** Where stacks live. */
export type TargetKind = 'local' | 'aws';

/** A named deployment target. */
export interface Stage {
  readonly name: string;
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
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
}

/** The complete settings: `mlops-settings.json` with every default filled in. */
export interface Settings {
  readonly target: TargetKind;
  readonly stackPrefix: string;
  /** At least one; the order is the order of promotion. */
  readonly stages: readonly Stage[];
  readonly notifications: { readonly emails: readonly string[]; readonly topicArn?: string };
  readonly guards: {
    /** Most deletions that one apply may do; refused above. Default: the larger of 3 and a tenth of what is deployed. */
    readonly maxDeletions?: number;
    /** Most replacements that one apply may do. Default: no limit. */
    readonly maxReplacements?: number;
  };
  readonly source?: {
    readonly provider: 'github' | 'codecommit';
    readonly repository: string;
    readonly branch: string;
  };
  /** Accounts, besides those of the stages, whose ARNs may stand in configs. */
  readonly allowedAccounts: readonly string[];
}
