import { suggestKey } from '../shape/explain/explain-key.ts';

const STAGE_KEYS = [
  'name',
  'account',
  'region',
  'approval',
  'protected',
  'assets_bucket',
  'ecr_repository',
  'kms_key_arn',
  'role_arn',
  'read_role_arn',
  'execution_role_arn',
  'permissions_boundary_arn',
];

/** Keys that the object at a pointer of the settings file takes. */
export function settingsKeysAt(pointer: string): readonly string[] | undefined {
  if (/^\/stages\/\d+$/.test(pointer)) return STAGE_KEYS;
  return SETTINGS_KEYS.get(pointer);
}

/** Which key is looked for, and the pointer of the object that takes it. */
interface SettingsKey {
  readonly wanted: string;
  readonly owner: string;
}

/** Whether a written key is the wanted one, or a misspelling of it. */
export function isSettingsKey(key: string, { wanted, owner }: SettingsKey): boolean {
  const known = settingsKeysAt(owner) ?? [];
  return key === wanted || (!known.includes(key) && suggestKey(key, known) === wanted);
}

/** Whether an object of the settings has the wanted key, be it misspelt. */
export function hasSettingsKey(object: unknown, key: SettingsKey): boolean {
  if (typeof object !== 'object' || object === null) return false;
  return Object.hasOwn(object, key.wanted) || Object.keys(object).some((name) => isSettingsKey(name, key));
}

const SETTINGS_KEYS: ReadonlyMap<string, readonly string[]> = new Map([
  [
    '',
    [
      '$schema',
      'target',
      'stack_prefix',
      'assets_bucket',
      'ecr_repository',
      'notifications',
      'stages',
      'guards',
      'source',
      'control_plane',
      'allowed_accounts',
    ],
  ],
  ['/notifications', ['emails', 'topic_arn']],
  ['/guards', ['prune', 'max_deletions', 'max_replacements']],
  ['/source', ['provider', 'repository', 'branch', 'connection_arn']],
  ['/control_plane', ['account', 'region', 'review', 'build_approval', 'webhook', 'api', 'kms_key_arn', 'secret_arn']],
]);
