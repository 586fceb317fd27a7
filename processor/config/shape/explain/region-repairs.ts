import { listRegions } from '../../../../pipelines/images/list-regions.ts';

/**
 * What a region in lower case may be meant as: an availability zone, other signs between the words, the place as the
 * console calls it.
 */
export function regionRepairs(lower: string): readonly string[] {
  const dashed = lower.replaceAll(/[_\s]+/g, '-');
  // What another cloud calls a region is none of these.
  const squashed = lower.replaceAll(/[^a-z0-9]/g, '');
  const spelt = listRegions().find((region) => region.replaceAll('-', '') === squashed);
  const place = PLACES.find(([name]) => squashed.includes(name))?.[1];
  return [
    dashed.replace(/(\d)[a-f]$/, '$1'),
    dashed.replace(/-[il]$/, '-1'),
    ...(spelt === undefined ? [] : [spelt]),
    ...(place === undefined ? [] : [place]),
  ];
}

/** What the console calls regions, of which people remember the place. */
const PLACES: readonly (readonly [place: string, region: string])[] = [
  ['virginia', 'us-east-1'],
  ['ohio', 'us-east-2'],
  ['california', 'us-west-1'],
  ['oregon', 'us-west-2'],
  ['saopaulo', 'sa-east-1'],
  ['frankfurt', 'eu-central-1'],
  ['zurich', 'eu-central-2'],
  ['ireland', 'eu-west-1'],
  ['london', 'eu-west-2'],
  ['paris', 'eu-west-3'],
  ['milan', 'eu-south-1'],
  ['spain', 'eu-south-2'],
  ['stockholm', 'eu-north-1'],
  ['mumbai', 'ap-south-1'],
  ['hyderabad', 'ap-south-2'],
  ['singapore', 'ap-southeast-1'],
  ['sydney', 'ap-southeast-2'],
  ['jakarta', 'ap-southeast-3'],
  ['tokyo', 'ap-northeast-1'],
  ['seoul', 'ap-northeast-2'],
  ['osaka', 'ap-northeast-3'],
  ['hongkong', 'ap-east-1'],
];
