"""The part of the CodePipeline API that CloudFormation and a look at a pipeline need; nothing is executed."""

import time
import uuid

from ministack.core.responses import request_scope
from ministack.services import s3

from . import shapes
from .bridge import ServiceError


class CodePipeline:
    """Pipelines kept in memory. An execution that was started stays InProgress."""

    def __init__(self):
        self.reset()

    def reset(self):
        self._pipelines = {}
        self._executions = {}

    def call(self, operation, payload, scope):
        model = shapes.operation_model("codepipeline", operation)
        handler = getattr(self, f"_{operation}", None)
        if model is None or handler is None:
            raise ServiceError("UnknownOperationException", f"the emulator has no codepipeline {operation}")
        found = shapes.request_problems("codepipeline", operation, payload)
        if found:
            raise ServiceError("ValidationException", "; ".join(found))
        answer = handler(payload, scope)
        return shapes.conform(model.output_shape, answer) if model.output_shape else {}

    def _find(self, name, scope):
        if (scope, name) not in self._pipelines:
            raise ServiceError("PipelineNotFoundException",
                               f"Account '{scope[0]}' does not have a pipeline with name '{name}'")
        return self._pipelines[scope, name]

    def _CreatePipeline(self, payload, scope):
        pipeline = payload["pipeline"]
        if (scope, pipeline["name"]) in self._pipelines:
            raise ServiceError("PipelineNameInUseException", f"A pipeline with the name '{pipeline['name']}' already exists")
        now = time.time()
        self._pipelines[scope, pipeline["name"]] = {
            "pipeline": {**pipeline, "version": 1}, "tags": payload.get("tags", []),
            "metadata": {"created": now, "updated": now,
                         "pipelineArn": f"arn:aws:codepipeline:{scope[1]}:{scope[0]}:{pipeline['name']}"}}
        return {"pipeline": {**pipeline, "version": 1}, "tags": payload.get("tags", [])}

    def _GetPipeline(self, payload, scope):
        kept = self._find(payload["name"], scope)
        return {"pipeline": kept["pipeline"], "metadata": kept["metadata"]}

    def _UpdatePipeline(self, payload, scope):
        kept = self._find(payload["pipeline"]["name"], scope)
        kept["pipeline"] = {**payload["pipeline"], "version": kept["pipeline"]["version"] + 1}
        kept["metadata"]["updated"] = time.time()
        return {"pipeline": kept["pipeline"]}

    def _DeletePipeline(self, payload, scope):
        self._pipelines.pop((scope, payload["name"]), None)
        return {}

    def _ListPipelines(self, _payload, scope):
        return {"pipelines": [{"name": name, "version": kept["pipeline"]["version"],
                               "created": kept["metadata"]["created"], "updated": kept["metadata"]["updated"]}
                              for (where, name), kept in sorted(self._pipelines.items()) if where == scope]}

    def _GetPipelineState(self, payload, scope):
        kept = self._find(payload["name"], scope)
        return {"pipelineName": payload["name"], "pipelineVersion": kept["pipeline"]["version"], **kept["metadata"],
                "stageStates": [{"stageName": stage["name"],
                                 "actionStates": [{"actionName": action["name"]} for action in stage["actions"]]}
                                for stage in kept["pipeline"]["stages"]]}

    def _StartPipelineExecution(self, payload, scope):
        kept = self._find(payload["name"], scope)
        token = payload.get("clientRequestToken")
        for (where, name, known), execution in self._executions.items():
            if token is not None and (where, name) == (scope, payload["name"]) and execution["token"] == token:
                return {"pipelineExecutionId": known}
        actions = [action["name"] for stage in kept["pipeline"]["stages"] for action in stage["actions"]]
        revisions = payload.get("sourceRevisions", [])
        for revision in revisions:
            if revision["actionName"] not in actions:
                raise ServiceError("ValidationException",
                                   f"Source action {revision['actionName']} does not exist in the pipeline")
            self._check_type(kept["pipeline"], revision)
        identity = str(uuid.uuid4())
        self._executions[scope, payload["name"], identity] = {
            "pipelineExecutionId": identity, "pipelineName": payload["name"], "status": "InProgress",
            "pipelineVersion": kept["pipeline"]["version"], "startTime": time.time(), "lastUpdateTime": time.time(),
            "token": token,
            "sourceRevisions": [self._resolve(kept["pipeline"], revision, scope) for revision in revisions]}
        return {"pipelineExecutionId": identity}

    @staticmethod
    def _source(pipeline, revision):
        return next(action for stage in pipeline["stages"] for action in stage["actions"]
                    if action["name"] == revision["actionName"])

    def _check_type(self, pipeline, revision):
        provider = self._source(pipeline, revision)["actionTypeId"]["provider"]
        wanted = "S3_OBJECT_VERSION_ID" if provider == "S3" else "COMMIT_ID"
        if revision["revisionType"] != wanted:
            raise ServiceError("ValidationException",
                               f"Source action {revision['actionName']} takes {wanted}, not {revision['revisionType']}")

    def _resolve(self, pipeline, revision, scope):
        """What the source action would find: of an object the summary that is stored with the version."""
        action = self._source(pipeline, revision)
        found = {"actionName": revision["actionName"], "revisionId": revision["revisionValue"]}
        if action["actionTypeId"]["provider"] != "S3":
            return found
        place = action["configuration"]
        with request_scope(*scope):
            versions = s3._object_versions.get((place["S3Bucket"], place["S3ObjectKey"]), [])
        version = next((one for one in versions if one["version_id"] == revision["revisionValue"]), None)
        if version is None:
            raise ServiceError("ValidationException", f"the object has no version {revision['revisionValue']}")
        summary = version.get("metadata", {}).get("x-amz-meta-codepipeline-artifact-revision-summary")
        return {**found, **({"revisionSummary": summary} if summary else {})}

    def _GetPipelineExecution(self, payload, scope):
        found = self._executions.get((scope, payload["pipelineName"], payload["pipelineExecutionId"]))
        if found is None:
            raise ServiceError("PipelineExecutionNotFoundException", "the pipeline execution does not exist")
        return {"pipelineExecution": found}

    def _ListPipelineExecutions(self, payload, scope):
        self._find(payload["pipelineName"], scope)
        started = [found for (where, name, _), found in self._executions.items()
                   if where == scope and name == payload["pipelineName"]]
        return {"pipelineExecutionSummaries": started[::-1][:payload.get("maxResults", 100)]}
