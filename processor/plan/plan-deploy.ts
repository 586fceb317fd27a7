import type { PipelineSpec } from '../../pipelines/spec.ts';
import type { Action, Change, ConfigChange, ResourceChange } from '../model/plan.ts';
import { FINGERPRINT_OUTPUT, type DeployedStack, type StackTemplate } from '../model/stack.ts';
import type { Treatment } from './classify-status.ts';
import { destroyCommand } from './destroy-command.ts';
import { diffConfig } from './diff-config.ts';
import { listResources } from './list-resources.ts';
import { treatmentOf } from './needed-facts.ts';
import { explainForeign } from './ownership.ts';
import type { DesiredStack, PlanInput, StageFacts } from './plan-input.ts';
import { explainDeploy, SETTINGS_PATH } from './reasons.ts';
import { explainReusedName } from './reused-job-name.ts';
import { addRights } from './rights/add-rights.ts';
import { describeSideEffects } from './side-effects/describe-side-effects.ts';
import { asWritten } from './settings-as-written.ts';
import { spreadTags } from './spread-tags.ts';
import { explainTaken } from './taken-endpoint.ts';
import { explainTakenJobName } from './taken-job-name.ts';
import { readTemplateMetadata, rememberedSpec, type TemplateMetadata } from './template-metadata.ts';

/** What others hold on to: when one of these goes, its users notice. */
const HELD_BY_OTHERS = [
  'AWS::SageMaker::Endpoint',
  'AWS::SageMaker::MonitoringSchedule',
  'AWS::ApiGateway::RestApi',
  'AWS::ApiGatewayV2::Api',
];

interface DeployFacts {
  readonly input: PlanInput;
  readonly facts: StageFacts;
  readonly desired: DesiredStack;
  /** Stacks of the stage that come first. */
  readonly dependsOn: readonly string[];
  /** The stack of that name, ours or not. */
  readonly found: DeployedStack | undefined;
}

/** The change that makes one stack what the commit asks for. */
export function planDeploy(facts: DeployFacts): Change {
  const { input, desired, dependsOn } = facts;
  const { identity, spec, configPath } = desired.workload;
  const found = facts.found?.status === 'DELETE_COMPLETE' ? undefined : facts.found;
  const foreign = found && explainForeign(found, { settings: input.settings, stage: facts.facts.stage });
  const frame = {
    stack: spec.stackName,
    pipelineType: spec.pipelineType,
    modelName: identity.modelName,
    name: identity.name,
    configPath,
    dependsOn,
    desiredFingerprint: desired.fingerprint,
    deployedFingerprint: found?.outputs[FINGERPRINT_OUTPUT],
    deployed: found && { stackId: found.stackId, status: found.status },
  };
  if (foreign !== undefined) {
    const blocked = { guard: 'foreign-stack', reason: foreign } as const;
    const nothing = { sideEffects: [], config: [], resources: [] };
    return { ...frame, ...nothing, action: 'create', reasons: ['new workload'], blocked };
  }
  const treatment = treatmentOf(desired, found);
  const before = willBeCreated(treatment, found) ? undefined : remembered(facts);
  const reused = treatment === 'none' ? undefined : blockReused({ ...facts, found }, before);
  return {
    ...frame,
    ...describeContent({ ...facts, found }, { treatment, before }),
    // No job starts under a name that SageMaker refuses, and a workload with such a name has no other effects.
    ...(reused !== undefined && { sideEffects: [] }),
    blocked: blockOf(facts, { found, treatment }) ?? blockTaken(facts, treatment) ?? reused,
    desired: input.savesDesired && treatment !== 'none' ? desired.workload : undefined,
  };
}

function describeContent(
  facts: DeployFacts,
  { treatment, before }: { readonly treatment: Treatment; readonly before: TemplateMetadata | undefined },
): Pick<Change, 'action' | 'reasons' | 'sideEffects' | 'config' | 'resources'> {
  const { desired, found } = facts;
  const { spec } = desired.workload;
  const after = readTemplateMetadata(desired.template);
  const isCreation = willBeCreated(treatment, found);
  const isSameFingerprint = found?.outputs[FINGERPRINT_OUTPUT] === desired.fingerprint;
  const config = before === undefined ? [] : diffSpecs(before, spec);
  const reasons = explainDeploy({ treatment, status: found?.status, config, before, after, isSameFingerprint });
  if (treatment === 'none') return { action: 'none', reasons, sideEffects: [], config: [], resources: [] };

  const resources = isCreation
    ? createdResources(facts)
    : withTags(diffResources(facts), { template: desired.template, config });
  const action: Exclude<Action, 'none'> = isCreation ? 'create' : resources.some(isBreaking) ? 'replace' : 'update';
  const deployedSpec = before && rememberedSpec(spec.stackName, before);
  const sideEffects =
    !isCreation && isSameFingerprint
      ? []
      : describeSideEffects({ action, before: deployedSpec, after: spec, resources }, config);
  return { action, reasons, sideEffects, config, resources };
}

/** What the template that is deployed tells of its origin. */
function remembered({ facts, desired }: DeployFacts): TemplateMetadata | undefined {
  return readTemplateMetadata(facts.deployedTemplates.get(desired.workload.spec.stackName));
}

/** A stack that comes up anew, now or after what is running has ended. */
function willBeCreated(treatment: Treatment, found: DeployedStack | undefined): boolean {
  if (treatment === 'create' || treatment === 'recreate') return true;
  return found?.status === 'DELETE_IN_PROGRESS' || found?.status === 'ROLLBACK_IN_PROGRESS';
}

function createdResources({ desired, facts }: DeployFacts): readonly ResourceChange[] {
  const { template } = desired;
  return addRights(listResources(template, 'create'), { before: undefined, after: template, place: facts.stage });
}

function diffResources({ input, facts, desired }: DeployFacts): readonly ResourceChange[] {
  const before = facts.deployedTemplates.get(desired.workload.spec.stackName);
  const after = desired.template;
  if (before === undefined || after === undefined) return [];
  return addRights(input.diffTemplates(before, after), { before, after, place: facts.stage });
}

function isBreaking(change: ResourceChange): boolean {
  return HELD_BY_OTHERS.includes(change.type) && (change.replacement === 'yes' || change.action === 'delete');
}

/**
 * What changes the tags of a stack: those of the config, and the name of the repository. That of the model changes in
 * case alone, and then the baseline's name does too, which replaces the job definition by itself.
 */
const TAG_PATHS = new RegExp(`^(?:tags|${SETTINGS_PATH}\\.source)\\b`);

function withTags(
  changes: readonly ResourceChange[],
  { template, config }: { readonly template: StackTemplate | undefined; readonly config: readonly ConfigChange[] },
): readonly ResourceChange[] {
  const isRetagged = template !== undefined && config.some(({ path }) => TAG_PATHS.test(path));
  return isRetagged ? spreadTags(changes, template) : changes;
}

function diffSpecs(before: TemplateMetadata, after: PipelineSpec): readonly ConfigChange[] {
  const attributes = diffConfig(withName(before.attributes, before), withName({ ...after.attributes }, after));
  const settings = diffConfig(
    { [SETTINGS_PATH]: asWritten(before.environment) },
    { [SETTINGS_PATH]: asWritten(after.environment) },
  );
  return [...attributes, ...settings];
}

/** Upper and lower case of `name` make no other stack, but another workload to look at. */
function withName(
  attributes: Readonly<Record<string, unknown>>,
  { name }: { readonly name?: string },
): Readonly<Record<string, unknown>> {
  return { ...attributes, name };
}

function blockTaken({ desired, input, facts }: DeployFacts, treatment: Treatment): Change['blocked'] {
  if (treatment === 'none') return undefined;
  const reason = explainTaken(desired.workload.spec, { settings: input.settings, facts });
  return reason === undefined ? undefined : { guard: 'foreign-stack', reason };
}

function blockReused({ desired, facts, found }: DeployFacts, before: TemplateMetadata | undefined): Change['blocked'] {
  const { workload } = desired;
  const was = before && rememberedSpec(workload.spec.stackName, before);
  const reason =
    explainReusedName(workload, { found, before }) ??
    explainTakenJobName(workload, { deployed: facts.deployed, before: was });
  return reason === undefined ? undefined : { guard: 'job-name-reused', reason };
}

function blockOf(
  { input, facts: { stage } }: DeployFacts,
  { found, treatment }: { readonly found: DeployedStack | undefined; readonly treatment: Treatment },
): Change['blocked'] {
  if (treatment === 'blocked' && found !== undefined) {
    const at = { stage: stage.name, settings: input.settings };
    const next =
      found.status === 'DELETE_FAILED'
        ? `delete it first: ${destroyCommand(found.stackName, at)}`
        : 'bring it into a stable state first';
    return { guard: 'stack-status', reason: `its status is ${found.status}; ${next}` };
  }
  if (treatment === 'recreate' && found?.terminationProtection === true) {
    const reason = 'the failed stack would be deleted first, but termination protection is on; switch it off';
    return { guard: 'termination-protection', reason };
  }
  return undefined;
}
