"""Files in parts whose digests the background plane computes: AUDMG_DIGEST_LATER_SIZE is a megabyte here."""

import hashlib
import time

import pytest

import media
from client import User
from fixtures import make_stack
from stack import Stack

LATER_SIZE = 1_000_000
SIZE = 1_200_044
WAIT_SECONDS = 60


@pytest.fixture(scope="module")
def stack(partners, tmp_path_factory):
    settings = {**make_stack(partners), "AUDMG_DIGEST_LATER_SIZE": str(LATER_SIZE)}
    with Stack(tmp_path_factory.mktemp("late"), settings) as running:
        yield running


@pytest.fixture
def ada(stack):
    return User(stack.servers[0].url)


def sound(seed):
    return media.wav(SIZE, seed)


def sha256(content):
    return hashlib.sha256(content).hexdigest()


def send(user, content, **fields):
    session = user.create_upload(len(content), **fields)
    for part in session["parts"]:
        begin = (part["partNumber"] - 1) * session["partSize"]
        assert user.put(part["url"], data=content[begin : begin + session["partSize"]]).status_code == 200
    answer = user.post(f"/uploads/{session['uploadId']}/complete")
    assert answer.status_code == 201, answer.text
    return answer.json()["file"]


def wait_for(user, file, is_so):
    deadline = time.monotonic() + WAIT_SECONDS
    while not is_so(now := user.get(f"/files/{file['fileId']}").json()):
        assert time.monotonic() < deadline, now
        time.sleep(0.1)
    return now


def finished(user, file):
    """Waits until it is known what the file's bytes are, and what it is."""
    return wait_for(user, file, lambda now: "sha256" in now and now["status"] != "processing")


def test_a_large_file_is_there_at_once_and_gets_its_digest(ada, seed):
    content = sound(seed)
    before = ada.get("/events", params={"after": ""}).json()["cursor"]
    file = send(ada, content)
    assert "sha256" not in file
    done = finished(ada, file)
    assert (done["status"], done["sha256"], done["revision"]) == ("ready", sha256(content), 1)
    assert "duplicateOf" not in done
    told = ada.get("/events", params={"after": before}).json()["events"]
    assert sorted(event["type"] for event in told) == ["file.changed", "file.ready", "file.uploaded"]
    assert ada.post("/files/known", json={"sha256": [sha256(content)]}).json()["known"] == {sha256(content): file["fileId"]}
    again = ada.upload(content, "again.wav")
    assert again["fileId"] == file["fileId"], "from now on it is a duplicate like any other"


def test_the_same_bytes_stay_twice(ada, seed):
    content = sound(seed)
    first = finished(ada, send(ada, content))
    second = finished(ada, send(ada, content))
    assert second["duplicateOf"] == first["fileId"] != second["fileId"]
    assert ada.delete(f"/files/{second['fileId']}").status_code == 204
    assert ada.delete("/trash").status_code == 204
    assert ada.get(f"/files/{first['fileId']}").json()["sha256"] == sha256(content)


def test_other_bytes_than_announced_fail_and_are_kept(ada, seed):
    content = sound(seed)
    file = send(ada, content, sha256=sha256(b"something else"))
    failed = wait_for(ada, file, lambda now: now["status"] == "failed")
    assert "not the one that was announced" in failed["failureReason"]
    assert failed["sha256"] == sha256(content)
    assert sha256(ada.get(failed["fileUrl"]).content) == sha256(content)


def test_announced_bytes_are_right(ada, seed):
    content = sound(seed)
    assert finished(ada, send(ada, content, sha256=sha256(content)))["status"] == "ready"


def test_a_smaller_file_is_compared_at_once(ada, seed):
    content = media.wav(LATER_SIZE, seed)
    assert send(ada, content)["sha256"] == sha256(content)


def test_a_worker_that_is_killed_goes_on(stack, ada, seed):
    contents = [sound(seed + 7919 * number) for number in range(6)]
    files = [send(ada, content) for content in contents]
    stack.worker.kill()
    stack.worker.launch()
    for file, content in zip(files, contents, strict=True):
        done = finished(ada, file)
        assert (done["status"], done["sha256"]) == ("ready", sha256(content))
