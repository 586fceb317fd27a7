"""What an update of a property means, from the CloudFormation registry schemas that cfn-lint carries."""

import functools
import importlib.util
import json
import os

# found, not imported: the package takes a second to load and only its data are wanted
_FOLDER = os.path.join(os.path.dirname(importlib.util.find_spec("cfnlint").origin), "data", "schemas")


@functools.lru_cache(maxsize=1)
def _index():
    with open(os.path.join(_FOLDER, "providers", "us-east-1.json"), encoding="utf-8") as file:
        return json.load(file)


@functools.lru_cache(maxsize=None)
def _schema(resource_type):
    name = _index().get(resource_type)
    if name is None:
        return None
    with open(os.path.join(_FOLDER, "resources", f"{name}.json"), encoding="utf-8") as file:
        return json.load(file)


@functools.lru_cache(maxsize=None)
def _recreation(resource_type):
    schema = _schema(resource_type)
    if schema is None:
        return None
    found = {}
    for member, top, nested in (("conditionalCreateOnlyProperties", "Conditionally", "Conditionally"),
                                ("createOnlyProperties", "Always", "Conditionally")):
        for pointer in schema.get(member, []):
            steps = pointer.removeprefix("/properties/").split("/")
            found[steps[0]] = top if len(steps) == 1 else found.get(steps[0], nested)
    return found


def recreation(resource_type, name):
    """`Always`, `Conditionally` or `Never`; None when the registry does not know the type."""
    known = _recreation(resource_type)
    return None if known is None else known.get(name, "Never")


def replacing_properties(resource_type):
    """The top-level properties whose change replaces a resource of the type."""
    return tuple(name for name, how in (_recreation(resource_type) or {}).items() if how == "Always")


def properties(resource_type):
    """The names of the properties that the type has."""
    return tuple((_schema(resource_type) or {}).get("properties", {}))


# Types whose identity in the registry is made by the service, but whose name is unique all the same.
_NAMED = {"AWS::SNS::Topic": "TopicName", "AWS::Events::Rule": "Name", "AWS::SQS::Queue": "QueueName",
          "AWS::StepFunctions::StateMachine": "StateMachineName"}


def identity(resource_type):
    """The one property whose value names a resource of the type, or None."""
    if resource_type in _NAMED:
        return _NAMED[resource_type]
    pointers = (_schema(resource_type) or {}).get("primaryIdentifier", [])
    return pointers[0].removeprefix("/properties/") if len(pointers) == 1 else None
