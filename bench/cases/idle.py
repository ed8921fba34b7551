# SPDX-License-Identifier: MIT
# Copyright The Audmg Drive contributors
"""10,000 idle keep-alive connections: memory of the server, and a request among them."""

import resource
import socket
import time

from measure import resident_bytes
from servers import Audmg

CONNECTIONS = 10_000


def run(context):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = CONNECTIONS + 500
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, max(hard, wanted)))
    ours = Audmg(context.folder / "idle", pin=None)
    connections = []
    try:
        headers = f"Authorization: Bearer {ours.sign_up()}"
        ask = f"GET /me HTTP/1.1\r\nHost: bench\r\n{headers}\r\n\r\n".encode()
        for _ in range(CONNECTIONS):
            connection = socket.create_connection(("127.0.0.1", ours.port))
            connection.sendall(ask)
            connections.append(connection)
        for connection in connections:
            if not connection.recv(4096).startswith(b"HTTP/1.1 200"):
                raise RuntimeError("an idle connection was refused")
        time.sleep(2)
        resident = resident_bytes(ours.pid)
        latencies = []
        for connection in connections[:: CONNECTIONS // 200]:
            start = time.perf_counter()
            connection.sendall(ask)
            connection.recv(4096)
            latencies.append((time.perf_counter() - start) * 1e3)
    finally:
        for connection in connections:
            connection.close()
        ours.stop()
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    latencies.sort()
    context.limit(f"{CONNECTIONS} idle connections, resident memory", "MiB", resident / (1 << 20), 100)
    context.limit("a request among them, p99", "ms", latencies[int(len(latencies) * 0.99)], 5)
