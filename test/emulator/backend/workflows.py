"""Step Functions tasks that call SageMaker: arn:aws:states:::sagemaker:createX[.sync] and aws-sdk:sagemaker:x."""

import json
import time

from ministack.core.responses import get_account_id, get_region
from ministack.services import stepfunctions

from .bridge import ServiceError
from .sagemaker import JOBS, name_member

POLL_SECONDS = 0.05
# Exceptions that the service models; every other code arrives as the service's general exception.
MODELLED = {"ResourceInUse": "ResourceInUseException", "ResourceNotFound": "ResourceNotFoundException",
            "ResourceLimitExceeded": "ResourceLimitExceededException"}


def apply(sagemaker):
    def task(resource, payload):
        sdk = ":aws-sdk:" in resource
        action, _, pattern = resource.rsplit(":", 1)[-1].partition(".")
        operation = action[:1].upper() + action[1:]
        scope = (get_account_id(), get_region())
        try:
            answer = sagemaker.call(operation, payload, scope)
        except ServiceError as problem:
            general = "SageMakerException" if sdk else "AmazonSageMakerException"
            raise stepfunctions._ExecutionError(f"SageMaker.{MODELLED.get(problem.code, general)}",
                                                problem.message) from problem
        return _ended(sagemaker, operation, payload, scope) if pattern == "sync" else answer

    for prefix in ("arn:aws:states:::sagemaker:", "arn:aws:states:::aws-sdk:sagemaker:"):
        stepfunctions._SERVICE_DISPATCH[prefix] = task


def _ended(sagemaker, operation, payload, scope):
    """Waits for the job as `.sync` does; a job that fails fails the task with its description as the cause."""
    kind = operation.removeprefix("Create")
    if kind not in JOBS:
        raise stepfunctions._ExecutionError("States.Runtime", f"sagemaker has no .sync form of {operation}")
    while True:
        found = sagemaker.call(f"Describe{kind}", {name_member(kind): payload[name_member(kind)]}, scope)
        status = found[JOBS[kind][1][0]]
        if status in ("Failed", "Stopped"):
            raise stepfunctions._ExecutionError("States.TaskFailed", json.dumps(found))
        if status == "Completed":
            return found
        time.sleep(POLL_SECONDS)
