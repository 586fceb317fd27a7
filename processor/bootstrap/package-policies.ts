import { partitionOf } from '../../pipelines/shared/partition.ts';
import type { Workload } from '../model/workload.ts';

/** A model package group that stages of other accounts deploy from. */
export interface SharedGroup {
  /** Owner of the group, twelve digits. */
  readonly account: string;
  readonly region: string;
  readonly group: string;
  /** Accounts that deploy from it, sorted. */
  readonly readers: readonly string[];
}

/** Groups of which workloads deploy packages in other accounts than the group's own, sorted. */
export function sharedGroups(workloads: readonly Workload[]): readonly SharedGroup[] {
  const groups = new Map<string, { readonly group: SharedGroup; readonly readers: Set<string> }>();
  for (const { spec } of workloads) {
    const name = 'model_package_name' in spec.attributes ? spec.attributes.model_package_name : undefined;
    const [, , , region = '', account = '', resource = ''] = name?.split(':') ?? [];
    const group = resource.split('/')[1];
    if (group === undefined || account === spec.environment.account) continue;
    const key = `${account} ${region} ${group}`;
    const known = groups.get(key) ?? { group: { account, region, group, readers: [] }, readers: new Set<string>() };
    known.readers.add(spec.environment.account);
    groups.set(key, known);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { group, readers }]) => ({ ...group, readers: [...readers].sort() }));
}

/**
 * The resource policy with which the owner of a group lets other accounts deploy from it (SageMaker's API reference,
 * PutModelPackageGroupPolicy; developer guide, "Deploy a Model Version from a Different Account").
 */
export function groupPolicy({ account, region, group, readers }: SharedGroup): object {
  const { partition } = partitionOf(region);
  const sagemaker = `arn:${partition}:sagemaker:${region}:${account}`;
  const Principal = { AWS: readers.map((reader) => `arn:${partition}:iam::${reader}:root`) };
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'SeeTheGroup',
        Effect: 'Allow',
        Principal,
        Action: ['sagemaker:DescribeModelPackageGroup'],
        Resource: `${sagemaker}:model-package-group/${group}`,
      },
      {
        Sid: 'DeployVersions',
        Effect: 'Allow',
        Principal,
        Action: ['sagemaker:CreateModel', 'sagemaker:DescribeModelPackage'],
        Resource: `${sagemaker}:model-package/${group}/*`,
      },
    ],
  };
}

/** The command for the owner of the group. It replaces the policy that the group may have. */
export function groupPolicyCommand(shared: SharedGroup): string {
  const { region, group } = shared;
  return `aws sagemaker put-model-package-group-policy --model-package-group-name ${group} --region ${region} --resource-policy '${JSON.stringify(groupPolicy(shared))}'`;
}

/** What is said of it where something is installed. */
export function describeSharedGroup(shared: SharedGroup): string {
  const { account, group, readers } = shared;
  return `model package group ${group} of account ${account} must let ${readers.join(', ')} deploy from it; with credentials of ${account} (it replaces the group's policy): ${groupPolicyCommand(shared)}`;
}
