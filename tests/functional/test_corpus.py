"""Real files from many programs: the good ones go in and come out, the hostile ones do no harm."""

import concurrent.futures
import hashlib
import os
import pathlib

import pytest

import contract
from client import Api, User
from drive import Drive

ROOT = pathlib.Path(__file__).resolve().parents[2]
CORPUS = pathlib.Path(os.environ.get("AUDMG_CORPUS", ROOT.parent / "shared" / "corpus"))
GOOD = sorted(p for p in (CORPUS / "good").rglob("*") if p.is_file())
HOSTILE = sorted(p for p in (CORPUS / "hostile").rglob("*") if p.is_file())
pytestmark = [
    pytest.mark.skipif(not GOOD, reason=f"no corpus in {CORPUS}; set AUDMG_CORPUS"),
    pytest.mark.xdist_group("corpus"),
]


# Good by the corpus's reference decoders, and yet not for us, each for a reason.
KNOWN_FAILURES = {
    "good/aiff/libimage-exiftool-perl-90625459b973.aif": "a header without samples",
    "good/flac/libaudio-scan-perl-035a71570fd0.flac": "tags and a cover without a frame of sound",
}
# Folders of recordings that may hold some which every browser plays: those need no other form.
MAY_PLAY = {"aac", "flac", "m4a", "mp3", "wav"}
# What allocators keep back: between two passes over the same files the server may grow by this.
MAX_GROWTH = 24 << 20


@pytest.fixture(scope="module")
def drive(tmp_path_factory):
    drive = Drive(tmp_path_factory.mktemp("corpus")).start()
    drive.resident = []
    yield drive
    assert drive.is_running, f"the server ended with {drive.process.returncode}: {drive.stderr()}"
    assert drive.stop() == 0


def clone(drive, user):
    api = Api(drive.url, user.token)
    api.__class__ = User
    return api


def processed(drive, user):
    """The user's files once all have ended, by their hash."""
    drive.settle(300)
    files = user.list_all()
    stuck = [file["fileName"] for file in files if file["status"] == "processing"]
    assert stuck == [] and drive.is_running
    return {file["sha256"]: file for file in files}


def digest(content):
    return hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize("way", ["form", "session"])
def test_all_good_files_go_in_come_out_the_same_and_become_ready(drive, way):
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

    files = processed(drive, user)
    drive.resident.append(drive.resident_now())
    failed = {}
    for path in GOOD:
        file = files[digest(path.read_bytes())]
        if file["status"] != "ready":
            failed[str(path.relative_to(CORPUS))] = file["failureReason"]
        elif file["kind"] == "image":
            assert set(file["thumbnails"]) == {"small", "medium", "large"} and file["placeholder"], path
        else:
            assert file["durationSeconds"] > 0 and file["waveformUrl"], path
            assert file["renditions"] or path.parent.name in MAY_PLAY, path
    assert set(failed) == set(KNOWN_FAILURES), failed


def test_memory_does_not_grow(drive):
    """What the first pass over the good files left behind the second would have doubled."""
    first, second = drive.resident
    print(f"resident: {first >> 20}, then {second >> 20} MiB")
    assert second - first < MAX_GROWTH


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
    files = processed(drive, user)
    reasons = {file["fileName"]: file.get("failureReason") for file in files.values() if file["status"] == "failed"}
    assert all(reasons.values()), "every failure has a reason that a person understands"
    ready = [file for file in files.values() if file["status"] == "ready"]
    print(f"{len(files)} accepted, {len(reasons)} failed, {len(ready)} ready")
    for file in ready:
        for url in [*file.get("thumbnails", {}).values(), *(rendition["url"] for rendition in file["renditions"])]:
            assert user.get(url).status_code == 200
    crashes = [record for record in drive.records() if record["event"] in ("decoders_ended", "decoder_not_trusted")]
    assert crashes == []
