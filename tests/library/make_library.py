#!/usr/bin/python3
# SPDX-License-Identifier: MIT
# Copyright The Audmg Drive contributors
"""Fills the database of a drive with files that are ready, with names, places and tags of many scripts.

usage: make_library.py DATABASE --owner NAME [--files N] [--seed S]

DATABASE is the audmg.db of a data folder whose server has been stopped, with an account NAME. Only rows are written: the
files have no bytes, so links to them lead nowhere. About 4,000 files a second.
"""

import argparse
import contextlib
import os
import pathlib
import random
import re
import sqlite3
import sys
import uuid

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE)]

from generated_files import make_file  # noqa: E402

MIGRATIONS = HERE.parents[1] / "src/audmg/database/adapters/sqlite/migrations"
APPLICATION_ID = 0x4155444D
FIRST_UPLOAD_MS = 1_600_000_000_000
UPLOADS_APART_MS = 1_000


def migrations():
    """The SQL of each step, in order."""
    for header in sorted(MIGRATIONS.glob("[0-9]*.hpp")):
        yield re.search(r'R"sql\((.*)\)sql"', header.read_text(), re.DOTALL).group(1)


def make_database(path, version):
    """Makes an empty database as the program of that schema version did."""
    # SQLite would make it readable for all.
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with contextlib.closing(sqlite3.connect(path)) as database:
        steps = list(migrations())[:version]
        database.executescript("".join(steps))
        database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        database.execute(f"PRAGMA user_version = {len(steps)}")
        database.execute("PRAGMA journal_mode = WAL")


def file_id(rng, number):
    """A UUIDv7; later numbers have later ones."""
    milliseconds = FIRST_UPLOAD_MS + number * UPLOADS_APART_MS
    return uuid.UUID(int=milliseconds << 80 | 7 << 76 | rng.getrandbits(12) << 64 | 2 << 62 | rng.getrandbits(62))


def rows(owner, count, seed, now_ms):
    """Rows of `files`, as dictionaries; their columns are in every schema version from 5 on."""
    rng = random.Random(seed)
    for number in range(count):
        made = file_id(rng, number)
        file = make_file(seed, number)
        key = f"{uuid.UUID(bytes=owner)}/{made}"
        uploaded = FIRST_UPLOAD_MS + number * UPLOADS_APART_MS
        yield {
            "owner": owner,
            "id": made.bytes,
            "kind": file.kind,
            "status": "ready",
            "size": file.size,
            "uploaded_at": uploaded,
            "sha256": file.sha256,
            "content_type": file.content_type,
            "object_key": f"orig/{key}",
            "name": file.name,
            "media_record": file.record_text(key),
            "processing_since": uploaded,
            "crc32": rng.getrandbits(32),
            "verified_at": now_ms,
            "edits": file.edits,
        }


def add_files(path, owner, count, seed=1, now_ms=FIRST_UPLOAD_MS):
    """Adds files of the owner (16 bytes), last verified at this time. Edits are left out where the schema has none."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as database:
        # Nobody needs a half-made library after a crash, and a log would write everything twice.
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.execute("PRAGMA cache_size = -262144")
        known = {row[1] for row in database.execute("PRAGMA table_info(files)")}
        columns = [name for name in next(rows(owner, 1, seed, now_ms)) if name in known]
        values = ", ".join(f":{name}" for name in columns)
        database.execute("BEGIN")
        database.executemany(
            f"INSERT INTO files ({', '.join(columns)}) VALUES ({values})", rows(owner, count, seed, now_ms)
        )
        if database.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'usage'").fetchone()[0]:
            database.execute(
                "REPLACE INTO usage SELECT owner, sum(size), count(*) FROM files WHERE owner = ? GROUP BY owner", [owner]
            )
        database.execute("COMMIT")
        database.execute("PRAGMA journal_mode = WAL")


def find_owner(path, name):
    with contextlib.closing(sqlite3.connect(path)) as database:
        found = database.execute("SELECT id FROM users WHERE username = ?", [name]).fetchone()
    return found[0] if found else sys.exit(f"no account {name} in {path}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database", type=pathlib.Path)
    parser.add_argument("--owner", required=True)
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    add_files(options.database, find_owner(options.database, options.owner), options.files, options.seed)


if __name__ == "__main__":
    main()
