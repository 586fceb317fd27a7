"""Prints what sagemaker.image_uris.retrieve answers, for every request worth asking.

Usage: image_uris_from_sdk.py FRAMEWORK...

First line: {"sdk": version, "regions": [...]}. Then one line a request:
{"request": {...}, "answers": [uri or {"refused": kind}]}, the answers in the order of the regions, for as many as matter.
The requests are enumerated from the SDK's own tables, so a version or region that ours lack is a difference.
No network, no credentials: retrieve only reads files of the package.
"""

import functools
import json
import logging
import os
import sys

os.environ["SAGEMAKER_SUPPRESS_V2_WARNING"] = "1"
os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")
logging.disable(logging.CRITICAL)

import sagemaker  # noqa: E402
from sagemaker import image_uris, utils  # noqa: E402

# Each call reads its table and botocore's endpoints from disk again; reading them once gives the same answers.
image_uris.config_for_framework = functools.cache(image_uris.config_for_framework)
utils._botocore_resolver = functools.cache(utils._botocore_resolver)
# The function without its decorator, which replaces pipeline parameters (there are none) at the price of half the time.
retrieve = image_uris.retrieve.__wrapped__

UNLISTED = "0.0-unlisted"
TOOLS = {"pytorch": ["neuron", "neuronx"], "huggingface": ["neuron", "neuronx"]}

UNLISTED_BASE = "pytorch0.0"
UNLISTED_PYTHON = "py99"

# Asked in every region: each processor that an image may differ by.
EVERYWHERE = [None, "ml.m5.xlarge", "ml.g5.xlarge", "ml.c6g.xlarge", "ml.inf2.xlarge", "ml.trn1.2xlarge"]
# Asked in a few regions: these change the tag or the refusal, and the SDK looks a region up before it looks at them.
ELSEWHERE = [
    *["ml.p4d.24xlarge", "ml.p3.2xlarge", "ml.p2.xlarge", "ml.inf1.xlarge", "ml.c7g.large", "ml.m7g.large"],
    *["ml_m5", "local", "local_gpu", "m5.xlarge", "serverless"],
]
ODD = [None, "ml.m5.xlarge", "ml.inf2.xlarge", "ml.trn1.2xlarge"]
# Asked first; the last one does not exist.
FEW = ["us-east-1", "cn-north-1", "xx-unknown-1"]

KINDS = [
    ("Unsupported image scope", "scope"),
    ("Unsupported base framework", "base-framework-version"),
    ("Unsupported Python version", "python-version"),
    ("Unsupported region", "region"),
    ("Unsupported processor", "processor"),
    ("Unsupported framework", "hardware"),
    ("Empty SageMaker instance type", "instance-type"),
    ("Invalid SageMaker instance type", "instance-type"),
    ("P2 instances", "instance-type"),
]


def kind_of(error, framework):
    """The attribute that the SDK objects to ("hardware": a family closed to the framework, checked before all else);
    the name of the exception where it merely breaks."""
    if isinstance(error, FileNotFoundError):
        return "inference-tool"
    text = str(error)
    if isinstance(error, ValueError):
        if text.startswith(f"Unsupported {framework} version"):
            return "version"
        for start, kind in KINDS:
            if text.startswith(start):
                return kind
    return type(error).__name__


def entries_of(config):
    """(scope names, versions, aliases) for each part of a table."""
    if "versions" in config:
        return [(config["scope"], config)]
    return [([scope], part) for scope, part in config.items() if scope != "eia"]


def tables_of(framework):
    names = [framework] + [f"{framework}-{tool}" for tool in TOOLS.get(framework, [])]
    for name in names:
        try:
            yield image_uris.config_for_framework(name)
        except FileNotFoundError:
            pass


def walk(node, found):
    if "registries" in node:
        found["regions"].update(node["registries"])
        found["python"].update(node.get("py_versions") or [])
        return
    for name, child in node.items():
        if name == "version_aliases":
            found["bases"].update(child)
        elif isinstance(child, dict):
            if name.startswith("py") and not name.startswith("pytorch"):
                found["python"].add(name)
            else:
                found["bases"].add(name)
            walk(child, found)


def requests_of(framework):
    """Every version and alias of every scope, its Python versions and bases, and one unlisted of each."""
    versions = {}
    for config in tables_of(framework):
        for _, part in entries_of(config):
            aliases = part.get("version_aliases", {})
            for name, target in [*((v, v) for v in part["versions"]), *aliases.items()]:
                found = versions.setdefault(name, {"regions": set(), "python": set(), "bases": set()})
                if target in part["versions"]:
                    walk(part["versions"][target], found)
    nothing = {"regions": set(), "python": set(), "bases": set()}
    anything = {key: set().union(*(v[key] for v in versions.values())) for key in nothing}
    for version, found in [*versions.items(), (None, anything), (UNLISTED, nothing)]:
        # Hugging Face without a listed version is a documented departure: no need to vary its Python as well
        listed = [] if version in (None, UNLISTED) and found["bases"] else sorted(found["python"])
        for base in sorted(found["bases"]) or [None]:
            for python in [*listed, None] + ([UNLISTED_PYTHON] if listed else []):
                yield version, base, python
        if found["bases"]:
            yield version, None, None
            yield version, UNLISTED_BASE, None


def answer(request, region):
    serverless = request["instance_type"] == "serverless"
    try:
        return retrieve(
            request["framework"],
            region,
            version=request["version"],
            py_version=request["py_version"],
            instance_type=None if serverless else request["instance_type"],
            image_scope=request["image_scope"],
            base_framework_version=request["base_framework_version"],
            inference_tool=request["inference_tool"],
            serverless_inference_config=object() if serverless else None,
        )
    except Exception as error:  # pylint: disable=broad-except
        return {"refused": kind_of(error, request["framework"])}


def ask(framework, regions):
    for version, base, python in requests_of(framework):
        for scope in ["training", "inference", "processing", "monitoring"]:
            common = scope in ("training", "inference")
            for tool in [None, *(TOOLS.get(framework, []) if common else [])]:
                for instance in instances_for(scope, tool, base, python):
                    request = {
                        "framework": framework,
                        "version": version,
                        "image_scope": scope,
                        "base_framework_version": base,
                        "py_version": python,
                        "inference_tool": tool,
                        "instance_type": instance,
                    }
                    answers = [answer(request, region) for region in FEW]
                    # A region that does not exist is refused for another reason: the region was never looked at.
                    if instance in EVERYWHERE and answers[-1] == {"refused": "region"}:
                        answers += [answer(request, region) for region in regions[len(FEW) :]]
                    print(json.dumps({"request": request, "answers": answers}))


def instances_for(scope, tool, base, python):
    """All instance types for what a config may ask; a few where something else is odd already."""
    odd = scope in ("processing", "monitoring") or tool is not None or base == UNLISTED_BASE or python == UNLISTED_PYTHON
    return ODD if odd else EVERYWHERE + ELSEWHERE


def main(frameworks):
    regions = set()
    for framework in frameworks:
        for config in tables_of(framework):
            for _, part in entries_of(config):
                found = {"regions": set(), "python": set(), "bases": set()}
                walk(part["versions"], found)
                regions |= found["regions"]
    ordered = FEW + sorted(regions - set(FEW))
    print(json.dumps({"sdk": sagemaker.__version__, "regions": ordered}))
    for framework in frameworks:
        ask(framework, ordered)


main(sys.argv[1:])
