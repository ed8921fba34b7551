"""The command-line client, `audmg client`, with a home folder of its own."""

import json
import os
import pathlib
import subprocess

from client import PASSWORD
from drive import BINARY


class Client:
    def __init__(self, home, url, user):
        self.home = pathlib.Path(home)
        self.home.mkdir(parents=True, exist_ok=True)
        self.url = url
        self.user = user
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.home),
            "AUDMG_DATA_DIR": "",  # Settings of the server do not concern it, not even wrong ones.
        }
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS"):
            if name in os.environ:
                self.environment[name] = os.environ[name]

    @property
    def config(self):
        return self.home / ".config" / "audmg" / "client.json"

    def popen(self, *words, **options):
        return subprocess.Popen(
            [str(BINARY), "client", *map(str, words)],
            env=self.environment,
            cwd=self.home,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            **options,
        )

    def run(self, *words, **options):
        options.setdefault("timeout", 120)
        return subprocess.run(
            [str(BINARY), "client", *map(str, words)],
            env=self.environment,
            cwd=self.home,
            capture_output=True,
            text=True,
            errors="replace",
            **options,
        )

    def ok(self, *words, **options):
        done = self.run(*words, **options)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def log_in(self):
        self.ok("login", self.url, "--user", self.user.username, "--password-stdin", input=PASSWORD + "\n")
        return self

    def list(self, *words):
        return json.loads(self.ok(words[0], "--json", *words[1:]))


def write(folder, files):
    """Writes files with their contents by their paths; returns the folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder
