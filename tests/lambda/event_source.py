"""Plays Lambda's poller of an SQS queue: takes messages, invokes the function, deletes those that it did not name.

    event_source.py QUEUE_URL FUNCTION_URL

Run with the Python of build/tools/aws_python.
"""

import json
import os
import sys
import urllib.request

import boto3

from sqs_record import as_record

WAIT_SECONDS = 1
# As long as that of the deployed queue, which covers the longest invocation: no test waits for its end.
VISIBILITY_SECONDS = 5400


def invoke(url, messages):
    event = json.dumps({"Records": [as_record(message) for message in messages]}).encode()
    with urllib.request.urlopen(urllib.request.Request(url, event), timeout=120) as answer:
        said = json.load(answer)
    if "batchItemFailures" not in said:  # The function failed, and with it the batch.
        return {message["MessageId"] for message in messages}
    return {failure["itemIdentifier"] for failure in said["batchItemFailures"]}


def main(queue, function):
    sqs = boto3.client("sqs", endpoint_url=os.environ["AWS_ENDPOINT_URL"])
    while True:
        answer = sqs.receive_message(
            QueueUrl=queue, MaxNumberOfMessages=1, WaitTimeSeconds=WAIT_SECONDS, VisibilityTimeout=VISIBILITY_SECONDS,
            AttributeNames=["All"], MessageAttributeNames=["All"])
        messages = answer.get("Messages", [])
        if not messages:
            continue
        failed = invoke(function, messages)
        for message in messages:
            if message["MessageId"] not in failed:
                sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])


if __name__ == "__main__":
    main(*sys.argv[1:])
