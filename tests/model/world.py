"""The real drive, its disk and its users, as the steps of the model test need them."""

import concurrent.futures
import contextlib
import dataclasses
import hashlib
import json
import os
import pathlib
import shutil
import socket
import sqlite3
import struct
import subprocess
import time
import uuid

import requests

from client import PASSWORD, User
from drive import Drive
from library import Violation

SETTINGS = {
    "AUDMG_ACCESS_TOKEN_LIFETIME": "1d",
    "AUDMG_URL_LIFETIME": "1d",
    # What a kill left unfinished is ended at a start soon after; otherwise there would be too many.
    "AUDMG_UPLOAD_LIFETIME": "60s",
    "AUDMG_MEDIA": "off",
}
OWNERS = ("ada", "grace")
REQUEST_SECONDS = 30
REFUSAL_SECONDS = 20
BUSY_SECONDS = 10
# No file of the tests has this size: strays are found by it.
STRAY_BYTES = 1_237
# An object that is older than an hour belongs to no request under way: then the sweep looks at it.
AGE_SECONDS = 2 * 3600


@dataclasses.dataclass
class DatabaseCopy:
    """A copy of the database that was made between two starts of the server."""

    path: pathlib.Path
    starts: int


class World:
    def __init__(self, folder, library):
        self.folder = pathlib.Path(folder)
        self.library = library
        self.drive = Drive(self.folder / "drive", SETTINGS)
        # How often the server was started or its records rebuilt: an older database knows of fewer.
        self.starts = 0
        self.copies = []
        self.backup_folder = self.folder / "backup"
        # What the newest snapshot must hold, and its name; "" while there is none.
        self.backup = None
        self.backup_name = ""
        self.users = {}
        self.log_in(library)

    # --- processes ---

    def run(self):
        if not self.drive.is_running:
            self.drive.start()
            self.starts += 1
            for user in self.users.values():
                user.session.close()  # Its connections were to the process before.

    def stop(self):
        if self.drive.is_running and self.drive.stop() != 0:
            raise Violation(f"the server did not end well: {self.drive.stderr()[-1000:]}")

    def kill(self):
        if self.drive.is_running:
            self.drive.kill()

    def kill_at_start(self, seconds):
        """Kills it while it may still be starting."""
        self.stop()
        self.drive.launch()
        time.sleep(seconds)
        self.drive.kill()

    def command(self, *arguments, codes=(0,), given=None):
        done = self.drive.command(*arguments, input=given)
        if done.returncode not in codes:
            raise Violation(f"audmg {' '.join(arguments)}: exit code {done.returncode}: {done.stdout[-1000:]}{done.stderr[-1000:]}")
        return done

    def expect_refusal(self):
        """The server must not start with what is on the disk now, and must say what to do."""
        self.drive.launch()
        try:
            code = self.drive.wait(REFUSAL_SECONDS)
        except subprocess.TimeoutExpired:
            self.drive.kill()
            raise Violation("it started with a database that does not know its objects") from None
        if code == 0 or "repair --adopt" not in self.drive.stderr()[-2000:]:
            raise Violation(f"exit code {code} without advice: {self.drive.stderr()[-1000:]}")

    def adopt(self):
        """Rebuilds the records from the objects, and lets the users in again."""
        self.command("repair", "--adopt")
        self.starts += 1
        self.library.replace_database()
        self.log_in(self.library)
        for owner in OWNERS:
            self.library.take_ids(owner, self.users[owner].list_all())

    def move_to(self, data, library):
        """Goes on with another drive, whose model is `library`; returns the data folder of the former one."""
        self.stop()
        former, self.drive.data = self.drive.data, data
        self.drive.environment["AUDMG_DATA_DIR"] = str(data)
        self.log_in(library)
        return former

    def log_in(self, library):
        """Accounts that were lost have no password, and perhaps another name; without any object they are gone."""
        self.run()
        accounts = json.loads(self.command("user", "list", "--json").stdout)
        names = {account["userId"]: account["username"] for account in accounts}
        for owner in OWNERS:
            name = names.get(library.user_ids.get(owner))
            if name:
                self.command("user", "passwd", name, "--password-stdin", given=PASSWORD + "\n")
                self.users[owner] = User(self.drive.url, name, signs_up=False)
            else:
                self.users[owner] = User(self.drive.url, f"{owner}-{self.starts}")
                library.user_ids[owner] = self.users[owner].user_id

    # --- requests ---

    def upload(self, owner, content, in_parts):
        """The answer; raises requests.RequestException when it is lost."""
        user, whole = self.users[owner], content.make()
        if not in_parts:
            return user.send_file(whole, content.name, timeout=REQUEST_SECONDS)
        session = self.create_upload(owner, content.name, content.type, whole)
        return user.post(f"/uploads/{session['uploadId']}/complete")

    def create_upload(self, owner, name, content_type, whole):
        """A session whose bytes are all there, and which is not complete yet."""
        user = self.users[owner]
        session = user.create_upload(len(whole), name, content_type)
        [part] = session["parts"]
        answer = user.put(part["url"], data=whole)
        assert answer.status_code == 200, answer.text
        return session

    @staticmethod
    def until_it_is_not_busy(send):
        """A request whose client hung up may still be worked on; until it is done, others of its kind get 409."""
        deadline = time.monotonic() + BUSY_SECONDS
        while True:
            answer = send()
            if answer.status_code != 409 or time.monotonic() > deadline:
                return answer
            time.sleep(0.02)

    def delete(self, file):
        return self.users[file.owner].delete(f"/files/{file.file_id}?permanent=true")

    def send_and_hang_up(self, owner, method, target, headers, **body):
        """Sends the whole request and cuts the connection without reading the answer."""
        url = self.drive.url + target
        headers = {"Authorization": f"Bearer {self.users[owner].token}", **headers}
        request = requests.Request(method, url, headers=headers, **body).prepare()
        head = f"{method} {request.path_url} HTTP/1.1\r\nHost: 127.0.0.1:{self.drive.port}\r\n"
        head += "".join(f"{name}: {value}\r\n" for name, value in request.headers.items()) + "\r\n"
        with socket.create_connection(("127.0.0.1", self.drive.port), timeout=REQUEST_SECONDS) as connection:
            connection.sendall(head.encode() + (request.body or b""))
            # The kernel sends a reset instead of waiting for the answer.
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    def look(self, owner):
        """All files as they are listed, and the SHA-256 of what is served for each (None: nothing)."""

        def fetch(file):
            # A connection each: what was truncated may end in the middle of an answer.
            with contextlib.suppress(requests.RequestException):
                answer = requests.get(file["fileUrl"], timeout=REQUEST_SECONDS)
                if answer.status_code == 200:
                    return file, hashlib.sha256(answer.content).hexdigest()
            return file, None

        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            return list(pool.map(fetch, self.users[owner].list_all()))

    # --- the disk ---

    @property
    def database(self):
        return self.drive.data / "audmg.db"

    @property
    def objects(self):
        return self.drive.data / "objects" / "objects"

    def object_path(self, file):
        return self.objects / self.object_key(file)

    def sidecar_path(self, file):
        return self.objects / f"meta/{self.object_key(file)}.json"

    def object_key(self, file):
        with contextlib.closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as connection:
            row = connection.execute("SELECT object_key FROM files WHERE id = ?", (uuid.UUID(file.file_id).bytes,)).fetchone()
        return row[0]

    def harm_backup(self, file, how):
        """A snapshot of hard links shares the bytes with the drive."""
        if self.backup and file.key in self.backup.files:
            self.backup.files[file.key].harm = how

    def copy_database(self):
        self.run()  # What a kill left in the log belongs to the database.
        self.stop()
        path = self.folder / f"copy-{self.starts}.db"
        shutil.copyfile(self.database, path)
        self.copies.append(DatabaseCopy(path, self.starts))

    def forget_copies(self):
        for copy in self.copies:
            copy.path.unlink()
        self.copies.clear()

    def remove_database(self):
        for suffix in ("", "-wal", "-shm"):
            pathlib.Path(f"{self.database}{suffix}").unlink(missing_ok=True)

    def put_database(self, path):
        self.remove_database()
        shutil.copyfile(path, self.database)

    def plant_stray(self, pick):
        """An object as an upload leaves it, under a user and a file that no record names."""
        user, file = (uuid.UUID(int=pick.getrandbits(128), version=4) for _ in range(2))
        path = self.objects / "orig" / str(user) / str(file)
        path.parent.mkdir(parents=True, mode=0o700)
        content = pick.randbytes(STRAY_BYTES)
        path.write_bytes(content)
        self.library.strays.add(hashlib.sha256(content).hexdigest())

    def age_objects(self):
        then = time.time() - AGE_SECONDS
        for path in (self.drive.data / "objects").rglob("*"):
            if path.is_file():
                os.utime(path, (then, then))

    def missing(self, strays):
        """Those of the strays that are nowhere below the data folder any more, be it in quarantine."""
        left = set(strays)
        for path in self.drive.data.rglob("*") if left else ():
            with contextlib.suppress(FileNotFoundError):
                if path.is_file() and path.stat().st_size == STRAY_BYTES:
                    left.discard(hashlib.sha256(path.read_bytes()).hexdigest())
        return left
