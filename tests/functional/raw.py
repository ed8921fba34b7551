"""Bytes to and from a socket, for requests that no client library would send."""

import socket
import time


def exchange(port, request, timeout=5.0, half_close=False):
    """Sends `request` and returns all that comes back until the server closes or falls silent."""
    with socket.create_connection(("127.0.0.1", port), timeout=timeout) as connection:
        try:
            connection.sendall(request)
            if half_close:
                connection.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # It may have refused already; what it said can still be read.
        return read_all(connection, timeout)


def read_all(connection, timeout):
    received = b""
    deadline = time.monotonic() + timeout
    while time.monotonic() < deadline:
        connection.settimeout(max(0.01, deadline - time.monotonic()))
        try:
            more = connection.recv(65536)
        except (TimeoutError, ConnectionError):
            break
        if not more:
            break
        received += more
    return received


def statuses(received):
    """The status codes of the answers in what came back."""
    found = []
    for line in received.split(b"\r\n"):
        # A body without an end of line may stand before the next status line.
        position = line.find(b"HTTP/1.1 ")
        if position >= 0:
            found.append(int(line[position + 9 : position + 12]))
    return found
