import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PipelineSpec } from '../../pipelines/spec.ts';
import { createLocalTargets } from '../../processor/adapters/local/create-local-target.ts';
import type { Faults } from '../../processor/adapters/local/faults.ts';
import { createSystemClock } from '../../processor/adapters/system-clock.ts';
import type { ApplyContext } from '../../processor/deploy/apply-context.ts';
import { applyPlan } from '../../processor/deploy/apply-plan.ts';
import type { Outcome, RunReport } from '../../processor/model/outcome.ts';
import type { Plan } from '../../processor/model/plan.ts';
import type { ApplyEvent } from '../../processor/model/progress.ts';
import type { Settings, Stage } from '../../processor/model/settings.ts';
import type { StackTemplate } from '../../processor/model/stack.ts';
import type { Workload, WorkloadDependency } from '../../processor/model/workload.ts';
import { buildPlan } from '../../processor/plan/build-plan.ts';
import { diffTemplates } from '../../processor/plan/diff-template.ts';
import { fingerprint } from '../../processor/plan/digest.ts';
import { guardPlan } from '../../processor/plan/guards.ts';
import { stacksToCompare } from '../../processor/plan/needed-facts.ts';
import type { DesiredStack } from '../../processor/plan/plan-input.ts';
import type { StackTarget } from '../../processor/ports/stack-target.ts';
import type { Synthesizer } from '../../processor/ports/synthesizer.ts';
import { smallTemplate } from './small-template.ts';
import { environment } from './specs.ts';
import { COMMIT, ownTags } from './world.ts';

const CODE = 'c'.repeat(64);

export interface Wanted {
  readonly spec: PipelineSpec;
  readonly waitsFor?: readonly WorkloadDependency[];
}

/**
 * A local target in a folder of its own, and the way from wanted specs to a report over it: plans with the real
 * planner, applies with the real engine, compiles with small templates instead of aws-cdk-lib.
 */
export class ApplyWorld {
  readonly stateDir = mkdtempSync(join(tmpdir(), 'mlops-apply-'));
  readonly events: ApplyEvent[] = [];
  readonly settings: Settings;

  constructor(change: { readonly stages?: readonly Partial<Stage>[]; readonly guards?: Settings['guards'] } = {}) {
    const { account, region, assetsBucket } = environment();
    const base: Stage = { name: 'dev', account, region, assetsBucket, approval: false, protected: false };
    this.settings = {
      target: 'local',
      stackPrefix: 'mlops-pipeline',
      stages: (change.stages ?? [{}]).map((stage) => ({ ...base, ...stage })),
      notifications: { emails: [] },
      guards: change.guards ?? {},
      allowedAccounts: [],
    };
  }

  /** What is to go wrong from now on. */
  faults(faults: Partial<Faults>): void {
    mkdirSync(this.stateDir, { recursive: true });
    writeFileSync(join(this.stateDir, 'faults.json'), JSON.stringify(faults));
  }

  targets(): (stage: string) => StackTarget {
    const open = createLocalTargets({ stateDir: this.stateDir, clock: createSystemClock(), diffTemplates });
    const targets = new Map(this.settings.stages.map((stage) => [stage.name, open(stage)]));
    return (name) => {
      const target = targets.get(name);
      if (target === undefined) throw new Error(`no stage ${name}`);
      return target;
    };
  }

  async plan(wanted: readonly Wanted[], options: { readonly prune?: boolean } = {}): Promise<Plan> {
    const targets = this.targets();
    const stages = [];
    for (const stage of this.settings.stages) {
      const target = targets(stage.name);
      const deployed = await target.listStacks();
      const bare = wanted.map((item) => this.#desire(item, stage));
      const needed = stacksToCompare({ settings: this.settings, stage, desired: bare, deployed });
      const desired = bare.map((item) => ({ ...item, template: templateOf(item.workload, item.fingerprint) }));
      const deployedTemplates = new Map<string, StackTemplate>();
      for (const name of needed.readTemplate) {
        const template = await target.readTemplate(name);
        if (template !== undefined) deployedTemplates.set(name, template);
      }
      stages.push({ stage, target: target.kind, desired, deployed, deployedTemplates });
    }
    const plan = buildPlan({
      settings: this.settings,
      stages,
      commit: COMMIT,
      createdAt: '2026-03-02T09:30:00Z',
      diffTemplates,
      savesDesired: true,
    });
    return guardPlan(plan, { prune: options.prune ?? false, settings: this.settings });
  }

  async apply(plan: Plan, change: Partial<ApplyContext> = {}): Promise<RunReport> {
    return applyPlan(plan, {
      targetOf: this.targets(),
      synthesizer: smallSynthesizer,
      clock: createSystemClock(),
      runId: Math.floor(Math.random() * 1e9).toString(36),
      concurrency: 4,
      pollInterval: 1,
      signal: new AbortController().signal,
      onEvent: (event) => this.events.push(event),
      ...change,
    });
  }

  /** Plans and applies in one go. */
  async deploy(wanted: readonly Wanted[], options: { readonly prune?: boolean } = {}): Promise<RunReport> {
    return this.apply(await this.plan(wanted, options));
  }

  remove(): void {
    rmSync(this.stateDir, { recursive: true, force: true });
  }

  #desire({ spec, waitsFor }: Wanted, stage: Stage): DesiredStack {
    const { account, region, assetsBucket } = stage;
    const inStage = { ...spec, environment: { ...spec.environment, stage: stage.name, account, region, assetsBucket } };
    const { modelName, name, pipelineType } = spec;
    const workload: Workload = {
      identity: { stage: stage.name, modelName, name, pipelineType },
      configPath: `models/${modelName}/${pipelineType}/mlops-config.json`,
      pointer: '',
      spec: inStage,
      dependsOn: waitsFor ?? [],
    };
    return { workload, fingerprint: fingerprint(inStage, CODE) };
  }
}

/** The outcome of each stack of a report, by stack name or `stage/stack` where there are several stages. */
export function outcomesOf(report: RunReport): Readonly<Record<string, Outcome>> {
  const many = report.stages.length > 1;
  return Object.fromEntries(
    report.stages.flatMap(({ stage, changes }) =>
      changes.map((change) => [many ? `${stage}/${change.stack}` : change.stack, change.outcome] as const),
    ),
  );
}

const smallSynthesizer: Synthesizer = {
  codeDigest: () => CODE,
  synthesize: (spec, provenance) =>
    Promise.resolve({
      stackName: spec.stackName,
      template: smallTemplate(spec, {
        ...provenance,
        codeDigest: CODE,
        dependsOn: provenance.dependsOn ?? [],
      }),
      tags: ownTags(spec, spec.environment.stage),
      assets: [],
    }),
};

function templateOf(workload: Workload, digest: string): StackTemplate {
  return smallTemplate(workload.spec, {
    fingerprint: digest,
    configPath: workload.configPath,
    codeDigest: CODE,
    commit: COMMIT,
    dependsOn: workload.dependsOn.map((dependency) => dependency.stackName),
  });
}
