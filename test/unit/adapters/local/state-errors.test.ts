import { expect } from 'chai';
import { corruptState, stateAccessError } from '../../../../processor/adapters/local/state-errors.ts';
import { InternalError, UserError } from '../../../../processor/model/errors.ts';

const FILE = '/state/stack.json';

describe('errors of the local state', () => {
  const told: readonly (readonly [codes: readonly string[], message: string, instruction: string])[] = [
    [['ENOSPC', 'EDQUOT'], `no space left to write ${FILE}`, 'free some space, then run the same command again'],
    [
      ['EACCES', 'EPERM'],
      `no permission to use ${FILE}`,
      'check the owner and mode of the state folder, or choose another one with --state-dir',
    ],
    [['EROFS'], `${FILE} is on a read-only file system`, 'choose a writable folder with --state-dir'],
    [['EMFILE', 'ENFILE'], `too many open files to use ${FILE}`, 'raise the limit of open files (ulimit -n)'],
    [['ENOTDIR'], `a folder on the way to ${FILE} is a file`, 'choose another folder with --state-dir'],
    [['EIO'], `${FILE} is not usable (EIO)`, 'check the disk and the state folder'],
  ];
  for (const [codes, message, instruction] of told) {
    it(`say what to do for ${codes.join(' and ')}`, () => {
      for (const code of codes) {
        const cause = Object.assign(new Error('of the system'), { code });
        const error = stateAccessError(cause, FILE);
        expect(error).to.include({ code: 'state-not-accessible', message, cause });
        expect(error).to.have.deep.property('instructions', [instruction]);
      }
    });
  }

  it('pass unchanged where they are ours, or none of the system', () => {
    for (const error of [new UserError('stack-moved', 'x'), new InternalError('x'), new TypeError('x')]) {
      expect(stateAccessError(error, FILE)).to.equal(error);
    }
    expect(stateAccessError('thrown', FILE)).to.be.instanceOf(InternalError).and.to.have.property('message', 'thrown');
  });

  it('name a backup, what may be given up, or the generation before', () => {
    function instructionsOf(more: { readonly previous?: readonly string[]; readonly giveUp?: string }) {
      return corruptState({ file: FILE, problem: 'is empty', ...more }).instructions;
    }
    const backup = `restore ${FILE} from a backup, or`;
    expect(instructionsOf({})).to.deep.equal([`${backup} move it away if its stack may be forgotten`]);
    expect(instructionsOf({ previous: [], giveUp: 'start anew' })).to.deep.equal([`${backup} start anew`]);
    expect(instructionsOf({ previous: ['/state/2.json', '/state/1.json'] })).to.deep.equal([
      'the generation before it is kept in /state/2.json',
      `to go back to it, move ${FILE} away and run "mlops plan" again`,
    ]);
  });
});
