import { artifactsBucketName, controlPlaneStackName } from '../../../pipelines/control-plane/role-names.ts';
import { API_GATEWAY_LOG_ROLE } from '../../bootstrap/adoptable.ts';
import type { Problem } from '../../bootstrap/check-settings.ts';
import type { Place } from '../../bootstrap/list-places.ts';
import { bucketsOf, repositoriesOf, type Existing } from '../../bootstrap/make-specs.ts';
import { UserError } from '../../model/errors.ts';
import type { Settings, Source } from '../../model/settings.ts';
import type { StackTemplate } from '../../model/stack.ts';
import { classifyStatus } from '../../plan/classify-status.ts';
import type { AccountInspector } from '../../ports/account-inspector.ts';
import type { StackTarget } from '../../ports/stack-target.ts';

/** What stands around the stacks that are installed: looked at, remarked on, and refused where it cannot work. */
export interface Surroundings {
  /** What of the place's foundation exists already and is not its own stack's. */
  findExisting(
    place: Place,
    known: { readonly target: StackTarget; readonly adopted: ReadonlySet<string>; readonly settings: Settings },
  ): Promise<Existing>;
  checkSource(place: Place, source: Source | undefined): Promise<void>;
  hasObject(place: Place, object: { readonly bucket: string; readonly key: string }): Promise<boolean>;
  /** Throws UserError `not-installable` with everything that was found wrong. */
  requireSound(): void;
  readonly notes: readonly string[];
}

/** Without a way to inspect places, nothing is looked at. */
export function createSurroundings(inspect?: (place: Place) => AccountInspector): Surroundings {
  const problems: Problem[] = [];
  const notes: string[] = [];
  return {
    notes,
    findExisting,
    checkSource,
    hasObject,
    requireSound: () => {
      requireNone(problems);
    },
  };

  async function findExisting(
    place: Place,
    known: { readonly target: StackTarget; readonly adopted: ReadonlySet<string>; readonly settings: Settings },
  ): Promise<Existing> {
    const inspector = inspect?.(place);
    const own = await ownResources(known.target, known.settings);
    const buckets = new Set<string>();
    for (const name of bucketsOf(place)) {
      if (own.buckets.has(name)) continue;
      const state = known.adopted.has(name) ? 'own' : await inspector?.bucket(name);
      if (state === 'own') {
        buckets.add(name);
        notes.push(`bucket ${name} exists and is used as it is: versions, notifications and policy are left to you`);
      }
      const problem = bucketProblem(state, { name, place });
      if (problem !== undefined) problems.push(problem);
    }
    const repositories = new Set<string>();
    for (const name of repositoriesOf(place)) {
      if (own.repositories.has(name)) continue;
      const state = known.adopted.has(name) ? 'own' : await inspector?.imageRepository(name);
      if (state !== 'own') continue;
      repositories.add(name);
      notes.push(`ECR repository ${name} exists and is used as it is: scanning and policy are left to you`);
    }
    const hasLogRole =
      !own.apiGatewayLogRole &&
      (known.adopted.has(API_GATEWAY_LOG_ROLE) || (await inspector?.apiGatewayLogRole()) === 'own');
    const artifactsBucket = place.hasControlPlane && (await hasArtifactsBucket(place, known));
    return { buckets, repositories, apiGatewayLogRole: hasLogRole, artifactsBucket };
  }

  /** Kept from an installation before, when it is not the control plane's own now. */
  async function hasArtifactsBucket(
    place: Place,
    {
      target,
      adopted,
      settings,
    }: { readonly target: StackTarget; readonly adopted: ReadonlySet<string>; readonly settings: Settings },
  ): Promise<boolean> {
    const name = artifactsBucketName({ ...place, stackPrefix: settings.stackPrefix });
    const template = await ownTemplate(target, controlPlaneStackName(settings.stackPrefix, 'control-plane'));
    if (valuesOf(template, 'AWS::S3::Bucket', 'BucketName').has(name)) return false;
    const state = adopted.has(name) ? 'own' : await inspect?.(place).bucket(name);
    if (state === 'own') notes.push(`bucket ${name} exists and is used for the artifacts of the pipeline as it is`);
    const problem = bucketProblem(state, { name, place });
    if (problem !== undefined) problems.push({ ...problem, cure: 'choose another `stack_prefix`' });
    return state === 'own';
  }

  async function checkSource(place: Place, source: Source | undefined): Promise<void> {
    const inspector = inspect?.(place);
    if (source === undefined || inspector === undefined) return;
    if (source.provider === 'codecommit') {
      if ((await inspector.sourceRepository(source.repository)) !== 'absent') return;
      problems.push({
        problem: `there is no CodeCommit repository ${source.repository} in ${place.account} ${place.region}`,
        cure: `make it: aws codecommit create-repository --repository-name ${source.repository} --region ${place.region}`,
      });
      return;
    }
    const { connectionArn } = source;
    if (connectionArn === undefined) return;
    const state = await inspector.connection(connectionArn);
    if (state === 'unknown') {
      notes.push('whether the connection to GitHub is authorised could not be read; the pipeline needs it AVAILABLE');
    }
    if (state !== 'pending' && state !== 'absent') return;
    problems.push({
      problem: `the connection ${connectionArn} ${state === 'absent' ? 'does not exist' : 'was never authorised with GitHub (it is PENDING)'}`,
      cure: 'finish it in the console: Developer Tools, Settings, Connections, Update pending connection',
    });
  }

  async function hasObject(
    place: Place,
    { bucket, key }: { readonly bucket: string; readonly key: string },
  ): Promise<boolean> {
    return (await inspect?.(place).object(bucket, key)) === 'own';
  }
}

/** One error for everything that keeps the control plane from being installed. */
export function requireNone(problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  const [only] = problems;
  throw new UserError(
    'not-installable',
    problems.length === 1 && only !== undefined ? only.problem : 'the control plane cannot be installed like this',
    {
      instructions:
        problems.length === 1 && only !== undefined
          ? [only.cure]
          : problems.map(({ problem, cure }) => `${problem}: ${cure}`),
    },
  );
}

function bucketProblem(
  state: Awaited<ReturnType<AccountInspector['bucket']>> | undefined,
  { name, place }: { readonly name: string; readonly place: Place },
): Problem | undefined {
  if (state === 'foreign') {
    return {
      problem: `the bucket name ${name} is taken by another account, or account ${place.account} may not look at it`,
      cure: 'name another bucket by `assets_bucket` in mlops-settings.json, or allow s3:ListBucket on it',
    };
  }
  if (state === 'other-region') {
    return {
      problem: `the bucket ${name} exists in another region than ${place.region}`,
      cure: 'name another bucket by `assets_bucket` in mlops-settings.json',
    };
  }
  return undefined;
}

/** What the installed foundation made and goes on to hold; nothing of one that never came up. */
async function ownResources(target: StackTarget, settings: Settings) {
  const template = await ownTemplate(target, controlPlaneStackName(settings.stackPrefix, 'foundation'));
  return {
    buckets: valuesOf(template, 'AWS::S3::Bucket', 'BucketName'),
    repositories: valuesOf(template, 'AWS::ECR::Repository', 'RepositoryName'),
    apiGatewayLogRole: Object.values(template?.Resources ?? {}).some(({ Type }) => Type === 'AWS::ApiGateway::Account'),
  };
}

/** The template of a stack that came up; undefined when there is none. */
async function ownTemplate(target: StackTarget, name: string): Promise<StackTemplate | undefined> {
  const found = await target.describeStack(name);
  const treatment = classifyStatus(found?.status, 'update');
  const isThere = found !== undefined && treatment !== 'create' && treatment !== 'recreate';
  return isThere ? target.readTemplate(name) : undefined;
}

function valuesOf(template: StackTemplate | undefined, type: string, property: string): ReadonlySet<string> {
  const values = Object.values(template?.Resources ?? {})
    .filter(({ Type }) => Type === type)
    .map(({ Properties }) => Properties?.[property])
    .filter((value) => typeof value === 'string');
  return new Set(values);
}
