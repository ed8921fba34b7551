# SPDX-License-Identifier: MIT
# Copyright The Audmg Drive contributors
"""GET /retrieve of 50 ready pictures and songs with all their links, on one core, beside a former binary.

AUDMG_BENCH_FORMER names that binary; its audmg-media must lie beside it.
"""

import os
import pathlib
import sys
import time

import requests

from measure import interleaved, median, wrk
from servers import ROOT, Audmg

sys.path.insert(0, str(ROOT / "tests/functional"))
import media  # noqa: E402

PICTURES, SONGS = 38, 12
LONGEST_WAIT_SECONDS = 120


def fill(server):
    """Uploads pictures and songs and waits until they are ready; returns the headers of requests."""
    session = requests.Session()
    session.headers["Authorization"] = f"Bearer {server.sign_up()}"
    for number in range(PICTURES):
        picture = media.waves(640, 480, number, 10)
        session.post(server.base + "/upload", files={"file": (f"holiday {number}.png", picture)}, timeout=60).raise_for_status()
    for number in range(SONGS):
        song = media.wav(64_044, number)
        session.post(server.base + "/upload", files={"file": (f"song {number}.wav", song)}, timeout=60).raise_for_status()
    end = time.monotonic() + LONGEST_WAIT_SECONDS
    while time.monotonic() < end:
        files = session.get(server.base + "/retrieve?limit=50", timeout=20).json()["files"]
        if all(file["status"] == "ready" for file in files):
            return [f"Authorization: {session.headers['Authorization']}"]
        time.sleep(0.5)
    raise RuntimeError("the files were not ready in time")


def run(context):
    former = os.environ.get("AUDMG_BENCH_FORMER")
    binaries = {"ours": None} | ({"former": pathlib.Path(former)} if former else {})
    servers, headers = {}, {}
    try:
        for name, binary in binaries.items():
            servers[name] = Audmg(context.folder / "retrieve" / name, binary=binary, AUDMG_MEDIA="on")
            headers[name] = fill(servers[name])
        figures = interleaved(context.rounds, {
            name: lambda name=name: wrk(servers[name].base + "/retrieve?limit=50", 16, context.seconds, headers[name])
            for name in servers})
        bytes_of = {name: len(requests.get(server.base + "/retrieve?limit=50", timeout=20,
                                           headers=dict([headers[name][0].split(": ", 1)])).content)
                    for name, server in servers.items()}
    finally:
        for server in servers.values():
            server.stop()
    for name in servers:
        context.note(f"GET /retrieve of 50 ready files, {name}: {median(figures[name], 'requestsPerSecond'):,.0f} requests/s, "
                     f"{bytes_of[name] / 50:,.0f} bytes a file")
    if former:
        context.ratio("GET /retrieve of 50 ready files", "requests/s", median(figures["ours"], "requestsPerSecond"),
                      "the former binary", median(figures["former"], "requestsPerSecond"), 1.9)
