"""A short form of model.py; `make soak WHAT=model` is the long one."""

import pathlib
import subprocess
import sys

SCRIPT = pathlib.Path(__file__).resolve().parent / "model.py"


def test_random_steps_lose_nothing():
    done = subprocess.run([sys.executable, "-B", SCRIPT, "--steps", "150"], capture_output=True, text=True, timeout=600)
    print(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr
