"""`audmg doctor` on the AWS adapters: one thing after the other is broken, and it says what to do."""

import json
import re
import time

import pytest

from fixtures import make_stack
from messages import count, purge, run, s3_test_event, send
from stack import Stack

TABLE = """
keys = lambda hash, range: [dict(AttributeName=hash, KeyType="HASH"), dict(AttributeName=range, KeyType="RANGE")]
index = lambda name, kind: dict(IndexName=f"gsi{name}", KeySchema=keys(f"g{name}pk", f"g{name}sk"), Projection=dict(ProjectionType=kind))
client("dynamodb").create_table(
    TableName=sys.argv[1], BillingMode="PAY_PER_REQUEST", KeySchema=keys("pk", "sk"),
    GlobalSecondaryIndexes=[index(1, "ALL"), *([index(2, sys.argv[2])] if sys.argv[2] else [])],
    AttributeDefinitions=[dict(AttributeName=name, AttributeType="S")
                          for name in ("pk", "sk", "g1pk", "g1sk", *(("g2pk", "g2sk") if sys.argv[2] else ()))])
"""


@pytest.fixture(scope="module")
def whole(partners, fault_proxy, tmp_path_factory):
    """A drive without workers, so that its queues are quiet; a server has made the table."""
    stack = Stack(tmp_path_factory.mktemp("whole"), {**make_stack(partners), **fault_proxy.settings})
    server = stack.servers[0]
    server.start()
    yield stack
    assert server.stop() == 0, server.stderr()


def doctor(stack, **changes):
    return stack.process(f"doctor{time.monotonic_ns()}", **changes).command("doctor")


def findings(done, verdict):
    """[(subject, text with its advice)]"""
    lines = re.findall(rf"^{verdict:<4}  (.{{20}})  (.*(?:\n {{28}}-> .*)?)", done.stdout, re.MULTILINE)
    return [(subject.strip(), text) for subject, text in lines]


def assert_says(done, subject, *words, verdict="fail"):
    assert done.returncode == (1 if verdict == "fail" else 0), done.stdout
    texts = [text for found, text in findings(done, verdict) if found == subject]
    assert any(all(word in text for word in words) for text in texts), done.stdout


def queues(stack):
    return [stack.settings[f"AUDMG_{name}_QUEUE_URL"] for name in ("MEDIA", "EVENTS", "MAIL")]


def test_a_whole_drive_is_found_good_and_left_as_it_was(whole):
    listed = "print(len(client('s3').list_object_versions(Bucket=sys.argv[1]).get('Versions', [])))"
    rows = "print(client('dynamodb').scan(TableName=sys.argv[1], Select='COUNT')['Count'])"
    bucket, table = whole.settings["S3_BUCKET_NAME"], whole.settings["AUDMG_TABLE_NAME"]
    before = run(whole.settings, listed, bucket), run(whole.settings, rows, table)
    done = doctor(whole)
    assert (done.returncode, findings(done, "fail")) == (0, []), done.stdout
    good = findings(done, "ok")
    for subject, words in (("table", "has its keys and indexes"), ("table TTL", "rows go"), ("table", "came and went"),
                           ("bucket CORS", "may read and send files"), ("bucket", "came and went"), ("queue media", "dead letters go to"),
                           ("queue media", "a message came back"), ("queue events", "a message came back"), ("queue mail", "a message came back")):
        assert any(found == subject and words in text for found, text in good), done.stdout
    assert (run(whole.settings, listed, bucket), run(whole.settings, rows, table)) == before
    assert [count(whole.settings, queue) for queue in queues(whole)] == [0, 0, 0]


def test_what_is_not_there_is_named_and_not_asked_further(whole):
    done = doctor(whole, S3_BUCKET_NAME="nowhere", AUDMG_TABLE_NAME="nothing", AUDMG_MAIL_QUEUE_URL=queues(whole)[2] + "-not")
    for subject in ("table", "bucket", "queue mail"):
        assert_says(done, subject)
        assert len([found for found, _ in findings(done, "fail") if found == subject]) == 1, done.stdout


@pytest.mark.parametrize("projection", ["", "ALL"])
def test_a_table_without_its_index(whole, projection):
    name = f"t{time.monotonic_ns()}"
    run(whole.settings, TABLE, name, projection)
    done = doctor(whole, AUDMG_TABLE_NAME=name)
    assert_says(done, "table", "it lacks index gsi2 (g2pk, g2sk, KEYS_ONLY)", "docs/formats/dynamodb.md")
    # Made by hand, it does not let rows go either.
    assert_says(done, "table TTL", "stay for ever", f"update-time-to-live --table-name {name}")


def test_a_bucket_that_pages_may_not_use(whole):
    bucket = whole.settings["S3_BUCKET_NAME"]
    kept = run(whole.settings, "print(json.dumps(client('s3').get_bucket_cors(Bucket=sys.argv[1])['CORSRules']))", bucket)
    put = "client('s3').put_bucket_cors(Bucket=sys.argv[1], CORSConfiguration={'CORSRules': json.loads(sys.argv[2])})"
    try:
        run(whole.settings, "client('s3').delete_bucket_cors(Bucket=sys.argv[1])", bucket)
        assert_says(doctor(whole), "bucket CORS", "may not read files or send parts", f"put-bucket-cors --bucket {bucket}")
        hides = [{**rule, "ExposeHeaders": []} for rule in json.loads(kept)]
        run(whole.settings, put, bucket, json.dumps(hides))
        assert_says(doctor(whole), "bucket CORS", "may not send parts and see their ETag")
        other = [{**rule, "AllowedOrigins": ["https://other.example"]} for rule in json.loads(kept)]
        run(whole.settings, put, bucket, json.dumps(other))
        assert_says(doctor(whole, AUDMG_PUBLIC_URL="https://drive.example.org"), "bucket CORS", "pages of https://drive.example.org may not")
    finally:
        run(whole.settings, put, bucket, kept)


def test_a_bucket_without_versions_is_a_warning(whole):
    name = f"b{time.monotonic_ns()}"
    run(whole.settings, "client('s3').create_bucket(Bucket=sys.argv[1], CreateBucketConfiguration={'LocationConstraint': sys.argv[2]})",
        name, whole.settings["AWS_REGION"])
    done = doctor(whole, S3_BUCKET_NAME=name)
    assert any(subject == "bucket" and "put-bucket-versioning" in text for subject, text in findings(done, "warn")), done.stdout


def test_queues_without_dead_letters(whole):
    name = f"q{time.monotonic_ns()}"
    made = "print(client('sqs').create_queue(QueueName=sys.argv[1], Attributes=json.loads(sys.argv[2]))['QueueUrl'])"
    alone = run(whole.settings, made, name, "{}").strip()
    assert_says(doctor(whole, AUDMG_MEDIA_QUEUE_URL=alone), "queue media", "no redrive policy", f"set-queue-attributes --queue-url {alone}")
    policy = json.dumps({"deadLetterTargetArn": f"arn:aws:sqs:{whole.settings['AWS_REGION']}:123456789012:{name}", "maxReceiveCount": 2})
    early = run(whole.settings, made, f"{name}-early", json.dumps({"RedrivePolicy": policy})).strip()
    assert_says(doctor(whole, AUDMG_EVENTS_QUEUE_URL=early), "queue events", "after 2 receives", verdict="warn")
    run(whole.settings, "client('sqs').delete_queue(QueueUrl=sys.argv[1])", alone)
    assert_says(doctor(whole, AUDMG_EVENTS_QUEUE_URL=early), "queue events", f"dead letters go to {name}", "Make that queue")


@pytest.mark.parametrize(("calls", "subject", "right"), [
    ("dynamodb PutItem", "table", "PutItem"),
    ("dynamodb Query", "table", "Query"),
    ("dynamodb DeleteItem", "table", "DeleteItem"),
    ("s3 PUT ", "bucket", "s3:PutObject"),
    ("s3 DELETE ", "bucket", "DeleteObject"),
    ("sqs SendMessage", "queue media", "sqs:SendMessage"),
    ("sqs ReceiveMessage", "queue events", "sqs:ReceiveMessage"),
    ("sqs DeleteMessage", "queue mail", "DeleteMessage"),
])
def test_a_right_that_is_missing_is_named(whole, fault_proxy, calls, subject, right):
    with fault_proxy.failing({"calls": calls, "fault": "denied"}):
        done = doctor(whole)
    assert_says(done, subject, "AccessDenied", right)
    for queue in queues(whole) if calls.startswith("sqs ") else ():
        purge(whole.settings, queue)


@pytest.mark.parametrize(("calls", "subject"), [
    ("dynamodb DescribeTable", "table"), ("dynamodb DescribeTimeToLive", "table TTL"), ("s3 GET /[^?]*[?]cors", "bucket CORS"),
    ("s3 GET /[^?]*[?]versioning", "bucket")])
def test_what_may_not_be_asked_is_a_warning(whole, fault_proxy, calls, subject):
    with fault_proxy.failing({"calls": calls, "fault": "denied"}):
        done = doctor(whole)
    assert_says(done, subject, "AccessDenied", "Let these credentials call", verdict="warn")


def test_jobs_that_wait_are_not_touched(whole):
    media = queues(whole)[0]
    send(whole.settings, media, json.dumps(s3_test_event(whole.settings["S3_BUCKET_NAME"])))
    done = doctor(whole)
    assert done.returncode == 0 and "1 wait before it" in done.stdout, done.stdout
    received = json.loads(run(whole.settings, """
sqs = client("sqs")
messages = sqs.receive_message(QueueUrl=sys.argv[1], MaxNumberOfMessages=10, AttributeNames=["All"])["Messages"]
for message in messages: sqs.delete_message(QueueUrl=sys.argv[1], ReceiptHandle=message["ReceiptHandle"])
print(json.dumps({message["Body"]: message["Attributes"]["ApproximateReceiveCount"] for message in messages}))""", media))
    assert len(received) == 2 and set(received.values()) == {"1"}, received


def test_workers_are_done_with_the_doctors_messages(stack):
    """Beside a worker that polls all queues."""
    def troubles():
        return [each for each in stack.worker.records() if each["event"] in ("job_failed", "dead_letters")]

    before = troubles()
    done = doctor(stack)
    assert done.returncode == 0, done.stdout
    deadline = time.monotonic() + 20
    while any(count(stack.settings, queue) for queue in queues(stack)):
        assert time.monotonic() < deadline, "the doctor's messages stay"
        time.sleep(0.2)
    assert troubles() == before
