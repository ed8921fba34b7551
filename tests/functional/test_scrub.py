"""Stored bytes that are gone, cut off or changed: found by the scrub and by `audmg verify`, and healed."""

import contextlib
import json
import os
import sqlite3
import time
import zlib

import pytest

import media
from client import User

ROTTEN = "The stored file's bytes have changed."
CUT_OFF = "The stored file has another size than it had."
MISSING = "The stored file is missing."


@pytest.fixture
def drive(make_drive):
    drive = make_drive({"AUDMG_MEDIA": "off"})
    drive.user = User(drive.url)
    return drive


def path_of(drive, file):
    key = file["fileUrl"].split("/objects/", 1)[1].split("?", 1)[0]
    return drive.data / "objects" / "objects" / key


def flip(path):
    with open(path, "r+b") as file:
        file.seek(100)
        byte = file.read(1)[0]
        file.seek(100)
        file.write(bytes([byte ^ 1]))


def verify(drive, *options, code=0):
    answer = drive.command("verify", "--json", *options)
    assert answer.returncode == code, answer.stdout + answer.stderr
    return json.loads(answer.stdout)


def rows(drive, columns):
    with contextlib.closing(sqlite3.connect(f"file:{drive.data / 'audmg.db'}?mode=ro", uri=True)) as database:
        return database.execute(f"SELECT {columns} FROM files ORDER BY id").fetchall()


def eventually(condition, seconds=30):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.1)


def events_of(user, file):
    return [event["type"] for event in user.get(f"/files/{file['fileId']}/timeline").json()["events"]]


def test_every_kind_of_damage_is_found_beside_the_server_and_healed_by_the_same_bytes(drive):
    user = drive.user
    contents = [media.wav(50_000, number) for number in range(1, 6)]
    files = [user.upload(content, f"{number}.wav") for number, content in enumerate(contents)]
    whole = verify(drive, "--deep")
    assert whole["files"] == whole["verified"] == 5 and whole["damaged"] == []
    assert whole["bytesRead"] == sum(map(len, contents))

    flip(path_of(drive, files[1]))
    os.truncate(path_of(drive, files[2]), 1000)
    path_of(drive, files[3]).unlink()
    # A look tells of size and absence, reading tells of all.
    assert {one["fileName"] for one in verify(drive, code=1)["damaged"]} == {"2.wav", "3.wav"}
    found = verify(drive, "--deep", code=1)
    expected = {"1.wav": ROTTEN, "2.wav": CUT_OFF, "3.wav": MISSING}
    assert {one["fileName"]: one["damaged"] for one in found["damaged"]} == expected
    assert {one["username"] for one in found["damaged"]} == {user.username}
    assert found["verified"] == 2
    for file in files:
        shown = user.get(f"/files/{file['fileId']}").json()
        assert shown.get("damaged") == expected.get(file["fileName"])
        assert ("file.damaged" in events_of(user, file)) == (file["fileName"] in expected)
    # What is known stays known: a look is enough now.
    assert len(verify(drive, code=1)["damaged"]) == 3
    text = drive.command("verify")
    assert text.returncode == 1 and f"1.wav  {ROTTEN}" in text.stdout and "3 files damaged." in text.stdout
    doctor = drive.command("doctor")
    assert doctor.returncode == 1 and "3 damaged" in doctor.stdout, doctor.stdout

    for number in (1, 2, 3):
        answer = user.send_file(contents[number], f"{number}.wav")
        assert answer.status_code == 200 and answer.json()["file"]["fileId"] == files[number]["fileId"]
        assert "file.healed" in events_of(user, files[number])
    healed = verify(drive, "--deep")
    assert healed["verified"] == 5 and healed["damaged"] == []
    for content, file in zip(contents, files):
        shown = user.get(f"/files/{file['fileId']}").json()
        assert "damaged" not in shown
        assert user.get(shown["fileUrl"]).content == content
    assert "3 damaged" not in drive.command("doctor").stdout


def test_bytes_that_come_back_by_themselves_are_found_too(drive):
    file = drive.user.upload(media.wav(50_000, 1), "a.wav")
    path = path_of(drive, file)
    flip(path)
    assert verify(drive, "--deep", code=1)["damaged"]
    flip(path)
    assert verify(drive)["healed"] == 1
    assert events_of(drive.user, file)[-1] == "file.healed"


def test_lost_sidecars_and_renditions_come_back(make_drive):
    drive = make_drive({"AUDMG_MEDIA_WORKERS": 1})
    drive.user = user = User(drive.url)
    files = [user.upload(media.png(number, 300, 200), f"{number}.png") for number in range(2)]
    eventually(lambda: all(user.get(f"/files/{one['fileId']}").json()["status"] == "ready" for one in files))
    objects = drive.data / "objects" / "objects"
    lost = {path: path.read_bytes() for top in ("meta", "deriv") for path in (objects / top).rglob("*") if path.is_file()}
    assert len(lost) >= 4
    for path in lost:
        path.unlink()
    found = verify(drive, "--deep")
    assert (found["verified"], found["sidecarsWritten"], found["lostRenditions"]) == (2, 2, 2)
    eventually(lambda: all(user.get(f"/files/{one['fileId']}").json()["status"] == "ready" for one in files))
    assert {path: path.read_bytes() for path in lost} == lost
    found = verify(drive, "--deep")
    assert (found["sidecarsWritten"], found["lostRenditions"]) == (0, 0)


def test_without_a_server_it_is_the_same(drive):
    user = drive.user
    file = user.upload(media.wav(3_000_000, 1), "a.wav")
    flip(path_of(drive, file))
    assert drive.stop() == 0
    assert verify(drive, "--subset", "0%")["bytesRead"] == 0
    assert [one["damaged"] for one in verify(drive, "--subset", "100%", code=1)["damaged"]] == [ROTTEN]
    assert drive.command("verify", "--subset", "5").returncode == 2
    drive.start()
    user.log_in()
    assert user.get(f"/files/{file['fileId']}").json()["damaged"] == ROTTEN


def test_the_scrub_finds_it_by_itself_and_tells(make_drive):
    drive = make_drive({"AUDMG_MEDIA": "off", "AUDMG_SCRUB_INTERVAL": "1s"})
    user = User(drive.url)
    content = media.wav(50_000, 1)
    file, other = user.upload(content, "a.wav"), user.upload(media.wav(50_000, 2), "b.wav")
    flip(path_of(drive, file))
    eventually(lambda: "damaged" in user.get(f"/files/{file['fileId']}").json())
    assert "damaged" not in user.get(f"/files/{other['fileId']}").json()
    metrics = f"http://127.0.0.1:{drive.metrics_port}/metrics"
    eventually(lambda: "audmg_files_damaged 1\n" in user.get(metrics, checked=False).text)
    assert drive.stop() == 0
    records = drive.records()
    assert [one["fileId"] for one in records if one["event"] == "file_damaged"] == [file["fileId"]]
    (done,) = [one for one in records if one["event"] == "scrub_done"]
    assert done["damaged"] == 1 and done["verified"] >= 1


def test_a_library_of_before_gets_sidecars_and_checksums_after_the_start(drive):
    contents = [media.wav(50_000, number) for number in range(1, 4)]
    for number, content in enumerate(contents):
        drive.user.upload(content, f"{number}.wav")
    assert drive.stop() == 0
    with contextlib.closing(sqlite3.connect(drive.data / "audmg.db")) as database, database:
        # What migration 5 makes of rows from before it.
        database.execute("UPDATE files SET crc32 = -1, verified_at = 0, sidecar_version = 0")
        database.execute("DELETE FROM drive")
    objects = drive.data / "objects" / "objects"
    (objects / "drive.json").unlink()
    sidecars = [path for path in (objects / "meta").rglob("*") if path.is_file()]
    assert len(sidecars) == 3
    for path in sidecars:
        path.unlink()
    drive.start()
    eventually(lambda: all(crc != -1 and version for crc, version in rows(drive, "crc32, sidecar_version")))
    assert sorted(rows(drive, "crc32")) == sorted((zlib.crc32(content),) for content in contents)
    for path in sidecars:
        assert json.loads(path.read_text())["username"] == drive.user.username
    assert drive.stop() == 0


def test_a_copy_in_a_backup_heals(make_drive, tmp_path):
    drive = make_drive({"AUDMG_MEDIA": "off", "AUDMG_BACKUP_DIR": tmp_path / "backup", "AUDMG_BACKUP_SCHEDULE": "30d"})
    user = User(drive.url)
    content = media.wav(50_000, 1)
    file = user.upload(content, "a.wav")
    made = drive.command("backup", "create", "--copy", str(tmp_path / "backup"))
    assert made.returncode == 0, made.stderr
    flip(path_of(drive, file))
    found = verify(drive, "--deep")
    assert found["healed"] == 1 and found["damaged"] == []
    shown = user.get(f"/files/{file['fileId']}").json()
    assert "damaged" not in shown and user.get(shown["fileUrl"]).content == content
    assert events_of(user, file)[-2:] == ["file.damaged", "file.healed"]
    assert verify(drive, "--deep")["verified"] == 1


def test_a_copy_of_a_companion_in_a_backup_heals(make_drive, tmp_path):
    drive = make_drive({"AUDMG_MEDIA": "off", "AUDMG_BACKUP_DIR": tmp_path / "backup", "AUDMG_BACKUP_SCHEDULE": "30d"})
    user = User(drive.url)
    file = user.upload(media.png(1), "a.png")
    sidecar = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">' + b" " * 100 + b"</x:xmpmeta>"
    parts = {"companionOf": (None, file["fileId"]), "file": ("a.xmp", sidecar, "application/octet-stream")}
    answer = user.post("/upload", files=parts)
    assert answer.status_code == 201, answer.text
    made = drive.command("backup", "create", "--copy", str(tmp_path / "backup"))
    assert made.returncode == 0, made.stderr
    flip(path_of(drive, {"fileUrl": answer.json()["file"]["companions"][0]["url"]}))
    found = verify(drive, "--deep")
    assert found["healed"] == 1 and found["damaged"] == []
    shown = user.get(f"/files/{file['fileId']}").json()
    assert "damaged" not in shown and user.get(shown["companions"][0]["url"]).content == sidecar
    assert events_of(user, file)[-2:] == ["file.damaged", "file.healed"]
    assert verify(drive, "--deep")["verified"] == 1


def test_a_hard_link_in_a_backup_does_not(make_drive, tmp_path):
    drive = make_drive({"AUDMG_MEDIA": "off", "AUDMG_BACKUP_DIR": tmp_path / "backup", "AUDMG_BACKUP_SCHEDULE": "30d"})
    user = User(drive.url)
    file = user.upload(media.wav(50_000, 1), "a.wav")
    made = drive.command("backup", "create", str(tmp_path / "backup"))
    assert made.returncode == 0, made.stderr
    flip(path_of(drive, file))
    assert [one["damaged"] for one in verify(drive, "--deep", code=1)["damaged"]] == [ROTTEN]
