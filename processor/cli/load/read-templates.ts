import type { StackTemplate } from '../../model/stack.ts';
import type { StackTarget } from '../../ports/stack-target.ts';

/** Questions under way together: a thousand one after the other take minutes, and many more at once are throttled. */
const AT_ONCE = 8;

/** A stack, told apart by its id from others that had its name, where that is known. */
export interface StackToRead {
  readonly stackName: string;
  readonly stackId?: string;
}

/** Templates by stack name, in the order asked for; those that are gone are left out. */
export async function readTemplates(
  target: Pick<StackTarget, 'readTemplate'>,
  stacks: readonly StackToRead[],
): Promise<ReadonlyMap<string, StackTemplate>> {
  const templates = new Map<string, StackTemplate>();
  for (let start = 0; start < stacks.length; start += AT_ONCE) {
    const block = stacks.slice(start, start + AT_ONCE);
    const found = await Promise.all(block.map(({ stackId, stackName }) => target.readTemplate(stackId ?? stackName)));
    for (const [index, { stackName }] of block.entries()) {
      const template = found[index];
      if (template !== undefined) templates.set(stackName, template);
    }
  }
  return templates;
}
