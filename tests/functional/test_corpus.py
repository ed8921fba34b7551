"""Real files from many programs: the good ones go in and come out, the hostile ones do no harm."""

import concurrent.futures
import hashlib
import os
import pathlib

import pytest

import contract
from client import Api, User

ROOT = pathlib.Path(__file__).resolve().parents[2]
CORPUS = pathlib.Path(os.environ.get("AUDMG_CORPUS", ROOT.parent / "shared" / "corpus"))
GOOD = sorted(p for p in (CORPUS / "good").rglob("*") if p.is_file())
HOSTILE = sorted(p for p in (CORPUS / "hostile").rglob("*") if p.is_file())
pytestmark = [
    pytest.mark.skipif(not GOOD, reason=f"no corpus in {CORPUS}; set AUDMG_CORPUS"),
    pytest.mark.xdist_group("corpus"),
]


@pytest.fixture(scope="module")
def drive(tmp_path_factory):
    from drive import Drive

    drive = Drive(tmp_path_factory.mktemp("corpus")).start()
    yield drive
    assert drive.is_running, f"the server ended with {drive.process.returncode}: {drive.stderr()}"
    assert drive.stop() == 0


def clone(drive, user):
    api = Api(drive.url, user.token)
    api.__class__ = User
    return api


def digest(content):
    return hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize("way", ["form", "session"])
def test_all_good_files_go_in_and_come_out_the_same(drive, way):
    user = User(drive.url)

    def send(path):
        content = path.read_bytes()
        if way == "form":
            answer = clone(drive, user).send_file(content, path.name)
            return None if answer.status_code in (200, 201) else f"{path.relative_to(CORPUS)}: {answer.text}"
        session = clone(drive, user).create_upload(len(content), path.name, "application/octet-stream")
        one = clone(drive, user)
        for part in session["parts"]:
            begin = (part["partNumber"] - 1) * session["partSize"]
            one.put(part["url"], data=content[begin : begin + session["partSize"]])
        answer = one.post(f"/uploads/{session['uploadId']}/complete")
        return None if answer.status_code in (200, 201) else f"{path.relative_to(CORPUS)}: {answer.text}"

    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        refused = [text for text in pool.map(send, GOOD) if text]
    assert refused == []

    expected = {digest(path.read_bytes()): path.name for path in GOOD}
    listed = user.list_all(limit=50)
    assert {file["sha256"] for file in listed} == set(expected)
    assert len(listed) == len(expected)
    kinds = {file["sha256"]: file["kind"] for file in listed}
    for path in GOOD:
        audio = path.parent.name in ("mp3", "flac", "ogg", "opus", "wav", "m4a", "aac", "aiff", "vorbis")
        assert kinds[digest(path.read_bytes())] == ("audio" if audio else "image"), path

    def fetch(file):
        return digest(clone(drive, user).get(file["fileUrl"]).content) == file["sha256"]

    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        assert all(pool.map(fetch, listed))


def test_hostile_files_do_no_harm(drive):
    user = User(drive.url)
    statuses = {}

    def send(path):
        content = path.read_bytes()
        one = clone(drive, user)
        answer = one.send_file(content, path.name)
        if answer.status_code in (200, 201):
            file = answer.json()["file"]
            got = one.get(file["fileUrl"])
            assert got.content == content
            assert got.headers["Content-Type"] in contract.resolve({"$ref": "#/components/schemas/File"})["properties"]["contentType"]["enum"]
        return str(path.relative_to(CORPUS)), answer.status_code

    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        statuses = dict(pool.map(send, HOSTILE))
    assert set(statuses.values()) <= {200, 201, 400, 415}, {p: s for p, s in statuses.items() if s >= 500 or s not in (200, 201, 400, 415)}
    assert user.get("/me").status_code == 200
