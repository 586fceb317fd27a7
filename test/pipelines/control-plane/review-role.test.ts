import { App, Stack } from 'aws-cdk-lib';
import { UntrustedCodeBoundaryPolicy } from 'aws-cdk-lib/aws-codebuild';
import { expect } from 'chai';

import { allowedActions, resolved, statementsOf } from './support/roles-of.ts';
import { githubSpec, pipelineSpec, templateOf } from './support/specs.ts';

/** What CDK's boundary for builds of untrusted code allows. */
function boundaryActions(): readonly string[] {
  const stack = new Stack(new App(), 'Any');
  const boundary = new UntrustedCodeBoundaryPolicy(stack, 'Boundary');
  const { Statement } = stack.resolve(boundary.document) as { readonly Statement: readonly { Action: string[] }[] };
  return Statement.flatMap(({ Action }) => Action);
}

/** What the review is said to do beyond that in SECURITY.md. */
const COMMON = ['events:PutEvents', 's3:GetObject', 'sts:AssumeRole'];
const HOSTS = [
  {
    spec: githubSpec(),
    own: [
      'codeconnections:GetConnection',
      'codeconnections:GetConnectionToken',
      'kms:Decrypt',
      'secretsmanager:GetSecretValue',
    ],
  },
  { spec: pipelineSpec(), own: ['codecommit:GitPull'] },
];

describe('the role of the review, beside the boundary for untrusted code', () => {
  for (const { spec, own } of HOSTS) {
    it(`does what SECURITY.md says and nothing else: ${spec.source.provider}`, () => {
      const statements = statementsOf(resolved(templateOf(spec), spec), 'ReviewBuildRole');
      const actions = allowedActions(statements);
      const boundary = boundaryActions();

      expect(actions.filter((action) => !boundary.includes(action))).to.have.members([...COMMON, ...own]);
      expect(actions.filter((action) => boundary.includes(action))).to.have.members([
        'logs:CreateLogStream',
        'logs:PutLogEvents',
      ]);
      // What the boundary would let through, and the role does not ask for.
      expect(boundary).to.include.members(['codebuild:StartBuild', 'ec2:CreateNetworkInterface']);
    });
  }
});
