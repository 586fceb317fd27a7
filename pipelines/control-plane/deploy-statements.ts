import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';

import { allow } from '../shared/statements.ts';
import { actions } from './actions.ts';
import type { CONTROL_PLANE_STACKS } from './role-names.ts';
import { controlPlaneStackName, roleArn } from './role-names.ts';
import type { StagePlace } from './stage-place.ts';

/** What `plan`, `status`, `history` and `review` call in a stage (docs/permissions.md). */
export function readStatements(place: StagePlace): readonly PolicyStatement[] {
  return [
    allow(
      [
        'cloudformation:DescribeChangeSet',
        'cloudformation:DescribeStackEvents',
        'cloudformation:DescribeStacks',
        'cloudformation:GetTemplate',
        'cloudformation:ListChangeSets',
      ],
      [workloadStacks(place)],
    ),
    // Both list what there is, which CloudFormation allows on all stacks or not at all.
    allow(['cloudformation:DescribeStacks', 'cloudformation:ListStacks'], ['*']),
  ];
}

const WRITE = actions('cloudformation', [
  'ContinueUpdateRollback',
  'CreateChangeSet',
  'DeleteChangeSet',
  'DeleteStack',
  'ExecuteChangeSet',
  'RollbackStack',
  'TagResource',
  'UntagResource',
]);

/**
 * What `apply` calls in a stage beside that. The stacks that bootstrap installs begin with the prefix as well; they are
 * taken out, or a workload's deployment could widen its own rights.
 */
export function deployStatements(place: StagePlace): readonly PolicyStatement[] {
  const { partition, stackPrefix, assetsBuckets } = place;
  return [
    ...readStatements(place),
    allow(WRITE, [workloadStacks(place)]),
    new PolicyStatement({
      sid: 'NotTheControlPlane',
      effect: Effect.DENY,
      actions: [...WRITE],
      resources: (
        ['foundation', 'roles', 'control-plane', 'stack-set'] satisfies (keyof typeof CONTROL_PLANE_STACKS)[]
      ).map((kind) => stackArn(place, `${controlPlaneStackName(stackPrefix, kind)}/*`)),
    }),
    allow(
      ['s3:GetObject', 's3:PutObject'],
      assetsBuckets.map((bucket) => `arn:${partition}:s3:::${bucket}/mlops/*`),
    ),
    allow(['iam:PassRole'], [roleArn('execution', place)], {
      StringEquals: { 'iam:PassedToService': 'cloudformation.amazonaws.com' },
    }),
  ];
}

function workloadStacks(place: StagePlace): string {
  return stackArn(place, `${place.stackPrefix.toLowerCase()}-*/*`);
}

function stackArn({ partition, region, account }: StagePlace, name: string): string {
  return `arn:${partition}:cloudformation:${region}:${account}:stack/${name}`;
}
