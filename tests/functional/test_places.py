"""Coordinates get names, by which files are found; what people say of a place counts more."""

import json
import pathlib
import sqlite3
import time

import media
import pytest
from client import User

PICTURE = pathlib.Path(__file__).resolve().parents[2] / "tests" / "data" / "media" / "allowed" / "picture.jpg"
MUNICH = (48.13743, 11.57549)
LISBON = (38.70775, -9.13659)


def upload(user, seed, coordinates, name):
    content = media.with_coordinates(PICTURE.read_bytes(), *coordinates, seed)
    return user.wait_for_file(user.upload(content, name)["fileId"])


def names(user, **parameters):
    answer = user.get("/retrieve", params=parameters)
    assert answer.status_code == 200, answer.text
    return sorted(file["fileName"] for file in answer.json()["files"])


def place_of(user, file_id):
    return user.get(f"/files/{file_id}").json().get("place", {})


def wait_for_place(user, file_id, name, seconds=60):
    deadline = time.monotonic() + seconds
    while place_of(user, file_id).get("name") != name:
        assert time.monotonic() < deadline, place_of(user, file_id)
        time.sleep(0.05)


def test_a_picture_is_found_by_every_name_of_its_place(alice, seed):
    file = upload(alice, seed, MUNICH, "square.jpg")
    upload(alice, seed, LISBON, "hill.jpg")
    assert file["place"]["name"] == "Munich, Bavaria, Germany"
    assert abs(file["place"]["latitude"] - MUNICH[0]) < 1e-5
    for word in ("munich", "München", "MONACO DI BAVIERA", "Мюнхен", "bavaria", "germany", "deutschland", "munich germany"):
        assert names(alice, q=word) == ["square.jpg"], word
    assert names(alice, place="Munich, Bavaria, Germany") == names(alice, place="Deutschland") == ["square.jpg"]
    assert names(alice, q="lissabon") == names(alice, q="portugal") == ["hill.jpg"]
    places = {row["value"]: row["count"] for row in alice.get("/facets").json()["place"]}
    assert places["Munich, Bavaria, Germany"] == 1


def test_a_place_that_a_person_has_corrected_stays(alice, seed):
    file_id = upload(alice, seed, MUNICH, "square.jpg")["fileId"]
    answer = alice.patch(f"/files/{file_id}", json={"place": {"name": "Grandmother's garden"}})
    assert answer.json()["place"]["name"] == "Grandmother's garden"
    # The bytes come again, and are processed again.
    assert alice.post(f"/files/{file_id}/retry").status_code == 202
    alice.wait_for_file(file_id)
    assert place_of(alice, file_id)["name"] == "Grandmother's garden"
    assert names(alice, q="grandmother germany") == ["square.jpg"]
    answer = alice.patch(f"/files/{file_id}", json={"place": {"name": None}})
    assert answer.json()["place"]["name"] == "Munich, Bavaria, Germany"


def test_coordinates_that_a_person_sets_are_named(alice, seed):
    file_id = upload(alice, seed, MUNICH, "square.jpg")["fileId"]
    other = alice.wait_for_file(alice.upload(media.png(seed), "other.png")["fileId"])["fileId"]
    patch = {"place": {"latitude": LISBON[0], "longitude": LISBON[1]}}
    answer = alice.patch("/files", json={"fileIds": [file_id, other], "patch": patch})
    assert answer.status_code == 200 and not answer.json()["failed"], answer.text
    for changed in (file_id, other):
        wait_for_place(alice, changed, "Lisbon, Portugal")
    assert names(alice, q="lissabon") == ["other.png", "square.jpg"]
    assert names(alice, q="germany") == []
    alice.patch(f"/files/{file_id}", json={"place": None})
    assert place_of(alice, file_id)["name"] == "Munich, Bavaria, Germany"
    assert names(alice, q="germany") == ["square.jpg"]


def test_a_rebuild_names_the_places_of_an_earlier_version(make_drive, seed):
    drive = make_drive()
    user = User(drive.url)
    file_id = upload(user, seed, MUNICH, "square.jpg")["fileId"]
    assert drive.stop() == 0
    database = sqlite3.connect(drive.data / "audmg.db")
    with database:
        record = json.loads(database.execute("SELECT media_record FROM files").fetchone()[0])
        record["version"] -= 1
        for member in ("resolvedName", "names"):
            del record["image"]["place"][member]
        database.execute("UPDATE files SET media_record = ?", [json.dumps(record)])
    database.close()
    drive.start()
    user.log_in()
    assert "name" not in place_of(user, file_id)
    assert drive.command("media", "rebuild").returncode == 0
    wait_for_place(user, file_id, "Munich, Bavaria, Germany")
    assert names(user, q="deutschland") == ["square.jpg"]


def test_the_map_gathers_photos_with_their_latest_picture(alice, seed):
    first = upload(alice, seed, MUNICH, "square.jpg")
    latest = upload(alice, seed + 1, (MUNICH[0] + 0.001, MUNICH[1]), "church.jpg")
    hill = upload(alice, seed, LISBON, "hill.jpg")
    for file, date in ((first, "2019-05-01"), (latest, "2020-05-01"), (hill, "2018-05-01")):
        assert alice.patch(f"/files/{file['fileId']}", json={"date": date}).status_code == 200
    here = {"bounds": "-10,38,12,49"}
    found = alice.get("/map", params={**here, "zoom": 8}).json()
    assert found["count"] == 3 and not found["more"]
    assert found["bounds"] == [LISBON[1], LISBON[0], MUNICH[1], pytest.approx(MUNICH[0] + 0.001, abs=1e-5)]
    munich, lisbon = found["cells"]
    assert (munich["count"], munich["place"], munich["coverFileId"]) == (2, "Munich, Bavaria, Germany", latest["fileId"])
    assert lisbon["coverFileId"] == hill["fileId"] and lisbon["longitude"] == pytest.approx(LISBON[1], abs=1e-5)
    assert alice.get(munich["thumbnails"]["small"], anonymous=True).headers["Content-Type"] == "image/webp"
    # The photos of a cell are those within its bounds.
    of_cell = {"bounds": ",".join(map(str, munich["bounds"]))}
    assert names(alice, **of_cell) == names(alice, sort="date", **of_cell) == ["church.jpg", "square.jpg"]
    assert len(alice.get("/outline", params=of_cell).json()["fileIds"]) == 2
    assert alice.get("/timeline", params=of_cell).json()["months"][0]["month"] == "2020-05"
    assert names(alice, q="portugal", **of_cell) == []
    # Moved by a person, and in the trash.
    alice.patch(f"/files/{hill['fileId']}", json={"place": {"latitude": -18.1, "longitude": 178.4}})
    assert names(alice, bounds="170,-20,-170,-10") == ["hill.jpg"]
    assert alice.delete(f"/files/{latest['fileId']}").status_code == 204
    assert [cell["coverFileId"] for cell in alice.get("/map", params={**here, "zoom": 8}).json()["cells"]] == [first["fileId"]]


@pytest.mark.parametrize("parameter", ["bounds=1,2,3", "bounds=0,10,0,-10", "zoom=21", "zoom=x", "limit=501", "sort=date"])
def test_what_no_map_shows_is_refused(alice, parameter):
    answer = alice.get(f"/map?{parameter}")
    assert answer.status_code == 400, answer.text
    assert answer.json()["errors"][0]["field"] == parameter.split("=")[0]
