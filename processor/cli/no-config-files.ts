import { UserError } from '../model/errors.ts';

/** Nothing to work on must never read as success: mostly it is the wrong folder. */
export function noConfigFiles(options: { readonly repo: string; readonly paths?: readonly string[] }): UserError {
  const where = options.paths === undefined || options.paths.length === 0 ? options.repo : options.paths.join(', ');
  return new UserError('no-config-files', `there is no mlops-config.json in ${where}`, {
    instructions: [
      'check --repo, --ref and the paths given',
      'files have exactly that name, in any folder of the repository',
    ],
  });
}
