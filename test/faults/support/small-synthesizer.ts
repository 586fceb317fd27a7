import { createHash } from 'node:crypto';
import type { StackTemplate } from '../../../processor/model/stack.ts';
import type { Synthesizer } from '../../../processor/ports/synthesizer.ts';
import { smallTemplate } from '../../helpers/small-template.ts';
import { ownTags } from '../../helpers/world.ts';

const BUNDLE = Buffer.from('exports.handler = () => 1;\n');

/** Compiles small templates instead of real ones, each with a Lambda bundle to be stored. */
export function smallSynthesizer(code: string): Synthesizer {
  const sha256 = createHash('sha256').update(BUNDLE).digest('hex');
  return {
    codeDigest: () => code,
    synthesize: (spec, provenance) => {
      const template = smallTemplate(spec, { ...provenance, codeDigest: code, dependsOn: provenance.dependsOn ?? [] });
      return Promise.resolve({
        stackName: spec.stackName,
        // Without members that are there but undefined, which no template has.
        template: JSON.parse(JSON.stringify(template)) as StackTemplate,
        tags: ownTags(spec, spec.environment.stage),
        assets: [{ key: `lambda/${sha256}.zip`, sha256, bytes: BUNDLE.length, read: () => Promise.resolve(BUNDLE) }],
      });
    },
  };
}
