"""Starts the test partners of the AWS adapters on free loopback ports: moto and versitygw.

    partners.py PROGRAM [ARGUMENT...]

runs a program with them, ends them, and exits as it did; with 77 (skipped) where `tools/aws_partners` was not
run. The program finds them in AUDMG_TEST_MOTO and AUDMG_TEST_S3 (URLs), and their credentials and region where
AWS's tools look for them.
"""

import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "functional"))

from ports import free_port  # noqa: E402

TOOLS = HERE.parent.parent / "build" / "tools"
PYTHON = TOOLS / "aws_python" / "bin" / "python"
VERSITYGW = TOOLS / "versitygw"
ACCESS_KEY, SECRET_KEY, REGION = "AKIDTESTPARTNER", "secret/of+the=partner", "eu-central-1"
START_SECONDS = 60
SKIPPED = 77


def are_installed():
    return PYTHON.exists() and VERSITYGW.exists()


def end(process):
    process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def end_with_parent():
    """Asks the kernel for SIGKILL when whoever started this goes away (prctl PR_SET_PDEATHSIG)."""
    import ctypes

    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def start(command):
    return subprocess.Popen(
        [str(word) for word in command],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        preexec_fn=end_with_parent,
    )


class Partners:
    """with Partners() as partners: partners.moto, partners.s3, partners.s3_log, partners.environment"""

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="audmg-aws-")
        self.processes = []
        try:
            self.start_moto()
            self.start_versitygw()
        except BaseException:
            self.__exit__()
            raise
        self.environment = {
            "AUDMG_TEST_MOTO": self.moto,
            "AUDMG_TEST_S3": self.s3,
            "AWS_ACCESS_KEY_ID": ACCESS_KEY,
            "AWS_SECRET_ACCESS_KEY": SECRET_KEY,
            "AWS_REGION": REGION,
        }
        return self

    def __exit__(self, *_):
        for process in self.processes:
            end(process)
        self.folder.cleanup()

    def start_moto(self):
        moto = start([PYTHON, "-B", HERE / "moto_partner.py"])
        self.processes.append(moto)
        port = moto.stdout.readline().strip()
        if not port:
            raise RuntimeError("moto did not start")
        self.moto = f"http://127.0.0.1:{port}"

    def start_versitygw(self):
        root, versions = (pathlib.Path(self.folder.name) / name for name in ("buckets", "versions"))
        root.mkdir()
        versions.mkdir()
        port = free_port()
        self.s3 = f"http://127.0.0.1:{port}"
        options = ["--quiet", "--keep-alive", "--region", REGION, "--access", ACCESS_KEY, "--secret", SECRET_KEY]
        self.s3_log = pathlib.Path(self.folder.name) / "s3.log"
        options += ["--access-log", self.s3_log, "--port", f"127.0.0.1:{port}", "posix", "--versioning-dir", versions]
        self.processes.append(start([VERSITYGW, *options, root]))
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            try:
                urllib.request.urlopen(self.s3, timeout=5)
            except urllib.error.HTTPError:
                return  # It refuses us, so it is there.
            except OSError:
                time.sleep(0.02)
        raise RuntimeError("versitygw did not start")


def main(command):
    if not are_installed():
        print("skipped: run tools/aws_partners first")
        return SKIPPED
    with Partners() as partners:
        return subprocess.run(command, env={**os.environ, **partners.environment}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
