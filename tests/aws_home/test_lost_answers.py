"""A commit that DynamoDB carried out and whose answers were all lost: issue 12."""

import pytest
import requests

import media
from client import User, problem

# DynamoDB does what the server asks, and the connection breaks, as often as it tries.
WRITES_GO_UNANSWERED = {"calls": "dynamodb (TransactWrite|Put|Update|Delete|BatchWrite)", "fault": "unanswered"}


@pytest.fixture
def server(stack, fault_proxy):
    """One of its own, so that the others' attempts and sessions stay out of it."""
    running = stack.process("unanswered", AUDMG_WORKERS="off", AWS_ENDPOINT_URL_DYNAMODB=fault_proxy.moto).start()
    yield running
    assert running.stop() == 0


def form(content):
    return {"file": ("a.png", content, "image/png")}


def test_an_upload_whose_commit_was_not_heard_of_keeps_its_bytes(server, fault_proxy, seed):
    user = User(server.url)
    content = media.png(seed, 64, 64)
    with fault_proxy.failing(WRITES_GO_UNANSWERED):
        first = user.call("POST", "/upload", files=form(content))
    assert first.status_code in (201, 503), first.text
    again = user.call("POST", "/upload", files=form(content))
    assert again.status_code in (200, 201), again.text
    (file,) = user.get("/retrieve").json()["files"]
    for url in (again.json()["fileUrl"], file["fileUrl"]):
        stored = requests.get(url, timeout=10)
        assert (stored.status_code, stored.content) == (200, content)
    assert user.wait_for_file(file["fileId"], 90)["status"] == "ready"


def test_a_deletion_that_was_not_heard_of_leaves_no_file_without_bytes(server, fault_proxy, seed):
    user = User(server.url)
    # Where the worker writes an event of the owner meanwhile, a deletion may fail: 503, and the file is there.
    file = user.wait_for_file(user.upload(media.png(seed, 64, 64))["fileId"])
    assert file["status"] == "ready"
    with fault_proxy.failing(WRITES_GO_UNANSWERED):
        deleted = user.call("DELETE", f"/files/{file['fileId']}?permanent=true")
    assert deleted.status_code in (204, 503), deleted.text
    problem(user.get(f"/files/{file['fileId']}"), 404, "not_found")
    if deleted.status_code == 204:
        assert requests.get(file["fileUrl"], timeout=10).status_code == 404
