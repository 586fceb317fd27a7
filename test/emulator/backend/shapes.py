"""Requests checked, and responses put right, against the service models that botocore carries.

The emulators behind the endpoint accept almost anything; the models know what the services refuse.
"""

import datetime
import functools
import gzip
import json
import os

import botocore
import regex
from botocore.model import ServiceModel

PREFIXES = {
    "SageMaker": "sagemaker",
    "CodePipeline_20150709": "codepipeline",
    "CodeCommit_20150413": "codecommit",
    "AnyScaleFrontendService": "application-autoscaling",
}


@functools.lru_cache(maxsize=None)
def service_model(service):
    """The newest model of a service, read straight from botocore's data folder."""
    folder = os.path.join(os.path.dirname(botocore.__file__), "data", service)
    newest = os.path.join(folder, sorted(os.listdir(folder))[-1], "service-2.json")
    if os.path.exists(newest + ".gz"):
        with gzip.open(newest + ".gz", "rb") as packed:
            return ServiceModel(json.load(packed), service)
    with open(newest, encoding="utf-8") as plain:
        return ServiceModel(json.load(plain), service)


def operation_model(service, operation):
    """The operation's model, or None when the service has no such operation."""
    model = service_model(service)
    return model.operation_model(operation) if operation in model.operation_names else None


@functools.lru_cache(maxsize=None)
def _pattern(text):
    try:
        return regex.compile(text)
    except regex.error:
        return None


def _range_problems(shape, size, label, path):
    meta = shape.metadata
    if "min" in meta and size < meta["min"]:
        yield f"Value at '{path}' failed to satisfy constraint: Member must have {label} greater than or equal to {meta['min']}"
    if "max" in meta and size > meta["max"]:
        yield f"Value at '{path}' failed to satisfy constraint: Member must have {label} less than or equal to {meta['max']}"


def _string_problems(shape, value, path):
    if not isinstance(value, str):
        yield f"Value at '{path}' must be a string, not {type(value).__name__}"
        return
    yield from _range_problems(shape, len(value), "length", path)
    if shape.enum and value not in shape.enum:
        yield (f"Value '{value}' at '{path}' failed to satisfy constraint: Member must satisfy enum value set: "
               f"[{', '.join(shape.enum)}]")
    pattern = _pattern(shape.metadata["pattern"]) if "pattern" in shape.metadata else None
    if pattern is not None and not pattern.fullmatch(value):
        yield (f"Value '{value}' at '{path}' failed to satisfy constraint: Member must satisfy regular expression "
               f"pattern: {shape.metadata['pattern']}")


def _structure_problems(shape, value, path):
    if not isinstance(value, dict):
        yield f"Value at '{path}' must be a structure, not {type(value).__name__}"
        return
    for name in value:
        if name not in shape.members:
            yield f"Unknown member '{path}.{name}'" if path else f"Unknown member '{name}'"
    for name in shape.required_members:
        if value.get(name) is None:
            yield f"Value null at '{path + '.' if path else ''}{name}' failed to satisfy constraint: Member must not be null"
    for name, member in shape.members.items():
        if value.get(name) is not None:
            yield from problems(member, value[name], f"{path}.{name}" if path else name)


def problems(shape, value, path=""):
    """What the service would find wrong with a value, as sentences in the services' wording."""
    kind = shape.type_name
    if kind == "structure":
        yield from _structure_problems(shape, value, path)
    elif kind == "list":
        if not isinstance(value, list):
            yield f"Value at '{path}' must be a list, not {type(value).__name__}"
            return
        yield from _range_problems(shape, len(value), "length", path)
        for index, item in enumerate(value, 1):
            yield from problems(shape.member, item, f"{path}.{index}.member")
    elif kind == "map":
        if not isinstance(value, dict):
            yield f"Value at '{path}' must be a map, not {type(value).__name__}"
            return
        yield from _range_problems(shape, len(value), "length", path)
        for key, item in value.items():
            yield from problems(shape.key, key, f"{path}.key")
            yield from problems(shape.value, item, f"{path}.{key}")
    elif kind == "string":
        yield from _string_problems(shape, value, path)
    elif kind in ("integer", "long", "float", "double"):
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            yield f"Value at '{path}' must be a number, not {type(value).__name__}"
        else:
            yield from _range_problems(shape, value, "value", path)
    elif kind == "boolean" and not isinstance(value, bool):
        yield f"Value at '{path}' must be a boolean, not {type(value).__name__}"


def request_problems(service, operation, payload):
    """All problems of one request; empty when the service would take it."""
    model = operation_model(service, operation)
    if model is None or model.input_shape is None:
        return []
    return list(problems(model.input_shape, payload))


def _epoch(value):
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            parsed = datetime.datetime.fromisoformat(value.replace("Z", "+00:00"))
            if parsed.tzinfo is None:
                parsed = parsed.replace(tzinfo=datetime.timezone.utc)
            return parsed.timestamp()
    return value


def conform(shape, value, strict=True):
    """A value in the types its shape asks for: template strings become numbers, ISO dates epoch seconds.

    With `strict` members that the shape does not know are dropped (responses); without, they are kept,
    so that the check of a request still finds them.
    """
    if value is None or shape is None:
        return value
    kind = shape.type_name
    if kind == "structure" and isinstance(value, dict):
        return {name: conform(shape.members.get(name), item, strict) for name, item in value.items()
                if item is not None and (not strict or name in shape.members)}
    if kind == "list" and isinstance(value, list):
        return [conform(shape.member, item, strict) for item in value]
    if kind == "map" and isinstance(value, dict):
        return {key: conform(shape.value, item, strict) for key, item in value.items()}
    if kind == "timestamp":
        return _epoch(value)
    if kind in ("integer", "long") and isinstance(value, (str, float)):
        return int(float(value)) if str(value).replace(".", "", 1).lstrip("-").isdigit() else value
    if kind in ("float", "double") and isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            return value
    if kind == "boolean" and isinstance(value, str):
        return {"true": True, "false": False}.get(value.lower(), value)
    if kind == "string" and not isinstance(value, str):
        return str(value).lower() if isinstance(value, bool) else str(value) if isinstance(value, (int, float)) else value
    return value
