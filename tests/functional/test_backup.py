"""`audmg backup`: snapshots of a drive in use, that survive kills, and drives made of them."""

import hashlib
import json
import os
import pathlib
import random
import shutil
import sqlite3
import subprocess
import sys
import time
import uuid

import pytest
import requests

import media
from client import PASSWORD, Api, User
from drive import BINARY, Drive
from uploader import Uploader

ROUNDS = int(os.environ.get("AUDMG_BACKUP_ROUNDS", "3"))
ROUNDS_PER_DRIVE = 10  # its files become more with each
UPLOADERS = 3
# They are the drive's own, and so in the backup.
OWN_SECRETS = {"JWT_SECRET": None, "AUDMG_URL_SECRET": None}
FILES = int(os.environ.get("AUDMG_BACKUP_FILES", "2000"))
# What is asked for 100,000 files; bytes.
MAX_SECONDS, MAX_MEMORY = 10, 128 << 20
FIXTURES = pathlib.Path(__file__).resolve().parents[2] / "tests" / "data" / "media" / "allowed"


def backup(drive, *words, code=0):
    """The JSON that the command prints."""
    answer = drive.command("backup", *map(str, words), "--json")
    assert answer.returncode == code, (answer.returncode, answer.stdout, answer.stderr)
    return json.loads(answer.stdout) if answer.stdout else answer.stderr


def restored_drive(drive, folder, to):
    """A running server on the latest snapshot."""
    backup(drive, "restore", folder, "--to", to / "data")
    return Drive(to, OWN_SECRETS).start()


def log_in(drive, user):
    api = Api(drive.url)
    answer = api.post("/login", json={"username": user.username, "password": PASSWORD})
    assert answer.status_code == 200, answer.text
    api.token = answer.json()["token"]
    return api


def list_all(api):
    return User.list_all(api)


def digest(url):
    answer = requests.get(url, timeout=20)
    assert answer.status_code == 200, answer.text
    return hashlib.sha256(answer.content).hexdigest()


def is_link(value):
    return isinstance(value, str) and value.startswith("http")


def without_links(file):
    """What of a file does not depend on the server that shows it."""
    if isinstance(file, dict):
        return {name: without_links(value) for name, value in file.items()}
    if isinstance(file, list):
        return [without_links(one) for one in file]
    return "a link" if is_link(file) else file


def links(file):
    """All links in what is shown of a file."""
    if isinstance(file, (dict, list)):
        values = file.values() if isinstance(file, dict) else file
        return [link for value in values for link in links(value)]
    return [file] if is_link(file) else []


@pytest.fixture
def drive(make_drive):
    return make_drive(OWN_SECRETS)


def test_a_drive_made_of_a_snapshot_is_the_same(drive, tmp_path):
    user = User(drive.url)
    for name in ("picture.jpg", "tone.flac"):
        file = user.upload((FIXTURES / name).read_bytes(), name)
        assert user.wait_for_file(file["fileId"])["status"] == "ready"
    before = list_all(user)
    folder = tmp_path / "backup"
    made = backup(drive, "create", folder)
    assert made["files"] == 2 and made["missing"] == 0
    user.upload(media.wav(100, 1), "later.wav")
    user.delete(f"/files/{before[0]['fileId']}?permanent=true")

    assert [one["snapshot"] for one in backup(drive, "list", folder)] == [made["snapshot"]]
    checked = backup(drive, "verify", folder)
    assert checked["damaged"] == 0 and checked["read"] == 5, "originals, records, secrets"
    copy = restored_drive(drive, folder, tmp_path / "copy")
    try:
        api = log_in(copy, user)
        after = list_all(api)
        assert without_links(after) == without_links(before)
        for file in after:
            assert digest(file["fileUrl"]) == file["sha256"]
            shown = links(api.get(f"/files/{file['fileId']}").json())
            assert len(shown) > 1, "the renditions, too"
            for link in shown:
                assert requests.get(link, timeout=20).status_code == 200, link
        assert Api(copy.url, user.token).get("/me").status_code == 200, "the secrets came along"
        assert api.post("/upload", files={"file": ("new.wav", media.wav(100, 2))}).status_code == 201
    finally:
        copy.stop()


def test_the_commands_say_what_is_wrong(drive, tmp_path):
    folder = tmp_path / "backup"
    user = User(drive.url)
    user.upload(media.wav(100, 1), "a.wav")
    drive.settle()
    assert "there is no snapshot" in backup(drive, "verify", folder, code=1)
    backup(drive, "create", folder, "--copy")
    assert "is not an empty folder" in backup(drive, "restore", folder, "--to", tmp_path, code=1)
    assert "needs --to" in backup(drive, "restore", folder, code=2)
    assert "5%" in drive.command("backup", "verify", folder, "--read-data-subset", "5").stderr
    rotten = next(path for path in folder.glob("snapshots/*/objects/orig/**/*") if path.is_file())
    rotten.write_bytes(b"x" * rotten.stat().st_size)
    answer = drive.command("backup", "verify", str(folder))
    assert answer.returncode == 1
    assert rotten.name in answer.stderr and "1 object damaged" in answer.stderr
    assert backup(drive, "restore", folder, "--to", tmp_path / "copy", code=1)["damaged"] == 1


def test_works_without_a_server(drive, tmp_path):
    User(drive.url).upload(media.wav(100, 1), "a.wav")
    drive.settle()
    assert drive.stop() == 0
    folder = tmp_path / "backup"
    assert backup(drive, "create", folder)["files"] == 1
    again = backup(drive, "create", folder, "--keep", 1)
    assert again["pruned"] == 1
    assert len(backup(drive, "list", folder)) == 1
    assert "Hard links survive" in drive.command("backup", "create", str(folder)).stdout
    assert "Hard links survive" not in drive.command("backup", "create", str(tmp_path / "c"), "--copy").stdout


def test_the_server_makes_backups_by_itself(make_drive, tmp_path):
    folder = tmp_path / "backup"
    drive = make_drive({"AUDMG_BACKUP_DIR": folder, "AUDMG_BACKUP_SCHEDULE": "1s", "AUDMG_BACKUP_KEEP": 2})
    deadline = time.monotonic() + 60
    seen = set()
    while len(seen) < 4 and time.monotonic() < deadline:
        seen |= {path.name for path in folder.glob("snapshots/*")}
        time.sleep(0.1)
    assert len(seen) >= 4, drive.stdout()
    metrics = requests.get(f"http://127.0.0.1:{drive.metrics_port}/metrics", timeout=5).text
    assert "backup_age_seconds" in metrics
    drive.stop()
    assert len(list(folder.glob("snapshots/*"))) <= 3
    assert not list(folder.glob("unfinished/*"))


def test_a_backup_that_fails_is_an_alarm(make_drive, tmp_path):
    (tmp_path / "file").write_text("no folder")
    drive = make_drive({"AUDMG_BACKUP_DIR": tmp_path / "file", "AUDMG_BACKUP_SCHEDULE": "1s"})
    deadline = time.monotonic() + 30
    while "backup_overdue" not in drive.stdout() and time.monotonic() < deadline:
        time.sleep(0.1)
    overdue = next(one for one in drive.records() if one.get("message", one.get("event")) == "backup_overdue")
    assert "file" in json.dumps(overdue)


def test_a_drive_that_lost_its_disk_keeps_its_backups(make_drive, tmp_path):
    """The service starts again on an empty folder, with the settings of the drive that was lost."""
    folder = tmp_path / "backup"
    settings = {"AUDMG_BACKUP_DIR": folder, "AUDMG_BACKUP_SCHEDULE": "1s", "AUDMG_BACKUP_KEEP": 1}
    lost = make_drive()
    User(lost.url).upload(media.wav(100, 1), "a.wav")
    lost.settle()
    assert backup(lost, "create", folder)["files"] == 1
    lost.kill()
    snapshots = sorted(folder.glob("snapshots/*"))
    anew = make_drive(settings)
    deadline = time.monotonic() + 30
    while "backup_overdue" not in anew.stdout() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert "of another drive" in anew.stdout()
    assert anew.stop() == 0
    assert sorted(folder.glob("snapshots/*")) == snapshots


@pytest.mark.slow
@pytest.mark.xdist_group("kill")
def test_backups_under_load_with_kills(make_drive, tmp_path, seed):
    """Rounds of: uploads go on, a backup is made, and every second time the server that makes it is killed."""
    pick = random.Random(seed)
    for first in range(0, ROUNDS, ROUNDS_PER_DRIVE):
        drive = make_drive({**OWN_SECRETS, "AUDMG_ACCESS_TOKEN_LIFETIME": "1d", "AUDMG_MEDIA": "off"})
        Rounds(drive, tmp_path / f"backup{first}", pick).run(min(ROUNDS - first, ROUNDS_PER_DRIVE))
        drive.stop()


class Rounds:
    def __init__(self, drive, folder, pick):
        self.drive, self.folder, self.pick = drive, folder, pick
        self.user = User(drive.url)
        self.acknowledged = {}
        self.complete = set()

    def run(self, count):
        for number in range(count):
            self.make_one(kills=number % 2)
            # What was complete before stays so, whatever was killed since.
            for name in self.complete:
                assert backup(self.drive, "verify", self.folder, "--snapshot", name)["damaged"] == 0
        assert len(self.complete) >= (count + 1) // 2

    def make_one(self, kills):
        uploaders = [Uploader(self.drive, self.user.token, self.pick.getrandbits(32)) for _ in range(UPLOADERS)]
        for uploader in uploaders:
            uploader.start()
        time.sleep(self.pick.uniform(0.2, 0.6))
        before = {**self.acknowledged, **{key: value for one in uploaders for key, value in one.acknowledged.items()}}
        create = [BINARY, "backup", "create", self.folder]
        making = subprocess.Popen(create, env=self.drive.environment, cwd=self.drive.folder, stderr=subprocess.PIPE)
        if kills:
            time.sleep(self.pick.uniform(0, 0.3))
            self.drive.kill()
        errors = making.communicate(timeout=60)[1]
        assert kills or making.returncode == 0, errors
        if kills:
            self.drive.start()
        for uploader in uploaders:
            uploader.ended.set()
        for uploader in uploaders:
            uploader.join(30)
            self.acknowledged.update(uploader.acknowledged)
            assert not uploader.surprises, uploader.surprises[:3]
        for name in {path.name for path in self.folder.glob("snapshots/*")} - self.complete:
            self.complete.add(name)
            check_snapshot(self.drive, self.folder, name, before, self.user)


def check_snapshot(drive, folder, name, acknowledged, user):
    """A drive made of it has all that was acknowledged before it, with its bytes."""
    to = folder.parent / f"copy-{name}"
    assert backup(drive, "restore", folder, "--snapshot", name, "--to", to / "data")["damaged"] == 0
    copy = Drive(to, {**OWN_SECRETS, "AUDMG_MEDIA": "off"}).start()
    try:
        listed = {file["fileId"]: file for file in list_all(log_in(copy, user))}
        lost = set(acknowledged) - set(listed)
        assert not lost, f"{len(lost)} of {len(acknowledged)} acknowledged files are not in the snapshot"
        for file_id, file in listed.items():
            assert digest(file["fileUrl"]) == file["sha256"] == acknowledged.get(file_id, file["sha256"])
    finally:
        copy.stop()
        shutil.rmtree(to)


@pytest.mark.skipif(shutil.which("restic") is None, reason="restic is not installed")
def test_restic_takes_a_backup_to_another_place(drive, tmp_path):
    user = User(drive.url)
    for number in range(5):
        user.upload(media.wav(3_000, number), f"{number}.wav")
    drive.settle()
    before = list_all(user)
    folder = tmp_path / "backup"
    environment = {**os.environ, "RESTIC_REPOSITORY": str(tmp_path / "elsewhere"), "RESTIC_PASSWORD": "for a test"}

    def restic(*words):
        subprocess.run(["restic", "--quiet", *map(str, words)], env=environment, check=True, timeout=120)

    restic("init")
    for _ in range(2):  # the second time, all but the records is there already
        backup(drive, "create", folder)
        restic("backup", folder)
    restic("check", "--read-data")
    shutil.rmtree(folder)
    restic("restore", "latest", "--target", tmp_path / "back")
    found = next((tmp_path / "back").rglob("snapshots")).parent
    assert backup(drive, "verify", found)["damaged"] == 0
    copy = restored_drive(drive, found, tmp_path / "copy")
    try:
        after = list_all(log_in(copy, user))
        assert without_links(after) == without_links(before)
        for file in after:
            assert digest(file["fileUrl"]) == file["sha256"]
    finally:
        copy.stop()


def multiply(drive, count):
    """Makes `count` files of the one that there is: rows, originals and sidecars."""
    objects = drive.data / "objects" / "objects"
    database = sqlite3.connect(drive.data / "audmg.db")
    columns = [row[1] for row in database.execute("PRAGMA table_info(files)")]
    row = dict(zip(columns, database.execute("SELECT * FROM files").fetchone(), strict=True))
    folder = row["object_key"].rsplit("/", 1)[0]
    original = (objects / row["object_key"]).read_bytes()
    sidecar = objects / "meta" / f"{row['object_key']}.json"
    about = sidecar.read_bytes() if sidecar.exists() else None
    for number in range(count):
        made = uuid.UUID(int=uuid.UUID(bytes=row["id"]).int + number + 1)
        (objects / folder / str(made)).write_bytes(original)
        if about:
            (objects / "meta" / folder / f"{made}.json").write_bytes(about)
        new = {**row, "media_record": "", "id": made.bytes, "object_key": f"{folder}/{made}", "sha256": os.urandom(32)}
        marks = ", ".join("?" * len(columns))
        database.execute(f"INSERT INTO files VALUES ({marks})", [new[column] for column in columns])
    database.commit()
    database.close()


# Run by a small process: until it is its program, a child has the memory of its parent, which here is that of all tests.
MEASURED = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:]).returncode
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024, file=sys.stderr)
sys.exit(code)
"""


def timed(drive, *words):
    """Seconds that the command took, and the most memory that it had."""
    started = time.monotonic()
    command = [sys.executable, "-c", MEASURED, str(BINARY), "backup", *words]
    done = subprocess.run(command, env=drive.environment, cwd=drive.folder, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 0, done.stderr
    return time.monotonic() - started, int(done.stderr.splitlines()[-1])


@pytest.mark.slow
def test_many_files_take_seconds_and_little_memory(drive, tmp_path, capsys):
    User(drive.url).upload(media.wav(100, 1), "a.wav")
    drive.settle()
    assert drive.stop() == 0
    multiply(drive, FILES)
    folder = tmp_path / "backup"
    first, memory = timed(drive, "create", folder)
    second, again = timed(drive, "create", folder)
    with capsys.disabled():
        print(f"\n{FILES} files: {first:.1f} s, then {second:.1f} s; {max(memory, again) >> 20} MiB")
    assert max(memory, again) < MAX_MEMORY
    assert first < MAX_SECONDS
    # Those rows have digests that no bytes have: all objects are there, none is right.
    assert backup(drive, "verify", folder, "--read-data-subset", "0%")["damaged"] == 0
