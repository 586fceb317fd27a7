import { BUILD_COMPUTE_TYPE, BUILD_TIMEOUT_MINUTES } from '../../../pipelines/image-builder/build-limits.ts';
import { readAttributes, type AttributeReader } from './attribute-reader.ts';
import { jobStart, type SideEffectFacts } from './side-effect-facts.ts';
import { duration } from './words.ts';

const TERMS = ` (${BUILD_COMPUTE_TYPE}, at most ${duration(BUILD_TIMEOUT_MINUTES * 60)})`;

const AGAIN = 'builds it again whenever the zip is uploaded anew';

/** The image builder: which image is built and what becomes of one that had its tag. */
export function describeImageBuilderEffects(facts: SideEffectFacts): readonly string[] {
  if (facts.action === 'delete')
    return [`images already pushed stay in ECR (${imageOf(readAttributes(facts.before))})`];
  const start = jobStart(facts);
  const image = imageOf(readAttributes(facts.after));
  switch (start) {
    case 'no':
      return [];
    case 'first':
      return [`builds an image${TERMS} and pushes it as ${image}`, AGAIN];
    case 'again': {
      const isSameTag = imageOf(readAttributes(facts.before)) === image;
      const note = isSameTag
        ? ', in place of the one of that tag; endpoints keep what they run until they are deployed'
        : '';
      return [`builds the image again${TERMS} and pushes it as ${image}${note}`];
    }
    case 'unknown':
      return [`may build the image again${TERMS} and push it as ${image}`];
    default:
      return start satisfies never;
  }
}

function imageOf(attributes: AttributeReader): string {
  return `\`${attributes.text('ecr_repo_name') ?? '?'}:${attributes.text('image_tag') ?? '?'}\``;
}
