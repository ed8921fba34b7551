# SPDX-License-Identifier: MIT
# Copyright The Audmg Drive contributors
"""A first backup that copies, beside `cp -a --reflink=never` and `sync -f` of the same objects on the same disk."""

import os
import shutil
import subprocess
import time

from measure import alternated, forget_pages, median, run_json
from servers import BINARY, Audmg, make_wav

FILE_BYTES = 5_000_000  # a photo of 12 megapixels
CONNECTIONS = 8
SAMPLES_OFFSET = 64  # past the WAV header, so that every upload differs


def timed(source, target, size, command):
    forget_pages(source)  # both read from the disk
    began = time.monotonic()
    command()
    seconds = time.monotonic() - began
    if sum(path.stat().st_size for path in target.rglob("*") if path.is_file()) < size:
        raise RuntimeError(f"{target} has less than the {size} bytes of the originals")
    shutil.rmtree(target)
    os.sync()  # what the removal left to do is not the next one's
    return {"megabytesPerSecond": size / seconds / 1e6}


def run(context):
    root = context.folder / "backup"
    root.mkdir()
    count = int(context.backup_gigabytes * 1e9) // FILE_BYTES
    sample = make_wav(root / "photo.wav", FILE_BYTES, 5)
    ours = Audmg(root / "audmg", pin=None)
    objects, target = ours.folder / "data/objects", root / "copy"
    try:
        run_json([context.program("upload"), "127.0.0.1", str(ours.port), ours.sign_up(), str(sample), str(count),
                  str(CONNECTIONS), str(SAMPLES_OFFSET), "1"])
        environment = {"PATH": os.environ["PATH"], "AUDMG_DATA_DIR": str(ours.folder / "data")}

        def backup():
            subprocess.run([BINARY, "backup", "create", target, "--copy"], env=environment, check=True, capture_output=True)

        def copy():
            subprocess.run(["cp", "-a", "--reflink=never", objects, target], check=True)
            subprocess.run(["sync", "-f", target], check=True)

        size = count * FILE_BYTES
        figures = alternated(context.rounds, {"backup": lambda: timed(objects, target, size, backup),
                                              "copy": lambda: timed(objects, target, size, copy)})
    finally:
        ours.stop()
    context.ratio(f"first backup of {size / 1e9:g} GB, as copies", "MB/s",
                  median(figures["backup"], "megabytesPerSecond"), "cp -a --reflink=never, sync -f",
                  median(figures["copy"], "megabytesPerSecond"), 0.8)
