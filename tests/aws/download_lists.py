"""The files of a download where it has no URL, as S3 gives them."""

import zlib

import media
import requests


def upload_some(user, seed, count):
    return [user.upload(media.png(seed + (n << 44), 30 + n, 20), f"{n}.png") for n in range(count)]


def files_of(user, download, limit):
    """All pages of GET /downloads/{id}/files."""
    found, cursor = [], {}
    while True:
        page = user.get(f"/downloads/{download}/files", params={"limit": limit, **cursor})
        assert page.status_code == 200, page.text
        found += page.json()["files"]
        if "nextCursor" not in page.json():
            return found
        assert len(page.json()["files"]) == limit
        cursor = {"cursor": page.json()["nextCursor"]}


def check_contents(found, files):
    """S3 gives what the list says, by links without a token."""
    assert [entry["name"] for entry in found] == [file["fileName"] for file in files]
    for entry, file in zip(found, files):
        got = requests.get(entry["fileUrl"], timeout=10)
        assert got.status_code == 200, got.text
        assert (len(got.content), zlib.crc32(got.content)) == (entry["size"], entry["crc32"])
        assert entry["size"] == file["size"]
