"""The Lambda functions of a deployment, each in an emulator of its own, and what starts them beside the gateway."""

import json
import pathlib
import subprocess
import threading

import partners
from emulator import Emulator

HERE = pathlib.Path(__file__).resolve().parent


class Functions:
    """Started when they are first asked for; ended together."""

    def __init__(self, folder, settings):
        self.folder = folder
        self.settings = settings
        self.running = {}
        self.lock = threading.Lock()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for emulator in self.running.values():
            emulator.__exit__()

    def get(self, handler):
        with self.lock:
            if handler not in self.running:
                self.running[handler] = Emulator(handler, self.folder, self.settings)
            return self.running[handler]

    def invoke(self, handler, event):
        return self.get(handler).invoke(event)


class EventSource:
    """Plays Lambda's poller of a queue: event_source.py, as a process."""

    def __init__(self, functions, handler, queue_url):
        environment = {**functions.settings, "AWS_DEFAULT_REGION": functions.settings["AWS_REGION"]}
        self.process = subprocess.Popen(
            [partners.PYTHON, "-B", HERE / "event_source.py", queue_url, functions.get(handler).url],
            env=environment, stdin=subprocess.DEVNULL, preexec_fn=partners.end_with_parent)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        partners.end(self.process)


def sqs_event(*bodies, receive_count=1):
    """As Lambda hands a batch over; a body that is no text is written as JSON."""
    return {"Records": [
        {
            "messageId": f"m{number}",
            "receiptHandle": "r",
            "body": body if isinstance(body, str) else json.dumps(body),
            "attributes": {"ApproximateReceiveCount": str(receive_count), "SentTimestamp": "1763812800000"},
            "messageAttributes": {},
            "eventSource": "aws:sqs",
        }
        for number, body in enumerate(bodies, 1)
    ]}
