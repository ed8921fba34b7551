"""Jobs that never succeed: they end, say why, delay nobody, and can be tried again."""

import json
import signal
import sqlite3
import threading
import time

import pytest

import media
import processes
from client import User

MAX_RECEIVES = 5


def run(drive, *words):
    answer = drive.command(*words)
    assert answer.returncode == 0, answer.stderr
    return answer.stdout


def jobs(drive, *words):
    return json.loads(run(drive, "jobs", "list", "--json", *words))


def wait_until_in_flight(drive, seconds=20):
    deadline = time.monotonic() + seconds
    while not jobs(drive, "--state", "in_flight"):
        assert time.monotonic() < deadline, jobs(drive)
        time.sleep(0.02)


class KillsEveryJob(threading.Thread):
    """A decoder that crashes, whatever it is given."""

    def __init__(self, drive):
        super().__init__(daemon=True)
        self.drive, self.ended, self.kills = drive, threading.Event(), 0

    def run(self):
        while not self.ended.is_set():
            for job in processes.jobs(self.drive):
                self.kills += processes.send(job, signal.SIGKILL)
            time.sleep(0.001)

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.ended.set()
        self.join(10)


@pytest.fixture(scope="module")
def long_song():
    """Takes a decoder long enough to be caught at it."""
    return media.wav(4_000_044, 7)


def test_a_message_that_ends_the_server_is_dead_in_the_end_and_can_be_redriven(make_drive, seed):
    drive = make_drive()
    user = User(drive.url)
    run(drive, "jobs", "pause")
    file = user.upload(media.png(seed))
    for _ in range(MAX_RECEIVES):
        # A zygote that is stopped holds the job back until the server is killed.
        with processes.stopped_zygote(drive):
            run(drive, "jobs", "resume")
            wait_until_in_flight(drive)
            run(drive, "jobs", "pause")
            drive.kill()
        drive.start()
    failed = user.wait_for_file(file["fileId"], 90)
    assert failed["status"] == "failed" and "Try again" in failed["failureReason"]
    dead = jobs(drive)
    assert [(job["state"], job["receiveCount"]) for job in dead] == [("dead", MAX_RECEIVES)]
    assert dead[0]["lastError"]
    shown = json.loads(run(drive, "jobs", "show", dead[0]["messageId"], "--json"))
    assert json.loads(shown["body"])["fileId"] == file["fileId"]

    # Another user's file is not held up by it, before and after.
    run(drive, "jobs", "resume")
    other = User(drive.url)
    assert other.wait_for_file(other.upload(media.png(seed + 1))["fileId"])["status"] == "ready"
    assert user.get(f"/files/{file['fileId']}").json()["status"] == "failed"

    assert run(drive, "jobs", "redrive") == "1 message moved back to the queue media.\n"
    deadline = time.monotonic() + 30
    while user.get(f"/files/{file['fileId']}").json()["status"] != "ready":
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert jobs(drive) == []
    types = [event["type"] for event in user.get(f"/files/{file['fileId']}/timeline").json()["events"]]
    assert types.count("attempt.started") == MAX_RECEIVES + 1
    assert types[-1] == "file.ready" and "file.failed" in types


def test_a_file_that_crashes_the_decoder_fails_and_may_be_tried_again(make_drive, long_song):
    drive = make_drive()
    user = User(drive.url)
    with KillsEveryJob(drive) as killer:
        file = user.upload(long_song, "song.wav")
        failed = user.wait_for_file(file["fileId"])
    assert failed["status"] == "failed" and "crashes" in failed["failureReason"]
    assert killer.kills >= 3
    assert jobs(drive) == [], "it has failed for good: nothing waits and nothing is dead"
    events = user.get(f"/files/{file['fileId']}/timeline").json()["events"]
    assert [e["detail"]["attempt"] for e in events if e["type"] == "attempt.failed"] == [1, 2, 3]
    assert user.post(f"/files/{file['fileId']}/retry").status_code == 202
    assert user.wait_for_file(file["fileId"])["status"] == "ready"
    assert drive.is_running


def test_restarts_are_no_failures_of_a_job(make_drive, seed):
    drive = make_drive()
    user = User(drive.url)
    run(drive, "jobs", "pause")
    file = user.upload(media.png(seed))
    for _ in range(MAX_RECEIVES + 1):
        with processes.stopped_zygote(drive):
            run(drive, "jobs", "resume")
            wait_until_in_flight(drive)
            run(drive, "jobs", "pause")
            assert drive.stop() == 0
        with sqlite3.connect(drive.data / "audmg.db") as database:
            rows = database.execute("SELECT state, receive_count FROM messages").fetchall()
        database.close()
        assert rows == [("visible", 0)]
        drive.start()
    run(drive, "jobs", "resume")
    assert user.wait_for_file(file["fileId"])["status"] == "ready"
