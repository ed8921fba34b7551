"""Facts that exiftool writes into the blocks of pictures are in the answer for the file."""

import pathlib
import shutil
import subprocess

import pytest

import media
from client import User

FIXTURES = pathlib.Path(__file__).resolve().parents[1] / "data" / "media" / "allowed"
pytestmark = pytest.mark.skipif(not shutil.which("exiftool"), reason="exiftool is not installed")

WORDS = ["-XMP-dc:Title=Grüße <b>", "-XMP-dc:Subject=Fluß", "-XMP-dc:Subject=Meer", "-XMP-xmp:Rating=4"]
WORDS += ["-XMP-dc:Creator=A. Person", "-XMP-dc:Rights=(c) A. Person", "-XMP-photoshop:City=Porto"]
WORDS += ["-XMP-dc:Description=Worte", "-XMP-xmp:CreateDate=2010:04:13 09:37:22+02:00"]
PICTURES = ["picture.jpg", "picture.png", "lossy.webp", "picture.tiff", "picture.gif", "picture.heic", "picture.avif"]


def tagged(folder, name, *tags):
    path = folder / name
    shutil.copyfile(FIXTURES / name, path)
    subprocess.run(["exiftool", "-q", "-m", "-overwrite_original", *tags, path], check=True, timeout=60)
    return path.read_bytes()


def file_of(user, content, name):
    return user.wait_for_file(user.upload(content, name)["fileId"], 120)


@pytest.mark.parametrize("name", PICTURES)
def test_words_of_people_are_facts_of_the_file(shared, tmp_path, name):
    file = file_of(User(shared.url), tagged(tmp_path, name, *WORDS), name)
    assert file["title"] == "Grüße <b>"
    assert file["description"] == "Worte"
    assert file["keywords"] == ["Fluß", "Meer"]
    assert file["rating"] == 4
    assert file["creator"] == "A. Person"
    assert file["copyright"] == "(c) A. Person"
    assert file["place"] == {"name": "Porto"}
    assert file["takenAt"] == "2010-04-13T09:37:22+02:00"


@pytest.mark.parametrize("name", ["picture.jpg", "picture.tiff"])
def test_iptc_alone_is_enough(shared, tmp_path, name):
    tags = ["-IPTC:ObjectName=Grüße", "-IPTC:Keywords=Fluß", "-IPTC:DateCreated=2026:01:31"]
    tags += ["-IPTC:TimeCreated=23:59:59+01:00", "-IPTC:Country-PrimaryLocationName=Portugal"]
    file = file_of(User(shared.url), tagged(tmp_path, name, *tags), name)
    assert (file["title"], file["keywords"], file["place"]) == ("Grüße", ["Fluß"], {"name": "Portugal"})
    assert file["takenAt"] == "2026-01-31T23:59:59+01:00"


@pytest.mark.parametrize(
    "tags, taken_at",
    [
        (["-EXIF:DateTimeOriginal=2025:05:01 02:13:00", "-EXIF:OffsetTime=+02:00"], "2025-05-01T02:13:00+02:00"),
        (["-EXIF:ModifyDate=2008:07:31 10:05:49"], "2008-07-31T10:05:49"),
        (
            ["-EXIF:DateTimeOriginal=2026:01:31 23:59:59", "-GPSDateStamp=2026:01:31", "-GPSTimeStamp=22:59:50"],
            "2026-01-31T23:59:59+01:00",
        ),
        (["-XMP-photoshop:DateCreated=2010:04:13"], "2010-04-13T00:00:00"),
    ],
)
def test_dates_come_from_wherever_they_are(shared, tmp_path, tags, taken_at):
    file = file_of(User(shared.url), tagged(tmp_path, "picture.jpg", *tags), "picture.jpg")
    assert file["takenAt"] == taken_at


def test_a_png_without_words_says_nothing(shared):
    file = file_of(User(shared.url), media.png(seed=4711), "plain.png")
    assert not {"takenAt", "title", "keywords", "place", "camera"} & set(file)
