"""Loopback ports for servers that are told theirs."""

import fcntl
import itertools
import os
import pathlib
import random
import socket
import tempfile

# Below the kernel's ephemeral range, so that no outgoing connection takes a port between two starts.
FIRST_PORT, BLOCKS, PORTS_PER_BLOCK = 20000, 120, 100


def take_block():
    """Returns the ports of a block that this process has for itself until it ends, with what holds them: several
    processes run tests at the same time, and a port that was free a moment ago is no promise."""
    folder = pathlib.Path(tempfile.gettempdir()) / f"audmg-test-ports-{os.getuid()}"
    folder.mkdir(exist_ok=True)
    for block in random.SystemRandom().sample(range(BLOCKS), BLOCKS):
        lock = (folder / str(block)).open("w")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            continue
        first = FIRST_PORT + block * PORTS_PER_BLOCK
        return lock, itertools.cycle(range(first, first + PORTS_PER_BLOCK))
    raise RuntimeError("more processes run tests than there are blocks of ports")


_held, _ports = take_block()


def free_port():
    """Returns a port that nobody listens on, and that this function gives to nobody else for some time."""
    for _ in range(PORTS_PER_BLOCK):
        port = next(_ports)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue
    raise RuntimeError("all ports of this process are in use")
