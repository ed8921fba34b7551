"""Makes small sound files of every kind of tag with mutagen: each field in each format that has it."""

import pathlib
import struct
import subprocess
import zlib

from mutagen import aiff, apev2, flac, id3, mp3, mp4, oggopus, oggvorbis, wave

UUIDS = {name: f"{number:08x}-1111-4222-8333-444455556666" for number, name in enumerate(
    ("recording", "track", "release", "group", "artist", "other_artist", "album_artist"), 1)}

# Names are those of Vorbis comments.
FIELDS = {
    "TITLE": ["Zoë – Ünïcödé 日本"],
    "ARTIST": ["Alfa", "Beta & Co", "Гамма"],
    "ALBUM": ["Lives"],
    "ALBUMARTIST": ["Alfa Orchestra"],
    "GENRE": ["Rock", "Dream Pop"],
    "DATE": ["2004-05-06"],
    "TRACKNUMBER": ["3"],
    "TRACKTOTAL": ["12"],
    "DISCNUMBER": ["1"],
    "DISCTOTAL": ["2"],
    "COMPOSER": ["Ann"],
    "COMPILATION": ["1"],
    "TITLESORT": ["Zoe"],
    "ARTISTSORT": ["Alfa, The"],
    "ALBUMSORT": ["Lives, The"],
    "ALBUMARTISTSORT": ["Orchestra, Alfa"],
    "ISRC": ["USRC17607839"],
    "BPM": ["128"],
    "COPYRIGHT": ["2004 Label"],
    "COMMENT": ["two\nlines"],
    "LYRICS": ["la la\nla"],
    "MUSICBRAINZ_TRACKID": [UUIDS["recording"]],
    "MUSICBRAINZ_RELEASETRACKID": [UUIDS["track"]],
    "MUSICBRAINZ_ALBUMID": [UUIDS["release"]],
    "MUSICBRAINZ_RELEASEGROUPID": [UUIDS["group"]],
    "MUSICBRAINZ_ARTISTID": [UUIDS["artist"], UUIDS["other_artist"]],
    "MUSICBRAINZ_ALBUMARTISTID": [UUIDS["album_artist"]],
}

ID3_TEXTS = {
    "TITLE": "TIT2", "ARTIST": "TPE1", "ALBUM": "TALB", "ALBUMARTIST": "TPE2", "GENRE": "TCON", "DATE": "TDRC", "COMPOSER": "TCOM",
    "COMPILATION": "TCMP", "TITLESORT": "TSOT", "ARTISTSORT": "TSOP", "ALBUMSORT": "TSOA", "ALBUMARTISTSORT": "TSO2", "ISRC": "TSRC",
    "BPM": "TBPM", "COPYRIGHT": "TCOP",
}
PICARD = {
    "MUSICBRAINZ_RELEASETRACKID": "MusicBrainz Release Track Id", "MUSICBRAINZ_ALBUMID": "MusicBrainz Album Id",
    "MUSICBRAINZ_RELEASEGROUPID": "MusicBrainz Release Group Id", "MUSICBRAINZ_ARTISTID": "MusicBrainz Artist Id",
    "MUSICBRAINZ_ALBUMARTISTID": "MusicBrainz Album Artist Id",
}
MP4_TEXTS = {
    "TITLE": "\xa9nam", "ARTIST": "\xa9ART", "ALBUM": "\xa9alb", "ALBUMARTIST": "aART", "GENRE": "\xa9gen", "DATE": "\xa9day",
    "COMPOSER": "\xa9wrt", "TITLESORT": "sonm", "ARTISTSORT": "soar", "ALBUMSORT": "soal", "ALBUMARTISTSORT": "soaa",
    "COPYRIGHT": "cprt", "COMMENT": "\xa9cmt", "LYRICS": "\xa9lyr",
}


def png(width=8):
    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    rows = b"".join(b"\0" + bytes(x * 30 & 255 for x in range(width * 3)) for _ in range(width))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, width, 8, 2, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def sound(path, *options):
    subprocess.run(["ffmpeg", "-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i", "sine=frequency=440:sample_rate=44100:duration=0.6",
                    "-map_metadata", "-1", "-fflags", "+bitexact", *options, str(path)], check=True, timeout=60)
    return path


def add_id3(tags, encoding=3):
    for name, frame in ID3_TEXTS.items():
        tags.add(getattr(id3, frame)(encoding=encoding, text=FIELDS[name]))
    tags.add(id3.TRCK(encoding=encoding, text=["3/12"]))
    tags.add(id3.TPOS(encoding=encoding, text=["1/2"]))
    tags.add(id3.COMM(encoding=encoding, lang="eng", desc="", text=FIELDS["COMMENT"]))
    tags.add(id3.USLT(encoding=encoding, lang="eng", desc="", text=FIELDS["LYRICS"][0]))
    tags.add(id3.UFID(owner="http://musicbrainz.org", data=UUIDS["recording"].encode()))
    for name, description in PICARD.items():
        tags.add(id3.TXXX(encoding=encoding, desc=description, text=FIELDS[name]))
    tags.add(id3.APIC(encoding=encoding, mime="image/png", type=3, desc="", data=png()))


def tag_comments(file):
    for name, values in FIELDS.items():
        file[name] = values
    file.save()


def tag_flac(path):
    file = flac.FLAC(path)
    picture = flac.Picture()
    picture.type, picture.mime, picture.data = 3, "image/png", png()
    file.add_picture(picture)
    tag_comments(file)


def tag_mp4(path):
    file = mp4.MP4(path)
    for name, atom in MP4_TEXTS.items():
        file[atom] = FIELDS[name]
    file["trkn"], file["disk"], file["tmpo"], file["cpil"] = [(3, 12)], [(1, 2)], [128], True
    file["covr"] = [mp4.MP4Cover(png(), imageformat=mp4.MP4Cover.FORMAT_PNG)]
    freeform = {**PICARD, "MUSICBRAINZ_TRACKID": "MusicBrainz Track Id", "ISRC": "ISRC"}
    for name, key in freeform.items():
        file[f"----:com.apple.iTunes:{key}"] = [value.encode() for value in FIELDS[name]]
    file.save()


def tag_ape(path):
    file = apev2.APEv2()
    own = {"ALBUMARTIST": "Album Artist", "DATE": "Year", "TRACKNUMBER": "Track", "DISCNUMBER": "Disc"}
    values = {**FIELDS, "TRACKNUMBER": ["3/12"], "DISCNUMBER": ["1/2"]}
    for name in ("TRACKTOTAL", "DISCTOTAL"):
        del values[name]
    for name, texts in values.items():
        file[own.get(name, name)] = apev2.APEValue("\0".join(texts), apev2.TEXT)
    file["Cover Art (Front)"] = apev2.APEValue(b"cover.png\0" + png(), apev2.BINARY)
    file.save(str(path))


def make(folder):
    """Makes the set in `folder` and returns its files."""
    folder = pathlib.Path(folder)
    made = []
    for name, version, encoding in (("v24.mp3", 4, 3), ("v24-utf16.mp3", 4, 1), ("v23.mp3", 3, 1)):
        file = mp3.MP3(sound(folder / name, "-id3v2_version", "0", "-write_xing", "1"))
        file.add_tags()
        add_id3(file.tags, encoding)
        file.tags.update_to_v23() if version == 3 else None
        file.save(v2_version=version, v23_sep=None)
        made.append(folder / name)
    path = sound(folder / "ape.mp3", "-id3v2_version", "0")
    tag_ape(path), made.append(path)
    path = sound(folder / "comments.flac")
    tag_flac(path), made.append(path)
    for name, kind, codec in (("vorbis.ogg", oggvorbis.OggVorbis, "libvorbis"), ("opus.opus", oggopus.OggOpus, "libopus")):
        path = sound(folder / name, "-c:a", codec)
        tag_comments(kind(path)), made.append(path)
    for name, codec in (("aac.m4a", "aac"), ("alac.m4a", "alac")):
        path = sound(folder / name, "-c:a", codec)
        tag_mp4(path), made.append(path)
    for name, kind in (("chunk.wav", wave.WAVE), ("chunk.aiff", aiff.AIFF)):
        file = kind(sound(folder / name))
        file.add_tags()
        add_id3(file.tags)
        file.save()
        made.append(folder / name)
    return made
