import type { ControlPlaneSpec } from '../../pipelines/control-plane/control-plane-spec.ts';
import type { Settings } from '../model/settings.ts';
import type { DeployedStack, StackTemplate } from '../model/stack.ts';
import { listResources } from '../plan/list-resources.ts';
import type { DiffTemplates } from '../plan/plan-input.ts';
import type { ControlPlaneStack } from '../ports/control-plane-synthesizer.ts';
import { planChange, treatmentOf, type BootstrapChange } from './bootstrap-plan.ts';
import { controlPlaneBucket, type Place } from './list-places.ts';
import {
  foundationSpec,
  pipelineSpec,
  rolesSpec,
  stackSetSpec,
  type Existing,
  type Organization,
  type ProcessorLocation,
} from './make-specs.ts';

/** What is known of one place before its stacks are planned. */
export interface PlaceFacts {
  readonly place: Place;
  readonly existing: Existing;
  /** Keys of the stages and of the workloads there. */
  readonly kmsKeyArns: readonly string[];
  readonly readStack: (name: string) => Promise<DeployedStack | undefined>;
  readonly readTemplate: (name: string) => Promise<StackTemplate | undefined>;
}

/** What all places share. */
export interface InstallationContext {
  readonly settings: Settings;
  readonly synthesize: (spec: ControlPlaneSpec) => Promise<ControlPlaneStack>;
  /** Loads what compares templates; asked only when a stack is updated. */
  readonly loadDiff: () => Promise<DiffTemplates>;
  /** Undefined: the control plane's own stack is not installed now. */
  readonly processor: ProcessorLocation | undefined;
  /** Stack sets instead of everything else. */
  readonly organization: Organization | undefined;
}

/** The changes of one place: foundation, roles and, where it is, the control plane; or the stack sets alone. */
export async function planPlace(facts: PlaceFacts, context: InstallationContext): Promise<readonly BootstrapChange[]> {
  const { settings } = context;
  const changes: BootstrapChange[] = [];
  for (const spec of specsOf(facts, context)) {
    const wanted = await context.synthesize(spec);
    // A foundation of which everything exists already is no stack: CloudFormation takes none without resources.
    if (Object.keys(wanted.template.Resources).length === 0) continue;
    const found = await facts.readStack(wanted.stackName);
    const treatment = treatmentOf(found, wanted);
    const isUpdate = found !== undefined && !['none', 'create', 'recreate'].includes(treatment);
    changes.push(
      planChange({
        kind: spec.kind,
        account: facts.place.account,
        region: facts.place.region,
        bucket: controlPlaneBucket(facts.place),
        stages:
          spec.kind === 'control-plane' || spec.kind === 'stack-set'
            ? settings.stages.map(nameOf)
            : facts.place.stages.map(nameOf),
        wanted,
        found,
        before: isUpdate ? await facts.readTemplate(wanted.stackName) : undefined,
        diffTemplates: isUpdate ? await context.loadDiff() : unneeded,
      }),
    );
  }
  return changes;
}

function specsOf(facts: PlaceFacts, context: InstallationContext): readonly ControlPlaneSpec[] {
  const { place, existing, kmsKeyArns } = facts;
  const { settings, organization, processor } = context;
  if (organization !== undefined) return place.hasControlPlane ? [stackSetSpec(settings, organization)] : [];
  const roles = rolesSpec(settings, place, { kmsKeyArns });
  const isControlPlane = place.hasControlPlane && processor !== undefined;
  return [
    foundationSpec(settings, place, existing),
    ...(roles === undefined ? [] : [roles]),
    ...(isControlPlane ? [pipelineSpec(settings, place, { processor, existing })] : []),
  ];
}

function nameOf({ name }: { readonly name: string }): string {
  return name;
}

/** For stacks that are not updated: all of it comes. */
function unneeded(...[, after]: Parameters<DiffTemplates>): ReturnType<DiffTemplates> {
  return listResources(after, 'create');
}
