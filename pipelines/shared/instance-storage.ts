/**
 * Instance families with local NVMe storage in place of an EBS volume. SageMaker encrypts that storage in hardware and
 * refuses a customer key for it (API reference of ResourceConfig, `VolumeKmsKeyId`; of CreateEndpointConfig,
 * `KmsKeyId`). Beside these, every family with a `d` after its generation: m5d, c6gd, r5d, g4dn, p4d.
 */
const LOCAL_STORAGE_FAMILIES: ReadonlySet<string> = new Set([
  'g5',
  'g6',
  'g6e',
  'g7e',
  'gr6',
  'p5',
  'p5e',
  'p5en',
  'p6-b200',
  'p6-b300',
  'p6e-gb200',
  'trn1',
  'trn1n',
  'trn2',
]);

/** Whether the instance type stores on local disks, for which no customer key may be given. */
function hasLocalStorage(instanceType: string): boolean {
  const family = instanceType.replace(/^ml\./, '').split('.')[0] ?? '';
  return LOCAL_STORAGE_FAMILIES.has(family) || /^[a-z]+\d+[a-ce-z]*d[a-z]*$/.test(family);
}

/** The key for the volume of an instance: the config's, unless the instance cannot take one. */
export function volumeKey(instanceType: string, kmsKeyArn: string | undefined): string | undefined {
  return hasLocalStorage(instanceType) ? undefined : kmsKeyArn;
}
