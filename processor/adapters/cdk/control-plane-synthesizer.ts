import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { canonicalJson } from '../../../pipelines/canonical-json.ts';
import type { ControlPlaneSpec } from '../../../pipelines/control-plane/control-plane-spec.ts';
import { InternalError } from '../../model/errors.ts';
import { FINGERPRINT_OUTPUT, MANAGED_BY, TAGS } from '../../model/stack.ts';
import type { ControlPlaneStack, ControlPlaneSynthesizer } from '../../ports/control-plane-synthesizer.ts';
import type { Asset } from '../../ports/stack-target.ts';
import { readBuild, type Build } from './build-output.ts';
import { compiling } from './compiling.ts';

/**
 * Compiles the stacks that bootstrap installs, in this process, with the Lambda bundles of the build. Throws UserError
 * `build-missing` when the project was not built.
 */
export function controlPlaneSynthesizer(options: { readonly buildFolder?: string } = {}): ControlPlaneSynthesizer {
  let build: Build | undefined;
  return {
    synthesize: async (spec) => synthesizeWith((build ??= readBuild(options.buildFolder)), spec),
  };
}

async function synthesizeWith(build: Build, spec: ControlPlaneSpec): Promise<ControlPlaneStack> {
  const { synthesizeControlPlane } = await import('../../../pipelines/control-plane/synthesize-control-plane.ts');
  const { stackName, template, assets } = compiling(() => synthesizeControlPlane(spec, { lambdaCode: build.manifest }));
  const tags = { [TAGS.managedBy]: MANAGED_BY };
  const fingerprint = createHash('sha256').update(canonicalJson({ template, tags })).digest('hex');
  return {
    stackName,
    template: { ...template, Outputs: { ...template.Outputs, [FINGERPRINT_OUTPUT]: outputOf(fingerprint) } },
    tags,
    assets: assets.map((name) => assetOf(build, name)),
    fingerprint,
  };
}

function outputOf(fingerprint: string): object {
  return { Value: fingerprint, Description: 'Hash of this template' };
}

function assetOf({ manifest, folder }: Build, name: string): Asset {
  const entry = manifest[name];
  if (entry === undefined) throw new InternalError(`the build has no Lambda bundle "${name}"`);
  const { key, sha256, bytes, file } = entry;
  return { key, sha256, bytes, read: () => readFile(join(folder, 'lambda', file)) };
}
