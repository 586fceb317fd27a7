import { imageTable } from '../../../../pipelines/images/image-table.ts';
import { parseImageUri } from './image-uri.ts';

/** Attributes that name a thing of some account. Beside a model package an image has no effect. */
export const NAMING = ['kms_key_arn', 'model_package_name', 'custom_image_uri'] as const;

/** Name of one of them. */
export type NamingAttribute = (typeof NAMING)[number];

/** Where a thing named in a config lives. */
export interface Origin {
  readonly attribute: NamingAttribute;
  readonly what: string;
  /** Absent for images: their URI names none. */
  readonly partition?: string;
  readonly account: string;
  readonly region: string;
}

/** Undefined for a text that says nothing about a place. */
export function originOf(attribute: NamingAttribute, value: string): Origin | undefined {
  if (attribute === 'custom_image_uri') {
    const image = parseImageUri(value);
    return image && { attribute, what: 'image', account: image.account, region: image.region };
  }
  const [, partition, , region, account] = value.split(':');
  if (partition === undefined || region === undefined || account === undefined) return undefined;
  return { attribute, what: attribute === 'kms_key_arn' ? 'KMS key' : 'model package', partition, region, account };
}

/** AWS's own registries publish in accounts that differ by region. */
export function isPublisher({ attribute, account, region }: Origin): boolean {
  if (attribute !== 'custom_image_uri') return false;
  return Object.values(imageTable.families).some((accounts) => accounts[region] === account);
}
