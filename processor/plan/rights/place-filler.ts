import { partitionOf } from '../../../pipelines/shared/partition.ts';

/** Puts the values of the pseudo parameters that are known before a stack exists in the place of their names. */
export function placeFiller({
  account,
  region,
}: {
  readonly account: string;
  readonly region: string;
}): (words: string) => string {
  const { partition, dnsSuffix } = partitionOf(region);
  const values: Readonly<Record<string, string>> = {
    'AWS::AccountId': account,
    'AWS::Partition': partition,
    'AWS::Region': region,
    'AWS::URLSuffix': dnsSuffix,
  };
  return (words) => words.replace(/\$\{(AWS::\w+)\}/g, (reference, name: string) => values[name] ?? reference);
}
