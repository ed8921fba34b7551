#!/usr/bin/env python3
"""Compares what the drive reads from pictures with what exiftool reads, field by field.

usage: compare.py [--program FILE] [--at-least PERCENT] FOLDER...
       compare.py [--program FILE] --samples

Prints each difference, then a table of the fields without the differences that are meant, whose reason stands beside
them; fails when fewer than 99 % of the values are equal. --samples makes
the pictures itself, with exiftool. Needs exiftool; without it, it ends with 77.
"""

import argparse
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "functional"))
import media  # noqa: E402

PROGRAM = pathlib.Path(__file__).resolve().parents[2] / "build/dev/tests/metadata/audmg_read_metadata"
SUFFIXES = set(".jpg .jpeg .png .gif .webp .tif .tiff .heic .heif .hif .avif .jxl .jp2".split())

# Tags of exiftool with the same meaning, in the order in which the drive believes them (found_facts.hpp).
TAKEN = (
    "ExifIFD:DateTimeOriginal IFD0:DateTimeOriginal ExifIFD:CreateDate XMP-exif:DateTimeOriginal "
    "XMP-photoshop:DateCreated XMP-xmp:CreateDate XMP-exif:DateTimeDigitized IPTC:DateCreated "
    "IPTC:DigitalCreationDate PNG:CreationTime Composite:GPSDateTime IFD0:ModifyDate XMP-tiff:DateTime PNG:ModifyDate"
).split()
FIELDS = {
    "cameraMake": "IFD0:Make XMP-tiff:Make",
    "cameraModel": "IFD0:Model XMP-tiff:Model",
    "lens": "ExifIFD:LensModel XMP-exifEX:LensModel XMP-aux:Lens",
    "exposureSeconds": "ExifIFD:ExposureTime ExifIFD:ShutterSpeedValue XMP-exif:ExposureTime",
    "fNumber": "ExifIFD:FNumber ExifIFD:ApertureValue XMP-exif:FNumber",
    "focalLengthMillimetres": "ExifIFD:FocalLength XMP-exif:FocalLength",
    "iso": "ExifIFD:ISO ExifIFD:RecommendedExposureIndex ExifIFD:StandardOutputSensitivity ExifIFD:ISOSpeed "
    "XMP-exifEX:PhotographicSensitivity XMP-exif:ISO",
    "latitude": "Composite:GPSLatitude XMP-exif:GPSLatitude",
    "longitude": "Composite:GPSLongitude XMP-exif:GPSLongitude",
    "title": "XMP-dc:Title XMP-photoshop:Headline IPTC:ObjectName IPTC:Headline IFD0:XPTitle PNG:Title",
    "description": "XMP-dc:Description XMP-tiff:ImageDescription IPTC:Caption-Abstract IFD0:ImageDescription "
    "IFD0:XPComment PNG:Description",
    "keywords": "XMP-dc:Subject IPTC:Keywords IFD0:XPKeywords",
    "rating": "XMP-xmp:Rating IFD0:Rating",
    "creator": "XMP-dc:Creator XMP-tiff:Artist IPTC:By-line IFD0:Artist IFD0:XPAuthor PNG:Author",
    "copyright": "XMP-dc:Rights XMP-tiff:Copyright IPTC:CopyrightNotice IFD0:Copyright PNG:Copyright",
    "city": "XMP-photoshop:City IPTC:City",
    "country": "XMP-photoshop:Country IPTC:Country-PrimaryLocationName",
}
LISTS = {"keywords"}
STARS_OF_PERCENT = {0: 0, 1: 1, 25: 2, 50: 3, 75: 4, 99: 5}  # what Windows writes
NUMBERS = {"exposureSeconds", "fNumber", "focalLengthMillimetres", "iso", "latitude", "longitude", "rating"}


def first_known(tags, names):
    for name in names:
        value = tags.get(name)
        if value not in (None, "", []) and not (isinstance(value, str) and not value.strip()):
            return value
    return None


def date_in(text):
    """The first 19 characters of RFC 3339; None when it is no date."""
    found = re.match(r"(\d{4})[:-](\d\d)[:-](\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d))?)?", str(text))
    if not found or found[1] < "1000" or not 1 <= int(found[2]) <= 12 or not 1 <= int(found[3]) <= 31:
        return None
    return "{}-{}-{}T{}:{}:{}".format(*(part or "00" for part in found.groups()))


def taken_of(tags):
    for name in TAKEN:
        text = tags.get(name)
        clock = name.replace("Date", "Time") if name.startswith("IPTC:") else None
        if text and clock:
            text = f"{text} {tags.get(clock, '00:00:00')}"
        if text and (date := date_in(text)):
            return date
    return None


def expected_facts(tags):
    facts = {name: first_known(tags, names.split()) for name, names in FIELDS.items()}
    if facts["rating"] is None:
        facts["rating"] = STARS_OF_PERCENT.get(tags.get("XMP-microsoft:RatingPercent"))
    facts["takenAt"] = taken_of(tags)
    facts["offset"] = first_known(tags, ["ExifIFD:OffsetTimeOriginal"])
    if facts["latitude"] == 0 and facts["longitude"] == 0:
        facts["latitude"] = facts["longitude"] = None
    return facts


def our_facts(image):
    facts = {name: image.get(name) for name in FIELDS}
    place = image.get("place", {})
    facts["latitude"], facts["longitude"] = place.get("latitude"), place.get("longitude")
    facts["city"] = facts["country"] = place.get("name")
    taken = image.get("takenAt", "")
    facts["takenAt"] = taken[:19] or None
    facts["offset"] = re.sub(r"^(\.\d+)?", "", taken[19:]).replace("Z", "+00:00") or None
    return facts


def plain(value):
    return re.sub(r"\s+", " ", str(value)).strip()


def is_equal(name, ours, theirs):
    if ours is None:
        return False
    if name in LISTS:
        entries = theirs if isinstance(theirs, list) else [part.strip() for part in str(theirs).split(";")]
        return {plain(entry) for entry in entries if plain(entry)} <= set(ours)
    if name in NUMBERS:
        try:
            number = float(str(theirs).split()[0])
        except ValueError:
            return False
        return abs(float(ours) - number) <= 1e-5 * max(1.0, abs(number)) or (name == "rating" and int(number) == ours)
    if isinstance(theirs, list):
        theirs = ", ".join(map(str, theirs))
    if name in ("city", "country"):
        return plain(theirs) in ours
    return plain(ours) == plain(theirs)[: len(plain(ours))]


def explanation(name, ours, theirs, tags):
    """Why a value differs on purpose; None when it should not."""
    if theirs is None:
        words = ("title", "description", "keywords", "rating", "creator", "copyright")
        # It calls schemas whose names it cannot read "tmp".
        has_xmp = any(tag.startswith("XMP-") and not tag.startswith(("XMP-x:", "XMP-tmp")) for tag in tags)
        return "exiftool cannot read the XMP" if name in words and not has_xmp else None
    text = plain(theirs)
    if name in ("iso", "focalLengthMillimetres", "exposureSeconds", "fNumber") and ours is None and text == "0":
        return "0 is what cameras write that do not know"
    if name == "description" and ours is None and re.search(r"DIGITAL CAMERA|^SONY DSC|^DCIM", text):
        return "a camera's words, not a person's"
    if "?" in text:
        return "exiftool shows what is not UTF-8 as ?"
    if name == "country" and ours and "XMP-photoshop:City" in tags and "XMP-photoshop:Country" not in tags:
        return "the name of a place comes from one source"
    if name == "exposureSeconds" and re.fullmatch(r"\d{8,}", text) or name == "takenAt" and text[17:] > "60":
        return "cannot be"
    return None


def read_ours(program, files):
    lines = subprocess.run([program, *files], check=True, capture_output=True, text=True).stdout.splitlines()
    assert len(lines) == len(files)
    return [json.loads(line) for line in lines]


def read_theirs(files):
    command = ["exiftool", "-j", "-n", "-G1", "-q", *files]
    found = json.loads(subprocess.run(command, check=False, capture_output=True).stdout.decode(errors="replace") or "[]")
    by_file = {entry["SourceFile"]: entry for entry in found}
    return [by_file.get(str(file), {}) for file in files]


def compare(program, files):
    """Returns {field: [equal, all]} and the slowest read in microseconds; prints each difference."""
    counts, slowest = {}, 0
    for start in range(0, len(files), 200):
        some = files[start : start + 200]
        for file, ours, theirs in zip(some, read_ours(program, some), read_theirs(some)):
            slowest = max(slowest, ours["microseconds"])
            mine = our_facts(ours["record"]["image"])
            for name, value in expected_facts(theirs).items():
                # The drive may know an offset, or a name of the place, from elsewhere.
                if value is None and (mine[name] is None or name in ("offset", "city", "country")):
                    continue
                equal = value is not None and is_equal(name, mine[name], value)
                why = None if equal else explanation(name, mine[name], value, theirs)
                if not equal:
                    print(f"{file}: {name}: {mine[name]!r} here, {value!r} in exiftool{why and f' ({why})' or ''}")
                if why is None:
                    count = counts.setdefault(name, [0, 0])
                    count[0] += equal
                    count[1] += 1
    return counts, slowest


SAMPLE_TAGS = {
    "camera": "-EXIF:Make=Camera -EXIF:Model=One -EXIF:LensModel=50mm -EXIF:ISO=400 -EXIF:FNumber=2.8 "
    "-EXIF:ExposureTime=1/250 -EXIF:FocalLength=50",
    "dates": "-EXIF:DateTimeOriginal=2026:01:31_23:59:59 -EXIF:OffsetTimeOriginal=+01:00",
    "changed": "-EXIF:ModifyDate=2008:07:31_10:05:49",
    "position": "-EXIF:GPSLatitude=48.51 -EXIF:GPSLatitudeRef=S -EXIF:GPSLongitude=2.25 -EXIF:GPSLongitudeRef=W",
    "xmp": "-XMP-dc:Title=Grüße -XMP-dc:Description=Worte -XMP-dc:Subject=Fluß -XMP-dc:Subject=Meer "
    "-XMP-xmp:Rating=4 -XMP-dc:Creator=A -XMP-dc:Creator=B -XMP-dc:Rights=C -XMP-photoshop:City=Porto -XMP-photoshop:Country=Portugal "
    "-XMP-exif:GPSLatitude=48.51 -XMP-exif:GPSLongitude=-2.25 -XMP-xmp:CreateDate=2010:04:13_09:37:22+02:00",
    "iptc": "-IPTC:ObjectName=Grüße -IPTC:Keywords=Fluß -IPTC:Keywords=Meer -IPTC:City=Porto -IPTC:By-line=A "
    "-IPTC:Caption-Abstract=Worte -IPTC:DateCreated=2026:01:31 -IPTC:TimeCreated=23:59:59+01:00 "
    "-IPTC:CopyrightNotice=C -CodedCharacterSet=UTF8",
    "latin": "-IPTC:ObjectName=Grüße -IPTC:City=Köln -charset iptc=Latin",
    "windows": "-EXIF:XPTitle=Grüße -EXIF:XPKeywords=Fluß;Meer -EXIF:Artist=A -EXIF:Copyright=C",
    "png": "-PNG:Title=Words -PNG:Author=A -PNG:CreationTime=2019:05:06_07:08:09",
}


def make_samples(folder):
    fixtures = pathlib.Path(__file__).resolve().parents[1] / "data/media/allowed"
    names = ("picture.jpg", "picture.png", "picture.tiff", "picture.gif", "picture.heic", "picture.avif", "lossy.webp")
    files = []
    for kind, tags in SAMPLE_TAGS.items():
        copies = [folder / f"{kind}-{name}" for name in names]
        for name, copy in zip(names, copies):
            shutil.copyfile(fixtures / name, copy)
        command = ["exiftool", "-q", "-q", "-m", "-n", "-overwrite_original"]
        command += [word.replace("_", " ") for word in tags.split()]
        # Not every format has every kind of metadata.
        subprocess.run([*command, *copies], check=False, stderr=subprocess.DEVNULL)
        files += copies
    plain_png = folder / "plain.png"
    plain_png.write_bytes(media.png())
    return [*files, plain_png]


def files_in(folders):
    found = (path for folder in folders for path in sorted(pathlib.Path(folder).rglob("*")))
    return [path for path in found if path.suffix.lower() in SUFFIXES and path.is_file()]


def report(counts, slowest, at_least):
    equal = sum(count[0] for count in counts.values())
    total = sum(count[1] for count in counts.values())
    for name, count in sorted(counts.items()):
        print(f"{name:24} {count[0]:5} of {count[1]:5} equal")
    percent = 100 * equal / max(1, total)
    print(f"{'all':24} {equal:5} of {total:5} equal, {percent:.2f} %; the slowest file took {slowest / 1000:.1f} ms")
    return 0 if total and percent >= at_least else 1


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="*")
    parser.add_argument("--program", default=PROGRAM)
    parser.add_argument("--samples", action="store_true")
    parser.add_argument("--at-least", type=float, default=99.0)
    options = parser.parse_args()
    if not shutil.which("exiftool"):
        print("exiftool is not installed")
        return 77
    with tempfile.TemporaryDirectory() as folder:
        samples = make_samples(pathlib.Path(folder)) if options.samples else []
        files = [*samples, *files_in(options.folders)]
        counts, slowest = compare(options.program, files)
    return report(counts, slowest, options.at_least)


if __name__ == "__main__":
    sys.exit(main())
