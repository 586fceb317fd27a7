import type { BootstrapChange, BootstrapPlan } from './bootstrap-plan.ts';

/** Longest template inside a request; larger ones go through a bucket (CloudFormation's quotas). */
const MOST_INLINE_BYTES = 51_200;

/** One step for whoever has the rights in an account. */
export interface Command {
  readonly account: string;
  readonly region: string;
  readonly command: string;
}

/** Where a template stands in the folder that is printed. */
export function templateFileOf({
  account,
  region,
  stack,
}: Pick<BootstrapChange, 'account' | 'region' | 'stack'>): string {
  return `${account}-${region}/${stack}.template.json`;
}

/** The commands that install what was printed, in order, to be run in its folder. */
export function describeCommands(plan: BootstrapPlan): readonly Command[] {
  const { processor } = plan;
  return plan.changes.flatMap((change) => {
    const { account, region, bucket } = change;
    const uploads =
      change.kind === 'control-plane' && processor !== undefined
        ? [processor.key, ...change.wanted.assets.map(({ key }) => key)].map(
            (key) => `aws s3 cp ${key} s3://${bucket}/${key} --region ${region}`,
          )
        : [];
    return [...uploads, deployCommand(change)].map((command) => ({ account, region, command }));
  });
}

/** A README for the folder: what is in it, who runs what where, how to see that it worked. */
export function renderInstructions(plan: BootstrapPlan): string {
  const commands = describeCommands(plan);
  const places = [...new Set(commands.map(({ account, region }) => `${account} ${region}`))];
  const sections = places.map((place) => {
    const own = commands.filter(({ account, region }) => `${account} ${region}` === place);
    const stacks = plan.changes.filter(({ account, region }) => `${account} ${region}` === place);
    return [
      `## Account ${place}`,
      '',
      ...stacks.map(({ stack, kind, stages }) => `- \`${stack}\`: ${PURPOSES[kind]}${forStages(stages)}`),
      '',
      `With credentials of account ${place.slice(0, 12)}, in this folder:`,
      '',
      '```sh',
      'aws sts get-caller-identity --query Account --output text   # must be ' + place.slice(0, 12),
      ...own.map(({ command }) => command),
      '```',
      '',
      'See that it worked:',
      '',
      '```sh',
      ...stacks.map(
        ({ stack, region }) =>
          `aws cloudformation describe-stacks --stack-name ${stack} --region ${region} --query 'Stacks[0].StackStatus'`,
      ),
      '```',
    ].join('\n');
  });
  return `${[HEAD, ...sections, ...renderNotes(plan), TAIL].join('\n\n')}\n`;
}

/** Such as the policies of model packages that are deployed in other accounts. */
function renderNotes({ notes }: BootstrapPlan): readonly string[] {
  return notes.length === 0 ? [] : [['## Also', '', ...notes.map((note) => `- ${note}`)].join('\n')];
}

const PURPOSES: Readonly<Record<BootstrapChange['kind'], string>> = {
  foundation: 'assets bucket, image repository where the settings name one, the role with which API Gateway logs',
  roles: 'the roles with which the control plane reads and deploys, and the boundary of what workloads may do',
  'control-plane': 'the pipeline that watches the repository, its builds, their roles and notifications',
  'stack-set': 'foundation and roles in every account of the organizational units',
};

const HEAD = [
  '# Install by hand',
  '',
  'Written by `mlops bootstrap --print`. Whoever runs these commands needs the right to create what the templates hold,',
  'roles among it, in that account, and only while installing: nothing here uses those rights later. Run them in this',
  'order; each may be run again. What exists already must not be made again: print with `--adopt NAME` for a bucket or',
  'repository, and with `--adopt api-gateway-log-role` where `aws apigateway get-account` shows a `cloudwatchRoleArn`.',
].join('\n');

const TAIL = [
  '## Afterwards',
  '',
  '`mlops bootstrap --plan --target aws`, with credentials that may look at these stacks, says whether everything is as',
  'the settings ask.',
].join('\n');

function deployCommand(change: BootstrapChange): string {
  const { stack, region, bucket, wanted } = change;
  const isLarge = JSON.stringify(wanted.template, null, 2).length > MOST_INLINE_BYTES;
  const tags = Object.entries(wanted.tags).map(([key, value]) => `${key}=${value}`);
  return [
    `aws cloudformation deploy --stack-name ${stack} --region ${region}`,
    `--template-file ${templateFileOf(change)}`,
    '--capabilities CAPABILITY_NAMED_IAM --no-fail-on-empty-changeset',
    ...(isLarge ? [`--s3-bucket ${bucket} --s3-prefix mlops/templates`] : []),
    `--tags ${tags.join(' ')}`,
  ].join(' ');
}

function forStages(stages: readonly string[]): string {
  return stages.length === 0 ? '' : ` (${stages.length === 1 ? 'stage' : 'stages'} ${stages.join(', ')})`;
}
