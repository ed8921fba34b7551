# SPDX-License-Identifier: MIT
# Copyright The Audmg Drive contributors
"""GET /retrieve of 50 items from a library of 10 k and of 1 M files, on one core."""

import os

from measure import interleaved, median, run_json, wrk
from servers import Audmg

SIZES = {"10 k": 10_000, "1 M": 1_000_000}


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
        figures = interleaved(context.rounds, {
            name: lambda name=name: wrk(servers[name].base + "/retrieve?limit=50", 16, context.seconds, headers[name])
            for name in SIZES})
        peer = pocketbase(context)
    finally:
        for server in servers.values():
            server.stop()
    context.ratio("GET /retrieve of 50 from 1 M files", "requests/s", median(figures["1 M"], "requestsPerSecond"),
                  "from 10 k files", median(figures["10 k"], "requestsPerSecond"), 0.8)
    for name in SIZES:
        context.note(f"GET /retrieve from {name} files: p50 {median(figures[name], 'p50Ms'):.2f} ms, p99 {median(figures[name], 'p99Ms'):.2f} ms")
    if peer:
        context.ratio("GET /retrieve of 50 from 10 k files", "requests/s", median(figures["10 k"], "requestsPerSecond"),
                      "PocketBase, 50 of 10 k records", median(peer, "requestsPerSecond"))


def pocketbase(context):
    """Runs beside PocketBase when AUDMG_BENCH_POCKETBASE names its listing (URL and token)."""
    url = os.environ.get("AUDMG_BENCH_POCKETBASE_URL")
    if not url:
        context.note("PocketBase was not measured: AUDMG_BENCH_POCKETBASE_URL names no listing of a running one")
        return None
    headers = [f"Authorization: {os.environ.get('AUDMG_BENCH_POCKETBASE_TOKEN', '')}"]
    return [wrk(url, 16, context.seconds, headers) for _ in range(context.rounds)]
