import type { ControlPlaneSpec } from '../../../pipelines/control-plane/control-plane-spec.ts';
import {
  artifactsBucketName,
  CONTROL_PATH,
  controlPlaneStackName,
  generatedNames,
} from '../../../pipelines/control-plane/role-names.ts';
import { nameOfPlace, type Place } from '../../bootstrap/list-places.ts';
import { bucketsOf, repositoriesOf } from '../../bootstrap/make-specs.ts';
import {
  keptNames,
  planRemoval,
  standingStacks,
  uninstallPlan,
  type KeptThing,
  type RemovedStack,
  type UninstallPlan,
} from '../../bootstrap/uninstall-plan.ts';
import type { Settings } from '../../model/settings.ts';
import { MANAGED_BY, TAGS, type DeployedStack, type StackTemplate } from '../../model/stack.ts';
import type { AccountCleaner, KeptState } from '../../ports/account-cleaner.ts';
import type { StackTarget } from '../../ports/stack-target.ts';
import type { BootstrapOptions } from './bootstrap-options.ts';

export interface UninstallInput {
  readonly settings: Settings;
  readonly options: BootstrapOptions;
  readonly places: readonly Place[];
  readonly left: readonly Place[];
  /** By the name of their place. */
  readonly targets: ReadonlyMap<string, StackTarget>;
  readonly cleaners: ReadonlyMap<string, AccountCleaner>;
}

/** Looks at every place and plans what is removed from it. Only reads. */
export async function gatherUninstall(input: UninstallInput): Promise<UninstallPlan> {
  const parts = [];
  for (const place of input.places) parts.push(await gatherPlace(place, input));
  return uninstallPlan({
    changes: parts.flatMap(({ changes }) => changes),
    standing: parts.flatMap(({ standing }) => standing),
    kept: parts.flatMap(({ kept }) => kept),
    left: input.left.map(({ account, region, stages }) => ({
      account,
      region,
      stages: stages.map(({ name }) => name),
    })),
    notes: parts.flatMap(({ notes }) => notes),
  });
}

async function gatherPlace(place: Place, input: UninstallInput): Promise<Omit<UninstallPlan, 'digest' | 'left'>> {
  const { settings, options, targets, cleaners } = input;
  const [target, cleaner] = [targets.get(nameOfPlace(place)), cleaners.get(nameOfPlace(place))];
  if (target === undefined || cleaner === undefined) throw new Error(`${nameOfPlace(place)} was not opened`);
  const { stackPrefix } = settings;
  const { account, region } = place;
  const stacks = await target.listStacks();
  const isHeld = options.stages.length > 0 && found('control-plane') !== undefined;
  const kinds = kindsOf(place, { options, isHeld });
  const templates = new Map<ControlPlaneSpec['kind'], StackTemplate | undefined>();
  const changes: RemovedStack[] = [];
  for (const kind of kinds) {
    const stack = found(kind);
    if (stack === undefined) continue;
    templates.set(kind, await target.readTemplate(stack.stackId));
    changes.push(planRemoval(stack, { kind, account, region, template: templates.get(kind) }));
  }
  // No account gets its roles in both ways: those of its own, which stay, are the ones that its workloads use.
  const usesOthers = options.organization !== undefined && found('roles') !== undefined;
  const goesWhole = kinds.includes('foundation');
  const notes = notesOf(place, { stacks, input, isHeld, hasStackSets: found('stack-set') !== undefined });
  const url = found('control-plane')?.outputs['ApiUrl'];
  return {
    changes,
    standing: usesOthers ? [] : standingStacks(stacks, { account, region, stackPrefix }),
    kept: goesWhole ? await keptThings(place, { settings, options, cleaner, templates, url }) : [],
    notes,
  };

  function found(kind: ControlPlaneSpec['kind']): DeployedStack | undefined {
    const name = controlPlaneStackName(stackPrefix, kind);
    return stacks.find(({ stackName, status }) => stackName === name && status !== 'DELETE_COMPLETE');
  }
}

/** A stage's foundation stays while the control plane beside it stands: its builds fetch the processor from there. */
function kindsOf(
  place: Place,
  { options, isHeld }: { readonly options: BootstrapOptions; readonly isHeld: boolean },
): readonly ControlPlaneSpec['kind'][] {
  if (options.organization !== undefined) return ['stack-set'];
  if (options.stages.length > 0) return isHeld ? ['roles'] : ['roles', 'foundation'];
  return place.hasControlPlane ? ['control-plane', 'roles', 'foundation'] : ['roles', 'foundation'];
}

function notesOf(
  place: Place,
  about: {
    readonly stacks: readonly DeployedStack[];
    readonly input: UninstallInput;
    readonly isHeld: boolean;
    readonly hasStackSets: boolean;
  },
): readonly string[] {
  const { input, isHeld, hasStackSets } = about;
  const { settings, options } = input;
  const name = nameOfPlace(place);
  const notes: string[] = [];
  if (isHeld) notes.push(`${name}: the foundation stays, because the control plane is there too`);
  if (options.organization !== undefined) {
    notes.push(
      'the accounts of the units cannot be looked at from here: destroy the workloads there first, with `mlops destroy` and credentials of each account; their buckets and repositories are kept',
    );
  } else if (hasStackSets) {
    const stack = controlPlaneStackName(settings.stackPrefix, 'stack-set');
    notes.push(
      `${name}: the stack sets of ${stack} stay; remove them by mlops bootstrap --uninstall --organization UNIT`,
    );
  }
  const others = otherInstallations(about.stacks, settings);
  if (options.deleteData && others.length > 0) {
    const names = `${others.slice(0, 5).join(', ')}${others.length > 5 ? ' and others' : ''}`;
    notes.push(
      `${name}: stacks of another stack_prefix are here (${names}): see that they do not use the same buckets`,
    );
  }
  if (place.hasControlPlane && options.stages.length === 0 && options.organization === undefined) {
    const { secretArn } = settings.controlPlane ?? {};
    const connection = settings.source?.connectionArn;
    const made = [...(secretArn === undefined ? [] : [secretArn]), ...(connection === undefined ? [] : [connection])];
    notes.push(
      `mlops did not make, and leaves alone: the repository ${settings.source?.repository ?? 'of configs'}${made.length === 0 ? '' : `, ${made.join(', ')}`}${settings.controlPlane?.webhook === true ? ', the webhook at the host' : ''}`,
    );
  }
  return notes;
}

/** Stacks that mlops made under another prefix; all prefixes have the same default bucket. */
function otherInstallations(stacks: readonly DeployedStack[], { stackPrefix }: Settings): readonly string[] {
  return stacks
    .filter(({ tags }) => tags[TAGS.managedBy] === MANAGED_BY)
    .map(({ stackName }) => stackName)
    .filter((name) => !name.startsWith(`${stackPrefix.toLowerCase()}-`))
    .sort();
}

async function keptThings(
  place: Place,
  about: {
    readonly settings: Settings;
    readonly options: BootstrapOptions;
    readonly cleaner: AccountCleaner;
    readonly templates: ReadonlyMap<ControlPlaneSpec['kind'], StackTemplate | undefined>;
    /** Address of the old API, which has its id in it. */
    readonly url: string | undefined;
  },
): Promise<readonly KeptThing[]> {
  const { settings, options, cleaner, templates, url } = about;
  const { account, region } = place;
  const prefix = settings.stackPrefix.toLowerCase();
  const made = { bucket: madeBy(templates, 'bucket'), repository: madeBy(templates, 'repository') };
  const artifacts =
    place.hasControlPlane && options.stages.length === 0
      ? [artifactsBucketName({ ...place, stackPrefix: prefix })]
      : [];
  const wanted = {
    bucket: [...new Set([...bucketsOf(place), ...artifacts, ...made.bucket])].sort(),
    repository: [...new Set([...repositoriesOf(place), ...made.repository])].sort(),
  };
  const things: KeptThing[] = [];
  for (const name of wanted.bucket) add('bucket', name, await cleaner.bucket(name));
  for (const name of wanted.repository) add('repository', name, await cleaner.imageRepository(name));
  for (const name of await logGroups(cleaner, { prefix, url }))
    add('log group', name, { installedBy: prefix, hasMore: false });
  const role = await cleaner.logRole();
  if (role?.includes(`:role${CONTROL_PATH}${generatedNames(prefix).slice(0, -1)}`) === true) {
    things.push({ kind: 'log role', name: role, account, region, hasMore: false, end: 'kept' });
  }
  return things;

  function add(kind: 'bucket' | 'repository' | 'log group', name: string, state: KeptState | undefined): void {
    if (state === undefined) return;
    const isOurs = state.installedBy === prefix || (kind !== 'log group' && made[kind].has(name));
    const end = !isOurs ? 'foreign' : options.deleteData ? 'deleted' : 'kept';
    things.push({ ...state, kind, name, account, region, end });
  }
}

/** Log groups that services make by themselves, outside of any stack. */
async function logGroups(
  cleaner: AccountCleaner,
  { prefix, url }: { readonly prefix: string; readonly url: string | undefined },
): Promise<readonly string[]> {
  const api = /^https:\/\/([a-z0-9]+)\.execute-api\./.exec(url ?? '')?.[1];
  const prefixes = [
    `/aws/lambda/${prefix}-`,
    `/aws/codebuild/${prefix}-`,
    `/aws/sagemaker/Endpoints/${prefix}-`,
    ...(api === undefined ? [] : [`API-Gateway-Execution-Logs_${api}/`]),
  ];
  const found = [];
  for (const one of prefixes) found.push(...(await cleaner.logGroups(one)));
  return found;
}

function madeBy(
  templates: ReadonlyMap<unknown, StackTemplate | undefined>,
  kind: 'bucket' | 'repository',
): ReadonlySet<string> {
  return new Set([...templates.values()].flatMap((template) => keptNames(template, kind)));
}
