import type { Purpose } from '../../adapters/cloudformation/connect-stage.ts';
import { invalidEndpoint, isEndpoint } from '../../adapters/cloudformation/endpoint.ts';
import { UserError } from '../../model/errors.ts';
import { nearest } from '../../model/nearest.ts';
import type { ResourceChange } from '../../model/plan.ts';
import type { Settings, Stage, TargetKind } from '../../model/settings.ts';
import type { StackTemplate } from '../../model/stack.ts';
import { listResources } from '../../plan/list-resources.ts';
import type { Clock } from '../../ports/clock.ts';
import type { StackTarget } from '../../ports/stack-target.ts';
import type { CommonOptions } from './options.ts';
import type { World } from './world.ts';

/** The opened targets of the stages of a run, by stage name. */
export type Targets = ReadonlyMap<string, StackTarget>;

/** Opens the target of each stage. Only the adapter that is needed is loaded. */
export async function openTargets(options: {
  readonly stages: readonly Stage[];
  readonly kind: TargetKind;
  readonly common: CommonOptions;
  readonly clock: Clock;
  readonly world: World;
  /** @default read */
  readonly purpose?: Purpose;
}): Promise<Targets> {
  const open = await opener(options);
  const targets = new Map<string, StackTarget>();
  for (const stage of options.stages) targets.set(stage.name, await open(stage));
  return targets;
}

/** The stages that the user chose by `--stage`, in the order of the settings; all when none was chosen. */
export function selectStages(settings: Settings, names: readonly string[]): readonly Stage[] {
  for (const name of names) {
    if (settings.stages.some((stage) => stage.name === name)) continue;
    const known = settings.stages.map((stage) => stage.name);
    const near = nearest(name, known);
    throw new UserError('unknown-stage', `there is no stage \`${name}\``, {
      instructions: [
        ...(near === undefined ? [] : [`did you mean \`${near}\`?`]),
        `the stages of this repository are ${known.join(', ')}`,
      ],
      exitCode: 64,
    });
  }
  return names.length === 0 ? settings.stages : settings.stages.filter((stage) => names.includes(stage.name));
}

/**
 * The endpoint of an emulator or a private one, from the variable that every AWS SDK reads. Throws UserError
 * `invalid-environment`.
 */
export function endpointOf(world: World): string | undefined {
  const endpoint = world.env['AWS_ENDPOINT_URL'] ?? '';
  if (endpoint !== '' && !isEndpoint(endpoint)) throw invalidEndpoint(endpoint);
  return endpoint === '' ? undefined : endpoint;
}

/** Whether stage roles are assumed even in the caller's own account: MLOPS_ASSUME_ROLES, set in build projects. */
function assumeRolesOf(world: World): 'foreign' | 'always' {
  const value = world.env['MLOPS_ASSUME_ROLES'] ?? '';
  if (value === '' || value === 'foreign') return 'foreign';
  if (value === 'always') return 'always';
  throw new UserError('invalid-environment', `MLOPS_ASSUME_ROLES is \`${value}\``, {
    instructions: [
      'set it to `always` to assume the roles of the stages in every account',
      'or to `foreign`, or not at all, to assume them only where the credentials belong to another account',
    ],
  });
}

async function opener(options: {
  readonly kind: TargetKind;
  readonly common: CommonOptions;
  readonly clock: Clock;
  readonly world: World;
  readonly purpose?: Purpose;
}): Promise<(stage: Stage) => StackTarget | Promise<StackTarget>> {
  const { clock, purpose } = options;
  switch (options.kind) {
    case 'local': {
      const { createLocalTargets } = await import('../../adapters/local/create-local-target.ts');
      return createLocalTargets({ stateDir: options.common.stateDir, clock, diffTemplates: compareLazily });
    }
    case 'aws': {
      const { connectStage } = await import('../../adapters/cloudformation/connect-stage.ts');
      const endpoint = endpointOf(options.world);
      const assumeRoles = assumeRolesOf(options.world);
      return (stage) => connectStage({ stage, clock, purpose, assumeRoles, endpoint });
    }
    default:
      return options.kind satisfies never;
  }
}

/** What the local target needs to replace what CloudFormation would replace; loaded when a stack is updated. */
async function compareLazily(
  before: StackTemplate,
  after: StackTemplate,
  { isRetagged }: { readonly isRetagged: boolean },
): Promise<readonly ResourceChange[]> {
  if (Object.keys(before.Resources).length === 0) return listResources(after, 'create');
  const { diffTemplates } = await import('../../plan/diff-template.ts');
  const changes = diffTemplates(before, after);
  if (!isRetagged) return changes;
  const { spreadTags } = await import('../../plan/spread-tags.ts');
  return spreadTags(changes, after);
}
