"""A data folder of an earlier schema version opens at once, however large it is, and keeps everything."""

import contextlib
import hashlib
import os
import pathlib
import sqlite3
import sys
import time

import pytest

import media
from client import User, problem

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "library"))

import make_library  # noqa: E402

FILES = int(os.environ.get("AUDMG_UPGRADE_FILES", 20_000))
# The last version before files had revisions, edits, a trash and collections.
FORMER_VERSION = 8
LONGEST_START = 10
PAGES = 20


def carry_over(drive, tables):
    """Replaces the database by one of the former version with the same rows in these tables."""
    newer = drive.folder / "newer.db"
    (drive.data / "audmg.db").rename(newer)
    make_library.make_database(drive.data / "audmg.db", FORMER_VERSION)
    with contextlib.closing(sqlite3.connect(drive.data / "audmg.db")) as database:
        database.execute("ATTACH ? AS newer", [str(newer)])
        for table in tables:
            columns = ", ".join(row[1] for row in database.execute(f"PRAGMA main.table_info({table})"))
            database.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM newer.{table}")
        database.commit()


def digest(drive):
    """Of every row and its columns of the former version."""
    digest = hashlib.sha256()
    with contextlib.closing(sqlite3.connect(drive.data / "audmg.db")) as database:
        columns = "id, owner, name, kind, content_type, size, sha256, status, object_key, uploaded_at, media_record"
        for row in database.execute(f"SELECT {columns} FROM files ORDER BY owner, id"):
            digest.update(repr(row).encode())
    return digest.hexdigest()


def names(drive, where="1"):
    """The newest names that GET /retrieve should list."""
    with contextlib.closing(sqlite3.connect(f"file:{drive.data / 'audmg.db'}?mode=ro", uri=True)) as database:
        query = f"SELECT name FROM files WHERE {where} ORDER BY id DESC LIMIT {PAGES * 200}"
        return [row[0] for row in database.execute(query)]


def listed_names(user, **parameters):
    found, cursor = [], None
    for page in range(PAGES):
        query = {"limit": 200, **parameters, **({"cursor": cursor} if cursor else {})}
        # One page tells whether answers keep the contract; checking all takes minutes.
        answer = user.get("/retrieve", params=query, checked=page == 0).json()
        found += [file["fileName"] for file in answer["files"]]
        cursor = answer.get("nextCursor")
        if not cursor:
            break
    return found


def wait_for_catalogue(user):
    """Made from the rows in the background; until then what needs it is refused."""
    deadline = time.monotonic() + 30 + FILES / 5000
    while True:
        answer = user.get("/retrieve", params={"sort": "date", "limit": 1})
        if answer.status_code == 200:
            return
        problem(answer, 503, "unavailable")
        assert time.monotonic() < deadline, "no catalogue"
        time.sleep(0.1)


def check_dates_and_search(user):
    """Every file has a date and is found."""
    months = user.get("/timeline").json()["months"]
    assert sum(month["count"] for month in months) == FILES + 1
    files = user.get("/retrieve", params={"sort": "date", "limit": 200}).json()["files"]
    dates = [file["date"][:19] for file in files]
    assert dates == sorted(dates, reverse=True)
    assert dates == [file.get("takenAt", file["uploadedAt"])[:19] for file in files]
    found = user.get("/retrieve", params={"q": "zürich", "sort": "uploaded", "limit": 200}).json()["files"]
    assert found[0]["fileName"] == "Zürich.png" and len(found) == 200


@pytest.mark.slow
def test_a_large_library_of_the_former_schema_opens_at_once(make_drive):
    drive = make_drive()
    user = User(drive.url)
    picture = media.png(1, 40, 30)
    uploaded = user.wait_for_file(user.upload(picture, "Zürich.png")["fileId"])
    assert drive.stop() == 0
    carry_over(drive, ("users", "drive", "files"))
    database = drive.data / "audmg.db"
    make_library.add_files(database, make_library.find_owner(database, user.username), FILES, now_ms=int(time.time() * 1000))
    before = digest(drive)

    began = time.monotonic()
    drive.start(timeout=2 * LONGEST_START)
    user.log_in()
    assert user.get("/readyz").status_code == 200
    first = user.get("/retrieve", params={"limit": 50})
    took = time.monotonic() - began
    print(f"{FILES:,} files: the server answers after {took:.2f} s")
    assert first.status_code == 200
    assert took < LONGEST_START
    for file in first.json()["files"]:
        assert file["status"] == "ready" and (file.get("width") or file.get("durationSeconds")), file

    assert listed_names(user) == names(drive)
    assert listed_names(user, kind="audio") == names(drive, "kind = 'audio'")
    found = user.get(f"/files/{uploaded['fileId']}").json()
    assert {key: found[key] for key in ("fileName", "sha256", "uploadedAt", "status")} == {
        key: uploaded[key] for key in ("fileName", "sha256", "uploadedAt", "status")
    }
    assert user.get(found["fileUrl"]).content == picture
    assert user.get("/account").json()["usage"]["files"] == FILES + 1
    wait_for_catalogue(user)
    print(f"{FILES:,} files: searched and sorted by date after {time.monotonic() - began:.2f} s")
    check_dates_and_search(user)
    assert user.send_file(picture).json()["duplicate"]
    assert drive.stop() == 0
    assert digest(drive) == before
