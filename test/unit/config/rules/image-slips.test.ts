import { settingsWith, stage, testRules } from './check-configs.ts';
import { imageBuilder, realtimeCustom, tuner } from './workloads.ts';

const REGISTRY = '111111111111.dkr.ecr.us-east-1.amazonaws.com';
const ONE = settingsWith([stage('dev')]);

describe('one slip between an image and those who run it', () => {
  const at = { code: 'custom-image-unbuilt', severity: 'warning' as const };
  function users(image: string, ...names: string[]) {
    const all = names.map((name) => realtimeCustom({ model_name: name, endpoint_name: name, custom_image_uri: image }));
    return Object.fromEntries(all.map((config, index) => [`u${index}.json`, config]));
  }
  const builder = imageBuilder({ ecr_repo_name: 'team-images', image_tag: 'v1' });
  const two = users(`${REGISTRY}/team-images:v1`, 'a', 'b');
  testRules([
    { title: 'is not there', configs: { 'i.json': builder, ...two }, settings: ONE, expected: [] },
    {
      title: 'is the tag of the builder, where all others agree on another',
      configs: { 'i.json': { ...builder, image_tag: 'v2' }, ...two },
      settings: ONE,
      expected: [
        { ...at, file: 'i.json', pointer: '/image_tag', hint: '`team-images:v1`', related: ['u0.json', 'u1.json'] },
      ],
    },
    ...[
      ['algo-1', 'algo-2'],
      ['a', 'b'],
      ['team/eu', 'team/us'],
    ].map(([one, other]) => ({
      title: `is none where names are told apart by a number or a short word: ${one} and ${other}`,
      configs: { 'i.json': { ...builder, ecr_repo_name: one }, ...users(`${REGISTRY}/${other}:v1`, 'a') },
      settings: ONE,
      expected: [],
    })),
    {
      title: 'is the repository of the builder, where all others agree on one of nearly its name',
      configs: { 'i.json': { ...builder, ecr_repo_name: 'taem-images' }, ...two },
      settings: ONE,
      expected: [{ ...at, file: 'i.json', pointer: '/ecr_repo_name', related: ['u0.json', 'u1.json'] }],
    },
    {
      title: 'is that of the one who runs it, alone or where somebody else runs what is built',
      configs: { 'i.json': builder, 'u.json': users(`${REGISTRY}/team-images:v11`, 'c')['u0.json'], ...two },
      settings: ONE,
      expected: [{ ...at, file: 'u.json', pointer: '/custom_image_uri', hint: '`v1`', related: ['i.json'] }],
    },
    {
      title: 'is a fault of the builder, which leaves open what it builds',
      configs: { 'i.json': { ...builder, image_tag: undefined, iamge_tag: 'v1' }, ...two },
      settings: ONE,
      expected: [{ code: 'unknown-attribute', file: 'i.json', pointer: '/iamge_tag' }],
    },
  ]);
});

describe('one slip of a tuner', () => {
  testRules([
    {
      title: 'a bound too large for the other one is of the wrong order, and no more',
      config: tuner({ hyperparameters_ranges: { eta: ['continuous', [5, 0.5]] } }),
      expected: [{ code: 'tuner-range-order', pointer: '/hyperparameters_ranges/eta/1' }],
    },
    {
      title: 'a broken bound of integers is that, whatever the order',
      config: tuner({ hyperparameters_ranges: { max_depth: ['integer', [3, 0.5]] } }),
      expected: [{ code: 'tuner-range-integer', pointer: '/hyperparameters_ranges/max_depth/1/1' }],
    },
    {
      title: 'a framework that nobody knows says nothing of metrics',
      config: tuner({ model_framework: 'xgbost' }),
      expected: [{ code: 'framework-unknown', pointer: '/model_framework' }],
    },
    {
      title: 'nor does one that has no such version',
      config: tuner({ model_framework: 'sklearn' }),
      expected: [{ code: 'framework-version-unknown', pointer: '/model_framework_version' }],
    },
  ]);
});
