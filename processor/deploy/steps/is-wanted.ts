import { isHealthy } from '../../model/stack-status.ts';
import { FINGERPRINT_OUTPUT, type DeployedStack } from '../../model/stack.ts';
import type { StackChange } from '../change-run.ts';

/** True when a stack already is what a change wants to deploy, whoever made it so. */
export function isWanted(change: StackChange, deployed: DeployedStack | undefined): deployed is DeployedStack {
  return (
    deployed !== undefined &&
    isHealthy(deployed.status) &&
    change.desiredFingerprint !== undefined &&
    deployed.outputs[FINGERPRINT_OUTPUT] === change.desiredFingerprint
  );
}
