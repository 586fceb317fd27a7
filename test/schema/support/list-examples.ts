import { readdirSync, readFileSync } from 'node:fs';

const EXAMPLES = new URL('../../../examples/', import.meta.url);

/** One committed example file. */
export interface Example {
  /** Relative to `examples/`. */
  readonly path: string;
  readonly url: URL;
  readonly value: Readonly<Record<string, unknown>>;
}

/** All example files of one name, in a stable order. */
export function listExamples(fileName: string): Example[] {
  const paths = readdirSync(EXAMPLES, { recursive: true, encoding: 'utf8' });
  return paths
    .filter((path) => path.endsWith(`/${fileName}`))
    .sort()
    .map((path) => readExample(path));
}

/** One example; throws when it is not there. */
export function readExample(path: string): Example {
  const url = new URL(path, EXAMPLES);
  return { path, url, value: JSON.parse(readFileSync(url, 'utf8')) as Example['value'] };
}

/** The workloads of a file as the processor sees them: with the file's defaults under each. */
export function workloadsOf(value: Example['value']): Readonly<Record<string, unknown>>[] {
  const { workloads, defaults } = value as { workloads?: object[]; defaults?: object };
  return workloads === undefined ? [value] : workloads.map((workload) => ({ ...defaults, ...workload }));
}
