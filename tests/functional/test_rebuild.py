"""`audmg media rebuild` after the rendition plan changed: what is lacking is made, the rest is kept."""

import contextlib
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
    assert waiting["status"] == "ready"
    assert drive.user.get(waiting["thumbnails"]["small"], anonymous=True).status_code == 200
    assert drive.command("jobs", "resume").returncode == 0
    drive.settle()
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


def age_records(drive):
    """Makes the records those of an earlier version, which read other facts and measured the same."""
    assert drive.stop() == 0
    before = {}
    with contextlib.closing(sqlite3.connect(drive.data / "audmg.db")) as database, database:
        for name, text in database.execute("SELECT name, media_record FROM files").fetchall():
            before[name] = json.loads(text)
            old = json.loads(text)
            assert old.pop("version") > 1
            if "audio" in old:
                old["audio"]["tags"] = {"title": "An earlier title"}
                old["audio"]["integratedLoudnessLufs"] = -33.25
            else:
                old["image"].pop("differenceHash", None)
                old["image"]["cameraMake"] = "An earlier camera"
            before[name]["old"] = old
            database.execute("UPDATE files SET media_record = ? WHERE name = ?", (json.dumps(old), name))
    drive.start()
    drive.user.log_in()
    return before


def urls(file):
    """Paths of the URLs of a file's renditions; the rest of a URL is its signature."""
    found = dict(file["thumbnails"])
    found |= {rendition["name"]: rendition["url"] for rendition in file["renditions"]}
    return {name: url.partition("?")[0] for name, url in found.items()}


def shown_urls(drive):
    files = [drive.user.get(f"/files/{file['fileId']}").json() for file in drive.user.list_all()]
    return {file["fileName"]: urls(file) for file in files}


def whole_records(drive):
    with contextlib.closing(sqlite3.connect(f"file:{drive.data / 'audmg.db'}?mode=ro", uri=True)) as database:
        rows = database.execute("SELECT name, media_record FROM files").fetchall()
    return {name: json.loads(text) for name, text in rows}


def test_facts_of_an_earlier_version_are_read_again_and_nothing_else(drive):
    before = age_records(drive)
    written = stamps(drive)
    shown = shown_urls(drive)
    planned = rebuild(drive, "--dry-run")
    assert planned["sent"] == planned["sentOutdated"] == len(FILES) and planned["recipes"] == {}

    assert rebuild(drive)["sentOutdated"] == len(FILES)
    assert {file["status"] for file in drive.user.list_all()} == {"ready"}
    drive.settle()

    after = whole_records(drive)
    assert stamps(drive) == written, "a rendition was written again"
    for name, record in after.items():
        expected = before[name]
        assert record["version"] == expected["version"] and record["renditions"] == expected["renditions"], name
        if "audio" in record:
            assert record["audio"].get("tags") == expected["audio"].get("tags"), name
            assert record["audio"]["integratedLoudnessLufs"] == -33.25, "the sound was decoded again"
            for member in ("durationSeconds", "bitrate", "channels", "sampleRate", "codec", "truePeakDbtp"):
                assert record["audio"].get(member) == expected["audio"].get(member), (name, member)
            assert record["audio"].get("playsEverywhere") == expected["audio"].get("playsEverywhere"), name
        else:
            assert record["image"] == expected["image"], name
        assert record.get("placeholder") == expected.get("placeholder"), name
    assert shown_urls(drive) == shown
    again = rebuild(drive)
    assert again["sent"] == 0 and again["upToDate"] == len(FILES)


def test_a_rebuild_goes_on_after_a_kill(drive):
    age_records(drive)
    assert drive.command("jobs", "pause").returncode == 0
    assert rebuild(drive)["sentOutdated"] == len(FILES)
    drive.kill()
    drive.start()
    drive.user.log_in()
    assert drive.command("jobs", "resume").returncode == 0
    rebuild(drive)
    drive.settle()
    assert {record.get("version", 1) for record in whole_records(drive).values()} == {3}
    assert {file["status"] for file in drive.user.list_all()} == {"ready"}


def test_a_rebuild_keeps_the_queue_short_and_says_when_nobody_works(drive):
    assert drive.command("jobs", "pause").returncode == 0
    waiting = 1000
    with contextlib.closing(sqlite3.connect(drive.data / "audmg.db", timeout=30)) as database, database:
        database.executemany(
            "INSERT INTO messages (queue, state, id, group_id, visible_at, sent_at, body, rank)"
            " VALUES ('media', 'visible', ?, 'nobody', 0, 0, '{}', ?)",
            [(number.to_bytes(16, "big"), 4 * number) for number in range(waiting)],
        )
    answer = drive.command("media", "rebuild")
    assert answer.returncode == 1
    assert "audmg jobs resume" in answer.stderr and "the same command goes on" in answer.stderr
