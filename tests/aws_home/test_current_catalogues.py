"""A search at one server knows what another one has just committed: catalogues follow the events in the table."""

import concurrent.futures
import itertools
import time

import media
import pytest
from client import Api

# What the contract promises; the answer of a test partner takes most of it.
SECONDS = 1.0
WRITERS = 3
UPLOADS = 12


@pytest.fixture
def elsewhere(stack, alice):
    """Alice at the other server."""
    return Api(stack.servers[1].url, alice.token)


def found(api, **parameters):
    answer = api.get("/retrieve", params={"limit": 200, **parameters})
    assert answer.status_code == 200, answer.text
    return [file["fileId"] for file in answer.json()["files"]]


def assert_soon(api, expected, **parameters):
    """The first answer that is begun within a second of the commit has it; it may take its time."""
    deadline = time.monotonic() + SECONDS
    while True:
        ids = found(api, **parameters)
        if ids == expected:
            return
        assert time.monotonic() < deadline, f"{parameters}: {ids} instead of {expected}"


def test_uploads_edits_and_the_trash_are_known_everywhere_at_once(alice, elsewhere, seed):
    here = alice
    # Both have a catalogue in memory from now on.
    assert found(here, q="holiday") == found(elsewhere, q="holiday") == []
    ids = []
    for n in range(4):
        writer, reader = (here, elsewhere) if n % 2 == 0 else (elsewhere, here)
        sent = writer.call("POST", "/upload", files={"file": (f"holiday {n}.png", media.png(seed + (n << 44)), "image/png")})
        assert sent.status_code == 201, sent.text
        ids.append(sent.json()["file"]["fileId"])
        assert_soon(reader, ids, q="holiday", sort="name")
    first = ids[0]
    assert elsewhere.patch(f"/files/{first}", json={"title": "At the lighthouse", "rating": 4}).status_code == 200
    assert_soon(here, [first], q="lighthouse")
    assert_soon(here, [first], minRating=3)
    patch = {"fileIds": ids[1:], "patch": {"date": "2019-07-14"}}
    assert here.patch("/files", json=patch).status_code == 200
    assert_soon(elsewhere, ids[1:], q="holiday 2019", sort="name")
    assert here.delete(f"/files/{first}").status_code == 204
    assert_soon(elsewhere, [], q="lighthouse")
    assert elsewhere.post("/trash/restore", json={"all": True}).json() == {"restored": 1}
    assert_soon(here, [first], q="lighthouse")
    assert here.delete(f"/files/{first}?permanent=true").status_code == 204
    assert_soon(elsewhere, ids[1:], q="holiday", sort="name")


def test_nothing_is_missed_while_both_servers_write(stack, alice, seed):
    """Events are committed out of the order of their ids, and searches run all the while."""
    numbers = itertools.count()

    def write(server):
        api = Api(server.url, alice.token)
        for _ in range(UPLOADS):
            n = next(numbers)
            sent = api.call("POST", "/upload", files={"file": (f"sea {n:03}.png", media.png(seed + (n << 44)), "image/png")})
            assert sent.status_code == 201, sent.text
            edit = api.patch(f"/files/{sent.json()['file']['fileId']}", json={"keywords": ["wave"]})
            assert edit.status_code == 200, edit.text
            seen = len(found(api, q="sea"))
            assert 0 < seen

    with concurrent.futures.ThreadPoolExecutor() as pool:
        writers = [pool.submit(write, stack.servers[n % 2]) for n in range(WRITERS)]
        for writer in writers:
            writer.result()
    expected = found(alice)
    assert len(expected) == WRITERS * UPLOADS
    for server in stack.servers:
        api = Api(server.url, alice.token)
        assert_soon(api, expected, q="sea", sort="uploaded")
        assert_soon(api, expected, keyword="wave", sort="uploaded")
    # A process without any catalogue makes the same one.
    late = stack.process("late-reader", AUDMG_WORKERS="off").start()
    assert found(Api(late.url, alice.token), keyword="wave", sort="uploaded") == expected
    assert late.stop() == 0, late.stderr()
