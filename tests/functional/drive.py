"""Starts and ends the real binary on a data folder of its own."""

import contextlib
import json
import os
import pathlib
import signal
import socket
import sqlite3
import subprocess
import time

from ports import free_port

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = pathlib.Path(os.environ.get("AUDMG_BINARY", ROOT / "build" / "release" / "audmg"))
JWT_SECRET = "a secret that only these tests use, 0123456789"
URL_SECRET = "another secret that only these tests use, 01234"


class Drive:
    """One server process and its data folder; may be started again after stop() or kill()."""

    def __init__(self, folder, settings=None, prefix=(), command="serve"):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.data = self.folder / "data"
        self.port = free_port()
        self.metrics_port = free_port()
        self.prefix = list(prefix)
        self.subcommand = command
        self.process = None
        scheme = "https" if (settings or {}).get("AUDMG_TLS_CERTIFICATE") else "http"
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "AUDMG_DATA_DIR": str(self.data),
            "AUDMG_LISTEN": f"127.0.0.1:{self.port}",
            "AUDMG_METRICS_LISTEN": f"127.0.0.1:{self.metrics_port}",
            # As tests ask for it, so that every answer is held against the contract.
            "AUDMG_PUBLIC_URL": f"{scheme}://127.0.0.1:{self.port}",
            "AUDMG_RATE_LIMITS": "off",
            "AUDMG_MIN_FREE_SPACE": "10MB",
            # However full the disk is on which they run.
            "AUDMG_ALARM_FREE_SPACE": "0",
            "AUDMG_DRAIN_TIMEOUT": "10s",
            "JWT_SECRET": JWT_SECRET,
            "AUDMG_URL_SECRET": URL_SECRET,
        }
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS"):
            if name in os.environ:
                self.environment[name] = os.environ[name]
        for name, value in (settings or {}).items():
            if value is None:
                self.environment.pop(name, None)
            else:
                self.environment[name] = str(value)

    @property
    def scheme(self):
        return "https" if self.environment.get("AUDMG_TLS_CERTIFICATE") else "http"

    @property
    def url(self):
        return f"{self.scheme}://127.0.0.1:{self.port}"

    @property
    def pid(self):
        """Of the server itself, below strace or the like."""
        if not self.prefix:
            return self.process.pid
        children = pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return int(children.read_text().split()[0])

    def command(self, *arguments, **options):
        """Runs another command of the binary on the same settings, to its end."""
        return subprocess.run(
            [str(BINARY), *arguments],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=60,
            **options,
        )

    def launch(self):
        self.out = open(self.folder / "stdout.log", "ab")
        self.err = open(self.folder / "stderr.log", "ab")
        self.process = subprocess.Popen(
            [*self.prefix, str(BINARY), self.subcommand],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=self.out,
            stderr=self.err,
        )

    def start(self, timeout=20):
        self.launch()
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise RuntimeError(f"the server ended with {self.process.returncode}: {self.stderr()}")
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=1):
                    return self
            except OSError:
                time.sleep(0.01)
        self.kill()
        raise RuntimeError(f"the server did not listen within {timeout} s: {self.stderr()}")

    def signal(self, number):
        os.kill(self.pid, number)

    def wait(self, timeout=30):
        code = self.process.wait(timeout)
        self.out.close()
        self.err.close()
        return code

    def stop(self, timeout=30):
        if self.process and self.process.poll() is None:
            self.signal(signal.SIGTERM)
        return self.wait(timeout)

    def kill(self):
        if self.process and self.process.poll() is None:
            self.signal(signal.SIGKILL)
        return self.wait()

    @property
    def is_running(self):
        return self.process is not None and self.process.poll() is None

    def stdout(self):
        return (self.folder / "stdout.log").read_text(errors="replace")

    def stderr(self):
        return (self.folder / "stderr.log").read_text(errors="replace")

    def has_sanitizer(self):
        return "libasan" in pathlib.Path(f"/proc/{self.pid}/maps").read_text()

    def records(self):
        """Every line of the log, parsed; fails on one that is not JSON."""
        return [json.loads(line) for line in self.stdout().splitlines()]

    def wait_for_records(self, event, count=1, seconds=30):
        """Those of an event, once the log has so many."""
        deadline = time.monotonic() + seconds
        while True:
            found = [record for record in self.records() if record.get("event") == event]
            if len(found) >= count:
                return found
            assert time.monotonic() < deadline, f"only {len(found)} times {event}"
            time.sleep(0.1)

    def resident_bytes(self):
        """The most it ever had."""
        return self._status("VmHWM")

    def resident_now(self):
        return self._status("VmRSS")

    def _status(self, name):
        for line in pathlib.Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith(f"{name}:"):
                return int(line.split()[1]) * 1024
        raise RuntimeError(f"no {name}")

    def settle(self, seconds=30):
        """Waits until no file is being processed and none could be."""
        deadline = time.monotonic() + seconds
        while self.is_running and time.monotonic() < deadline:
            with contextlib.closing(sqlite3.connect(f"file:{self.data / 'audmg.db'}?mode=ro", uri=True)) as database:
                busy = "SELECT count(*) FROM messages WHERE queue = 'media' AND state IN ('visible', 'in_flight')"
                if not database.execute(busy).fetchone()[0]:
                    return
            time.sleep(0.02)

    def stored(self):
        """Files of the object store with their sizes, temporary ones included; not what says which drive it is."""
        self.settle()
        found = {}
        for path in self.data.rglob("*"):
            relative = path.relative_to(self.data)
            if len(relative.parts) == 1 or relative.parts[0] == "secrets" or relative.name == "drive.json":
                continue
            try:
                if path.is_file():
                    found[relative.as_posix()] = path.stat().st_size
            except FileNotFoundError:
                continue
        return found
