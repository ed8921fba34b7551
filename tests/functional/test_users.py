"""`audmg user ...`, with the server running and without, and the other commands of an operator."""

import json
import os
import pty
import subprocess
import time

import pytest

import media
from client import PASSWORD, Api, User, problem
from drive import BINARY

OTHER_PASSWORD = "another long and calm sentence"


def add(drive, name, password=PASSWORD):
    return drive.command("user", "add", name, "--email", f"{name}@example.org", "--password-stdin", input=password + "\n")


def listed(drive):
    answer = drive.command("user", "list", "--json")
    assert answer.returncode == 0, answer.stderr
    return {user["username"]: user for user in json.loads(answer.stdout)}


@pytest.fixture(params=["running", "stopped"])
def any_drive(request, make_drive):
    """Commands must do the same whether a server has the data folder or not."""
    return make_drive(start=request.param == "running")


def test_an_added_user_can_log_in(any_drive):
    answer = add(any_drive, "ada")
    assert answer.returncode == 0, answer.stderr
    assert not any_drive.stored()
    if not any_drive.is_running:
        any_drive.start()
    log_in = Api(any_drive.url).post("/login", json={"username": "ada", "password": PASSWORD})
    assert log_in.status_code == 200
    assert listed(any_drive)["ada"]["email"] == "ada@example.org"


def test_the_rules_of_sign_up_hold(any_drive):
    assert add(any_drive, "ada").returncode == 0
    for name, password in (("ADA", PASSWORD), ("a", PASSWORD), ("bob", "short"), ("bob", "password1"), ("bob", "")):
        answer = add(any_drive, name, password)
        assert answer.returncode == 1, (name, password, answer.stdout)
        assert answer.stderr.startswith("audmg: ")
        assert password not in answer.stderr or not password
    assert list(listed(any_drive)) == ["ada"]


def test_nobody_else_is_known(any_drive):
    add(any_drive, "ada")
    for command in (["disable"], ["enable"], ["delete", "--yes"], ["passwd", "--password-stdin"]):
        answer = any_drive.command("user", *command, "eve", input=OTHER_PASSWORD + "\n")
        assert answer.returncode == 1
        assert "there is no user eve" in answer.stderr


def test_a_new_password_ends_everything_at_once(make_drive):
    drive = make_drive()
    user = User(drive.url)
    link = user.upload(media.png())["fileUrl"]
    assert user.get("/me").status_code == 200
    answer = drive.command("user", "passwd", user.email, "--password-stdin", input=OTHER_PASSWORD + "\n")
    assert answer.returncode == 0, answer.stderr
    problem(user.get("/me"), 401, "unauthorized")
    problem(user.get(link), 403, "invalid_signature")
    problem(user.post("/token/refresh", json={"refreshToken": user.refresh_token}), 401, "invalid_refresh_token")
    user.password = OTHER_PASSWORD
    user.log_in()
    assert user.get("/me").status_code == 200


def test_a_disabled_user_is_out_at_once_and_comes_back(make_drive):
    drive = make_drive()
    user, other = User(drive.url), User(drive.url)
    file = user.upload(media.png())
    assert drive.command("user", "disable", user.username).returncode == 0
    problem(user.get("/me"), 401, "unauthorized")
    problem(user.get(file["fileUrl"]), 403, "invalid_signature")
    log_in = Api(drive.url).post("/login", json={"username": user.username, "password": PASSWORD})
    problem(log_in, 401, "invalid_credentials")
    assert other.get("/me").status_code == 200
    assert listed(drive)[user.username]["disabled"] is True
    assert drive.command("user", "enable", user.username).returncode == 0
    user.log_in()
    assert [found["fileId"] for found in user.list_all()] == [file["fileId"]]


def test_a_deleted_user_is_gone_with_all_files(make_drive):
    drive = make_drive()
    other = User(drive.url)
    kept = other.wait_for_file(other.upload(media.png(1))["fileId"])
    before = drive.stored()
    user = User(drive.url)
    for seed in range(2, 5):
        user.wait_for_file(user.upload(media.png(seed))["fileId"])
    session = user.create_upload(100)
    user.put(session["parts"][0]["url"], data=bytes(100))
    answer = drive.command("user", "delete", user.username, "--yes")
    assert answer.returncode == 0, answer.stderr
    assert "3 files" in answer.stdout
    problem(user.get("/me"), 401, "unauthorized")
    assert drive.stored() == before
    assert other.get(kept["fileUrl"]).status_code == 200
    assert add(drive, user.username).returncode == 0, "the name is free again"


def test_delete_asks(make_drive):
    drive = make_drive()
    add(drive, "ada")
    answer = drive.command("user", "delete", "ada", stdin=subprocess.DEVNULL)
    assert answer.returncode == 2
    assert "--yes" in answer.stderr
    assert "ada" in listed(drive)


def test_commands_wait_for_each_other(make_drive):
    drive = make_drive(start=False)
    running = [
        subprocess.Popen(
            [BINARY, "user", "add", f"user{n}", "--email", f"user{n}@example.org", "--password-stdin"],
            cwd=drive.folder,
            env=drive.environment,
            stdin=subprocess.PIPE,
        )
        for n in range(5)
    ]
    for process in running:
        process.stdin.write(PASSWORD.encode() + b"\n")
        process.stdin.close()
    assert [process.wait(30) for process in running] == [0] * 5
    assert len(listed(drive)) == 5


def test_a_mistyped_folder_is_not_made(make_drive):
    drive = make_drive(start=False)
    answer = drive.command("user", "list")
    assert answer.returncode == 1
    assert "AUDMG_DATA_DIR" in answer.stderr
    assert not drive.data.exists()


def typed(drive, arguments, keys):
    """What a terminal shows while `keys` are typed, each after something was shown, and the exit code."""
    child, terminal = pty.fork()
    if child == 0:
        os.execve(BINARY, [str(BINARY), *arguments], drive.environment)
    shown = b""
    try:
        while True:
            piece = os.read(terminal, 4096)
            shown += piece
            if piece.endswith(b": ") and keys:
                time.sleep(0.05)
                os.write(terminal, keys.pop(0))
    except OSError:
        pass
    return shown.decode(), os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_a_password_typed_at_a_terminal_is_not_shown(make_drive):
    drive = make_drive()
    command = ["user", "add", "ada", "--email", "ada@example.org"]
    shown, code = typed(drive, command, [b"secret sentencee\x7f\n", b"something else\n"])
    assert (code, "differ" in shown) == (1, True), shown
    shown, code = typed(drive, command, [b"secret sen\x03"])
    assert (code, "nothing was changed" in shown) == (1, True), shown
    shown, code = typed(drive, command, [b"secret sentencee\x7f\n", b"secret sentence\n"])
    assert code == 0, shown
    assert "secret" not in shown
    assert Api(drive.url).post("/login", json={"username": "ada", "password": "secret sentence"}).status_code == 200


@pytest.mark.parametrize("words", [["--password", "x"], ["--jwt-secret", "x"], ["extra"], ["--lisen", "x"]])
def test_unknown_words_are_a_usage_error(make_drive, words):
    answer = make_drive(start=False).command("user", "add", "ada", "--email", "ada@example.org", *words)
    assert answer.returncode == 2
    assert "--help" in answer.stderr


def test_output_that_cannot_be_written_is_a_failure(make_drive):
    drive = make_drive(start=False)
    with open("/dev/full", "w") as full:
        code = subprocess.run([BINARY, "config", "show"], env=drive.environment, stdout=full, stderr=full).returncode
    assert code == 1
