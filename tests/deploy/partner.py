"""moto (moto_process.py) as a process: what plays AWS for a deployment."""

import contextlib
import json
import pathlib
import subprocess
import sys
import tempfile
import urllib.request

import boto3

REGION = "eu-central-1"
ACCOUNT = "123456789012"
PROGRAM = pathlib.Path(__file__).with_name("moto_process.py")


class Partner:
    def __init__(self, port):
        # By an address: the SDK then puts the bucket into the path.
        self.url = f"http://127.0.0.1:{port}"
        self.environment = {
            "AWS_ENDPOINT_URL": self.url,
            "AWS_ACCESS_KEY_ID": "AKIDTESTPARTNER",
            "AWS_SECRET_ACCESS_KEY": "secret",
        }

    def client(self, service):
        key, secret = self.environment["AWS_ACCESS_KEY_ID"], self.environment["AWS_SECRET_ACCESS_KEY"]
        return boto3.client(
            service,
            endpoint_url=self.url,
            region_name=REGION,
            aws_access_key_id=key,
            aws_secret_access_key=secret,
        )

    def ask(self, name, body=None):
        method = "GET" if body is None else "PUT"
        request = urllib.request.Request(f"{self.url}/_partner/{name}", body, method=method)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)

    def change_sets(self):
        return self.ask("change-sets")

    @contextlib.contextmanager
    def quota(self, functions):
        """How many functions the account may run at once."""
        self.ask("quota", str(functions).encode())
        try:
            yield
        finally:
            self.ask("quota", b"1000")


@contextlib.contextmanager
def running_partner():
    with tempfile.TemporaryDirectory(prefix="audmg-moto-") as folder:
        log = pathlib.Path(folder) / "log"
        with log.open("w") as errors:
            process = subprocess.Popen(
                [sys.executable, "-B", PROGRAM],
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                cwd=folder,
            )
        try:
            port = process.stdout.readline().strip()
            assert port, log.read_text()
            yield Partner(port)
        finally:
            process.terminate()
            process.wait(10)
