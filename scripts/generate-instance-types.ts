/**
 * Writes processor/config/rules/workload/instance-types.json from the enumerations of @aws-sdk/client-sagemaker.
 *
 *   npx tsx scripts/generate-instance-types.ts           write the catalogue
 *   npx tsx scripts/generate-instance-types.ts --check   exit 1 if the committed one differs (its date aside)
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

import {
  ProcessingInstanceType,
  ProductionVariantInstanceType,
  TrainingInstanceType,
  TransformInstanceType,
} from '@aws-sdk/client-sagemaker';

const CATALOGUE = new URL('../processor/config/rules/workload/instance-types.json', import.meta.url);

/** The catalogue as it stands in the installed SDK; pure but for the SDK's version. */
export function buildInstanceTypes(generated: string) {
  const manifest = createRequire(import.meta.url)('@aws-sdk/client-sagemaker/package.json') as { version: string };
  return {
    source: { package: '@aws-sdk/client-sagemaker', version: manifest.version, generated },
    training: families(TrainingInstanceType),
    endpoint: families(ProductionVariantInstanceType),
    transform: families(TransformInstanceType),
    processing: families(ProcessingInstanceType),
  };
}

/** Family to its sizes, both sorted: `{ "m5": "12xlarge 24xlarge ..." }`. */
function families(types: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const sizes = new Map<string, string[]>();
  for (const type of Object.values(types).sort()) {
    const [ml, family, size, ...rest] = type.split('.');
    if (ml !== 'ml' || family === undefined || size === undefined || rest.length > 0) throw new Error(`odd: ${type}`);
    sizes.set(family, [...(sizes.get(family) ?? []), size]);
  }
  return Object.fromEntries([...sizes].map(([family, list]) => [family, list.join(' ')]));
}

function main(): void {
  const today = new Date().toISOString().slice(0, 10);
  if (!process.argv.includes('--check')) {
    writeFileSync(CATALOGUE, `${JSON.stringify(buildInstanceTypes(today), undefined, 2)}\n`);
    return;
  }
  const committed = JSON.parse(readFileSync(CATALOGUE, 'utf8')) as ReturnType<typeof buildInstanceTypes>;
  const fresh = buildInstanceTypes(committed.source.generated);
  if (JSON.stringify(committed) === JSON.stringify(fresh)) return;
  console.error('instance-types.json is out of date: run npx tsx scripts/generate-instance-types.ts');
  process.exitCode = 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main();
