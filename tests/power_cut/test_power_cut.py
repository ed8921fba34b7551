"""A short form of power_cut.py; `make soak WHAT=power-cuts` is the long one."""

import pathlib
import subprocess
import sys

import pytest

SCRIPT = pathlib.Path(__file__).resolve().parent / "power_cut.py"
SKIPPED = 77


def power_cut(*options):
    done = subprocess.run([sys.executable, "-B", SCRIPT, *options], capture_output=True, text=True, timeout=300)
    if done.returncode == SKIPPED:
        pytest.skip(done.stdout.strip())
    return done


def test_nothing_that_was_acknowledged_is_lost():
    done = power_cut("--rounds", "3")
    print(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_drive_that_does_not_sync_is_found_out():
    done = power_cut("--rounds", "5", "--without-syncs")
    assert done.returncode == 1, done.stdout + done.stderr


def test_it_leaves_nothing_mounted():
    power_cut("--rounds", "1")
    assert "audmg-power-cut" not in pathlib.Path("/proc/mounts").read_text()
    attached = subprocess.run(["losetup", "--list", "--noheadings"], capture_output=True, text=True, check=True).stdout
    assert "audmg-power-cut" not in attached
