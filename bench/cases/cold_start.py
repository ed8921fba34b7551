# SPDX-License-Identifier: MIT
# Copyright The Audmg Drive contributors
"""From exec of the API's bootstrap to its first call of `next` and to its first answer, beside one in Node.js.

The one in Node.js loads what the project that this one replaces loads: AWS's clients and jsonwebtoken. `make lambda`
must have been run: the program is the one in api.zip.
"""

import json
import os
import pathlib
import shutil
import socket
import statistics
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
LAMBDA = ROOT / "build" / "lambda"
STARTS = 50
WARM_CALLS = 500
GOAL = 30
EVENT = json.dumps({
    "resource": "/livez", "path": "/livez", "httpMethod": "GET", "headers": {"Host": "x"},
    "requestContext": {"stage": "dev", "requestId": "r"},
}).encode()
SETTINGS = {
    "AUDMG_ADAPTERS": "aws", "AWS_REGION": "eu-central-1", "AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret",
    "S3_BUCKET_NAME": "bucket", "AUDMG_TABLE_NAME": "table", "AUDMG_STAGE": "bench",
    "AUDMG_MEDIA_QUEUE_URL": "https://sqs.eu-central-1.amazonaws.com/1/media",
    "AUDMG_EVENTS_QUEUE_URL": "https://sqs.eu-central-1.amazonaws.com/1/events",
    "AUDMG_MAIL_QUEUE_URL": "https://sqs.eu-central-1.amazonaws.com/1/mail",
    "JWT_SECRET": "a secret that only this benchmark uses, 012345", "_HANDLER": "status",
}


class RuntimeApi:
    """The two calls of a Runtime API, on one connection, with the time of each."""

    def __init__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.listener.settimeout(20)
        self.port = self.listener.getsockname()[1]

    def read_request(self, stream):
        line = stream.readline().decode()
        length = 0
        while field := stream.readline().decode().strip():
            name, _, value = field.partition(":")
            if name.lower() == "content-length":
                length = int(value)
        return line, stream.read(length)

    def serve(self, calls):
        """Seconds on the clock when `next` was called first, and of each call from event to answer."""
        connection, _ = self.listener.accept()
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        first_next, times = None, []
        with connection, connection.makefile("rb") as stream:
            for number in range(calls):
                line, _ = self.read_request(stream)
                assert "/invocation/next" in line, line
                first_next = first_next or time.perf_counter()
                head = (f"HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: r{number}\r\n"
                        f"Lambda-Runtime-Deadline-Ms: {int(time.time() * 1000) + 30000}\r\n"
                        f"Content-Type: application/json\r\nContent-Length: {len(EVENT)}\r\n\r\n")
                given = time.perf_counter()
                connection.sendall(head.encode() + EVENT)
                line, body = self.read_request(stream)
                times.append((given, time.perf_counter()))
                assert "/response" in line and json.loads(body)["statusCode"] == 200, (line, body)
                connection.sendall(b"HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n")
        return first_next, times


def measure(command, calls):
    """Milliseconds to the first `next`, to the first answer, and the warm calls."""
    api = RuntimeApi()
    environment = {"PATH": os.environ["PATH"], **SETTINGS, "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{api.port}"}
    begun = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        first_next, times = api.serve(calls)
    finally:
        process.kill()
        process.wait()
        api.listener.close()
    warm = [(answered - given) * 1000 for given, answered in times[1:]]
    return (first_next - begun) * 1000, (times[0][1] - begun) * 1000, warm


def install_node_peer(folder):
    path = subprocess.run([ROOT / "tools" / "node_path"], capture_output=True, text=True, check=True).stdout.strip()
    shutil.copytree(ROOT / "bench" / "node_bootstrap", folder)
    subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"], cwd=folder, check=True,
                   env={**os.environ, "PATH": path}, timeout=300)
    return [shutil.which("node", path=path), str(folder / "bootstrap.mjs")]


def run(context):
    program = LAMBDA / "audmg_lambda_api"
    if not program.exists():
        raise RuntimeError(f"{program} does not exist: make lambda")
    contestants = {"ours": [str(program)], "node": install_node_peer(context.folder / "node_bootstrap")}
    starts = {name: [] for name in contestants}
    for _ in range(STARTS):
        for name, command in contestants.items():
            starts[name].append(measure(command, 1))
    warm = {name: statistics.median(measure(command, WARM_CALLS)[2]) for name, command in contestants.items()}

    def median(name, column):
        return statistics.median(start[column] for start in starts[name])

    for column, what in enumerate(("exec to the first next", "exec to the first answer")):
        node = median("node", column)
        ours = median("ours", column)
        context.add(f"Lambda cold start, {what}", f"{ours:,.2f} ms", f"{node:,.1f} ms (Node.js with AWS's clients)",
                    f"{node / ours:.0f}", f">= {GOAL}", node / ours >= GOAL)
    context.ratio("Lambda warm invocation, p50", "µs", warm["ours"] * 1000, "the same in Node.js", warm["node"] * 1000,
                  lower_is_better=True)
    # A goal of the project, and AWS's limit of 50 MB for a zip that is uploaded directly.
    for name, most in (("api.zip", 8), ("media.zip", 47.6)):
        context.limit(f"size of {name}", "MiB", (LAMBDA / name).stat().st_size / 2**20, most)
    context.note(f"The program in api.zip, static, unpacked: {program.stat().st_size / 2**20:.1f} MiB")
