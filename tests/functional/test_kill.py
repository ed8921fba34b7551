"""SIGKILL during parallel uploads, again and again: what was acknowledged is there, with its hash."""

import concurrent.futures
import hashlib
import os
import random
import re
import sqlite3
import time

import pytest
import requests

import media
from client import User
from uploader import Uploader, kill_under_load

CYCLES = int(os.environ.get("AUDMG_KILL_CYCLES", "25"))
UPLOADERS = 4


@pytest.mark.slow
@pytest.mark.xdist_group("kill")
def test_sigkill_during_parallel_uploads(make_drive, seed):
    drive = make_drive({"AUDMG_ACCESS_TOKEN_LIFETIME": "1d", "AUDMG_URL_LIFETIME": "1d"})
    user = User(drive.url)
    uploaders = [Uploader(drive, user.token, seed + n) for n in range(UPLOADERS)]
    for uploader in uploaders:
        uploader.start()
    pick = random.Random(seed)

    def kill():
        drive.kill()
        drive.start()
        return 1

    kill_under_load(uploaders, kill, lambda: pick.uniform(0.02, 0.25), CYCLES, min_files=CYCLES)
    for uploader in uploaders:
        uploader.ended.set()
    for uploader in uploaders:
        uploader.join(30)

    surprises = [text for uploader in uploaders for text in uploader.surprises]
    assert not surprises, surprises[:3]
    acknowledged = {key: value for uploader in uploaders for key, value in uploader.acknowledged.items()}
    check_library(drive, user, acknowledged)
    # And once more after a quiet end: recovery did not only hold until the next start.
    assert drive.stop() == 0
    drive.start()
    check_library(drive, user, acknowledged, every=10)
    drive.stop()
    check_database(drive)


def check_library(drive, user, acknowledged, every=1):
    listed = {file["fileId"]: file for file in user.list_all()}
    lost = set(acknowledged) - set(listed)
    assert not lost, f"{len(lost)} of {len(acknowledged)} acknowledged files are lost"

    def fetch(file):
        return file["fileId"], requests.get(file["fileUrl"], timeout=20)

    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        for file_id, answer in pool.map(fetch, list(listed.values())[::every]):
            # Rows that were not acknowledged must have their object too: no row without object.
            assert answer.status_code == 200, (file_id, answer.text[:200])
            found = hashlib.sha256(answer.content).hexdigest()
            assert found == listed[file_id]["sha256"]
            assert found == acknowledged.get(file_id, found)


def check_database(drive):
    connection = sqlite3.connect(f"file:{drive.data / 'audmg.db'}?mode=ro", uri=True)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()


def test_what_was_not_finished_leaves_no_temporary_files(make_drive, seed):
    drive = make_drive()
    user = User(drive.url)
    before = set(drive.stored())
    import socket

    connection = socket.create_connection(("127.0.0.1", drive.port))
    connection.sendall(
        (
            f"POST /upload HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {user.token}\r\n"
            "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 9000000\r\n\r\n"
            '--b\r\nContent-Disposition: form-data; name="file"; filename="a.wav"\r\n\r\n'
        ).encode()
        + media.wav(3_000_000, seed)
    )
    deadline = time.monotonic() + 5
    while set(drive.stored()) == before and time.monotonic() < deadline:
        time.sleep(0.01)
    assert set(drive.stored()) != before
    drive.kill()
    connection.close()
    drive.start()
    assert set(drive.stored()) == before


def test_files_are_named_by_nobody_but_us(make_drive, seed):
    drive = make_drive()
    user = User(drive.url)
    user.upload(media.png(seed), "../../outside.png")
    for path in drive.stored():
        assert re.fullmatch(r"[A-Za-z0-9/._-]+", path)
    assert not list(drive.folder.rglob("outside*"))
