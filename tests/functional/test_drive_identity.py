"""A database that is empty, missing or older than the files must never cost the library: issue 12, fault 1."""

import contextlib
import os
import shutil
import sqlite3
import time

import pytest

import media
from client import User

ADVICE = "audmg repair --adopt"


def database_files(drive):
    return [drive.data / f"audmg.db{suffix}" for suffix in ("", "-wal", "-shm")]


def objects(drive):
    root = drive.data / "objects" / "objects"
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def remove_database(drive):
    for path in database_files(drive):
        path.unlink(missing_ok=True)


def make_old(drive):
    """Past every time of grace."""
    for path in (drive.data / "objects").rglob("*"):
        if path.is_file():
            os.utime(path, (time.time() - 48 * 3600,) * 2)


@pytest.fixture
def library(make_drive):
    """A stopped drive: two files that its copied database knows and three that it does not."""
    drive = make_drive()
    user = User(drive.url)
    drive.user = user
    drive.files = [user.upload(media.png(seed, 40, 30), f"Picture {seed}.png") for seed in range(2)]
    for file in drive.files:
        user.wait_for_file(file["fileId"])
    assert drive.stop() == 0
    shutil.copy(drive.data / "audmg.db", drive.folder / "yesterday.db")
    drive.start()
    user.log_in()
    drive.files += [user.upload(media.png(seed, 40, 30), f"Picture {seed}.png") for seed in range(2, 5)]
    drive.files = [user.wait_for_file(file["fileId"]) for file in drive.files]
    assert drive.stop() == 0
    make_old(drive)
    drive.kept = objects(drive)
    assert len([key for key in drive.kept if key.startswith("orig/")]) == 5
    return drive


def put_empty(drive):
    remove_database(drive)
    (drive.data / "audmg.db").touch()


def put_older(drive):
    remove_database(drive)
    shutil.copy(drive.folder / "yesterday.db", drive.data / "audmg.db")


STATES = {"empty": put_empty, "missing": remove_database, "older": put_older}


@pytest.mark.parametrize("state", STATES)
def test_the_drive_refuses_to_start_and_touches_nothing(library, state):
    STATES[state](library)
    with pytest.raises(RuntimeError) as refused:
        library.start()
    assert ADVICE in str(refused.value)
    assert library.process.returncode == 1
    assert objects(library) == library.kept


@pytest.mark.parametrize("state", STATES)
def test_adopting_brings_every_file_back(library, state):
    STATES[state](library)
    adopted = library.command("repair", "--adopt")
    assert adopted.returncode == 0, adopted.stderr
    still_there = objects(library)
    assert {key: still_there.get(key) for key in library.kept if key != "drive.json"} == {
        key: content for key, content in library.kept.items() if key != "drive.json"
    }
    if state != "older":
        changed = library.command("user", "passwd", library.user.username, "--password-stdin", input=library.user.password)
        assert changed.returncode == 0, changed.stderr
    library.start()
    library.user.log_in()
    for file in library.files:
        found = library.user.wait_for_file(file["fileId"])
        for name in ("fileName", "sha256", "size", "contentType", "kind", "uploadedAt", "status"):
            assert found[name] == file[name], name
        stored = library.user.get(found["fileUrl"], anonymous=True)
        assert (stored.status_code, len(stored.content)) == (200, file["size"])
    # A second run finds nothing to do, and the drive starts again.
    assert library.stop() == 0
    again = library.command("repair", "--adopt", "--json")
    assert again.returncode == 0 and '"adopted":0' in again.stdout, again.stdout
    library.start()


def test_a_copy_that_was_made_while_the_server_ran_is_an_older_one(library):
    library.start()
    with contextlib.closing(sqlite3.connect(f"file:{library.data / 'audmg.db'}?mode=ro", uri=True)) as live:
        live.execute("VACUUM INTO ?", (str(library.folder / "hot.db"),))
    library.user.log_in()
    library.user.upload(media.png(9, 40, 30), "After the copy.png")
    assert library.stop() == 0
    remove_database(library)
    shutil.copy(library.folder / "hot.db", library.data / "audmg.db")
    with pytest.raises(RuntimeError) as refused:
        library.start()
    assert "older than the object store" in str(refused.value)


def test_another_drives_database_is_refused(library, make_drive):
    other = make_drive()
    User(other.url)
    assert other.stop() == 0
    remove_database(library)
    shutil.copy(other.data / "audmg.db", library.data / "audmg.db")
    with pytest.raises(RuntimeError) as refused:
        library.start()
    assert "two different drives" in str(refused.value)
    assert objects(library) == library.kept


def test_an_empty_object_folder_is_refused(library):
    shutil.move(library.data / "objects", library.folder / "elsewhere")
    with pytest.raises(RuntimeError) as refused:
        library.start()
    assert "None of the files" in str(refused.value)


def test_a_library_from_before_gets_its_identity_at_the_first_start(library):
    (library.data / "objects" / "objects" / "drive.json").unlink()
    with contextlib.closing(sqlite3.connect(library.data / "audmg.db")) as database, database:
        database.execute("DELETE FROM drive")
    library.start()
    assert (library.data / "objects" / "objects" / "drive.json").exists()
    library.user.log_in()
    assert len(library.user.get("/retrieve").json()["files"]) == 5


def test_a_few_orphans_are_put_into_quarantine_and_many_are_left(library):
    folder = library.data / "objects" / "objects" / "orig" / library.user.user_id
    for number in range(3):
        (folder / f"stray-{number}").write_bytes(b"stray")
    make_old(library)
    library.start()
    library.wait_for_records("orphan_quarantined", 3)
    assert library.stop() == 0
    quarantined = [path.name for path in (library.data / "objects" / "quarantine").rglob("stray-*")]
    assert sorted(quarantined) == ["stray-0", "stray-1", "stray-2"]
    for number in range(30):
        (folder / f"stray-{number}").write_bytes(b"stray")
    make_old(library)
    library.start()
    library.wait_for_records("sweep_stopped", 1)
    assert len(list(folder.glob("stray-*"))) == 30
