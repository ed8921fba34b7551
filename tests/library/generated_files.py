# SPDX-License-Identifier: MIT
# Copyright The Audmg Drive contributors
"""The files of a generated library: names and media records as ready files have them.

The same seed and number give the same file, whatever the size of the library.
"""

import dataclasses
import datetime
import json
import random

import words

# Every fifth file is a song; songs of one album follow each other.
SONG_EVERY = 5
TRACKS = 12
FIRST_DAY = datetime.datetime(2004, 1, 1)
SECONDS = 20 * 365 * 24 * 3600


@dataclasses.dataclass
class GeneratedFile:
    kind: str
    name: str
    content_type: str
    size: int
    sha256: bytes
    # As docs/formats/media-record.md says, without renditions.
    record: dict
    # What its owner has changed, in the form of a patch, or "".
    edits: str

    def record_text(self, key):
        """The record with the renditions that the object key's file would have."""
        record = {"version": 3, **self.record, "renditions": renditions(self.kind, key)}
        return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def renditions(kind, key):
    if kind == "audio":
        return [rendition("universal", "audio-v1-mp3-160000", "audio/mpeg", 3_100_000, key, durationSeconds=181.5)]
    return [
        rendition("small", "image-v2-webp-256-q75", "image/webp", 8_120, key, width=256, height=192),
        rendition("large", "image-v2-webp-1024-q80", "image/webp", 91_004, key, width=1024, height=768),
    ]


def rendition(name, recipe, content_type, size, key, **facts):
    made = {"name": name, "recipe": recipe, "contentType": content_type, "size": size}
    return {**made, "objectKey": f"rend/{key}/{recipe}", **facts}


def picture(rng, number):
    place, latitude, longitude, hours = rng.choice(words.PLACES)
    make, model, lens = rng.choice(words.CAMERAS)
    subject, person = rng.choice(words.SUBJECTS), rng.choice(words.PEOPLE)
    image = {"width": 4032, "height": 3024, "frames": 1}
    taken = FIRST_DAY + datetime.timedelta(seconds=rng.randrange(SECONDS))
    if rng.random() < 0.9:
        sign, minutes = "-" if hours < 0 else "+", int(abs(hours) * 60)
        offset = f"{sign}{minutes // 60:02}:{minutes % 60:02}" if rng.random() < 0.7 else ""
        image["takenAt"] = taken.strftime("%Y-%m-%dT%H:%M:%S") + offset
    if rng.random() < 0.8:
        image.update(cameraMake=make, cameraModel=model, exposureSeconds=0.004, fNumber=2.8, iso=rng.choice([100, 400, 3200]))
        if lens:
            image["lens"] = lens
    if rng.random() < 0.6:
        image["place"] = {
            "latitude": round(latitude + rng.uniform(-0.05, 0.05), 6),
            "longitude": round(longitude + rng.uniform(-0.05, 0.05), 6),
            "name": place,
        }
    if rng.random() < 0.3:
        image["title"] = f"{subject} {taken.year}"
    if rng.random() < 0.2:
        image["description"] = f"{person}, {subject}, {place}"
    if rng.random() < 0.4:
        image["keywords"] = sorted({subject, person, *rng.sample(words.SUBJECTS, 2)})
    if rng.random() < 0.2:
        image["rating"] = rng.randrange(6)
    image["differenceHash"] = f"{rng.getrandbits(64):016x}"
    named = [f"IMG_{number:07}.jpg", f"{taken:%Y%m%d_%H%M%S}.jpg", f"{subject} {place} {number}.jpg", f"{person}-{number}.png"]
    name = rng.choices(named, weights=(4, 3, 2, 1))[0]
    record = {"image": image, "placeholder": "3OcRJYB4d3h/iIeHeEh3eIhw+j3A", "dominantColor": f"#{rng.getrandbits(24):06x}"}
    return name, "image/png" if name.endswith("png") else "image/jpeg", record


def song(rng, number, seed):
    album_number, track = divmod(number // SONG_EVERY, TRACKS)
    of_album = random.Random(f"{seed} album {album_number}")
    artist, genre = of_album.choice(words.ARTISTS), of_album.choice(words.GENRES)
    album, year = f"{of_album.choice(words.TITLES)} {album_number}", of_album.randrange(1960, 2025)
    title = f"{rng.choice(words.TITLES)} {rng.choice(words.SUBJECTS)}"
    tags = {
        "title": title,
        "artist": artist,
        "artists": [artist],
        "album": album,
        "albumArtist": artist,
        "genre": genre,
        "genres": [genre],
        "track": track + 1,
        "trackTotal": TRACKS,
        "year": year,
    }
    audio = {
        "durationSeconds": round(rng.uniform(60, 600), 3),
        "bitrate": 320_000,
        "channels": 2,
        "sampleRate": 44_100,
        "codec": "mp3",
        "playsEverywhere": True,
        "tags": tags,
        "integratedLoudnessLufs": -14.2,
    }
    return f"{track + 1:02} {title}.mp3", "audio/mpeg", {"audio": audio}


def edits(rng):
    """What the owner says about one file in ten."""
    if rng.random() < 0.9:
        return ""
    said = {"favorite": True}
    if rng.random() < 0.5:
        said["title"] = f"{rng.choice(words.TITLES)} {rng.choice(words.PEOPLE)}"
    if rng.random() < 0.3:
        said["keywords"] = rng.sample(words.SUBJECTS, 2)
    if rng.random() < 0.3:
        said["rating"] = rng.randrange(6)
    if rng.random() < 0.2:
        said["place"] = {"name": rng.choice(words.PLACES)[0]}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def make_file(seed, number):
    rng = random.Random(f"{seed} {number}")
    kind = "audio" if number % SONG_EVERY == 0 else "image"
    name, content_type, record = song(rng, number, seed) if kind == "audio" else picture(rng, number)
    return GeneratedFile(
        kind=kind,
        name=name.replace("/", "-"),
        content_type=content_type,
        size=rng.randrange(100_000, 9_000_000),
        sha256=rng.randbytes(32),
        record=record,
        edits=edits(rng),
    )
