# SPDX-License-Identifier: MIT
# Copyright The Audmg Drive contributors
"""CPU of the server per request: GET /me with an access token beside a static 200 of nginx."""

from measure import cpu_seconds, interleaved, median, wrk
from servers import Audmg, Nginx


def load(server, path, seconds, headers=()):
    before = cpu_seconds(server.pid)
    figure = wrk(server.base + path, 64, seconds, headers)
    figure["microsecondsPerRequest"] = (cpu_seconds(server.pid) - before) / figure["requests"] * 1e6
    return figure


def run(context):
    root = context.folder / "json"
    ours = Audmg(root / "audmg")
    nginx = Nginx(root / "nginx", root)
    try:
        headers = [f"Authorization: Bearer {ours.sign_up()}"]
        figures = interleaved(context.rounds, {
            "ours": lambda: load(ours, "/me", context.seconds, headers),
            "nginx": lambda: load(nginx, "/static", context.seconds)})
    finally:
        ours.stop()
        nginx.stop()
    context.ratio("GET /me, authenticated and logged", "us CPU/request", median(figures["ours"], "microsecondsPerRequest"),
                  "nginx static 200", median(figures["nginx"], "microsecondsPerRequest"), 1.5, lower_is_better=True)
    context.ratio("GET /me, authenticated and logged", "requests/s", median(figures["ours"], "requestsPerSecond"),
                  "nginx static 200", median(figures["nginx"], "requestsPerSecond"))
