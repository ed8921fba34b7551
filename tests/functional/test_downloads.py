"""POST /downloads: many files as one zip that can be resumed, and stays as it was."""

import io
import sqlite3
import subprocess
import zipfile

import media
import pytest
from client import User, problem


def upload_some(user, seed, count):
    return [user.upload(media.png(seed + (n << 44), 30 + n, 20), f"{n}.png") for n in range(count)]


def zip_of(user, answer):
    got = user.get(answer["url"])
    assert got.status_code == 200
    assert int(got.headers["Content-Length"]) == answer["size"] == len(got.content)
    return zipfile.ZipFile(io.BytesIO(got.content))


def test_an_archive_has_the_files_as_they_are(alice, seed):
    files = upload_some(alice, seed, 5)
    answer = alice.post("/downloads", json={"fileIds": [file["fileId"] for file in files]})
    assert answer.status_code == 201
    archive = zip_of(alice, answer.json())
    assert archive.testzip() is None
    assert archive.namelist() == [file["fileName"] for file in files]
    for file in files:
        assert archive.read(file["fileName"]) == alice.get(file["fileUrl"]).content


def test_headers_tell_what_it_is(alice, seed):
    files = upload_some(alice, seed, 1)
    answer = alice.post("/downloads", json={"fileIds": [files[0]["fileId"]]}).json()
    head = alice.head(answer["url"])
    assert head.headers["Content-Type"] == "application/zip"
    assert head.headers["Content-Disposition"].startswith('attachment; filename="Audmg Drive ')
    assert head.headers["Accept-Ranges"] == "bytes" and head.headers["ETag"]
    assert int(head.headers["Content-Length"]) == answer["size"]


def test_it_can_be_resumed_at_any_byte(alice, seed):
    files = upload_some(alice, seed, 3)
    answer = alice.post("/downloads", json={"fileIds": [file["fileId"] for file in files]}).json()
    first = alice.get(answer["url"])
    whole = first.content
    etag = first.headers["ETag"]
    for offset in range(0, len(whole), max(1, len(whole) // 40)):
        rest = alice.get(answer["url"], headers={"Range": f"bytes={offset}-", "If-Range": etag})
        assert rest.status_code == 206 and rest.content == whole[offset:]
        some = alice.get(answer["url"], headers={"Range": f"bytes={offset}-{offset + 99}"})
        assert some.content == whole[offset : offset + 100]
    assert alice.get(answer["url"], headers={"Range": f"bytes={len(whole)}-"}).status_code == 416


def test_curl_resumes_and_unzip_finds_no_fault(alice, seed, tmp_path):
    files = upload_some(alice, seed, 4)
    answer = alice.post("/downloads", json={"fileIds": [file["fileId"] for file in files]}).json()
    target = tmp_path / "a.zip"
    whole = alice.get(answer["url"]).content
    target.write_bytes(whole[: len(whole) // 2])
    subprocess.run(["curl", "-sS", "-f", "-m", "20", "-C", "-", "-o", target, answer["url"]], check=True)
    assert target.read_bytes() == whole
    subprocess.run(["unzip", "-tqq", target], check=True)


def test_names_that_are_alike_are_told_apart(alice, seed):
    ids = [alice.upload(media.png(seed + (n << 44), 9, 9), "same.png")["fileId"] for n in range(3)]
    answer = alice.post("/downloads", json={"fileIds": ids}).json()
    assert zip_of(alice, answer).namelist() == ["same.png", "same (2).png", "same (3).png"]


def test_the_list_of_its_files_is_for_those_who_make_it_themselves(alice, seed):
    files = upload_some(alice, seed, 5)
    answer = alice.post("/downloads", json={"fileIds": [file["fileId"] for file in files]}).json()
    found = []
    cursor = {}
    while True:
        page = alice.get(f"/downloads/{answer['downloadId']}/files", params={"limit": 2, **cursor})
        assert page.status_code == 200
        found += page.json()["files"]
        if "nextCursor" not in page.json():
            break
        cursor = {"cursor": page.json()["nextCursor"]}
    assert [entry["name"] for entry in found] == [file["fileName"] for file in files]
    other = alice.post("/downloads", json={"fileIds": [files[0]["fileId"]]}).json()["downloadId"]
    for parameters in (cursor, {"sort": "name"}, {"limit": 0}):
        assert alice.get(f"/downloads/{other}/files", params=parameters).status_code == 400
    for entry in found:
        content = alice.get(entry["fileUrl"]).content
        assert len(content) == entry["size"] and zipfile.crc32(content) == entry["crc32"]


def test_a_repeated_request_answers_the_same_download(alice, seed):
    files = upload_some(alice, seed, 1)
    body = {"fileIds": [files[0]["fileId"]]}
    key = {"Idempotency-Key": f"download-{seed}"}
    first = alice.post("/downloads", json=body, headers=key).json()
    again = alice.post("/downloads", json=body, headers=key)
    assert again.status_code == 201 and again.json()["downloadId"] == first["downloadId"]


@pytest.mark.parametrize(
    "body, status, code",
    [
        ({}, 400, "validation_failed"),
        ({"fileIds": []}, 400, "validation_failed"),
        ({"fileIds": "x"}, 400, "validation_failed"),
        ({"fileIds": [1]}, 400, "validation_failed"),
        ({"fileIds": ["x"]}, 404, "not_found"),
        ({"fileIds": ["0198f2c4-5a1e-7c3d-9b2a-000000000002"]}, 404, "not_found"),
        ({"collection": "0198f2c4-5a1e-7c3d-9b2a-000000000002"}, 404, "not_found"),
        ({"fileIds": ["x"], "collection": "y"}, 400, "validation_failed"),
    ],
)
def test_requests_that_make_no_sense_are_refused(alice, body, status, code):
    answer = alice.post("/downloads", json=body)
    assert answer.status_code == status and answer.json()["code"] == code


def test_a_search_is_downloaded_as_a_whole(alice, seed):
    for n, name in enumerate(["beach 1.png", "city.png", "beach 2.png"]):
        alice.upload(media.png(seed + (n << 44), 9, 9), name)
    answer = alice.post("/downloads", json={"query": "q=beach&sort=name"})
    assert answer.status_code == 201
    assert zip_of(alice, answer.json()).namelist() == ["beach 1.png", "beach 2.png"]
    for query in ("q=nothing", "q=beach&limit=1", "sort=colour"):
        assert alice.post("/downloads", json={"query": query}).status_code == 400


def test_an_album_is_downloaded_in_its_order(alice, seed):
    files = upload_some(alice, seed, 3)
    album = alice.post("/collections", json={"title": "A", "kind": "album"}).json()["collectionId"]
    ids = [file["fileId"] for file in files]
    assert alice.post(f"/collections/{album}/files", json={"fileIds": ids[::-1]}).status_code == 200
    alice.delete(f"/files/{ids[1]}")
    answer = alice.post("/downloads", json={"collection": album}).json()
    assert zip_of(alice, answer).namelist() == ["2.png", "0.png"]


def test_sidecars_say_what_people_changed(alice, seed):
    files = upload_some(alice, seed, 2)
    assert alice.patch(f"/files/{files[0]['fileId']}", json={"title": "Sea & sun"}).status_code == 200
    ids = [file["fileId"] for file in files]
    archive = zip_of(alice, alice.post("/downloads", json={"fileIds": ids, "sidecars": True}).json())
    assert archive.namelist() == ["0.png", "0.png.xmp", "1.png"]
    assert b"Sea &amp; sun" in archive.read("0.png.xmp")


def test_files_of_others_are_not_found(alice, bob, seed):
    files = upload_some(alice, seed, 1)
    assert bob.post("/downloads", json={"fileIds": [files[0]["fileId"]]}).status_code == 404
    answer = alice.post("/downloads", json={"fileIds": [files[0]["fileId"]]}).json()
    assert bob.get(f"/downloads/{answer['downloadId']}/files").status_code == 404


def test_a_user_has_a_limited_number_of_them_at_a_time(make_drive, seed):
    drive = make_drive({"AUDMG_MAX_OPEN_DOWNLOADS": "2", "AUDMG_MEDIA": "off"})
    user, other = User(drive.url), User(drive.url)
    (file,) = upload_some(user, seed, 1)
    key = {"Idempotency-Key": f"download-{seed}"}
    body = {"fileIds": [file["fileId"]]}
    for _ in range(2):
        assert user.post("/downloads", json=body, headers=key).status_code == 201
        key = {}
    refused = user.post("/downloads", json=body)
    problem(refused, 429, "too_many_downloads")
    assert "2 downloads" in refused.json()["message"]
    assert 0 < int(refused.headers["Retry-After"]) <= 24 * 3600
    again = user.post("/downloads", json=body, headers={"Idempotency-Key": f"download-{seed}"})
    assert again.status_code == 201, "an answer that was lost is no further download"
    (file,) = upload_some(other, seed, 1)
    assert other.post("/downloads", json={"fileIds": [file["fileId"]]}).status_code == 201


def crc32s(drive):
    with sqlite3.connect(f"file:{drive.data / 'audmg.db'}?mode=ro", uri=True) as database:
        found = [crc32 for (crc32,) in database.execute("SELECT crc32 FROM files ORDER BY id")]
    database.close()
    return found


def test_files_from_before_crcs_were_kept_are_read_for_one_once(make_drive, seed):
    drive = make_drive({"AUDMG_MEDIA": "off"})
    user = User(drive.url)
    files = upload_some(user, seed, 3)
    known = crc32s(drive)
    assert drive.stop() == 0, drive.stderr()
    with sqlite3.connect(drive.data / "audmg.db") as database:
        database.execute("UPDATE files SET crc32 = -1")
    database.close()
    drive.start()
    user.url = drive.url
    user.log_in()
    body = {"fileIds": [file["fileId"] for file in files]}
    answer = user.post("/downloads", json=body)
    assert answer.status_code == 201, answer.text
    assert crc32s(drive) == known and -1 not in known
    assert zip_of(user, answer.json()).testzip() is None
