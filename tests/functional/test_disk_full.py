"""No room: 507, nothing partial, and everything as before once there is room again."""

import os
import pathlib
import random
import subprocess
import time

import pytest

import media
from client import PASSWORD, User, problem

MB = 1_000_000


def test_below_the_watermark_uploads_are_refused(make_drive, seed):
    drive = make_drive()
    user = User(drive.url)
    file = user.upload(media.png(seed))
    drive.stop()
    drive.environment["AUDMG_MIN_FREE_SPACE"] = "4TB"
    drive.start()
    user.log_in()
    before = drive.stored()
    problem(user.send_file(media.png(seed + 1)), 507, "insufficient_storage")
    answer = user.post("/uploads", json={"fileName": "a.wav", "contentType": "audio/wav", "size": 10**9})
    if answer.status_code == 201:
        put = user.put(answer.json()["parts"][0]["url"], data=bytes(10))
        assert put.status_code in (400, 507)
    else:
        problem(answer, 507, "insufficient_storage")
        assert drive.stored() == before
    # Reading and deleting go on.
    assert user.get(user.list_all()[0]["fileUrl"]).content == media.png(seed)
    assert user.delete(f"/files/{file['fileId']}?permanent=true").status_code == 204


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 64 MB; needs root."""
    if os.geteuid() != 0:
        pytest.skip("needs root to mount a file system")
    image, point = tmp_path / "disk.img", tmp_path / "disk"
    point.mkdir()
    with open(image, "wb") as file:
        file.truncate(64 * 1024 * 1024)
    made = subprocess.run(["mkfs.ext4", "-q", "-b", "4096", "-F", str(image)], capture_output=True, text=True)
    if made.returncode == 0:
        mounted = subprocess.run(["mount", "-o", "loop", str(image), str(point)], capture_output=True, text=True)
    if made.returncode != 0 or mounted.returncode != 0:
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(point)], capture_output=True, text=True)
    if mounted.returncode != 0:
        pytest.skip(f"cannot mount here: {mounted.stderr.strip()}")
    yield point
    subprocess.run(["umount", "-l", str(point)], check=False)


def free(point):
    status = os.statvfs(point)
    return status.f_bavail * status.f_frsize


def test_a_disk_that_fills_up(make_drive, small_disk, seed):
    # Renditions that wait for room would take what a deletion frees; they have a test of their own.
    settings = {"AUDMG_DATA_DIR": small_disk / "data", "AUDMG_MIN_FREE_SPACE": "8MB", "AUDMG_MEDIA": "off"}
    drive = make_drive(settings, start=False)
    drive.data = pathlib.Path(small_disk / "data")
    drive.start()
    user = User(drive.url)
    kept = {}
    refused = 0
    for number in range(40):
        content = media.wav(4 * MB, seed * 1000 + number)
        answer = user.send_file(content, f"{number}.wav")
        if answer.status_code == 201:
            kept[answer.json()["file"]["fileId"]] = content
        else:
            problem(answer, 507, "insufficient_storage")
            refused += 1
            if refused == 3:
                break
    assert refused == 3 and 5 <= len(kept) <= 16
    assert free(small_disk) > 4 * MB
    # A larger one by session is refused as well, and nothing of it stays.
    before = drive.stored()
    answer = user.post("/uploads", json={"fileName": "a.wav", "contentType": "audio/wav", "size": 40 * MB})
    if answer.status_code == 201:
        session = answer.json()
        put = user.put(session["parts"][0]["url"], data=media.wav(min(session["partSize"], 40 * MB), seed))
        problem(put, 507, "insufficient_storage")
        user.delete(f"/uploads/{session['uploadId']}")
    assert drive.stored() == before
    assert user.get("/readyz").status_code in (200, 503)
    # Small records still go in: the watermark leaves room for them.
    assert user.post("/login", json={"username": user.username, "password": PASSWORD}).status_code == 200
    for file in user.list_all():
        assert user.get(file["fileUrl"]).content == kept[file["fileId"]]
    # Room again: uploads again.
    first = next(iter(kept))
    assert user.delete(f"/files/{first}?permanent=true").status_code == 204
    # What was read a moment ago is kept open for some seconds; its blocks are free after that.
    deadline = time.monotonic() + 20
    while user.send_file(media.wav(2 * MB, seed + 7), "again.wav").status_code != 201:
        assert time.monotonic() < deadline, "the space of a deleted file does not come back"
        time.sleep(0.2)


def test_renditions_wait_for_room(make_drive, small_disk, seed):
    drive = make_drive({"AUDMG_DATA_DIR": small_disk / "data", "AUDMG_MIN_FREE_SPACE": "8MB"}, start=False)
    drive.data = pathlib.Path(small_disk / "data")
    drive.start()
    user = User(drive.url)
    kept = {}
    for number in range(40):
        samples = random.Random(seed + number).randbytes(4 * MB)
        content = media.wav_header(len(samples), 44100) + samples
        answer = user.send_file(content, f"{number}.wav")
        if answer.status_code != 201:
            problem(answer, 507, "insufficient_storage")
            break
        kept[answer.json()["file"]["fileId"]] = content
    assert 3 <= len(kept) <= 16
    drive.settle()
    # The database and what a job has in hand may go below the watermark, but not far.
    assert free(small_disk) > 2 * MB
    first, last = next(iter(kept)), next(reversed(kept))
    for file_id in set(kept) - {first, last}:
        assert user.delete(f"/files/{file_id}?permanent=true").status_code == 204
    for file_id in (first, last):
        file = user.wait_for_file(file_id, 90)
        if file["status"] == "failed":
            assert user.post(f"/files/{file_id}/retry").status_code == 202
            file = user.wait_for_file(file_id, 90)
        assert file["status"] == "ready", file
        assert user.get(file["fileUrl"]).content == kept[file_id]


def test_a_disk_that_is_full_to_the_brim(make_drive, small_disk, seed):
    """Whoever else fills the disk: no 2xx for what is not there, and no damage."""
    drive = make_drive({"AUDMG_DATA_DIR": small_disk / "data", "AUDMG_MIN_FREE_SPACE": "1MB"}, start=False)
    drive.data = pathlib.Path(small_disk / "data")
    drive.start()
    user = User(drive.url)
    content = media.wav(1 * MB, seed)
    kept = user.upload(content, "kept.wav")
    ballast = small_disk / "ballast"
    try:
        with open(ballast, "wb") as file:
            while True:
                file.write(bytes(65536))
                file.flush()
    except OSError:
        pass
    before = drive.stored()
    answer = user.send_file(media.wav(1 * MB, seed + 1), "lost.wav")
    assert answer.status_code in (507, 503), answer.text
    assert set(drive.stored()) == set(before)
    ballast.unlink()
    if not drive.is_running or user.get("/readyz", checked=False).status_code != 200:
        drive.kill()
        drive.start()
    assert user.get(user.get(f"/files/{kept['fileId']}").json()["fileUrl"]).content == content
    assert user.send_file(media.wav(1 * MB, seed + 2), "new.wav").status_code == 201
