import { PassThrough } from 'node:stream';
import { expect } from 'chai';
import { wantsColor } from '../../../processor/cli/shared/wants-color.ts';

type Case = readonly [env: Record<string, string>, terminal: boolean, pipe: boolean];

const CASES: readonly Case[] = [
  [{}, true, false],
  [{ NO_COLOR: '1' }, false, false],
  [{ NO_COLOR: '' }, true, false],
  [{ FORCE_COLOR: '1' }, true, true],
  [{ FORCE_COLOR: '' }, true, false],
  [{ FORCE_COLOR: '0' }, false, false],
  [{ FORCE_COLOR: 'false' }, false, false],
  [{ FORCE_COLOR: '3', NO_COLOR: '1' }, true, true],
];

const PIPE = new PassThrough();
const TERMINAL = Object.assign(new PassThrough(), { isTTY: true });

describe('colours', () => {
  for (const [env, terminal, pipe] of CASES) {
    it(`with ${JSON.stringify(env)}: ${terminal} on a terminal, ${pipe} elsewhere`, () => {
      const asked = { color: true, env };

      const screens = [TERMINAL, PIPE].map((screen) => wantsColor(screen, asked));

      expect(screens).to.deep.equal([terminal, pipe]);
    });
  }

  it('are not used with --no-color, whatever the environment says', () => {
    const asked = { color: false, env: { FORCE_COLOR: '1' } };

    expect(wantsColor(TERMINAL, asked)).to.equal(false);
  });
});
