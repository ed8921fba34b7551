"""Recordings of many hours: when they are ready, and with what."""

import os
import struct
import subprocess
import time

import pytest

from client import User

# `make soak WHAT=long-audio` has all of them on one core, with the times that people would wait.
WITH_ALL = os.environ.get("AUDMG_LONG_AUDIO") == "all"

BOOK = ("book.m4b", ("-c:a", "aac", "-b:a", "12k", "-ar", "8000", "-f", "ipod"), 9, 180)
LONG = (
    ("evening.m4a", ("-c:a", "aac", "-b:a", "128k"), 5, 180),
    ("evening.mp3", ("-c:a", "libmp3lame", "-b:a", "128k"), 5, 180),
    ("evening.flac", ("-c:a", "flac"), 5, 180),
    ("evening.opus", ("-c:a", "libopus", "-b:a", "64k"), 5, 180),
    ("days.m4a", ("-c:a", "aac", "-b:a", "64k"), 50, 600),
    ("days.mp3", ("-c:a", "libmp3lame", "-b:a", "64k"), 50, 600),
)


def make_recording(folder, name, codec, hours):
    """The same ten minutes again and again, so that days of sound are made in seconds."""
    minutes, path = folder / f"part-{name}", folder / name
    sound = ("-f", "lavfi", "-i", "anoisesrc=color=brown:duration=600:sample_rate=44100:seed=3", "-ac", "2")
    subprocess.run(["ffmpeg", "-v", "error", *sound, *codec, str(minutes)], check=True, timeout=300)
    form = codec[codec.index("-f"):] if "-f" in codec else ()
    subprocess.run(
        ["ffmpeg", "-v", "error", "-stream_loop", str(hours * 6 - 1), "-i", str(minutes), "-c", "copy", *form, str(path)],
        check=True, timeout=600)
    minutes.unlink()
    return path


@pytest.mark.parametrize(
    ("name", "codec", "hours", "seconds"), [pytest.param(*row, id=row[0]) for row in (BOOK, *(LONG if WITH_ALL else ()))])
def test_a_recording_of_many_hours_is_ready_soon(make_drive, tmp_path, name, codec, hours, seconds):
    path = make_recording(tmp_path, name, codec, hours)
    user = User(make_drive().url)
    file = user.upload(path.read_bytes(), name)
    began = time.monotonic()
    file = user.wait_for_file(file["fileId"], seconds=seconds)
    print(f"{name}: {hours} h, {path.stat().st_size / 1e6:.0f} MB, ready in {time.monotonic() - began:.0f} s")
    path.unlink()
    assert file["status"] == "ready", file
    assert abs(file["durationSeconds"] - hours * 3600) < hours * 15
    if hours > 8:
        assert file["renditions"] == [] and file["renditionsOnDemand"] == ["universal", "opus"]
    peaks = user.get(file["waveformUrl"], anonymous=True).content
    rate, samples_per_pixel, length = struct.unpack("<iiI", peaks[8:20])
    assert abs(length * samples_per_pixel / rate - file["durationSeconds"]) < 1
