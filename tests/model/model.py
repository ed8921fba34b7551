#!/usr/bin/python3
# SPDX-License-Identifier: MIT
# Copyright The Audmg Drive contributors
"""Random steps on a real drive, held against a model of what it has acknowledged.

usage: model.py [--steps N] [--seed N]        makes up steps and takes them
       model.py --replay FILE                 takes the steps of a list
       model.py --shrink FILE                 looks for a shorter list that still fails

Uploads, deletions, lost answers, kills, rotten, cut and missing objects, older and lost databases, in any order. Now and
then and at the end everything that was acknowledged and not deleted must be there, byte by byte, or be reported as
damaged if the steps damaged it, and nothing else may be gone. After a failure the list of steps is in
build/model/. A step picks what it works on from its own number, so a list without some of its steps still runs.
AUDMG_BINARY names the program, as for the other tests.
"""

import argparse
import collections
import json
import pathlib
import random
import sys
import tempfile
import time
import traceback

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "functional")]

import backup_steps  # noqa: E402
import steps  # noqa: E402
from library import Library  # noqa: E402
from world import World  # noqa: E402

FAILURES = HERE.parents[1] / "build" / "model"
PROGRESS_EVERY = 500
LAST_CHECK = ["check", 0]
STEPS = steps.STEPS | backup_steps.STEPS
BY_NAME = {step.__name__: step for step in STEPS}


def make_up(count, seed):
    """[[name of a step, number]]"""
    pick = random.Random(seed)
    names = pick.choices([step.__name__ for step in STEPS], weights=list(STEPS.values()), k=count)
    return [[name, pick.getrandbits(32)] for name in names]


def take(plan, is_quiet=False):
    """Takes the steps on a drive of its own; returns how many it took, and what went wrong if it did."""
    library = Library()
    with tempfile.TemporaryDirectory(prefix="audmg-model-") as folder:
        world = World(folder, library)
        number = 0
        try:
            for number, (name, seed) in enumerate([*plan, LAST_CHECK], 1):
                BY_NAME[name](world, library, random.Random(seed))
                if number % PROGRESS_EVERY == 0 and not is_quiet:
                    print(f"model: {number} steps, {len(library.files)} files", flush=True)
        except Exception:
            return number, traceback.format_exc() + world.drive.stderr()[-300:] + world.drive.stdout()[-2000:]
        finally:
            world.kill()
    return number, ""


def report(plan, number, error, name):
    FAILURES.mkdir(parents=True, exist_ok=True)
    path = FAILURES / f"{name}.json"
    path.write_text("[\n" + ",\n".join(json.dumps(step) for step in plan[:number]) + "\n]\n")
    print(f"model: step {number} FAILED: {error}")
    print(f"model: its steps: {' '.join(step for step, _ in plan[:number])}")
    print(f"model: {sys.argv[0]} --replay {path} takes them again, --shrink looks for fewer")


def shrink(plan):
    """Leaves out ever smaller runs of steps, as long as it still fails."""
    size = len(plan) // 2
    while size:
        begin = 0
        while begin < len(plan):
            shorter = plan[:begin] + plan[begin + size :]
            number, error = take(shorter, is_quiet=True)
            if error:
                plan = shorter[:number]
                print(f"model: fails with {len(plan)} steps", flush=True)
            else:
                begin += size
        size //= 2
    return plan


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--steps", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    parser.add_argument("--replay", type=pathlib.Path)
    parser.add_argument("--shrink", type=pathlib.Path)
    arguments = parser.parse_args()
    given = arguments.replay or arguments.shrink
    plan = json.loads(given.read_text()) if given else make_up(arguments.steps, arguments.seed)
    if arguments.shrink:
        plan = shrink(plan)
    name = given.stem if given else str(arguments.seed)
    print(f"model: {len(plan)} steps ({name})", flush=True)
    began = time.monotonic()
    number, error = take(plan)
    if error:
        report(plan, number, error, f"{name}-short" if arguments.shrink else name)
        return 1
    counts = collections.Counter(step for step, _ in plan)
    print(f"model: {len(plan)} steps in {time.monotonic() - began:.0f} s, nothing lost (seed {name})")
    print("model: " + ", ".join(f"{count} {step}" for step, count in counts.most_common()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
