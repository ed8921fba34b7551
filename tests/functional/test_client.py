"""The command-line client, `audmg client`, as people and scripts run it."""

import contextlib
import hashlib
import http.server
import json
import os
import signal
import stat
import threading
import time

import pytest

import media
from client import PASSWORD, User
from command_client import Client, write
from ports import free_port

XMP = '<x:xmpmeta xmlns:x="adobe:ns:meta/"/>\n'


@pytest.fixture
def cli(shared, alice, tmp_path):
    return Client(tmp_path / "home", shared.url, alice).log_in()


def sent(output):
    return [line for line in output.splitlines() if line.startswith("sent /")]


# --- the log-in ---


def test_log_in_is_kept_for_its_owner_alone(shared, alice, tmp_path):
    cli = Client(tmp_path, shared.url, alice)
    assert "audmg client login" in cli.run("ls").stderr
    cli.environment["AUDMG_PASSWORD"] = PASSWORD
    assert "logged in" in cli.ok("login", shared.url + "/", "--user", alice.email)
    del cli.environment["AUDMG_PASSWORD"]
    assert stat.S_IMODE(cli.config.stat().st_mode) == 0o600
    assert PASSWORD not in cli.config.read_text()
    assert cli.list("ls") == []
    token = json.loads(cli.config.read_text())["token"]
    cli.ok("logout")
    assert not cli.config.exists()
    assert alice.get("/me", headers={"Authorization": f"Bearer {token}"}).status_code == 401


def test_log_in_says_what_is_wrong(shared, alice, tmp_path):
    cli = Client(tmp_path, shared.url, alice)
    words = ("--user", alice.username, "--password-stdin")
    wrong = cli.run("login", shared.url, *words, input="not the password\n")
    assert wrong.returncode == 1 and "password" in wrong.stderr
    nobody = cli.run("login", f"http://127.0.0.1:{free_port()}", *words, input=PASSWORD + "\n")
    assert nobody.returncode == 1 and "cannot be reached" in nobody.stderr
    path = cli.run("login", shared.url + "/wrong", *words, input=PASSWORD + "\n")
    assert path.returncode == 1
    no_url = cli.run("login", "ftp://example.org", *words, input=PASSWORD + "\n")
    assert no_url.returncode == 1 and "not the URL of a drive" in no_url.stderr
    assert not cli.config.exists()


def test_a_server_that_is_no_drive(alice, tmp_path):
    class Other(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<html>hello</html>")

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Other) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        cli = Client(tmp_path, f"http://127.0.0.1:{server.server_port}", alice)
        answer = cli.run("login", cli.url, "--user", "ada", "--password-stdin", input="x\n")
        server.shutdown()
    assert answer.returncode == 1 and "not from an Audmg Drive" in answer.stderr


def test_tokens_are_renewed_by_one_process_of_many(make_drive, tmp_path):
    drive = make_drive({"AUDMG_ACCESS_TOKEN_LIFETIME": "1s", "AUDMG_REFRESH_LEEWAY": "0s"})
    cli = Client(tmp_path / "home", drive.url, User(drive.url)).log_in()
    first = json.loads(cli.config.read_text())["refreshToken"]
    for _ in range(2):
        time.sleep(1.1)
        running = [cli.popen("ls") for _ in range(6)]
        for process in running:
            _, errors = process.communicate(timeout=60)
            assert process.returncode == 0, errors
    assert json.loads(cli.config.read_text())["refreshToken"] != first


def test_a_session_that_has_ended(shared, alice, cli):
    account = json.loads(cli.config.read_text())
    account["token"] = "x"
    account["refreshToken"] = "y"
    cli.config.write_text(json.dumps(account))
    ended = cli.run("ls")
    assert ended.returncode == 1 and "log in again" in ended.stderr


def test_an_app_password_logs_in_with_its_scopes(shared, alice, tmp_path):
    made = alice.post("/app-passwords", json={"name": "Backup", "scopes": ["read"]}).json()
    cli = Client(tmp_path, shared.url, alice)
    assert f"as {alice.username}" in cli.ok("login", shared.url, "--password-stdin", input=made["secret"] + "\n")
    cli.ok("ls")
    assert "scope" in cli.run("put", write(tmp_path / "in", {"photo.png": media.png(1)})).stderr
    assert alice.delete(f"/app-passwords/{made['appPasswordId']}").status_code == 204
    assert "log in again" in cli.run("ls").stderr


# --- put ---


def test_put_sends_what_the_drive_lacks_once(cli, alice, seed, tmp_path):
    folder = write(
        tmp_path / "pictures",
        {
            "a.png": media.png(seed),
            "2019/b.png": media.png(seed + 1_000_000),
            "2019/same as b.png": media.png(seed + 1_000_000),
            "song.wav": media.wav(32044, seed),
            ".hidden.png": media.png(seed + 2_000_000),
        },
    )
    (folder / "loop").symlink_to(folder)
    os.utime(folder / "a.png", (1_000_000_000, 1_000_000_000))
    output = cli.ok("put", folder)
    assert len(sent(output)) == 3, output
    assert "sent 3 files" in output and "1 known" in output and "1 hidden file and 1 link" in output
    files = {file["fileName"]: file for file in alice.list_all()}
    assert sorted(file["kind"] for file in files.values()) == ["audio", "image", "image"]
    assert files["a.png"]["date"].startswith("2001-09-09")
    again = cli.ok("put", folder)
    assert sent(again) == [] and "sent 0 files" in again and "4 known" in again
    assert not list((cli.home / ".local/state/audmg/uploads").iterdir())


def test_put_lists_what_it_cannot_send(cli, alice, seed, tmp_path):
    folder = write(
        tmp_path / "mixed",
        {"good.png": media.png(seed), "empty.png": b"", "notes.txt": b"words", "alone.xmp": XMP.encode()},
    )
    odd = os.fsencode(folder) + b"/caf\xe9.png"
    with open(odd, "wb") as file:
        file.write(media.png(seed + 1_000_000))
    done = cli.run("put", folder, tmp_path / "not there")
    assert done.returncode == 1
    assert "sent 2 files" in done.stdout and "4 not sent" in done.stdout
    for name, reason in (("empty.png", "is empty"), ("notes.txt", "looks like"), ("alone.xmp", "no picture"),
                         ("not there", "cannot be read")):
        assert any(name in line and reason in line for line in done.stderr.splitlines()), done.stderr
    assert {file["fileName"] for file in alice.list_all()} == {"good.png", "caf\ufffd.png"}


def test_put_pairs_companions(cli, alice, seed, tmp_path):
    folder = write(
        tmp_path / "raw",
        {"IMG_1.png": media.png(seed), "IMG_1.xmp": XMP.encode(), "IMG_2.png": media.png(seed + 1_000_000),
         "IMG_2.png.xmp": XMP.replace("\n", " \n").encode()},
    )
    assert "sent 4 files" in cli.ok("put", folder)
    for file in alice.list_all():
        assert [each["kind"] for each in file["companions"]] == ["xmp"]
    assert "sent 0 files" in cli.ok("put", folder)
    (folder / "IMG_1.xmp").write_bytes(XMP.replace("\n", "\t").encode())  # The same size, other bytes.
    assert sent(cli.ok("put", folder)) == [f"sent {folder}/IMG_1.xmp"]


def put_and_kill(cli, user, path):
    """Kills `put` after its first parts; returns the id of the session that it leaves."""
    state = cli.home / ".local/state/audmg/uploads"
    process = cli.popen("put", path)
    arrived = 0
    deadline = time.monotonic() + 60
    while arrived == 0 and process.poll() is None and time.monotonic() < deadline:
        for entry in state.glob("*") if state.exists() else []:
            with contextlib.suppress(OSError, IndexError):
                session = user.get(f"/uploads/{entry.read_text().split()[1]}")
                arrived = len(session.json().get("parts", []))
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=30)
    return left_session(cli)


def left_session(cli):
    [session] = (cli.home / ".local/state/audmg/uploads").iterdir()
    return session.read_text().split()[1]


def test_put_goes_on_after_a_kill(make_drive, tmp_path):
    """Parts that arrived are not sent again."""
    drive = make_drive()
    user = User(drive.url)
    cli = Client(tmp_path / "home", drive.url, user).log_in()
    content = media.wav(120_000_044, 7)
    (tmp_path / "long.wav").write_bytes(content)
    session = put_and_kill(cli, user, tmp_path / "long.wav")
    assert len(user.list_all()) == 0
    before = len(user.get(f"/uploads/{session}").json()["parts"])
    assert 0 < before < 15
    output = cli.ok("put", tmp_path / "long.wav")
    assert "sent 1 file" in output
    # What was on its way when the client was killed is in the log too, but not as taken.
    drive.stop()
    assert len(taken_parts(drive)) == 15
    drive.start()
    user.log_in()
    [file] = user.list_all()
    assert file["sha256"] == hashlib.sha256(content).hexdigest()
    assert not list((cli.home / ".local/state/audmg/uploads").iterdir())


def taken_parts(drive):
    return [line for line in drive.stdout().splitlines() if '"put_part"' in line and '"status":200' in line]


def test_put_completes_once_there_is_room(make_drive, tmp_path):
    """What has arrived when the quota turns out to be too small is not sent again."""
    drive = make_drive({"AUDMG_USER_QUOTA": "130MB", "AUDMG_MEDIA": "off"})
    user = User(drive.url)
    cli = Client(tmp_path / "home", drive.url, user).log_in()
    (tmp_path / "long.wav").write_bytes(media.wav(120_000_044, 8))
    cli.ok("put", tmp_path / "long.wav")
    # A session for bytes that are here, though in the trash, keeps no room.
    [first] = user.list_all()
    assert user.delete(f"/files/{first['fileId']}").status_code == 204
    session = put_and_kill(cli, user, tmp_path / "long.wav")
    assert user.delete("/trash").status_code == 204
    other = user.upload(media.wav(20_000_044, 9), "other.wav")
    refused = cli.run("put", tmp_path / "long.wav")
    assert refused.returncode != 0 and "quota" in refused.stderr
    assert left_session(cli) == session
    assert user.delete(f"/files/{other['fileId']}?permanent=true").status_code == 204
    assert "sent 1 file" in cli.ok("put", tmp_path / "long.wav")
    drive.stop()
    assert len(taken_parts(drive)) == 30


def test_put_waits_for_a_server_that_restarts(make_drive, tmp_path):
    drive = make_drive()
    user = User(drive.url)
    cli = Client(tmp_path / "home", drive.url, user).log_in()
    for number in range(60):
        write(tmp_path / "many", {f"{number}.wav": media.wav(400_044, number)})
    process = cli.popen("put", tmp_path / "many")
    while len(user.list_all()) < 5:
        time.sleep(0.02)
    drive.kill()
    drive.start()
    output, errors = process.communicate(timeout=120)
    assert process.returncode == 0, output + errors
    assert len(user.list_all()) == 60


# --- ls, search, get ---


def test_ls_and_search_have_columns_and_json(cli, alice, seed, tmp_path):
    for number, name in enumerate(("blue", "green", "red")):
        write(tmp_path / "p", {f"beach {name}.png": media.png(seed + number * 1_000_000)})
    write(tmp_path / "p", {"city.wav": media.wav(32044, seed)})
    cli.ok("put", tmp_path / "p")
    table = cli.ok("ls", "--sort", "name").splitlines()
    assert table[0].split() == ["ID", "DATE", "KIND", "SIZE", "NAME"]
    assert [line.rsplit("  ", 1)[1] for line in table[1:]] == ["beach blue.png", "beach green.png", "beach red.png", "city.wav"]
    assert len(cli.list("ls", "--limit", "2")) == 2
    assert [file["fileName"] for file in cli.list("ls", "--kind", "audio")] == ["city.wav"]
    deadline = time.monotonic() + 10
    while len(cli.list("search", "beach")) < 3 and time.monotonic() < deadline:
        time.sleep(0.1)
    assert [file["fileName"] for file in cli.list("search", "beach", "red", "--kind", "image")] == ["beach red.png"]
    assert cli.list("search", "--", "beach", "-red", "-green")[0]["fileName"] == "beach blue.png"
    assert "mountain" not in cli.ok("search", "mountain")
    refused = cli.run("ls", "--sort", "colour")
    assert refused.returncode == 1 and "sort" in refused.stderr


def test_get_by_name_and_id(cli, alice, seed, tmp_path):
    content = media.png(seed)
    file = alice.upload(content, "Zürich 東京.png")
    cli.ok("get", file["fileId"])
    assert (cli.home / "Zürich 東京.png").read_bytes() == content
    assert "there already" in cli.ok("get", file["fileId"])
    (tmp_path / "to").mkdir()
    deadline = time.monotonic() + 10
    while cli.run("get", "Zürich 東京.png", "-o", tmp_path / "to").returncode and time.monotonic() < deadline:
        time.sleep(0.1)
    assert (tmp_path / "to" / "Zürich 東京.png").read_bytes() == content
    (tmp_path / "other").write_bytes(b"mine")
    kept = cli.run("get", file["fileId"], "-o", tmp_path / "other")
    assert kept.returncode == 1 and (tmp_path / "other").read_bytes() == b"mine"
    assert "no file" in cli.run("get", "nothing.png").stderr


def test_get_goes_on_with_a_part(cli, alice, seed, tmp_path):
    content = media.wav(2_000_044, seed)
    file = alice.upload(content, "song.wav")
    part = cli.home / f"song.wav.{file['sha256'][:12]}.part"
    part.write_bytes(content[:1_500_000])
    cli.ok("get", file["fileId"])
    assert (cli.home / "song.wav").read_bytes() == content
    assert not part.exists()
    (cli.home / "song.wav").unlink()
    part.write_bytes(b"x" * 1_500_000)  # Not of this file: found by the digest.
    damaged = cli.run("get", file["fileId"])
    assert damaged.returncode == 1 and "not what was stored" in damaged.stderr
    assert not part.exists()
    cli.ok("get", file["fileId"])


# --- export ---


def library(user, seed, count=4):
    ids = []
    for number in range(count):
        form = {
            "modifiedAt": (None, f"2019-0{number % 9 + 1}-05T12:00:00Z"),
            "file": ("same name.png", media.png(seed + number * 1_000_000), "image/png"),
        }
        ids.append(user.post("/upload", files=form).json()["file"]["fileId"])
    return ids


def tree(folder):
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file() and path.name[0] != "."
    )


def test_export_has_everything(cli, alice, seed, tmp_path):
    ids = library(alice, seed)
    alice.upload(media.png(seed + 70_000_000), "same name.png")
    alice.patch(f"/files/{ids[1]}", json={"keywords": ["beach"], "date": "2019-01-05T10:00:00", "favorite": True})
    made = alice.post("/collections", json={"title": "Summer", "kind": "album"}).json()["collectionId"]
    alice.post(f"/collections/{made}/files", json={"fileIds": [ids[3], ids[0]]})
    folder = tmp_path / "copy"
    output = cli.ok("export", folder, "--jobs", "2")
    assert "fetched 5 files" in output and "1 collection" in output
    names = tree(folder)
    assert "2019/03/same name.png" in names and "2019/04/same name.png" in names
    january = [name for name in names if name.startswith("2019/01/")]
    assert len(january) == 3, january  # Two pictures of one name, and a sidecar.
    [sidecar] = [name for name in january if name.endswith(".xmp")]
    text = (folder / sidecar).read_text()
    assert "beach" in text and "2019-01-05T10:00:00" in text
    collections = json.loads((folder / "collections.json").read_text())
    assert collections["collections"][0]["title"] == "Summer"
    assert collections["collections"][0]["files"][0] == "2019/04/same name.png"
    assert collections["favorites"] == [sidecar.removesuffix(".xmp")]
    digests = {hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}
    assert {file["sha256"] for file in alice.list_all()} <= digests

    again = cli.ok("export", folder)
    assert "fetched 0 files" in again and tree(folder) == names
    alice.patch(f"/files/{ids[2]}", json={"date": "2021-05-06"})
    (folder / "2019/04/same name.png").unlink()
    assert "fetched 1 file " in cli.ok("export", folder)
    moved = tree(folder)
    assert "2021/05/same name.png" in moved and "2019/03/same name.png" not in moved
    assert "2019/04/same name.png" in moved


def test_export_since_and_foreign_files(cli, alice, seed, tmp_path):
    [file_id] = library(alice, seed, 1)
    folder = tmp_path / "copy"
    write(folder, {"2019/01/same name.png": b"mine"})
    assert "fetched 0 files" in cli.ok("export", folder, "--since", "2200-01-01")
    cli.ok("export", folder)
    assert (folder / "2019/01/same name.png").read_bytes() == b"mine"
    assert any(file_id[-12:] in name for name in tree(folder))
    assert cli.run("export", folder, "--since", "yesterday").returncode == 2


def test_export_goes_on_after_a_kill(make_drive, tmp_path):
    drive = make_drive()
    user = User(drive.url)
    for number in range(40):
        user.upload(media.wav(400_044, number), f"{number}.wav")
    cli = Client(tmp_path / "home", drive.url, user).log_in()
    folder = tmp_path / "copy"
    process = cli.popen("export", folder, "--jobs", "2")
    while len(tree(folder)) < 5 and process.poll() is None:
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=30)
    there = [name for name in tree(folder) if not name.endswith(".part")]
    assert len(there) < 40
    output = cli.ok("export", folder)
    assert f"{len(there)} there already" in output
    copies = [name for name in tree(folder) if name.endswith(".wav")]
    assert len(copies) == 40 and not [name for name in tree(folder) if name.endswith(".part")]
    stored = {file["sha256"] for file in user.list_all()}
    assert {hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in copies} == stored
