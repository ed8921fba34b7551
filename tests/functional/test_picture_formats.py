"""Every kind of picture on the allow-list, from the upload to its thumbnail; and what only looks like one."""

import pathlib
import shutil
import struct
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
MEDIA = ROOT / "tests" / "data" / "media"
ALLOWED = MEDIA / "allowed"
sys.path.insert(0, str(MEDIA))

from client import problem  # noqa: E402
from make_raw_photos import dng_with_bitmap, make_all  # noqa: E402

RAW_PHOTOS = {
    "photo.dng": "image/x-adobe-dng",
    "photo.cr2": "image/x-canon-cr2",
    "photo.cr3": "image/x-canon-cr3",
    "photo.nef": "image/x-nikon-nef",
    "photo.arw": "image/x-sony-arw",
    "photo.raf": "image/x-fuji-raf",
    "photo.orf": "image/x-olympus-orf",
    "photo.rw2": "image/x-panasonic-rw2",
    "photo.pef": "image/x-pentax-pef",
    "photo.srw": "image/x-samsung-srw",
}
PICTURES = {
    "picture.jpg": "image/jpeg",
    "picture.png": "image/png",
    "picture.gif": "image/gif",
    "lossy.webp": "image/webp",
    "picture.tiff": "image/tiff",
    "picture.heic": "image/heic",
    "picture.avif": "image/avif",
    "picture.jxl": "image/jxl",
    "picture.jp2": "image/jp2",
    "picture.j2k": "image/x-jp2-codestream",
    "picture.bmp": "image/bmp",
}
SHOWN_EVERYWHERE = {"image/jpeg", "image/png", "image/gif", "image/webp", "image/bmp"}


def ready(user, content, name):
    file = user.wait_for_file(user.upload(content, name)["fileId"])
    assert file["status"] == "ready", file
    assert set(file["thumbnails"]) >= {"small", "medium", "large"}
    thumbnail = user.get(file["thumbnails"]["small"], anonymous=True)
    assert thumbnail.headers["Content-Type"] == "image/webp" and thumbnail.content[8:12] == b"WEBP"
    return file


def test_the_contract_names_them_all(api):
    schemas = api.get("/openapi.json").json()["components"]["schemas"]
    named = {kind for kind in schemas["File"]["properties"]["contentType"]["enum"] if kind.startswith("image/")}
    assert named == set((PICTURES | RAW_PHOTOS).values())


@pytest.mark.parametrize("name", [*PICTURES, *RAW_PHOTOS])
def test_a_picture_becomes_ready(alice, name):
    content_type = (PICTURES | RAW_PHOTOS)[name]
    # The bytes decide, not the name.
    file = ready(alice, (ALLOWED / name).read_bytes(), "something.jpg")
    assert file["kind"] == "image" and file["contentType"] == content_type
    names = {rendition["name"] for rendition in file.get("renditions", [])}
    assert ("display" in names) == (content_type not in SHOWN_EVERYWHERE)
    original = alice.get(file["fileUrl"], anonymous=True)
    assert original.headers["Content-Type"] == content_type
    assert original.headers["X-Content-Type-Options"] == "nosniff"
    assert original.content == (ALLOWED / name).read_bytes()


def dumped(value):
    return str(value)


@pytest.mark.parametrize("name", RAW_PHOTOS)
def test_a_raw_photo_tells_what_the_camera_noted(alice, name):
    file = ready(alice, (ALLOWED / name).read_bytes(), name)
    facts = dumped(file)
    assert "2024-05-06T07:08:09+02:00" in facts and "Lens 35mm" in facts
    assert "48.5" in facts and "2.25" in facts
    assert file["height"] > file["width"]  # the camera was held upright


@pytest.mark.skipif(not shutil.which("ffmpeg"), reason="ffmpeg is not installed")
def test_raw_photos_with_a_larger_preview(alice, tmp_path):
    command = ["ffmpeg", "-nostdin", "-v", "error", "-f", "lavfi", "-i", "testsrc=size=40x30", "-frames:v", "1"]
    subprocess.run([*command, tmp_path / "preview.jpg"], check=True, timeout=60)
    for name, content in make_all((tmp_path / "preview.jpg").read_bytes()).items():
        assert ready(alice, content, name)["contentType"] == RAW_PHOTOS[name]


def test_a_preview_without_compression_is_shown_too(alice):
    file = ready(alice, dng_with_bitmap(), "photo.dng")
    assert file["contentType"] == "image/x-adobe-dng" and file["dominantColor"].startswith("#f")
    thumbnail = next(rendition for rendition in file["renditions"] if rendition["name"] == "display")
    assert (thumbnail["width"], thumbnail["height"]) == (24, 36)


def test_a_raw_photo_without_its_preview_fails_in_words(alice):
    content = (ALLOWED / "photo.dng").read_bytes()
    length = struct.pack("<HHI", 0x0117, 4, 1)  # of the preview: the last one
    place = content.rindex(length) + len(length)
    content = content[:place] + struct.pack("<I", 0x7FFFFFFF) + content[place + 4:]
    file = alice.wait_for_file(alice.upload(content, "photo.dng")["fileId"])
    assert file["status"] == "failed" and "preview" in file["failureReason"]
    assert alice.get(file["fileUrl"], anonymous=True).content == content


def test_damaged_raw_photos_end_in_words(alice):
    """Whatever LibRaw makes of them, the drive goes on."""
    files = []
    for name in ("photo.dng", "photo.orf", "photo.cr3"):
        content = (ALLOWED / name).read_bytes()
        for place in range(40, len(content), len(content) // 5):
            changed = content[:place] + bytes((content[place] ^ 0xFF,)) + content[place + 1:]
            answer = alice.send_file(changed, name)
            assert answer.status_code in (201, 415), answer.text
            if answer.status_code == 201:
                files.append(answer.json()["file"]["fileId"])
    assert files
    for file in [alice.wait_for_file(file, 120) for file in files]:
        assert file["status"] == "ready" or file["failureReason"], file
    ready(alice, (ALLOWED / "photo.dng").read_bytes(), "photo.dng")


@pytest.mark.parametrize("name", [*RAW_PHOTOS, "picture.bmp", "picture.jp2"])
def test_a_cut_file_is_refused(alice, name):
    content = (ALLOWED / name).read_bytes()
    cut = content[: 100 if name == "picture.jp2" else len(content) - (100 if name == "picture.bmp" else len(content) // 2)]
    message = problem(alice.send_file(cut, name), 415, "unsupported_media_type")["message"]
    assert "truncated" in message or "damaged" in message


def bmp(width, height, bits, compression, pixels):
    header = struct.pack("<IiiHHIIiiII", 40, width, height, 1, bits, compression, len(pixels), 0, 0, 1, 0) + bytes(4)
    return b"BM" + struct.pack("<IHHI", 14 + len(header) + len(pixels), 0, 0, 14 + len(header)) + header + pixels


def test_a_small_file_that_claims_a_huge_picture_fails_in_words(alice):
    file = alice.wait_for_file(alice.upload(bmp(100_000, 100_000, 8, 1, b"\0\1"), "huge.bmp")["fileId"])
    assert file["status"] == "failed" and "AUDMG_MAX_IMAGE_MEGAPIXELS" in file["failureReason"]


def test_a_bitmap_around_another_file_is_refused(alice):
    for compression in (4, 5):
        message = problem(alice.send_file(bmp(8, 8, 0, compression, b"x" * 64), "a.bmp"), 415, "unsupported_media_type")
        assert "printers" in message["message"]
