"""What becomes of uploads in the background: facts, renditions, failures, timeline, deletion."""

import io
import math
import shutil
import struct
import subprocess
import time
import wave

import pytest

import media
from client import User


def run(*command, **options):
    return subprocess.run(command, check=True, capture_output=True, timeout=60, **options).stdout


def probe(path):
    text = run("ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", str(path))
    return float(text)


def tone(seconds, rate=44100):
    """A stereo WAV: 440 Hz left, 660 Hz right."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(2), file.setsampwidth(2), file.setframerate(rate)
        frames = bytearray()
        for n in range(int(seconds * rate)):
            frames += struct.pack(
                "<hh", int(9000 * math.sin(2 * math.pi * 440 * n / rate)), int(9000 * math.sin(2 * math.pi * 660 * n / rate)))
        file.writeframes(bytes(frames))
    return out.getvalue()


@pytest.fixture(scope="session")
def photo(tmp_path_factory):
    """A JPEG of 1600 x 1200 that a camera held upright would call 1200 x 1600."""
    path = tmp_path_factory.mktemp("photo") / "photo.jpg"
    run("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=1600x1200:duration=1:rate=1", "-frames:v", "1", str(path))
    return media.with_exif_orientation(path.read_bytes(), 6)


@pytest.fixture(scope="session")
def song(tmp_path_factory):
    folder = tmp_path_factory.mktemp("song")
    (folder / "a.wav").write_bytes(tone(5))
    run("ffmpeg", "-v", "error", "-i", str(folder / "a.wav"), "-metadata", "title=Café", "-metadata", "artist=Ada",
        "-metadata", "album=Notes", "-metadata", "track=3", str(folder / "a.flac"))
    return (folder / "a.flac").read_bytes()


@pytest.fixture
def drive(make_drive):
    return make_drive()


@pytest.fixture
def user(drive):
    return User(drive.url)


def test_a_photo_is_ready_within_seconds(user, photo):
    started = time.monotonic()
    file = user.upload(photo, "photo.jpg")
    assert file["status"] == "processing"
    file = user.wait_for_file(file["fileId"])
    assert time.monotonic() - started < 10, "3 s on an idle machine"
    assert file["status"] == "ready", file
    assert (file["width"], file["height"]) == (1200, 1600)
    assert file["dominantColor"].startswith("#") and file["placeholder"]
    assert set(file["thumbnails"]) == {"small", "medium", "large"}
    small = user.get(file["thumbnails"]["small"], anonymous=True)
    assert small.status_code == 200 and small.headers["Content-Type"] == "image/webp"
    assert small.content[8:12] == b"WEBP"
    assert file["renditions"] == []


def wait_for_renditions(user, file, names, seconds=60):
    deadline = time.monotonic() + seconds
    while True:
        found = user.get(f"/files/{file['fileId']}").json()
        if {r["name"] for r in found["renditions"]} == set(names):
            return found
        assert time.monotonic() < deadline, found
        assert found["status"] == "ready"
        time.sleep(0.1)


@pytest.mark.skipif(not shutil.which("ffprobe"), reason="ffprobe is not installed")
def test_a_song_gets_other_forms_when_somebody_asks(user, song, tmp_path):
    file = user.wait_for_file(user.upload(song, "song.flac")["fileId"])
    assert file["status"] == "ready", file
    assert file["renditions"] == [] and file["renditionsOnDemand"] == ["universal", "opus"]
    for name in ("universal", "opus"):
        asked = user.post(f"/files/{file['fileId']}/renditions", json={"name": name})
        assert asked.status_code == 202 and asked.json()["fileId"] == file["fileId"]
    again = user.post(f"/files/{file['fileId']}/renditions", json={"name": "opus"})
    assert again.status_code in (200, 202)
    file = wait_for_renditions(user, file, ["universal", "opus"])
    assert "renditionsOnDemand" not in file
    done = user.post(f"/files/{file['fileId']}/renditions", json={"name": "opus"})
    assert done.status_code == 200 and done.json()["renditions"] == file["renditions"]
    events = user.get(f"/files/{file['fileId']}/timeline").json()["events"]
    made = [e["detail"]["name"] for e in events if e["type"] == "file.rendition_ready"]
    assert sorted(made) == ["opus", "universal"]
    assert [e["type"] for e in events].count("file.ready") == 1
    assert abs(file["durationSeconds"] - 5) < 0.05
    assert (file["channels"], file["sampleRate"], file["codec"]) == (2, 44100, "flac")
    tags = {"title": "Café", "artist": "Ada", "artists": ["Ada"], "album": "Notes", "track": 3}
    assert file["tags"] == tags and file["title"] == "Café"
    assert -30 < file["integratedLoudnessLufs"] < 0
    assert {r["name"] for r in file["renditions"]} == {"universal", "opus"}
    for rendition in file["renditions"]:
        answer = user.get(rendition["url"], anonymous=True)
        assert answer.status_code == 200 and len(answer.content) == rendition["size"]
        path = tmp_path / rendition["name"]
        path.write_bytes(answer.content)
        assert abs(probe(path) - 5) < 0.05
        part = user.get(rendition["url"], anonymous=True, headers={"Range": "bytes=1000-1999"})
        assert part.status_code == 206 and part.content == answer.content[1000:2000]
    peaks = user.get(file["waveformUrl"], anonymous=True).content
    version, flags, rate = struct.unpack("<iIi", peaks[:12])
    assert (version, rate) == (2, 44100)
    assert user.get(file["waveformJsonUrl"], anonymous=True).json()["sample_rate"] == 44100


def test_a_song_that_not_every_browser_plays_gets_one_form(user, song, tmp_path):
    path = tmp_path / "song.ogg"
    (tmp_path / "song.flac").write_bytes(song)
    run("ffmpeg", "-v", "error", "-i", str(tmp_path / "song.flac"), "-c:a", "libvorbis", str(path))
    file = user.wait_for_file(user.upload(path.read_bytes(), "song.ogg")["fileId"])
    assert [r["name"] for r in file["renditions"]] == ["universal"]
    assert file["renditionsOnDemand"] == ["opus"]


def test_a_form_that_was_asked_for_survives_a_kill(make_drive, song):
    drive = make_drive()
    user = User(drive.url)
    file = user.upload(song, "song.flac")
    assert user.post(f"/files/{file['fileId']}/renditions", json={"name": "opus"}).status_code == 202
    drive.kill()
    drive.start()
    user.wait_for_file(file["fileId"])
    wait_for_renditions(user, file, ["opus"])
    refused = user.post(f"/files/{file['fileId']}/renditions", json={"name": "flac"})
    assert refused.status_code == 400 and "universal, opus" in refused.json()["errors"][0]["message"]


def test_a_recording_over_the_limit_is_told_the_setting(make_drive, song):
    user = User(make_drive({"AUDMG_MAX_AUDIO_DURATION": "3s"}).url)
    file = user.wait_for_file(user.upload(song, "song.flac")["fileId"])
    assert file["status"] == "failed"
    assert file["failureReason"] == "The audio is longer than 3 s (AUDMG_MAX_AUDIO_DURATION)."


def test_a_file_that_cannot_be_decoded_fails_with_a_reason(user):
    file = user.upload(media.jpeg_without_a_picture(), "broken.jpg", checked=False)
    file = user.wait_for_file(file["fileId"])
    assert file["status"] == "failed"
    assert file["failureReason"]
    assert (file["width"], file["height"]) == (16, 16), "facts need no pixels"
    assert user.get(file["fileUrl"], anonymous=True).status_code == 200
    events = [e["type"] for e in user.get(f"/files/{file['fileId']}/timeline").json()["events"]]
    assert events == ["file.uploaded", "attempt.started", "file.failed"]
    assert user.post(f"/files/{file['fileId']}/retry").status_code == 202
    assert user.wait_for_file(file["fileId"])["status"] == "failed"


@pytest.mark.parametrize("name", ["photo.jpg", "picture.png"])
def test_a_cut_picture_shows_its_beginning(user, photo, name):
    whole = photo if name == "photo.jpg" else media.png(width=400, height=400)
    file = user.upload(whole[: len(whole) * 6 // 10], name, checked=False)
    file = user.wait_for_file(file["fileId"])
    assert file["status"] == "ready", file
    assert file["damaged"].startswith("The picture is damaged: "), file["damaged"]
    assert user.get(file["thumbnails"]["small"], anonymous=True).status_code == 200


def test_a_cut_recording_plays_its_beginning(user, song):
    file = user.wait_for_file(user.upload(song[: len(song) * 4 // 10], "song.flac")["fileId"])
    assert file["status"] == "ready", file
    assert file["damaged"].startswith("The recording is damaged: only "), file["damaged"]
    assert 1 < file["durationSeconds"] < 3 and file["tags"]["title"] == "Café"
    whole = user.wait_for_file(user.upload(song, "song.flac")["fileId"])
    assert whole["status"] == "ready" and "damaged" not in whole


def test_a_setting_limits_pictures_and_the_refusal_names_it(make_drive, photo):
    user = User(make_drive({"AUDMG_MAX_JPEG_MEGAPIXELS": "1"}).url)
    file = user.wait_for_file(user.upload(photo, "photo.jpg")["fileId"])
    assert file["status"] == "failed"
    assert file["failureReason"] == "The image has 2 megapixels; AUDMG_MAX_JPEG_MEGAPIXELS allows 1."
    assert (file["width"], file["height"]) == (1200, 1600)


def test_the_timeline_says_what_happened(user, photo):
    file = user.wait_for_file(user.upload(photo)["fileId"])
    events = user.get(f"/files/{file['fileId']}/timeline").json()["events"]
    assert [e["type"] for e in events] == ["file.uploaded", "attempt.started", "file.ready"]
    assert events[-1]["detail"]["attempt"] == 1 and events[-1]["detail"]["durationMs"] >= 0


def test_a_retry_makes_the_same_renditions(user, photo):
    first = user.wait_for_file(user.upload(photo)["fileId"])
    before = user.get(first["thumbnails"]["small"]).content
    again = user.post(f"/files/{first['fileId']}/retry")
    assert again.status_code == 202 and again.json()["status"] == "processing"
    assert again.json()["thumbnails"], "the old ones stay until there are new ones"
    second = user.wait_for_file(first["fileId"])
    assert user.get(second["thumbnails"]["small"]).content == before


def test_deleting_a_file_deletes_its_renditions(user, drive, photo):
    file = user.wait_for_file(user.upload(photo)["fileId"])
    renditions = list((drive.data / "objects").glob(f"**/{file['fileId']}/*"))
    assert len(renditions) == 3, renditions
    assert user.delete(f"/files/{file['fileId']}?permanent=true").status_code == 204
    assert not any(path.exists() for path in renditions)
    assert user.get(file["thumbnails"]["small"], anonymous=True).status_code == 404


def test_deleting_while_it_is_processed_leaves_nothing(user, drive, photo):
    for _ in range(5):
        file = user.upload(photo)
        assert user.delete(f"/files/{file['fileId']}?permanent=true").status_code == 204
        deadline = time.monotonic() + 20
        while list((drive.data / "objects").glob(f"**/{file['fileId']}/*")):
            assert time.monotonic() < deadline
            time.sleep(0.1)


def test_jobs_survive_a_kill(make_drive, photo):
    drive = make_drive()
    user = User(drive.url)
    ids = []
    for n in range(6):
        ids.append(user.upload(photo + bytes([n]))["fileId"])
    drive.kill()
    drive.start()
    for file_id in ids:
        assert user.wait_for_file(file_id)["status"] == "ready"


def test_without_media_files_are_ready_at_once(make_drive, photo):
    user = User(make_drive({"AUDMG_MEDIA": "off"}).url)
    file = user.upload(photo)
    assert file["status"] == "ready" and "thumbnails" not in file
    assert user.post(f"/files/{file['fileId']}/retry").status_code == 409
