"""Prints the requests that the SageMaker Python SDK sends for configurations.

Reads from stdin a JSON list of cases {"kind", "attributes", "jobName", "roleArn", "region", "image"?, "more"?}, whose
attributes are those of a workload in normal form; prints a JSON list of {"operation": request}. Files that the SDK
uploads are under "uploaded" by their name. No network, no credentials: the client only writes down what it is given.
"""

import json
import logging
import os
import sys
import types

os.environ["SAGEMAKER_SUPPRESS_V2_WARNING"] = "1"
os.environ.update(AWS_ACCESS_KEY_ID="none", AWS_SECRET_ACCESS_KEY="none", AWS_DEFAULT_REGION="eu-west-1")
logging.disable(logging.CRITICAL)

import boto3  # noqa: E402
import sagemaker  # noqa: E402
from sagemaker import clarify, model_monitor, s3, tuner  # noqa: E402
from sagemaker.automl import automlv2  # noqa: E402
from sagemaker.estimator import Estimator  # noqa: E402
from sagemaker.inputs import TrainingInput  # noqa: E402
from sagemaker.model_monitor.dataset_format import DatasetFormat  # noqa: E402
from sagemaker.transformer import Transformer  # noqa: E402


class Recorder:
    """A SageMaker client that sends nothing."""

    def __init__(self):
        self.sent = {}

    def __getattr__(self, name):
        def call(**request):
            self.sent["".join(word.capitalize() for word in name.split("_")).replace("AutoMl", "AutoML")] = request
            return {}

        return call


model_monitor.ModelMonitor._get_baseline_files = lambda _, statistics, constraints, **__: (statistics, constraints)


class Run:
    def __init__(self, case):
        self.case = case
        self.attributes = case["attributes"]
        self.client = Recorder()
        self.session = sagemaker.Session(
            boto_session=boto3.Session(region_name=case["region"]),
            sagemaker_client=self.client,
            default_bucket="unused",
        )
        self.session._default_bucket = "unused"
        self.uploaded = {}
        self.session.upload_string_as_file_body = lambda body, bucket, key, kms_key=None: self.keep(key, body)
        s3.S3Uploader.upload = lambda local_path, desired_s3_uri, **_: self.keep_file(local_path, desired_s3_uri)

    def keep(self, name, body):
        self.uploaded[name.rsplit("/", 1)[-1]] = json.loads(body)
        return name

    def keep_file(self, local_path, uri):
        with open(local_path, encoding="utf8") as file:
            self.keep(os.path.basename(local_path), file.read())
        return f"{uri}/{os.path.basename(local_path)}"

    def get(self, name, default=None):
        return self.attributes.get(name, default)

    def tags(self):
        return [{"Key": key, "Value": value} for key, value in self.get("tags", {}).items()] or None

    def vpc(self):
        vpc = self.get("vpc_config") or {}
        return {"subnets": vpc.get("subnets"), "security_group_ids": vpc.get("security_group_ids")}

    def result(self):
        return {**self.client.sent, "uploaded": self.uploaded}


def estimator(run):
    spot = run.get("use_spot_instances")
    return Estimator(
        image_uri=run.case["image"],
        role=run.case["roleArn"],
        instance_count=run.get("instance_count"),
        instance_type=run.get("instance_type"),
        volume_size=run.get("instance_volume_size"),
        volume_kms_key=run.get("kms_key_arn"),
        max_run=run.get("max_runtime_per_job"),
        input_mode=run.get("data_input_mode"),
        output_path=run.get("job_output_location"),
        output_kms_key=run.get("kms_key_arn"),
        hyperparameters=run.get("algo_hyperparameters"),
        tags=run.tags(),
        encrypt_inter_container_traffic=run.get("encrypt_inner_traffic"),
        use_spot_instances=spot,
        max_wait=run.get("max_wait_time_spot_instances") if spot else None,
        checkpoint_s3_uri=f"{run.get('job_output_location')}/{run.case['jobName']}/checkpoint" if spot else None,
        environment=run.get("environment"),
        sagemaker_session=run.session,
        **run.vpc(),
    )


def channels(run):
    def channel(location):
        return TrainingInput(
            s3_data=location,
            distribution=run.get("data_distribution"),
            compression=run.get("compression_type"),
            content_type=run.get("content_type"),
            record_wrapping=run.get("data_record_wrapping"),
            s3_data_type=run.get("s3_data_type"),
            attribute_names=run.get("attribute_names"),
        )

    found = {"train": channel(run.get("training_data"))}
    if run.get("validation_data"):
        found["validation"] = channel(run.get("validation_data"))
    return found


def training(run):
    estimator(run).fit(channels(run), job_name=run.case["jobName"], wait=False)


RANGES = {
    "continuous": tuner.ContinuousParameter,
    "integer": tuner.IntegerParameter,
    "categorical": lambda *values: tuner.CategoricalParameter(list(values)),
}


def tuning(run):
    config = dict(run.get("tuner_configs"))
    tags = [*(run.tags() or []), *config.pop("tags", [])]
    tuner.HyperparameterTuner(
        estimator=estimator(run),
        hyperparameter_ranges={
            name: RANGES[kind](*values) for name, (kind, values) in run.get("hyperparameters_ranges").items()
        },
        tags=tags or None,
        **config,
    ).fit(channels(run), job_name=run.case["jobName"], wait=False)


def autopilot(run):
    automl = automlv2.AutoMLV2(
        problem_config=automlv2.AutoMLTabularConfig(
            target_attribute_name=run.get("target_attribute"),
            problem_type=run.get("problem_type"),
            max_candidates=run.get("job_max_candidates"),
            max_runtime_per_training_job_in_seconds=run.get("max_runtime_per_job"),
            max_total_job_runtime_in_seconds=run.get("total_max_runtime"),
            generate_candidate_definitions_only=run.get("generate_definition_only"),
        ),
        base_job_name=None,
        role=run.case["roleArn"],
        output_path=run.get("job_output_location"),
        output_kms_key=run.get("kms_key_arn"),
        volume_kms_key=run.get("kms_key_arn"),
        encrypt_inter_container_traffic=run.get("encrypt_inner_traffic"),
        vpc_config=run.get("vpc_config")
        and {
            "SecurityGroupIds": run.get("vpc_config")["security_group_ids"],
            "Subnets": run.get("vpc_config")["subnets"],
        },
        job_objective=run.get("job_objective") and {"MetricName": run.get("job_objective")},
        tags=run.tags(),
        sagemaker_session=run.session,
    )
    data = automlv2.AutoMLDataChannel(
        s3_data_type="S3Prefix", s3_uri=run.get("training_data"), compression_type=run.get("compression_type")
    )
    automl.fit(inputs=[data], job_name=run.case["jobName"], wait=False)


def transform(run):
    Transformer(
        model_name=run.case["more"]["modelName"],
        instance_count=run.get("instance_count"),
        instance_type=run.get("inference_instance"),
        strategy=run.get("batch_strategy"),
        assemble_with=run.get("assemble_with"),
        output_path=run.get("batch_job_output_location"),
        output_kms_key=run.get("kms_key_arn"),
        accept=run.get("accept"),
        max_payload=run.get("max_payload_in_mb"),
        tags=run.tags(),
        volume_kms_key=run.get("kms_key_arn"),
        sagemaker_session=run.session,
    ).transform(
        data=run.get("batch_inference_data"),
        content_type=run.get("content_type"),
        compression_type=run.get("compression_type"),
        split_type=run.get("split_type"),
        job_name=run.case["jobName"],
        wait=False,
    )


def monitor(run, kind, max_runtime="maxRuntime"):
    return kind(
        role=run.case["roleArn"],
        instance_count=run.get("instance_count"),
        instance_type=run.get("instance_type"),
        volume_size_in_gb=run.get("instance_volume_size"),
        volume_kms_key=run.get("kms_key_arn"),
        output_kms_key=run.get("kms_key_arn"),
        max_runtime_in_seconds=run.case["more"][max_runtime],
        tags=run.tags(),
        sagemaker_session=run.session,
    )


def baseline(run):
    """Where the baseline goes, and how the job is told of it."""
    return {"job_name": run.case["jobName"], "wait": False}


def in_s3(run, file):
    """A file of the baseline; by its address alone the SDK would want to read it."""
    return types.SimpleNamespace(file_s3_uri=f"{run.case['more']['output']}/{file}")


def schedule(run, kind, baseline_file, **arguments):
    """The job definition, and the schedule that takes it."""
    names = {
        "inference_attribute": "monitor_inference_attribute",
        "probability_attribute": "monitor_probability_attribute",
        "probability_threshold_attribute": "probability_threshold_attribute",
        "features_attribute": "features_attribute",
    }
    monitor(run, kind, "monitorMaxRuntime").create_monitoring_schedule(
        endpoint_input=model_monitor.EndpointInput(
            endpoint_name=run.get("endpoint_name"),
            destination=run.case["more"]["inputPath"],
            **{name: run.get(attribute) for name, attribute in names.items()},
        ),
        output_s3_uri=run.get("monitoring_output_location"),
        constraints=in_s3(run, baseline_file),
        monitor_schedule_name="schedule-1",
        schedule_cron_expression=run.get("schedule_expression"),
        **arguments,
    )


def data_quality(run):
    monitor(run, model_monitor.DefaultModelMonitor).suggest_baseline(
        baseline_dataset=run.get("baseline_data"),
        dataset_format=DatasetFormat.csv(header=True),
        output_s3_uri=run.case["more"]["output"],
        logs=False,
        **baseline(run),
    )
    schedule(
        run, model_monitor.DefaultModelMonitor, "constraints.json", statistics=in_s3(run, "statistics.json")
    )


def model_quality(run):
    by_probability = (
        run.get("problem_type") == "BinaryClassification"
        and run.get("baseline_probability_attribute") is not None
        and run.get("probability_threshold_attribute") is not None
    )
    monitor(run, model_monitor.ModelQualityMonitor).suggest_baseline(
        baseline_dataset=run.get("baseline_data"),
        dataset_format=DatasetFormat.csv(header=True),
        problem_type=run.get("problem_type"),
        output_s3_uri=run.case["more"]["output"],
        inference_attribute=None if by_probability else run.get("baseline_inference_attribute"),
        probability_attribute=run.get("baseline_probability_attribute") if by_probability else None,
        ground_truth_attribute=run.get("baseline_ground_truth_attribute"),
        probability_threshold_attribute=run.get("probability_threshold_attribute") if by_probability else None,
        logs=False,
        **baseline(run),
    )
    schedule(
        run,
        model_monitor.ModelQualityMonitor,
        "constraints.json",
        ground_truth_input=run.get("monitor_ground_truth_input"),
        problem_type=run.get("problem_type"),
    )


def data_config(run):
    headers = run.case["more"]["headers"]
    return clarify.DataConfig(
        s3_data_input_path=run.get("baseline_data"),
        s3_output_path=run.case["more"]["output"],
        label=headers[0],
        headers=headers,
        dataset_type="text/csv",
    )


def model_config(run):
    return clarify.ModelConfig(
        model_name=run.case["more"]["modelName"],
        instance_count=run.get("instance_count"),
        instance_type=run.get("instance_type"),
        accept_type="text/csv",
    )


def bias(run):
    one = monitor(run, model_monitor.ModelBiasMonitor)
    one.suggest_baseline(
        data_config=data_config(run),
        bias_config=clarify.BiasConfig(**run.get("bias_config")),
        model_config=model_config(run),
        model_predicted_label_config=clarify.ModelPredictedLabelConfig(**(run.get("model_predicted_label_config") or {})),
        kms_key=run.get("kms_key_arn"),
        **baseline(run),
    )
    run.uploaded["monitor/analysis_config.json"] = one.latest_baselining_job_config.analysis_config._to_dict()
    schedule(
        run,
        model_monitor.ModelBiasMonitor,
        "analysis.json",
        ground_truth_input=run.get("monitor_ground_truth_input"),
        analysis_config=f"{run.case['more']['output']}/monitor/analysis_config.json",
    )


def explainability(run):
    one = monitor(run, model_monitor.ModelExplainabilityMonitor)
    one.suggest_baseline(
        data_config=data_config(run),
        explainability_config=clarify.SHAPConfig(**run.get("shap_config")),
        model_config=model_config(run),
        model_scores=run.get("model_scores"),
        kms_key=run.get("kms_key_arn"),
        **baseline(run),
    )
    run.uploaded["monitor/analysis_config.json"] = one.latest_baselining_job_config.analysis_config._to_dict()
    schedule(
        run,
        model_monitor.ModelExplainabilityMonitor,
        "analysis.json",
        analysis_config=f"{run.case['more']['output']}/monitor/analysis_config.json",
    )


KINDS = {
    "model_training_builtin": training,
    "model_tuner_builtin": tuning,
    "model_autopilot_training": autopilot,
    "byom_batch_builtin": transform,
    "byom_data_quality_monitor": data_quality,
    "byom_model_quality_monitor": model_quality,
    "byom_model_bias_monitor": bias,
    "byom_model_explainability_monitor": explainability,
}


def main():
    answers = []
    # The SDK prints on its way; the answer goes where nobody else writes.
    out, sys.stdout = sys.stdout, sys.stderr
    for case in json.load(sys.stdin):
        run = Run(case)
        KINDS[case["kind"]](run)
        answers.append(run.result())
    json.dump({"sdk": sagemaker.__version__, "answers": answers}, out)


if __name__ == "__main__":
    main()
