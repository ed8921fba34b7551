"""Many files wait: the order in which one worker begins with them."""

import contextlib
import sqlite3
import struct
import time
import zlib

import pytest

import media
from client import User

MEBIBYTE = 1024 * 1024


def large_png(seed):
    """A small picture in a file of 40 MiB, most of which is a comment."""
    small = media.png(seed)
    comment = b"Comment\0" + b"x" * (40 * MEBIBYTE)
    chunk = struct.pack(">I", len(comment)) + b"tEXt" + comment + struct.pack(">I", zlib.crc32(b"tEXt" + comment))
    after_header = 8 + 25
    return small[:after_header] + chunk + small[after_header:]


@pytest.fixture
def drive(make_drive):
    """With one worker, and a queue that waits until everything is uploaded."""
    drive = make_drive({"AUDMG_MEDIA_WORKERS": "1"})
    assert drive.command("jobs", "pause").returncode == 0
    return drive


def started(drive):
    with contextlib.closing(sqlite3.connect(f"file:{drive.data / 'audmg.db'}?mode=ro", uri=True)) as database:
        rows = database.execute(
            "SELECT files.name FROM events JOIN files ON files.id = events.file"
            " WHERE type = 'attempt.started' ORDER BY number"
        )
        return [name for (name,) in rows]


def order_of_work(drive, files, seconds=60):
    """Lets the queue go on; the names of so many files in the order in which work on them began."""
    assert drive.command("jobs", "resume").returncode == 0
    deadline = time.monotonic() + seconds
    while len(order := started(drive)) < files:
        assert time.monotonic() < deadline, order
        time.sleep(0.05)
    return order


def test_a_photo_does_not_wait_for_another_users_batch(drive):
    ada, bob = User(drive.url), User(drive.url)
    for seed in range(20):
        ada.upload(media.png(seed), f"ada-{seed}.png")
    bob.upload(media.png(100), "bob.png")
    order = order_of_work(drive, files=21)
    assert "bob.png" in order[:2], order


def test_small_files_go_before_large_ones(drive):
    ada = User(drive.url)
    ada.upload(large_png(1), "large.png")
    for seed in range(2, 5):
        ada.upload(media.png(seed), f"small-{seed}.png")
    order = order_of_work(drive, files=4)
    assert order.index("large.png") > 0, order
    assert order[0] == "small-2.png", order


def test_pictures_go_before_long_recordings(drive):
    ada = User(drive.url)
    # More than half an hour of CD quality, by its size.
    ada.upload_in_parts(media.wav(190_000_044, seed=1), "recording.wav")
    for seed in range(10):
        ada.upload(media.png(seed), f"photo-{seed}.png")
    assert order_of_work(drive, files=11)[-1] == "recording.wav"
