"""Where ministack's CloudFormation differs from AWS's in a way our tests meet: put right, or made injectable."""

import asyncio
import functools
import inspect
import time
from urllib.parse import urlparse

from ministack.services import cloudformation, s3
from ministack.services.cloudformation import changesets, handlers, helpers, provisioners, stacks

from . import schemas

STACK = "AWS::CloudFormation::Stack"
NO_CHANGES = ("The submitted information didn't contain changes. "
              "Submit different information to create a change set.")
UPDATABLE = ("CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE", "CREATE_FAILED", "UPDATE_FAILED",
             "IMPORT_COMPLETE", "IMPORT_ROLLBACK_COMPLETE")


class Pace:
    """Entries in a page of CloudFormation's lists, and seconds until a change set or a stack operation gets going."""

    def __init__(self, page_size, latency):
        self.latency = latency
        self.page_size = page_size

    @property
    def page_size(self):
        return helpers._page.__defaults__[0]

    @page_size.setter
    def page_size(self, size):
        helpers._page.__defaults__ = (size,)


def apply(faults, pace):
    """`pace` is read at each call, so that it may change."""
    _template_urls()
    _truthful_replacement()
    _resource_faults(faults)
    _rollback_reasons()
    _visible_progress(pace)
    _change_sets(faults, pace)


def _template_urls():
    """TemplateURL in the virtual-host form too: https://bucket.s3.region.amazonaws.com/key."""
    original = helpers._resolve_document

    @functools.wraps(original)
    def resolve(params, body_key, url_key, label):
        url = helpers._p(params, url_key)
        parsed = urlparse(url)
        bucket, dot, rest = (parsed.hostname or "").partition(".s3")
        if dot and rest[:1] in (".", "-"):
            params = {**params, url_key: [f"https://s3.amazonaws.com/{bucket}{parsed.path}"]}
        return original(params, body_key, url_key, label)

    helpers._resolve_document = resolve


def _truthful_replacement():
    """Change sets report replacement as the CloudFormation registry defines it, for every type it knows."""
    original = stacks._property_recreation

    def recreation(resource_type, name):
        return schemas.recreation(resource_type, name) or original(resource_type, name)

    stacks._property_recreation = recreation


def _fail(faults, operation, resource_type, logical_id, stack_name):
    delay = faults.for_resource(operation, resource_type, logical_id, stack_name, "resource-delay")
    if delay:
        time.sleep(delay["milliseconds"] / 1000)
    rule = faults.for_resource(operation, resource_type, logical_id, stack_name)
    if rule:
        raise ValueError(rule.get("reason") or "fault injected by a test")


def _resource_faults(faults):
    provision, update, delete = stacks._provision_resource, stacks._update_resource, stacks._delete_resource
    on_thread = stacks._runs_on_worker_thread

    def provisioned(resource_type, logical_id, props, stack_name):
        _fail(faults, "create", resource_type, logical_id, stack_name)
        return provision(resource_type, logical_id, props, stack_name)

    def updated(resource_type, physical_id, old, new, stack_name, logical_id=None, old_attrs=None):
        if old != new:
            _fail(faults, "update", resource_type, logical_id, stack_name)
        return update(resource_type, physical_id, old, new, stack_name, logical_id, old_attrs)

    def deleted(resource_type, physical_id, props, stack_name=None, logical_id=None):
        with _cleanup_events(resource_type, physical_id, stack_name, logical_id):
            _fail(faults, "delete", resource_type, logical_id, stack_name)
            delete(resource_type, physical_id, props, stack_name, logical_id)

    stacks._provision_resource = provisioned
    stacks._update_resource = updated
    stacks._delete_resource = deleted
    stacks._runs_on_worker_thread = lambda kind: on_thread(kind) or faults.may_delay(kind)


class _cleanup_events:
    """The events of the deletes that follow an update: the stack is in its cleanup phase, each resource is named."""

    def __init__(self, resource_type, physical_id, stack_name, logical_id):
        self._resource = (logical_id, resource_type)
        self._physical_id = physical_id
        stack = cloudformation._stacks.get(stack_name) if stack_name else None
        self._stack = stack if stack and stack["StackStatus"] in (
            "UPDATE_IN_PROGRESS", "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS") else None

    def _event(self, logical_id, resource_type, status, physical_id):
        stacks._add_event(self._stack["StackId"], self._stack["StackName"], logical_id, resource_type, status,
                          physical_id=physical_id)

    def __enter__(self):
        if self._stack is None:
            return
        if self._stack["StackStatus"] == "UPDATE_IN_PROGRESS":
            self._stack["StackStatus"] = "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS"
            self._event(self._stack["StackName"], STACK, self._stack["StackStatus"], self._stack["StackId"])
        self._event(*self._resource, "DELETE_IN_PROGRESS", self._physical_id)

    def __exit__(self, failure, *_):
        if self._stack is not None and failure is None:
            self._event(*self._resource, "DELETE_COMPLETE", self._physical_id)


def _rollback_reasons():
    """The reason of a failed creation, as AWS words it, on the event and on the stack."""
    original = stacks._roll_back_operation

    async def roll_back(stack_name, stack_id, stack, operation, reason_override=""):
        failed = operation.get("failed_logical_id")
        if not reason_override and failed and not operation.get("is_update"):
            reason_override = (f"The following resource(s) failed to create: [{failed}]. "
                               "Rollback requested by user.")
        await original(stack_name, stack_id, stack, operation, reason_override)
        if reason_override and not stack.get("StackStatusReason") and stack["StackStatus"] == "ROLLBACK_COMPLETE":
            stack["StackStatusReason"] = reason_override

    stacks._roll_back_operation = roll_back
    handlers._roll_back_operation = roll_back


def _visible_progress(pace):
    """Stack operations start a moment after the call was answered, so that *_IN_PROGRESS can be seen."""
    def later(original):
        async def run(*args, **kwargs):
            await asyncio.sleep(pace.latency)
            return await original(*args, **kwargs)
        return run

    for name in ("_deploy_stack_async", "_delete_stack_async", "_continue_update_rollback_async"):
        changed = later(getattr(stacks, name))
        for module in (stacks, handlers, changesets):
            if hasattr(module, name):
                setattr(module, name, changed)

    def begun(original, status):
        def run(params):
            stack = handlers._resolve_stack(helpers._p(params, "StackName"))
            # As on AWS: a deletion that runs is not begun a second time, whatever the token.
            if stack and stack["StackStatus"] == status == "DELETE_IN_PROGRESS":
                return helpers._xml(200, "DeleteStackResponse", "")
            answer = original(params)
            stack = handlers._resolve_stack(helpers._p(params, "StackName"))
            if answer[0] == 200 and stack and stack["StackStatus"] != "DELETE_COMPLETE":
                stack["StackStatus"] = status
            return answer
        return run

    actions = cloudformation._ACTION_HANDLERS
    actions["DeleteStack"] = begun(actions["DeleteStack"], "DELETE_IN_PROGRESS")
    actions["ContinueUpdateRollback"] = begun(actions["ContinueUpdateRollback"], "UPDATE_ROLLBACK_IN_PROGRESS")


def _unusable(cs_type, stack, change_set_name):
    """Why AWS would not take this change set for a stack in this state, or None."""
    status = stack["StackStatus"] if stack else None
    exists = status not in (None, "DELETE_COMPLETE")
    if cs_type == "CREATE" and exists and status != "REVIEW_IN_PROGRESS":
        return f"Stack [{stack['StackName']}] already exists and cannot be created again with the changeSet [{change_set_name}]."
    if cs_type == "UPDATE" and exists:
        if status == "REVIEW_IN_PROGRESS":
            return f"Stack [{stack['StackName']}] does not exist"
        if status not in UPDATABLE:
            return f"Stack:{stack['StackId']} is in {status} state and can not be updated."
    return None


def _more_than_resources(change_set, stack):
    """Whether outputs or parameter values alone make an update of it."""
    before, after = stack.get("_template") or {}, change_set["_template"]
    values = [{name: entry.get("Value") for name, entry in (side or {}).items()}
              for side in (stack.get("_resolved_params"), change_set["_resolved_params"])]
    return before.get("Outputs", {}) != after.get("Outputs", {}) or values[0] != values[1]


def _change_sets(faults, pace):
    create, execute = changesets._create_change_set, changesets._execute_change_set

    def created(params):
        name, kind = helpers._p(params, "ChangeSetName"), helpers._p(params, "ChangeSetType", "UPDATE")
        stack = handlers._resolve_stack(helpers._p(params, "StackName")) if helpers._p(params, "StackName") else None
        problem = _unusable(kind, stack, name)
        if problem:
            return helpers._error("ValidationError", problem)
        review = stack if kind == "CREATE" and stack and stack["StackStatus"] == "REVIEW_IN_PROGRESS" else None
        before = set(cloudformation._change_sets)
        answer = create(params)
        fresh = next(iter(set(cloudformation._change_sets) - before), None)
        if answer[0] != 200 or fresh is None:
            return answer
        change_set = cloudformation._change_sets[fresh]
        if review is not None:
            answer = _joined(answer, change_set, review)
        _settle(change_set, faults, pace.latency)
        return answer

    def executed(params):
        _, change_set = changesets._find_change_set(helpers._p(params, "ChangeSetName"), helpers._p(params, "StackName"))
        stack = cloudformation._stacks.get(change_set["StackName"]) if change_set else None
        busy = stack and stack["StackStatus"] not in (*UPDATABLE, "REVIEW_IN_PROGRESS")
        if busy:
            return helpers._error("ValidationError",
                                  f"Stack:{stack['StackId']} is in {stack['StackStatus']} state and can not be updated.")
        before = stack.get("Description", "") if stack else ""
        answer = execute(params)
        if answer[0] == 200 and stack:
            stack["Description"] = change_set["_template"].get("Description", "")
            stack["_previous_description"] = before
            stack["ChangeSetId"] = change_set["ChangeSetId"]
            stack["StackStatusReason"] = ""
        return answer

    cloudformation._ACTION_HANDLERS["CreateChangeSet"] = created
    cloudformation._ACTION_HANDLERS["ExecuteChangeSet"] = executed


def _joined(answer, change_set, review):
    """A second CREATE change set belongs to the stack that the first one opened, not to a new one."""
    status, headers, body = answer
    fresh = change_set["StackId"]
    cloudformation._stacks[change_set["StackName"]] = review
    cloudformation._stack_events.pop(fresh, None)
    change_set["StackId"] = review["StackId"]
    return status, headers, body.replace(fresh.encode(), review["StackId"].encode())


def _settle(change_set, faults, latency):
    stack = cloudformation._stacks[change_set["StackName"]]
    rule = faults.for_change_set(change_set["StackName"])
    if rule:
        final = ("FAILED", "UNAVAILABLE", rule.get("reason") or "fault injected by a test")
    elif (change_set["StatusReason"] == NO_CHANGES and change_set["ChangeSetType"] == "UPDATE"
          and _more_than_resources(change_set, stack)):
        final = ("CREATE_COMPLETE", "AVAILABLE", "")
    else:
        final = (change_set["Status"], change_set["ExecutionStatus"], change_set["StatusReason"])

    def finish():
        change_set["Status"], change_set["ExecutionStatus"], change_set["StatusReason"] = final

    if latency <= 0:
        finish()
        return
    change_set["Status"], change_set["ExecutionStatus"], change_set["StatusReason"] = "CREATE_IN_PROGRESS", "UNAVAILABLE", ""
    asyncio.get_running_loop().call_later(latency, finish)


def force_status(stack_name, status, reason):
    """Puts a stack into a status, with an event, as if AWS had; returns False for an unknown stack."""
    stack = cloudformation._stacks.get(stack_name)
    if not stack:
        return False
    stack["StackStatus"] = status
    stack["StackStatusReason"] = reason
    stacks._add_event(stack["StackId"], stack_name, stack_name, STACK, status, reason, stack["StackId"])
    return True


def check():
    """Fails at start, not in the middle of a test, when another ministack has other insides."""
    expected = {stacks: ("_provision_resource", "_update_resource", "_delete_resource", "_runs_on_worker_thread",
                         "_property_recreation", "_roll_back_operation", "_add_event"),
                changesets: ("_create_change_set", "_execute_change_set", "_find_change_set"),
                helpers: ("_page", "_resolve_document", "_p", "_error"),
                provisioners: ("_RESOURCE_HANDLERS", "_REPLACING_PROPERTIES", "_CUSTOM_NAME_REPLACEMENT",
                               "_STACK_TAG_PROPERTY"),
                s3: ("_bucket_tags",)}
    missing = [f"{module.__name__}.{name}" for module, names in expected.items() for name in names
               if not hasattr(module, name)]
    if missing or len(inspect.signature(helpers._page).parameters) != 4:
        raise RuntimeError(f"this ministack is not the pinned one; it lacks {', '.join(missing) or '_page(page_size)'}")
