"""Uploads by form and by session: every order, repetition and interruption."""

import concurrent.futures
import hashlib
import pathlib
import random
import uuid

import pytest

import media
from client import Api, User, problem

MEDIA = pathlib.Path(__file__).resolve().parents[1] / "data" / "media"
FIXTURES = sorted(p for p in (MEDIA / "allowed").rglob("*") if p.is_file())
REFUSED = sorted(p for p in (MEDIA / "refused").rglob("*") if p.is_file())
MiB = 1024 * 1024


def content_of(session, content, number):
    begin = (number - 1) * session["partSize"]
    return content[begin : begin + session["partSize"]]


def send_part(user, session, content, number):
    url = next(part["url"] for part in session["parts"] if part["partNumber"] == number)
    answer = user.put(url, data=content_of(session, content, number))
    assert answer.status_code == 200, answer.text
    return answer.headers["ETag"]


@pytest.fixture(scope="module")
def part_size(shared):
    session = User(shared.url).create_upload(10**9)
    return session["partSize"]


@pytest.fixture
def three_parts(part_size, seed):
    return media.wav(2 * part_size + 1_000_000, seed)


def check_stored(user, file, content):
    assert file["size"] == len(content)
    assert file["sha256"] == hashlib.sha256(content).hexdigest()
    assert user.get(file["fileUrl"]).content == content
    # Its facts may be known by now, and URLs are signed anew.
    fixed = {name: file[name] for name in ("fileId", "fileName", "uploadedAt", "kind", "contentType", "size", "sha256")}
    assert any(fixed.items() <= f.items() for f in user.list_all())


@pytest.mark.parametrize("path", FIXTURES, ids=lambda p: p.name)
def test_each_fixture_by_form_and_by_session(alice, bob, path):
    content = path.read_bytes()
    check_stored(alice, alice.upload(content, path.name), content)
    check_stored(bob, bob.upload_in_parts(content, path.name), content)


@pytest.mark.parametrize("path", REFUSED, ids=lambda p: p.name)
def test_each_refused_fixture_leaves_nothing(shared, alice, path):
    before = shared.stored()
    problem(alice.send_file(path.read_bytes(), path.name), 415, "unsupported_media_type")
    assert shared.stored() == before


def test_there_are_fixtures():
    assert FIXTURES and REFUSED


def test_the_answer_of_an_upload(alice, seed):
    content = media.png(seed)
    answer = alice.send_file(content, "Ferien 2024.png").json()
    file = answer["file"]
    assert answer["fileUrl"] == file["fileUrl"]
    assert answer["message"] == "File uploaded successfully."
    assert (file["fileName"], file["kind"], file["contentType"]) == ("Ferien 2024.png", "image", "image/png")
    check_stored(alice, file, content)


def test_a_duplicate_is_recognised(shared, alice, seed):
    content = media.png(seed)
    first = alice.send_file(content, "one.png")
    alice.wait_for_file(first.json()["file"]["fileId"])
    before = shared.stored()
    again = alice.send_file(content, "two.png")
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json()["duplicate"] is True
    assert again.json()["message"] == "File was already uploaded."
    assert again.json()["file"]["fileId"] == first.json()["file"]["fileId"]
    assert shared.stored() == before
    by_session = alice.upload_in_parts(content, "three.png", "image/png")
    assert by_session["fileId"] == first.json()["file"]["fileId"]
    assert shared.stored() == before
    assert alice.delete(f"/files/{by_session['fileId']}?permanent=true").status_code == 204
    assert alice.send_file(content).status_code == 201


def test_the_same_bytes_at_once_make_one_file(alice, seed, shared):
    content = media.png(seed)

    def send(_):
        return User.send_file(clone(shared, alice), content).json()["file"]["fileId"]

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        ids = set(pool.map(send, range(8)))
    assert len(ids) == 1
    assert len(alice.list_all()) == 1


def clone(shared, user):
    """The same user over a connection of its own, for use in another thread."""
    api = Api(shared.url, user.token)
    api.__class__ = User
    return api


def test_parts_out_of_order_and_repeated(alice, three_parts):
    session = alice.create_upload(len(three_parts))
    assert [part["partNumber"] for part in session["parts"]] == [1, 2, 3]
    tags = {number: send_part(alice, session, three_parts, number) for number in (3, 1, 3, 2, 1)}
    status = alice.get(f"/uploads/{session['uploadId']}").json()
    assert {part["partNumber"]: f'"{part["etag"]}"' for part in status["parts"]} == tags
    assert status["missingParts"] == []
    assert sum(part["size"] for part in status["parts"]) == len(three_parts)
    answer = alice.post(f"/uploads/{session['uploadId']}/complete")
    assert answer.status_code == 201
    check_stored(alice, answer.json()["file"], three_parts)


def test_parts_in_parallel(shared, alice, three_parts):
    session = alice.create_upload(len(three_parts), sha256=hashlib.sha256(three_parts).hexdigest())
    with concurrent.futures.ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda n: send_part(clone(shared, alice), session, three_parts, n), [2, 1, 3]))
    answer = alice.post(f"/uploads/{session['uploadId']}/complete")
    assert answer.status_code == 201
    check_stored(alice, answer.json()["file"], three_parts)


def test_the_same_part_at_once(shared, alice, three_parts):
    session = alice.create_upload(len(three_parts))
    url, content = session["parts"][0]["url"], content_of(session, three_parts, 1)
    with concurrent.futures.ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: clone(shared, alice).put(url, data=content), range(6)))
    assert 200 in {answer.status_code for answer in answers}
    for answer in answers:
        if answer.status_code != 200:
            problem(answer, 409, "upload_busy")
    for number in (2, 3):
        send_part(alice, session, three_parts, number)
    file = alice.post(f"/uploads/{session['uploadId']}/complete").json()["file"]
    check_stored(alice, file, three_parts)


def test_a_repeated_part_replaces(alice, seed):
    right, wrong = media.wav(50_000, seed), media.wav(50_000, seed + 1)
    session = alice.create_upload(len(right))
    send_part(alice, session, wrong, 1)
    send_part(alice, session, right, 1)
    file = alice.post(f"/uploads/{session['uploadId']}/complete").json()["file"]
    check_stored(alice, file, right)


def test_resume_after_the_server_was_killed(make_drive, seed):
    drive = make_drive()
    user = User(drive.url)
    session = user.create_upload(10**9)
    content = media.wav(2 * session["partSize"] + 4000, seed)
    session = user.create_upload(len(content), "long.wav")
    send_part(user, session, content, 2)
    drive.kill()
    drive.start()
    status = user.get(f"/uploads/{session['uploadId']}").json()
    assert [part["partNumber"] for part in status["parts"]] == [2]
    assert [part["partNumber"] for part in status["missingParts"]] == [1, 3]
    assert status["fileName"] == "long.wav"
    for part in status["missingParts"]:
        assert user.put(part["url"], data=content_of(session, content, part["partNumber"])).status_code == 200
    drive.kill()
    drive.start()
    answer = user.post(f"/uploads/{session['uploadId']}/complete")
    assert answer.status_code == 201
    check_stored(user, answer.json()["file"], content)


def test_missing_parts_are_a_conflict(alice, three_parts):
    session = alice.create_upload(len(three_parts))
    path = f"/uploads/{session['uploadId']}"
    problem(alice.post(f"{path}/complete"), 409, "upload_incomplete")
    send_part(alice, session, three_parts, 1)
    send_part(alice, session, three_parts, 3)
    problem(alice.post(f"{path}/complete"), 409, "upload_incomplete")
    assert [p["partNumber"] for p in alice.get(path).json()["missingParts"]] == [2]
    assert alice.list_all() == []
    assert alice.delete(path).status_code == 204


@pytest.mark.parametrize("length", [0, 1, 49_999, 50_001, 60_000])
def test_a_part_of_the_wrong_size_is_refused(alice, seed, length):
    session = alice.create_upload(50_000)
    answer = alice.put(session["parts"][0]["url"], data=media.wav(60_000, seed)[:length])
    problem(answer, 400, "size_mismatch")
    assert alice.get(f"/uploads/{session['uploadId']}").json()["parts"] == []
    alice.delete(f"/uploads/{session['uploadId']}")


def test_a_part_says_its_size_beforehand(alice, seed):
    """As S3 wants it: a part in chunks of unknown sum is refused, whatever the sum is."""
    content = media.wav(50_000, seed)
    session = alice.create_upload(len(content))
    url = session["parts"][0]["url"]
    problem(alice.put(url, data=iter([content, b"x"])), 400, "size_mismatch")
    problem(alice.put(url, data=iter([content[:7], content[7:]])), 400, "size_mismatch")
    assert alice.put(url, data=content).status_code == 200
    assert alice.post(f"/uploads/{session['uploadId']}/complete").status_code == 201


def test_the_announced_digest_is_checked_at_the_end(shared, alice, seed):
    content = media.wav(50_000, seed)
    before = shared.stored()
    session = alice.create_upload(len(content), sha256=hashlib.sha256(b"other").hexdigest())
    send_part(alice, session, content, 1)
    problem(alice.post(f"/uploads/{session['uploadId']}/complete"), 422, "digest_mismatch")
    assert alice.list_all() == []
    alice.delete(f"/uploads/{session['uploadId']}")
    assert shared.stored() == before


def test_an_aborted_upload_is_gone(shared, alice, three_parts):
    before = shared.stored()
    session = alice.create_upload(len(three_parts))
    send_part(alice, session, three_parts, 1)
    assert alice.delete(f"/uploads/{session['uploadId']}").status_code == 204
    problem(alice.get(f"/uploads/{session['uploadId']}"), 404, "not_found")
    problem(alice.delete(f"/uploads/{session['uploadId']}"), 404, "not_found")
    problem(alice.post(f"/uploads/{session['uploadId']}/complete"), 404, "not_found")
    problem(alice.put(session["parts"][1]["url"], data=content_of(session, three_parts, 2)), 404, "not_found")
    assert shared.stored() == before


def test_completing_twice(alice, seed):
    content = media.wav(50_000, seed)
    session = alice.create_upload(len(content))
    send_part(alice, session, content, 1)
    key = {"Idempotency-Key": str(uuid.uuid4())}
    first = alice.post(f"/uploads/{session['uploadId']}/complete", headers=key)
    again = alice.post(f"/uploads/{session['uploadId']}/complete", headers=key)
    assert first.status_code == again.status_code == 201
    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.json()["file"]["fileId"] == first.json()["file"]["fileId"]
    without = alice.post(f"/uploads/{session['uploadId']}/complete")
    assert without.status_code == 200
    assert without.json()["file"]["fileId"] == first.json()["file"]["fileId"]
    assert len(alice.list_all()) == 1
    same_bytes = alice.create_upload(len(content))
    send_part(alice, same_bytes, content, 1)
    for _ in range(2):
        answer = alice.post(f"/uploads/{same_bytes['uploadId']}/complete")
        assert answer.status_code == 200
        assert answer.json()["file"]["fileId"] == first.json()["file"]["fileId"]


def test_completing_in_parallel_makes_one_file(shared, alice, three_parts):
    session = alice.create_upload(len(three_parts))
    for number in (1, 2, 3):
        send_part(alice, session, three_parts, number)
    with concurrent.futures.ThreadPoolExecutor(6) as pool:
        path = f"/uploads/{session['uploadId']}/complete"
        answers = list(pool.map(lambda _: clone(shared, alice).post(path), range(6)))
    statuses = {answer.status_code for answer in answers}
    assert statuses <= {200, 201, 404, 409} and statuses & {200, 201}, statuses
    [file] = alice.list_all()
    check_stored(alice, file, three_parts)


def test_a_session_for_20_gb_can_be_made(alice):
    size = 20 * 10**9
    session = alice.create_upload(size, "concert.wav")
    assert len(session["parts"]) <= 10_000
    assert (len(session["parts"]) - 1) * session["partSize"] < size <= len(session["parts"]) * session["partSize"]
    assert alice.delete(f"/uploads/{session['uploadId']}").status_code == 204


def test_over_the_limits(make_drive, seed):
    drive = make_drive({"AUDMG_MAX_UPLOAD_SIZE": "100KB", "AUDMG_MAX_FILE_SIZE": "1MB"})
    user = User(drive.url)
    before = drive.stored()
    answer = user.send_file(media.wav(200_000, seed), "a.wav", checked=True)
    assert "/uploads" in problem(answer, 413, "file_too_large")["message"]
    body = user.post("/uploads", json={"fileName": "a.wav", "contentType": "audio/wav", "size": 1_000_001})
    problem(body, 413, "file_too_large")
    assert drive.stored() == before
    assert user.upload_in_parts(media.wav(900_000, seed))["size"] == 900_000
    assert user.upload(media.wav(90_000, seed), "a.wav")["size"] == 90_000


def test_too_many_open_uploads_are_refused(make_drive):
    drive = make_drive()
    user = User(drive.url)
    made = []
    for _ in range(2000):
        answer = user.post("/uploads", json={"fileName": "a.wav", "contentType": "audio/wav", "size": 100})
        if answer.status_code != 201:
            problem(answer, 429, "too_many_uploads")
            break
        made.append(answer.json()["uploadId"])
    else:
        raise AssertionError("2000 open uploads of one user, and no end")
    assert user.delete(f"/uploads/{made[0]}").status_code == 204
    user.create_upload(100)


def test_listing_pages_newest_first(alice, seed):
    ids = [alice.upload(media.png(seed * 100 + n) if n % 3 else media.wav(2000, seed * 100 + n))["fileId"] for n in range(23)]
    for limit in (1, 5, 22, 23, 24, 200):
        assert [f["fileId"] for f in alice.list_all(limit)] == ids[::-1]
    assert [f["fileId"] for f in alice.list_all(4, kind="audio")] == [i for n, i in enumerate(ids) if n % 3 == 0][::-1]
    assert [f["fileId"] for f in alice.list_all(7, kind="image")] == [i for n, i in enumerate(ids) if n % 3][::-1]
    assert len(alice.get("/retrieve").json()["files"]) == 23
    # A page holds still while the library changes above it.
    first = alice.get("/retrieve", params={"limit": 10}).json()
    alice.upload(media.png(random.SystemRandom().randrange(1 << 50)))
    second = alice.get("/retrieve", params={"limit": 10, "cursor": first["nextCursor"]}).json()
    assert [f["fileId"] for f in first["files"] + second["files"]] == ids[::-1][:20]
