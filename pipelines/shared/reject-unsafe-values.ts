import { Token } from 'aws-cdk-lib';

/**
 * Config values are data. A value that CDK or CloudFormation would take for an instruction (a CDK token, a dynamic
 * reference, an intrinsic function) could read secrets or other resources, so nothing like it reaches a template. The
 * validation rules say so with file and line; this is the second lock, on the door itself.
 *
 * Throws on the first such value, naming its path.
 */
export function rejectUnsafeValues(value: unknown, path = 'spec'): void {
  if (Token.isUnresolved(value)) throw unsafe(path, 'is a CDK token');
  if (typeof value === 'string') {
    rejectUnsafeText(value, path);
    return;
  }
  if (Array.isArray(value)) {
    value.forEach((item: unknown, index) => {
      rejectUnsafeValues(item, `${path}[${index}]`);
    });
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const entries = Object.entries(value);
  for (const [key, item] of entries) {
    rejectUnsafeText(key, `${path}: the name ${JSON.stringify(key)}`);
    if (key.startsWith('Fn::') || (entries.length === 1 && (key === 'Ref' || key === 'Condition'))) {
      throw unsafe(`${path}.${key}`, 'is a CloudFormation function');
    }
    rejectUnsafeValues(item, `${path}.${key}`);
  }
}

function rejectUnsafeText(text: string, path: string): void {
  if (text.includes('${Token[') || text.includes('#{Token[')) throw unsafe(path, 'contains a CDK token');
  if (text.includes('{{resolve:')) throw unsafe(path, 'contains a CloudFormation dynamic reference');
}

function unsafe(path: string, what: string): Error {
  return new Error(`${path} ${what}; config values are plain data, write the value itself`);
}
