import { cdkSynthesizer } from '../../adapters/cdk/synthesizer.ts';
import type { Plan } from '../../model/plan.ts';
import type { Stage } from '../../model/settings.ts';
import type { DeployedStack } from '../../model/stack.ts';
import { buildPlan } from '../../plan/build-plan.ts';
import { fingerprint } from '../../plan/digest.ts';
import { stacksToCompare } from '../../plan/needed-facts.ts';
import type { DesiredStack, DiffTemplates, StageFacts } from '../../plan/plan-input.ts';
import { describeStranded, findStranded } from '../../plan/stranded.ts';
import type { Clock } from '../../ports/clock.ts';
import type { StackTarget } from '../../ports/stack-target.ts';
import type { Synthesizer } from '../../ports/synthesizer.ts';
import { spellPlace, type GivenFlag } from '../../render/plan/plan-words.ts';
import type { LoadedCommit } from '../load/load-commit.ts';
import { readTemplates } from '../load/read-templates.ts';
import { noteNewer } from './note-newer.ts';

/** All that gathering asks a target. */
export type ReadableTarget = Pick<StackTarget, 'kind' | 'listStacks' | 'readTemplate'>;

/** What gathering needs besides the commit. */
export interface GatherOptions {
  readonly stages: readonly Stage[];
  /** By stage name. */
  readonly targets: ReadonlyMap<string, ReadableTarget>;
  readonly clock: Clock;
  readonly synthesizer?: Synthesizer;
  /** Told what takes long before it begins, and what deserves a second look. */
  readonly onNote: (note: string) => void;
  /** Flags that the plan was asked for with; commands that are suggested repeat those that they need. */
  readonly given?: readonly GivenFlag[];
  /** Whether a deployed commit comes after the one that is planned. @default nobody asks */
  readonly isNewer?: (deployed: string, commit: string) => Promise<boolean>;
}

/** So many templates take a second or more, which a person should not have to wonder about. */
const WORTH_SAYING = 30;

/**
 * Where facts meet: asks the targets what is deployed, once per account and region, and for the stacks that differ
 * their templates, old and new; then hands everything to the planner. Without a difference nothing is synthesised and
 * no stack is asked for by itself.
 */
export async function gatherPlan(commit: LoadedCommit, options: GatherOptions): Promise<Plan> {
  const synthesizer = options.synthesizer ?? cdkSynthesizer();
  const lists = new Map<string, Promise<readonly DeployedStack[]>>();
  const read = await commit.readRevision();
  const revision = read.dirty ? null : read.commit;
  const stages: StageFacts[] = [];
  for (const stage of options.stages) {
    const target = targetOf(options.targets, stage);
    const key = `${stage.account}/${stage.region}`;
    const known = lists.get(key);
    const deployed = await (known ?? remember(lists, key, target.listStacks()));
    if (known === undefined) {
      const { settings } = commit;
      const stranded = findStranded(deployed, { settings, place: stage, target: target.kind });
      const flags = spellPlace(options.given, settings.stages.length > 1 ? stage.name : undefined);
      const note = describeStranded(stranded, { place: stage, flags });
      if (note !== undefined) options.onNote(note);
    }
    stages.push(await gatherStage(commit, { stage, target, deployed, synthesizer, revision, onNote: options.onNote }));
  }
  const changed = stages.some((facts) => facts.deployedTemplates.size > 0);
  const plan = buildPlan({
    settings: commit.settings,
    stages,
    commit: revision,
    configPaths: new Set(commit.workloads.map(({ configPath }) => configPath)),
    createdAt: options.clock.now(),
    diffTemplates: changed ? await loadDiff() : unneeded,
    savesDesired: true,
  });
  const { isNewer, onNote } = options;
  if (isNewer !== undefined) {
    for (const note of await noteNewer({ plan, stages, commit: read.commit, isNewer })) onNote(note);
  }
  return plan;
}

async function gatherStage(
  commit: LoadedCommit,
  options: {
    readonly stage: Stage;
    readonly target: ReadableTarget;
    readonly deployed: readonly DeployedStack[];
    readonly synthesizer: Synthesizer;
    readonly revision: string | null;
    readonly onNote: (note: string) => void;
  },
): Promise<StageFacts> {
  const { stage, target, deployed, synthesizer, revision, onNote } = options;
  const desired: DesiredStack[] = commit.workloads
    .filter((workload) => workload.identity.stage === stage.name)
    .map((workload) => ({
      workload,
      fingerprint: fingerprint(workload.spec, synthesizer.codeDigest(workload.spec.pipelineType)),
    }));
  const needed = stacksToCompare({ settings: commit.settings, stage, desired, deployed });
  const toSynthesize = new Set(needed.synthesize);
  const count = toSynthesize.size;
  if (count >= WORTH_SAYING)
    onNote(`stage ${stage.name}: ${count} templates to compile, about ${Math.ceil(count / 30)} s`);
  const withTemplates: DesiredStack[] = [];
  for (const item of desired) {
    if (!toSynthesize.has(item.workload.spec.stackName)) {
      withTemplates.push(item);
      continue;
    }
    const { template } = await synthesizer.synthesize(item.workload.spec, {
      fingerprint: item.fingerprint,
      configPath: item.workload.configPath,
      commit: revision,
      dependsOn: item.workload.dependsOn.map((dependency) => dependency.stackName),
    });
    withTemplates.push({ ...item, template });
  }
  const deployedTemplates = await readTemplates(
    target,
    needed.readTemplate.map((stackName) => ({ stackName })),
  );
  return { stage, target: target.kind, desired: withTemplates, deployed, deployedTemplates };
}

function remember<T>(lists: Map<string, Promise<T>>, key: string, list: Promise<T>): Promise<T> {
  lists.set(key, list);
  return list;
}

function targetOf(targets: GatherOptions['targets'], stage: Stage): ReadableTarget {
  const target = targets.get(stage.name);
  if (target === undefined) throw new Error(`no target was opened for stage ${stage.name}`);
  return target;
}

/** The resource specification behind the diff takes most of a second to load. */
async function loadDiff(): Promise<DiffTemplates> {
  const { diffTemplates } = await import('../../plan/diff-template.ts');
  return diffTemplates;
}

function unneeded(): never {
  throw new Error('the templates of a plan without deployed differences were compared');
}
