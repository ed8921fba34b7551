"""The Lambda Runtime Interface Emulator with one function of ours in it, as a process."""

import json
import os
import pathlib
import signal
import socket
import subprocess
import time

import requests

ROOT = pathlib.Path(__file__).resolve().parents[2]
BOOTSTRAP = pathlib.Path(os.environ.get("AUDMG_LAMBDA_BOOTSTRAP", ROOT / "build" / "dev" / "audmg_lambda_bootstrap"))
EMULATOR = pathlib.Path(os.environ.get("AUDMG_LAMBDA_EMULATOR", ROOT / "build" / "tools" / "aws-lambda-rie"))


def free_ports(count):
    """Different ones: all are held until the last is found."""
    probes = [socket.socket() for _ in range(count)]
    try:
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]
    finally:
        for probe in probes:
            probe.close()


def settings(folder):
    """The environment of the function: adapters of one machine on a folder."""
    environment = {
        "PATH": os.environ["PATH"],
        "AUDMG_DATA_DIR": str(folder / "data"),
        "AUDMG_RATE_LIMITS": "off",
        "AUDMG_MIN_FREE_SPACE": "10MB",
        "JWT_SECRET": "a secret that only these tests use, 0123456789",
    }
    for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS"):
        if name in os.environ:
            environment[name] = os.environ[name]
    return environment


class Emulator:
    """One execution environment of one function. The emulator answers 200 whatever comes of an
    invocation (but for a start that failed), so who asks must look into the answer; and it listens everywhere unless told
    otherwise, so it is told."""

    def __init__(self, handler, folder, **more):
        folder.mkdir(parents=True, exist_ok=True)
        port, runtime_port = free_ports(2)
        self.url = f"http://127.0.0.1:{port}/2015-03-31/functions/function/invocations"
        self.log_path = folder / f"{handler}.log"
        self.log_file = open(self.log_path, "ab")
        self.start_of_log = self.log_path.stat().st_size
        self.session = requests.Session()
        self.session.trust_env = False
        self.process = subprocess.Popen(
            [str(EMULATOR), "--runtime-interface-emulator-address", f"127.0.0.1:{port}",
             "--runtime-api-address", f"127.0.0.1:{runtime_port}", str(BOOTSTRAP), handler],
            cwd=folder, env={**settings(folder), **more}, stdin=subprocess.DEVNULL,
            stdout=self.log_file, stderr=self.log_file, start_new_session=True)
        deadline = time.monotonic() + 10
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                return
            except OSError:
                assert self.process.poll() is None and time.monotonic() < deadline, self.log()
                time.sleep(0.01)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        """Ends the emulator, which ends the function."""
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(10)
        self.log_file.close()

    def invoke(self, event, status=200):
        content = event if isinstance(event, (str, bytes)) else json.dumps(event)
        answer = self.session.post(self.url, data=content, timeout=30)
        assert answer.status_code == status, (answer.status_code, answer.text)
        return answer.json()

    def log(self):
        return self.log_path.read_bytes()[self.start_of_log:].decode(errors="replace")

    def records(self, event):
        """Log records of the function with this name."""
        found = []
        for line in self.log().splitlines():
            if line.startswith('{"time"'):
                record = json.loads(line)
                if record["event"] == event:
                    found.append(record)
        return found
