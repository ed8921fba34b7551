#!/usr/bin/python3
"""Compares the facts that the drive finds in pictures and sound with those of exiftool and mutagen.

    tests/metadata/compare_facts.py FOLDER...     or, through `make soak WHAT=facts FILES=FOLDER`, the folders in $FILES

Starts the binary that AUDMG_BINARY names, uploads every file below the folders that bears the name of a picture or of
sound, and reads what the drive tells about it. exiftool says what is in the pictures, mutagen what is in the sound; the
rules by which the drive chooses between what they find are those of compare.py and compare_audio.py. Prints the
differences, those with a reason apart, then the files that the drive refuses, and a table of the fields. Exit code 1
when less than 99 % of the values that people search for are equal, 77 without exiftool.

Meant for the public test files of exiftool, mutagen, TagLib, libavif, pillow_heif and exif-samples.
"""

import collections
import os
import pathlib
import shutil
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests/functional"), str(ROOT / "tests/metadata")]

import mutagen  # noqa: E402

import compare  # noqa: E402
import compare_audio  # noqa: E402
from client import User  # noqa: E402
from drive import Drive  # noqa: E402

GOAL = 0.99
BATCH = 50
SOUND = set(".mp3 .mp2 .flac .ogg .oga .opus .wav .m4a .m4b .mp4 .3gp .aac .adif .aif .aiff .aifc".split())
PICTURES = compare.SUFFIXES | set(".bmp .jxl .jp2 .j2k .dng .cr2 .cr3 .nef .arw .raf .orf .rw2 .btf".split())
# The fields that people search for, whose share counts; the others are listed.
SOUGHT = set("takenAt cameraMake cameraModel latitude longitude city country title artist artists album albumArtist track".split())


class Report:
    """What was compared: counts by field, differences, differences with a reason, refusals."""

    def __init__(self):
        self.counts = collections.defaultdict(lambda: [0, 0, 0])  # equal, explained, different
        self.different, self.explained, self.refused = [], [], []
        self.files = 0

    def add(self, path, field, ours, theirs, is_equal, reason):
        self.counts[field][0 if is_equal else 1 if reason else 2] += 1
        if is_equal:
            return
        line = f"{path.name}: {field}: {str(ours)[:90]!r} here, {str(theirs)[:90]!r} there"
        if reason:
            self.explained.append(f"{line} ({reason})")
        else:
            self.different.append(line)

    def print(self):
        for title, lines in (("Refused", self.refused), ("Different with a reason", self.explained), ("Different", self.different)):
            print(f"\n{title}: {len(lines)}")
            print("".join(f"  {line}\n" for line in lines), end="")
        print(f"\n{'field':32} equal  reason  other")
        for field, (equal, explained, other) in sorted(self.counts.items()):
            print(f"{field:32} {equal:5} {explained:7} {other:6}  {'sought' if field in SOUGHT else ''}")
        for name, fields in (("sought", SOUGHT), ("all", set(self.counts))):
            equal, explained, other = (sum(self.counts[field][i] for field in fields) for i in range(3))
            print(f"{name:32} {equal:5} {explained:7} {other:6}  {share(equal, other):.2%} of {self.files} files")

    def is_good(self):
        equal, _, other = (sum(self.counts[field][i] for field in SOUGHT) for i in range(3))
        return equal > 0 and share(equal, other) >= GOAL


def share(equal, other):
    return equal / max(1, equal + other)


def image_of(file):
    """A File in the form of a media record's picture, as compare.py knows it."""
    camera = file.get("camera", {})
    names = {"make": "cameraMake", "model": "cameraModel", "focalLengthMm": "focalLengthMillimetres"}
    return {**file, **{names.get(name, name): value for name, value in camera.items()}}


def compare_picture(path, file, tags, report):
    mine = compare.our_facts(image_of(file))
    for field, theirs in compare.expected_facts(tags).items():
        # The drive may know an offset, or a name of the place, from elsewhere.
        if theirs is None and (mine[field] is None or field in ("offset", "city", "country")):
            continue
        equal = theirs is not None and compare.is_equal(field, mine[field], theirs)
        reason = None if equal else compare.explanation(field, mine[field], theirs, tags)
        report.add(path, field, mine[field], theirs, equal, reason)


def compare_sound(path, file, report):
    try:
        raw = compare_audio.raw_values(path)
    except mutagen.MutagenError:
        return  # mutagen does not take it for sound
    for field, theirs in compare_audio.expected(raw).items():
        ours = compare_audio.field_of(file.get("tags", {}), field)
        report.add(path, field, ours, theirs, ours == theirs, None)


def compare_batch(user, paths, report):
    sent = []
    for path in paths:
        response = user.send_file(path.read_bytes(), name=path.name)
        if response.status_code in (200, 201):
            sent.append((path, response.json()["file"]["fileId"]))
        else:
            report.refused.append(f"{path.name}: {response.json().get('message').partition(' Accepted are')[0]}")
    theirs = compare.read_theirs([path for path, _ in sent])
    for (path, file_id), tags in zip(sent, theirs):
        file = user.wait_for_file(file_id, seconds=120)
        if file["status"] != "ready":
            report.refused.append(f"{path.name}: {file['status']}: {file.get('failureReason', '')}")
        report.files += 1
        if file["kind"] == "image":
            compare_picture(path, file, tags, report)
        else:
            compare_sound(path, file, report)


def files_in(folders):
    found = (path for folder in folders for path in sorted(pathlib.Path(folder).rglob("*")))
    return [path for path in found if path.suffix.lower() in PICTURES | SOUND and path.is_file() and path.stat().st_size > 0]


def main():
    files = files_in(sys.argv[1:] or os.environ.get("FILES", "").split())
    if not files:
        print("usage: make soak WHAT=facts FILES=FOLDER, a folder with pictures and sound", file=sys.stderr)
        return 2
    if not shutil.which("exiftool"):
        print("exiftool is not installed")
        return 77
    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        drive = Drive(folder).start()
        try:
            user = User(drive.url)
            for start in range(0, len(files), BATCH):
                compare_batch(user, files[start : start + BATCH], report)
        finally:
            drive.stop()
    report.print()
    return 0 if report.is_good() else 1


if __name__ == "__main__":
    sys.exit(main())
