import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect } from 'chai';
import { compileProgram, startProgram } from '../../processor/compiled-program.ts';
import { useTemporaryFolder } from '../helpers/temporary-folder.ts';

describe('a compiled program', () => {
  const folder = useTemporaryFolder();

  it('names in traces its file alone, wherever it was compiled', () => {
    const file = path.join(folder(), 'program.js');
    writeFileSync(file, "\nthrow new Error('broken');\n");
    const cachedData = compileProgram(file).script.createCachedData();
    const program = compileProgram(file, cachedData);
    expect(program.script.cachedDataRejected).to.equal(false);
    let trace: string | undefined;
    try {
      startProgram(program, createRequire(file));
    } catch (error) {
      trace = (error as Error).stack;
    }
    expect(trace).to.include('at program.js:2:7').and.not.include(folder());
  });
});
