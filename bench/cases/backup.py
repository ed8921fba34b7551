# SPDX-License-Identifier: MIT
# Copyright The Audmg Drive contributors
"""A backup of 10 GB that copies, beside cp and sync on the same disk."""

import itertools
import os
import shutil
import subprocess
import time

from measure import interleaved, median, run_json
from servers import BINARY, Audmg, make_wav

FILES = 100
FILE_BYTES = 100 << 20
SAMPLES_OFFSET = 64  # past the WAV header, so that every upload differs


def run(context):
    root = context.folder / "backup"
    root.mkdir()
    source = make_wav(root / "source.wav", FILE_BYTES, 3)
    ours = Audmg(root / "audmg", pin=None)
    numbers = itertools.count()
    try:
        run_json([context.program("upload"), "127.0.0.1", str(ours.port), ours.sign_up(), str(source), str(FILES), "1",
                  str(SAMPLES_OFFSET), "1"])
        environment = {"PATH": os.environ["PATH"], "AUDMG_DATA_DIR": str(root / "audmg" / "data")}

        def timed(*commands):
            """`commands` make the folder `copy`, durably."""
            copy = root / f"copy{next(numbers)}"
            begin = time.monotonic()
            for command in commands:
                words = [str(copy) if word == "COPY" else word for word in command]
                subprocess.run(words, env=environment, check=True, capture_output=True, timeout=600)
            seconds = time.monotonic() - begin
            shutil.rmtree(copy)
            return {"megabytesPerSecond": FILES * FILE_BYTES / seconds / 1e6}

        objects = str(root / "audmg" / "data" / "objects" / "objects")
        figures = interleaved(context.rounds, {
            "ours": lambda: timed([str(BINARY), "backup", "create", "COPY", "--copy"]),
            "cp": lambda: timed(["cp", "-a", "--reflink=never", objects, "COPY"], ["sync", "-f", "COPY"])})
    finally:
        ours.stop()
    context.ratio("backup of 10 GB that copies", "MB/s", median(figures["ours"], "megabytesPerSecond"),
                  "cp -a and sync -f", median(figures["cp"], "megabytesPerSecond"), 0.8)
