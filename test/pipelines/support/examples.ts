import { readdirSync, readFileSync } from 'node:fs';

import { FAMILIES } from '../../../pipelines/families.ts';
import type { PipelineSpec } from '../../../pipelines/spec.ts';
import { completeSettings } from '../../../processor/config/settings/complete-settings.ts';
import { loadDesired } from '../../../processor/config/load-desired.ts';

const EXAMPLES = new URL('../../../examples/', import.meta.url);

export interface Example {
  /** `model_training_builtin/full` */
  readonly name: string;
  readonly spec: PipelineSpec;
}

/** The minimal and the full example of every pipeline type that has a family, as the program reads them. */
export function synthesizableExamples(): readonly Example[] {
  return Object.keys(FAMILIES)
    .sort()
    .flatMap((type) => readdirSync(new URL(`${type}/`, EXAMPLES)).map((size) => `${type}/${size}`))
    .map((name) => ({ name, spec: exampleSpec(name) }));
}

function exampleSpec(name: string): PipelineSpec {
  const path = `${name}/mlops-config.json`;
  const { findings, workloads } = loadDesired({
    files: [{ path, bytes: readFileSync(new URL(path, EXAMPLES)) }],
    settings: completeSettings({ notifications: { emails: ['ml-admins@example.com'] } }),
    rules: [],
  });
  const [workload] = workloads;
  if (workload === undefined) throw new Error(`${path} gives no workload: ${JSON.stringify(findings)}`);
  return workload.spec;
}
