# SPDX-License-Identifier: MIT
# Copyright The Audmg Drive contributors
"""GET /retrieve of 50 ready pictures and songs with all their links, on one core, beside PocketBase and a former binary.

AUDMG_POCKETBASE names the program of PocketBase, AUDMG_BENCH_FORMER the former binary, whose audmg-media must lie
beside it. Who is not named is not measured.
"""

import os
import pathlib
import sys
import time

import requests

import pocketbase
from measure import cpu_seconds, interleaved, median, wrk
from servers import ROOT, Audmg

sys.path.insert(0, str(ROOT / "tests/functional"))
import media  # noqa: E402

PICTURES, SONGS = 38, 12
LONGEST_WAIT_SECONDS = 120
PATH = "/retrieve?limit=50"
LEAST_OF_FORMER, LEAST_OF_POCKETBASE = 1.9, 7


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
        files = session.get(server.base + PATH, timeout=20).json()["files"]
        if all(file["status"] == "ready" for file in files):
            return [f"Authorization: {session.headers['Authorization']}"]
        time.sleep(0.5)
    raise RuntimeError("the files were not ready in time")


def ask(server, path, headers):
    answer = requests.get(server.base + path, timeout=20, headers=dict([headers[0].split(": ", 1)]))
    answer.raise_for_status()
    return answer


def measured(server, path, headers, seconds):
    before = cpu_seconds(server.pid)
    figure = wrk(server.base + path, 16, seconds, headers)
    return figure | {"cpuMicroseconds": (cpu_seconds(server.pid) - before) / figure["requests"] * 1e6}


def run(context):
    former = os.environ.get("AUDMG_BENCH_FORMER")
    binaries = {"ours": None} | ({"former": pathlib.Path(former)} if former else {})
    root = context.folder / "retrieve"
    servers, requested = {}, {}
    try:
        for name, binary in binaries.items():
            servers[name] = Audmg(root / name, binary=binary, AUDMG_MEDIA="on")
            requested[name] = (PATH, fill(servers[name]))
        if pocketbase.PROGRAM:
            servers["PocketBase"] = pocketbase.PocketBase(root / "pocketbase")
            requested["PocketBase"] = servers["PocketBase"].fill(ask(servers["ours"], *requested["ours"]).json()["files"])
            context.note(f"PocketBase: {servers['PocketBase'].version()}, "
                         f"{len(ask(servers['PocketBase'], *requested['PocketBase']).json()['items'])} records")
        figures = interleaved(context.rounds, {
            name: lambda name=name: measured(servers[name], *requested[name], context.seconds) for name in servers})
        bytes_of = {name: len(ask(server, *requested[name]).content) for name, server in servers.items()}
    finally:
        for server in servers.values():
            server.stop()

    def middle(name, key):
        return median(figures[name], key)

    for name in servers:
        context.note(f"GET /retrieve of 50 ready files, {name}: {middle(name, 'requestsPerSecond'):,.0f} requests/s, "
                     f"{middle(name, 'cpuMicroseconds'):,.0f} us of CPU each, {bytes_of[name] / 50:,.0f} bytes a file")
    peers = {"former": ("the former binary", LEAST_OF_FORMER),
             "PocketBase": ("PocketBase, records of the same members", LEAST_OF_POCKETBASE)}
    for name in servers.keys() & peers.keys():
        peer, least = peers[name]
        context.ratio("GET /retrieve of 50 ready files", "requests/s", middle("ours", "requestsPerSecond"), peer,
                      middle(name, "requestsPerSecond"), least)
        context.ratio("GET /retrieve of 50 ready files, requests per CPU-s", "requests", 1e6 / middle("ours", "cpuMicroseconds"),
                      peer, 1e6 / middle(name, "cpuMicroseconds"), least)
    if not pocketbase.PROGRAM:
        context.note("PocketBase was not measured: AUDMG_POCKETBASE names no program of it")
