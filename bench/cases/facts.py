# SPDX-License-Identifier: MIT
# Copyright The Audmg Drive contributors
"""Processor time that reading a file's own words takes: EXIF, XMP and IPTC of a photo, and the tags of a song with a
cover. A job reads them once, beside its decoding."""

import subprocess

from cases.thumbnails import make_photo, vips
from measure import interleaved, kept, median, run_json

READS = 200  # in one run
MAX_MS = 3
TITLE = "Evening"
WORDS = " ".join(["A sentence of about fifty letters, as people write."] * 40)  # 2 KB
PHOTO_TAGS = [
    "-EXIF:Make=Maker", "-EXIF:Model=Camera", "-EXIF:DateTimeOriginal=2026:05:06 07:08:09", "-EXIF:OffsetTime=+02:00",
    "-EXIF:GPSLatitude=48.5", "-EXIF:GPSLatitudeRef=N", "-EXIF:GPSLongitude=2.25", "-EXIF:GPSLongitudeRef=E",
    f"-XMP-dc:Title={TITLE}", f"-XMP-dc:Description={WORDS}", "-XMP-xmp:Rating=4", "-XMP-photoshop:City=Porto",
    f"-IPTC:Caption-Abstract={WORDS[:2000]}", "-IPTC:City=Porto",
    *(f"-XMP-dc:Subject=keyword {i}" for i in range(50)), *(f"-IPTC:Keywords=keyword {i}" for i in range(50)),
]
SONG_TAGS = {"title": TITLE, "artist": "Singer", "album": "Album", "album_artist": "Band", "track": "3/12", "disc": "1/2",
             "date": "2026-05-06", "genre": "Folk", "composer": "Composer", "comment": WORDS, "lyrics": WORDS}
SONGS = (("song.mp3", "audio/mpeg", ["-c:a", "libmp3lame"]), ("song.flac", "audio/flac", ["-c:a", "flac"]),
         ("song.m4a", "audio/mp4", ["-c:a", "aac"]))


def make_song(path, cover, codec):
    tags = [word for name, value in SONG_TAGS.items() for word in ("-metadata", f"{name}={value}")]
    subprocess.run(["ffmpeg", "-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i", "anoisesrc=duration=180:sample_rate=44100",
                    "-i", str(cover), "-map", "0", "-map", "1", *codec, "-c:v", "copy", "-disposition:v", "attached_pic",
                    "-ac", "2", *tags, str(path)], check=True, timeout=300)


def run(context):
    folder = context.folder / "facts"
    folder.mkdir()
    photo, cover = folder / "photo.jpg", folder / "cover.jpg"
    kept(make_photo, photo)
    vips("thumbnail", photo, f"{cover}[Q=90]", 1400)
    subprocess.run(["exiftool", "-q", "-m", "-n", "-overwrite_original", *PHOTO_TAGS, str(photo)], check=True, timeout=60)
    files = [(photo, "image/jpeg")]
    for name, content_type, codec in SONGS:
        make_song(folder / name, cover, codec)
        files.append((folder / name, content_type))

    def read(path, content_type):
        figure = run_json([context.program("read_facts"), str(path), content_type, str(READS)], pin="0")
        if figure["title"] != TITLE:
            raise RuntimeError(f"{path} is called {figure['title']!r}")
        return figure

    figures = interleaved(context.rounds, {content_type: lambda path=path, content_type=content_type: read(path, content_type)
                                           for path, content_type in files})
    for _, content_type in files:
        context.limit(f"facts of {content_type} with a cover or 50 keywords", "ms CPU/file",
                      median(figures[content_type], "cpuMs"), MAX_MS)
