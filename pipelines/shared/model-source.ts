import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { CfnModel } from 'aws-cdk-lib/aws-sagemaker';

import { retrieveImageUri } from '../images/retrieve-image-uri.ts';
import type { ModelSourceAttributes, StageEnvironment } from '../spec.ts';
import { s3Location } from './s3-location.ts';
import { allow, pullAnyImage, pullImage, readObject, readPrefix } from './statements.ts';

/** What a model is made of, and what its role must be able to read for it. */
export interface ModelSource {
  readonly container: CfnModel.ContainerDefinitionProperty;
  readonly statements: readonly PolicyStatement[];
}

export interface ModelSourceProps {
  readonly attributes: ModelSourceAttributes;
  readonly environment: StageEnvironment;
  /** Decides between CPU and GPU images; absent for serverless endpoints. */
  readonly instanceType?: string;
}

/** A registered package, or an image (own, or AWS's for a framework) with an artifact. The package wins. */
export function modelSource(props: ModelSourceProps): ModelSource {
  const { attributes, environment } = props;
  const { region } = environment;
  if (attributes.model_package_name !== undefined) return packageSource(attributes.model_package_name, props);
  const image = attributes.custom_image_uri ?? frameworkImage(props);
  const artifact = attributes.model_artifact_location;
  return {
    container: { image, modelDataUrl: artifact, environment: attributes.environment },
    statements: [...pullImage(image), ...(artifact === undefined ? [] : readObject(region, s3Location(artifact)))],
  };
}

/**
 * The package names its own image and artifact. The artifact was trained where the package is, so it lies in an assets
 * bucket of that account; the image may be anybody's.
 */
function packageSource(modelPackageName: string, { attributes, environment }: ModelSourceProps): ModelSource {
  const { region, assetsBucket, packageBuckets = [assetsBucket] } = environment;
  return {
    container: { modelPackageName, environment: attributes.environment },
    statements: [
      allow(['sagemaker:DescribeModelPackage'], [modelPackageName]),
      ...packageBuckets.flatMap((bucket) => readPrefix(region, { bucket, key: '' })),
      ...pullAnyImage(region),
    ],
  };
}

function frameworkImage({ attributes, environment, instanceType }: ModelSourceProps): string {
  const found = retrieveImageUri({
    framework: attributes.model_framework ?? '',
    version: attributes.model_framework_version,
    pythonVersion: attributes.python_version,
    region: environment.region,
    scope: 'inference',
    instanceType,
    serverless: instanceType === undefined,
  });
  if ('problem' in found) throw new Error(`no inference image: ${found.problem.message}`);
  return found.uri;
}
