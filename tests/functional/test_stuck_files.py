"""A file whose message was lost is processed all the same."""

import json
import sqlite3
import time

import pytest

import media
from client import User

HOUR_MS = 3_600_000


def execute(drive, statement, *values):
    """Changes the database of a drive that is stopped."""
    with sqlite3.connect(drive.data / "audmg.db") as database:
        changed = database.execute(statement, values).rowcount
    database.close()
    return changed


def since(drive):
    with sqlite3.connect(f"file:{drive.data / 'audmg.db'}?mode=ro", uri=True) as database:
        ((found,),) = database.execute("SELECT processing_since FROM files").fetchall()
    database.close()
    return found


@pytest.fixture
def stuck(make_drive):
    """A drive that is stopped, and a file in processing without a message."""
    drive = make_drive()
    assert drive.command("jobs", "pause").returncode == 0
    user = User(drive.url)
    file = user.upload(media.png(7), "stuck.png")
    assert file["status"] == "processing"
    assert drive.stop() == 0
    assert execute(drive, "DELETE FROM messages WHERE queue = 'media'") == 1
    assert execute(drive, "UPDATE queues SET paused = 0 WHERE paused = 1") == 1
    drive.user, drive.file_id = user, file["fileId"]
    return drive


def make_old(drive, hours):
    """The file, and the messages that wait."""
    then = int(time.time() * 1000) - int(hours * HOUR_MS)
    assert execute(drive, "UPDATE files SET processing_since = ?", then) == 1
    execute(drive, "UPDATE messages SET sent_at = ?", then)


def restart(drive):
    drive.start()
    drive.user.log_in()


def messages(drive):
    with sqlite3.connect(f"file:{drive.data / 'audmg.db'}?mode=ro", uri=True) as database:
        ((count,),) = database.execute("SELECT count(*) FROM messages WHERE queue = 'media'").fetchall()
    database.close()
    return count


def test_the_sweep_restarts_it(stuck):
    make_old(stuck, hours=2)
    restart(stuck)
    assert stuck.user.wait_for_file(stuck.file_id)["status"] == "ready"
    assert stuck.stop() == 0
    (one,) = [record for record in stuck.records() if record.get("event") == "stuck_file_restarted"]
    assert one["fileId"] == stuck.file_id and 7_000 < one["processingSeconds"] < 8_000
    (summary,) = [record for record in stuck.records() if record.get("event") == "stuck_files_restarted"]
    assert summary["count"] == 1


def test_the_sweep_leaves_it_alone_while_it_may_be_worked_on(stuck):
    make_old(stuck, hours=0.9)
    before = since(stuck)
    restart(stuck)
    time.sleep(2)
    assert stuck.user.get(f"/files/{stuck.file_id}").json()["status"] == "processing"
    assert since(stuck) == before and messages(stuck) == 0
    assert stuck.user.post(f"/files/{stuck.file_id}/retry").json()["code"] == "already_processing"


def test_the_sweep_leaves_what_waits_in_a_paused_queue_alone(make_drive):
    drive = make_drive()
    assert drive.command("jobs", "pause").returncode == 0
    drive.user = User(drive.url)
    file = drive.user.upload(media.png(8), "waits.png")
    assert drive.stop() == 0
    make_old(drive, hours=3)
    before = since(drive)
    restart(drive)
    time.sleep(2)
    assert messages(drive) == 1 and since(drive) == before
    assert drive.command("jobs", "resume").returncode == 0
    assert drive.user.wait_for_file(file["fileId"])["status"] == "ready"


def test_its_owner_restarts_it(stuck):
    restart(stuck)
    retry = f"/files/{stuck.file_id}/retry"
    assert stuck.user.post(retry).status_code == 409
    assert stuck.stop() == 0
    make_old(stuck, hours=2)
    # A message that is older keeps the sweep away, but not the owner.
    now = int(time.time() * 1000)
    execute(stuck, "INSERT INTO messages (queue, state, id, group_id, visible_at, sent_at, body)"
            " VALUES ('media', 'delayed', randomblob(16), '', ?, ?, '')", now + 2 * HOUR_MS, now - 4 * HOUR_MS)
    restart(stuck)
    answer = stuck.user.post(retry)
    assert answer.status_code == 202, answer.text
    assert stuck.user.wait_for_file(stuck.file_id)["status"] == "ready"


def test_a_rebuild_restarts_it(stuck):
    def rebuild(*options):
        answer = stuck.command("media", "rebuild", "--json", *options)
        assert answer.returncode == 0, answer.stderr
        return json.loads(answer.stdout)

    assert rebuild()["processing"] == 1
    make_old(stuck, hours=2)
    assert rebuild("--dry-run")["sentStuck"] == 1
    counts = rebuild()
    assert (counts["sent"], counts["sentStuck"], counts["processing"]) == (1, 1, 0), counts
    assert rebuild()["processing"] == 1
    restart(stuck)
    assert stuck.user.wait_for_file(stuck.file_id)["status"] == "ready"
