# SPDX-License-Identifier: MIT
# Copyright The Audmg Drive contributors
"""Uploads while the scrub reads the library again at its default rate, beside the same drive without it."""

import itertools
import re
import time

import requests

from measure import alternated, forget_pages, median, run_json
from servers import Audmg, make_wav

OLD_FILES, OLD_FILE_BYTES = 20, 100 << 20  # more than is read while the uploads last
UPLOADS, CONNECTIONS = 4000, 16
SAMPLES_OFFSET = 64  # past the WAV header, so that every upload differs
SCRUB_BYTES_PER_SECOND = 20_000_000  # the default of AUDMG_SCRUB_RATE
# Of that, what must have been read during the uploads; otherwise the row would say nothing.
LEAST_SHARE = 0.8
ALL_ARE_DUE, NEVER = "1s", "0"
LONGEST_PASS_SECONDS = 60


def scrubbed_bytes(server):
    text = requests.get(server.metrics + "/metrics", timeout=20).text
    found = re.search(r"scrub_read_bytes(?:\{[^}]*\})? ([\d.e+]+)", text)
    return float(found.group(1)) if found else 0.0


def next_reading(server):
    """(time, bytes read so far) as soon as the server has counted more: it counts about once a second."""
    before = scrubbed_bytes(server)
    deadline = time.monotonic() + LONGEST_PASS_SECONDS
    while scrubbed_bytes(server) == before:
        if time.monotonic() > deadline:
            raise RuntimeError("the scrub does not read")
        time.sleep(0.02)
    return time.monotonic(), scrubbed_bytes(server)


def run(context):
    root = context.folder / "scrub"
    root.mkdir()
    large, small = make_wav(root / "large.wav", OLD_FILE_BYTES, 6), make_wav(root / "small.wav", 200 << 10, 7)
    seeds = itertools.count(1)

    def upload(server, token, path, count, connections):
        return run_json([context.program("upload"), "127.0.0.1", str(server.port), token, str(path), str(count),
                         str(connections), str(SAMPLES_OFFSET), str(next(seeds) * 1_000_000)])

    def contest(interval):
        # The same drive for both, so that neither's library is the smaller one.
        forget_pages(root)
        server = Audmg(root / "audmg", pin=None, AUDMG_SCRUB_INTERVAL=interval)
        try:
            token = server.log_in()
            begin = next_reading(server) if interval == ALL_ARE_DUE else None
            figure = upload(server, token, small, UPLOADS, CONNECTIONS)
            end = next_reading(server) if begin else None
        finally:
            server.stop()
        figure["uploadsPerSecond"] = figure["uploads"] / figure["seconds"]
        if begin:
            scrubbed = (end[1] - begin[1]) / (end[0] - begin[0])
            figure["scrubbedMegabytes"] = scrubbed / 1e6
            if scrubbed < LEAST_SHARE * SCRUB_BYTES_PER_SECOND:
                raise RuntimeError(f"the scrub read only {scrubbed / 1e6:.1f} MB/s during the uploads")
        return figure

    server = Audmg(root / "audmg", pin=None, AUDMG_SCRUB_INTERVAL=NEVER)
    try:
        upload(server, server.sign_up(), large, OLD_FILES, 1)
    finally:
        server.stop()
    figures = alternated(context.rounds, {"with": lambda: contest(ALL_ARE_DUE), "without": lambda: contest(NEVER)})
    context.ratio("uploads of 200 KiB while the scrub runs", "uploads/s", median(figures["with"], "uploadsPerSecond"),
                  "the same without it", median(figures["without"], "uploadsPerSecond"), 0.95)
    context.note(f"the scrub read {median(figures['with'], 'scrubbedMegabytes'):.1f} MB/s meanwhile")
