"""A large file in parts, as a browser sends it: straight to S3, cut in the middle, resumed, and played back."""

import concurrent.futures
import hashlib
import http.client
import random
import socket
import struct
import urllib.parse

import pytest
import requests

SIZE = 300 * 1024 * 1024
RATE, CHANNELS, BYTES = 96_000, 2, 3


@pytest.fixture(scope="module")
def song(tmp_path_factory):
    """Nine minutes of 96 kHz, 24 bits; of one second of noise again and again, so that it is made quickly."""
    path = tmp_path_factory.mktemp("song") / "long.wav"
    second = random.Random(7).randbytes(RATE * CHANNELS * BYTES)
    content = SIZE - 44
    head = b"RIFF" + struct.pack("<I", SIZE - 8) + b"WAVEfmt " + struct.pack(
        "<IHHIIHH", 16, 1, CHANNELS, RATE, RATE * CHANNELS * BYTES, CHANNELS * BYTES, 8 * BYTES)
    with open(path, "wb") as file:
        file.write(head + b"data" + struct.pack("<I", content))
        while content > 0:
            content -= file.write(second[:content])
    assert path.stat().st_size == SIZE
    return path


def read(path, begin, count):
    with open(path, "rb") as file:
        file.seek(begin)
        return file.read(count)


def send(path, session, part):
    begin = (part["partNumber"] - 1) * session["partSize"]
    put = requests.put(part["url"], data=read(path, begin, session["partSize"]), timeout=60)
    assert put.status_code == 200, put.text
    return part["partNumber"]


def send_half(path, session, part):
    """The connection is cut in the middle of a part, by a reset: versitygw 1.8.0 takes one that is closed in order for a
    whole part (docs/aws.md)."""
    begin = (part["partNumber"] - 1) * session["partSize"]
    content = read(path, begin, session["partSize"])
    url = urllib.parse.urlsplit(part["url"])
    connection = http.client.HTTPConnection(url.hostname, url.port, timeout=30)
    connection.putrequest("PUT", f"{url.path}?{url.query}")
    connection.putheader("Content-Length", str(len(content)))
    connection.endheaders()
    connection.send(content[: len(content) // 2])
    connection.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def test_300_megabytes_are_cut_at_40_percent_resumed_and_played(alice, song):
    session = alice.create_upload(SIZE, "long.wav", "audio/wav")
    parts = session["parts"]
    before = parts[: len(parts) * 2 // 5]
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        sent = set(pool.map(lambda part: send(song, session, part), before))
    send_half(song, session, parts[len(before)])

    # The page was closed: a new one knows the upload's id and has the file.
    seen = alice.get(f"/uploads/{session['uploadId']}").json()
    assert {part["partNumber"] for part in seen["parts"]} == sent, "what was cut does not count"
    missing = seen["missingParts"]
    assert len(missing) == len(parts) - len(before)
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda part: send(song, session, part), missing))
    done = alice.post(f"/uploads/{session['uploadId']}/complete")
    assert done.status_code == 201, done.text
    file = done.json()["file"]
    assert file["size"] == SIZE

    # A player asks for the beginning, then for where it seeks to.
    for begin in (0, SIZE // 2, SIZE - 1000):
        answer = requests.get(file["fileUrl"], headers={"Range": f"bytes={begin}-{begin + 999}"}, timeout=30)
        assert answer.status_code == 206, answer.text
        assert answer.headers["Content-Range"] == f"bytes {begin}-{begin + 999}/{SIZE}"
        assert answer.content == read(song, begin, 1000)
    whole = hashlib.sha256()
    with requests.get(file["fileUrl"], stream=True, timeout=60) as answer:
        for block in answer.iter_content(1 << 20):
            whole.update(block)
    with open(song, "rb") as original:
        assert whole.digest() == hashlib.file_digest(original, "sha256").digest()
    ready = alice.wait_for_file(file["fileId"], 120)
    assert ready["status"] == "ready" and abs(ready["durationSeconds"] - SIZE / (RATE * CHANNELS * BYTES)) < 0.1, ready
