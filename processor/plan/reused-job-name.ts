import { jobHash, jobInputs } from '../../pipelines/job-inputs.ts';
import type { PipelineSpec } from '../../pipelines/spec.ts';
import { escapeText, shorten } from '../model/escape-text.ts';
import { FINGERPRINT_OUTPUT, type DeployedStack } from '../model/stack.ts';
import type { Workload } from '../model/workload.ts';
import { diffConfig } from './diff-config.ts';
import { readAttributes } from './side-effects/attribute-reader.ts';
import { rememberedSpec, type TemplateMetadata } from './template-metadata.ts';

/** How many of the inputs that changed a message names, and how much of each. */
const MOST_NAMED = 3;
const MOST_OF_A_PATH = 80;

/**
 * Why the job of a workload cannot start: its config gives it a name, and the deployed stack ran a job of that name
 * with other inputs. SageMaker knows each name of a job once, for ever, so the job would be refused and the update of
 * the stack rolled back. Undefined when nothing is known against it: the name is made from the content, no input of the
 * job changes, or the template is that of an operation which did not come to its end. Its job may never have run, and a
 * deployment that failed has to be repairable under its own name.
 */
export function explainReusedName(
  { spec, configPath }: Workload,
  deployed: { readonly found: DeployedStack | undefined; readonly before: TemplateMetadata | undefined },
): string | undefined {
  const { found, before } = deployed;
  const isComplete = before?.fingerprint !== undefined && before.fingerprint === found?.outputs[FINGERPRINT_OUTPUT];
  if (!isComplete) return undefined;
  const remembered = rememberedSpec(spec.stackName, before);
  const name = reusedJobName(remembered, spec);
  if (name === undefined) return undefined;
  return (
    `job_name \`${escapeText(name)}\` in \`${escapeText(configPath)}\` is the name of the job that is deployed, ` +
    `but ${nameChanges(remembered, spec)} changed, and SageMaker never runs two jobs of one name; ` +
    'give another job_name, or leave it out, then the name follows the content'
  );
}

/**
 * The name that both configs give, when it stands for one job in the first and for another in the second. Undefined for
 * the types without `job_name`: their jobs are named from a hash of their inputs.
 */
export function reusedJobName(before: PipelineSpec, after: PipelineSpec): string | undefined {
  const name = readAttributes(after).text('job_name');
  if (name === undefined || name !== readAttributes(before).text('job_name')) return undefined;
  return jobHash(before) === jobHash(after) ? undefined : name;
}

function nameChanges(before: PipelineSpec, after: PipelineSpec): string {
  const changes = diffConfig({ ...jobInputs(before)?.attributes }, { ...jobInputs(after)?.attributes });
  const named = changes.slice(0, MOST_NAMED).map(({ path }) => `\`${shorten(path, MOST_OF_A_PATH)}\``);
  const more = changes.length - named.length;
  const items = more === 0 ? named : [...named, `${more} more`];
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;
}
