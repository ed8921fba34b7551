"""Bytes are streamed: the size of a file has no part in the memory of the server."""

import hashlib
import http.client
import socket
import time

import pytest

import media
from client import User

MiB = 1024 * 1024
SIZE = 200 * MiB
# What a file of 200 MiB may add to the peak of resident memory.
MAX_GROWTH = 48 * MiB

pytestmark = pytest.mark.xdist_group("memory")


def blocks(seed):
    """The bytes of a WAV file of SIZE bytes, a MiB at a time."""
    head = media.wav_header(SIZE - 44)
    block = media.wav(MiB + 44, seed)[44:]
    yield head + block[: MiB - 44]
    for _ in range(SIZE // MiB - 1):
        yield block


@pytest.fixture(scope="module")
def drive(tmp_path_factory):
    from drive import Drive

    drive = Drive(tmp_path_factory.mktemp("memory")).start()
    yield drive
    drive.stop()


def test_a_large_form_upload_and_its_download(drive, seed):
    user = User(drive.url)
    user.upload(media.png(seed))
    before = drive.resident_bytes()
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="long.wav"\r\n\r\n'
    tail = b"\r\n--b--\r\n"
    connection = http.client.HTTPConnection("127.0.0.1", drive.port, timeout=120)
    connection.putrequest("POST", "/upload")
    connection.putheader("Authorization", f"Bearer {user.token}")
    connection.putheader("Content-Type", "multipart/form-data; boundary=b")
    connection.putheader("Content-Length", str(len(head) + SIZE + len(tail)))
    connection.endheaders()
    digest = hashlib.sha256()
    connection.send(head)
    for block in blocks(seed):
        digest.update(block)
        connection.send(block)
    connection.send(tail)
    answer = connection.getresponse()
    body = answer.read()
    assert answer.status == 201, body
    assert drive.resident_bytes() - before < MAX_GROWTH

    [file] = [f for f in user.list_all() if f["fileName"] == "long.wav"]
    assert (file["size"], file["sha256"]) == (SIZE, digest.hexdigest())
    received = hashlib.sha256()
    with user.get(file["fileUrl"], stream=True) as download:
        for block in download.iter_content(MiB):
            received.update(block)
    assert received.hexdigest() == digest.hexdigest()
    assert drive.resident_bytes() - before < MAX_GROWTH


def test_a_reader_that_stands_still_costs_no_memory(drive, seed):
    user = User(drive.url)
    file = user.upload(media.wav(60 * MiB, seed), "long.wav")
    before = drive.resident_bytes()
    target = file["fileUrl"].split(str(drive.port), 1)[1]
    stuck = []
    for _ in range(20):
        connection = socket.create_connection(("127.0.0.1", drive.port))
        connection.sendall(f"GET {target} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
        stuck.append(connection)
    time.sleep(1)
    assert drive.resident_bytes() - before < MAX_GROWTH
    assert user.get("/me").status_code == 200
    for connection in stuck:
        connection.close()
