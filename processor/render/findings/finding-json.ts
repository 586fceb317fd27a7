import type { Finding } from '../../model/finding.ts';

/**
 * A finding as others read it, without related places. Member by member, so that a member added to the type does not
 * slip into the contract unseen.
 */
export function findingJson(finding: Finding): Omit<Finding, 'related'> {
  const { severity, code, file, line, column, pointer, message, hint } = finding;
  return { severity, code, file, line, column, pointer, message, ...(hint !== undefined && { hint }) };
}
