#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
# Copyright The Audmg Drive contributors
"""Speeds of the real server as ratios against a peer or a limit, taken in the same run.

usage: bench/run.py [--rounds N] [--seconds S] [--backup-gigabytes N] [--archive-gigabytes N] [--import-rounds N]
       [CASE...]

Cases: downloads same_work encrypted archive json_route authentication retrieve uploads scrub backup listing search
passwords idle thumbnails large_picture facts audio pipeline batch_import cold_start. A full run also rewrites
docs/benchmarks.md. Everything stays on the loopback interface and ends by itself.
"""

import argparse
import datetime
import importlib
import os
import pathlib
import platform
import subprocess
import sys
import tempfile
import warnings

ROOT = pathlib.Path(__file__).resolve().parent.parent
CASES = ["downloads", "same_work", "encrypted", "archive", "json_route", "authentication", "retrieve", "uploads", "scrub",
         "backup", "listing", "search", "passwords", "idle", "thumbnails", "large_picture", "facts", "audio", "pipeline",
         "batch_import", "cold_start"]


class Context:
    """What a case works with, and where its results go."""

    def __init__(self, folder, arguments):
        self.folder = folder
        self.rounds = arguments.rounds
        self.seconds = arguments.seconds
        self.backup_gigabytes = arguments.backup_gigabytes
        self.archive_gigabytes = arguments.archive_gigabytes
        self.import_rounds = arguments.import_rounds
        self.rows = []
        self.notes = []

    def program(self, name):
        return str(ROOT / "build/bench/bench" / f"bench_{name}")

    def ratio(self, what, unit, ours, peer, theirs, goal=None, lower_is_better=False):
        ratio = ours / theirs
        met = goal is None or (ratio <= goal if lower_is_better else ratio >= goal)
        sign = "<=" if lower_is_better else ">="
        self.add(what, f"{ours:,.1f} {unit}", f"{theirs:,.1f} ({peer})", f"{ratio:.2f}",
                 "-" if goal is None else f"{sign} {goal}", met)

    def limit(self, what, unit, ours, goal):
        self.add(what, f"{ours:,.2f} {unit}", "-", "-", f"< {goal} {unit}", ours < goal)

    def add(self, what, ours, theirs, ratio, goal, met):
        row = (what, ours, theirs, ratio, goal, "yes" if met else "**no**")
        self.rows.append(row)
        print("  ".join(row), flush=True)

    def note(self, text):
        self.notes.append(text)
        print(text, flush=True)


def machine():
    model = next((line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")),
                 platform.processor())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    return f"{os.cpu_count()} cores of {model}, {memory:.0f} GiB, Linux {platform.release()}"


def version_of(command):
    done = subprocess.run(command, capture_output=True, text=True)
    return (done.stdout + done.stderr).strip().splitlines()[0]


def report(context):
    commit = subprocess.run(["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"], capture_output=True, text=True)
    lines = [
        "# Benchmarks", "",
        "Written by `make bench`; the last full run. Each row is the median of "
        f"{context.rounds} interleaved rounds of {context.seconds} s,",
        "ours and the peer in turn, client and server on the same machine over loopback. Trust the ratios",
        "more than the absolute figures.", "",
        f"- machine: {machine()}",
        f"- date: {datetime.date.today()}, commit {commit.stdout.strip()}",
        f"- peer: {version_of(['nginx', '-v'])}", "",
        "| what | ours | peer or limit | ratio | goal | met |", "|---|---|---|---|---|---|",
    ]
    lines += ["| " + " | ".join(row) + " |" for row in context.rows]
    lines += [""] + [f"- {note}" for note in context.notes]
    reasons = ROOT / "docs/benchmarks-notes.md"
    if reasons.exists():
        lines += ["", reasons.read_text().rstrip()]
    (ROOT / "docs/benchmarks.md").write_text("\n".join(lines) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", nargs="*", choices=[[], *CASES], metavar="CASE")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=3)
    parser.add_argument("--backup-gigabytes", type=float, default=10)
    parser.add_argument("--archive-gigabytes", type=float, default=2)
    parser.add_argument("--import-rounds", type=int, default=20)
    arguments = parser.parse_args()
    warnings.filterwarnings("ignore", message="Unverified HTTPS request")
    sys.path.insert(0, str(pathlib.Path(__file__).parent))
    scratch = ROOT / "build/bench/scratch"
    scratch.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=scratch) as folder:
        os.chmod(folder, 0o755)
        context = Context(pathlib.Path(folder), arguments)
        for name in arguments.cases or CASES:
            print(f"== {name}", flush=True)
            importlib.import_module(f"cases.{name}").run(context)
    if not arguments.cases:
        report(context)


if __name__ == "__main__":
    main()
