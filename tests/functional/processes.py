"""The processes below a server: its zygote, and the jobs that are its children."""

import contextlib
import os
import pathlib
import time


def children(pid):
    found = []
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):
                found += [int(word) for word in (task / "children").read_text().split()]
    return found


def zygote(drive, seconds=10):
    """The process that the sandbox's jobs are forked from."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := children(drive.pid):
            return found[0]
        time.sleep(0.005)
    raise AssertionError("the server has no zygote")


def jobs(drive):
    return [job for parent in children(drive.pid) for job in children(parent)]


def send(pid, number):
    """False when the process is gone already."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return False
    return True
