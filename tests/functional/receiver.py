"""The servers of tests/receivers/, which stand in for those of people: mailboxes and webhooks."""

import json
import pathlib
import subprocess
import time

RECEIVERS = pathlib.Path(__file__).resolve().parents[1] / "receivers"


class Receiver:
    """One of tests/receivers/ as a process."""

    def __init__(self, script, folder):
        self.record, self.mode = folder / f"{script}.record", folder / f"{script}.mode"
        self.say("accept")
        command = ["/usr/bin/python3", str(RECEIVERS / script), "--record", str(self.record), "--mode", str(self.mode)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline())

    def say(self, word):
        self.mode.write_text(word)

    def entries(self):
        if not self.record.exists():
            return []
        return [json.loads(line) for line in self.record.read_text().splitlines()]

    def wait_for(self, enough, seconds=30):
        deadline = time.monotonic() + seconds
        while not enough(self.entries()):
            assert time.monotonic() < deadline, self.entries()
            time.sleep(0.05)
        return self.entries()

    def stop(self):
        self.process.terminate()
        self.process.wait(10)
