"""Deploys stack sets into two accounts of an organizational unit, on moto in this process, and removes them again.

stdin: the template that holds the stack sets. stdout, last line: what the member accounts then have.
"""

import json
import os
import sys
import warnings

os.environ.update(AWS_ACCESS_KEY_ID="test", AWS_SECRET_ACCESS_KEY="test", AWS_DEFAULT_REGION="eu-west-1")
os.environ.pop("AWS_ENDPOINT_URL", None)

import boto3  # noqa: E402
from moto import mock_aws  # noqa: E402


def member(account, region):
    """Looks at an account as the organization's own role there."""
    credentials = boto3.client("sts").assume_role(
        RoleArn=f"arn:aws:iam::{account}:role/OrganizationAccountAccessRole", RoleSessionName="look")["Credentials"]
    session = boto3.Session(credentials["AccessKeyId"], credentials["SecretAccessKey"], credentials["SessionToken"], region)
    return {
        "roles": sorted(role["RoleName"] for role in session.client("iam").list_roles()["Roles"]),
        "policies": sorted(one["PolicyName"] for one in session.client("iam").list_policies(Scope="Local")["Policies"]),
        "buckets": sorted(bucket["Name"] for bucket in session.client("s3").list_buckets()["Buckets"]),
        "repositories": sorted(one["repositoryName"]
                               for one in session.client("ecr").describe_repositories()["repositories"]),
    }


def main():
    template = json.load(sys.stdin)
    organizations, cloudformation = boto3.client("organizations"), boto3.client("cloudformation")
    organizations.create_organization(FeatureSet="ALL")
    root = organizations.list_roots()["Roots"][0]["Id"]
    unit = organizations.create_organizational_unit(ParentId=root, Name="stages")["OrganizationalUnit"]["Id"]
    accounts = []
    for name in ("dev", "prod"):
        created = organizations.create_account(AccountName=name, Email=f"{name}@example.com")["CreateAccountStatus"]
        accounts.append(created["AccountId"])
        organizations.move_account(AccountId=accounts[-1], SourceParentId=root, DestinationParentId=unit)

    result = {"accounts": accounts, "instances": [], "members": {}}
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        for resource in template["Resources"].values():
            wanted = resource["Properties"]
            name, regions = wanted["StackSetName"], wanted["StackInstancesGroup"][0]["Regions"]
            cloudformation.create_stack_set(
                StackSetName=name, TemplateBody=wanted["TemplateBody"], PermissionModel=wanted["PermissionModel"],
                Capabilities=wanted["Capabilities"], Description=wanted["Description"],
                AutoDeployment={"Enabled": wanted["AutoDeployment"]["Enabled"], "RetainStacksOnAccountRemoval":
                                wanted["AutoDeployment"]["RetainStacksOnAccountRemoval"]})
            cloudformation.create_stack_instances(
                StackSetName=name, Regions=regions, DeploymentTargets={"OrganizationalUnitIds": [unit]})
            result["instances"] += [[one["Account"], one["Region"], one["Status"]] for one in
                                    cloudformation.list_stack_instances(StackSetName=name)["Summaries"]]
    result["unsupported"] = sorted({str(one.message).split(" but ")[0].split()[-1] for one in caught
                                    if "not supported by moto" in str(one.message)})
    result["members"] = {account: member(account, "eu-west-1") for account in accounts}
    print(json.dumps(result))


with mock_aws():
    main()
