/** What the statements of a stage's roles are about. */
export interface StagePlace {
  readonly partition: string;
  /** Twelve digits, or a reference to whichever account the template is deployed in. */
  readonly account: string;
  readonly region: string;
  readonly stackPrefix: string;
  readonly assetsBuckets: readonly string[];
  readonly kmsKeyArns: readonly string[];
  /** Where the builds run, and their artifacts lie. */
  readonly controlPlane: { readonly account: string; readonly region: string };
}
