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
DEFAULT_QUOTA = 1000
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

    def change_sets(self):
        with urllib.request.urlopen(f"{self.url}/_partner/change-sets", timeout=10) as answer:
            return json.load(answer)


@contextlib.contextmanager
def running_partner(quota=DEFAULT_QUOTA):
    with tempfile.TemporaryDirectory(prefix="audmg-moto-") as folder:
        log = pathlib.Path(folder) / "log"
        with log.open("w") as errors:
            process = subprocess.Popen(
                [sys.executable, "-B", PROGRAM, str(quota)],
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
