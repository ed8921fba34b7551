"""A commit that DynamoDB carried out and whose answers were all lost: issue 12."""

import contextlib

import pytest
import requests

import media
from client import User, problem

MORE_THAN_ALL_TRIES = 1000
CALLER = "unanswered"


@contextlib.contextmanager
def writes_go_unanswered(stack):
    """DynamoDB does what this server asks, and the connection breaks."""
    partner = stack.settings["AWS_ENDPOINT_URL"] + "/_partner/fault"

    def lose(count):
        fault = {"service": "dynamodb", "kind": "answer_lost", "count": count, "caller": CALLER}
        assert requests.put(partner, json=fault, timeout=10).status_code == 200

    lose(MORE_THAN_ALL_TRIES)
    try:
        yield
    finally:
        lose(0)


@pytest.fixture
def server(stack):
    """One of its own, so that the others' attempts and sessions stay out of it."""
    endpoint = f"{stack.settings['AWS_ENDPOINT_URL']}/_caller/{CALLER}"
    running = stack.process(CALLER, AUDMG_WORKERS="off", AWS_ENDPOINT_URL_DYNAMODB=endpoint).start()
    yield running
    assert running.stop() == 0


def form(content):
    return {"file": ("a.png", content, "image/png")}


def test_an_upload_whose_commit_was_not_heard_of_keeps_its_bytes(stack, server, seed):
    user = User(server.url)
    content = media.png(seed, 64, 64)
    with writes_go_unanswered(stack):
        first = user.call("POST", "/upload", files=form(content))
    assert first.status_code in (201, 503), first.text
    again = user.call("POST", "/upload", files=form(content))
    assert again.status_code in (200, 201), again.text
    (file,) = user.get("/retrieve").json()["files"]
    for url in (again.json()["fileUrl"], file["fileUrl"]):
        stored = requests.get(url, timeout=10)
        assert (stored.status_code, stored.content) == (200, content)
    assert user.wait_for_file(file["fileId"], 90)["status"] == "ready"


def test_a_deletion_that_was_not_heard_of_leaves_no_file_without_bytes(stack, server, seed):
    user = User(server.url)
    # Where the worker writes an event of the owner meanwhile, a deletion may fail: 503, and the file is there.
    file = user.wait_for_file(user.upload(media.png(seed, 64, 64))["fileId"])
    assert file["status"] == "ready"
    with writes_go_unanswered(stack):
        deleted = user.call("DELETE", f"/files/{file['fileId']}?permanent=true")
    assert deleted.status_code in (204, 503), deleted.text
    problem(user.get(f"/files/{file['fileId']}"), 404, "not_found")
    if deleted.status_code == 204:
        assert requests.get(file["fileUrl"], timeout=10).status_code == 404
