"""AWS's Lambda Runtime Interface Emulator with one function of ours in it, as a process."""

import json
import os
import pathlib
import signal
import socket
import subprocess
import threading
import time

import requests
from ports import free_port

ROOT = pathlib.Path(__file__).resolve().parents[2]
API = pathlib.Path(os.environ.get("AUDMG_LAMBDA_API", ROOT / "build" / "dev" / "audmg_lambda_api"))
MEDIA = pathlib.Path(os.environ.get("AUDMG_LAMBDA_MEDIA", ROOT / "build" / "dev" / "audmg_lambda_media"))
EMULATOR = pathlib.Path(os.environ.get("AUDMG_LAMBDA_EMULATOR", ROOT / "build" / "tools" / "aws-lambda-rie"))
# What no function asks for as long as it needs nothing of AWS.
NOWHERE = {
    "AUDMG_ADAPTERS": "aws",
    "AWS_REGION": "eu-central-1",
    "AWS_ENDPOINT_URL": "http://127.0.0.1:9",
    "AWS_ACCESS_KEY_ID": "nobody",
    "AWS_SECRET_ACCESS_KEY": "nothing",
    "S3_BUCKET_NAME": "nowhere",
    "AUDMG_S3_PATH_STYLE": "on",
    "AUDMG_TABLE_NAME": "nowhere",
    "AUDMG_MEDIA_QUEUE_URL": "http://127.0.0.1:9/media",
    "AUDMG_EVENTS_QUEUE_URL": "http://127.0.0.1:9/events",
    "AUDMG_MAIL_QUEUE_URL": "http://127.0.0.1:9/mail",
}


def bootstrap(handler):
    return MEDIA if handler == "media" else API


def environment(settings):
    """Of a function: what a deployment gives it."""
    found = {
        "PATH": os.environ["PATH"],
        "AUDMG_RATE_LIMITS": "off",
        "AUDMG_STAGE": "test",
        "AUDMG_CORS_ORIGINS": "https://drive.example.org",
        "JWT_SECRET": "a secret that only these tests use, 0123456789",
        **settings,
    }
    for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS"):
        if name in os.environ:
            found[name] = os.environ[name]
    return found


class Emulator:
    """One execution environment of one function. The emulator answers 200 whatever comes of an
    invocation (but for a start that failed), so who asks must look into the answer; and it listens everywhere unless
    told otherwise, so it is told. One invocation at a time."""

    def __init__(self, handler, folder, settings, **more):
        folder.mkdir(parents=True, exist_ok=True)
        port, runtime_port = free_port(), free_port()
        self.url = f"http://127.0.0.1:{port}/2015-03-31/functions/function/invocations"
        self.log_path = folder / f"{handler}.log"
        self.log_file = open(self.log_path, "ab")
        self.start_of_log = self.log_path.stat().st_size
        self.turn = threading.Lock()
        self.session = requests.Session()
        self.session.trust_env = False
        self.process = subprocess.Popen(
            [str(EMULATOR), "--runtime-interface-emulator-address", f"127.0.0.1:{port}",
             "--runtime-api-address", f"127.0.0.1:{runtime_port}", str(bootstrap(handler)), handler],
            cwd=folder, env={**environment(settings), **more}, stdin=subprocess.DEVNULL,
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
        with self.turn:
            answer = self.session.post(self.url, data=content, timeout=60)
        assert answer.status_code == status, (answer.status_code, answer.text)
        return answer.json()

    def log(self):
        return self.log_path.read_bytes()[self.start_of_log:].decode(errors="replace")

    def lines(self):
        """What the function wrote, parsed; the emulator's own lines are none of JSON's."""
        return [json.loads(line) for line in self.log().splitlines() if line.startswith("{")]

    def records(self, event):
        """Log records of the function with this name."""
        return [line for line in self.lines() if line.get("event") == event]
