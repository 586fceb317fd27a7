const IMAGES = [
  'algorithmspecification',
  'containerimage',
  'customimageuri',
  'ecrimage',
  'image',
  'imageuri',
  'trainingimage',
];

const SETTINGS_SAY = 'remove it: what is of a stage stands in mlops-settings.json';
const BUCKET_SAYS = 'remove it: `assets_bucket` stands in mlops-settings.json, and a location may name another bucket';
const SETTINGS_HOLD = 'move it to mlops-settings.json: it is of the whole repository';
const OWN_ROLE = 'remove it: each workload gets a role of its own';
const TAGS_TELL = 'remove it, or write it as one of `tags`';

/**
 * By its letters, what is said at another place than where somebody who knows SageMaker looks for it, or not at all.
 * The key without letters is one such as `//`.
 */
const ELSEWHERE: ReadonlyMap<string, string> = new Map(
  (
    [
      [SETTINGS_HOLD, 'allowedaccounts controlplane ecrrepository guards notifications source stackprefix'],
      [SETTINGS_SAY, 'account accountid region awsregion'],
      [BUCKET_SAYS, 'assetsbucket bucket bucketname existingsbucket'],
      [OWN_ROLE, 'role rolearn executionrolearn'],
      [TAGS_TELL, 'comment description'],
      ['remove it: JSON has no comments', ''],
    ] as const
  ).flatMap(([hint, keys]) => keys.split(' ').map((key) => [key, hint])),
);

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
