"""One large file by presigned parts: it is there at once, without its bytes being read, and gets its digest later.

AUDMG_LARGE_FILE_BYTES=20000000000 is the long form, at the size from which deployments do so.
"""

import concurrent.futures
import hashlib
import os
import re
import struct
import time

import pytest
import requests

from client import User
from fixtures import make_stack
from stack import Stack

SIZE = int(os.environ.get("AUDMG_LARGE_FILE_BYTES", 64_000_000))
IS_LONG = "AUDMG_LARGE_FILE_BYTES" in os.environ
LATER_SIZE = "1GB" if IS_LONG else "16MB"
PARTS_AT_ONCE = 4
READY_SECONDS = 60 + SIZE // 10_000_000
MOST_OWN_SECONDS = 1
# One, of the first mebibyte, tells what the file is.
MOST_READS = 1
RATE, CHANNELS, BYTES = 96_000, 2, 3
BLOCK = 1 << 20
HEADER = 44
# The partner keeps a log like Amazon's: action, key, target, status, error, bytes sent, size, milliseconds.
LINE = re.compile(r" s3_(\w+) \S+ \S+ \d+ \S+ \d+ \d+ (\d+) ")


class Sound:
    """96 kHz, 24 bits, of noise that is made when it is read; no two blocks are alike."""

    def __init__(self, seed):
        self.noise = hashlib.shake_256(str(seed).encode()).digest(BLOCK)
        # What does not fit into 32 bits, WAV cannot say.
        size = min(SIZE - 8, 0xFFFFFFFF)
        self.header = b"RIFF" + struct.pack("<I", size) + b"WAVEfmt " + struct.pack(
            "<IHHIIHH", 16, 1, CHANNELS, RATE, RATE * CHANNELS * BYTES, CHANNELS * BYTES, 8 * BYTES)
        self.header += b"data" + struct.pack("<I", min(SIZE - HEADER, 0xFFFFFFFF))

    def block(self, number):
        head = self.header if number == 0 else struct.pack("<Q", number)
        return (head + self.noise[len(head) :])[: SIZE - number * BLOCK]

    def read(self, begin, count):
        blocks = range(begin // BLOCK, (begin + count + BLOCK - 1) // BLOCK)
        content = b"".join(self.block(number) for number in blocks)
        return content[begin % BLOCK :][:count]

    def sha256(self):
        digest = hashlib.sha256()
        for number in range((SIZE + BLOCK - 1) // BLOCK):
            digest.update(self.block(number))
        return digest.hexdigest()


@pytest.fixture
def stack(partners, tmp_path):
    settings = {**make_stack(partners), "AUDMG_DIGEST_LATER_SIZE": LATER_SIZE}
    with Stack(tmp_path, settings) as running:
        yield running


class AccessLog:
    """What the partner has noted since."""

    def __init__(self, path):
        self.path = path
        self.begin = path.stat().st_size if path.exists() else 0

    def calls(self):
        with self.path.open() as log:
            log.seek(self.begin)
            return [(found[1], int(found[2])) for found in map(LINE.search, log) if found]


def send(sound, session):
    def put(part):
        begin = (part["partNumber"] - 1) * session["partSize"]
        content = sound.read(begin, min(session["partSize"], SIZE - begin))
        answer = requests.put(part["url"], data=content, timeout=600)
        assert answer.status_code == 200, answer.text

    with concurrent.futures.ThreadPoolExecutor(PARTS_AT_ONCE) as pool:
        list(pool.map(put, session["parts"]))


def test_a_large_file_is_there_before_its_bytes_are_read(partners, stack, seed):
    user = User(stack.servers[0].url)
    sound = Sound(seed)
    session = user.create_upload(SIZE, "concert.wav", "audio/wav")
    send(sound, session)

    assert stack.worker.stop() == 0, "or it reads the file as soon as it is there"
    log = AccessLog(partners.s3_log)
    began = time.monotonic()
    answer = user.post(f"/uploads/{session['uploadId']}/complete", timeout=600)
    whole = time.monotonic() - began
    calls = log.calls()
    stack.worker.launch()
    begun = time.monotonic()
    assert answer.status_code == 201, answer.text
    file = answer.json()["file"]
    assert "sha256" not in file
    joining = [milliseconds / 1000 for action, milliseconds in calls if action == "CompleteMultipartUpload"]
    reads = sum(action == "GetObject" for action, _ in calls)
    assert len(joining) == 1, calls
    print(f"\ncompleted in {whole:.2f} s, of which S3 took {joining[0]:.2f} s to join the parts; {reads} reads")
    assert whole - joining[0] < MOST_OWN_SECONDS
    assert reads <= MOST_READS

    deadline = begun + READY_SECONDS
    while not ("sha256" in file and file["status"] != "processing"):
        assert time.monotonic() < deadline, file
        time.sleep(0.2)
        file = user.get(f"/files/{file['fileId']}").json()
    print(f"{file['status']} with its SHA-256 {time.monotonic() - begun:.0f} s after a worker began")
    assert file["sha256"] == sound.sha256()
    assert file["status"] == "ready", file
    assert file["durationSeconds"] == pytest.approx((SIZE - HEADER) / (RATE * CHANNELS * BYTES), rel=0.01)
    tail = requests.get(file["fileUrl"], headers={"Range": f"bytes={SIZE - 100}-"}, timeout=60)
    assert (tail.status_code, tail.content) == (206, sound.read(SIZE - 100, 100))
    assert user.delete(f"/files/{file['fileId']}").status_code == 204
    assert user.delete("/trash").status_code == 204
