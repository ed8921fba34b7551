"""Quotas: what counts, what is refused, and that nothing is counted twice or forgotten."""

import concurrent.futures
import sqlite3
import time

import pytest

import media
from client import User, problem
from command_client import Client, write

QUOTA = 1_000_000


@pytest.fixture
def drive(make_drive):
    return make_drive({"AUDMG_USER_QUOTA": "1MB", "AUDMG_MEDIA": "off"})


@pytest.fixture
def user(drive):
    return User(drive.url)


def usage(user):
    return user.get("/account").json()["usage"]


def sidecar(text):
    return f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><!-- {text} --></x:xmpmeta>\n'.encode()


def announce(user, size, **fields):
    return user.post(
        "/uploads", json={"fileName": "a.wav", "contentType": "audio/wav", "size": size, **fields}
    )


def send_parts(user, session, content):
    for part in session["parts"]:
        begin = (part["partNumber"] - 1) * session["partSize"]
        assert user.put(part["url"], data=content[begin : begin + session["partSize"]]).status_code == 200


def test_everybody_has_the_quota_of_the_setting(user):
    account = user.get("/account").json()
    assert account["usage"] == {"bytes": 0, "files": 0, "reserved": 0}
    assert account["quota"] == QUOTA and account["hasOwnQuota"] is False


def test_without_a_setting_there_is_no_quota(alice, seed):
    before = usage(alice)
    alice.upload(media.wav(1000, seed), "a.wav")
    account = alice.get("/account").json()
    assert "quota" not in account
    assert account["usage"]["bytes"] == before["bytes"] + 1000
    assert account["usage"]["files"] == before["files"] + 1


def test_files_fit_to_the_last_byte(user, seed):
    user.upload(media.wav(600_000, seed), "a.wav")
    refusal = problem(user.send_file(media.wav(400_002, seed + 1), "b.wav"), 413, "quota_exceeded")
    assert (refusal["used"], refusal["reserved"], refusal["quota"]) == (600_000, 0, QUOTA)
    assert "1.0 MB" in refusal["message"] and "600.0 kB" in refusal["message"]
    assert "trash" in refusal["message"] and "admin" in refusal["message"]
    user.upload(media.wav(400_000, seed + 2), "c.wav")
    problem(announce(user, 1), 413, "quota_exceeded")
    assert usage(user) == {"bytes": QUOTA, "files": 2, "reserved": 0}


def test_a_refused_file_leaves_nothing(drive, user, seed):
    user.upload(media.wav(900_000, seed), "a.wav")
    before = drive.stored()
    for number in range(3):
        problem(user.send_file(media.wav(200_000, seed + number), "b.wav"), 413, "quota_exceeded")
        problem(announce(user, 200_000), 413, "quota_exceeded")
    assert drive.stored() == before


def test_the_same_bytes_again_take_no_room(user, seed):
    content = media.wav(QUOTA, seed)
    first = user.upload(content, "a.wav")
    for answer in (user.send_file(content, "b.wav"), user.send_file(content, "c.wav")):
        assert answer.status_code == 200 and answer.json()["duplicate"]
    # A session for bytes that are here needs no room, if it says so.
    problem(announce(user, QUOTA), 413, "quota_exceeded")
    session = announce(user, QUOTA, sha256=first["sha256"])
    assert session.status_code == 201, session.text
    assert usage(user)["reserved"] == 0
    send_parts(user, session.json(), content)
    done = user.post(f"/uploads/{session.json()['uploadId']}/complete")
    assert done.status_code == 200 and done.json()["file"]["fileId"] == first["fileId"]
    assert usage(user) == {"bytes": QUOTA, "files": 1, "reserved": 0}


def test_who_lies_about_the_bytes_gets_no_room(user, seed):
    first = user.upload(media.wav(QUOTA, seed), "a.wav")
    session = announce(user, QUOTA, sha256=first["sha256"]).json()
    send_parts(user, session, media.wav(QUOTA, seed + 1))
    problem(user.post(f"/uploads/{session['uploadId']}/complete"), 422, "digest_mismatch")
    assert usage(user) == {"bytes": QUOTA, "files": 1, "reserved": 0}


def test_few_sessions_are_open_for_bytes_that_take_no_room(user, seed):
    """What they send is known only at their end."""
    first = user.upload(media.wav(QUOTA, seed), "a.wav")
    for _ in range(10):
        assert announce(user, QUOTA, sha256=first["sha256"]).status_code == 201
    problem(announce(user, QUOTA, sha256=first["sha256"]), 413, "quota_exceeded")


def test_a_companion_is_replaced_by_a_session_though_there_is_no_room(user, seed):
    picture = user.upload(media.png(seed), "a.png")
    of = {"companionOf": picture["fileId"], "contentType": "application/rdf+xml", "fileName": "a.xmp"}
    content = sidecar("At the sea")
    form = {"companionOf": (None, picture["fileId"]), "file": ("a.xmp", content)}
    assert user.post("/upload", files=form).status_code == 201
    user.upload(media.wav((QUOTA - usage(user)["bytes"]) // 2 * 2, seed + 1), "b.wav")
    shorter = sidecar("A lake")
    session = announce(user, len(shorter), **of)
    assert session.status_code == 201, session.text
    send_parts(user, session.json(), shorter)
    assert user.post(f"/uploads/{session.json()['uploadId']}/complete").status_code == 201
    longer = sidecar("A lake in the hills, with all of us")
    session = announce(user, len(longer), **of).json()
    send_parts(user, session, longer)
    problem(user.post(f"/uploads/{session['uploadId']}/complete"), 413, "quota_exceeded")


def test_bytes_that_are_deleted_meanwhile_must_fit_again(user, seed):
    content = media.wav(600_000, seed)
    first = user.upload(content, "a.wav")
    user.upload(media.wav(400_000, seed + 1), "b.wav")
    session = announce(user, 600_000, sha256=first["sha256"]).json()
    send_parts(user, session, content)
    assert user.delete(f"/files/{first['fileId']}?permanent=true").status_code == 204
    other = user.upload(media.wav(600_000, seed + 2), "c.wav")
    problem(user.post(f"/uploads/{session['uploadId']}/complete"), 413, "quota_exceeded")
    # The session stays open, so that the user can make room.
    assert user.delete(f"/files/{other['fileId']}?permanent=true").status_code == 204
    assert user.post(f"/uploads/{session['uploadId']}/complete").status_code == 201
    assert usage(user) == {"bytes": QUOTA, "files": 2, "reserved": 0}


def test_a_session_keeps_its_bytes_free_until_it_ends(user, seed):
    content = media.wav(700_000, seed)
    session = announce(user, 700_000).json()
    assert usage(user) == {"bytes": 0, "files": 0, "reserved": 700_000}
    refusal = problem(user.send_file(media.wav(400_000, seed + 1), "b.wav"), 413, "quota_exceeded")
    assert refusal["reserved"] == 700_000 and "unfinished uploads" in refusal["message"]
    send_parts(user, session, content)
    assert user.post(f"/uploads/{session['uploadId']}/complete").status_code == 201
    assert user.post(f"/uploads/{session['uploadId']}/complete").status_code == 200
    assert usage(user) == {"bytes": 700_000, "files": 1, "reserved": 0}
    aborted = announce(user, 300_000).json()
    problem(announce(user, 1), 413, "quota_exceeded")
    assert user.delete(f"/uploads/{aborted['uploadId']}").status_code == 204
    problem(user.delete(f"/uploads/{aborted['uploadId']}"), 404, "not_found")
    assert usage(user)["reserved"] == 0


def test_an_expired_session_gives_its_bytes_back(make_drive):
    drive = make_drive({"AUDMG_USER_QUOTA": "1MB"})
    user = User(drive.url)
    announce(user, QUOTA)
    assert drive.stop() == 0
    with sqlite3.connect(drive.data / "audmg.db") as database:
        database.execute("UPDATE uploads SET expires_at = 1")
    # A server sweeps at its start.
    drive.start()
    user.url = drive.url
    deadline = time.monotonic() + 20
    while usage(user)["reserved"] > 0:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert announce(user, QUOTA).status_code == 201


def test_the_trash_counts_until_it_is_emptied(user, seed):
    file = user.upload(media.wav(800_000, seed), "a.wav")
    assert user.delete(f"/files/{file['fileId']}").status_code == 204
    assert usage(user) == {"bytes": 800_000, "files": 1, "reserved": 0}
    problem(user.send_file(media.wav(300_000, seed + 1), "b.wav"), 413, "quota_exceeded")
    assert user.post("/trash/restore", json={"all": True}).status_code == 200
    assert usage(user)["bytes"] == 800_000
    assert user.delete(f"/files/{file['fileId']}").status_code == 204
    # The same bytes again bring the file back, and need no room.
    assert user.send_file(media.wav(800_000, seed), "a.wav").json()["duplicate"]
    assert user.delete(f"/files/{file['fileId']}").status_code == 204
    assert user.delete("/trash").status_code == 204
    assert usage(user) == {"bytes": 0, "files": 0, "reserved": 0}


def test_companions_count(user, seed):
    picture = user.upload(media.png(seed), "a.png")
    before = usage(user)["bytes"]

    def send(text):
        content = sidecar(text)
        form = {"companionOf": (None, picture["fileId"]), "file": ("a.xmp", content)}
        return len(content), user.post("/upload", files=form)

    size, answer = send("At the sea")
    assert answer.status_code == 201, answer.text
    assert usage(user) == {"bytes": before + size, "files": 1, "reserved": 0}
    size, answer = send("At the sea, in the evening")
    assert answer.status_code == 201, answer.text
    assert usage(user)["bytes"] == before + size
    rest = (QUOTA - before - size) // 2 * 2
    user.upload(media.wav(rest, seed + 1), "b.wav")
    _, answer = send("At the sea, in the evening, with friends")
    problem(answer, 413, "quota_exceeded")
    assert usage(user)["bytes"] == before + size + rest
    assert user.delete(f"/files/{picture['fileId']}?permanent=true").status_code == 204
    assert usage(user) == {"bytes": rest, "files": 1, "reserved": 0}


def test_of_many_at_once_those_come_in_that_fit(drive, seed):
    user = User(drive.url)
    contents = [media.wav(150_000, seed * 100 + number) for number in range(10)]
    with concurrent.futures.ThreadPoolExecutor(10) as pool:
        statuses = list(pool.map(lambda each: user.send_file(each, "a.wav").status_code, contents))
    assert sorted(statuses) == [201] * 6 + [413] * 4
    assert usage(user) == {"bytes": 900_000, "files": 6, "reserved": 0}


def test_of_many_sessions_at_once_those_are_opened_that_fit(drive):
    user = User(drive.url)
    with concurrent.futures.ThreadPoolExecutor(50) as pool:
        statuses = list(pool.map(lambda _: announce(user, 150_000).status_code, range(50)))
    assert sorted(statuses) == [201] * 6 + [413] * 44
    assert usage(user) == {"bytes": 0, "files": 0, "reserved": 900_000}


def test_counters_are_right_after_a_kill(make_drive, seed):
    drive = make_drive({"AUDMG_MEDIA": "off", "AUDMG_USER_QUOTA": "100MB"})
    user = User(drive.url)
    for round_number in range(3):
        with concurrent.futures.ThreadPoolExecutor(6) as pool:

            def send(number, base=seed * 1000 + round_number * 100):
                content = media.wav(50_000, base + number)
                try:
                    if number % 3 == 0:
                        user.upload_in_parts(content, "a.wav")
                    elif number % 3 == 1:
                        user.upload(content, "a.wav")
                    else:
                        file = user.upload(content, "a.wav")
                        user.delete(f"/files/{file['fileId']}?permanent=true")
                except Exception:  # The server is gone.
                    pass

            sent = [pool.submit(send, number) for number in range(40)]
            time.sleep(0.15)
            drive.kill()
            concurrent.futures.wait(sent)
        with sqlite3.connect(drive.data / "audmg.db") as database:
            rows = database.execute("SELECT coalesce(sum(size), 0), count(*) FROM files").fetchone()
            counted = database.execute("SELECT bytes, files FROM usage").fetchone() or (0, 0)
            reserved = database.execute("SELECT coalesce(sum(size), 0) FROM uploads").fetchone()[0]
        assert counted == rows
        drive.start()
        user.url = drive.url
        user.log_in()
        assert usage(user) == {"bytes": rows[0], "files": rows[1], "reserved": reserved}
        assert rows[1] == len(user.list_all())


def test_an_admin_gives_a_user_another_quota(drive, seed):
    admin, user = User(drive.url), User(drive.url)
    path = f"/admin/users/{user.user_id}"
    user.upload(media.wav(900_000, seed), "a.wav")
    changed = admin.patch(path, json={"quota": 2_000_000})
    assert changed.status_code == 200, changed.text
    assert changed.json()["quota"] == 2_000_000 and changed.json()["hasOwnQuota"] is True
    user.upload(media.wav(900_000, seed + 1), "b.wav")
    # Lower than what is there: nothing more comes in, and nothing is removed.
    assert admin.patch(path, json={"quota": 0}).json()["quota"] == 0
    problem(user.send_file(media.wav(1000, seed + 2), "c.wav"), 413, "quota_exceeded")
    assert usage(user)["files"] == 2 and len(user.list_all()) == 2
    listed = {each["userId"]: each for each in admin.get("/admin/users").json()["users"]}
    assert listed[user.user_id]["usage"] == {"bytes": 1_800_000, "files": 2, "reserved": 0}
    assert listed[admin.user_id]["usage"]["files"] == 0
    back = admin.patch(path, json={"quota": None}).json()
    assert back["quota"] == QUOTA and back["hasOwnQuota"] is False
    problem(admin.patch(path, json={"quota": -1}), 400, "validation_failed", "quota")
    problem(admin.patch(path, json={"quota": "much"}), 400, "validation_failed", "quota")
    problem(user.patch(f"/admin/users/{admin.user_id}", json={"quota": 1}), 403, "admins_only")
    details = [entry.get("detail") for entry in admin.get("/admin/audit").json()["entries"]]
    assert {"quota": 2_000_000} in details and {"quota": "default"} in details


def test_the_command_line_client_stops_at_the_quota(drive, tmp_path, seed):
    user = User(drive.url)
    client = Client(tmp_path / "home", drive.url, user).log_in()
    songs = {f"{number}.wav": media.wav(400_000, seed * 10 + number) for number in range(4)}
    put = client.run("put", "--jobs", "1", write(tmp_path / "music", songs))
    assert put.returncode != 0
    assert "quota" in put.stderr and "trash" in put.stderr
    assert usage(user) == {"bytes": 800_000, "files": 2, "reserved": 0}
