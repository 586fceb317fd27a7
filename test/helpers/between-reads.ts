import * as fs from 'node:fs';
import path from 'node:path';
import type { FileSystem } from '../../processor/adapters/local/file-system.ts';

/** The file system for a reader behind whose back something happens once, just after a file of that name was read. */
export function betweenReads(name: RegExp, happens: () => void): FileSystem {
  let hasHappened = false;
  return new Proxy<FileSystem>(fs, {
    get(target, called: keyof FileSystem) {
      if (called !== 'readFileSync') return target[called];
      return (file: string, encoding: 'utf8'): string => {
        try {
          return target.readFileSync(file, encoding);
        } finally {
          if (!hasHappened && name.test(path.basename(file))) {
            hasHappened = true;
            happens();
          }
        }
      };
    },
  });
}
