"""`serverless deploy` against moto: the way of the tool, and the endpoints that it prints.

The zips are placeholders that the test makes. What moto cannot show: its CloudFormation has no authorizers, gateway
responses, stages, policies of buckets, queues and topics, subscriptions, alarms, budgets and distributions
(local_partner.js takes them out); it lets a bucket's CORS, lifecycle, public-access block and notification, and a table's TTL, fall; and it
calls no functions. All that is judged in the template (test_template.py and its neighbours), not here.
"""

import json
import re

import pytest
from contract import routes
from service import Service

STACK = "audmg-drive-dev"
ENDPOINT = re.compile(r"^  (\w+) - https://(\w+)\.execute-api\.eu-central-1\.amazonaws\.com/dev(/\S+)$", re.MULTILINE)


def endpoints(text):
    return {(method, path) for method, _, path in ENDPOINT.findall(text)}


@pytest.fixture(scope="module")
def deployed(tmp_path_factory, partner):
    service = Service(tmp_path_factory.mktemp("deployed") / "service", partner.environment, "local_partner.js")
    # The three settings of the original's README.
    service.write_env(
        AWS_REGION="eu-central-1",
        S3_BUCKET_NAME="files-of-a-test",
        JWT_SECRET="a-secret-of-the-tests-that-is-long-enough",
    )
    service.output = service.run("deploy").stdout
    return service


def test_it_prints_every_endpoint(deployed):
    assert endpoints(deployed.output) == set(routes())


def test_it_prints_what_the_first_readme_shows(deployed):
    for method, path in (("POST", "signup"), ("POST", "login"), ("POST", "upload"), ("GET", "retrieve")):
        assert re.search(rf"  {method} - https://\w+\.execute-api\.eu-central-1\.amazonaws\.com/dev/{path}\n", deployed.output)
    assert "endpoints:\n" in deployed.output
    for name in ("signup", "login", "authValidator", "upload", "retrieve"):
        assert f"  {name}: audmg-drive-dev-{name}" in deployed.output


def test_info_prints_them_again(deployed):
    text = deployed.run("info").stdout
    assert endpoints(text) == set(routes())
    assert "service: audmg-drive\nstage: dev\nregion: eu-central-1\nstack: audmg-drive-dev\n" in text


def test_functions_are_there_as_described(deployed, partner, template):
    found = {each["FunctionName"]: each for each in partner.client("lambda").list_functions()["Functions"]}
    assert set(found) == {properties["FunctionName"] for _, properties in template.functions.values()}
    for properties in (properties for _, properties in template.functions.values()):
        function = found[properties["FunctionName"]]
        for name in ("Handler", "Runtime", "MemorySize", "Timeout"):
            assert function[name] == properties[name]
        variables = function["Environment"]["Variables"]
        assert variables["S3_BUCKET_NAME"] == "files-of-a-test"
        assert variables["AUDMG_TABLE_NAME"] == STACK


def test_bucket_is_there_and_encrypted(deployed, partner):
    rules = partner.client("s3").get_bucket_encryption(Bucket="files-of-a-test")
    (rule,) = rules["ServerSideEncryptionConfiguration"]["Rules"]
    assert rule["ApplyServerSideEncryptionByDefault"]["SSEAlgorithm"] == "AES256"


def test_table_and_its_indexes_are_there(deployed, partner):
    table = partner.client("dynamodb").describe_table(TableName=STACK)["Table"]
    assert {index["IndexName"] for index in table["GlobalSecondaryIndexes"]} == {"gsi1", "gsi2"}
    assert table["BillingModeSummary"]["BillingMode"] == "PAY_PER_REQUEST"


def test_queues_are_there_with_their_dead_letters(deployed, partner):
    sqs = partner.client("sqs")
    names = {url.rpartition("/")[2] for url in sqs.list_queues(QueueNamePrefix=STACK)["QueueUrls"]}
    queues = ("media", "events", "mail")
    assert names == {f"{STACK}-{name}{kind}" for name in queues for kind in ("", "-dead-letters")}
    url = f"{partner.url}/123456789012/{STACK}-media"
    attributes = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    assert f"{STACK}-media-dead-letters" in attributes["RedrivePolicy"]


def test_nothing_at_the_partner_says_the_secret(deployed, partner):
    cloudformation, s3 = partner.client("cloudformation"), partner.client("s3")
    secret = b"a-secret-of-the-tests-that-is-long-enough"
    assert secret.decode() not in str(cloudformation.get_template(StackName=STACK)["TemplateBody"])
    buckets = [bucket["Name"] for bucket in s3.list_buckets()["Buckets"]]
    seen = 0
    for bucket in buckets:
        for each in s3.list_objects_v2(Bucket=bucket).get("Contents", []):
            assert secret not in s3.get_object(Bucket=bucket, Key=each["Key"])["Body"].read()
            seen += 1
    assert seen >= 4


def test_deploying_again_without_a_change_keeps_the_endpoints(deployed):
    def host(text):
        return {host for _, host, _ in ENDPOINT.findall(text)}

    again = deployed.run("deploy").stdout
    assert endpoints(again) == set(routes())
    assert host(again) == host(deployed.output)


def test_removal_takes_the_stack_and_the_secret(tmp_path, partner):
    def left():
        stacks = {each["StackName"] for each in partner.client("cloudformation").describe_stacks()["Stacks"]}
        parameters = {each["Name"] for each in partner.client("ssm").describe_parameters()["Parameters"]}
        return "audmg-drive-gone" in stacks, "/audmg-drive/gone/jwt-secret" in parameters

    service = Service(tmp_path / "service", {**partner.environment, "LOCAL_PARTNER_SMALL": "1"}, "local_partner.js")
    service.run("deploy", "--stage", "gone")
    assert left() == (True, True)
    service.run("remove", "--stage", "gone")
    assert left() == (False, False)


def test_small_account_is_told_before_anything_is_made(tmp_path, partner):
    service = Service(tmp_path / "service", partner.environment, "local_partner.js")
    with partner.quota(10):
        refused = service.run("deploy", "--stage", "small", check=False)
    assert refused.returncode != 0
    assert "This account may run 10 functions at once" in refused.stdout
    assert "DEPLOY_CONCURRENCY_CAPS=off" in refused.stdout
    stacks = partner.client("cloudformation").list_stacks()["StackSummaries"]
    assert "audmg-drive-small" not in {each["StackName"] for each in stacks}
    parameters = partner.client("ssm").describe_parameters()["Parameters"]
    assert "/audmg-drive/small/jwt-secret" not in {each["Name"] for each in parameters}


def conditions_of(partner, stage):
    document = partner.client("cloudformation").get_template(StackName=f"audmg-drive-{stage}")["TemplateBody"]
    return (json.loads(document) if isinstance(document, str) else document)["Conditions"]


def test_log_role_of_the_account_is_set_only_where_there_is_none(tmp_path, partner):
    gateway = partner.client("apigateway")
    service = Service(tmp_path / "service", {**partner.environment, "LOCAL_PARTNER_SMALL": "1"}, "local_partner.js")
    set_to = {"op": "replace", "path": "/cloudwatchRoleArn"}
    gateway.update_account(patchOperations=[{**set_to, "value": ""}])
    service.run("deploy", "--stage", "first")
    assert conditions_of(partner, "first")["SetGatewayRole"] == {"Fn::Equals": ["on", "on"]}
    gateway.update_account(patchOperations=[{**set_to, "value": "arn:aws:iam::123456789012:role/of-somebody"}])
    try:
        service.run("deploy", "--stage", "second")
    finally:
        gateway.update_account(patchOperations=[{**set_to, "value": ""}])
    assert conditions_of(partner, "second")["SetGatewayRole"] == {"Fn::Equals": ["off", "on"]}


def test_a_deployment_that_nobody_attends_says_loudly_that_nobody_hears_alarms(deployed):
    """`serverless deploy` with the three lines of the original's .env."""
    assert "NOBODY HEARS THE ALARMS" in deployed.output
    assert "The app is not in web/dist" in deployed.output


@pytest.mark.parametrize("setting, adopts", [("on", True), ("off", False)])
def test_kept_files_are_adopted_only_if_asked(tmp_path, partner, setting, adopts):
    """moto ignores the wish; that AWS follows it is its documentation's word (CreateChangeSet)."""
    modes = {"LOCAL_PARTNER_CHANGE_SETS": "1", "LOCAL_PARTNER_SMALL": "1", "DEPLOY_ADOPT": setting}
    environment = {**partner.environment, **modes}
    service = Service(tmp_path / "service", environment, "local_partner.js")
    service.run("deploy", "--stage", f"adopt-{setting}")
    kinds = {
        each["ChangeSetType"]: each.get("ImportExistingResources")
        for each in partner.change_sets()
        if each["StackName"] == f"audmg-drive-adopt-{setting}"
    }
    assert kinds == dict.fromkeys(["CREATE", "UPDATE"], "true" if adopts else None)
