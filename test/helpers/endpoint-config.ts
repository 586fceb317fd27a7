/** A config of an endpoint without anything that takes long to compile. */
export function endpoint(model: string, change: object = {}): object {
  return {
    pipeline_type: 'byom_realtime_builtin',
    model_name: model,
    inference_instance: 'ml.m5.large',
    model_framework: 'xgboost',
    model_framework_version: '1.7-1',
    model_artifact_location: `${model}/v1/model.tar.gz`,
    data_capture_location: `team-capture/${model}`,
    ...change,
  };
}
