#!/usr/bin/python3
"""Compares what the drive says about sound files with what mutagen says, field by field.

    tests/metadata/compare_audio.py FOLDER...       without a folder: files with all tags, made by mutagen on the spot

Starts the binary that AUDMG_BINARY names on a folder of its own, uploads each file below the folders that the drive
takes for sound, and prints every difference and a table. Fields that mutagen does not know do not count. Exit code 1
when less than 99 % of the fields are equal.

What is meant by the same: mutagen's raw values pass through the drive's documented rules (docs/adr/0024-tags-by-taglib.md)
first: several names in one value are split at ";", artists are joined with ", ", a year is taken out of a date, the
numbers of ID3v1's genres get their names, UTF-8 in what ID3 calls Latin-1 is UTF-8, white space at the ends goes.
"""

import collections
import pathlib
import re
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/functional"))
sys.path.insert(0, str(ROOT / "tests/metadata"))

import mutagen  # noqa: E402
from mutagen import apev2, id3  # noqa: E402

import tagged_set  # noqa: E402
from client import User  # noqa: E402
from drive import Drive  # noqa: E402

GOAL = 0.99
MAX_TRACK = 1_000_000
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def texts_of(frame):
    """The values of a text frame; what ID3 calls Latin-1 but is UTF-8 is read as UTF-8."""
    texts = [str(text) for text in (frame.text if isinstance(frame.text, list) else [frame.text])]
    if frame.encoding != id3.Encoding.LATIN1:
        return texts
    try:
        return [text.encode("latin-1").decode("utf-8") for text in texts]
    except UnicodeError:
        return texts


def of_id3(tags):
    """{name of a Vorbis comment: values} of ID3 frames."""
    found = {}
    for name, key in tagged_set.ID3_TEXTS.items():
        frame = tags.get(key)
        if frame is not None:
            found[name] = frame.genres if key == "TCON" else texts_of(frame)
    for key, name in (("TRCK", "TRACKNUMBER"), ("TPOS", "DISCNUMBER")):
        if key in tags:
            found[name] = texts_of(tags[key])
    for frame in tags.getall("TXXX"):
        known = {description.lower(): name for name, description in tagged_set.PICARD.items()}
        found.setdefault(known.get(frame.desc.lower(), frame.desc.upper()), texts_of(frame))
    for frame in tags.getall("UFID"):
        if frame.owner == "http://musicbrainz.org":
            found["MUSICBRAINZ_TRACKID"] = [frame.data.decode("latin-1")]
    for frames, name in (("COMM", "COMMENT"), ("USLT", "LYRICS")):
        plain = [frame for frame in tags.getall(frames) if frame.desc == ""]
        if plain:
            found[name] = texts_of(plain[0])
    return found


def of_mp4(tags):
    found = {}
    for name, atom in tagged_set.MP4_TEXTS.items():
        if atom in tags:
            found[name] = list(tags[atom])
    for atom, name in (("trkn", "TRACKNUMBER"), ("disk", "DISCNUMBER")):
        if tags.get(atom):
            found[name] = ["/".join(map(str, tags[atom][0]))]
    if tags.get("tmpo"):
        found["BPM"] = [str(tags["tmpo"][0])]
    if "cpil" in tags:
        found["COMPILATION"] = [str(int(tags["cpil"]))]
    known = {key.lower(): name for name, key in tagged_set.PICARD.items()} | {"musicbrainz track id": "MUSICBRAINZ_TRACKID"}
    for key, values in tags.items():
        if key.startswith("----:"):
            name = key.rsplit(":", 1)[-1]
            found.setdefault(known.get(name.lower(), name.upper()), [bytes(value).decode("utf-8", "replace") for value in values])
    return found


def of_ape(tags):
    own = {"ALBUM ARTIST": "ALBUMARTIST", "YEAR": "DATE", "TRACK": "TRACKNUMBER", "DISC": "DISCNUMBER"}
    return {own.get(key.upper(), key.upper()): str(value).split("\0") for key, value in tags.items() if value.kind == apev2.TEXT}


def without_id3v1(path, tags):
    """The tags without what mutagen adds from ID3v1, whose year it prefers to that of ID3v2.3; all where that is all."""
    try:
        return id3.ID3(path, load_v1=False)
    except mutagen.MutagenError:
        return tags


def raw_values(path):
    """Tags that mutagen finds, under the names of Vorbis comments; ID3 first, then APEv2."""
    file = mutagen.File(path)
    found = {}
    tags = file.tags if file is not None else None
    if isinstance(tags, id3.ID3):
        tags = without_id3v1(path, tags)
        found = of_id3(tags)
    elif isinstance(tags, mutagen.mp4.MP4Tags):
        found = of_mp4(tags)
    elif isinstance(tags, apev2.APEv2):
        found = of_ape(tags)
    elif tags is not None and hasattr(tags, "as_dict"):
        found = {key.upper(): values for key, values in tags.as_dict().items()}
    if path.suffix.lower() in (".mp3", ".aac"):
        try:
            for name, values in of_ape(apev2.APEv2(path)).items():
                found.setdefault(name, values)
        except mutagen.MutagenError:
            pass
    return found


def cut(text, most):
    """The text as far as a media record has room for it: `most` bytes, docs/formats/media-record.md."""
    return text.encode()[:most].decode("utf-8", "ignore").rstrip(" \n")


def clean(text):
    return cut(re.sub(r"[\x00-\x1f\x7f]", " ", str(text)).strip(" "), 512)


def lines(text, most):
    return cut(re.sub(r"\r\n?", "\n", str(text)).strip(" \n"), most)


def names(values):
    parts = [clean(part) for value in values for part in str(value).split(";")]
    return list(dict.fromkeys(part for part in parts if part))


def year(values):
    for value in values:
        found = re.search(r"[12]\d{3}", value)
        if found:
            return int(found.group())
    return None


def position(values, total):
    numbers = [int(number) or None for number in re.findall(r"\d+", values[0] if values else "")[:2]] + [None, None]
    if numbers[1] is None and total and re.search(r"\d+", total[0]):
        numbers[1] = int(re.search(r"\d+", total[0]).group()) or None
    return [number if number and number <= MAX_TRACK else None for number in numbers[:2]]


def expected(raw):
    """The fields of the drive's `tags`."""
    get = lambda *keys: next((raw[key] for key in keys if raw.get(key)), [])  # noqa: E731
    want = {}
    for field, *keys in (("title", "TITLE"), ("album", "ALBUM"), ("isrc", "ISRC"), ("copyright", "COPYRIGHT")):
        want[field] = clean(get(*keys)[0]) if get(*keys) else None
    album_artists = names(get("ALBUMARTIST", "ALBUM ARTIST"))
    artists = names(get("ARTISTS")) or names(get("ARTIST"))
    credit = names(get("ARTIST")) or names(get("ARTISTS"))
    want["artists"] = artists or album_artists or None
    want["artist"] = ", ".join(credit or album_artists) or None
    want["albumArtists"] = album_artists or None
    want["albumArtist"] = ", ".join(album_artists) or None
    want["genres"] = list({genre.lower(): genre for genre in reversed(names(get("GENRE")))}.values())[::-1] or None
    want["composer"] = ", ".join(names(get("COMPOSER"))) or None
    want["year"] = year(get("DATE", "YEAR", "ORIGINALDATE"))
    want["track"], want["trackTotal"] = position(get("TRACKNUMBER"), get("TRACKTOTAL", "TOTALTRACKS"))
    want["disc"], want["discTotal"] = position(get("DISCNUMBER"), get("DISCTOTAL", "TOTALDISCS"))
    want["compilation"] = True if get("COMPILATION")[:1] in (["1"], ["true"]) else None
    want["comment"] = lines(get("COMMENT", "DESCRIPTION")[0], 2048) if get("COMMENT", "DESCRIPTION") else None
    want["lyrics"] = lines(get("LYRICS", "UNSYNCEDLYRICS")[0], 16384) if get("LYRICS", "UNSYNCEDLYRICS") else None
    try:
        want["bpm"] = (round(float(get("BPM")[0])) or None) if get("BPM") else None
    except ValueError:
        pass
    for field, key in (("title", "TITLESORT"), ("artist", "ARTISTSORT"), ("album", "ALBUMSORT"), ("albumArtist", "ALBUMARTISTSORT")):
        want["sortNames." + field] = clean(get(key)[0]) if get(key) else None
    ids = {"recordingId": "MUSICBRAINZ_TRACKID", "trackId": "MUSICBRAINZ_RELEASETRACKID", "releaseId": "MUSICBRAINZ_ALBUMID",
           "releaseGroupId": "MUSICBRAINZ_RELEASEGROUPID", "artistIds": "MUSICBRAINZ_ARTISTID", "albumArtistIds": "MUSICBRAINZ_ALBUMARTISTID"}
    for field, key in ids.items():
        found = UUID.findall(" ".join(get(key)).lower())
        want["musicBrainz." + field] = (found if field.endswith("Ids") else found[0]) if found else None
    return {field: value for field, value in want.items() if value not in (None, "")}


def field_of(tags, dotted):
    for key in dotted.split("."):
        tags = tags.get(key) if isinstance(tags, dict) else None
    return tags


def compare(user, path, counts):
    """Counts the fields of one file in {field: [equal, all]}; returns the lines that tell what differs."""
    response = user.send_file(path.read_bytes(), name=path.name)
    if response.status_code not in (200, 201):
        return [f"{path.name}: {response.status_code} {response.json().get('message')}"]
    file = user.wait_for_file(response.json()["file"]["fileId"])
    if file.get("kind") == "image":
        return []
    if file["status"] != "ready":
        return [f"{path.name}: {file['status']} {file.get('failureReason', '')}"]
    try:
        want = expected(raw_values(path))
    except mutagen.MutagenError as error:
        return [f"{path.name}: mutagen: {error}"]
    told = []
    for field, value in want.items():
        seen = field_of(file.get("tags", {}), field)
        counts[field][1] += 1
        if seen == value:
            counts[field][0] += 1
        else:
            told.append(f"{path.name}: {field} is {seen!r}, with mutagen {value!r}")
    return told


def main():
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        files = [path for name in sys.argv[1:] for path in sorted(pathlib.Path(name).rglob("*")) if path.is_file()]
        if len(sys.argv) == 1:
            (work / "set").mkdir()
            files = tagged_set.make(work / "set")
        counts = collections.defaultdict(lambda: [0, 0])
        drive = Drive(work / "drive").start()
        try:
            user = User(drive.url)
            for path in files:
                for line in compare(user, path, counts):
                    print(line)
        finally:
            drive.stop()
    equal, total = (sum(count[i] for count in counts.values()) for i in (0, 1))
    print(f"\n{'field':32} equal    of")
    for field, (same, of) in sorted(counts.items()):
        print(f"{field:32} {same:5} {of:5}")
    share = equal / total if total else 0
    print(f"{'all':32} {equal:5} {total:5}  {share:.2%} of {len(files)} files")
    return 0 if share >= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
