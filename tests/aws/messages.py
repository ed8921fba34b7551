"""Messages of queues, as AWS's own client and AWS's services write them."""

import json
import os
import subprocess
import time

import partners as test_partners


def run(settings, program, *arguments):
    """What a Python program with boto3 prints; it finds `client(service)`."""
    prelude = "import boto3, json, sys\ndef client(service): return boto3.client(service)\n"
    done = subprocess.run(
        [test_partners.PYTHON, "-c", prelude + program, *arguments], capture_output=True, text=True, timeout=30,
        env={**os.environ, **settings, "AWS_DEFAULT_REGION": settings["AWS_REGION"]})
    assert done.returncode == 0, done.stderr
    return done.stdout


def send(settings, queue, *bodies):
    run(settings, "for body in sys.argv[2:]: client('sqs').send_message(QueueUrl=sys.argv[1], MessageBody=body)",
        queue, *bodies)


def purge(settings, queue):
    """Deletes what is in the queue, also what a receiver that has ended still holds. PurgeQueue may be called only once a minute."""
    deadline = time.monotonic() + 60
    while count(settings, queue) > 0:
        assert time.monotonic() < deadline, "the queue does not become empty"
        run(settings, """
sqs = client("sqs")
for message in sqs.receive_message(QueueUrl=sys.argv[1], MaxNumberOfMessages=10).get("Messages", []):
    sqs.delete_message(QueueUrl=sys.argv[1], ReceiptHandle=message["ReceiptHandle"])""", queue)


def count(settings, queue):
    """Messages that are visible or in flight."""
    return int(run(settings, """
names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
found = client("sqs").get_queue_attributes(QueueUrl=sys.argv[1], AttributeNames=names)["Attributes"]
print(sum(int(found[name]) for name in names))""", queue))


def groups(settings, queue):
    """The group of each message, by its file. Takes all messages out, also what a receiver that has ended still holds."""
    found = {}
    deadline = time.monotonic() + 60
    while count(settings, queue) > 0:
        assert time.monotonic() < deadline, found
        found |= json.loads(run(settings, """
sqs = client("sqs")
found = {}
for message in sqs.receive_message(
        QueueUrl=sys.argv[1], MaxNumberOfMessages=10, AttributeNames=["All"]).get("Messages", []):
    found[json.loads(message["Body"])["fileId"]] = message["Attributes"].get("MessageGroupId")
    sqs.delete_message(QueueUrl=sys.argv[1], ReceiptHandle=message["ReceiptHandle"])
print(json.dumps(found))""", queue))
    return found


def lose_message(settings, user_id, file_id, hours):
    """As if the queue `media` had been purged so long ago."""
    purge(settings, settings["AUDMG_MEDIA_QUEUE_URL"])
    set_back(settings, user_id, file_id, hours)


def set_back(settings, user_id, file_id, hours):
    """As if the file had waited for so long."""
    run(settings, """
table, user, file, since = sys.argv[1:]
client("dynamodb").update_item(
    TableName=table, Key={"pk": {"S": "U#" + user}, "sk": {"S": "F#" + file}},
    UpdateExpression="SET processing_since = :since", ConditionExpression="attribute_exists(pk)",
    ExpressionAttributeValues={":since": {"N": since}})""",
        settings["AUDMG_TABLE_NAME"], user_id, file_id, str(int((time.time() - hours * 3600) * 1000)))


def s3_event(bucket, key, size, name="ObjectCreated:Put"):
    """The body of the message that S3 sends."""
    return {"Records": [{
        "eventVersion": "2.1", "eventSource": "aws:s3", "awsRegion": "eu-central-1",
        "eventTime": "2026-01-01T00:00:00.000Z", "eventName": name,
        "s3": {
            "s3SchemaVersion": "1.0", "configurationId": "c", "bucket": {"name": bucket, "arn": f"arn:aws:s3:::{bucket}"},
            "object": {"key": key, "size": size, "eTag": "e", "sequencer": "0055AED6DCD90281E5"},
        },
    }]}


def s3_test_event(bucket):
    """The body of the message that S3 sends when notifications are set up."""
    return {"Service": "Amazon S3", "Event": "s3:TestEvent", "Bucket": bucket}


def sns_envelope(message):
    """A message that SNS passed on."""
    topic = "arn:aws:sns:eu-central-1:123456789012:media"
    return json.dumps({"Type": "Notification", "TopicArn": topic, "Message": message})
