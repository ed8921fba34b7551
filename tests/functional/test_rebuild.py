"""`audmg media rebuild` after the rendition plan changed: what is lacking is made, the rest is kept."""

import json
import pathlib
import sqlite3

import pytest

from client import User

FIXTURES = pathlib.Path(__file__).resolve().parents[2] / "tests" / "data" / "media" / "allowed"
FIRST = "small=webp:256:75,opus=opus:64k"
SECOND = "small=webp:256:75,large=webp:1440:75,universal=mp3:160k,opus=opus:96k"
FILES = ["picture.jpg", "tone.flac", "tagged.mp3", "alac.m4a", "aac.m4a"]


def records(drive):
    """Of each file by its name: the renditions by their names."""
    connection = sqlite3.connect(f"file:{drive.data / 'audmg.db'}?mode=ro", uri=True)
    try:
        rows = connection.execute("SELECT name, media_record FROM files").fetchall()
    finally:
        connection.close()
    return {name: {one["name"]: one for one in json.loads(record)["renditions"]} for name, record in rows}


def stamps(drive):
    """When each object was written, and which inode it is."""
    objects = drive.data / "objects" / "objects"
    status = {path.relative_to(objects).as_posix(): path.stat() for path in objects.rglob("*") if path.is_file()}
    # Each start writes the drive's generation anew.
    return {key: (one.st_ino, one.st_mtime_ns) for key, one in status.items() if key != "drive.json"}


@pytest.fixture
def drive(make_drive):
    drive = make_drive({"AUDMG_RENDITIONS": FIRST})
    user = User(drive.url)
    for name in FILES:
        assert user.wait_for_file(user.upload((FIXTURES / name).read_bytes(), name)["fileId"])["status"] == "ready"
    drive.user = user
    return drive


def restart(drive, plan):
    assert drive.stop() == 0
    drive.environment["AUDMG_RENDITIONS"] = plan
    drive.start()
    drive.user.log_in()


def rebuild(drive, *options):
    answer = drive.command("media", "rebuild", "--json", *options)
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


def test_only_what_is_lacking_is_made(drive):
    before, written = records(drive), stamps(drive)
    assert set(before["picture.jpg"]) == {"small"}
    assert set(before["tone.flac"]) == {"opus", "waveform", "waveform_json"}
    restart(drive, SECOND)

    planned = rebuild(drive, "--dry-run")
    assert planned["sent"] == planned["files"] == len(FILES)
    assert stamps(drive) == written and records(drive) == before
    assert rebuild(drive)["sent"] == len(FILES)
    drive.settle()

    after, now = records(drive), stamps(drive)
    assert set(after["picture.jpg"]) == {"small", "large"}
    assert set(after["alac.m4a"]) == {"universal", "opus", "waveform", "waveform_json"}
    assert set(after["tone.flac"]) == {"opus", "waveform", "waveform_json"}, "every browser plays it"
    assert set(after["tagged.mp3"]) >= {"opus", "waveform"}
    for name in FILES:
        for rendition in ("small", "waveform", "waveform_json"):
            if rendition in before[name]:
                kept = before[name][rendition]
                assert after[name][rendition] == kept
                assert now[kept["objectKey"]] == written[kept["objectKey"]], (name, rendition, "was written again")
    # The old Opus form is gone, and nothing that no record names is left.
    named = {one["objectKey"] for renditions in after.values() for one in renditions.values()}
    assert {key for key in now if key.startswith("deriv/")} == named
    assert {file["status"] for file in drive.user.list_all()} == {"ready"}

    # And then nothing is lacking any more.
    again = rebuild(drive)
    assert again["sent"] == 0 and again["upToDate"] == len(FILES)


def test_a_file_is_shown_while_it_is_made_again(drive):
    [picture] = [file for file in drive.user.list_all() if file["fileName"] == "picture.jpg"]
    restart(drive, SECOND)
    assert drive.command("jobs", "pause").returncode == 0
    rebuild(drive)
    waiting = drive.user.get(f"/files/{picture['fileId']}").json()
    assert waiting["status"] == "processing"
    assert drive.user.get(waiting["thumbnails"]["small"], anonymous=True).status_code == 200
    assert drive.command("jobs", "resume").returncode == 0
    assert set(drive.user.wait_for_file(picture["fileId"])["thumbnails"]) == {"small", "large"}


def test_what_was_asked_for_is_made_again_and_the_rest_stays(drive):
    [song] = [file for file in drive.user.list_all() if file["fileName"] == "tone.flac"]
    asked = drive.user.post(f"/files/{song['fileId']}/renditions", json={"name": "universal"})
    assert asked.status_code == 400, "this plan has no such form"
    restart(drive, "small=webp:256:75,universal=mp3:96k,opus=opus:64k:on_demand")
    drive.user.post(f"/files/{song['fileId']}/renditions", json={"name": "universal"})
    drive.settle()
    before = records(drive)
    assert set(before["tone.flac"]) == {"universal", "opus", "waveform", "waveform_json"}

    restart(drive, "small=webp:256:75,universal=mp3:128k,opus=opus:96k:on_demand")
    rebuild(drive)
    drive.settle()
    after = records(drive)
    assert after["tone.flac"]["universal"]["recipe"] == "audio-v1-mp3-128000", "it was asked for"
    for name in ("tone.flac", "tagged.mp3", "alac.m4a"):
        assert after[name]["opus"] == before[name]["opus"], "no plan takes a form away"
    assert rebuild(drive)["sent"] == 0
