/**
 * Partition, console host and DNS suffix by the first letters of a region. Partitions and suffixes are botocore's
 * (`endpoints.json`). Console hosts: those of the commercial regions, China, GovCloud and the European Sovereign Cloud
 * are in the user guides of these; that of eu-isoe is in awslabs/landing-zone-accelerator-on-aws; the other three
 * isolated ones are unconfirmed: the hosts of the sign-in service that the SDK knows, with `console` for `signin`.
 */
const PARTITIONS: readonly (readonly [prefix: string, facts: PartitionFacts])[] = [
  ['cn-', { partition: 'aws-cn', console: 'console.amazonaws.cn', dnsSuffix: 'amazonaws.com.cn' }],
  ['us-gov-', { partition: 'aws-us-gov', console: 'console.amazonaws-us-gov.com', dnsSuffix: 'amazonaws.com' }],
  ['us-iso-', { partition: 'aws-iso', console: 'console.c2shome.ic.gov', dnsSuffix: 'c2s.ic.gov' }],
  ['us-isob-', { partition: 'aws-iso-b', console: 'console.sc2shome.sgov.gov', dnsSuffix: 'sc2s.sgov.gov' }],
  ['us-isof-', { partition: 'aws-iso-f', console: 'console.csphome.hci.ic.gov', dnsSuffix: 'csp.hci.ic.gov' }],
  ['eu-isoe-', { partition: 'aws-iso-e', console: 'console.csphome.adc-e.uk', dnsSuffix: 'cloud.adc-e.uk' }],
  ['eusc-', { partition: 'aws-eusc', console: 'console.amazonaws-eusc.eu', dnsSuffix: 'amazonaws.eu' }],
];

const COMMERCIAL: PartitionFacts = {
  partition: 'aws',
  console: 'console.aws.amazon.com',
  dnsSuffix: 'amazonaws.com',
};

export interface PartitionFacts {
  /** Second part of every ARN. */
  readonly partition: string;
  /** Host of the web console, without the region that may stand before it. */
  readonly console: string;
  readonly dnsSuffix: string;
}

/** What depends on the partition that a region belongs to. An unknown region counts as commercial. */
export function partitionOf(region: string): PartitionFacts {
  return PARTITIONS.find(([prefix]) => region.startsWith(prefix))?.[1] ?? COMMERCIAL;
}
