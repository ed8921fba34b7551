# SPDX-License-Identifier: MIT
# Copyright The Audmg Drive contributors
"""Downloads beside nginx: 100 MiB and 20 KiB, plain and TLS, server on one core.

The peer is nginx with `sendfile on` and its defaults otherwise; for large plain files also with
`tcp_nopush on`, which fills packets as our server does.
"""

from measure import CLIENT_CPU, interleaved, median, run_json, wrk
from servers import Audmg, Nginx, make_certificate, make_wav


def drain(program, server, target, seconds):
    figure = run_json([program, "127.0.0.1", str(server.port), target, "4", str(seconds)], CLIENT_CPU)
    return {"megabytesPerSecond": figure["bytes"] / figure["seconds"] / 1e6}


def run(context):
    root = context.folder / "downloads"
    root.mkdir()
    tls = make_certificate(root)
    files = {"large": make_wav(root / "large.wav", 100 << 20, 1), "small": make_wav(root / "small.wav", 20 << 10, 2)}
    program = context.program("drain")
    for name, pair in (("plain", None), ("TLS", tls)):
        ours = Audmg(root / f"audmg-{name}", tls=pair)
        nginx = Nginx(root / f"nginx-{name}", root, tls=pair)
        nopush = Nginx(root / f"nginx-nopush-{name}", root, tls=pair, nopush=True)
        try:
            token = ours.sign_up()
            targets = {size: ours.upload(token, path)["fileUrl"][len(ours.base):] for size, path in files.items()}
            if name == "plain":
                large = interleaved(context.rounds, {
                    "ours": lambda: drain(program, ours, targets["large"], context.seconds),
                    "nginx": lambda: drain(program, nginx, "/large.wav", context.seconds),
                    "nopush": lambda: drain(program, nopush, "/large.wav", context.seconds)})
            else:
                large = interleaved(context.rounds, {
                    "ours": lambda: wrk(ours.base + targets["large"], 4, context.seconds),
                    "nginx": lambda: wrk(nginx.base + "/large.wav", 4, context.seconds)})
            small = interleaved(context.rounds, {
                "ours": lambda: wrk(ours.base + targets["small"], 32, context.seconds),
                "nginx": lambda: wrk(nginx.base + "/small.wav", 32, context.seconds)})
        finally:
            ours.stop()
            nginx.stop()
            nopush.stop()
        goals = {"plain": (1.2, 0.9), "TLS": (0.95, 0.75)}[name]
        context.ratio(f"download 100 MiB, {name}", "MB/s", median(large["ours"], "megabytesPerSecond"),
                      "nginx", median(large["nginx"], "megabytesPerSecond"), goals[0])
        if "nopush" in large:
            context.ratio(f"download 100 MiB, {name}", "MB/s", median(large["ours"], "megabytesPerSecond"),
                          "nginx with tcp_nopush on", median(large["nopush"], "megabytesPerSecond"))
        context.ratio(f"download 20 KiB keep-alive, {name}", "requests/s", median(small["ours"], "requestsPerSecond"),
                      "nginx", median(small["nginx"], "requestsPerSecond"), goals[1])
