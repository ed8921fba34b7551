"""What services of AWS say when they fail, and what SQS says of a message that it loses: after their API references."""

import hashlib
import json
import uuid

# Status and code by service.
REFUSALS = {
    "throttled": {
        "dynamodb": (400, "ProvisionedThroughputExceededException"),
        "s3": (503, "SlowDown"),
        "sns": (400, "Throttled"),
        "sqs": (400, "RequestThrottled"),
    },
    "broken": {
        "dynamodb": (500, "InternalServerError"),
        "s3": (500, "InternalError"),
        "sns": (500, "InternalError"),
        "sqs": (500, "InternalFailure"),
    },
    "denied": {
        "dynamodb": (400, "AccessDeniedException"),
        "s3": (403, "AccessDenied"),
        "sns": (403, "AuthorizationError"),
        "sqs": (403, "AccessDeniedException"),
    },
    "in_progress": {"dynamodb": (400, "TransactionInProgressException")},
    "expired": {
        "dynamodb": (400, "ExpiredTokenException"),
        "s3": (400, "ExpiredToken"),
        "sns": (403, "ExpiredToken"),
        "sqs": (403, "ExpiredTokenException"),
    },
}
# What happens to the exchange instead.
CUTS = ("dropped", "unanswered", "truncated", "beheaded", "hangs", "lost")


def refusal(fault, service, has_body):
    """(status, fields, body) of the refusal; an answer to HEAD has no body."""
    status, code = REFUSALS[fault][service]
    if service in ("dynamodb", "sqs"):
        return status, {"Content-Type": "application/x-amz-json-1.0"}, json.dumps({"__type": code}).encode()
    error = f"<Error><Code>{code}</Code><Message>The fault proxy says so.</Message></Error>"
    body = f"<ErrorResponse>{error}</ErrorResponse>" if service == "sns" else error
    return status, {"Content-Type": "application/xml"}, body.encode() if has_body else b""


def receipt(body):
    return {"MessageId": str(uuid.uuid4()), "MD5OfMessageBody": hashlib.md5(body.encode()).hexdigest()}


def taken_messages(request_body):
    """(status, fields, body) of SendMessage or SendMessageBatch, as if SQS had taken what it was sent."""
    request = json.loads(request_body)
    if "Entries" in request:
        sent = [{"Id": each["Id"], **receipt(each["MessageBody"])} for each in request["Entries"]]
        answer = {"Successful": sent, "Failed": []}
    else:
        answer = receipt(request["MessageBody"])
    return 200, {"Content-Type": "application/x-amz-json-1.0"}, json.dumps(answer).encode()
