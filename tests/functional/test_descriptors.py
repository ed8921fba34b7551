"""accept() that fails for want of descriptors: the server neither spins nor stays deaf."""

import os
import pathlib
import resource
import shutil
import socket
import subprocess
import time

import pytest

from raw import exchange, read_all, statuses

ASK = b"GET /livez HTTP/1.1\r\nHost: a\r\n\r\n"
ASK_ONCE = b"GET /livez HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
SPARE = 20


def cpu_seconds(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def accept_failures(drive):
    return drive.stdout().count('"event":"accept_failed"')


def open_connections(port, count):
    return [socket.create_connection(("127.0.0.1", port), timeout=5) for _ in range(count)]


def ask(connection):
    connection.sendall(ASK)
    return connection.recv(65536)


def descriptor_table_size(pid):
    """More than the highest descriptor in use."""
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("FDSize:"):
            return int(line.split()[1])
    raise RuntimeError("no FDSize")


def test_no_descriptor_left(make_drive):
    drive = make_drive()
    early = socket.create_connection(("127.0.0.1", drive.port), timeout=5)
    assert ask(early).startswith(b"HTTP/1.1 200")
    most = descriptor_table_size(drive.pid) + SPARE
    _, hard = resource.prlimit(drive.pid, resource.RLIMIT_NOFILE)
    resource.prlimit(drive.pid, resource.RLIMIT_NOFILE, (most, hard))
    crowd = open_connections(drive.port, most + 50)
    try:
        deadline = time.monotonic() + 5
        while not accept_failures(drive):
            assert time.monotonic() < deadline, "the descriptors did not run out: the test is wrong"
            time.sleep(0.05)
        before, said = cpu_seconds(drive.pid), accept_failures(drive)
        time.sleep(2)
        assert cpu_seconds(drive.pid) - before < 0.4, "it spins"
        assert accept_failures(drive) - said <= 40, "it fills the log"
        assert ask(early).startswith(b"HTTP/1.1 200"), "who is in must not suffer"
        # Who waits in the backlog gets a turn when others go.
        waiting = crowd.pop()
        waiting.sendall(ASK_ONCE)
        for connection in crowd:
            connection.close()
        assert statuses(read_all(waiting, 5)) == [200]
        waiting.close()
        assert statuses(exchange(drive.port, ASK_ONCE)) == [200]
        assert ask(early).startswith(b"HTTP/1.1 200")
    finally:
        early.close()
        for connection in crowd:
            connection.close()
    assert drive.stop() == 0


def wait_until_traced(pid):
    """strace attaches to one thread after the other."""
    deadline = time.monotonic() + 10
    while any("TracerPid:\t0" in (task / "status").read_text() for task in pathlib.Path(f"/proc/{pid}/task").iterdir()):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    time.sleep(0.1)


@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")
@pytest.mark.xdist_group("strace")
@pytest.mark.parametrize("error", ["EMFILE", "ENFILE", "ENOMEM", "ECONNABORTED"])
def test_accept_fails_for_a_while(make_drive, error):
    drive = make_drive()
    tracer = subprocess.Popen(
        ["strace", "-f", "-e", "trace=accept4", "-e", f"inject=accept4:error={error}:when=1..5"]
        + ["-o", str(drive.folder / "trace"), "-p", str(drive.pid)],
        stderr=subprocess.PIPE,
        text=True,
    )
    first = tracer.stderr.readline()
    if "attach" not in first or "Operation not permitted" in first:
        tracer.wait()
        pytest.skip(f"strace cannot attach here: {first.strip()}")
    wait_until_traced(drive.pid)
    try:
        started = time.monotonic()
        assert statuses(exchange(drive.port, ASK_ONCE)) == [200]
        # A pause after each, except where the failure is that one connection's only.
        if error != "ECONNABORTED":
            assert 0.4 < time.monotonic() - started < 3
            # Lines of the log may be a moment late.
            deadline = time.monotonic() + 5
            while accept_failures(drive) < 5 and time.monotonic() < deadline:
                time.sleep(0.05)
            assert accept_failures(drive) == 5
        else:
            assert accept_failures(drive) == 0
    finally:
        tracer.terminate()
        tracer.wait()
    assert (drive.folder / "trace").read_text().count("(INJECTED)") == 5
    assert statuses(exchange(drive.port, ASK_ONCE)) == [200]
    assert drive.stop() == 0
