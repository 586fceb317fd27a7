import type { Organization } from '../../bootstrap/make-specs.ts';
import type { CommonOptions } from '../shared/options.ts';

/** What `mlops bootstrap` was asked for. */
export interface BootstrapOptions extends CommonOptions {
  readonly planOnly: boolean;
  readonly print: boolean;
  readonly out: string | undefined;
  readonly autoApprove: boolean;
  /** Names of buckets and ECR repositories that exist and are not made again. */
  readonly adopt: readonly string[];
  /** Remove what is installed instead. */
  readonly uninstall: boolean;
  /** With `uninstall`: also the buckets and repositories that outlive their stacks. */
  readonly deleteData: boolean;
  readonly organization: Organization | undefined;
}
