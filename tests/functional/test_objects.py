"""The object endpoint: ranges, validators and the header fields that make user bytes harmless."""

import email.parser
import email.utils
import os

import pytest

import contract
import media
from client import User, problem
from raw import exchange

SIZE = 1_000_044


@pytest.fixture(scope="module")
def song(shared):
    user = User(shared.url)
    content = media.wav(SIZE, 77)
    return user, user.upload(content, "song.wav"), content


def get(song, **headers):
    user, file, _ = song
    return user.get(file["fileUrl"], headers={name.replace("_", "-"): value for name, value in headers.items()})


LAST = SIZE - 1
SINGLE = [
    ("bytes=0-0", 0, 0),
    ("bytes=0-99", 0, 99),
    ("bytes=100-199", 100, 199),
    ("bytes=0-", 0, LAST),
    (f"bytes={LAST}-", LAST, LAST),
    (f"bytes={LAST}-{LAST}", LAST, LAST),
    ("bytes=-1", LAST, LAST),
    ("bytes=-500", SIZE - 500, LAST),
    (f"bytes=-{SIZE}", 0, LAST),
    (f"bytes=-{SIZE + 5}", 0, LAST),
    ("bytes=999999-2000000", 999_999, LAST),
    ("bytes=0-99999999999999999999999", 0, LAST),
    ("bytes=65535-65536", 65_535, 65_536),
    ("bytes=131071-262144", 131_071, 262_144),
    ("BYTES=0-9", 0, 9),
    ("bytes= 0-9", 0, 9),
]


@pytest.mark.parametrize("value,first,last", SINGLE)
def test_one_range(song, value, first, last):
    answer = get(song, Range=value)
    assert answer.status_code == 206
    assert answer.headers["Content-Range"] == f"bytes {first}-{last}/{SIZE}"
    assert int(answer.headers["Content-Length"]) == last - first + 1
    assert answer.content == song[2][first : last + 1]


@pytest.mark.parametrize(
    "value",
    ["", "bytes", "bytes=", "bytes=a-b", "bytes=5", "bytes=9-5", "items=0-5", "bytes=0-5-9", "bytes=--5", "bytes=0x0-5", "bytes=0-5,a-b", "bytes=" + "1" * 300],
)
def test_a_malformed_range_is_ignored(song, value):
    answer = get(song, Range=value)
    assert answer.status_code == 200
    assert answer.content == song[2]


@pytest.mark.parametrize("value", [f"bytes={SIZE}-", f"bytes={SIZE}-{SIZE + 1}", "bytes=-0", "bytes=99999999999999999999-", f"bytes={SIZE}-,{SIZE + 7}-"])
def test_an_unsatisfiable_range(song, value):
    answer = get(song, Range=value)
    problem(answer, 416, "range_not_satisfiable")
    assert answer.headers["Content-Range"] == f"bytes */{SIZE}"


def parts_of(answer):
    head = f"Content-Type: {answer.headers['Content-Type']}\r\n\r\n".encode()
    message = email.parser.BytesParser().parsebytes(head + answer.content)
    return [(part["Content-Range"], part["Content-Type"], part.get_payload(decode=True)) for part in message.get_payload()]


@pytest.mark.parametrize(
    "value,expected",
    [
        ("bytes=0-9,100-109", [(0, 9), (100, 109)]),
        ("bytes=0-0,50-59,-5", [(0, 0), (50, 59), (SIZE - 5, LAST)]),
        (f"bytes=0-9,{SIZE}-", [(0, 9)]),
        ("bytes=0-9,200-209,400-409,600-609,800-809", [(0, 9), (200, 209), (400, 409), (600, 609), (800, 809)]),
    ],
)
def test_several_ranges(song, value, expected):
    answer = get(song, Range=value)
    assert answer.status_code == 206
    if len(expected) == 1 and not answer.headers["Content-Type"].startswith("multipart/"):
        assert answer.content == song[2][expected[0][0] : expected[0][1] + 1]
        return
    assert answer.headers["Content-Type"].startswith("multipart/byteranges; boundary=")
    assert int(answer.headers["Content-Length"]) == len(answer.content)
    found = parts_of(answer)
    assert [part[0] for part in found] == [f"bytes {a}-{b}/{SIZE}" for a, b in expected]
    for (_, content_type, payload), (first, last) in zip(found, expected):
        assert content_type == "audio/wav"
        assert payload == song[2][first : last + 1]


@pytest.mark.parametrize("value", ["bytes=" + ",".join(f"{n * 10}-{n * 10 + 1}" for n in range(6)), "bytes=" + ",".join(["0-"] * 1000)])
def test_too_many_ranges_are_not_amplified(song, value):
    answer = get(song, Range=value)
    assert answer.status_code in (200, 206, 416)
    assert len(answer.content) <= SIZE + 2000


def test_overlapping_ranges_are_not_amplified(song):
    answer = get(song, Range="bytes=0-,0-,0-,0-,0-")
    assert answer.status_code in (200, 206)
    assert len(answer.content) <= SIZE + 2000


def test_head_is_as_get_without_the_body(song):
    user, file, _ = song
    full, head = user.get(file["fileUrl"]), user.head(file["fileUrl"])
    drop = {"Date", "X-Request-Id"}
    assert {k: v for k, v in full.headers.items() if k not in drop} == {k: v for k, v in head.headers.items() if k not in drop}
    assert int(head.headers["Content-Length"]) == SIZE
    assert user.head(file["fileUrl"], headers={"Range": "bytes=0-5"}).status_code == 200


def test_validators(song):
    first = get(song)
    tag, modified = first.headers["ETag"], first.headers["Last-Modified"]
    assert not tag.startswith("W/")
    assert email.utils.parsedate_to_datetime(modified)
    for value in (tag, "*", f'"other", {tag}', f"W/{tag}"):
        answer = get(song, If_None_Match=value)
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["ETag"] == tag
    assert get(song, If_None_Match='"other"').status_code == 200
    assert get(song, If_Modified_Since=modified).status_code == 304
    assert get(song, If_Modified_Since="Thu, 01 Jan 1970 00:00:00 GMT").status_code == 200
    assert get(song, If_Modified_Since="nonsense").status_code == 200
    assert get(song, If_None_Match='"other"', If_Modified_Since=modified).status_code == 200
    assert get(song, If_None_Match=tag, Range="bytes=0-5").status_code == 304


def test_if_range(song):
    tag = get(song).headers["ETag"]
    assert get(song, If_Range=tag, Range="bytes=0-5").status_code == 206
    assert get(song, If_Range='"other"', Range="bytes=0-5").status_code == 200
    assert get(song, If_Range=f"W/{tag}", Range="bytes=0-5").status_code == 200
    assert get(song, If_Range="Thu, 01 Jan 1970 00:00:00 GMT", Range="bytes=0-5").status_code == 200


def test_the_validator_is_of_the_bytes(alice, seed):
    one, two = alice.upload(media.png(seed)), alice.upload(media.png(seed + 1))
    tags = {alice.get(file["fileUrl"]).headers["ETag"] for file in (one, two)}
    assert len(tags) == 2
    renewed = alice.get(f"/files/{one['fileId']}").json()["fileUrl"]
    assert alice.get(renewed).headers["ETag"] in tags


def test_media_header_fields(song):
    for answer in (get(song), get(song, Range="bytes=0-5"), get(song, Range="bytes=0-5,10-15")):
        for name, value in contract.MEDIA_HEADERS.items():
            assert answer.headers[name] == value
        assert "Set-Cookie" not in answer.headers
        assert "Access-Control-Allow-Origin" not in answer.headers
    assert get(song).headers["Content-Type"] == "audio/wav"
    assert get(song).headers["Content-Disposition"].startswith("inline")


def test_download_saves_under_the_name(song):
    user, file, content = song
    answer = user.get(f"/files/{file['fileId']}/download")
    saved = user.get(answer.headers["Location"])
    assert saved.content == content
    assert saved.headers["Content-Disposition"].startswith("attachment")
    assert "song.wav" in saved.headers["Content-Disposition"]
    by_field = user.get(file["downloadUrl"])
    assert by_field.status_code in (200, 302)


def test_download_managers_may_ask_with_head_first(song):
    user, file, content = song
    answer = user.head(f"/files/{file['fileId']}/download")
    assert answer.status_code == 302
    assert answer.content == b""
    asked = user.head(answer.headers["Location"])
    assert asked.status_code == 200
    assert asked.headers["Content-Length"] == str(len(content))
    assert asked.headers["Content-Disposition"].startswith("attachment")
    shown = user.head(f"/files/{file['fileId']}")
    assert (shown.status_code, shown.content) == (200, b"")
    assert user.head("/files/0198f2c4-5a1e-7c3d-9b2a-3f4e5d6c7b8a/download").status_code == 404


def test_the_type_is_of_the_bytes_not_of_the_name(alice, seed):
    file = alice.upload(media.png(seed), "page.html")
    assert file["contentType"] == "image/png"
    assert alice.get(file["fileUrl"]).headers["Content-Type"] == "image/png"
    form = {"file": ("a.png", media.png(seed + 1), "text/html")}
    file = alice.post("/upload", files=form).json()["file"]
    assert alice.get(file["fileUrl"]).headers["Content-Type"] == "image/png"


def test_html_hidden_in_an_image_stays_an_image(alice, seed):
    content = media.png(seed) + b"<html><script>alert(document.cookie)</script></html>"
    answer = alice.send_file(content, "x.html")
    if answer.status_code == 415:
        return
    file = answer.json()["file"]
    got = alice.get(file["fileUrl"])
    assert got.headers["Content-Type"] == "image/png"
    assert "sandbox" in got.headers["Content-Security-Policy"]


def test_no_origin_is_let_in(alice):
    for origin in ("https://evil.example", "null"):
        answer = alice.get("/me", headers={"Origin": origin})
        assert "Access-Control-Allow-Origin" not in answer.headers
        answer = alice.call("OPTIONS", "/me", headers={"Origin": origin, "Access-Control-Request-Method": "GET"}, checked=False)
        assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize("cached", [True, False], ids=["from the page cache", "from the disk"])
def test_small_objects_end_where_they_end(make_drive, cached):
    """Sizes around those of buffers, many answers on one connection: not a byte too many or too few."""
    drive = make_drive({"AUDMG_MEDIA": "off"})
    user = User(drive.url)
    contents = [media.wav(size, size) for size in [*range(300, 3200, 50), *range(3200, 20_000, 900)]]
    urls = [user.upload(content, "a.wav")["fileUrl"].removeprefix(drive.url) for content in contents]
    if not cached:
        for path in (drive.data / "objects").rglob("*"):
            if path.is_file():
                with open(path, "rb") as file:
                    os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    asked = "".join(f"GET {url} HTTP/1.1\r\nHost: a\r\n\r\n" for url in urls[:-1])
    asked += f"GET {urls[-1]} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
    received = exchange(drive.port, asked.encode(), timeout=20)
    for content in contents:
        head, _, rest = received.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200 "), (len(content), head)
        assert f"\r\nContent-Length: {len(content)}\r\n".encode() in head + b"\r\n"
        assert rest[: len(content)] == content, len(content)
        received = rest[len(content) :]
    assert received == b""
