import type { ImageLookup, ImageProblem, ImageProblemKind } from '../../../../pipelines/images/image-request.ts';
import { imageTable } from '../../../../pipelines/images/image-table.ts';
import { groupVersions } from '../../../../pipelines/images/resolve-version.ts';
import { retrieveImageUri } from '../../../../pipelines/images/retrieve-image-uri.ts';
import { joinPointer } from '../../shared/json-pointer.ts';
import { meantFramework } from '../../shared/meant-framework.ts';
import type { FindingCollector } from '../shared/finding-collector.ts';
import { isRegionDoubted } from '../shared/region-names.ts';
import type { ResolvedWorkload, RuleContext } from '../shared/rule.ts';
import { isBatch, isRealtime, isTraining } from '../shared/spec-kinds.ts';
import type { WorkloadCheck } from '../shared/workload-check.ts';
import { writtenName } from '../shared/written-name.ts';
import { instanceOf, isInstanceTypeKnown } from './instance-type.ts';

const PROBLEMS: Readonly<Record<ImageProblemKind, { readonly code: string; readonly attribute?: string }>> = {
  framework: { code: 'framework-unknown', attribute: 'model_framework' },
  scope: { code: 'framework-scope', attribute: 'model_framework' },
  version: { code: 'framework-version-unknown', attribute: 'model_framework_version' },
  'base-framework-version': { code: 'framework-version-unknown', attribute: 'model_framework_version' },
  'python-version': { code: 'python-version-unknown', attribute: 'python_version' },
  region: { code: 'framework-region', attribute: 'model_framework' },
  'instance-type': { code: 'framework-instance' },
  processor: { code: 'framework-instance' },
  'inference-tool': { code: 'framework-instance' },
};

/** What says no more than that Python is meant. */
const SOME_PYTHON = 'py3';

/**
 * Looks the AWS image of a framework up, as the deployment will. Errors `framework-unknown`, `framework-scope`,
 * `framework-version-unknown`, `python-version-unknown`, `framework-region`, `framework-instance`: there is no such
 * image. Warning `framework-choice`: there is one, but not exactly the one that was asked for.
 * Warning `python-version-unused`: no image of this version is one of a Python version.
 */
export function createFrameworkImageCheck({ settingsFile }: Pick<RuleContext, 'settingsFile'>): WorkloadCheck {
  const lookups = new Map<string, ImageLookup>();
  const scopes = new Map<string, string | undefined>();
  function onlyScopeOf(framework: string): string | undefined {
    if (!scopes.has(framework)) scopes.set(framework, onlyScope(framework));
    return scopes.get(framework);
  }
  return function checkFrameworkImage(entry, collector) {
    if (!hasRightScope(entry, onlyScopeOf, collector)) return;
    if (reportNumber(entry, collector)) return;
    if (entry.written.doubt !== undefined && reportEarly(entry, collector)) return;
    const wanted = wantedImage(entry);
    if (!wanted) return;
    const key = Object.values(wanted).join(' ');
    const lookup = lookups.get(key) ?? retrieveImageUri(wanted);
    lookups.set(key, lookup);
    if ('problem' in lookup) {
      // A region that is not known is said where the settings name it.
      if (lookup.problem.kind === 'region' && isRegionDoubted(entry.workload.spec.environment, settingsFile)) return;
      reportProblem(lookup.problem, entry, collector);
      return;
    }
    for (const note of lookup.notes) reportNote(note, entry, collector);
    const { pythonVersion: python } = wanted;
    if (python === undefined || python === SOME_PYTHON || lookup.pythonVersion !== undefined) return;
    collector.report({
      code: 'python-version-unused',
      severity: 'warning',
      written: entry.written,
      attribute: 'python_version',
      stage: entry.workload.identity.stage,
      message: `the image of \`${wanted.framework}\` ${wanted.version} has one Python version, so that \`${python}\` has no effect`,
      hint: 'remove `python_version`, or choose another version of the framework',
    });
  };
}

/**
 * Of a workload with faults of shape: what is wrong with framework and version whatever the other attributes say.
 * Looks at the framework before it looks at the version. True when something was said.
 */
function reportEarly(entry: ResolvedWorkload, collector: FindingCollector): boolean {
  const { spec } = entry.workload;
  if (!isTraining(spec) && !isRealtime(spec) && !isBatch(spec)) return false;
  const { region } = spec.environment;
  const scope = isTraining(spec) ? 'training' : 'inference';
  const { model_framework: framework } = spec.attributes;
  if (framework === undefined) return false;
  const isKnown = Object.hasOwn(imageTable.frameworks, framework);
  const version = isKnown ? spec.attributes.model_framework_version : '';
  if (version === undefined) return false;
  const lookup = retrieveImageUri({ framework, version, region, scope });
  if (!('problem' in lookup) || !['framework', 'version'].includes(lookup.problem.kind)) return false;
  reportProblem(lookup.problem, entry, collector);
  return true;
}

/**
 * A version given as a JSON number. Of frameworks with one version SageMaker's look-up takes that one whatever is
 * asked (image_uris.py of the SageMaker Python SDK), so that the orchestrator works with a number there. Of all
 * others it compares texts and refuses. Shown as written: as a number 2.10 is 2.1, another version. True when refused.
 */
function reportNumber(
  { written, workload: { spec, identity } }: ResolvedWorkload,
  collector: FindingCollector,
): boolean {
  const name = 'model_framework_version';
  const value = written.attributes[name];
  if (value === undefined || typeof value === 'string') return false;
  const given = typeof value === 'object' ? (value as Readonly<Record<string, unknown>>)[identity.stage] : value;
  if (typeof given !== 'number') return false;
  const framework = isTraining(spec) || isRealtime(spec) || isBatch(spec) ? spec.attributes.model_framework : undefined;
  if (framework === undefined || !Object.hasOwn(imageTable.frameworks, framework)) return false;
  const versions = imageTable.frameworks[framework]?.groups.slice(0, 1).flatMap(groupVersions) ?? [];
  if (new Set(versions).size === 1) return false;
  const isByStage = typeof value === 'object';
  const pointer = written.pointerOf(name);
  const shown = written.source.numberAt?.(isByStage ? joinPointer(pointer, identity.stage) : pointer) ?? String(given);
  const meant =
    versions.find((version) => version === shown) ??
    versions.findLast((version) => version.startsWith(`${shown}-`) || version.startsWith(`${shown}.`));
  collector.report({
    code: 'wrong-type',
    severity: 'error',
    written,
    attribute: name,
    stage: identity.stage,
    message: `\`${name}\`: \`${shown}\` is not a text`,
    hint: meant === undefined ? `write one such as \`"${versions.at(-1)}"\`` : `write \`"${meant}"\` in double quotes`,
  });
  return true;
}

function reportNote(note: string, { written, workload }: ResolvedWorkload, collector: FindingCollector): void {
  collector.report({
    code: 'framework-choice',
    severity: 'warning',
    written,
    attribute: 'model_framework_version',
    stage: workload.identity.stage,
    message: note,
    hint: 'write down what you want to run, so that it stays the same',
  });
}

function reportProblem(
  { kind, message, given, nearest }: ImageProblem,
  { written, workload: { spec, identity } }: ResolvedWorkload,
  collector: FindingCollector,
): void {
  const { code, attribute } = PROBLEMS[kind];
  const used = attribute === undefined ? instanceOf(spec) : undefined;
  // An unknown instance type is a fault of its own, reported by its own rule
  if (code === 'framework-instance' && used && !isInstanceTypeKnown(used.type, used.use)) return;
  const place = attribute ?? used?.attribute ?? 'model_framework';
  const [fault, cure] = kind === 'framework' ? explainFramework(given, nearest, message) : splitCure(message);
  collector.report({
    code,
    severity: 'error',
    written,
    attribute: writtenName(written, place) === undefined ? 'model_framework' : place,
    stage: identity.stage,
    message: fault,
    ...(cure !== undefined && { hint: cure }),
  });
}

/** Looks at the framework alone, so that a faulty version or instance type does not hide the fault. */
function hasRightScope(
  { written, workload: { spec, identity } }: ResolvedWorkload,
  onlyScopeOf: (framework: string) => string | undefined,
  collector: FindingCollector,
): boolean {
  if (!isTraining(spec) && !isRealtime(spec) && !isBatch(spec)) return true;
  const { model_framework: framework = '' } = spec.attributes;
  const only = onlyScopeOf(framework);
  const scope = isTraining(spec) ? 'training' : 'inference';
  if (only === undefined || only === scope) return true;
  collector.report({
    code: 'framework-scope',
    severity: 'error',
    written,
    attribute: 'model_framework',
    stage: identity.stage,
    message: `\`${framework}\` has images for ${only} alone, and this is ${scope}`,
    hint: 'choose another framework',
  });
  return false;
}

/** What the images of a framework are for, where that is one thing; the look-up would take them for any other. */
function onlyScope(framework: string): string | undefined {
  if (!Object.hasOwn(imageTable.frameworks, framework)) return undefined;
  const scopes = imageTable.frameworks[framework]?.groups.flatMap((group) => group.scopes) ?? [];
  return scopes.length === 1 ? scopes[0] : undefined;
}

/** With a name that was probably meant, the list of all would only hide it. */
function explainFramework(
  given: string | undefined,
  nearest: readonly string[],
  message: string,
): readonly [string, string | undefined] {
  const meant = meantFramework(given ?? '') ?? nearest[0];
  const [fault, cure] = splitCure(message);
  return [fault, meant === undefined ? cure : `did you mean \`${meant}\`?`];
}

/** The look-up's messages say the fault, a semicolon, then the cure. */
function splitCure(message: string): readonly [string, string | undefined] {
  const at = message.indexOf('; ');
  return at < 0 ? [message, undefined] : [message.slice(0, at), message.slice(at + 2)];
}

function wantedImage({ workload: { spec } }: ResolvedWorkload) {
  if (!isTraining(spec) && !isRealtime(spec) && !isBatch(spec)) return undefined;
  const { model_framework: framework, model_framework_version: version, python_version: python } = spec.attributes;
  if (framework === undefined || version === undefined) return undefined;
  if (!isTraining(spec) && spec.attributes.model_package_name !== undefined) return undefined;
  const isServerless = isRealtime(spec) && spec.attributes.serverless !== undefined;
  const instance = isServerless ? undefined : instanceOf(spec)?.type;
  return {
    framework,
    region: spec.environment.region,
    scope: isTraining(spec) ? ('training' as const) : ('inference' as const),
    version,
    ...(instance !== undefined && { instanceType: instance }),
    ...(python !== undefined && { pythonVersion: python }),
    ...(isServerless && { serverless: true }),
  };
}
