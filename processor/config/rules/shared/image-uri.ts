/**
 * The parts of an image URI in ECR. The schemas take no other: SageMaker pulls from ECR, or with an `ImageConfig` from
 * a private registry in a VPC (API reference of CreateModel, ContainerDefinition.Image). Nothing here or in the
 * reference solution gives an `ImageConfig`, so that a name without registry, such as `team-images:v1`, is found
 * nowhere.
 */
export interface ImageUri {
  readonly account: string;
  readonly region: string;
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

/** Takes an ECR image URI apart; undefined for anything else. */
export function parseImageUri(uri: string): ImageUri | undefined {
  const match = /^(\d{12})\.dkr\.ecr(?:-fips)?\.([a-z0-9-]+)\.[a-z0-9.-]+\/([^:@]+)(?::([^@]+))?(?:@(.+))?$/.exec(uri);
  const [, account, region, repository, tag, digest] = match ?? [];
  if (account === undefined || region === undefined || repository === undefined) return undefined;
  return { account, region, repository, ...(tag !== undefined && { tag }), ...(digest !== undefined && { digest }) };
}
