import { createInterface } from 'node:readline/promises';
import { UserError } from '../../model/errors.ts';
import type { World } from './world.ts';

/**
 * Asks a yes-or-no question on the terminal; only `yes` is a yes. Throws UserError where nobody can answer, with what
 * else could be done instead.
 */
export async function confirm(
  world: World,
  { question, instead = [] }: { readonly question: string; readonly instead?: readonly string[] },
): Promise<boolean> {
  if (world.stdin.isTTY !== true) {
    throw new UserError('not-approved', 'nobody can be asked here: the input is not a terminal', {
      instructions: ['give --auto-approve to go on without asking', ...instead],
    });
  }
  const prompt = createInterface({ input: world.stdin, output: world.stderr });
  try {
    const answer = await prompt.question(`${question} Only \`yes\` goes on: `);
    return answer.trim() === 'yes';
  } catch (error) {
    // Ctrl-C and Ctrl-D at the question are a no.
    if (!(error instanceof Error) || error.name !== 'AbortError') throw error;
    world.stderr.write('\n');
    return false;
  } finally {
    prompt.close();
  }
}
