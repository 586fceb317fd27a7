import type { ControlPlaneSpec } from '../../pipelines/control-plane/control-plane-spec.ts';
import type { SynthesizedStack } from './synthesizer.ts';

/** Turns what bootstrap installs into CloudFormation templates. */
export interface ControlPlaneSynthesizer {
  /**
   * Loads aws-cdk-lib on first use. The template carries the fingerprint as an output, so that one look at a deployed
   * stack tells whether it is the same.
   */
  synthesize(spec: ControlPlaneSpec): Promise<ControlPlaneStack>;
}

export interface ControlPlaneStack extends SynthesizedStack {
  /** SHA-256 over template and tags, 64 lower-case hex digits. */
  readonly fingerprint: string;
}
