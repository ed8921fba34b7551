# SPDX-License-Identifier: MIT
# Copyright The Audmg Drive contributors
"""Photos and songs from the first byte of their upload until the last one is ready, as files a second, beside the bare
decoders: as many processes as there are cores, which render copies of the same files and do nothing else. The drive has as
many decoders; unless it is told, it leaves one core to those who use it.

In rounds of 100 photos of 12 MP and 25 songs of two minutes, each a fresh drive; 20 rounds are 2,000 photos and 500
songs. There is one photo and one song, in which each upload changes eight bytes of a comment.
"""

import concurrent.futures
import json
import os
import shutil
import struct
import subprocess
import threading
import time

import requests

from cases.audio import make_song
from cases.thumbnails import AS_IN_THE_SANDBOX, make_photo
from measure import alternated, kept, median, run_json
from servers import Audmg

PHOTOS, SONGS = 100, 25  # a round
CONNECTIONS = 4
MARK = b"AUDMGSEQ"  # what each upload changes
GOAL = 0.85


def with_jpeg_comment(content):
    return content[:2] + b"\xff\xfe" + struct.pack(">H", 2 + len(MARK)) + MARK + content[2:]


def with_flac_block(content):
    """The file with an application block behind STREAMINFO, which is the first one and not the last."""
    assert content[:5] == b"fLaC\0"
    behind = 8 + int.from_bytes(content[5:8], "big")
    block = b"\x02" + (4 + len(MARK)).to_bytes(3, "big") + b"seqn" + MARK
    return content[:behind] + block + content[behind:]


def wait_until_ready(events, count, reached):
    for line in events:
        if not line.startswith(b"data:"):
            continue
        event = json.loads(line.removeprefix(b"data:"))
        if event["type"] == "file.failed":
            raise RuntimeError(str(event["detail"]))
        count -= event["type"] == "file.ready"
        if count == 0:
            reached.append(time.monotonic())
            return
    raise RuntimeError("the stream of events ended")


def import_all(context, photo, song):
    folder = context.folder / "batch_import/drive"
    server = Audmg(folder, pin=None, AUDMG_MEDIA="on", AUDMG_MEDIA_WORKERS=os.cpu_count() or 1)
    try:
        token = server.sign_up()
        events = requests.get(server.base + "/events", stream=True, timeout=600, headers={"Authorization": f"Bearer {token}"})
        reached = []
        listener = threading.Thread(target=wait_until_ready, daemon=True,
                                    args=(events.iter_lines(chunk_size=1), PHOTOS + SONGS, reached))
        listener.start()
        begun = time.monotonic()
        uploads = [subprocess.Popen([context.program("upload"), "127.0.0.1", str(server.port), token, str(path), str(count),
                                     str(CONNECTIONS), str(path.read_bytes().index(MARK)), str(seed)], stdout=subprocess.DEVNULL)
                   for seed, (path, count) in enumerate(((photo, PHOTOS), (song, SONGS)), 1)]
        if any(upload.wait(timeout=600) != 0 for upload in uploads):
            raise RuntimeError("an upload failed")
        listener.join(timeout=600)
        if not reached:
            raise RuntimeError("not all files became ready")
        return {"rate": (PHOTOS + SONGS) / (reached[0] - begun)}
    finally:
        server.stop()
        shutil.rmtree(folder)


def decode_share(context, photo, song, share):
    """Seconds that one process after the other takes for its share of the files."""
    figure = run_json([*AS_IN_THE_SANDBOX, context.program("render_image"), str(photo), "image/jpeg", str(PHOTOS // share)])
    begun = time.monotonic()
    for _ in range(SONGS // share):
        run_json([context.program("render_audio"), str(song), "audio/flac", "none"])
    return figure["wall_ms"] * (PHOTOS // share) / 1000 + time.monotonic() - begun


def decode_all(context, photo, song):
    cores = os.cpu_count() or 1
    with concurrent.futures.ThreadPoolExecutor(cores) as pool:
        seconds = list(pool.map(lambda _: decode_share(context, photo, song, cores), range(cores)))
    return {"rate": cores * (PHOTOS // cores + SONGS // cores) / max(seconds)}


def run(context):
    folder = context.folder / "batch_import"
    folder.mkdir()
    photo, song = folder / "photo.jpg", folder / "song.flac"
    kept(make_photo, photo)
    photo.write_bytes(with_jpeg_comment(photo.read_bytes()))
    kept(make_song, song)
    song.write_bytes(with_flac_block(song.read_bytes()))
    rounds = context.import_rounds
    figures = alternated(rounds, {"ours": lambda: import_all(context, photo, song),
                                  "bare": lambda: decode_all(context, photo, song)})
    context.ratio(f"import of {rounds * PHOTOS:,} photos of 12 MP and {rounds * SONGS:,} FLACs", "files/s",
                  median(figures["ours"], "rate"), "the bare decoders", median(figures["bare"], "rate"), GOAL)
