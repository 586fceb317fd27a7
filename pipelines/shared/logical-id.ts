import type { CfnElement, Stack } from 'aws-cdk-lib';

/** The construct path of an element inside its stack, without CDK's hash: `JobRole`, `StartJobFunction`. */
export function logicalIdOf(stack: Stack, element: CfnElement): string {
  const path = element.node.scopes.slice(element.node.scopes.indexOf(stack) + 1).map(({ node }) => node.id);
  return path
    .filter((id) => id !== 'Resource' && id !== 'Default')
    .flatMap((id) => id.split(/[^a-zA-Z0-9]+/))
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');
}
