/** Some config files, one after the other, for the thread. */
export interface FilesToCheck {
  readonly bytes: Uint8Array;
  /** Length of each file in bytes. */
  readonly lengths: Uint32Array;
}

/** What the thread says of them, in the order of the questions: 1 for each file whose form is without fault. */
export type CheckedFiles = Uint8Array;
