"""Every sync of the upload path is made, in the right order, before the 2xx; by strace."""

import pathlib
import shutil
import subprocess
import time

import pytest

import media
import sync_order
from client import User

TRACED = "trace=write,pwrite64,writev,pwritev,pwritev2,send,sendto,sendmsg,fsync,fdatasync,syncfs,sync_file_range,rename,renameat,renameat2,link,linkat,mkdir,mkdirat,ftruncate,utimensat"
pytestmark = [
    pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed"),
    pytest.mark.xdist_group("strace"),
]

# What the background plane writes and syncs is not the upload's.
NO_MEDIA = {"AUDMG_MEDIA": "off"}


def traced(drive, action):
    """The calls of the server while `action` runs."""
    output = drive.folder / "trace"
    tracer = subprocess.Popen(
        ["strace", "-f", "-y", "-s", "64", "-e", TRACED, "-o", str(output), "-p", str(drive.pid)],
        stderr=subprocess.PIPE,
        text=True,
    )
    first = tracer.stderr.readline()
    if "attach" not in first or "Operation not permitted" in first:
        tracer.wait()
        pytest.skip(f"strace cannot attach here: {first.strip()}")
    time.sleep(0.5)
    try:
        action()
        time.sleep(0.3)
    finally:
        tracer.terminate()
        tracer.wait()
    return sync_order.parse(output.read_text(errors="replace"))


@pytest.fixture(scope="module", params=["form", "form, second file", "session"])
def upload(request, tmp_path_factory):
    """(kind, calls, data folder, path of the object) of one upload of each kind."""
    from drive import Drive

    drive = Drive(tmp_path_factory.mktemp("traced"), NO_MEDIA).start()
    try:
        user = User(drive.url)
        # What it notes in the database is not the upload's, either.
        drive.wait_for_records("scrub_done")
        if request.param != "form":
            user.upload(media.png(1))
        before = set(drive.stored())
        if request.param == "session":
            content = media.wav(300_000, 5)
            session = user.create_upload(len(content))
            user.put(session["parts"][0]["url"], data=content)
            calls = traced(drive, lambda: user.post(f"/uploads/{session['uploadId']}/complete"))
        else:
            calls = traced(drive, lambda: user.upload(media.wav(300_000, 5), "a.wav"))
        [name] = [path for path in set(drive.stored()) - before if "/objects/orig/" in path]
        assert len(user.list_all()) == (1 if request.param == "form" else 2)
        yield request.param, calls, str(drive.data.resolve()), str((drive.data / name).resolve())
    finally:
        drive.stop()


def complaints(upload, calls):
    kind, _, data, path = upload
    found = sync_order.check(calls, data, path)
    if kind == "session":
        # The parts were written and synced when they were PUT; see test_a_part_is_synced.
        found = [text for text in found if "no bytes were written" not in text]
    sidecar = path.replace("/objects/orig/", "/objects/meta/orig/") + ".json"
    return found + [f"sidecar: {text}" for text in sync_order.check(calls, data, sidecar)]


def test_everything_is_synced_before_the_answer(upload):
    assert complaints(upload, upload[1]) == []


def test_taking_out_a_needed_sync_is_noticed(upload):
    kind, calls, data, path = upload
    noticed = 0
    for sync in sync_order.needed_syncs(calls, data, path):
        rest = [call for call in calls if call is not sync]
        if complaints(upload, rest):
            noticed += 1
    # The file, its folder, the same of its sidecar, and the database's log; when a folder is new, its parent too.
    assert noticed >= 5, noticed


def test_a_failed_sync_does_not_count(upload):
    kind, calls, data, path = upload
    failed = [sync_order.dataclasses.replace(c, result=-1) if c.name in sync_order.SYNCS else c for c in calls]
    assert len(complaints(upload, failed)) >= 5


def test_an_answer_that_is_sent_too_early_is_noticed(upload):
    kind, calls, data, path = upload
    answer = sync_order.find_answer(calls)
    for sync in sync_order.needed_syncs(calls, data, path):
        early = sync_order.dataclasses.replace(answer, begun=sync.begun - 1, number=sync.begun - 1)
        changed = sorted([c for c in calls if c is not answer] + [early], key=lambda c: c.number)
        assert complaints(upload, changed), sync


def test_a_rename_before_the_sync_is_noticed(upload):
    kind, calls, data, path = upload
    move = next(c for c in calls if (sync_order.renamed(c) or ("", ""))[1] == path)
    source = sync_order.renamed(move)[0]
    sync = [c for c in calls if sync_order.is_sync_of(c, source) and c.number < move.number][-1]
    late = sync_order.dataclasses.replace(sync, begun=move.number, number=move.number)
    changed = [late if c is sync else c for c in calls]
    if not any(sync_order.is_sync_of(c, source) and c.number < move.number for c in changed):
        assert complaints(upload, changed)


def test_a_part_is_synced_before_its_answer(make_drive, seed):
    drive = make_drive(NO_MEDIA)
    user = User(drive.url)
    content = media.wav(300_000, seed)
    session = user.create_upload(len(content))
    calls = traced(drive, lambda: user.put(session["parts"][0]["url"], data=content))
    answer = sync_order.find_answer(calls)
    assert answer
    before = [c for c in calls if c.number < answer.begun]
    written = {c.paths()[0] for c in before if c.name in ("write", "pwrite64") and c.paths() and str(drive.data) in c.paths()[0]}
    files = [path for path in written if not path.endswith((".db", "-wal", "-shm"))]
    assert files
    for path in files:
        last = max(c.number for c in before if c.name in ("write", "pwrite64") and c.paths()[:1] == [path])
        assert any(sync_order.is_sync_of(c, path) and c.begun > last for c in before), path


def test_a_delete_is_durable_before_its_answer(make_drive, seed):
    drive = make_drive(NO_MEDIA)
    user = User(drive.url)
    file = user.upload(media.png(seed))
    calls = traced(drive, lambda: user.delete(f"/files/{file['fileId']}?permanent=true"))
    answer = sync_order.find_answer(calls)
    before = [c for c in calls if c.number < answer.begun]
    log = [c for c in before if c.paths() and c.paths()[0].endswith("-wal")]
    assert [c for c in log if c.name in ("fsync", "fdatasync")]
    assert not pathlib.Path(drive.data / "objects").joinpath(file["fileUrl"].split("/objects/")[1].split("?")[0]).exists()
