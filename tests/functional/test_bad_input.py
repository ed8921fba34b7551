"""What bad input gets: a problem with a stable code, and nothing stored."""

import base64
import hashlib
import json

import pytest

import media
from client import PASSWORD, User, problem


@pytest.fixture
def nothing_stored(shared, alice):
    """Fails when the test leaves anything behind in the object store or in the user's list."""
    before = shared.stored()
    yield
    assert shared.stored() == before
    assert alice.list_all() == []


def signup_body(seed, **changes):
    body = {"username": f"u{seed}", "password": PASSWORD, "email": f"u{seed}@example.org", **changes}
    return {name: value for name, value in body.items() if value is not ...}


BAD_SIGNUPS = [
    ("username", ..., "missing"),
    ("username", None, "missing"),
    ("username", 12345, "wrong_type"),
    ("username", ["abc"], "wrong_type"),
    ("username", {"a": "b"}, "wrong_type"),
    ("username", "ab", "too_short"),
    ("username", "", "too_short"),
    ("username", "a" * 33, "too_long"),
    ("username", ".abc", "invalid"),
    ("username", "a b c", "invalid"),
    ("username", "ab@c", "invalid"),
    ("username", "ab/../c", "invalid"),
    ("username", "аbcd", "invalid"),  # a Cyrillic а
    ("username", "abc\u0000", "invalid"),
    ("username", "abc\n", "invalid"),
    ("password", ..., "missing"),
    ("password", True, "wrong_type"),
    ("password", "", "too_short"),
    ("password", "1234567", "too_short"),
    ("password", "ééééééé", "too_short"),
    ("password", "p" * 257, "too_long"),
    ("password", "😀" * 257, "too_long"),
    ("password", "password123", "common_password"),
    ("password", "1234567890", "common_password"),
    ("password", "qwertyuiop", "common_password"),
    ("email", ..., "missing"),
    ("email", 5, "wrong_type"),
    ("email", "", "invalid"),
    ("email", "someone", "invalid"),
    ("email", "@example.org", "invalid"),
    ("email", "someone@", "invalid"),
    ("email", "someone@localhost", "invalid"),
    ("email", "some one@example.org", "invalid"),
    ("email", "a@b@example.org", "invalid"),
    ("email", ".a@example.org", "invalid"),
    ("email", "a..b@example.org", "invalid"),
    ("email", "a@-example.org", "invalid"),
    ("email", "a@example..org", "invalid"),
    ("email", "a\r\nBcc: b@example.org", "invalid"),
    ("email", "a" * 250 + "@example.org", "too_long"),
]


@pytest.mark.parametrize("field,value,code", BAD_SIGNUPS)
def test_bad_signup(api, seed, field, value, code):
    answer = api.post("/signup", json=signup_body(seed, **{field: value}))
    errors = problem(answer, 400, "validation_failed", field)["errors"]
    codes = [error["code"] for error in errors if error["field"] == field]
    assert code in codes or (value == "" and codes), errors
    assert [error["field"] for error in errors] == [field]


def test_every_bad_field_is_named(api):
    answer = api.post("/signup", json={"username": "a", "password": "b", "email": "c"})
    fields = {error["field"] for error in problem(answer, 400, "validation_failed")["errors"]}
    assert fields == {"username", "password", "email"}


def test_a_password_of_256_four_byte_characters_is_kept_whole(shared, seed):
    long = "😀" * 255
    user = User(shared.url, f"long-{seed}", long + "a")
    problem(user.post("/login", json={"username": user.username, "password": long + "b"}), 401, "invalid_credentials")
    problem(user.post("/login", json={"username": user.username, "password": long}), 401, "invalid_credentials")
    user.log_in()


def test_passwords_that_differ_after_72_bytes_are_different(shared, seed):
    user = User(shared.url, f"l72-{seed}", "x" * 72 + "1")
    problem(user.post("/login", json={"username": user.username, "password": "x" * 72 + "2"}), 401, "invalid_credentials")


BAD_JSON = [
    b"",
    b"{",
    b'{"username":"a"',
    b"[]",
    b'"text"',
    b"null",
    b"42",
    b"{'username':'a'}",
    b'{"username":"a",}',
    b'{"username":"\xff\xfe"}',
    b'{"username":"\xc0\x80abc"}',
    b'{"username":"\\ud800"}',
    b'{"username":"a"} trailing',
    b'\xef\xbb\xbf{"username":"a"}',
    b'{"a":' * 40 + b"1" + b"}" * 40,
    b"[" * 30_000,
    b"{\x00}",
    b'{"size":1e999}',
]


@pytest.mark.parametrize("body", BAD_JSON, ids=lambda b: repr(b[:24]))
@pytest.mark.parametrize("path", ["/signup", "/login", "/token/refresh", "/uploads"])
def test_malformed_json(alice, nothing_stored, path, body):
    answer = alice.post(path, data=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["code"] in ("invalid_json", "validation_failed")
    if not body.startswith((b'{"size', b"[]", b'"text', b"null", b"42")):
        assert answer.json()["code"] == "invalid_json", answer.text


@pytest.mark.parametrize("content_type", [None, "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/jsonp"])
def test_json_routes_want_json(alice, content_type):
    headers = {"Content-Type": content_type} if content_type else {}
    answer = alice.post("/login", data=json.dumps({"username": "a", "password": "b"}).encode(), headers=headers)
    problem(answer, 415, "unsupported_media_type")


def test_json_with_a_charset_is_json(alice):
    body = json.dumps({"username": alice.username, "password": PASSWORD}).encode()
    answer = alice.post("/login", data=body, headers={"Content-Type": "Application/JSON; charset=utf-8"})
    assert answer.status_code == 200


def test_unknown_fields_are_ignored(api, seed):
    assert api.post("/signup", json=signup_body(seed, isAdmin=True, extra=[1])).status_code == 201


NOT_MEDIA = [
    ("notes.jpg", b"just some text, nothing more\n" * 10),
    ("page.png", b"<!DOCTYPE html><html><script>alert(1)</script></html>"),
    ("drawing.svg", b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"),
    ("paper.pdf", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"),
    ("picture.bmp", b"BM" + (58).to_bytes(4, "little") + bytes(52)),
    ("layers.psd", b"8BPS\x00\x01" + bytes(60)),
    ("archive.zip", b"PK\x03\x04" + bytes(60)),
    ("program", b"\x7fELF\x02\x01\x01" + bytes(60)),
    ("list.mp3", b"#EXTM3U\n#EXTINF:10,\nhttp://127.0.0.1:1/x\n"),
    ("concat.mp3", b"ffconcat version 1.0\nfile /etc/passwd\n"),
    ("film.mkv", b"\x1a\x45\xdf\xa3" + bytes(60)),
    ("film.mp4", b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2avc1mp41" + bytes(60)),
    ("photo.jxl", b"\xff\x0a" + bytes(60)),
    ("photo.jp2", b"\x00\x00\x00\x0cjP  \r\n\x87\n" + bytes(60)),
    ("zeros.jpg", bytes(4096)),
    ("one.png", b"\x89"),
    ("cut.png", b"\x89PNG\r\n\x1a\n"),
    ("cut.jpg", b"\xff\xd8\xff\xe0"),
]


@pytest.mark.parametrize("name,content", NOT_MEDIA, ids=lambda v: v if isinstance(v, str) else "")
def test_what_is_not_allowed_by_its_bytes_is_refused(alice, nothing_stored, name, content):
    answer = alice.send_file(content, name)
    message = problem(answer, 415, "unsupported_media_type")["message"]
    assert len(message) > 10
    problem(alice.send_file(content, name), 415, "unsupported_media_type")


def test_the_refusal_says_what_it_looks_like(alice):
    assert "pdf" in alice.send_file(b"%PDF-1.7\n%%EOF\n", "a.jpg").json()["message"].lower()


def test_by_session_too_the_bytes_decide(alice, nothing_stored):
    content = b"%PDF-1.7\n%%EOF\n"
    session = alice.create_upload(len(content), "photo.jpg", "image/jpeg")
    assert alice.put(session["parts"][0]["url"], data=content).status_code == 200
    problem(alice.post(f"/uploads/{session['uploadId']}/complete"), 415, "unsupported_media_type")
    alice.delete(f"/uploads/{session['uploadId']}")


def test_an_empty_file_is_refused(alice, nothing_stored):
    problem(alice.send_file(b""), 400, "empty_file")


def test_two_files_are_refused(alice, nothing_stored, seed):
    files = [("file", ("a.png", media.png(seed))), ("file", ("b.png", media.png(seed + 1)))]
    problem(alice.post("/upload", files=files), 400, "multiple_files")


def test_a_form_without_a_file_is_refused(alice, nothing_stored):
    problem(alice.post("/upload", files={"sha256": (None, "0" * 64)}), 400, "validation_failed", "file")


def test_upload_wants_a_form(alice, nothing_stored, seed):
    answer = alice.post("/upload", data=media.png(seed), headers={"Content-Type": "image/png"})
    problem(answer, 415, "unsupported_media_type")


@pytest.mark.parametrize("content_type", ["multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=" + "b" * 71])
def test_a_form_needs_a_right_boundary(alice, nothing_stored, content_type):
    answer = alice.post("/upload", data=b"--b\r\n\r\n\r\n--b--\r\n", headers={"Content-Type": content_type})
    assert answer.status_code in (400, 415) and answer.json()["code"] in ("bad_request", "unsupported_media_type", "validation_failed")


def test_a_form_without_its_last_boundary_is_refused(alice, nothing_stored, seed):
    body = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n' + media.png(seed)
    answer = alice.post("/upload", data=body, headers={"Content-Type": "multipart/form-data; boundary=b"})
    assert answer.status_code == 400 and answer.json()["code"] in ("incomplete_body", "bad_request")


def test_a_wrong_digest_is_refused(alice, nothing_stored, seed):
    content = media.png(seed)
    wrong = hashlib.sha256(b"other").digest()
    answer = alice.post("/upload", files=[("sha256", (None, wrong.hex())), ("file", ("a.png", content))])
    problem(answer, 422, "digest_mismatch")
    answer = alice.post("/upload", files=[("file", ("a.png", content)), ("sha256", (None, wrong.hex()))])
    problem(answer, 422, "digest_mismatch")
    header = {"X-Amz-Checksum-Sha256": base64.b64encode(wrong).decode()}
    problem(alice.send_file(content, headers=header), 422, "digest_mismatch")


@pytest.mark.parametrize("digest", ["", "xyz", "0" * 63, "g" * 64, "0" * 65])
def test_a_malformed_digest_is_refused(alice, nothing_stored, seed, digest):
    answer = alice.post("/upload", files=[("sha256", (None, digest)), ("file", ("a.png", media.png(seed)))])
    problem(answer, 400, "validation_failed", "sha256")


def test_a_right_digest_is_accepted(alice, seed):
    content = media.png(seed)
    digest = hashlib.sha256(content).digest()
    header = {"X-Amz-Checksum-Sha256": base64.b64encode(digest).decode()}
    answer = alice.post("/upload", files=[("sha256", (None, digest.hex())), ("file", ("a.png", content))], headers=header)
    assert answer.status_code == 201
    assert answer.json()["file"]["sha256"] == digest.hex()


BAD_SESSIONS = [
    ("fileName", ..., "missing"),
    ("fileName", 3, "wrong_type"),
    ("fileName", "", "too_short"),
    ("fileName", "é" * 513, "too_long"),
    ("contentType", ..., "missing"),
    ("contentType", 3, "wrong_type"),
    ("size", ..., "missing"),
    ("size", "10", "wrong_type"),
    ("size", 1.5, "wrong_type"),
    ("size", True, "wrong_type"),
    ("size", -1, "out_of_range"),
    ("sha256", "abc", "invalid"),
    ("sha256", 7, "wrong_type"),
]


@pytest.mark.parametrize("field,value,code", BAD_SESSIONS)
def test_bad_upload_session(alice, nothing_stored, field, value, code):
    body = {"fileName": "a.wav", "contentType": "audio/wav", "size": 100, field: value}
    body = {name: v for name, v in body.items() if v is not ...}
    problem(alice.post("/uploads", json=body), 400, "validation_failed", field)


def test_a_session_for_an_empty_file_is_refused(alice, nothing_stored):
    body = {"fileName": "a.wav", "contentType": "audio/wav", "size": 0}
    problem(alice.post("/uploads", json=body), 400, "empty_file")


@pytest.mark.parametrize("size", [10**19, 2**63, 2**64, 10**30])
def test_a_size_beyond_64_bits_is_refused(alice, nothing_stored, size):
    answer = alice.post("/uploads", json={"fileName": "a.wav", "contentType": "audio/wav", "size": size})
    assert (answer.status_code, answer.json()["code"]) in ((400, "validation_failed"), (413, "file_too_large"))


@pytest.mark.parametrize("key", ["", "a b", "a\tb", "k" * 256, "é".encode()])
def test_a_bad_idempotency_key_is_refused(alice, nothing_stored, key):
    body = {"fileName": "a.wav", "contentType": "audio/wav", "size": 100}
    answer = alice.post("/uploads", json=body, headers={"Idempotency-Key": key})
    assert answer.status_code == 400 and answer.json()["code"] in ("validation_failed", "bad_request")


@pytest.mark.parametrize(
    "parameters",
    [{"limit": "0"}, {"limit": "-1"}, {"limit": "x"}, {"limit": ""}, {"limit": "1e2"}, {"limit": "99999999999999999999"}, {"kind": ""}, {"kind": "IMAGE"}],
)
def test_bad_list_parameters(alice, parameters):
    problem(alice.get("/retrieve", params=parameters), 400, "validation_failed", next(iter(parameters)))


@pytest.mark.parametrize("cursor", ["", "x", "AAAA", "." * 100, "a" * 4000, "\x00", "é"])
def test_bad_cursors(alice, cursor):
    answer = alice.get("/retrieve", params={"cursor": cursor})
    assert answer.status_code == 400 and answer.json()["code"] in ("invalid_cursor", "validation_failed", "bad_request")


def test_a_tampered_cursor_is_refused(alice, seed):
    for number in range(2):
        alice.upload(media.png(seed + number * 1_000_003))
    cursor = alice.get("/retrieve", params={"limit": 1}).json()["nextCursor"]
    for position in range(len(cursor)):
        other = "A" if cursor[position] != "A" else "E"
        answer = alice.get("/retrieve", params={"limit": 1, "cursor": cursor[:position] + other + cursor[position + 1 :]})
        problem(answer, 400, "invalid_cursor")
