# SPDX-License-Identifier: MIT
# Copyright The Audmg Drive contributors
"""Rounds, medians, and what a process used."""

import hashlib
import inspect
import json
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import tempfile
import time

SERVER_CPU = "0"
CLIENT_CPU = str(min(1, (os.cpu_count() or 1) - 1))
TICKS = os.sysconf("SC_CLK_TCK")
INPUTS = pathlib.Path(__file__).resolve().parent.parent / "build/bench/inputs"  # files that cases share


def process_tree(pid):
    """The process and its children (nginx's workers)."""
    pids = [pid]
    try:
        with open(f"/proc/{pid}/task/{pid}/children") as children:
            for child in children.read().split():
                pids += process_tree(int(child))
    except FileNotFoundError:
        pass
    return pids


def cpu_seconds(pid):
    total = 0
    for process in process_tree(pid):
        with open(f"/proc/{process}/stat") as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
        total += int(fields[11]) + int(fields[12])
    return total / TICKS


def resident_bytes(pid):
    with open(f"/proc/{pid}/status") as status:
        return int(re.search(r"VmRSS:\s+(\d+)", status.read()).group(1)) * 1024


def peak_bytes(pid):
    """The most that was resident at any moment."""
    with open(f"/proc/{pid}/status") as status:
        return int(re.search(r"VmHWM:\s+(\d+)", status.read()).group(1)) * 1024


def run_json(command, pin=None):
    """Runs a program that prints one JSON object."""
    if pin is not None:
        command = ["taskset", "-c", pin] + command
    done = subprocess.run(command, capture_output=True, text=True, timeout=1200)
    if done.returncode != 0:
        raise RuntimeError(f"{command}: {done.stderr or done.stdout}")
    return json.loads(done.stdout)


def wrk(url, connections, seconds, headers=(), script=None, pin=CLIENT_CPU, threads=1):
    """Requests per second and latencies by wrk; fails when an answer was not 2xx."""
    command = ["wrk", "-t", str(threads), "-c", str(connections), "-d", f"{seconds}s", "--latency"]
    for header in headers:
        command += ["-H", header]
    if script:
        command += ["-s", str(script)]
    command.append(url)
    if pin is not None:
        command = ["taskset", "-c", pin] + command
    text = subprocess.run(command, capture_output=True, text=True, timeout=300, check=True).stdout
    if "Non-2xx" in text:
        raise RuntimeError(text)
    scale = {"us": 1e-3, "ms": 1.0, "s": 1e3, "m": 6e4}

    def latency(name):
        value, unit = re.search(rf"{name}%\s+([\d.]+)(us|ms|s|m)", text).groups()
        return float(value) * scale[unit]

    transfer, unit = re.search(r"Transfer/sec:\s+([\d.]+)(B|KB|MB|GB)", text).groups()
    return {
        "requestsPerSecond": float(re.search(r"Requests/sec:\s+([\d.]+)", text).group(1)),
        "requests": int(re.search(r"(\d+) requests in", text).group(1)),
        "p50Ms": latency("50"),
        "p99Ms": latency("99"),
        "megabytesPerSecond": float(transfer) * {"B": 1e-6, "KB": 1.024e-3, "MB": 1.048576, "GB": 1073.741824}[unit],
    }


def kept(make, path):
    """Writes to `path` what make() does, which must be the same each time and may leave other files beside it. It is
    made once for all cases and runs, and again when the text of make() changes."""
    version = hashlib.sha256(inspect.getsource(make).encode()).hexdigest()[:12]
    original = INPUTS / f"{path.stem}-{version}{path.suffix}"
    if not original.exists():
        INPUTS.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=INPUTS) as folder:
            made = pathlib.Path(folder) / path.name
            make(made)
            made.rename(original)
    shutil.copyfile(original, path)


def interleaved(rounds, contestants):
    """Runs every contestant once a round, in turn; the list of figures of each."""
    figures = {name: [] for name in contestants}
    for _ in range(rounds):
        for name, contest in contestants.items():
            figures[name].append(contest())
            time.sleep(0.2)
    return figures


def alternated(rounds, contestants):
    """The same, each first as often as the other: what one leaves the disk to do slows down the next."""
    figures = {name: [] for name in contestants}
    for number in range(rounds):
        for name in sorted(contestants, reverse=number % 2 == 1):
            figures[name].append(contestants[name]())
    return figures


def forget_pages(folder):
    """Has the kernel drop what it has in memory of the files below the folder, so that reading means the disk."""
    os.sync()
    for path in pathlib.Path(folder).rglob("*"):
        if path.is_file():
            file = os.open(path, os.O_RDONLY)
            os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)
            os.close(file)


def median(figures, key):
    return statistics.median(figure[key] for figure in figures)
