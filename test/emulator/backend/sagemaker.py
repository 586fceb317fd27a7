"""The SageMaker API of the endpoint: moto's, made stricter and completed where moto has nothing.

Requests are checked against the service model; names are unique; what moto forgets of a request is
given back by Describe; jobs can run for a while, fail and be stopped; their state changes are events.
"""

import fnmatch
import json
import threading
import time

from . import shapes
from .bridge import ServiceError

# kind: (arn part, status members of its Describe answer, title of its state-change event)
JOBS = {
    "TrainingJob": ("training-job", ("TrainingJobStatus", "SecondaryStatus"), "Training Job"),
    "ProcessingJob": ("processing-job", ("ProcessingJobStatus",), "Processing Job"),
    "TransformJob": ("transform-job", ("TransformJobStatus",), "Transform Job"),
    "HyperParameterTuningJob": ("hyper-parameter-tuning-job", ("HyperParameterTuningJobStatus",),
                                "HyperParameter Tuning Job"),
    "AutoMLJob": ("automl-job", ("AutoMLJobStatus", "AutoMLJobSecondaryStatus"), "AutoML Job"),
    "AutoMLJobV2": ("automl-job", ("AutoMLJobStatus", "AutoMLJobSecondaryStatus"), "AutoML Job"),
}
DEFINITIONS = ("DataQualityJobDefinition", "ModelQualityJobDefinition", "ModelBiasJobDefinition",
               "ModelExplainabilityJobDefinition")
KINDS = (*JOBS, "Model", "EndpointConfig", "Endpoint", "ModelPackageGroup", "MonitoringSchedule", *DEFINITIONS)
# What the service says when a name is taken; every other kind answers ResourceInUse.
TAKEN = {"Model": "Cannot create already existing model", "Endpoint": "Cannot create already existing endpoint",
         "EndpointConfig": "Cannot create already existing endpoint configuration"}
# Kept here and not in moto, which has no such operations.
OWN = ("MonitoringSchedule", "AutoMLJob")
SECONDARY = {"InProgress": {"TrainingJob": "Training", "AutoMLJob": "AnalyzingData", "AutoMLJobV2": "AnalyzingData"}}


def name_member(kind):
    if kind in DEFINITIONS:
        return "JobDefinitionName"
    return "AutoMLJobName" if kind == "AutoMLJobV2" else f"{kind}Name"


def for_moto(kind, payload):
    """moto reads members of a tabular AutoML job that need not be given without asking whether they are there."""
    tabular = payload.get("AutoMLProblemTypeConfig", {}).get("TabularJobConfig") if kind == "AutoMLJobV2" else None
    if tabular is None:
        return payload
    tabular = {"ProblemType": "", "CompletionCriteria": {}, **tabular}
    return {**payload, "AutoMLProblemTypeConfig": {"TabularJobConfig": tabular}}


class SageMaker:
    """`emit(detail_type, detail, arns, scope)` publishes an event of source aws.sagemaker."""

    def __init__(self, moto, faults, emit):
        self._moto = moto
        self._faults = faults
        self._emit = emit
        self.reset()

    def reset(self):
        self._requests = {}
        self._own = {}
        self._progress = {}

    def call(self, operation, payload, scope):
        """One operation; returns the answer, raises ServiceError."""
        model = shapes.operation_model("sagemaker", operation)
        if model is None:
            raise ServiceError("UnknownOperationException", f"sagemaker has no operation {operation}")
        found = shapes.request_problems("sagemaker", operation, payload)
        if found:
            many = "s" if len(found) > 1 else ""
            raise ServiceError("ValidationException", f"{len(found)} validation error{many} detected: " + "; ".join(found))
        answer = self._dispatch(operation, payload, scope)
        return shapes.conform(model.output_shape, answer) if model.output_shape else {}

    def _dispatch(self, operation, payload, scope):
        special = getattr(self, f"_{operation}", None)
        if special:
            return special(payload, scope)
        for verb in ("Create", "Describe", "Delete", "Stop", "List"):
            kind = operation.removeprefix(verb)
            if verb == "List":
                kind = kind.removesuffix("s")
            if operation.startswith(verb) and kind in KINDS:
                return getattr(self, f"_{verb.lower()}")(kind, payload, scope)
        return self._moto.call("SageMaker", "sagemaker", operation, payload, scope)

    # ---- the five verbs of every kind ----

    def _arn(self, kind, name, scope):
        account, region = scope
        part = JOBS[kind][0] if kind in JOBS else "monitoring-schedule"
        return f"arn:aws:sagemaker:{region}:{account}:{part}/{name.lower() if kind not in JOBS else name}"

    def exists(self, kind, name, scope):
        if kind in OWN:
            return (scope, kind, name) in self._own
        try:
            self._moto.call("SageMaker", "sagemaker", f"Describe{kind}", {name_member(kind): name}, scope)
        except ServiceError:
            return False
        return True

    def _create(self, kind, payload, scope):
        name = payload[name_member(kind)]
        rivals = ("AutoMLJob", "AutoMLJobV2") if kind.startswith("AutoML") else (kind,)
        if any(self.exists(rival, name, scope) for rival in rivals):
            arn = f"arn:aws:sagemaker:{scope[1]}:{scope[0]}:{kind.lower()}/{name}"
            if kind in TAKEN:
                raise ServiceError("ValidationException", f'{TAKEN[kind]} "{arn}".')
            raise ServiceError("ResourceInUse", f"{name} already exists; {kind} names must be unique within an AWS "
                                                "account and region")
        if kind in OWN:
            now = time.time()
            self._own[scope, kind, name] = {**payload, "CreationTime": now, "LastModifiedTime": now}
            answer = {f"{kind}Arn": self._arn(kind, name, scope)}
        else:
            answer = self._moto.call("SageMaker", "sagemaker", f"Create{kind}", for_moto(kind, payload), scope)
        self._requests[scope, kind, name] = payload
        if kind in JOBS:
            self._start(kind, name, scope)
        if kind == "Endpoint":
            self._in_service(name, scope)
        return answer

    def _describe(self, kind, payload, scope):
        name = payload[name_member(kind)]
        if kind in OWN:
            known = self._own.get((scope, kind, name))
            if known is None:
                raise ServiceError("ResourceNotFound", f"Could not find {kind} '{self._arn(kind, name, scope)}'.")
            answer = {**known, f"{kind}Arn": self._arn(kind, name, scope)}
            if kind == "AutoMLJob":
                answer |= {"AutoMLJobStatus": "Completed", "AutoMLJobSecondaryStatus": "Completed"}
        else:
            answer = self._moto.call("SageMaker", "sagemaker", f"Describe{kind}", payload, scope)
            # As it was asked for, and not as it was put for moto.
            answer.pop("AutoMLProblemTypeConfig", None)
        merged = {**self._requests.get((scope, kind, name), {}), **{k: v for k, v in answer.items() if v not in (None, "", {}, [])}}
        return merged | self._state(kind, name, scope)

    def _delete(self, kind, payload, scope):
        name = payload[name_member(kind)]
        if kind in OWN:
            if self._own.pop((scope, kind, name), None) is None:
                raise ServiceError("ResourceNotFound", f"Could not find {kind} '{self._arn(kind, name, scope)}'.")
            answer = {}
        else:
            answer = self._moto.call("SageMaker", "sagemaker", f"Delete{kind}", payload, scope)
        for kept in (self._requests, self._progress):
            kept.pop((scope, kind, name), None)
        return answer

    def _stop(self, kind, payload, scope):
        name = payload[name_member(kind)]
        status = self._describe(kind, payload, scope)[JOBS[kind][1][0]]
        if status != "InProgress":
            raise ServiceError("ValidationException",
                               f"The request was rejected because the {JOBS[kind][2].lower()} is in status {status}.")
        self._progress[scope, kind, name] = {"until": 0, "status": "Stopped", "reason": None}
        self._announce(kind, name, scope)
        return {}

    def _list(self, kind, payload, scope):
        if kind != "MonitoringSchedule":
            answer = self._moto.call("SageMaker", "sagemaker", f"List{kind}s", payload, scope)
            member = next((key for key, value in answer.items() if isinstance(value, list)), None)
            for summary in answer.get(member, []) if kind in JOBS else []:
                summary |= self._state(kind, summary.get(name_member(kind), ""), scope)
            return answer
        wanted = [(name, kept) for (where, what, name), kept in sorted(self._own.items(), key=lambda item: item[0][2])
                  if where == scope and what == kind
                  and payload.get("EndpointName") in (None, kept.get("EndpointName"))
                  and payload.get("NameContains", "") in name]
        return {"MonitoringScheduleSummaries": [
            {**{k: kept[k] for k in ("CreationTime", "LastModifiedTime")}, **self._schedule_summary(kept),
             "MonitoringScheduleName": name, "MonitoringScheduleArn": self._arn(kind, name, scope)}
            for name, kept in wanted]}

    # ---- jobs that take their time ----

    def _start(self, kind, name, scope):
        rule = self._faults.for_job(kind, name) or {}
        wait = rule.get("inProgressMilliseconds", 0) / 1000
        self._progress[scope, kind, name] = {"until": time.time() + wait, "status": rule.get("status", "Completed"),
                                             "reason": rule.get("failureReason")}
        if wait:
            self._announce(kind, name, scope)
        timer = threading.Timer(wait + 0.05, self._announce, (kind, name, scope))
        timer.daemon = True
        timer.start()

    def _state(self, kind, name, scope):
        known = self._progress.get((scope, kind, name))
        if known is None:
            return {}
        status = "InProgress" if time.time() < known["until"] else known["status"]
        first, *others = JOBS[kind][1]
        secondary = SECONDARY.get(status, {}).get(kind, status)
        reason = {"FailureReason": known["reason"]} if status == "Failed" and known["reason"] else {}
        return {first: status, **dict.fromkeys(others, secondary), **reason}

    def _announce(self, kind, name, scope):
        try:
            detail = self.call(f"Describe{kind}", {name_member(kind): name}, scope)
        except ServiceError:
            return
        self._emit(f"SageMaker {JOBS[kind][2]} State Change", json.loads(json.dumps(detail)), [detail[next(
            key for key in detail if key.endswith("JobArn"))]], scope)

    # ---- what moto lacks altogether ----

    def _schedule_summary(self, kept):
        config = kept.get("MonitoringScheduleConfig", {})
        return {"MonitoringScheduleStatus": kept.get("MonitoringScheduleStatus", "Scheduled"),
                **{key: config[key] for key in ("MonitoringJobDefinitionName", "MonitoringType") if key in config}}

    def _schedule(self, payload, scope):
        kept = self._own.get((scope, "MonitoringSchedule", payload["MonitoringScheduleName"]))
        if kept is None:
            raise ServiceError("ResourceNotFound", "Could not find MonitoringSchedule "
                               f"'{self._arn('MonitoringSchedule', payload['MonitoringScheduleName'], scope)}'.")
        return kept

    def _definition_of(self, payload, scope):
        config = payload["MonitoringScheduleConfig"]
        name, kind = config.get("MonitoringJobDefinitionName"), f"{config.get('MonitoringType')}JobDefinition"
        if not name:
            return {}
        if kind not in DEFINITIONS:
            raise ServiceError("ValidationException", "MonitoringType is required with MonitoringJobDefinitionName")
        try:
            return self._describe(kind, {"JobDefinitionName": name}, scope)
        except ServiceError:
            raise ServiceError("ValidationException", f"Could not find {kind} '{name}'.") from None

    def _CreateMonitoringSchedule(self, payload, scope):
        definition = self._definition_of(payload, scope)
        answer = self._create("MonitoringSchedule", payload, scope)
        inputs = [value for key, value in definition.items() if key.endswith("JobInput")]
        endpoint = inputs[0].get("EndpointInput", {}).get("EndpointName") if inputs else None
        self._schedule(payload, scope)["EndpointName"] = endpoint
        return answer

    def _DescribeMonitoringSchedule(self, payload, scope):
        answer = self._describe("MonitoringSchedule", payload, scope)
        return {k: v for k, v in (answer | self._schedule_summary(answer)).items() if k != "Tags"}

    def _UpdateMonitoringSchedule(self, payload, scope):
        self._schedule(payload, scope)
        self._definition_of(payload, scope)
        self._schedule(payload, scope).update(payload, LastModifiedTime=time.time())
        return {"MonitoringScheduleArn": self._arn("MonitoringSchedule", payload["MonitoringScheduleName"], scope)}

    def _StartMonitoringSchedule(self, payload, scope):
        self._schedule(payload, scope)["MonitoringScheduleStatus"] = "Scheduled"
        return {}

    def _StopMonitoringSchedule(self, payload, scope):
        self._schedule(payload, scope)["MonitoringScheduleStatus"] = "Stopped"
        return {}

    def _UpdateEndpoint(self, payload, scope):
        from moto.sagemaker.models import FakeEndpoint, sagemaker_backends

        current = self._describe("Endpoint", {"EndpointName": payload["EndpointName"]}, scope)
        config = self._describe("EndpointConfig", {"EndpointConfigName": payload["EndpointConfigName"]}, scope)
        backend = sagemaker_backends[scope[0]][scope[1]]
        kept = backend.endpoints[payload["EndpointName"]]
        fresh = FakeEndpoint(scope[0], scope[1], payload["EndpointName"], payload["EndpointConfigName"],
                             config["ProductionVariants"], config.get("DataCaptureConfig"), kept.tags)
        fresh.creation_time = kept.creation_time
        backend.endpoints[payload["EndpointName"]] = fresh
        request = self._requests.setdefault((scope, "Endpoint", payload["EndpointName"]), {})
        request["EndpointConfigName"] = payload["EndpointConfigName"]
        if "DeploymentConfig" in payload:
            request["LastDeploymentConfig"] = payload["DeploymentConfig"]
        self._in_service(payload["EndpointName"], scope)
        return {"EndpointArn": current["EndpointArn"]}

    def _in_service(self, name, scope):
        """Endpoints are in service at once; the event of it comes a moment later."""
        def tell():
            try:
                found = self._describe("Endpoint", {"EndpointName": name}, scope)
            except ServiceError:
                return
            detail = {"EndpointName": name, "EndpointArn": found["EndpointArn"],
                      "EndpointConfigName": found["EndpointConfigName"], "EndpointStatus": "IN_SERVICE"}
            self._emit("SageMaker Endpoint State Change", detail, [found["EndpointArn"]], scope)
        timer = threading.Timer(0.05, tell)
        timer.daemon = True
        timer.start()

    def _DeleteModelPackageGroup(self, payload, scope):
        from moto.sagemaker.models import sagemaker_backends

        backend = sagemaker_backends[scope[0]][scope[1]]
        name = payload["ModelPackageGroupName"]
        if name not in backend.model_package_groups:
            raise ServiceError("ValidationException", f"Could not find model package group '{name}'.")
        if any(package.model_package_group_name == name for package in backend.model_packages.values()):
            raise ServiceError("ConflictException", f"Model Package Group {name} cannot be deleted: it has model packages")
        del backend.model_package_groups[name]
        return {}

    def _StopAutoMLJob(self, payload, scope):
        first = self.exists("AutoMLJob", payload["AutoMLJobName"], scope)
        return self._stop("AutoMLJob" if first else "AutoMLJobV2", payload, scope)

    def _ListMonitoringExecutions(self, _payload, _scope):
        return {"MonitoringExecutionSummaries": []}

    def _ListAutoMLJobs(self, payload, scope):
        answer = self._moto.call("SageMaker", "sagemaker", "ListAutoMLJobs", payload, scope)
        mine = [{**kept, **self._state(kind, name, scope), "AutoMLJobArn": self._arn(kind, name, scope)}
                for (where, kind, name), kept in self._own.items()
                if where == scope and kind == "AutoMLJob" and fnmatch.fnmatchcase(name, f"*{payload.get('NameContains', '')}*")]
        return {**answer, "AutoMLJobSummaries": [*mine, *answer.get("AutoMLJobSummaries", [])]}

