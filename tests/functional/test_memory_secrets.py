"""A password is gone from the server's memory once its request is answered."""

import re
import time

import pytest

from client import Api

PASSWORDS = ["canary-longer-than-any-small-string-4711", "canary-0815"]


def places_of(pid, needle):
    """Where the bytes stand in the writable memory of that process."""
    found = []
    with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        for line in maps:
            match = re.match(r"([0-9a-f]+)-([0-9a-f]+) rw", line)
            if not match or line.rstrip().endswith("[vvar]"):
                continue
            begin, end = int(match[1], 16), int(match[2], 16)
            try:
                memory.seek(begin)
                content = memory.read(end - begin)
            except (OSError, ValueError, OverflowError):
                continue
            position = content.find(needle)
            while position >= 0:
                found.append(f"{begin + position:x} {line.split(None, 5)[5:] or ['']} {content[max(0, position - 16) : position + 48]!r}")
                position = content.find(needle, position + 1)
    return found


@pytest.mark.parametrize("password", PASSWORDS)
def test_passwords_do_not_stay(make_drive, password):
    drive = make_drive()
    api = Api(drive.url)
    if drive.has_sanitizer():
        pytest.skip("a sanitizer keeps what was freed")
    try:
        with open(f"/proc/{drive.pid}/mem", "rb"):
            pass
    except PermissionError:
        pytest.skip("only root may look into the server's memory")
    account = {"username": "seen-in-memory", "password": password, "email": "seen@example.org"}
    assert api.post("/signup", json=account, headers={"Idempotency-Key": "k"}).status_code == 201
    assert api.post("/login", json=account).status_code == 200
    assert api.post("/login", json={**account, "password": password[:-1] + "x"}).status_code == 401
    time.sleep(0.2)
    assert places_of(drive.pid, b"seen-in-memory"), "else nothing is found at all and this test shows nothing"
    assert places_of(drive.pid, password[:-1].encode()) == []


def test_there_is_no_core_dump(make_drive):
    drive = make_drive()
    with open(f"/proc/{drive.pid}/limits") as limits:
        [line] = [line for line in limits if line.startswith("Max core file size")]
    assert line.split()[4:6] == ["0", "0"], line
