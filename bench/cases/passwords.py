# SPDX-License-Identifier: MIT
# Copyright The Audmg Drive contributors
"""Sign-ups and log-ins beside the bare Argon2id rate; the listing while log-ins saturate.

The bare hash has all cores for itself. Ours share them with the server, the disk and the client that loads it, whose time
is not taken off: the notes say what each of them used."""

import os
import resource
import threading

from measure import cpu_seconds, interleaved, median, run_json, wrk
from servers import PASSWORD, Audmg

CONNECTIONS = 16


def run(context):
    root = context.folder / "passwords"
    root.mkdir()
    ours = Audmg(root / "audmg", pin=None)
    cores = str(os.cpu_count())
    scripts = write_scripts(root)
    try:
        ours.sign_up()
        # Each log-in of the other user ends one of that user's earlier sessions.
        headers = [f"Authorization: Bearer {ours.sign_up('reader')}"]

        def bare():
            before = clients_seconds()
            figure = run_json([context.program("password_rate"), cores, str(context.seconds)])
            return {"requestsPerSecond": figure["hashes"] / figure["seconds"],
                    "cpuMs": 1000 * (clients_seconds() - before) / figure["hashes"]}

        def load(path, script):
            before, client_before = cpu_seconds(ours.pid), clients_seconds()
            figure = wrk(ours.base + path, CONNECTIONS, context.seconds, script=script, pin=None)
            figure["cpuMs"] = 1000 * (cpu_seconds(ours.pid) - before) / figure["requests"]
            figure["clientMs"] = 1000 * (clients_seconds() - client_before) / figure["requests"]
            return figure

        figures = interleaved(context.rounds, {
            "bare": bare,
            "sign-ups": lambda: load("/signup", scripts["signup"]),
            "log-ins": lambda: load("/login", scripts["login"])})

        def listing_under_load():
            storm = threading.Thread(target=lambda: wrk(ours.base + "/login", CONNECTIONS, context.seconds + 1,
                                                        script=scripts["login"], pin=None))
            storm.start()
            figure = wrk(ours.base + "/retrieve", 2, context.seconds, headers, pin=None)
            storm.join()
            return figure

        busy = interleaved(context.rounds, {"listing": listing_under_load})
    finally:
        ours.stop()
    for name in ("sign-ups", "log-ins"):
        context.ratio(f"{name}, {CONNECTIONS} at once", "per second", median(figures[name], "requestsPerSecond"),
                      "bare Argon2id", median(figures["bare"], "requestsPerSecond"), 0.9)
        context.note(f"{name}: {median(figures[name], 'cpuMs'):.1f} ms of CPU each, the bare hash "
                     f"{median(figures['bare'], 'cpuMs'):.1f} ms, the client {median(figures[name], 'clientMs'):.2f} ms")
    context.limit("GET /retrieve while log-ins saturate, p99", "ms", median(busy["listing"], "p99Ms"), 20)


def clients_seconds():
    """CPU of the programs that have run and ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def write_scripts(root):
    """wrk scripts: a new user name per sign-up, the same user per log-in."""
    login = root / "login.lua"
    login.write_text(f"""
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = '{{"username":"bench","password":"{PASSWORD}"}}'
""")
    signup = root / "signup.lua"
    signup.write_text(f"""
local run, counter = tostring(os.time()) .. tostring(os.clock()):gsub("%.", ""), 0
wrk.headers["Content-Type"] = "application/json"
request = function()
  counter = counter + 1
  local name = "u" .. run .. "-" .. counter
  return wrk.format("POST", "/signup", nil,
    '{{"username":"' .. name .. '","password":"{PASSWORD}","email":"' .. name .. '@example.com"}}')
end
""")
    return {"login": login, "signup": signup}
