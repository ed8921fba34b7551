"""Encryption at rest: what is on the disk, who can read it, and what the drive does without its key."""

import hashlib
import os
import pathlib
import random
import re
import signal
import subprocess
import sys
import time

import pytest
import requests

import media
from client import User
from drive import BINARY, ROOT

sys.path.insert(0, str(ROOT / "tests" / "sealing"))

import sealed_objects  # noqa: E402

KILLS = int(os.environ.get("AUDMG_KEY_KILLS", "5"))
USAGE = 2


@pytest.fixture
def key(tmp_path):
    return make_key(tmp_path / "drive.key")


def make_key(path):
    subprocess.run([str(BINARY), "key", "create", str(path)], check=True, capture_output=True)
    return path


def encrypted(key):
    # The secrets are the drive's own, so that they are on the disk, too.
    return {"AUDMG_ENCRYPTION_KEY_FILE": key, "JWT_SECRET": None, "AUDMG_URL_SECRET": None}


def files_of(folder):
    return [path for path in pathlib.Path(folder).rglob("*") if path.is_file()]


def state_of(data):
    """{path: digest}, but for the lock, in which a process notes that it was there."""
    return {
        path: hashlib.sha256(path.read_bytes()).hexdigest() for path in files_of(data) if path.name != "lock"
    }


def pieces_of(content):
    """Some places of the content, long enough that no other file has them by chance."""
    return {content[at : at + 24] for at in range(0, len(content) - 24, max(1, len(content) // 50))}


def assert_nothing_of(contents, data):
    for path in files_of(data):
        found = path.read_bytes()
        for content in contents:
            assert not any(piece in found for piece in pieces_of(content)), path


def noisy_wav(size, seed):
    header = media.wav_header(size - 44)
    return header + random.Random(seed).randbytes(size - len(header))


def fill(user):
    """{file id: content} of files in one piece and in parts."""
    contents = [media.png(1, 300, 200), noisy_wav(200_000, 2)]
    files = {user.upload(content, f"{at}.bin")["fileId"]: content for at, content in enumerate(contents)}
    long = noisy_wav(20_000_000, 3)
    files[user.upload_in_parts(long)["fileId"]] = long
    for file_id in files:
        user.wait_for_file(file_id)
    return files


def file_of(user, file_id):
    return user.get(f"/files/{file_id}").json()


def assert_served(user, files):
    for file_id, content in files.items():
        url = file_of(user, file_id)["fileUrl"]
        assert user.get(url).content == content
        for begin, end in ((0, 0), (65479, 65481), (len(content) - 5, len(content) - 1), (100, 70_000)):
            if end >= len(content):
                continue
            response = user.get(url, headers={"Range": f"bytes={begin}-{end}"})
            assert response.status_code == 206
            assert response.content == content[begin : end + 1]


def test_a_key_is_made_once_for_its_owner_only(tmp_path):
    path = make_key(tmp_path / "a.key")
    assert path.stat().st_mode & 0o7777 == 0o600
    before = path.read_text()
    assert len(sealed_objects.read_key_file(before)) == 32
    again = subprocess.run([str(BINARY), "key", "create", str(path)], capture_output=True, text=True)
    assert again.returncode == 1
    assert "stays as it is" in again.stderr
    assert path.read_text() == before


def test_a_stolen_folder_shows_nothing_without_the_key(make_drive, key):
    drive = make_drive(encrypted(key))
    user = User(drive.url)
    files = fill(user)
    assert_served(user, files)
    thumbnails = [
        user.get(url).content for file_id in files for url in file_of(user, file_id).get("thumbnails", {}).values()
    ]
    assert thumbnails
    unfinished = noisy_wav(9_000_000, 4)
    upload = user.create_upload(len(unfinished))
    part = upload["parts"][0]
    user.put(part["url"], data=unfinished[: upload["partSize"]])
    assert drive.stop() == 0
    assert_nothing_of([*files.values(), *thumbnails, unfinished[: upload["partSize"]]], drive.data)
    # With the key, another program reads it, from what the format says alone.
    owner = sealed_objects.read_key_file(key.read_text())
    ring = sealed_objects.Keyring.read((drive.data / "secrets" / "keyring").read_bytes(), owner)
    store = drive.data / "objects" / "objects"
    opened = {
        sealed_objects.open_object(ring, str(path.relative_to(store)), path.read_bytes())
        for path in files_of(store / "orig")
    }
    assert opened == set(files.values())
    for name in ("jwt_secret", "url_secret"):
        secret = (drive.data / "secrets" / name).read_bytes()
        assert len(sealed_objects.open_object(ring, f"secrets/{name}", secret).strip()) >= 32


def test_without_its_key_nothing_starts_and_nothing_changes(make_drive, key, tmp_path):
    drive = make_drive(encrypted(key))
    User(drive.url).upload(media.png(1))
    assert drive.stop() == 0
    before = state_of(drive.data)
    for other in (None, make_key(tmp_path / "other.key"), "passphrase"):
        drive.environment.pop("AUDMG_ENCRYPTION_KEY_FILE", None)
        drive.environment.pop("AUDMG_ENCRYPTION_PASSPHRASE", None)
        if other == "passphrase":
            drive.environment["AUDMG_ENCRYPTION_PASSPHRASE"] = "correct horse battery staple"
        elif other:
            drive.environment["AUDMG_ENCRYPTION_KEY_FILE"] = str(other)
        for command in (["serve"], ["user", "list"]):
            ended = drive.command(*command)
            assert ended.returncode == USAGE, ended.stderr
            assert "AUDMG_ENCRYPTION_" in ended.stderr
        assert drive.command("key", "status").returncode == 1
        assert state_of(drive.data) == before
    drive.environment.pop("AUDMG_ENCRYPTION_PASSPHRASE", None)
    drive.environment["AUDMG_ENCRYPTION_KEY_FILE"] = str(key)
    assert drive.command("key", "status").returncode == 0
    drive.start()


def test_where_the_keyring_is_gone_everybody_says_so(make_drive, key):
    drive = make_drive(encrypted(key))
    drive.stop()
    rings = [path for path in files_of(drive.data) if path.name == "keyring"]
    assert len(rings) == 2
    for path in rings:
        path.unlink()
    status = drive.command("key", "status")
    assert status.returncode != 0 and "keyring is gone" in status.stderr, status.stdout
    doctor = drive.command("doctor")
    assert re.search(r"^fail +encryption +.*keyring is gone", doctor.stdout, re.MULTILINE), doctor.stdout
    for path in rings:
        assert not path.exists()


def test_apply_encrypts_what_was_plain_while_the_drive_is_in_use(make_drive, key):
    drive = make_drive()
    user = User(drive.url)
    files = fill(user)
    tags = {file_id: user.get(file_of(user, file_id)["fileUrl"]).headers["ETag"] for file_id in files}
    assert drive.stop() == 0
    drive.environment["AUDMG_ENCRYPTION_KEY_FILE"] = str(key)
    drive.start()
    assert_served(user, files)
    applied = drive.command("key", "apply", "--json")
    assert applied.returncode == 0, applied.stderr
    assert_served(user, files)
    for file_id, tag in tags.items():
        assert user.get(file_of(user, file_id)["fileUrl"]).headers["ETag"] == tag
    assert '"encrypted":0' in drive.command("key", "apply", "--json").stdout
    verified = drive.command("verify", "--deep")
    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert drive.stop() == 0
    assert_nothing_of(files.values(), drive.data)


def test_rotation_changes_the_key_and_no_file(make_drive, key, tmp_path):
    drive = make_drive(encrypted(key))
    user = User(drive.url)
    files = fill(user)
    new = make_key(tmp_path / "new.key")
    assert drive.command("key", "rotate", str(new)).returncode == 1  # the server runs
    assert drive.stop() == 0
    objects = drive.data / "objects" / "objects"
    before = state_of(objects)
    rotated = drive.command("key", "rotate", str(new))
    assert rotated.returncode == 0, rotated.stderr
    assert state_of(objects) == before
    assert drive.command("serve").returncode == USAGE
    drive.environment["AUDMG_ENCRYPTION_KEY_FILE"] = str(new)
    drive.start()
    assert_served(user, files)
    user.upload(media.png(9), "later.png")


def test_backups_are_encrypted_and_restored(make_drive, key, tmp_path):
    drive = make_drive(encrypted(key))
    user = User(drive.url)
    files = fill(user)
    backup = tmp_path / "backup"
    for mode in ([], ["--copy"]):
        made = drive.command("backup", "create", str(backup), *mode)
        assert made.returncode == 0, made.stderr
        verified = drive.command("backup", "verify", str(backup))
        assert verified.returncode == 0, verified.stdout + verified.stderr
    assert_nothing_of(files.values(), backup)
    assert drive.stop() == 0
    key_file = drive.environment.pop("AUDMG_ENCRYPTION_KEY_FILE")
    restored = tmp_path / "restored"
    assert drive.command("backup", "restore", str(backup), "--to", str(restored)).returncode == 1
    assert not restored.exists()
    drive.environment["AUDMG_ENCRYPTION_KEY_FILE"] = key_file
    done = drive.command("backup", "restore", str(backup), "--to", str(restored))
    assert done.returncode == 0, done.stdout + done.stderr
    assert_nothing_of(files.values(), restored)
    drive.environment["AUDMG_DATA_DIR"] = str(restored)
    drive.start()
    assert_served(user, files)


def test_backups_from_before_are_replaced_by_encrypted_ones(make_drive, key, tmp_path):
    drive = make_drive()
    files = fill(User(drive.url))
    backup = tmp_path / "backup"
    assert drive.command("backup", "create", str(backup), "--copy").returncode == 0
    assert drive.stop() == 0
    drive.environment["AUDMG_ENCRYPTION_KEY_FILE"] = str(key)
    drive.start()
    assert drive.command("key", "apply").returncode == 0
    assert drive.command("backup", "create", str(backup), "--copy").returncode == 0
    first, second = sorted((backup / "snapshots").iterdir())
    assert any(not is_sealed(path) for path in files_of(first / "objects" / "orig"))
    assert_nothing_of(files.values(), second)


def test_a_damaged_file_is_told_of_and_healed_by_an_upload(make_drive, key):
    drive = make_drive(encrypted(key))
    user = User(drive.url)
    damages = ((60, media.png(1, 300, 200)), (-1, noisy_wav(400_000, 5)))
    for count, (at, content) in enumerate(damages, 1):
        file_id = user.upload(content)["fileId"]
        user.wait_for_file(file_id)
        url = file_of(user, file_id)["fileUrl"]
        path = next(path for path in files_of(drive.data / "objects" / "objects" / "orig")
                    if abs(path.stat().st_size - len(content)) < 1000)
        stored = bytearray(path.read_bytes())
        stored[at] ^= 1
        path.write_bytes(stored)
        try:
            answer = user.get(url)
            # The head of a longer answer is on its way before the damage is found.
            assert answer.status_code == 500 or len(answer.content) < len(content)
        except requests.exceptions.RequestException:
            pass
        assert drive.wait_for_records("object_damaged", count)[-1]["objectKey"] in str(path)
        verified = drive.command("verify", "--deep")
        assert verified.returncode == 1
        assert "cannot be read" in verified.stdout + verified.stderr
        assert user.upload(content)["fileId"] == file_id
        assert user.get(file_of(user, file_id)["fileUrl"]).content == content
    assert drive.command("verify", "--deep").returncode == 0


def is_sealed(path):
    with path.open("rb") as file:
        return file.read(8) == b"AUDMGSO1"


def put_back(plain):
    """Makes the files plain again, with the time that they had."""
    for path, (content, status) in plain.items():
        path.write_bytes(content)
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def test_kills_during_apply_and_rotate_lose_nothing(make_drive, key, tmp_path):
    drive = make_drive()
    user = User(drive.url)
    files = {user.upload(content, f"{at}.png")["fileId"]: content
             for at, content in ((at, media.png(at, 200, 200)) for at in range(30))}
    for file_id in files:
        user.wait_for_file(file_id)
    assert drive.stop() == 0
    store = drive.data / "objects" / "objects"
    plain = {path: (path.read_bytes(), path.stat())
             for folder in ("orig", "deriv") for path in files_of(store / folder)}
    assert len(plain) >= len(files)
    keys = [key, make_key(tmp_path / "second.key")]
    drive.environment["AUDMG_ENCRYPTION_KEY_FILE"] = str(key)
    chance = random.Random(19)
    partly = 0
    for round_number in range(KILLS):
        put_back(plain)
        drive.start()
        applying = subprocess.Popen([str(BINARY), "key", "apply"], env=drive.environment, cwd=drive.folder,
                                    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        # Between two objects, or within one.
        enough = chance.randrange(1, len(plain))
        while sum(map(is_sealed, plain)) < enough and applying.poll() is None:
            time.sleep(0.001)
        drive.kill()
        applying.wait(60)
        partly += 0 < sum(map(is_sealed, plain)) < len(plain)
        other = keys[1] if drive.environment["AUDMG_ENCRYPTION_KEY_FILE"] == str(keys[0]) else keys[0]
        rotating = subprocess.Popen([str(BINARY), "key", "rotate", str(other)], env=drive.environment,
                                    cwd=drive.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.random() * 0.05)
        rotating.send_signal(signal.SIGKILL)
        rotating.wait(60)
        # One of the two opens it, and says so.
        if drive.command("key", "status").returncode != 0:
            drive.environment["AUDMG_ENCRYPTION_KEY_FILE"] = str(other)
        assert drive.command("key", "status").returncode == 0, round_number
    assert partly > KILLS // 3, "too little happened to prove anything"
    drive.start()
    for file_id, content in files.items():
        assert user.get(file_of(user, file_id)["fileUrl"]).content == content
    assert drive.command("key", "apply").returncode == 0
    assert drive.stop() == 0
    assert_nothing_of(files.values(), drive.data)
