"""What a stack is called by: its name while it lives, its id for ever; and what an empty stack tells of itself."""

from ministack.services import cloudformation
from ministack.services.cloudformation import changesets, handlers, helpers

REFERENCES = ("Ref", "Fn::GetAtt")


def apply():
    actions = cloudformation._ACTION_HANDLERS
    actions["CreateChangeSet"] = _created(actions["CreateChangeSet"])
    for action in ("GetTemplate", "DescribeStackEvents"):
        actions[action] = _living(actions[action])
    actions["ListChangeSets"] = _by_name(actions["ListChangeSets"])


def _created(original):
    def create(params):
        name = helpers._p(params, "StackName")
        problem = _lost_reference(params)
        if problem:
            return helpers._error("ValidationError", problem)
        old = cloudformation._stacks.get(name)
        if old and old["StackStatus"] == "DELETE_COMPLETE":
            # a new stack takes the name; the old one is still found by its id
            cloudformation._stacks[old["StackId"]] = old
        answer = original(params)
        stack = cloudformation._stacks.get(name)
        if answer[0] == 200 and stack and stack["StackStatus"] == "REVIEW_IN_PROGRESS":
            # the tags are those of the change set; the stack has them once that is executed
            stack["Tags"] = []
        return answer
    return create


def _living(original):
    """A deleted stack answers to its id alone."""
    def answer(params):
        name = helpers._p(params, "StackName")
        stack = handlers._resolve_stack(name)
        if stack and stack["StackStatus"] == "DELETE_COMPLETE" and name != stack["StackId"]:
            return helpers._error("ValidationError", f"Stack with id {name} does not exist")
        return original(params)
    return answer


def _by_name(original):
    def answer(params):
        stack = handlers._resolve_stack(helpers._p(params, "StackName"))
        return original({**params, "StackName": [stack["StackName"]]} if stack else params)
    return answer


def _lost_reference(params):
    """What AWS says at once of a template with a reference to nothing; None when there is none."""
    body, problem = changesets._resolve_template(params)
    try:
        template = {} if problem or not body else changesets._parse_template(body)
    except Exception:
        return None
    known = {*template.get("Resources", {}), *template.get("Parameters", {})}
    for block in ("Resources", "Outputs"):
        lost = sorted({name for name in _references(template.get(block, {}))
                       if not name.startswith("AWS::") and name not in known})
        if lost:
            return (f"Template format error: Unresolved resource dependencies [{', '.join(lost)}] "
                    f"in the {block} block of the template")
    return None


def _references(node):
    if isinstance(node, list):
        for entry in node:
            yield from _references(entry)
    elif isinstance(node, dict):
        function = next(iter(node)) if len(node) == 1 else None
        if function in REFERENCES:
            target = node[function]
            target = target[0] if isinstance(target, list) and target else target
            if isinstance(target, str):
                yield target.partition(".")[0]
            return
        for entry in node.values():
            yield from _references(entry)
