/**
 * What is in an account and region besides stacks, as far as bootstrap must know it. Only reads. Where a look is not
 * allowed the answer is `unknown`; no network and no credentials throw UserErrors.
 */
export interface AccountInspector {
  /** `foreign`: it belongs to another account, or may not be looked at. */
  bucket(name: string): Promise<'absent' | 'own' | 'other-region' | 'foreign'>;
  imageRepository(name: string): Promise<'absent' | 'own' | 'unknown'>;
  /** Whether API Gateway has a role for its logs. */
  apiGatewayLogRole(): Promise<'absent' | 'own' | 'unknown'>;
  /** Of CodeConnections: somebody must have authorised it with the host. */
  connection(arn: string): Promise<'pending' | 'available' | 'absent' | 'unknown'>;
  sourceRepository(name: string): Promise<'absent' | 'own' | 'unknown'>;
  object(bucket: string, key: string): Promise<'absent' | 'own' | 'unknown'>;
}
