/**
 * What CodeBuild does with the build context: log in to the registry, make the programs that SageMaker starts
 * executable (zip files made on Windows forget it), build, push. Values arrive as environment variables and are quoted,
 * so that none of them is ever part of a command. Building and pushing are one phase: CodeBuild would run a later
 * phase after a failed build as well.
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
      commands: ['docker build --tag "$IMAGE_URI" .', 'docker push "$IMAGE_URI"'],
    },
  },
} as const;
