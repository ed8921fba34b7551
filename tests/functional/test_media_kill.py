"""SIGKILL of the server, the zygote and the decoders, again and again: no job is lost or stuck."""

import json
import os
import random
import signal
import sqlite3
import time

import pytest
import requests

import media
import processes
from client import User
from uploader import Uploader, kill_under_load

KILLS = int(os.environ.get("AUDMG_MEDIA_KILLS", "10"))
UPLOADERS = 2
MIN_FILES = 10


def photo_or_sound(pick):
    number = pick.getrandbits(40)
    if pick.random() < 0.5:
        return media.png(number, 320, 200), f"{number}.png", "image/png"
    return media.wav(pick.choice([60_000, 400_000]), number), f"{number}.wav", "audio/wav"


def kill_something(drive, pick):
    """What was killed: mostly what does the work, if there is any."""
    jobs = processes.jobs(drive)
    if jobs and pick.random() < 0.4:
        return "job" if processes.send(pick.choice(jobs), signal.SIGKILL) else "nothing"
    zygotes = processes.children(drive.pid)
    if zygotes and pick.random() < 0.3:
        return "zygote" if processes.send(zygotes[0], signal.SIGKILL) else "nothing"
    drive.kill()
    drive.start()
    return "server"


def rows(drive, statement):
    connection = sqlite3.connect(f"file:{drive.data / 'audmg.db'}?mode=ro", uri=True)
    try:
        return connection.execute(statement).fetchall()
    finally:
        connection.close()


def wait_until_done(drive, seconds):
    deadline = time.monotonic() + seconds
    while rows(drive, "SELECT 1 FROM messages WHERE queue = 'media' AND state <> 'dead' LIMIT 1"):
        assert drive.is_running, drive.stderr()
        assert time.monotonic() < deadline, rows(drive, "SELECT state, receive_count, last_error FROM messages")[:5]
        time.sleep(0.1)


@pytest.mark.slow
@pytest.mark.xdist_group("kill")
def test_kills_lose_no_job_and_leave_none_stuck(make_drive, seed):
    drive = make_drive({"AUDMG_ACCESS_TOKEN_LIFETIME": "1d", "AUDMG_URL_LIFETIME": "1d"})
    user = User(drive.url)
    uploaders = [Uploader(drive, user.token, seed + n, photo_or_sound, 0.2) for n in range(UPLOADERS)]
    for uploader in uploaders:
        uploader.start()
    pick = random.Random(seed)
    killed = {"server": 0, "zygote": 0, "job": 0, "nothing": 0}

    def kill():
        what = kill_something(drive, pick)
        killed[what] += 1
        return what != "nothing"

    kill_under_load(uploaders, kill, lambda: pick.uniform(0.02, 0.25), KILLS, MIN_FILES)
    for uploader in uploaders:
        uploader.ended.set()
    for uploader in uploaders:
        uploader.join(30)
    surprises = [text for uploader in uploaders for text in uploader.surprises]
    assert not surprises, surprises[:3]
    acknowledged = {file_id for uploader in uploaders for file_id in uploader.acknowledged}

    wait_until_done(drive, 600)
    # What was killed at every attempt has ended too, and one try without kills is enough for it.
    dead = rows(drive, "SELECT count(*) FROM messages WHERE queue = 'media'")[0][0]
    assert drive.command("jobs", "redrive").returncode == 0
    failed = [file["fileId"] for file in user.list_all() if file["status"] == "failed"]
    for file_id in failed:
        assert user.post(f"/files/{file_id}/retry").status_code in (202, 409)
    wait_until_done(drive, 120)
    print(f"{killed}; {len(acknowledged)} files, {dead} dead messages, {len(failed)} failed files tried again")

    files = user.list_all()
    assert acknowledged <= {file["fileId"] for file in files}
    assert {file["status"] for file in files} == {"ready"}
    for file in files[:: max(1, len(files) // 200)]:
        urls = [*file["thumbnails"].values(), *(rendition["url"] for rendition in file["renditions"])]
        urls += [file["waveformUrl"]] if file["kind"] == "audio" else []
        assert urls
        for url in urls:
            assert requests.get(url, timeout=20).status_code == 200, file
    assert drive.stop() == 0
    check_that_nothing_is_left_over(drive, len(files))


def check_that_nothing_is_left_over(drive, count):
    """Each rendition is named by a row, and each object that is named is there.

    An original, with its sidecar or not yet, may have lost its upload between the two commits; its sender got no
    answer, and the sweep moves it to the quarantine.
    """
    named = {"drive.json"}
    for key, record in rows(drive, "SELECT object_key, media_record FROM files"):
        named |= {key, f"meta/{key}.json"}
        named |= {rendition["objectKey"] for rendition in json.loads(record)["renditions"]}
    objects = drive.data / "objects" / "objects"
    there = {path.relative_to(objects).as_posix() for path in objects.rglob("*") if path.is_file()}
    assert len(named) > count
    assert named - there == set()
    assert {key for key in there - named if not key.removeprefix("meta/").startswith("orig/")} == set()
    assert rows(drive, "SELECT count(*) FROM messages") == [(0,)]
    assert rows(drive, "PRAGMA integrity_check") == [("ok",)]
