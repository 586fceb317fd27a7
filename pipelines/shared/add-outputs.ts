import { CfnOutput, type Stack } from 'aws-cdk-lib';

/** Adds stack outputs: by name, the value and what it is. */
export function addOutputs(
  stack: Stack,
  outputs: Readonly<Record<string, readonly [value: string, description: string]>>,
): void {
  for (const [id, [value, description]] of Object.entries(outputs)) new CfnOutput(stack, id, { value, description });
}
