"""The processes below a server: its zygote, and the jobs that are its children."""

import contextlib
import os
import pathlib
import signal
import time


def children(pid):
    found = []
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):
                found += [int(word) for word in (task / "children").read_text().split()]
    return found


def program(pid):
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        return pathlib.Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")[0].decode()
    return ""


def zygote(drive, seconds=10):
    """The process that the sandbox's jobs are forked from, once it is a program of its own.

    Before that the server waits for it, and it holds what the server has open.
    """
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        for child in children(drive.pid):
            if program(child) == "audmg-media":
                return child
        time.sleep(0.005)
    raise AssertionError("the server has no zygote")


@contextlib.contextmanager
def stopped_zygote(drive):
    """Stops the zygote, and kills it in the end: where it was stopped before it asked to die with the server, it would
    outlive both."""
    handle = os.pidfd_open(zygote(drive))
    try:
        signal.pidfd_send_signal(handle, signal.SIGSTOP)
        yield
    finally:
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(handle, signal.SIGKILL)
        os.close(handle)


def jobs(drive):
    return [job for parent in children(drive.pid) for job in children(parent)]


def send(pid, number):
    """False when the process is gone already."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return False
    return True
