# SPDX-License-Identifier: MIT
# Copyright The Audmg Drive contributors
"""GET /retrieve of 50 items from a library of 10 k and of 1 M files, by upload and by date, on one core.

And how soon a new file is found in the large one.
"""

import time

import requests

from measure import interleaved, median, run_json, wrk
from servers import Audmg, make_wav

SIZES = {"10 k": 10_000, "1 M": 1_000_000}

ORDERS = {"upload": "/retrieve?limit=50", "date": "/retrieve?limit=50&sort=date"}
LONGEST_WAIT_SECONDS = 120


def as_fields(headers):
    return dict(header.split(": ", 1) for header in headers)


def wait_for_catalogue(server, headers):
    """The catalogue is made from the rows at first; until then a list by date is refused."""
    end = time.monotonic() + LONGEST_WAIT_SECONDS
    while time.monotonic() < end:
        if requests.get(server.base + ORDERS["date"], headers=as_fields(headers), timeout=60).status_code == 200:
            return
        time.sleep(0.5)
    raise RuntimeError("the catalogue was not ready in time")


def seconds_until_found(server, headers, folder):
    song = make_wav(folder / "nightingale.wav", 64_044)
    server.upload(headers[0].rsplit(" ", 1)[1], song)
    begun = time.monotonic()
    while time.monotonic() - begun < LONGEST_WAIT_SECONDS:
        answer = requests.get(server.base + "/retrieve?q=nightingale", headers=as_fields(headers), timeout=60)
        if answer.json().get("files"):
            return time.monotonic() - begun
    raise RuntimeError("the new file was not found")


def run(context):
    root = context.folder / "listing"
    servers = {}
    headers = {}
    try:
        for name, size in SIZES.items():
            folder = root / name.replace(" ", "")
            seeded = Audmg(folder)
            seeded.sign_up()
            seeded.stop()
            run_json([context.program("seed_library"), str(folder / "data"), "bench", str(size)])
            servers[name] = Audmg(folder)
            headers[name] = [f"Authorization: Bearer {servers[name].log_in()}"]
            wait_for_catalogue(servers[name], headers[name])
        figures = {order: interleaved(context.rounds, {
            name: lambda name=name, path=path: wrk(servers[name].base + path, 16, context.seconds, headers[name])
            for name in SIZES}) for order, path in ORDERS.items()}
        found = seconds_until_found(servers["1 M"], headers["1 M"], root)
    finally:
        for server in servers.values():
            server.stop()
    for order, of_order in figures.items():
        context.ratio(f"GET /retrieve of 50 from 1 M files by {order}", "requests/s", median(of_order["1 M"], "requestsPerSecond"),
                      "from 10 k files", median(of_order["10 k"], "requestsPerSecond"), 0.8)
        for name in SIZES:
            context.note(f"GET /retrieve from {name} files by {order}: p50 {median(of_order[name], 'p50Ms'):.2f} ms, "
                         f"p99 {median(of_order[name], 'p99Ms'):.2f} ms")
    context.limit("a new file among 1 M is found", "s", found, 1)
