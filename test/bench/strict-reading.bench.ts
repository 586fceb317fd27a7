import { validatorFor } from '../../schema/generated/validators.js';
import { expandFile } from '../../processor/config/expand-file.ts';
import { readConfigText } from '../../processor/config/read-config-text.ts';
import { validateShape } from '../../processor/config/validate-shape.ts';

/**
 * The whole strict path against the least that anybody could do: decode, JSON.parse and one compiled validator. Run by
 * hand: `npx tsx test/bench/strict-reading.bench.ts`. Rounds alternate; the gate is the median of their ratios, 1.35.
 */
const FILES = 10_000;
const ROUNDS = 15;

function sample(index: number): Uint8Array {
  const config = {
    pipeline_type: index % 2 === 0 ? 'byom_realtime_builtin' : 'byom_model_quality_monitor',
    model_name: `customer-churn-${index}`,
    ...(index % 2 === 0
      ? {
          model_framework: 'xgboost',
          model_framework_version: '1.7-1',
          model_artifact_location: `models/churn/${index}/model.tar.gz`,
          inference_instance: 'ml.m5.large',
          data_capture_location: `mlops-capture/churn/${index}`,
          endpoint_name: `churn-${index}`,
          instance_count: 2,
          kms_key_arn: 'arn:aws:kms:us-east-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab',
          autoscaling: { min_instances: 1, max_instances: 4, invocations_per_instance: 600 },
          tags: { team: 'retention', 'cost-center': '4711', purpose: 'keeps customers who are about to leave' },
          environment: { LOG_LEVEL: 'info', WORKERS: '4', MODEL_CACHE: '/tmp/cache', TIMEOUT_SECONDS: '30' },
        }
      : {
          endpoint_name: `churn-${index}`,
          baseline_data: `baselines/churn/${index}.csv`,
          baseline_job_output_location: `mlops-monitor/churn/${index}/baseline`,
          data_capture_location: `mlops-capture/churn/${index}`,
          monitoring_output_location: `mlops-monitor/churn/${index}/reports`,
          schedule_expression: 'cron(0 * ? * * *)',
          monitor_max_runtime_seconds: 1800,
          instance_type: 'ml.m5.large',
          instance_volume_size: '20',
          problem_type: 'BinaryClassification',
          baseline_inference_attribute: 'prediction',
          baseline_ground_truth_attribute: 'label',
          baseline_probability_attribute: 'probability',
          monitor_ground_truth_input: `mlops-truth/churn/${index}`,
          monitor_probability_attribute: '0',
          probability_threshold_attribute: '0.5',
          tags: { team: 'retention', 'cost-center': '4711' },
        }),
  };
  return new TextEncoder().encode(`${JSON.stringify(config, null, 2)}\n`);
}

function plain(bytes: Uint8Array): boolean {
  const value = JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString()) as {
    pipeline_type: string;
  };
  return validatorFor(value.pipeline_type)?.(value) === true;
}

function strict(bytes: Uint8Array): boolean {
  const { parsed, findings } = readConfigText(bytes, 'mlops-config.json');
  if (parsed === undefined || findings.length > 0) return false;
  return expandFile(parsed).entries.every((entry) => validateShape(entry).written !== undefined);
}

function time(read: (bytes: Uint8Array) => boolean, files: readonly Uint8Array[]): number {
  const start = process.cpuUsage().user;
  for (const bytes of files) if (!read(bytes)) throw new Error('a valid file was refused');
  return (process.cpuUsage().user - start) / 1000;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;
}

const files = Array.from({ length: FILES }, (_, index) => sample(index));
const rounds = Array.from({ length: ROUNDS }, (_, round) => {
  const first = round % 2 === 0 ? time(plain, files) : undefined;
  const strictTime = time(strict, files);
  const plainTime = first ?? time(plain, files);
  return { plainTime, strictTime, ratio: strictTime / plainTime };
}).slice(2);
const ratios = rounds.map(({ ratio }) => ratio).sort((a, b) => a - b);
const bytes = files.reduce((sum, file) => sum + file.length, 0) / FILES;
process.stdout.write(
  [
    `${FILES} files of ${bytes.toFixed(0)} bytes, ${rounds.length} rounds`,
    `plain  ${((median(rounds.map((r) => r.plainTime)) / FILES) * 1000).toFixed(2)} µs a file`,
    `strict ${((median(rounds.map((r) => r.strictTime)) / FILES) * 1000).toFixed(2)} µs a file`,
    `ratio  ${median(ratios).toFixed(2)} (${ratios[0]?.toFixed(2)} to ${ratios.at(-1)?.toFixed(2)})`,
    '',
  ].join('\n'),
);
