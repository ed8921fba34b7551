#!/usr/bin/python3
# SPDX-License-Identifier: MIT
# Copyright The Audmg Drive contributors
"""Cuts the power of a disk under a server that takes uploads, again and again: what it had acknowledged is there.

usage: power_cut.py [--rounds N] [--seed N] [--without-syncs]

Run as root. Each round starts the server on an ext4 file system, uploads and deletes for a moment, cuts the power
(the file system drops all that was not synced), mounts it again, starts the server, and holds it against
what was acknowledged before the cut. Exit code 0: nothing was lost. 1: something was; said what. 77: this machine does
not permit it; said why. AUDMG_BINARY names the program, as for the other tests.
"""

import argparse
import concurrent.futures
import contextlib
import hashlib
import json
import pathlib
import random
import shutil
import sqlite3
import sys
import tempfile
import time
import traceback
import uuid

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "functional")]

import requests  # noqa: E402

import disk as disks  # noqa: E402
from client import User  # noqa: E402
from drive import BINARY, Drive  # noqa: E402
from uploader import Uploader  # noqa: E402

SKIPPED = 77
DISK_BYTES = 512 << 20
UPLOADERS = 4
SHARE_OF_DELETIONS = 0.15
LONGEST_LIFE_SECONDS = 0.8
# So that looking at the library does not take longer from round to round.
FILES_KEPT = 100
SETTINGS = {
    "AUDMG_ACCESS_TOKEN_LIFETIME": "1d",
    "AUDMG_URL_LIFETIME": "1d",
    # What a cut left unfinished is ended at a start soon after; otherwise there would be too many.
    "AUDMG_UPLOAD_LIFETIME": "20s",
    "AUDMG_MIN_FREE_SPACE": "1MB",
}
# The server below strace, which has every sync succeed at once without being made.
NO_SYNC_IS_MADE = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=fsync,fdatasync",
                   "-e", "inject=fsync,fdatasync:retval=0"]


class Loss(Exception):
    """What was acknowledged is not there, or what is there is wrong."""


class Load(Uploader):
    """Uploads, and now and then deletes what it uploaded before."""

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.deleting = set()
        self.deleted = set()

    def send(self, session):
        candidates = sorted(set(self.acknowledged) - self.deleting)
        if not candidates or self.random.random() >= SHARE_OF_DELETIONS:
            super().send(session)
            return
        file_id = self.random.choice(candidates)
        self.deleting.add(file_id)
        answer = session.delete(f"{self.drive.url}/files/{file_id}", timeout=20)
        if answer.status_code == 204:
            self.deleted.add(file_id)
        else:
            self.surprises.append(answer.text)


class Known:
    """What must be there after a cut, and what must not. What was under way at the cut may be either."""

    def __init__(self, kept):
        self.kept = dict(kept)
        self.deleted = set()
        self.uploads = 0

    def note(self, load):
        """Call it before the cut: an answer that is read after it proves nothing."""
        if load.surprises:
            raise Loss(f"an answer that nobody expected: {load.surprises[0]}")
        acknowledged = dict(load.acknowledged)
        self.uploads += len(acknowledged)
        self.kept.update(acknowledged)
        self.deleted |= load.deleted

    def forget_deletions(self, load):
        """Call it when the load has ended: what it asked to delete need not be there."""
        for file_id in load.deleting:
            self.kept.pop(file_id, None)


def live_until_the_cut(drive, disk, user, seed, kept):
    loads = [Load(drive, user.token, seed * UPLOADERS + number) for number in range(UPLOADERS)]
    for load in loads:
        load.start()
    time.sleep(random.Random(seed).uniform(0, LONGEST_LIFE_SECONDS))
    known = Known(kept)
    for load in loads:
        known.note(load)
    disk.cut_power()
    drive.kill()
    for load in loads:
        load.ended.set()
    for load in loads:
        load.join(30)
        known.forget_deletions(load)
    return known


def check_library(drive, user, known):
    listed = {file["fileId"]: file for file in user.list_all()}
    lost = set(known.kept) - set(listed)
    if lost:
        raise Loss(f"{len(lost)} of {len(known.kept)} acknowledged files are not listed, such as {min(lost)}")
    undead = known.deleted & set(listed)
    if undead:
        raise Loss(f"{len(undead)} files that were deleted are back, such as {min(undead)}")

    def fetch(file):
        return file, requests.get(file["fileUrl"], timeout=20)

    with concurrent.futures.ThreadPoolExecutor(UPLOADERS) as pool:
        for file, answer in pool.map(fetch, listed.values()):
            # A row that was not acknowledged must have its object, too.
            if answer.status_code != 200:
                raise Loss(f"{file['fileId']} is listed and cannot be read: {answer.status_code} {answer.text[:200]}")
            found = hashlib.sha256(answer.content).hexdigest()
            if found != file["sha256"] or found != known.kept.get(file["fileId"], found):
                raise Loss(f"{file['fileId']} has other bytes: {found}")
    return {file_id: file["sha256"] for file_id, file in listed.items()}


def check_sidecars(drive, known, connection):
    """An original that was acknowledged can be told without the database."""
    objects = drive.data / "objects" / "objects"
    keys = dict(connection.execute("SELECT id, object_key FROM files"))
    for file_id, sha256 in known.kept.items():
        sidecar = objects / f"meta/{keys[uuid.UUID(file_id).bytes]}.json"
        if not sidecar.exists() or json.loads(sidecar.read_bytes())["sha256"] != sha256:
            raise Loss(f"{file_id} has no sidecar, or one of other bytes: {sidecar}")
    # The store first, because its generation is raised after the database's.
    in_store = json.loads((objects / "drive.json").read_bytes())["generation"]
    [in_database] = connection.execute("SELECT generation FROM drive").fetchone()
    if in_store > in_database:
        raise Loss(f"the object store is of generation {in_store}, the database of {in_database}")


def check_disk(drive, known):
    with contextlib.closing(sqlite3.connect(f"file:{drive.data / 'audmg.db'}?mode=ro", uri=True)) as connection:
        check_sidecars(drive, known, connection)
        for check in ("PRAGMA integrity_check", "PRAGMA foreign_key_check"):
            found = connection.execute(check).fetchall()
            if found not in ([("ok",)], []):
                raise Loss(f"{check}: {found[:3]}")


def thin_out(user, kept):
    for file_id in sorted(kept)[FILES_KEPT:]:
        user.delete(f"/files/{file_id}?permanent=true")
        del kept[file_id]


def cut_again_and_again(drive, disk, rounds, seed):
    """Returns how many uploads and deletions had been acknowledged."""
    drive.start()
    user = User(drive.url)
    kept, uploads, deletions = {}, 0, 0
    for number in range(rounds):
        known = live_until_the_cut(drive, disk, user, seed + number, kept)
        disk.restore_power()
        drive.start()
        kept = check_library(drive, user, known)
        check_disk(drive, known)
        uploads += known.uploads
        deletions += len(known.deleted)
        thin_out(user, kept)
    drive.kill()
    wrong = disk.check()
    if wrong:
        raise Loss(f"the file system is damaged: {wrong}")
    return uploads, deletions


def run_inside(arguments):
    disk = disks.Disk(arguments.inside, DISK_BYTES)
    disk.cut_power()
    disk.restore_power()
    prefix = NO_SYNC_IS_MADE if arguments.without_syncs else []
    drive = Drive(arguments.inside / "drive", {**SETTINGS, "AUDMG_DATA_DIR": disk.point / "data"}, prefix=prefix)
    drive.data = disk.point / "data"
    began = time.monotonic()
    try:
        uploads, deletions = cut_again_and_again(drive, disk, arguments.rounds, arguments.seed)
    except Exception as error:
        what = "LOST" if isinstance(error, Loss) else "FAILED"
        print(f"power cuts: {what} (seed {arguments.seed}): {error}\n{drive.stderr()[-2000:]}{drive.stdout()[-4000:]}")
        if not isinstance(error, Loss):
            traceback.print_exc()
        return 1
    print(f"power cuts: {arguments.rounds} in {time.monotonic() - began:.0f} s (seed {arguments.seed}); "
          f"{uploads} uploads and {deletions} deletions had been acknowledged, 0 were lost")
    return 0


def run_outside(arguments):
    with tempfile.TemporaryDirectory(prefix="audmg-power-cut-") as folder:
        options = ["--rounds", arguments.rounds, "--seed", arguments.seed, "--inside", folder]
        options += ["--without-syncs"] if arguments.without_syncs else []
        return disks.run_apart([sys.executable, "-B", __file__, *map(str, options)])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    parser.add_argument("--without-syncs", action="store_true", help="leave out every sync, to see that the loss is noticed")
    parser.add_argument("--inside", type=pathlib.Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    missing = [name for name in (*disks.NEEDED, BINARY, *(["strace"] if arguments.without_syncs else []))
               if not shutil.which(name)]
    try:
        if missing:
            raise disks.NotPermitted(f"not found: {', '.join(map(str, missing))}")
        return run_inside(arguments) if arguments.inside else run_outside(arguments)
    except disks.NotPermitted as reason:
        print(f"power cuts: skipped: {reason}")
        return SKIPPED


if __name__ == "__main__":
    sys.exit(main())
