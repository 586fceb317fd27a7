const KEY = /:key\/(?<id>[^/]+)$/;
/** A UUID, or the id of a key that several regions share. KMS makes no others, also not for keys of custom stores. */
const ID = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$/i;

/** What is wrong with the ARN of a KMS key whose id no key can have; undefined for every other ARN, as of an alias. */
export function keyIdFault(
  arn: string,
):
  { readonly code: string; readonly severity: 'warning'; readonly message: string; readonly hint: string } | undefined {
  const id = KEY.exec(arn)?.groups?.['id'];
  if (id === undefined || ID.test(id)) return undefined;
  const example = id.startsWith('mrk-')
    ? 'mrk-1234abcd12ab34cd56ef1234567890ab'
    : '1234abcd-12ab-34cd-56ef-1234567890ab';
  return {
    code: 'kms-key-id',
    severity: 'warning',
    message: `\`${id}\` is not the id of a KMS key: these are like \`${example}\``,
    hint: `copy the ARN of the key; an alias is written \`alias/${id}\``,
  };
}
