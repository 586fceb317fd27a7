import { MAX_STACK_NAME_LENGTH, STACK_SUFFIXES, type StackNameParts } from './names.ts';

/** What `stackName` adds to a name that needs it. */
const HASH = /-[0-9a-f]{10}$/;

/**
 * Whether a stack of that name can be the one of a workload of this prefix, stage and model, whatever its `name`. The
 * prefix alone would not tell: every name that begins with `ml-risk-` begins with `ml-` too, and may be another team's.
 */
export function isStackNameOf(candidate: string, parts: Omit<StackNameParts, 'name'>): boolean {
  const end = `-${STACK_SUFFIXES[parts.pipelineType]}`;
  if (!candidate.endsWith(end)) return false;
  const body = candidate.slice(0, -end.length);
  const model = fold(parts.modelName);
  const models = parts.stage === undefined ? [model] : [model, `${fold(parts.stage)}-${model}`];
  return models.some((words) => isBodyOf(body, `${fold(parts.stackPrefix)}-${words}`, end.length));
}

function isBodyOf(body: string, plain: string, endLength: number): boolean {
  if (body === plain || body.startsWith(`${plain}--`)) return true;
  if (!HASH.test(body)) return false;
  const head = body.replace(HASH, '');
  const legal = plain.replace(/[^a-zA-Z0-9]+/g, '-').replace(/^-|-$/g, '');
  // A head that was cut may have lost a hyphen besides.
  const isCut = body.length + endLength >= MAX_STACK_NAME_LENGTH - 1;
  return head === legal || head.startsWith(`${legal}-`) || (isCut && legal.startsWith(head));
}

function fold(text: string): string {
  return text.trim().toLowerCase();
}
