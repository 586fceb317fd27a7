import { UserError } from '../../model/errors.ts';

/** Nothing to work on must never read as success: mostly it is the wrong folder. */
export function noConfigFiles(options: {
  readonly repo: string;
  readonly paths?: readonly string[];
  /** How many lie in folders with the files of others. */
  readonly ignored?: number;
}): UserError {
  const where = options.paths === undefined || options.paths.length === 0 ? options.repo : options.paths.join(', ');
  const { ignored = 0 } = options;
  return new UserError(
    'no-config-files',
    `there is no mlops-config.json in ${where}${ignored === 0 ? '' : ' that is read'}`,
    {
      instructions: [
        ...(ignored === 0
          ? []
          : [`${ignored === 1 ? 'one was' : `${ignored} were`} passed over: \`mlops validate --explain\` says why`]),
        'check --repo, --ref and the paths given',
        'files have exactly that name, in any folder of the repository; what Git ignores, submodules and links are not read',
      ],
    },
  );
}
