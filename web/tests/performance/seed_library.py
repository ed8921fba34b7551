"""Copies a user's few processed files into a library of many, over years, while no server runs.

usage: seed_library.py DATABASE USERNAME COUNT
The copies share the renditions of what they are copies of; originals they have none.
"""

import hashlib
import sqlite3
import sys
import time

DAYS = 1000
DAY_MS = 86_400_000


def main():
    path, username, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    database = sqlite3.connect(path)
    (owner,) = database.execute("SELECT id FROM users WHERE username = ?", (username,)).fetchone()
    columns = "kind, status, size, content_type, name, media_record, failure_reason"
    sources = database.execute(f"SELECT {columns} FROM files WHERE owner = ?", (owner,)).fetchall()
    now = int(time.time() * 1000) - DAY_MS

    def copies():
        for n in range(count):
            at = now - n * DAYS * DAY_MS // count
            digest = hashlib.sha256(b"copy %d" % n).digest()
            # UUID version 7: 48 bits of milliseconds, then what is random elsewhere.
            tail = bytearray(digest[:10])
            tail[0] = 0x70 | tail[0] & 0x0F
            tail[2] = 0x80 | tail[2] & 0x3F
            file_id = at.to_bytes(6, "big") + bytes(tail)
            yield (owner, file_id, at, digest, f"orig/copy/{file_id.hex()}", *sources[n * 7919 % len(sources)])

    with database:
        database.executemany(
            f"INSERT INTO files (owner, id, uploaded_at, sha256, object_key, {columns}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
            copies(),
        )
    print(database.execute("SELECT count(*) FROM files WHERE owner = ?", (owner,)).fetchone()[0])


if __name__ == "__main__":
    main()
