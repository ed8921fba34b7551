#!/usr/bin/python3
# SPDX-License-Identifier: MIT
# Copyright The Audmg Drive contributors
"""Photos and songs as files with the facts that cameras and music programs write: dates, places, cameras, tags.

ffmpeg makes pictures and sound, exiftool and mutagen write the facts, so that nothing of the drive checks itself. The same
number gives the same facts, whatever the size of the library.

usage: real_files.py FOLDER [--photos N] [--songs N]

Makes a library below the folder and writes what its files say to standard output, as JSON.
"""

import argparse
import csv
import dataclasses
import datetime
import json
import pathlib
import shutil
import subprocess

import mutagen
import words

FIRST_DAY = datetime.datetime(2019, 6, 1, 9, 0, 0)
YEARS = 9
TRACKS, DISCS = 10, 2
SOUNDS = {"mp3": ["-id3v2_version", "0"], "flac": [], "m4a": ["-c:a", "aac"], "ogg": ["-c:a", "libvorbis"], "opus": ["-c:a", "libopus"]}


@dataclasses.dataclass(frozen=True)
class Photo:
    number: int

    @property
    def subject(self):
        return words.SUBJECTS[self.number % len(words.SUBJECTS)]

    @property
    def place(self):
        return words.PLACES[self.number % len(words.PLACES)][0]

    @property
    def camera(self):
        return words.CAMERAS[self.number % len(words.CAMERAS)]

    @property
    def taken(self):
        day = FIRST_DAY + datetime.timedelta(days=self.number % 200, minutes=self.number)
        return day.replace(year=FIRST_DAY.year - self.number % YEARS, hour=9 + self.number % 10)

    @property
    def name(self):
        """Half of them are named by their camera, half by people."""
        return f"{self.subject} {self.number}.jpg" if self.number % 2 else f"P{self.number:05}.jpg"

    def facts(self):
        """The tags by the names that exiftool has for them."""
        _, latitude, longitude, _ = words.PLACES[self.number % len(words.PLACES)]
        make, model, _ = self.camera
        return {
            "EXIF:Make": make,
            "EXIF:Model": model,
            "EXIF:DateTimeOriginal": f"{self.taken:%Y:%m:%d %H:%M:%S}",
            "EXIF:GPSLatitude": abs(latitude),
            "EXIF:GPSLatitudeRef": "N" if latitude >= 0 else "S",
            "EXIF:GPSLongitude": abs(longitude),
            "EXIF:GPSLongitudeRef": "E" if longitude >= 0 else "W",
            "XMP-dc:Title": f"{self.subject} {self.number}",
        }


@dataclasses.dataclass(frozen=True)
class Song:
    number: int

    @property
    def artist(self):
        return words.ARTISTS[self.number // TRACKS % len(words.ARTISTS)]

    @property
    def album(self):
        number = self.number // TRACKS
        return f"{words.TITLES[number % len(words.TITLES)]} {number}"

    @property
    def place(self):
        """Disc and track."""
        return divmod(self.number % TRACKS, TRACKS // DISCS)

    @property
    def title(self):
        return f"{words.TITLES[self.number * 7 % len(words.TITLES)]} {self.number}"

    @property
    def kind(self):
        return list(SOUNDS)[self.number * 3 % len(SOUNDS)]

    @property
    def name(self):
        """Does not say where in its album it is."""
        return f"{self.number * 7919 % 10007:05}.{self.kind}"

    def write_tags(self, path):
        file = mutagen.File(path, easy=True)
        if file.tags is None:
            file.add_tags()
        disc, track = self.place
        file["title"], file["artist"], file["albumartist"], file["album"] = self.title, self.artist, self.artist, self.album
        file["genre"] = words.GENRES[self.number // TRACKS % len(words.GENRES)]
        file["discnumber"], file["tracknumber"] = f"{disc + 1}/{DISCS}", f"{track + 1}/{TRACKS // DISCS}"
        file.save()


def run(*command):
    subprocess.run(list(map(str, command)), check=True, timeout=600, capture_output=True)


def make_photos(folder, count):
    """Writes photos into folders by the year; each has pixels of its own."""
    photos = [Photo(number) for number in range(count)]
    drawn = folder / "drawn"
    drawn.mkdir(parents=True)
    source = ["-f", "lavfi", "-i", "testsrc2=size=320x240:rate=1"]
    run("ffmpeg", "-nostdin", "-v", "error", *source, "-frames:v", count, "-q:v", 5, drawn / "%05d.jpg")
    with open(folder / "facts.csv", "w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, ["SourceFile", *photos[0].facts()])
        table.writeheader()
        for photo in photos:
            table.writerow({"SourceFile": drawn / f"{photo.number + 1:05}.jpg", **photo.facts()})
    run("exiftool", "-q", "-overwrite_original", f"-csv={folder / 'facts.csv'}", drawn)
    for photo in photos:
        to = folder / str(photo.taken.year) / photo.name
        to.parent.mkdir(exist_ok=True)
        (drawn / f"{photo.number + 1:05}.jpg").rename(to)
    (folder / "facts.csv").unlink()
    drawn.rmdir()
    return photos


def make_songs(folder, count):
    """Writes songs into a folder for each artist."""
    songs = [Song(number) for number in range(count)]
    sounds = folder / "sounds"
    sounds.mkdir(parents=True)
    for kind, options in SOUNDS.items():
        tone = "sine=frequency=440:sample_rate=44100:duration=1"
        run("ffmpeg", "-nostdin", "-v", "error", "-f", "lavfi", "-i", tone, *options, sounds / f"tone.{kind}")
    for song in songs:
        to = folder / song.artist.replace("/", "-") / song.name
        to.parent.mkdir(exist_ok=True)
        shutil.copyfile(sounds / f"tone.{song.kind}", to)
        song.write_tags(to)
    shutil.rmtree(sounds)
    return songs


def make(folder, photos, songs):
    """Makes a library below the folder; returns its photos and songs."""
    folder = pathlib.Path(folder)
    return make_photos(folder / "Photos", photos), make_songs(folder / "Music", songs)


def facts_of_photo(photo):
    make, model, _ = photo.camera
    return {
        "name": photo.name,
        "subject": photo.subject,
        "place": photo.place,
        "make": make,
        "model": model,
        "taken": f"{photo.taken:%Y-%m-%dT%H:%M:%S}",
    }


def facts_of_song(song):
    disc, track = song.place
    return {"name": song.name, "title": song.title, "artist": song.artist, "album": song.album, "disc": disc + 1, "track": track + 1}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--photos", type=int, default=2000)
    parser.add_argument("--songs", type=int, default=500)
    options = parser.parse_args()
    photos, songs = make(options.folder, options.photos, options.songs)
    print(json.dumps({"photos": list(map(facts_of_photo, photos)), "songs": list(map(facts_of_song, songs))}))


if __name__ == "__main__":
    main()
