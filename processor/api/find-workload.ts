import { expandFile } from '../config/shape/expand-file.ts';
import { loadDesired } from '../config/load-desired.ts';
import { readConfigText } from '../config/read/read-config-text.ts';
import { hasErrors } from '../model/finding.ts';
import type { Settings } from '../model/settings.ts';
import { RequestRefused } from './answer.ts';
import { sameKey } from './config-path.ts';
import type { AcceptedConfig } from './read-config.ts';

/** Where a workload stands in a file. */
export interface FoundWorkload {
  /** Empty for the one-object form, else `/workloads/<n>`. */
  readonly pointer: string;
}

/** What a file holds, as seen by somebody who looks for one workload. */
export type FileContent =
  | { readonly kind: 'found'; readonly at: FoundWorkload }
  /** Other workloads, or none. */
  | { readonly kind: 'others' }
  | { readonly kind: 'unreadable'; readonly why: string };

/**
 * Looks for a workload in a config file. The same key in other stages is another workload; in only some of the stages
 * asked for, or in more, it is one that a request cannot change without surprise: RequestRefused 409.
 */
export function findWorkload(
  file: { readonly path: string; readonly bytes: Uint8Array },
  { accepted, settings }: { readonly accepted: AcceptedConfig; readonly settings: Settings },
): FileContent {
  const { parsed, findings } = readConfigText(file.bytes, file.path);
  // A file with a slip is read for its findings; what stands in it is not written back.
  if (parsed === undefined || hasErrors(findings)) {
    return { kind: 'unreadable', why: findings[0]?.message ?? 'it is no JSON' };
  }
  const wanted = stagesOf(accepted.workloads);
  const { workloads } = loadDesired({ files: [file], settings, rules: [], partial: true });
  const pointers = new Set(expandFile(parsed).entries.map(({ pointer }) => pointer));
  for (const pointer of pointers) {
    const own = workloads.filter((workload) => workload.pointer === pointer && isKeyOf(accepted, workload.identity));
    const stages = stagesOf(own);
    if (stages.every((stage) => !wanted.includes(stage))) continue;
    if (stages.length !== wanted.length) throw otherStages(file.path, { stages, wanted });
    return { kind: 'found', at: { pointer } };
  }
  return { kind: 'others' };
}

/** Cheaply false for most files that cannot hold the workload: its type and name stand in no other spelling. */
export function mayHold(bytes: Uint8Array, { key }: AcceptedConfig): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8').toLowerCase();
  if (text.includes('\\u')) return true;
  return (
    text.includes(key.pipelineType) && text.includes(JSON.stringify(key.modelName.trim()).slice(1, -1).toLowerCase())
  );
}

type Identities = readonly { readonly identity: { readonly stage: string } }[];

function stagesOf(workloads: Identities): readonly string[] {
  return workloads.map(({ identity }) => identity.stage);
}

function isKeyOf(accepted: AcceptedConfig, identity: AcceptedConfig['workloads'][0]['identity']): boolean {
  return sameKey(accepted.workloads[0].identity, identity);
}

function otherStages(
  path: string,
  { stages, wanted }: { readonly stages: readonly string[]; readonly wanted: readonly string[] },
): RequestRefused {
  return new RequestRefused(
    409,
    `${path} has this workload for the stages ${stages.join(', ')}, the request for ${wanted.join(', ')}: ` +
      'name the same stages, or edit the file in Git',
  );
}
