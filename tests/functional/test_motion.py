"""The video of a motion photo is there as a rendition."""

import json
import shutil
import struct
import subprocess

import pytest

import media

pytestmark = pytest.mark.skipif(not shutil.which("ffmpeg"), reason="ffmpeg is not installed")


def run(*command, **options):
    return subprocess.run(command, check=True, capture_output=True, timeout=60, **options).stdout


@pytest.fixture(scope="module")
def clip(tmp_path_factory):
    path = tmp_path_factory.mktemp("clip") / "clip.mp4"
    run("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=320x240:rate=10:duration=2", "-pix_fmt", "yuv420p",
        "-c:v", "mpeg4", str(path))
    return path.read_bytes()


@pytest.fixture(scope="module")
def jpeg(tmp_path_factory):
    path = tmp_path_factory.mktemp("jpeg") / "photo.jpg"
    run("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=640x480", "-frames:v", "1", str(path))
    return path.read_bytes()


def google(jpeg, clip):
    packet = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><GCamera:MotionPhoto>1</GCamera:MotionPhoto></x:xmpmeta>'
    segment = b"http://ns.adobe.com/xap/1.0/\0" + packet
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(segment) + 2) + segment + jpeg[2:] + clip


def samsung(jpeg, clip):
    name = b"MotionPhoto_Data"
    block = struct.pack("<HHI", 0, 0x0A30, len(name)) + name + clip
    directory = b"SEFH" + struct.pack("<II", 107, 1) + struct.pack("<HHII", 0, 0x0A30, len(block), len(block))
    return jpeg + block + directory + struct.pack("<I", len(directory)) + b"SEFT"


def motion_of(file):
    return next((r for r in file["renditions"] if r["name"] == "motion"), None)


@pytest.mark.parametrize("camera", [google, samsung])
def test_the_video_is_a_rendition(alice, jpeg, clip, camera, tmp_path):
    file = alice.wait_for_file(alice.upload(camera(jpeg, clip), "PXL.MP.jpg")["fileId"])
    assert file["status"] == "ready", file
    assert set(file["thumbnails"]) == {"small", "medium", "large"}
    motion = motion_of(file)
    assert motion["contentType"] == "video/mp4" and motion["size"] == len(clip)
    assert abs(motion["durationSeconds"] - 2) < 0.2 and motion["bitrate"] > 0
    answer = alice.get(motion["url"], anonymous=True)
    assert answer.status_code == 200 and answer.content == clip
    assert answer.headers["Content-Type"] == "video/mp4"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith('inline; filename="PXL.MP-motion.mp4"')
    part = alice.get(motion["url"], anonymous=True, headers={"Range": "bytes=100-199"})
    assert part.status_code == 206 and part.content == clip[100:200]
    path = tmp_path / "motion.mp4"
    path.write_bytes(answer.content)
    streams = json.loads(run("ffprobe", "-v", "error", "-show_streams", "-of", "json", str(path)))["streams"]
    assert [stream["codec_type"] for stream in streams] == ["video"]


def test_what_only_claims_to_be_a_video_is_not_one(alice, jpeg, seed):
    page = b"\0\0\0\x14ftypisom\0\0\0\0iso2" + b"<script>alert(1)</script>" * (1 + seed % 3)
    file = alice.wait_for_file(alice.upload(google(jpeg, page), "page.jpg")["fileId"])
    assert file["status"] == "ready" and motion_of(file) is None


def test_other_photos_have_none(alice, seed):
    file = alice.wait_for_file(alice.upload(media.png(seed), "plain.png")["fileId"])
    assert file["status"] == "ready" and motion_of(file) is None
