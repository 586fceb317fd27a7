"""The CloudFormation resource types that ministack lacks, made of API calls as CloudFormation makes them."""

import random
import string

from ministack.core.responses import get_account_id, get_region
from ministack.services import s3
from ministack.services.cloudformation import provisioners

from . import schemas, shapes
from .bridge import ServiceError
from .sagemaker import DEFINITIONS, name_member

_LETTERS = string.ascii_letters + string.digits


def _scope():
    return get_account_id(), get_region()


def _generated(stack_name, logical_id, longest=63):
    suffix = "".join(random.choices(_LETTERS, k=12))
    return f"{stack_name}-{logical_id}"[:longest - 13].rstrip("-") + f"-{suffix}"


def _refused(problem):
    return ValueError(f"{problem.message} (Service: SageMaker, Status Code: {problem.status}, "
                      f"Error Code: {problem.code})")


class Types:
    """Registers everything with ministack's provisioners; `moto` serves what is neither SageMaker nor CodePipeline."""

    def __init__(self, sagemaker, codepipeline, moto):
        self._sagemaker = sagemaker
        self._codepipeline = codepipeline
        self._moto = moto

    def register(self):
        for kind in ("Model", "EndpointConfig", "Endpoint", "ModelPackageGroup", "MonitoringSchedule", *DEFINITIONS):
            handlers = {
                "create": lambda logical, props, stack, kind=kind: self._create(kind, logical, props, stack),
                "update": lambda pid, old, new, stack, kind=kind: self._update(kind, pid, old, new),
                "delete": lambda pid, props, kind=kind: self._delete(kind, pid),
            }
            self._add(f"AWS::SageMaker::{kind}", handlers, name_member(kind), tagged=True)
        self._add("AWS::CodePipeline::Pipeline", {
            "create": self._create_pipeline, "update": self._update_pipeline,
            "delete": lambda pid, props: self._codepipeline.call("DeletePipeline", {"name": pid}, _scope()),
        }, "Name", tagged=True)
        self._add("AWS::ApplicationAutoScaling::ScalableTarget", {
            "create": self._create_target, "update": self._update_target, "delete": self._delete_target}, None)
        self._add("AWS::ApplicationAutoScaling::ScalingPolicy", {
            "create": self._create_policy, "update": self._update_policy, "delete": self._delete_policy}, None)
        self._add("AWS::CodeBuild::ReportGroup", {
            "create": self._create_report_group, "update": lambda pid, old, new, stack: (pid, {"Arn": pid}),
            "delete": lambda pid, props: None}, "Name", tagged=True)

        self._tag_buckets()

    # ---- S3: ministack makes buckets, but without the tags of template and stack ----

    @staticmethod
    def _tag_buckets():
        handlers = provisioners._RESOURCE_HANDLERS["AWS::S3::Bucket"]
        create, update = handlers["create"], handlers["update"]

        def tagged(made, props):
            s3._bucket_tags[made[0]] = {tag["Key"]: tag["Value"] for tag in props.get("Tags", ())}
            return made

        handlers["create"] = lambda logical, props, stack: tagged(create(logical, props, stack), props)
        handlers["update"] = lambda pid, old, new, stack: tagged(update(pid, old, new, stack), new)
        provisioners._STACK_TAG_PROPERTY["AWS::S3::Bucket"] = ("Tags", "list")

    # ---- CodeBuild: a report group holds nothing here, because build projects build nothing ----

    def _create_report_group(self, logical_id, props, stack_name):
        account, region = _scope()
        arn = f"arn:aws:codebuild:{region}:{account}:report-group/{props.get('Name') or _generated(stack_name, logical_id)}"
        return arn, {"Arn": arn}

    def _add(self, resource_type, handlers, name, tagged=False):
        provisioners._RESOURCE_HANDLERS[resource_type] = handlers
        provisioners._REPLACING_PROPERTIES[resource_type] = schemas.replacing_properties(resource_type)
        if name:
            provisioners._CUSTOM_NAME_REPLACEMENT[resource_type] = {"name": name}
        if tagged:
            provisioners._STACK_TAG_PROPERTY[resource_type] = ("Tags", "list")

    # ---- SageMaker ----

    def _call(self, operation, payload):
        try:
            return self._sagemaker.call(operation, payload, _scope())
        except ServiceError as problem:
            raise _refused(problem) from problem

    def _request(self, operation, kind, props):
        unknown = sorted(set(props) - set(schemas.properties(f"AWS::SageMaker::{kind}")))
        if unknown:
            raise ValueError(f"Properties validation failed: extraneous key [{', '.join(unknown)}] is not permitted")
        members = shapes.operation_model("sagemaker", operation).input_shape
        return shapes.conform(members, {key: value for key, value in props.items() if key in members.members},
                              strict=False)

    def _create(self, kind, logical_id, props, stack_name):
        name = props.get(name_member(kind)) or _generated(stack_name, logical_id)
        self._call(f"Create{kind}", self._request(f"Create{kind}", kind, {**props, name_member(kind): name}))
        if props.get("MonitoringScheduleStatus") == "Stopped":
            self._call("StopMonitoringSchedule", {"MonitoringScheduleName": name})
        return self._made(kind, name)

    def _made(self, kind, name):
        found = self._call(f"Describe{kind}", {name_member(kind): name})
        arn = found["JobDefinitionArn" if kind in DEFINITIONS else f"{kind}Arn"]
        attributes = {name_member(kind): name}
        attributes |= {key: str(found[key]) for key in ("CreationTime", "LastModifiedTime") if key in found}
        if kind in DEFINITIONS:
            attributes["JobDefinitionArn"] = arn
        elif kind == "MonitoringSchedule":
            attributes |= {"Arn": arn, "MonitoringScheduleArn": arn}
        elif kind == "ModelPackageGroup":
            attributes |= {"Arn": arn, "ModelPackageGroupArn": arn, "Status": found["ModelPackageGroupStatus"]}
        else:
            attributes[f"{kind}Arn"] = arn
        return arn, attributes

    def _name_of(self, pid):
        return pid.rsplit("/", 1)[-1]

    def _update(self, kind, pid, old, new):
        known = old.get(name_member(kind)) or self._real_name(kind, pid)
        if kind == "Endpoint":
            operation = "UpdateEndpoint"
        elif kind == "MonitoringSchedule":
            operation = "UpdateMonitoringSchedule"
        else:
            operation = None
        without_tags = [{k: v for k, v in side.items() if k != "Tags"} for side in (old, new)]
        if operation and without_tags[0] != without_tags[1]:
            self._call(operation, self._request(operation, kind, {**new, name_member(kind): known}))
            status = new.get("MonitoringScheduleStatus")
            if status and status != old.get("MonitoringScheduleStatus"):
                verb = "Stop" if status == "Stopped" else "Start"
                self._call(f"{verb}MonitoringSchedule", {"MonitoringScheduleName": known})
        self._retag(pid, old.get("Tags"), new.get("Tags"))
        return self._made(kind, known)

    def _retag(self, arn, old, new):
        before = {tag["Key"]: tag["Value"] for tag in old or []}
        after = {tag["Key"]: tag["Value"] for tag in new or []}
        if before == after or ":monitoring-schedule/" in arn:
            return
        gone = sorted(set(before) - set(after))
        if gone:
            self._call("DeleteTags", {"ResourceArn": arn, "TagKeys": gone})
        if after:
            self._call("AddTags", {"ResourceArn": arn, "Tags": [{"Key": k, "Value": v} for k, v in after.items()]})

    def _real_name(self, kind, pid):
        """The name in its own spelling: some ARNs are in lower case."""
        name = self._name_of(pid)
        return next((known for (scope, what, known) in self._sagemaker._requests
                     if scope == _scope() and what == kind and known.lower() == name.lower()), name)

    def _delete(self, kind, pid):
        name = self._real_name(kind, pid)
        if self._sagemaker.exists(kind, name, _scope()):
            self._call(f"Delete{kind}", {name_member(kind): name})

    # ---- CodePipeline ----

    def _pipeline(self, name, props):
        def lower(value, key=None):
            if isinstance(value, dict) and key != "configuration":
                return {k[0].lower() + k[1:]: lower(v, k[0].lower() + k[1:]) for k, v in value.items()}
            return [lower(item) for item in value] if isinstance(value, list) else value

        kept = {"ArtifactStore", "RoleArn", "Stages", "PipelineType", "ExecutionMode", "Triggers", "Variables"}
        found = lower({key: value for key, value in props.items() if key in kept})
        if "ArtifactStores" in props:
            found["artifactStores"] = {entry["Region"]: lower(entry["ArtifactStore"]) for entry in props["ArtifactStores"]}
        for stage in found.get("stages", []):
            for action in stage.get("actions", []):
                action["configuration"] = {k: str(v) for k, v in action.get("configuration", {}).items()}
        shape = shapes.operation_model("codepipeline", "CreatePipeline").input_shape.members["pipeline"]
        return shapes.conform(shape, {**found, "name": name}, strict=False)

    def _call_pipeline(self, operation, payload):
        try:
            return self._codepipeline.call(operation, payload, _scope())
        except ServiceError as problem:
            raise ValueError(f"{problem.message} (Service: CodePipeline, Status Code: {problem.status}, "
                             f"Error Code: {problem.code})") from problem

    def _create_pipeline(self, logical_id, props, stack_name):
        name = props.get("Name") or _generated(stack_name, logical_id, 100)
        tags = [{"key": tag["Key"], "value": tag["Value"]} for tag in props.get("Tags", [])]
        self._call_pipeline("CreatePipeline", {"pipeline": self._pipeline(name, props), **({"tags": tags} if tags else {})})
        return name, {"Version": "1", "Arn": f"arn:aws:codepipeline:{get_region()}:{get_account_id()}:{name}"}

    def _update_pipeline(self, pid, _old, new, _stack_name):
        answer = self._call_pipeline("UpdatePipeline", {"pipeline": self._pipeline(pid, new)})
        return pid, {"Version": str(answer["pipeline"]["version"]),
                     "Arn": f"arn:aws:codepipeline:{get_region()}:{get_account_id()}:{pid}"}

    # ---- Application Auto Scaling ----

    def _scaling(self, operation, payload):
        service = "application-autoscaling"
        members = shapes.operation_model(service, operation).input_shape
        wanted = shapes.conform(members, {k: v for k, v in payload.items() if k in members.members}, strict=False)
        found = shapes.request_problems(service, operation, wanted)
        if found:
            raise ValueError("; ".join(found))
        try:
            return self._moto.call("AnyScaleFrontendService", service, operation, wanted, _scope())
        except ServiceError as problem:
            raise ValueError(problem.message) from problem

    def _create_target(self, _logical_id, props, _stack_name):
        self._scaling("RegisterScalableTarget", props)
        pid = f"{props['ResourceId']}|{props['ScalableDimension']}|{props['ServiceNamespace']}"
        return pid, {"Id": pid}

    def _update_target(self, _pid, _old, new, stack_name):
        return self._create_target("", new, stack_name)

    def _delete_target(self, pid, _props):
        resource, dimension, namespace = pid.split("|")
        self._scaling("DeregisterScalableTarget", {"ResourceId": resource, "ScalableDimension": dimension,
                                                   "ServiceNamespace": namespace})

    def _policy_key(self, props):
        if props.get("ScalingTargetId"):
            resource, dimension, namespace = props["ScalingTargetId"].split("|")
            return {"ResourceId": resource, "ScalableDimension": dimension, "ServiceNamespace": namespace}
        return {key: props[key] for key in ("ResourceId", "ScalableDimension", "ServiceNamespace")}

    def _create_policy(self, _logical_id, props, _stack_name):
        renamed = dict(props)
        for name in ("TargetTrackingScalingPolicyConfiguration", "StepScalingPolicyConfiguration"):
            if name in props:
                renamed[name] = props[name]
        answer = self._scaling("PutScalingPolicy", {**renamed, **self._policy_key(props)})
        return answer["PolicyARN"], {"Arn": answer["PolicyARN"]}

    def _update_policy(self, pid, _old, new, stack_name):
        self._create_policy("", new, stack_name)
        # moto makes another ARN; with another id the clean-up would take the policy away, by its name
        return pid, {"Arn": pid}

    def _delete_policy(self, _pid, props):
        self._scaling("DeleteScalingPolicy", {"PolicyName": props["PolicyName"], **self._policy_key(props)})
