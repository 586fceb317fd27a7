import { artifactsBucketName } from '../../../pipelines/control-plane/role-names.ts';
import type { ProcessorBundle } from '../../adapters/bundle/processor-bundle.ts';
import { controlPlaneSynthesizer } from '../../adapters/cdk/control-plane-synthesizer.ts';
import { API_GATEWAY_LOG_ROLE } from '../../bootstrap/adoptable.ts';
import { bootstrapPlan, type BootstrapPlan } from '../../bootstrap/bootstrap-plan.ts';
import { controlPlaneBucket, nameOfPlace, type Place } from '../../bootstrap/list-places.ts';
import { keysOf, type Existing } from '../../bootstrap/make-specs.ts';
import { describeSharedGroup, sharedGroups } from '../../bootstrap/package-policies.ts';
import { planPlace, type InstallationContext, type PlaceFacts } from '../../bootstrap/plan-installation.ts';
import type { StackTarget } from '../../ports/stack-target.ts';
import type { LoadedCommit } from '../load/load-commit.ts';
import type { BootstrapOptions } from './bootstrap-options.ts';
import { createSurroundings, type Surroundings } from './bootstrap-surroundings.ts';

/** The places to plan: with their targets, or, offline, without. */
export interface GatherInput {
  readonly commit: LoadedCommit;
  readonly options: BootstrapOptions;
  readonly places: readonly Place[];
  readonly left: readonly Place[];
  /** Undefined: nothing is looked at, everything counts as not installed yet. */
  readonly online:
    { readonly targets: ReadonlyMap<string, StackTarget>; readonly surroundings: Surroundings } | undefined;
  /** Undefined: the control plane itself is not among what is installed. */
  readonly bundle: ProcessorBundle | undefined;
}

/** Gathers what exists in every place and plans what bootstrap does there. Throws UserError `not-installable`. */
export async function gatherBootstrap(input: GatherInput): Promise<BootstrapPlan> {
  const { commit, options, places, online, bundle } = input;
  const synthesizer = controlPlaneSynthesizer();
  const context: InstallationContext = {
    settings: commit.settings,
    synthesize: (spec) => synthesizer.synthesize(spec),
    loadDiff: async () => (await import('../../plan/diff-template.ts')).diffTemplates,
    processor: bundle,
    organization: options.organization,
  };
  const changes = [];
  for (const place of places) changes.push(...(await planPlace(await factsOf(place, input), context)));
  const surroundings = online?.surroundings ?? createSurroundings();
  const home = places.find((place) => place.hasControlPlane);
  const bucket = home === undefined ? '' : controlPlaneBucket(home);
  if (home !== undefined && bundle !== undefined) await surroundings.checkSource(home, commit.settings.source);
  const isPresent =
    home !== undefined && bundle !== undefined && (await surroundings.hasObject(home, { bucket, key: bundle.key }));
  surroundings.requireSound();
  return bootstrapPlan({
    changes,
    ...(bundle !== undefined &&
      home !== undefined && { processor: { bucket, key: bundle.key, bytes: bundle.bytes, isPresent } }),
    left: input.left.map(({ account, region, stages }) => ({
      account,
      region,
      stages: stages.map(({ name }) => name),
    })),
    notes: [...surroundings.notes, ...sharedGroups(commit.workloads).map(describeSharedGroup)],
  });
}

async function factsOf(place: Place, input: GatherInput): Promise<PlaceFacts> {
  const { commit, options, online } = input;
  const workloads = commit.workloads.map(({ identity, spec }) => ({
    stage: identity.stage,
    kmsKeyArn: spec.attributes.kms_key_arn,
  }));
  const target = online?.targets.get(nameOfPlace(place));
  const adopted = new Set(options.adopt);
  const { stackPrefix } = commit.settings;
  const offline: Existing = {
    buckets: adopted,
    repositories: adopted,
    apiGatewayLogRole: adopted.has(API_GATEWAY_LOG_ROLE),
    artifactsBucket: place.hasControlPlane && adopted.has(artifactsBucketName({ ...place, stackPrefix })),
  };
  const isAlone = options.organization !== undefined;
  return {
    place,
    existing:
      online === undefined || target === undefined || isAlone
        ? offline
        : await online.surroundings.findExisting(place, { target, adopted, settings: commit.settings }),
    kmsKeyArns: keysOf(place, workloads),
    readStack: (name) => target?.describeStack(name) ?? Promise.resolve(undefined),
    readTemplate: (name) => target?.readTemplate(name) ?? Promise.resolve(undefined),
  };
}
