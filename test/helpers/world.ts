import type { PipelineSpec } from '../../pipelines/spec.ts';
import type { Plan } from '../../processor/model/plan.ts';
import type { Settings, Stage } from '../../processor/model/settings.ts';
import {
  FINGERPRINT_OUTPUT,
  MANAGED_BY,
  TAGS,
  type DeployedStack,
  type StackTemplate,
} from '../../processor/model/stack.ts';
import type { Workload, WorkloadDependency } from '../../processor/model/workload.ts';
import { buildPlan } from '../../processor/plan/build-plan.ts';
import { diffTemplates } from '../../processor/plan/diff-template.ts';
import { fingerprint } from '../../processor/plan/digest.ts';
import { guardPlan } from '../../processor/plan/guards.ts';
import { stacksToCompare } from '../../processor/plan/needed-facts.ts';
import type { DesiredStack, PlanInput, StageFacts } from '../../processor/plan/plan-input.ts';
import { environment } from './specs.ts';
import { smallTemplate } from './small-template.ts';

export const COMMIT = '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567';
const CODE = 'c'.repeat(64);

interface WantOptions {
  readonly waitsFor?: readonly WorkloadDependency[];
  readonly configPath?: string;
  /** Properties of the role of its template. */
  readonly role?: StackTemplate['Resources'][string]['Properties'];
}

interface HaveOptions extends WantOptions {
  readonly status?: DeployedStack['status'];
  readonly terminationProtection?: boolean;
  readonly codeDigest?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly outputs?: Readonly<Record<string, string>>;
  /** The stack has no metadata of ours. */
  readonly forgetful?: boolean;
}

interface StageState {
  readonly stage: Stage;
  readonly wanted: { readonly spec: PipelineSpec; readonly options: WantOptions }[];
  readonly deployed: DeployedStack[];
  readonly templates: Map<string, StackTemplate>;
}

/**
 * A state to plan from, told as a story: `world().has(realtime()).wants(realtime('churn', { instance_count: 2 }))`.
 * Calls apply to the stage named last; without `stage()` there is one, `dev`.
 */
export class World {
  #settings: Settings = {
    target: 'local',
    stackPrefix: 'mlops-pipeline',
    stages: [],
    notifications: { emails: [] },
    guards: {},
    allowedAccounts: [],
  };
  #codeDigest = CODE;
  readonly #stages: StageState[] = [];

  stage(name: string, change: Partial<Stage> = {}): this {
    const { account, region, assetsBucket } = environment();
    const stage = { name, account, region, assetsBucket, approval: false, protected: false, ...change };
    this.#stages.push({ stage, wanted: [], deployed: [], templates: new Map() });
    this.#settings = { ...this.#settings, stages: this.#stages.map((state) => state.stage) };
    return this;
  }

  settings(change: Partial<Settings>): this {
    this.#settings = { ...this.#settings, ...change };
    return this;
  }

  /** The pipeline code of the commit; what is deployed was made with the code of the time. */
  code(digest: string): this {
    this.#codeDigest = digest;
    return this;
  }

  /** The commit asks for it. */
  wants(spec: PipelineSpec, options: WantOptions = {}): this {
    const state = this.#current();
    state.wanted.push({ spec: inStage(spec, state.stage), options });
    return this;
  }

  /** It is deployed, from the same or another spec. */
  has(given: PipelineSpec, options: HaveOptions = {}): this {
    const { stage, deployed, templates } = this.#current();
    const spec = inStage(given, stage);
    const code = options.codeDigest ?? CODE;
    const digest = fingerprint(spec, code);
    const name = spec.stackName;
    deployed.push({
      stackName: name,
      stackId: `arn:aws:cloudformation:${stage.region}:${stage.account}:stack/${name}/1`,
      status: options.status ?? 'CREATE_COMPLETE',
      outputs: options.outputs ?? { [FINGERPRINT_OUTPUT]: digest },
      tags: options.tags ?? ownTags(spec, stage.name),
      terminationProtection: options.terminationProtection ?? false,
      createdAt: '2026-03-01T08:00:00Z',
    });
    const dependsOn = (options.waitsFor ?? []).map((dependency) => dependency.stackName);
    const configPath = options.configPath ?? pathOf(spec);
    const origin = { fingerprint: digest, configPath, codeDigest: code, commit: COMMIT, dependsOn };
    const template = smallTemplate(spec, origin, options.role);
    templates.set(name, options.forgetful === true ? { Resources: template.Resources } : template);
    return this;
  }

  /** Wanted and deployed, alike. */
  keeps(spec: PipelineSpec, options: WantOptions = {}): this {
    return this.has(spec, options).wants(spec, options);
  }

  /** The facts of the plan, gathered as the command line does: templates only where something differs. */
  input(change: Partial<PlanInput> = {}): PlanInput {
    this.#current();
    return {
      settings: this.#settings,
      stages: this.#stages.map((state) => this.#gather(state)),
      commit: COMMIT,
      createdAt: '2026-03-02T09:30:00Z',
      diffTemplates,
      savesDesired: false,
      ...change,
    };
  }

  plan(change: Partial<PlanInput> = {}): Plan {
    return buildPlan(this.input(change));
  }

  guarded(options: { readonly prune: boolean } = { prune: false }): Plan {
    return guardPlan(this.plan(), { ...options, settings: this.#settings });
  }

  #current(): StageState {
    if (this.#stages.length === 0) this.stage('dev');
    const state = this.#stages.at(-1);
    if (state === undefined) throw new Error('no stage');
    return state;
  }

  #gather(state: StageState): StageFacts {
    const { stage, deployed } = state;
    const bare = state.wanted.map(({ spec, options }) => this.#desire(stage, spec, options));
    const needed = stacksToCompare({ settings: this.#settings, stage, desired: bare, deployed });
    const desired = bare.map((item) =>
      needed.synthesize.includes(item.workload.spec.stackName) ? this.#synthesize(item, state) : item,
    );
    const deployedTemplates = new Map([...state.templates].filter(([name]) => needed.readTemplate.includes(name)));
    return { stage, target: this.#settings.target, desired, deployed, deployedTemplates };
  }

  #desire(stage: Stage, spec: PipelineSpec, options: WantOptions): DesiredStack {
    const { modelName, name, pipelineType } = spec;
    const workload: Workload = {
      identity: { stage: stage.name, modelName, name, pipelineType },
      configPath: options.configPath ?? pathOf(spec),
      pointer: '',
      spec,
      dependsOn: options.waitsFor ?? [],
    };
    return { workload, fingerprint: fingerprint(spec, this.#codeDigest) };
  }

  #synthesize(item: DesiredStack, state: StageState): DesiredStack {
    const { spec, configPath } = item.workload;
    const dependsOn = item.workload.dependsOn.map((dependency) => dependency.stackName);
    const origin = {
      fingerprint: item.fingerprint,
      configPath,
      codeDigest: this.#codeDigest,
      commit: COMMIT,
      dependsOn,
    };
    const wanted = state.wanted.find((other) => other.spec.stackName === spec.stackName);
    return { ...item, template: smallTemplate(spec, origin, wanted?.options.role) };
  }
}

export function world(): World {
  return new World();
}

export function ownTags(spec: PipelineSpec, stage: string): Readonly<Record<string, string>> {
  return {
    [TAGS.managedBy]: MANAGED_BY,
    [TAGS.pipelineType]: spec.pipelineType,
    [TAGS.modelName]: spec.modelName,
    [TAGS.stage]: stage,
  };
}

function inStage(spec: PipelineSpec, stage: Stage): PipelineSpec {
  const { account, region, assetsBucket } = stage;
  return { ...spec, environment: { ...spec.environment, stage: stage.name, account, region, assetsBucket } };
}

function pathOf(spec: PipelineSpec): string {
  return `models/${spec.modelName}/${spec.pipelineType}/mlops-config.json`;
}
