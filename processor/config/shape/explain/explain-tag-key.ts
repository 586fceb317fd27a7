import { showKey } from '../../shared/show-value.ts';
import type { Explanation } from './explain-location.ts';

/** Most characters of a tag's key that AWS takes. */
const LONGEST = 128;

/** Why AWS, or the program, takes no such key of a tag; undefined where a sign in it is the reason. */
export function explainTagKey(key: string): Explanation | undefined {
  const [, owner] = /^(aws|mlops):/i.exec(key) ?? [];
  if (owner !== undefined) {
    return {
      message: `the tag ${showKey(key)} starts with \`${owner}:\`, which is kept for ${/^aws$/i.test(owner) ? 'AWS itself' : 'the tags of this program'}`,
      hint: 'choose another prefix, or none',
    };
  }
  const over = Array.from(key).length - LONGEST;
  if (over <= 0) return undefined;
  return {
    message: `the key ${showKey(key)} of a tag is too long: at most ${LONGEST} characters`,
    hint: `make it ${over} character${over === 1 ? '' : 's'} shorter`,
  };
}
