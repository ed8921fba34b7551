"""Quotas where several servers serve one user: the counter is in the table."""

import concurrent.futures

import pytest

import media
from client import User, problem


@pytest.fixture(scope="module")
def limited(stack):
    """Two servers, on the table of the others, with a quota."""
    servers = [
        stack.process(f"limited{number}", AUDMG_USER_QUOTA="1MB", AUDMG_WORKERS="off", AUDMG_MEDIA="off")
        for number in (1, 2)
    ]
    for server in servers:
        server.start()
    yield servers
    for server in servers:
        assert server.stop() == 0, server.stderr()


@pytest.fixture
def users(limited):
    """One user, at both servers."""
    first = User(limited[0].url)
    return [first, User(limited[1].url, first.username, signs_up=False)]


def usage(user):
    return user.get("/account").json()["usage"]


def announce(user, size):
    return user.post("/uploads", json={"fileName": "a.wav", "contentType": "audio/wav", "size": size})


def test_of_many_at_once_those_come_in_that_fit(users, seed):
    contents = [media.wav(150_000, seed * 100 + number) for number in range(10)]
    with concurrent.futures.ThreadPoolExecutor(5) as pool:
        sent = [pool.submit(users[i % 2].send_file, each, "a.wav") for i, each in enumerate(contents)]
        statuses = sorted(each.result().status_code for each in sent)
    assert statuses == [201] * 6 + [413] * 4
    assert usage(users[0]) == {"bytes": 900_000, "files": 6, "reserved": 0}


def test_a_session_keeps_its_bytes_free_at_all_servers(users, seed):
    content = media.wav(700_000, seed)
    session = announce(users[0], 700_000).json()
    assert usage(users[1]) == {"bytes": 0, "files": 0, "reserved": 700_000}
    refusal = problem(users[1].send_file(media.wav(400_000, seed + 1), "b.wav"), 413, "quota_exceeded")
    assert (refusal["used"], refusal["reserved"], refusal["quota"]) == (0, 700_000, 1_000_000)
    for part in session["parts"]:
        assert users[0].put(part["url"], data=content).status_code == 200
    assert users[1].post(f"/uploads/{session['uploadId']}/complete").status_code == 201
    assert usage(users[0]) == {"bytes": 700_000, "files": 1, "reserved": 0}
    other = announce(users[1], 300_000).json()
    problem(announce(users[0], 1), 413, "quota_exceeded")
    assert users[0].delete(f"/uploads/{other['uploadId']}").status_code == 204
    assert usage(users[1])["reserved"] == 0


def test_the_trash_counts_and_the_same_bytes_do_not(users, seed):
    content = media.wav(800_000, seed)
    file = users[0].upload(content, "a.wav")
    assert users[1].send_file(content, "a.wav").json()["duplicate"]
    assert users[0].delete(f"/files/{file['fileId']}").status_code == 204
    problem(users[1].send_file(media.wav(300_000, seed + 1), "b.wav"), 413, "quota_exceeded")
    assert users[1].delete("/trash").status_code == 204
    assert usage(users[0]) == {"bytes": 0, "files": 0, "reserved": 0}
