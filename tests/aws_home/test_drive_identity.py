"""A table that is empty or older than the bucket must never cost the library: issue 12, fault 1."""

import json

import pytest
import requests

import media
from client import User


def dynamodb(stack, action, **request):
    """moto looks at no signature."""
    answer = requests.post(
        stack.settings["AWS_ENDPOINT_URL"],
        data=json.dumps({"TableName": stack.settings["AUDMG_TABLE_NAME"], **request}),
        headers={
            "X-Amz-Target": f"DynamoDB_20120810.{action}",
            "Content-Type": "application/x-amz-json-1.0",
            "Authorization": "AWS4-HMAC-SHA256 Credential=test/20260101/eu-central-1/dynamodb/aws4_request, "
            "SignedHeaders=host, Signature=0",
        },
        timeout=10,
    )
    assert answer.status_code == 200, answer.text
    return answer.json()


def refusal(process):
    with pytest.raises(RuntimeError) as refused:
        process.start()
    assert process.process.returncode == 1
    return str(refused.value)


def test_a_table_that_does_not_know_the_bucket_is_refused(stack, seed):
    user = User(stack.servers[0].url)
    file = user.upload(media.png(seed, 40, 30))
    name = stack.settings["AUDMG_TABLE_NAME"] + "-restored"
    for command in ("serve", "worker"):
        message = refusal(stack.process(f"empty-{command}", command, AUDMG_TABLE_NAME=name))
        assert "does not know" in message and "audmg repair --adopt" in message
    assert requests.get(file["fileUrl"], timeout=10).status_code == 200


def test_an_older_table_is_refused_and_adopted(stack, seed):
    """As after a restore to a point in time: the generation is an older one."""
    user = User(stack.servers[0].url)
    file = user.wait_for_file(user.upload(media.png(seed, 40, 30))["fileId"], 90)
    key = {"pk": {"S": "DRIVE"}, "sk": {"S": "A"}}
    before = dynamodb(stack, "GetItem", Key=key)["Item"]["generation"]
    older = {":older": {"N": str(int(before["N"]) - 1)}}
    dynamodb(stack, "UpdateItem", Key=key, UpdateExpression="SET generation = :older", ExpressionAttributeValues=older)
    server = stack.process("older", AUDMG_WORKERS="off")
    assert "older than the object store" in refusal(server)
    adopted = server.command("repair", "--adopt")
    assert adopted.returncode == 0, adopted.stderr
    server.start()
    stored = requests.get(user.get(f"/files/{file['fileId']}").json()["fileUrl"], timeout=10)
    assert (stored.status_code, len(stored.content)) == (200, file["size"])
    assert server.stop() == 0
