const IMAGES = [
  'algorithmspecification',
  'containerimage',
  'customimageuri',
  'ecrimage',
  'image',
  'imageuri',
  'trainingimage',
];

/** What is said at another place than where somebody who knows SageMaker looks for it, or not at all. */
const SETTINGS_SAY = 'remove it: what is of a stage stands in mlops-settings.json';
const BUCKET_SAYS = 'remove it: `assets_bucket` stands in mlops-settings.json, and a location may name another bucket';
const SETTINGS_HOLD = 'move it to mlops-settings.json: it is of the whole repository';
const ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ...['allowedaccounts', 'controlplane', 'ecrrepository', 'guards', 'notifications', 'source'].map(
    (name) => [name, SETTINGS_HOLD] as const,
  ),
  ['stackprefix', SETTINGS_HOLD],
  ['account', SETTINGS_SAY],
  ['accountid', SETTINGS_SAY],
  ['region', SETTINGS_SAY],
  ['awsregion', SETTINGS_SAY],
  ['assetsbucket', BUCKET_SAYS],
  ['bucket', BUCKET_SAYS],
  ['bucketname', BUCKET_SAYS],
  ['existingsbucket', BUCKET_SAYS],
  ['role', 'remove it: each workload gets a role of its own'],
  ['rolearn', 'remove it: each workload gets a role of its own'],
  ['executionrolearn', 'remove it: each workload gets a role of its own'],
  ['comment', 'remove it, or write it as one of `tags`'],
  ['description', 'remove it, or write it as one of `tags`'],
  ['', 'remove it: JSON has no comments'],
]);

/**
 * What to do about a key that no attribute is meant by, and that somebody who knows SageMaker expects; undefined for
 * any other. `allowed` are the attributes of the workload.
 */
export function elsewhereHint(key: string, allowed: readonly string[]): string | undefined {
  const letters = key.replaceAll(/[^a-zA-Z]/g, '').toLowerCase();
  if (allowed.includes('model_framework') && IMAGES.includes(letters)) {
    return 'remove it: the image follows from `model_framework` and `model_framework_version`';
  }
  return ELSEWHERE.get(letters);
}
