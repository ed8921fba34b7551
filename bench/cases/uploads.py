# SPDX-License-Identifier: MIT
# Copyright The Audmg Drive contributors
"""Durable uploads beside the disk: 100 MiB against dd, 2,000 of 200 KiB against grouped fsyncs."""

import itertools
import re
import shutil
import subprocess

from measure import interleaved, median, run_json
from servers import Audmg, make_wav

SAMPLES_OFFSET = 64  # past the WAV header, so that every upload differs


def dd(source, folder):
    target = folder / "dd.out"
    text = subprocess.run(["dd", f"if={source}", f"of={target}", "bs=1M", "conv=fdatasync"],
                          capture_output=True, text=True, check=True).stderr
    target.unlink()
    seconds = float(re.search(r"copied, ([\d.]+) s", text).group(1))
    return {"megabytesPerSecond": source.stat().st_size / seconds / 1e6}


def run(context):
    root = context.folder / "uploads"
    root.mkdir()
    large = make_wav(root / "large.wav", 100 << 20, 3)
    small = make_wav(root / "small.wav", 200 << 10, 4)
    ours = Audmg(root / "audmg", pin=None)
    seeds = itertools.count(1)
    try:
        token = ours.sign_up()

        def upload(path, count, connections):
            figure = run_json([context.program("upload"), "127.0.0.1", str(ours.port), token, str(path), str(count),
                               str(connections), str(SAMPLES_OFFSET), str(next(seeds) * 1_000_000)])
            figure["megabytesPerSecond"] = figure["bytes"] / figure["seconds"] / 1e6
            figure["uploadsPerSecond"] = figure["uploads"] / figure["seconds"]
            return figure

        def disk(count, connections):
            folder = root / "disk"
            folder.mkdir()
            figure = run_json([context.program("disk_limit"), str(folder), str(count), str(connections),
                               str(small.stat().st_size)])
            shutil.rmtree(folder)
            return {"uploadsPerSecond": figure["uploads"] / figure["seconds"]}

        one = interleaved(context.rounds, {"ours": lambda: upload(large, 1, 1), "dd": lambda: dd(large, root)})
        many = interleaved(context.rounds, {"ours": lambda: upload(small, 2000, 16), "disk": lambda: disk(2000, 16)})
    finally:
        ours.stop()
    context.ratio("upload 100 MiB, hashed and durable", "MB/s", median(one["ours"], "megabytesPerSecond"),
                  "dd conv=fdatasync", median(one["dd"], "megabytesPerSecond"), 0.55)
    context.ratio("2,000 uploads of 200 KiB, 16 at once", "uploads/s", median(many["ours"], "uploadsPerSecond"),
                  "the disk's grouped fsyncs", median(many["disk"], "uploadsPerSecond"))
    context.note(f"the 200 KiB uploads took p50 {median(many['ours'], 'p50Ms'):.1f} ms, p99 {median(many['ours'], 'p99Ms'):.1f} ms")
