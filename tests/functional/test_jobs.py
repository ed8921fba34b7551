"""`audmg jobs ...` and `audmg media rebuild`, with the server running and without."""

import json
import sqlite3
import time
import uuid

import pytest

import media
from client import PASSWORD, User


def message_id(milliseconds):
    """A UUIDv7 of that time."""
    return uuid.UUID(bytes=milliseconds.to_bytes(6, "big") + b"\x70\x00\x80" + uuid.uuid4().bytes[:7])


def execute(drive, statement, *rows):
    """Changes the database of a drive that is stopped."""
    with sqlite3.connect(drive.data / "audmg.db") as database:
        database.executemany(statement, rows)
    database.close()


def pause(drive):
    """So that no worker takes what a test looks at."""
    execute(drive, "INSERT OR REPLACE INTO queues (name, paused) VALUES (?, 1)", ("media",), ("events",))


class Messages:
    """A dead, a visible and a delayed message of the queue media, and a dead one of events."""

    def __init__(self, drive):
        now = int(time.time() * 1000)
        self.dead, self.visible, self.delayed, self.event = (str(message_id(now - 3_700_000 + i)) for i in range(4))
        pause(drive)
        execute(
            drive,
            "INSERT INTO messages (queue, state, id, group_id, visible_at, receive_count, sent_at, last_error, body)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            *(
                (queue, state, uuid.UUID(name).bytes, "user-1", visible_at, count, now - 3_700_000, error, body)
                for queue, state, name, visible_at, count, error, body in (
                    ("media", "dead", self.dead, now, 5, "the decoder\ncrashed", '{"n":1}'),
                    ("media", "visible", self.visible, now, 0, "", '{"n":2}'),
                    ("media", "delayed", self.delayed, now + 3_600_000, 1, "try later", '{"n":3}'),
                    ("events", "dead", self.event, now, 5, "no route to host", '{"n":4}'),
                )
            ),
        )


@pytest.fixture(params=["running", "stopped"])
def filled(request, make_drive):
    """Commands must do the same whether a server has the data folder or not."""
    drive = make_drive(start=False)
    add = drive.command("user", "add", "ada", "--email", "a@example.org", "--password-stdin", input=PASSWORD + "\n")
    assert add.returncode == 0, add.stderr
    messages = Messages(drive)
    if request.param == "running":
        drive.start()
    return drive, messages


def run(drive, *words):
    answer = drive.command(*words)
    assert answer.returncode == 0, answer.stderr
    return answer


def listed(drive, *words):
    return {job["messageId"]: job for job in json.loads(run(drive, "jobs", "list", "--json", *words).stdout)}


def test_a_list_says_what_waits_and_what_failed(filled):
    drive, messages = filled
    jobs = listed(drive)
    assert list(jobs) == [messages.dead, messages.visible, messages.delayed]
    dead = jobs[messages.dead]
    assert dead["queue"] == "media" and dead["state"] == "dead" and dead["userId"] == "user-1"
    assert dead["receiveCount"] == 5 and dead["lastError"] == "the decoder\ncrashed"
    assert 3_600 < dead["ageSeconds"] < 3_900
    assert "body" not in dead
    assert list(listed(drive, "--state", "delayed")) == [messages.delayed]
    assert list(listed(drive, "--queue", "events")) == [messages.event]
    assert listed(drive, "--state", "in_flight") == {}

    table = run(drive, "jobs", "list")
    head, *lines = table.stdout.splitlines()
    assert head.split()[:4] == ["ID", "QUEUE", "STATE", "USER"]
    assert [line.split()[0] for line in lines] == [messages.dead, messages.visible, messages.delayed]
    assert lines[0].split()[1:6] == ["media", "dead", "user-1", "5", "1h"]
    assert lines[0].endswith("the decoder?crashed")
    assert "The queue media is paused" in table.stderr
    nothing = run(drive, "jobs", "list", "--state", "in_flight")
    assert nothing.stdout == "" and "There are no in_flight messages in the queue media." in nothing.stderr


def test_a_message_is_shown_with_its_body(filled):
    drive, messages = filled
    text = run(drive, "jobs", "show", messages.event).stdout
    for part in (messages.event, "events", "dead", "no route to host", '{"n":4}'):
        assert part in text
    shown = json.loads(run(drive, "jobs", "show", messages.visible, "--json").stdout)
    assert shown["body"] == '{"n":2}' and shown["queue"] == "media"


def test_one_message_is_tried_again(filled):
    drive, messages = filled
    assert f"The message {messages.dead} can be received" in run(drive, "jobs", "retry", messages.dead).stdout
    run(drive, "jobs", "retry", messages.delayed)
    jobs = listed(drive)
    assert {job["state"] for job in jobs.values()} == {"visible"}
    assert {job["receiveCount"] for job in jobs.values()} == {0}


def test_dead_messages_are_moved_back(filled):
    drive, messages = filled
    assert run(drive, "jobs", "redrive").stdout == "1 message moved back to the queue media.\n"
    assert listed(drive)[messages.dead]["state"] == "visible"
    assert run(drive, "jobs", "redrive").stdout == "There are no dead messages in the queue media.\n"
    assert listed(drive, "--queue", "events")[messages.event]["state"] == "dead"
    assert "moved back to the queue events" in run(drive, "jobs", "redrive", "--queue", "events").stdout


def test_a_queue_is_resumed_and_paused_again(filled):
    drive, messages = filled
    # Of the queue of events only a dead message is there, which no worker takes.
    assert run(drive, "jobs", "resume", "--queue", "events").stdout == "The queue events goes on.\n"
    assert "paused" not in run(drive, "jobs", "list", "--queue", "events").stderr
    assert "paused" in run(drive, "jobs", "list").stderr
    assert "The queue events is paused" in run(drive, "jobs", "pause", "--queue", "events").stdout
    assert "The queue events is paused" in run(drive, "jobs", "list", "--queue", "events").stderr


def test_what_is_not_there_is_said(filled):
    drive, _ = filled
    for words, said in (
        (("show", "nonsense"), "there is no message nonsense"),
        (("retry", str(uuid.uuid4())), "there is no message"),
        (("list", "--queue", "medai"), "there is no queue medai; the queues are media, events"),
        (("redrive", "--queue", "medai"), "there is no queue medai"),
        (("pause", "--queue", "medai"), "there is no queue medai"),
    ):
        answer = drive.command("jobs", *words)
        assert answer.returncode == 1 and said in answer.stderr, words
        assert answer.stdout == ""
    wrong = drive.command("jobs", "list", "--state", "lost")
    assert wrong.returncode == 2 and "none of visible, delayed, in_flight, dead" in wrong.stderr


@pytest.mark.parametrize("running", [True, False])
def test_files_that_were_never_processed_are_sent_back(make_drive, running):
    drive = make_drive()
    user = User(drive.url)
    for count in range(2):
        user.upload(media.png(width=10 + count))
    drive.stop()
    execute(drive, "UPDATE files SET status = ?, media_record = ''", ("ready",))
    execute(drive, "DELETE FROM messages WHERE queue = ?", ("media",))
    pause(drive)
    if running:
        drive.start()

    planned = run(drive, "media", "rebuild", "--dry-run").stdout
    assert "2 files looked at" in planned and "2  were never processed" in planned
    assert planned.endswith("2 files would be sent back to be processed; nothing was changed.\n")
    assert listed(drive) == {}

    done = json.loads(run(drive, "media", "rebuild", "--json").stdout)
    assert done["dryRun"] is False and done["files"] == done["sent"] == done["sentNeverProcessed"] == 2
    bodies = [json.loads(json.loads(run(drive, "jobs", "show", job, "--json").stdout)["body"]) for job in listed(drive)]
    assert len({body["fileId"] for body in bodies}) == 2
    assert len({body["userId"] for body in bodies}) == 1

    again = run(drive, "media", "rebuild").stdout
    assert "2  being processed already" in again and again.endswith("0 files sent back to be processed.\n")


def test_without_a_drive_there_is_nothing_to_operate(make_drive):
    drive = make_drive(start=False)
    for words in (("jobs", "list"), ("media", "rebuild")):
        answer = drive.command(*words)
        assert answer.returncode == 1 and "there is no drive in the folder" in answer.stderr
