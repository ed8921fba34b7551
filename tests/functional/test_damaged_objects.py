"""Objects that were damaged behind the server's back: an answer that says so, never wrong bytes."""

import os

import pytest

import media
from client import User, problem
from raw import exchange


@pytest.fixture
def drive(make_drive):
    return make_drive()


@pytest.fixture
def user(drive):
    return User(drive.url)


def object_of(drive, url):
    """The file behind a signed URL."""
    key = url.split("/objects/", 1)[1].split("?", 1)[0]
    path = drive.data / "objects" / "objects" / key
    assert path.is_file()
    return key, path


def cut(path):
    os.truncate(path, 100)


def cut_to_nothing(path):
    os.truncate(path, 0)


def extend(path):
    with open(path, "ab") as file:
        file.write(b"\0")


@pytest.mark.parametrize("size", [3_000, 300_000], ids=["small", "large"])
@pytest.mark.parametrize("opened", [False, True], ids=["at rest", "while it is kept open"])
@pytest.mark.parametrize("damage", [cut, cut_to_nothing, extend])
def test_a_file_of_another_size_is_not_served(drive, user, damage, opened, size):
    content = media.wav(size, 1)
    file = user.upload(content, "a.wav")
    urls = [file["fileUrl"], file["downloadUrl"]]
    key, path = object_of(drive, file["fileUrl"])
    if opened:
        # More than one loop may have it open; the last answer is from one that has.
        for _ in range(8):
            assert user.get(file["fileUrl"]).content == content
    damage(path)
    for url in urls:
        assert "damaged" in problem(user.get(url), 500, "object_damaged")["message"]
        problem(user.get(url, headers={"Range": "bytes=0-9"}), 500, "object_damaged")
        assert user.call("HEAD", url, checked=False).status_code == 500
    assert drive.stop() == 0
    found = [record for record in drive.records() if record["event"] == "object_damaged"]
    assert len(found) == 3 * len(urls)
    for record in found:
        assert record["level"] == "error"
        assert record["objectKey"] == key
        assert record["size"] == path.stat().st_size
        assert record["recordedSize"] == len(content)


def test_a_connection_goes_on_after_it(drive, user):
    content = media.wav(50_000, 2)
    whole = user.upload(media.wav(40_000, 3), "whole.wav")["fileUrl"].removeprefix(drive.url)
    url = user.upload(content, "a.wav")["fileUrl"]
    path = object_of(drive, url)[1]
    assert user.get(url).content == content
    cut(path)
    url = url.removeprefix(drive.url)
    asked = f"GET {url} HTTP/1.1\r\nHost: a\r\n\r\nGET {whole} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
    received = exchange(drive.port, asked.encode(), timeout=20)
    assert received.startswith(b"HTTP/1.1 500 ")
    assert b"HTTP/1.1 200 OK" in received
    assert received.endswith(media.wav(40_000, 3))


def test_a_file_that_is_whole_again_is_served_again(drive, user):
    content = media.wav(50_000, 4)
    url = user.upload(content, "a.wav")["fileUrl"]
    path = object_of(drive, url)[1]
    cut(path)
    problem(user.get(url), 500, "object_damaged")
    path.write_bytes(content)
    assert user.get(url).content == content


def test_a_removed_file_is_not_found(drive, user):
    url = user.upload(media.wav(50_000, 5), "a.wav")["fileUrl"]
    assert user.get(url).status_code == 200
    object_of(drive, url)[1].unlink()
    problem(user.get(url), 404, "not_found")


def test_a_removed_file_that_a_snapshot_has_comes_back_with_its_bytes(drive, user):
    """A snapshot is of hard links: the file has another name, and the server has it open."""
    content = media.wav(50_000, 7)
    url = user.upload(content, "a.wav")["fileUrl"]
    made = drive.command("backup", "create", str(drive.folder / "backup"))
    assert made.returncode == 0, made.stderr
    for _ in range(8):
        assert user.get(url).content == content
    path = object_of(drive, url)[1]
    assert path.stat().st_nlink == 2
    path.unlink()
    problem(user.get(url), 404, "not_found")
    url = user.upload(content, "a.wav")["fileUrl"]
    drive.kill()
    drive.start()
    assert user.get(url).content == content


def test_a_damaged_rendition_is_not_served(drive, user):
    file = user.wait_for_file(user.upload(media.png(6), "a.png")["fileId"])
    urls = list(file["thumbnails"].values())
    assert urls
    for url in urls:
        assert user.get(url).status_code == 200
        extend(object_of(drive, url)[1])
        problem(user.get(url), 500, "object_damaged")
