import { readFile } from 'node:fs/promises';
import { UserError } from '../../model/errors.ts';
import type { Plan } from '../../model/plan.ts';
import { describeSystemError } from '../../model/system-error.ts';
import { chooseStages } from '../../plan/choose-stages.ts';
import { verifyPlan } from '../../plan/verify-plan.ts';

export interface SavedPlanRequest {
  /** Absolute. */
  readonly file: string;
  /** Empty: all. */
  readonly stages: readonly string[];
  /** What is to become of it, for the message when it cannot be. */
  readonly use: 'applied' | 'shown';
}

/**
 * A saved plan of which it is certain that nobody edited or damaged it, with the stages that were chosen. Needs the
 * file and nothing else. Throws UserError `unreadable-file`, `not-json`, `not-a-plan`, `newer-format`, `edited-plan`,
 * `unknown-stage`.
 */
export async function readSavedPlan({ file, stages, use }: SavedPlanRequest): Promise<Plan> {
  const verified = verifyPlan(await readText(file));
  if (verified.result === 'invalid') {
    throw new UserError(verified.code, `${file} cannot be ${use}: ${verified.reason}`, {
      instructions: ['make a new one: mlops plan --out FILE'],
    });
  }
  const { plan } = verified;
  const unknown = stages.find((name) => plan.stages.every(({ stage }) => stage !== name));
  if (unknown !== undefined) {
    throw new UserError('unknown-stage', `the plan has no stage \`${unknown}\``, {
      instructions: [`its stages are ${plan.stages.map(({ stage }) => stage).join(', ')}`],
      exitCode: 64,
    });
  }
  return chooseStages(plan, stages);
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const problem = code === 'ENOENT' ? 'there is no such file' : (describeSystemError(error) ?? String(error));
    throw new UserError('unreadable-file', `the plan ${file} cannot be read: ${problem}`, {
      instructions: ['name a plan that was saved with `mlops plan --out FILE`'],
      cause: error,
    });
  }
}
