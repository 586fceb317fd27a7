import type { ImageLookup, ImageProblemKind } from '../../../pipelines/images/image-request.ts';
import { retrieveImageUri } from '../../../pipelines/images/retrieve-image-uri.ts';
import { instanceOf, isInstanceTypeKnown } from './instance-type.ts';
import { writtenName } from './written-name.ts';
import type { ResolvedWorkload } from './rule.ts';
import type { WorkloadCheck } from './workload-check.ts';
import { isBatch, isRealtime, isTraining } from './spec-kinds.ts';

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

/**
 * Looks the AWS image of a framework up, as the deployment will. Errors `framework-unknown`, `framework-scope`,
 * `framework-version-unknown`, `python-version-unknown`, `framework-region`, `framework-instance`: there is no such
 * image. Warning `framework-choice`: there is one, but not exactly the one that was asked for.
 */
export function createFrameworkImageCheck(): WorkloadCheck {
  const lookups = new Map<string, ImageLookup>();
  return function checkFrameworkImage(entry, collector) {
    const wanted = wantedImage(entry);
    if (!wanted) return;
    const key = Object.values(wanted).join(' ');
    const lookup = lookups.get(key) ?? retrieveImageUri(wanted);
    lookups.set(key, lookup);
    const { written, workload } = entry;
    const { stage } = workload.identity;
    if (!('problem' in lookup)) {
      for (const note of lookup.notes) {
        collector.report({
          code: 'framework-choice',
          severity: 'warning',
          written,
          attribute: 'model_framework_version',
          stage,
          message: note,
          hint: 'write down what you want to run, so that it stays the same',
        });
      }
      return;
    }
    const { kind, message } = lookup.problem;
    const { code, attribute } = PROBLEMS[kind];
    const used = instanceOf(workload.spec);
    // An unknown instance type is a fault of its own, reported by its own rule
    if (code === 'framework-instance' && used && !isInstanceTypeKnown(used.type, used.use)) return;
    const place = attribute ?? used?.attribute ?? 'model_framework';
    const [fault, cure] = splitCure(message);
    collector.report({
      code,
      severity: 'error',
      written,
      attribute: writtenName(written, place) === undefined ? 'model_framework' : place,
      stage,
      message: fault,
      ...(cure !== undefined && { hint: cure }),
    });
  };
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
