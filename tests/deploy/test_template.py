"""What `serverless package` compiles is sound, private, encrypted and kept."""

import copy
import json
import pathlib
import re
import shutil
import subprocess
import sys

import pytest
from conftest import NOWHERE
from service import ROOT, Service
from template import arn_of

# W3005: the framework writes dependencies out. W8003, W1020: conditions and names are settings, which are known here.
LINT = [pathlib.Path(sys.executable).with_name("cfn-lint"), "--ignore-checks", "W3005", "W8003", "W1020"]


@pytest.mark.parametrize("name, region", [("plain_service", "eu-central-1"), ("full_service", "us-east-1")])
def test_cfn_lint_has_nothing_to_say(name, region, request):
    path = request.getfixturevalue(name).template_path
    done = subprocess.run([*LINT, "--regions", region, "--template", path], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")


def test_cfn_lint_would_say_something(template, tmp_path):
    table = copy.deepcopy(template.resources["DriveTable"])
    table["Properties"]["BillingMode"] = "PAY_NOTHING"
    bad = tmp_path / "bad.json"
    bad.write_text(json.dumps({"Resources": {"DriveTable": table}}))
    assert subprocess.run([*LINT, "--template", bad], capture_output=True).returncode != 0


def test_packaging_needs_no_network(tmp_path):
    alone = ["unshare", "--map-root-user", "--net"]
    if not shutil.which("unshare") or subprocess.run([*alone, "true"], capture_output=True).returncode != 0:
        pytest.skip("this machine lets nobody make a network namespace")
    service = Service(tmp_path / "service")
    service.run("package", program=[*alone, ROOT / "node_modules/.bin/serverless"])
    assert service.template()["Resources"]


def test_package_twice_gives_the_same_template(plain_service, tmp_path):
    again = Service(tmp_path / "service", NOWHERE)
    again.package()

    def stable(service):
        text = service.template_path.read_text()
        text = re.sub(r"ApiGatewayDeployment\d+", "ApiGatewayDeployment", text)
        return re.sub(r"\d{13}-\d{4}-\d\d-\d\dT[\d:.]+Z", "TIME", text)

    assert stable(again) == stable(plain_service)


def test_bucket_is_private(each_template):
    properties = each_template.properties("FilesBucket")
    block = properties["PublicAccessBlockConfiguration"]
    names = {"BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"}
    assert block == dict.fromkeys(names, True)
    assert properties["OwnershipControls"] == {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}
    assert "AccessControl" not in properties
    (policy,) = (
        each["Properties"]["PolicyDocument"]["Statement"]
        for each in each_template.of_type("S3::BucketPolicy").values()
        if each["Properties"]["Bucket"] == {"Ref": "FilesBucket"}
    )
    assert [each["Effect"] for each in policy] == ["Deny"]
    assert policy[0]["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


def test_every_bucket_is_encrypted(each_template):
    for key, bucket in each_template.of_type("S3::Bucket").items():
        (rule,) = each_template.resolve(bucket["Properties"]["BucketEncryption"])["ServerSideEncryptionConfiguration"]
        has_key = key == "FilesBucket" and each_template.holds("HasKey")
        assert rule["ServerSideEncryptionByDefault"]["SSEAlgorithm"] == ("aws:kms" if has_key else "AES256")


def test_own_key_is_for_bucket_and_table(full_template):
    key = "arn:aws:kms:us-east-1:123456789012:key/12345678-1234-1234-1234-123456789012"
    bucket = full_template.resolve(full_template.properties("FilesBucket")["BucketEncryption"])
    (rule,) = bucket["ServerSideEncryptionConfiguration"]
    assert rule["ServerSideEncryptionByDefault"]["KMSMasterKeyID"] == key
    # Otherwise KMS is asked, and paid, for each object.
    assert rule["BucketKeyEnabled"] is True
    table = full_template.resolve(full_template.properties("DriveTable")["SSESpecification"])
    assert table == {"SSEEnabled": True, "SSEType": "KMS", "KMSMasterKeyId": key}


def test_bucket_keeps_versions_in_every_stage(each_template):
    assert each_template.properties("FilesBucket")["VersioningConfiguration"] == {"Status": "Enabled"}


def test_bucket_lifecycle_ends_uploads_and_old_versions_and_nothing_else(template):
    rules = template.properties("FilesBucket")["LifecycleConfiguration"]["Rules"]
    assert all(each["Status"] == "Enabled" for each in rules)
    (uploads,) = [each for each in rules if "AbortIncompleteMultipartUpload" in each]
    # A session may last 7 days: AUDMG_UPLOAD_LIFETIME.
    assert uploads["AbortIncompleteMultipartUpload"]["DaysAfterInitiation"] == 8
    assert set(uploads) == {"Id", "Status", "AbortIncompleteMultipartUpload"}
    # A download ends after 24 hours, and S3 counts whole days.
    (downloads,) = [each for each in rules if "ExpirationInDays" in each]
    assert (downloads["Prefix"], downloads["ExpirationInDays"]) == ("downloads/", 2)
    assert set(downloads) == {"Id", "Status", "Prefix", "ExpirationInDays", "NoncurrentVersionExpiration"}
    versions = {}
    for rule in rules:
        if rule not in (uploads, downloads):
            assert set(rule) == {"Id", "Status", "Prefix", "NoncurrentVersionExpiration", "ExpiredObjectDeleteMarker"}
            assert rule["ExpiredObjectDeleteMarker"] is True
            assert set(rule["NoncurrentVersionExpiration"]) == {"NoncurrentDays"}
            versions[rule["Prefix"]] = int(rule["NoncurrentVersionExpiration"]["NoncurrentDays"])
    assert versions == {"orig/": 30, "meta/": 30, "deriv/": 1, "drive.json": 1, "index/": 1}
    # Of rules that overlap, S3 follows the shorter one.
    assert not any(a != b and a.startswith(b) for a in versions for b in versions)


def test_old_versions_end_when_the_setting_says(full_template):
    rules = full_template.properties("FilesBucket")["LifecycleConfiguration"]["Rules"]
    days = {each["Prefix"]: int(each["NoncurrentVersionExpiration"]["NoncurrentDays"]) for each in rules if "Prefix" in each}
    assert (days["orig/"], days["meta/"], days["deriv/"]) == (14, 14, 1)


APP = {"Fn::Sub": "https://${AppDistribution.DomainName}"}


@pytest.mark.parametrize(
    "name, origins",
    [
        ("template", ["http://127.0.0.1:8420", APP]),
        ("full_template", ["https://drive.example.org", APP, "https://photos.example.org"]),
    ],
)
def test_bucket_cors_is_for_the_app_and_one_more_origin(name, origins, request):
    template = request.getfixturevalue(name)
    (rule,) = template.resolve(template.properties("FilesBucket")["CorsConfiguration"])["CorsRules"]
    assert rule["AllowedOrigins"] == origins
    # Without ETag a page cannot complete an upload, without the others it cannot seek in a song.
    assert {"ETag", "Content-Range", "Accept-Ranges"} <= set(rule["ExposedHeaders"])
    assert {"GET", "HEAD", "PUT"} == set(rule["AllowedMethods"])


def test_bucket_has_the_name_of_the_setting(full_template, template):
    assert full_template.properties("FilesBucket")["BucketName"] == {"Fn::Sub": "files-of-a-test"}
    made_up = template.properties("FilesBucket")["BucketName"]["Fn::Sub"]
    assert made_up == "audmg-drive-dev-${AWS::AccountId}-${AWS::Region}"


@pytest.mark.parametrize("key", ["FilesBucket", "DriveTable"])
def test_files_and_records_outlive_the_stack(template, key):
    # A plain Retain would also keep what a failed first deployment made, and the second one would fail on its name.
    assert template.resources[key]["DeletionPolicy"] == "RetainExceptOnCreate"
    assert template.resources[key]["UpdateReplacePolicy"] == "Retain"


def test_table_is_protected_from_deletion_in_every_stage(each_template):
    assert each_template.properties("DriveTable")["DeletionProtectionEnabled"] is True


def test_table(template):
    properties = template.properties("DriveTable")
    assert properties["BillingMode"] == "PAY_PER_REQUEST"
    assert properties["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert properties["TimeToLiveSpecification"] == {"AttributeName": "ttl", "Enabled": True}
    assert template.resolve(properties["SSESpecification"]) == {"SSEEnabled": True, "SSEType": "KMS"}
    keys = {index["IndexName"]: index for index in properties["GlobalSecondaryIndexes"]}
    assert keys["gsi1"]["Projection"] == {"ProjectionType": "ALL"}
    assert keys["gsi2"]["Projection"] == {"ProjectionType": "KEYS_ONLY"}
    # Shorter names are refused by DynamoDB.
    assert all(len(name) >= 3 for name in keys)


def test_objects_are_told_to_the_media_queue(template):
    bucket = template.resources["FilesBucket"]
    (rule,) = bucket["Properties"]["NotificationConfiguration"]["QueueConfigurations"]
    assert rule["Queue"] == arn_of("MediaQueue")
    assert rule["Event"] == "s3:ObjectCreated:*"
    assert rule["Filter"] == {"S3Key": {"Rules": [{"Name": "prefix", "Value": "orig/"}]}}
    # S3 tries the permission when it is told of the queue.
    assert "MediaQueuePolicy" in bucket["DependsOn"]


def test_only_the_bucket_may_send_to_the_media_queue(template):
    (statement,) = template.properties("MediaQueuePolicy")["PolicyDocument"]["Statement"]
    assert statement["Principal"] == {"Service": "s3.amazonaws.com"}
    assert statement["Action"] == "sqs:SendMessage"
    condition = statement["Condition"]
    assert condition["StringEquals"] == {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}
    assert condition["ArnEquals"]["aws:SourceArn"]["Fn::Sub"].endswith(
        ":s3:::" + template.properties("FilesBucket")["BucketName"]["Fn::Sub"]
    )


QUEUES = {
    "MediaQueue": ("MediaDeadLetters", "media"),
    "EventsQueue": ("EventsDeadLetters", "notifier"),
    "MailQueue": ("MailDeadLetters", "mailer"),
}


@pytest.mark.parametrize("key", QUEUES)
def test_queue_redrives_into_its_dead_letters(template, key):
    dead_letters, handler = QUEUES[key]
    queue = template.properties(key)
    assert queue["RedrivePolicy"] == {"deadLetterTargetArn": arn_of(dead_letters), "maxReceiveCount": 5}
    assert template.properties(dead_letters)["MessageRetentionPeriod"] == 14 * 86_400
    # Lambda asks for six times the function's time.
    _, function = template.functions[handler]
    assert queue["VisibilityTimeout"] >= 6 * function["Timeout"]


def test_every_queue_is_encrypted_and_no_other_exists(template):
    queues = template.of_type("SQS::Queue")
    assert set(queues) == {*QUEUES, *(dead for dead, _ in QUEUES.values())}
    assert all(queue["Properties"]["SqsManagedSseEnabled"] for queue in queues.values())


def test_subscriptions_are_those_of_the_settings(template, full_template):
    assert template.of_type("SNS::Subscription") == {}
    found = {
        each["Properties"]["Endpoint"]: (each["Properties"]["Protocol"], each["Properties"]["TopicArn"]["Ref"])
        for each in full_template.of_type("SNS::Subscription").values()
    }
    assert found == {
        "alarms@example.org": ("email", "AlarmTopic"),
        "events@example.org": ("email", "EventsTopic"),
    }


def test_topic_with_names_of_files_is_encrypted(template):
    assert template.properties("EventsTopic")["KmsMasterKeyId"] == "alias/aws/sns"


def test_every_function_has_a_log_that_ends(each_template):
    groups = {
        each["Properties"]["LogGroupName"]: each["Properties"].get("RetentionInDays")
        for each in each_template.of_type("Logs::LogGroup").values()
    }
    names = {f"/aws/lambda/{properties['FunctionName']}" for _, properties in each_template.functions.values()}
    assert names <= set(groups)
    assert set(groups.values()) == {30}


def test_stack_is_far_from_the_limit_of_resources(each_template):
    # CloudFormation takes 500.
    assert len(each_template.resources) < 450


def test_functions_know_where_the_app_is_and_who_may_sign_up(template, full_template):
    for each, url, signup in ((template, APP, "first"), (full_template, "https://drive.example.org", "confirm")):
        for _, function in each.functions.values():
            variables = each.resolve(function["Environment"]["Variables"])
            assert (variables["AUDMG_PUBLIC_URL"], variables["AUDMG_SIGNUP"]) == (url, signup)


# Settings of the drive that mean nothing in a function: they are of its server, its workers and its disk, or of queues
# and adapters that the template names itself. docs/aws.md lists them.
def ignored_settings():
    text = (ROOT / "docs/aws.md").read_text()
    (paragraph,) = re.findall(r"These settings mean nothing here[^|]*?\n\n", text)
    return set(re.findall(r"`((?:AUDMG|AWS|JWT|S3)_\w+)`", paragraph))


def test_every_setting_is_passed_on_or_said_to_be_ignored(template):
    known = set()
    for path in (ROOT / "src/audmg/config").glob("*_settings.hpp"):
        known |= set(re.findall(r'\.name = "(\w+)"', path.read_text()))
    assert "AUDMG_RATE_LIMITS" in known
    variables = set(template.functions["login"][1]["Environment"]["Variables"])
    # AWS_REGION is set by Lambda itself, secrets are in the parameter store.
    passed = variables | {"AWS_REGION", "JWT_SECRET", "AUDMG_WEBHOOK_SECRET"}
    assert known - passed == ignored_settings()


def test_settings_fit_into_a_function(full_template):
    for _, function in full_template.functions.values():
        variables = function["Environment"]["Variables"]
        # Lambda takes 4 KB in all; addresses of queues are made of names and an account.
        size = sum(len(name) + (len(value) if isinstance(value, str) else 100) for name, value in variables.items())
        assert size < 4000


def test_outputs_name_what_an_operator_needs(template):
    assert {"AppUrl", "ServiceEndpoint", "FilesBucketName", "TableName", "MediaQueueUrl", "AlarmTopicArn"} <= set(
        template.document["Outputs"]
    )
