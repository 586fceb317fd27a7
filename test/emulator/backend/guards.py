"""What CloudFormation refuses and ministack would quietly do: names that are taken, code that is not there."""

from ministack.services import cloudformation, lambda_svc
from ministack.services.cloudformation import changesets, provisioners, stacks

from . import schemas


def apply():
    _missing_code()
    _taken_names()


def _missing_code():
    """A function whose archive is not in its bucket fails, in the words of the Lambda service."""
    handlers = provisioners._RESOURCE_HANDLERS["AWS::Lambda::Function"]
    create, update = handlers["create"], handlers["update"]

    def check(props):
        code = props.get("Code", {})
        bucket, key = code.get("S3Bucket"), code.get("S3Key")
        if bucket and lambda_svc._fetch_code_from_s3(bucket, key, version_id=code.get("S3ObjectVersion")) is None:
            raise ValueError("Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: The specified "
                             f"key does not exist: s3://{bucket}/{key} (Service: Lambda, Status Code: 400)")

    def created(logical_id, props, stack_name):
        check(props)
        return create(logical_id, props, stack_name)

    def updated(physical_id, old, new, *rest):
        if old.get("Code") != new.get("Code"):
            check(new)
        return update(physical_id, old, new, *rest)

    handlers["create"], handlers["update"] = created, updated


def _explicit_name(resource_type, props):
    """The name that a template gives, if the type's identity is one property and the template sets it."""
    identity = schemas.identity(resource_type)
    name = props.get(identity) if identity else None
    return (identity, name) if isinstance(name, str) and name else None


def _in_service(resource_type, identity, name):
    keys, problem = changesets._IMPORT_LOOKUPS.get(resource_type, ((), None))
    return keys == (identity,) and problem(name) is None


def _in_a_stack(resource_type, identity, name):
    return any(record.get("ResourceType") == resource_type and (record.get("Properties") or {}).get(identity) == name
               for stack in cloudformation._stacks.values() if stack.get("StackStatus") != "DELETE_COMPLETE"
               for record in stack.get("_resources", {}).values())


def _taken_names():
    """A create under a name that another resource of the type has fails, whoever made that resource."""
    provision = stacks._provision_resource

    def provisioned(resource_type, logical_id, props, stack_name):
        named = _explicit_name(resource_type, props)
        if named and (_in_service(resource_type, *named) or _in_a_stack(resource_type, *named)):
            raise ValueError(f"Resource of type '{resource_type}' with identifier '{named[1]}' already exists.")
        return provision(resource_type, logical_id, props, stack_name)

    stacks._provision_resource = provisioned
