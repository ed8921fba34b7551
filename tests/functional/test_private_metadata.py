"""No derivative says where, by whom or with what a file was made: exiftool looks."""

import json
import os
import pathlib
import shutil
import subprocess

import pytest

from client import User

ROOT = pathlib.Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "tests" / "data" / "media" / "allowed"
CORPUS = pathlib.Path(os.environ.get("AUDMG_CORPUS", ROOT.parent / "shared" / "corpus")) / "good"
pytestmark = [
    pytest.mark.skipif(not shutil.which("exiftool"), reason="exiftool is not installed"),
    pytest.mark.xdist_group("metadata"),
]

SECRETS = ["-GPSLatitude=48.5", "-GPSLatitudeRef=N", "-GPSLongitude=2.25", "-GPSLongitudeRef=E", "-GPSAltitude=35"]
SECRETS += ["-EXIF:Artist=Secret Name", "-EXIF:SerialNumber=4711", "-XMP:Creator=Secret Name", "-XMP:City=Paris"]
SECRETS += ["-IPTC:By-line=Secret Name", "-EXIF:UserComment=a secret"]
PICTURES = ["picture.jpg", "picture.png", "lossy.webp", "picture.tiff", "exif-only.heic", "picture.avif"]
PICTURES += ["picture.jxl", "picture.jp2"]
# These have a place already.
RAW_PHOTOS = ["photo.dng", "photo.cr2", "photo.cr3", "photo.nef", "photo.arw", "photo.raf", "photo.orf", "photo.rw2"]
# What exiftool finds in files without any metadata of their own: the coding, and the file it is in.
CODING = {"SourceFile", "ExifTool", "File", "System", "RIFF", "Composite", "MPEG", "Ogg", "Opus", "QuickTime", "JFIF"}
# The song's own tags, which its renditions keep or not; never these.
FORBIDDEN = ("gps", "location", "latitude", "longitude", "serial", "creator", "by-line", "comment")


def run(*command):
    return subprocess.run([str(word) for word in command], check=True, capture_output=True, timeout=60).stdout


def read_tags(folder):
    """Of each file in the folder, by its name: each tag by its group and name, unknown and repeated ones too."""
    found = json.loads(run("exiftool", "-json", "-G1", "-a", "-u", "-ee", *sorted(folder.iterdir())))
    return {pathlib.Path(tags["SourceFile"]).name: tags for tags in found}


@pytest.fixture(scope="module")
def tagged(tmp_path_factory):
    """The fixtures with a place, a name and a serial number in every block that their kind has."""
    folder = tmp_path_factory.mktemp("tagged")
    for name in PICTURES:
        shutil.copy(FIXTURES / name, folder / name)
    run("exiftool", "-q", "-m", "-overwrite_original", *SECRETS, folder)
    for name in RAW_PHOTOS:
        shutil.copy(FIXTURES / name, folder / name)
    for name, tags in read_tags(folder).items():
        assert any("GPS" in tag for tag in tags), name
    words = ["-metadata", "location=+48.5+002.25/", "-metadata", "comment=a secret", "-metadata", "title=Tone"]
    for name in ("tone.flac", "tagged.mp3", "alac.m4a"):
        run("ffmpeg", "-v", "error", "-i", FIXTURES / name, "-i", folder / "picture.jpg", "-map", "0:a", "-map", "1:v",
            "-c", "copy", "-disposition:v", "attached_pic", *words, folder / name)
    return sorted(folder.iterdir())


def derivatives(user, file):
    found = {f"thumbnail {name}": url for name, url in file.get("thumbnails", {}).items()}
    return found | {f"rendition {rendition['name']}": rendition["url"] for rendition in file["renditions"]}


def private_tags(name, tags):
    found = []
    for tag, value in tags.items():
        group = tag.partition(":")[0]
        if group == "SourceFile":
            continue
        if group not in CODING and not group.startswith("Track") or any(word in tag.lower() for word in FORBIDDEN):
            found.append(f"{name}: {tag} = {value}")
        assert "ecret" not in str(value) and "4711" not in str(value), (name, tag, value)
    return found


def check(user, paths, folder):
    files = [user.upload(path.read_bytes(), path.name) for path in paths]
    files = [user.wait_for_file(file["fileId"], 120) for file in files]
    made = [file for file in files if file["status"] == "ready"]
    count = 0
    for file in made:
        for name, url in derivatives(user, file).items():
            (folder / f"{file['fileId']} {name}").write_bytes(user.get(url, anonymous=True).content)
            count += 1
    tags = read_tags(folder)
    assert len(tags) == count >= len(made) > 0
    assert [text for name in tags for text in private_tags(name, tags[name])] == []
    return made


def test_of_our_own_files(shared, tagged, tmp_path):
    user = User(shared.url)
    made = check(user, tagged, tmp_path)
    assert len(made) == len(tagged)
    # The owner still has the place.
    assert sum("latitude" in json.dumps(file).lower() for file in made) >= 3, [sorted(file) for file in made]


@pytest.mark.skipif(not CORPUS.is_dir(), reason="no corpus; set AUDMG_CORPUS")
def test_of_files_from_elsewhere(shared, tmp_path):
    listed = run("exiftool", "-r", "-q", "-if", "$GPSLatitude or $GPSPosition", "-p", "$Directory/$FileName", CORPUS).decode()
    paths = [pathlib.Path(line) for line in listed.splitlines()]
    assert paths
    check(User(shared.url), paths, tmp_path)
