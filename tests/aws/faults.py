"""The fault proxy (fault_proxy.py) as a process, and faults for a while."""

import contextlib
import pathlib
import subprocess
import sys

import requests

import partners as test_partners

PROGRAM = pathlib.Path(__file__).with_name("fault_proxy.py")


class FaultProxy:
    """with FaultProxy(partners) as proxy: proxy.settings leads a process of the drive through it."""

    def __init__(self, partners):
        self.partners = partners

    def __enter__(self):
        self.process = subprocess.Popen(
            [sys.executable, "-B", PROGRAM, self.partners.moto, self.partners.s3],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, preexec_fn=test_partners.end_with_parent)
        ports = self.process.stdout.readline().split()
        if len(ports) != 2:
            raise RuntimeError("the fault proxy did not start")
        self.moto, self.s3 = (f"http://127.0.0.1:{port}" for port in ports)
        self.settings = {"AWS_ENDPOINT_URL": self.moto, "AWS_ENDPOINT_URL_S3": self.s3}
        return self

    def __exit__(self, *_):
        test_partners.end(self.process)

    def put(self, *rules):
        answer = requests.put(f"{self.moto}/_faults", json=rules, timeout=10)
        assert answer.status_code == 200, answer.text

    def happened(self):
        """How often which call failed how since the rules were put."""
        return requests.get(f"{self.moto}/_faults", timeout=10).json()

    def answers(self):
        """How often the partners answered which call with which status since then."""
        return requests.get(f"{self.moto}/_answers", timeout=10).json()

    @contextlib.contextmanager
    def failing(self, *rules):
        self.put(*rules)
        try:
            yield
        finally:
            self.put()
