/**
 * Has the image scanned whatever the repository, which is not ours, says about it. ECR refuses a second scan within a
 * day (the repository scans on push already) and any where the registry has enhanced scanning, which scans by itself
 * (API reference of ECR, StartImageScan); the refusal is in the log, and the image is pushed all the same.
 */
const SCAN = [
  'repository="${IMAGE_URI#*/}"',
  'aws ecr start-image-scan --repository-name "${repository%:*}" --image-id "imageTag=${IMAGE_URI##*:}"',
]
  .join('; ')
  .concat(' || echo "no scan was started here: it runs already, or the registry scans by itself"');

/**
 * What CodeBuild does with the build context: log in to the registry, make the programs that SageMaker starts
 * executable (zip files made on Windows forget it), build, push, scan. Values arrive as environment variables and are
 * quoted, so that none of them is ever part of a command. All of it is one phase: CodeBuild would run a later phase
 * after a failed build as well.
 */
export const BUILDSPEC = {
  version: '0.2',
  phases: {
    pre_build: {
      commands: [
        'aws ecr get-login-password --region "$AWS_REGION" | docker login --username AWS --password-stdin "$REGISTRY"',
        String.raw`find . -type f \( -name serve -o -name train \) -exec chmod 755 {} +`,
      ],
    },
    build: {
      'on-failure': 'ABORT',
      commands: ['docker build --tag "$IMAGE_URI" .', 'docker push "$IMAGE_URI"', SCAN],
    },
  },
} as const;
