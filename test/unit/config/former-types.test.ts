import { expect } from 'chai';

import { checkConfigs } from './rules/check-configs.ts';
import { batch, dataQuality, realtime } from './rules/workloads.ts';

/** Code, pointer and hint of each error. */
function check(config: Readonly<Record<string, unknown>>): readonly string[] {
  return checkConfigs({ 'a.json': config })
    .filter(({ severity }) => severity === 'error')
    .map(({ code, pointer, hint }) => `${code} ${pointer} ${hint}`);
}

function renamed(type: string): string {
  return `unknown-pipeline-type /pipeline_type write \`${type}\`, as later versions of the orchestrator call it`;
}

describe('a pipeline type of an early version of the orchestrator', () => {
  it('is told by its later name, with all else that has changed', () => {
    const { baseline_data, monitor_max_runtime_seconds, baseline_max_runtime_seconds, ...rest } = dataQuality();
    expect(
      check({
        ...rest,
        pipeline_type: 'byom_model_monitor',
        monitoring_type: 'dataquality',
        training_data: baseline_data,
        max_runtime_seconds: monitor_max_runtime_seconds ?? baseline_max_runtime_seconds ?? '1800',
      }),
    ).to.deep.equal([
      renamed('byom_data_quality_monitor'),
      'unknown-attribute /monitoring_type remove it',
      'unknown-attribute /training_data did you mean `baseline_data`?',
      'unknown-attribute /max_runtime_seconds did you mean `monitor_max_runtime_seconds`?',
    ]);
  });

  it('is told by how it infers, and by whose image', () => {
    const forms = [
      [realtime, 'realtime', '', 'byom_realtime_builtin'],
      [realtime, 'realtime', 'image.zip', 'byom_realtime_custom'],
      [batch, 'batch', '', 'byom_batch_builtin'],
      [batch, 'batch', 'image.zip', 'byom_batch_custom'],
    ] as const;
    for (const [make, inference_type, custom_model_container, meant] of forms) {
      const config = make({ pipeline_type: 'byom', inference_type, custom_model_container });
      expect(check(config)).to.include(renamed(meant));
    }
    const [only, ...others] = check(realtime({ pipeline_type: 'byom' }));
    expect(only)
      .to.match(/^unknown-pipeline-type \/pipeline_type /)
      .and.not.include('later versions');
    expect(others).to.deep.equal([]);
  });
});
