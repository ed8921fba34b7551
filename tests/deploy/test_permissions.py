"""Every function has a role of its own that can do what it is for, and nothing else."""

import contract
import pytest
from service import ROOT
from template import arn_of, as_list

HANDLERS = [
    "signup",
    "login",
    "authValidator",
    "upload",
    "retrieve",
    "status",
    "media",
    "notifier",
    "mailer",
    "sweep",
]
RECORDS = {f"dynamodb:{name}Item" for name in ("Get", "Put", "Update", "Delete")} | {
    "dynamodb:ConditionCheckItem",
    "dynamodb:Query",
}
# A deliberate deletion deletes all versions: storage/adapters/s3/object_versions.hpp.
DELETE = {f"s3:{name}" for name in ("DeleteObject", "DeleteObjectVersion", "ListBucket", "ListBucketVersions")}
TAKE = {f"sqs:{name}" for name in ("ReceiveMessage", "DeleteMessage", "ChangeMessageVisibility", "GetQueueAttributes")}
SEND = {"sqs:SendMessage"}
# Also what the function sends to X-Ray.
LOG = {"logs:CreateLogStream", "logs:PutLogEvents", "xray:PutTraceSegments", "xray:PutTelemetryRecords"}
SECRET = {"ssm:GetParameter"}

# What each may do, besides its log. A new right must be written here, too, by somebody who wants it.
RIGHTS = {
    "signup": SECRET | RECORDS | SEND,
    "login": SECRET
    | RECORDS
    | {"dynamodb:BatchGetItem", "dynamodb:BatchWriteItem"}
    | SEND
    | {"sqs:GetQueueUrl", "sqs:GetQueueAttributes"},
    "authValidator": SECRET | {"dynamodb:GetItem", "dynamodb:UpdateItem"},
    "upload": SECRET
    | RECORDS
    | {"dynamodb:BatchGetItem", "dynamodb:BatchWriteItem"}
    | DELETE
    | {f"s3:{name}" for name in ("PutObject", "GetObject", "AbortMultipartUpload", "ListMultipartUploadParts")}
    | SEND,
    "retrieve": SECRET
    | RECORDS
    | DELETE
    | {"dynamodb:BatchGetItem", "dynamodb:BatchWriteItem"}
    | {f"s3:{name}" for name in ("GetObject", "PutObject", "AbortMultipartUpload")}
    | SEND,
    "status": {"dynamodb:GetItem", "s3:ListBucket"},
    "media": TAKE
    | SEND
    | RECORDS
    | {"dynamodb:BatchGetItem"}
    | DELETE
    | {f"s3:{name}" for name in ("GetObject", "PutObject", "AbortMultipartUpload")},
    "notifier": TAKE | SECRET | {"sns:Publish"},
    "mailer": TAKE | SECRET | {"dynamodb:GetItem"},
    "sweep": RECORDS
    | {"dynamodb:BatchGetItem", "dynamodb:BatchWriteItem"}
    | DELETE
    | {f"s3:{name}" for name in ("GetObject", "PutObject", "AbortMultipartUpload")}
    | {f"s3:{name}" for name in ("ListBucketMultipartUploads", "GetBucketVersioning")}
    | {f"sqs:{name}" for name in ("GetQueueUrl", "GetQueueAttributes", "ReceiveMessage")}
    | SEND,
}


# What the groups of services (src/audmg/functions/services.hpp) may need of AWS...
GROUPS = {
    # Mails to users wait in a queue.
    "accounts": SECRET | RECORDS | {"dynamodb:BatchGetItem", "dynamodb:BatchWriteItem"} | SEND,
    # A change of a record may leave messages in the table, which are sent right after it.
    # Catalogues have snapshots in the bucket.
    "library": RECORDS
    | SEND
    | {"dynamodb:BatchGetItem", "dynamodb:BatchWriteItem"}
    | {f"s3:{name}" for name in ("GetObject", "PutObject", "AbortMultipartUpload")},
    "notification": SEND | SECRET | {"sns:Publish", "ses:SendEmail"},
    "objects": DELETE | {"s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload"},
    "uploads": RECORDS | {"s3:PutObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"},
    "rendering": set(),
    "monitoring": {"dynamodb:Query", "sqs:GetQueueUrl", "sqs:GetQueueAttributes"},
}
# ...and what none of their functions can do without.
NEEDED = {
    "accounts": {"dynamodb:GetItem"},
    "library": {"dynamodb:GetItem", "dynamodb:Query"},
    "notification": set(),
    "objects": {"s3:ListBucket"},
    "uploads": {"s3:PutObject", "s3:ListMultipartUploadParts"},
    "rendering": set(),
    "monitoring": {"dynamodb:Query", "sqs:GetQueueUrl", "sqs:GetQueueAttributes"},
}


def text_of(resource):
    """A resource as text, for what may stand in it."""
    return resource["Fn::Sub"] if isinstance(resource, dict) and "Fn::Sub" in resource else str(resource)


def test_every_function_is_listed(template):
    assert set(template.functions) == set(HANDLERS) == set(RIGHTS)


def test_no_two_functions_share_a_role(template):
    roles = [template.role_of(handler) for handler in HANDLERS]
    assert len(set(roles)) == len(HANDLERS)
    # The gateway's own is for its log.
    assert set(roles) == set(template.of_type("IAM::Role")) - {"GatewayLogRole"}


@pytest.mark.parametrize("handler", HANDLERS)
def test_role_is_for_lambda_and_has_no_managed_policy(each_template, handler):
    role = each_template.properties(each_template.role_of(handler))
    (trust,) = role["AssumeRolePolicyDocument"]["Statement"]
    assert trust == {
        "Effect": "Allow",
        "Principal": {"Service": "lambda.amazonaws.com"},
        "Action": "sts:AssumeRole",
    }
    assert set(role) == {"AssumeRolePolicyDocument", "Policies"}


@pytest.mark.parametrize("handler", HANDLERS)
def test_function_may_do_what_is_listed_and_no_more(template, handler):
    statements = template.statements(template.role_of(handler))
    assert {action for each in statements for action in as_list(each["Action"])} == LOG | RIGHTS[handler]


@pytest.mark.parametrize("handler", sorted(contract.rights()))
def test_role_allows_what_the_code_may_touch(template, handler):
    """The groups that the functions name in C++, against the role that AWS gives them."""
    groups = contract.rights()[handler]
    statements = template.statements(template.role_of(handler))
    allowed = {action for each in statements for action in as_list(each["Action"])} - LOG
    assert set().union(*(NEEDED[group] for group in groups)) <= allowed
    if handler in contract.job_handlers():
        # The event source takes the messages, whatever the function does with them.
        allowed -= TAKE
    assert allowed <= set().union(*(GROUPS[group] for group in groups))


@pytest.mark.parametrize("handler", HANDLERS)
def test_no_action_and_no_resource_is_a_wildcard(each_template, handler):
    for statement in each_template.statements(each_template.role_of(handler)):
        assert statement["Effect"] == "Allow"
        assert not {"NotAction", "NotResource", "Principal"} & set(statement)
        assert all("*" not in action for action in as_list(statement["Action"])), statement
        for resource in map(text_of, as_list(statement["Resource"])):
            # Objects have keys that are not known before, and an address may be verified by its domain.
            allowed = (
                resource.endswith(("/orig/*", "/meta/*", "/deriv/*", "/index/*", "/downloads/*"))
                or (statement["Action"] == "ses:SendEmail" and resource.endswith(":identity/*") and "Condition" in statement)
                # X-Ray knows no resources for these.
                or statement["Action"] == ["xray:PutTraceSegments", "xray:PutTelemetryRecords"]
            )
            assert "*" not in resource or allowed, resource


@pytest.mark.parametrize("handler", HANDLERS)
def test_function_writes_its_own_log_only(template, handler):
    key, _ = template.functions[handler]
    (log,) = (each for each in template.statements(template.role_of(handler)) if each["Sid"] == "WriteOwnLog")
    assert log["Resource"] == arn_of(key.replace("LambdaFunction", "LogGroup"))
    assert log["Resource"]["Fn::GetAtt"][0] in template.resources


def test_bucket_has_no_rights_on_all_of_s3(template):
    for handler in HANDLERS:
        for statement in template.statements(template.role_of(handler)):
            if any(action.startswith("s3:") for action in as_list(statement["Action"])):
                for resource in map(text_of, as_list(statement["Resource"])):
                    assert "FilesBucket" in resource


def test_only_who_deletes_on_purpose_deletes_versions(template):
    deleters = {}
    for handler in HANDLERS:
        for statement in template.statements(template.role_of(handler)):
            if "s3:DeleteObjectVersion" in as_list(statement["Action"]) and statement["Sid"] != "WriteSidecars":
                prefixes = {text_of(each).rpartition(".Arn}")[2] for each in as_list(statement["Resource"])}
                deleters.setdefault(handler, set()).update(prefixes)
    assert deleters == {
        "upload": {"/orig/*", "/deriv/*"},
        "retrieve": {"/orig/*", "/meta/*", "/deriv/*"},
        "media": {"/deriv/*"},
        "sweep": {"/orig/*", "/meta/*", "/deriv/*", "/index/*", "/downloads/*"},
    }


def test_who_deletes_files_may_delete_all_that_they_have(template):
    """A right that lacks is not noticed before a file is half deleted, so the code is asked who comes there."""
    deleters = contract.reaching("delete_objects_of")
    assert "retrieve" in deleters
    for handler in deleters:
        statements = template.statements(template.role_of(handler))
        # The events of the file, of which there are any number.
        assert any("dynamodb:BatchWriteItem" in as_list(each["Action"]) for each in statements), handler
        for action in ("s3:DeleteObject", "s3:DeleteObjectVersion"):
            resources = {
                text_of(resource)
                for each in statements
                if action in as_list(each["Action"])
                for resource in as_list(each["Resource"])
            }
            missing = {prefix for prefix in contract.prefixes_of_files() if f"${{FilesBucket.Arn}}/{prefix}*" not in resources}
            assert not missing, f"{handler} lacks {action} on {missing}"


def writers(template, prefix):
    """The functions that may put objects there."""
    return {
        handler
        for handler in HANDLERS
        for statement in template.statements(template.role_of(handler))
        if "s3:PutObject" in as_list(statement["Action"])
        and any(text_of(each).endswith(f"/{prefix}*") for each in as_list(statement["Resource"]))
    }


def test_who_opens_catalogues_keeps_them(template):
    assert writers(template, "index/") == {"retrieve", "sweep"}
    assert writers(template, "downloads/") == {"retrieve"}


def test_media_writes_renditions_and_no_originals(template):
    for statement in template.statements(template.role_of("media")):
        if "s3:PutObject" in as_list(statement["Action"]):
            assert statement["Resource"] == {"Fn::Sub": "${FilesBucket.Arn}/deriv/*"}


# Which partitions of the table a role may touch (docs/formats/dynamodb.md); roles that are not here may touch all.
FILES = {"U#*", "O#*", "T#*", "B#*", "DRIVE", "LEASE#*"}
PARTITIONS = {
    "media": {"RecordOutcome": FILES},
    "upload": {"AddFile": FILES | {"P#*"}},
    "retrieve": {"ReadAndDeleteFiles": FILES | {"P#*"}},
    "authValidator": {"ReadSession": {"U#*", "P#*"}, "NoteUseOfAppPassword": {"P#*"}},
    "mailer": {"FindUsers": {"U#*", "E#*", "N#*"}},
    "status": {"AskTable": {"U#*"}},
}
# Passwords and second factors, invitations, audit logs, counters of guesses.
OF_ACCOUNTS = ("K#", "INVITATIONS", "A#", "L#")
KEEPS_ACCOUNTS = {"signup", "login", "sweep"}


def on_table(template, handler):
    return {
        each["Sid"]: each
        for each in template.statements(template.role_of(handler))
        if arn_of("DriveTable") in as_list(each["Resource"])
    }


@pytest.mark.parametrize("handler", PARTITIONS)
def test_role_is_kept_to_its_partitions(each_template, handler):
    found = {
        sid: set(each["Condition"]["ForAllValues:StringLike"]["dynamodb:LeadingKeys"])
        for sid, each in on_table(each_template, handler).items()
    }
    assert found == PARTITIONS[handler]
    for prefix in {key.rstrip("*") for keys in found.values() for key in keys}:
        assert not any(other.startswith(prefix) for other in OF_ACCOUNTS), prefix


def test_few_may_read_passwords(template):
    free = {handler for handler in HANDLERS if on_table(template, handler).keys() - PARTITIONS.get(handler, {}).keys()}
    assert free == KEEPS_ACCOUNTS


@pytest.mark.parametrize("handler", sorted(set(HANDLERS) - {"signup", "login", "retrieve", "sweep"}))
def test_indexes_are_for_who_lists(template, handler):
    resources = {text_of(each) for each in template.statements(template.role_of(handler)) for each in as_list(each["Resource"])}
    assert not any("/index/gsi" in each for each in resources)


def test_partitions_are_those_of_the_program(template):
    text = (ROOT / "src/audmg/database/adapters/dynamodb/keys.cpp").read_text()
    for prefix in {key.rstrip("*") for parts in PARTITIONS.values() for keys in parts.values() for key in keys}:
        assert f'"{prefix}' in text, prefix
    for prefix in ("K#", "A#", "L#"):
        assert f'"{prefix}' in text, prefix


def test_mails_are_sent_to_their_queue_by_who_keeps_accounts(template):
    senders = {
        handler
        for handler in HANDLERS
        for each in template.statements(template.role_of(handler))
        if "sqs:SendMessage" in as_list(each["Action"]) and arn_of("MailQueue") in as_list(each["Resource"])
    }
    assert senders == {"signup", "login"}


def test_media_sends_events_and_no_work_for_itself(template):
    (statement,) = (each for each in template.statements(template.role_of("media")) if each["Sid"] == "SendEvents")
    assert statement["Resource"] == arn_of("EventsQueue")


def test_who_checks_tokens_reads_the_one_secret(template):
    readers = {
        handler: each["Resource"]["Fn::Sub"].rpartition("parameter")[2]
        for handler in HANDLERS
        for each in template.statements(template.role_of(handler))
        if "ssm:GetParameter" in as_list(each["Action"])
    }
    token = "/audmg-drive/dev/jwt-secret"
    assert readers == {
        **dict.fromkeys(["signup", "login", "authValidator", "upload", "retrieve", "mailer"], token),
        "notifier": "/audmg-drive/dev/webhook-secret",
    }
    for handler in readers:
        _, function = template.functions[handler]
        assert readers[handler] in function["Environment"]["Variables"].values()


@pytest.mark.parametrize("handler", ["notifier", "mailer"])
def test_mail_is_sent_from_the_setting_only(template, full_template, handler):
    def mails(each):
        role = each.role_of(handler)
        return [found for found in each.statements(role) if found["Action"] == "ses:SendEmail"]

    assert mails(template) == []
    (statement,) = mails(full_template)
    assert statement["Condition"] == {"StringEquals": {"ses:FromAddress": "drive@example.org"}}


def test_no_policy_anywhere_lets_everybody_in(full_template):
    for key, resource in full_template.resources.items():
        document = resource["Properties"].get("PolicyDocument") or resource["Properties"].get("AssumeRolePolicyDocument")
        for statement in (document or {}).get("Statement", []):
            everybody = statement.get("Principal") in ("*", {"AWS": "*"})
            assert not (everybody and statement["Effect"] == "Allow"), key


def test_functions_may_be_called_by_our_own_gateway_only(template):
    callers = template.of_type("Lambda::Permission").values()
    for permission in (each["Properties"] for each in callers):
        assert permission["Principal"] in ("apigateway.amazonaws.com", "events.amazonaws.com")
        assert "SourceArn" in permission


def test_key_is_used_by_who_reads_table_or_bucket_and_through_them_only(template, full_template):
    def of_key(each, handler):
        return [found for found in each.statements(each.role_of(handler)) if found["Sid"] == "UseKey"]

    for handler in HANDLERS:
        assert of_key(template, handler) == []
        found = of_key(full_template, handler)
        if handler == "notifier":
            assert found == []
            continue
        (statement,) = found
        assert statement["Action"] == ["kms:Decrypt", "kms:GenerateDataKey"]
        assert statement["Resource"] == "arn:aws:kms:us-east-1:123456789012:key/12345678-1234-1234-1234-123456789012"
        services = statement["Condition"]["StringEquals"]["kms:ViaService"]
        assert [each["Fn::Sub"].partition(".")[0] for each in services] == ["s3", "dynamodb"]
