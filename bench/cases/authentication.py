# SPDX-License-Identifier: MIT
# Copyright The Audmg Drive contributors
"""CPU of the server per authenticated request: with an access token and with an app password, beside a former binary.

AUDMG_BENCH_FORMER names that binary. It may be one from before there were app passwords.
"""

import os
import pathlib

import requests

from cases.json_route import load
from measure import interleaved, median
from servers import Audmg, make_wav

LIST = "/retrieve?limit=1"


def prepare(server, folder):
    """A drive of one file; the header fields of a request with an access token."""
    token = server.sign_up()
    server.upload(token, make_wav(folder / "song.wav", 64_044))
    return f"Authorization: Bearer {token}"


def app_password(server, authorization):
    answer = requests.post(server.base + "/app-passwords", json={"name": "bench", "scopes": ["read"]}, timeout=20,
                           headers=dict([authorization.split(": ", 1)]))
    answer.raise_for_status()
    return f"Authorization: Bearer {answer.json()['secret']}"


def run(context):
    root = context.folder / "authentication"
    former = os.environ.get("AUDMG_BENCH_FORMER")
    servers = {"ours": Audmg(root / "ours")}
    try:
        token = prepare(servers["ours"], root)
        requests_of = {
            ("token", "/me"): (servers["ours"], token),
            ("token", LIST): (servers["ours"], token),
            ("app password", LIST): (servers["ours"], app_password(servers["ours"], token)),
        }
        if former:
            servers["former"] = Audmg(root / "former", binary=pathlib.Path(former))
            token = prepare(servers["former"], root)
            requests_of |= {("former", path): (servers["former"], token) for path in ("/me", LIST)}
        figures = interleaved(context.rounds, {
            key: lambda key=key, server=server, field=field: load(server, key[1], context.seconds, [field])
            for key, (server, field) in requests_of.items()})
    finally:
        for server in servers.values():
            server.stop()

    def beside(what, ours, peer, theirs, goal):
        context.ratio(what, "us CPU/request", median(figures[ours], "microsecondsPerRequest"), peer,
                      median(figures[theirs], "microsecondsPerRequest"), goal, lower_is_better=True)

    beside("a list of one file with an app password", ("app password", LIST), "with an access token", ("token", LIST), 1.05)
    if not former:
        context.note("authenticated requests were not compared: AUDMG_BENCH_FORMER names no former binary")
        return
    beside("GET /me with an access token", ("token", "/me"), "the former binary", ("former", "/me"), 1.0)
    beside("a list of one file with an access token", ("token", LIST), "the former binary", ("former", LIST), 1.0)
    beside("a list of one file with an app password", ("app password", LIST), "the former binary with a token",
           ("former", LIST), 1.0)
