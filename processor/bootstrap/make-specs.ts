import type {
  ControlPlaneSpec,
  FoundationSpec,
  PipelineSource,
  PipelineStackSpec,
  RolesSpec,
  StackSetSpec,
} from '../../pipelines/control-plane/control-plane-spec.ts';
import { installedRoles } from '../config/settings/with-control-plane-roles.ts';
import { InternalError } from '../model/errors.ts';
import type { ControlPlane, Settings, Source, Stage } from '../model/settings.ts';
import { controlPlaneBucket, type Place } from './list-places.ts';

/** What exists already and is therefore not made again. */
export interface Existing {
  readonly buckets: ReadonlySet<string>;
  readonly repositories: ReadonlySet<string>;
  readonly apiGatewayLogRole: boolean;
  /** The bucket of the pipeline's artifacts, kept from an installation before. @default false */
  readonly artifactsBucket?: boolean;
}

/** Where the packed processor lies in the control plane's bucket. */
export interface ProcessorLocation {
  readonly key: string;
  readonly sha256: string;
}

/** Organization that the stages' accounts belong to. */
export interface Organization {
  /** `ou-…` or `r-…` */
  readonly units: readonly string[];
  readonly callAs: StackSetSpec['callAs'];
}

/** Buckets that the foundation of a place is to have, sorted. */
export function bucketsOf(place: Place): readonly string[] {
  const own = place.hasControlPlane ? [controlPlaneBucket(place)] : [];
  return [...new Set([...own, ...place.stages.map((stage) => stage.assetsBucket)])].sort();
}

/** ECR repositories that the foundation of a place is to have, sorted. */
export function repositoriesOf(place: Place): readonly string[] {
  const names = place.stages.map((stage) => stage.ecrRepository).filter((name) => name !== undefined);
  return [...new Set(names)].sort();
}

export function foundationSpec(settings: Settings, place: Place, existing: Existing): FoundationSpec {
  return {
    kind: 'foundation',
    ...frameOf(settings, place),
    assetsBuckets: bucketsOf(place).filter((name) => !existing.buckets.has(name)),
    ecrRepositories: repositoriesOf(place).filter((name) => !existing.repositories.has(name)),
    readerAccounts: readersOf(settings, place),
    apiGatewayLogRole: !existing.apiGatewayLogRole,
  };
}

/**
 * Accounts that read what lies in a place: models and images move with the order of promotion, so those of its first
 * stage and of the later ones. Data that prod captures are not for dev.
 */
function readersOf(settings: Settings, place: Place): readonly string[] {
  const names = new Set(place.stages.map((stage) => stage.name));
  const first = settings.stages.findIndex((stage) => names.has(stage.name));
  return accountsOf(settings.stages.slice(Math.max(0, first)));
}

/** Undefined where every stage of the place names roles of its own. */
export function rolesSpec(
  settings: Settings,
  place: Place,
  options: { readonly kmsKeyArns: readonly string[] },
): RolesSpec | undefined {
  const { stackPrefix } = settings;
  const stages = place.stages.filter((stage) => stage.roleArn === installedRoles(stage, stackPrefix).roleArn);
  if (stages.length === 0) return undefined;
  const { account, region } = controlPlaneOf(settings);
  return {
    kind: 'roles',
    ...frameOf(settings, place),
    assetsBuckets: [...new Set(stages.map((stage) => stage.assetsBucket))].sort(),
    controlPlane: { account, region },
    kmsKeyArns: [...new Set(options.kmsKeyArns)].sort(),
  };
}

export function pipelineSpec(
  settings: Settings,
  place: Place,
  { processor, existing }: { readonly processor: ProcessorLocation; readonly existing?: Existing },
): PipelineStackSpec {
  const { review, buildApproval, webhook, api, secretArn, kmsKeyArn } = controlPlaneOf(settings);
  return {
    kind: 'control-plane',
    ...frameOf(settings, place),
    assetsBucket: controlPlaneBucket(place),
    processor,
    source: sourceOf(settings.source),
    stages: settings.stages.map((stage) => stageOf(stage, settings)),
    review,
    buildApproval,
    webhook,
    api,
    ...(secretArn !== undefined && { secretArn }),
    ...(kmsKeyArn !== undefined && { kmsKeyArn }),
    notifications: settings.notifications,
    ...(existing?.artifactsBucket === true && { hasArtifactsBucket: true }),
  };
}

/** One template for all accounts of an organization; the control plane's account administers it. */
export function stackSetSpec(settings: Settings, organization: Organization): StackSetSpec {
  const { account, region } = controlPlaneOf(settings);
  const ecrRepository = settings.stages.find((stage) => stage.ecrRepository !== undefined)?.ecrRepository;
  return {
    kind: 'stack-set',
    stackPrefix: settings.stackPrefix,
    account,
    region,
    callAs: organization.callAs,
    organizationalUnitIds: organization.units,
    regions: [...new Set(settings.stages.map((stage) => stage.region))].sort(),
    readerAccounts: accountsOf(settings.stages),
    ...(ecrRepository !== undefined && { ecrRepository }),
    apiGatewayLogRole: true,
    controlPlane: { account, region },
  };
}

/** Keys of a place that the execution role must be able to use: the stages' own and those that configs name. */
export function keysOf(
  place: Place,
  workloads: readonly { readonly stage: string; readonly kmsKeyArn?: string }[],
): readonly string[] {
  const names = new Set(place.stages.map((stage) => stage.name));
  const keys = [
    ...place.stages.map((stage) => stage.kmsKeyArn),
    ...workloads.filter(({ stage }) => names.has(stage)).map(({ kmsKeyArn }) => kmsKeyArn),
  ];
  return [...new Set(keys.filter((key) => key !== undefined))].sort();
}

function frameOf({ stackPrefix }: Settings, { account, region }: Place) {
  return { stackPrefix, account, region } satisfies Partial<ControlPlaneSpec>;
}

function accountsOf(stages: readonly Stage[]): readonly string[] {
  return [...new Set(stages.map((stage) => stage.account))].sort();
}

function stageOf(stage: Stage, { stackPrefix }: Settings): PipelineStackSpec['stages'][number] {
  const installed = installedRoles(stage, stackPrefix);
  const { name, account, region, approval, roleArn: deployRoleArn = installed.roleArn } = stage;
  return { name, account, region, approval, deployRoleArn, readRoleArn: stage.readRoleArn ?? deployRoleArn };
}

function sourceOf(source: Source | undefined): PipelineSource {
  const { provider, repository, branch, connectionArn } = source ?? missing('source');
  if (provider === 'codecommit') return { provider, repository, branch };
  return { provider, repository, branch, ...(connectionArn !== undefined && { connectionArn }) };
}

function controlPlaneOf({ controlPlane }: Settings): ControlPlane {
  return controlPlane ?? missing('control_plane');
}

/** `checkSettings` has looked before. */
function missing(key: string): never {
  throw new InternalError(`a control plane was asked for from settings without ${key}`);
}
