# SPDX-License-Identifier: MIT
# Copyright The Audmg Drive contributors
"""The servers that are compared: ours and nginx, each pinned to one core where the case says so."""

import os
import pathlib
import random
import signal
import socket
import struct
import subprocess
import time

import requests

from measure import SERVER_CPU

ROOT = pathlib.Path(__file__).resolve().parent.parent
BINARY = pathlib.Path(os.environ.get("AUDMG_BINARY", ROOT / "build/release/audmg"))
PASSWORD = "a bench passphrase of some length"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(url, verify=True):
    for _ in range(200):
        try:
            if requests.get(url, timeout=1, verify=verify).status_code < 500:
                return
        except requests.RequestException:
            pass
        time.sleep(0.05)
    raise RuntimeError(f"no answer from {url}")


def make_certificate(folder):
    certificate, key = folder / "bench.crt", folder / "bench.key"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
         "-keyout", str(key), "-out", str(certificate), "-days", "2", "-subj", "/CN=127.0.0.1",
         "-addext", "subjectAltName=IP:127.0.0.1"],
        check=True, capture_output=True)
    return certificate, key


def make_wav(path, size, seed=1):
    """A WAV file of exactly `size` bytes with random samples."""
    noise = random.Random(seed)
    header = b"RIFF" + struct.pack("<I", size - 8) + b"WAVEfmt " + struct.pack(
        "<IHHIIHH", 16, 1, 2, 44100, 176400, 4, 16) + b"data" + struct.pack("<I", size - 44)
    with open(path, "wb") as out:
        out.write(header)
        left = size - len(header)
        while left > 0:
            out.write(noise.randbytes(min(left, 1 << 20)))
            left -= min(left, 1 << 20)
    return path


class Process:
    """A child process that is stopped by its id."""

    def __init__(self, command, environment=None, log=None, pin=None):
        if pin is not None:
            command = ["taskset", "-c", pin] + command
        self.log = open(log, "ab") if log else subprocess.DEVNULL
        self.child = subprocess.Popen(command, env=environment, stdout=self.log, stderr=self.log)
        self.pid = self.child.pid

    def stop(self):
        self.child.send_signal(signal.SIGTERM)
        try:
            self.child.wait(20)
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.wait()


class Audmg(Process):
    """`audmg serve` on a data folder of its own."""

    def __init__(self, folder, tls=None, pin=SERVER_CPU, binary=None, **settings):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.port = free_port()
        self.scheme = "https" if tls else "http"
        self.base = f"{self.scheme}://127.0.0.1:{self.port}"
        metrics_port = free_port()
        self.metrics = f"http://127.0.0.1:{metrics_port}"
        environment = {
            "PATH": os.environ["PATH"],
            "AUDMG_DATA_DIR": str(self.folder / "data"),
            "AUDMG_LISTEN": f"127.0.0.1:{self.port}",
            "AUDMG_METRICS_LISTEN": f"127.0.0.1:{metrics_port}",
            "AUDMG_RATE_LIMITS": "off",
            # What decoding costs is measured by cases of its own.
            "AUDMG_MEDIA": "off",
            "AUDMG_MAX_CONNECTIONS_PER_ADDRESS": "20000",
        }
        if tls:
            environment["AUDMG_TLS_CERTIFICATE"], environment["AUDMG_TLS_KEY"] = map(str, tls)
        environment.update({name: str(value) for name, value in settings.items()})
        super().__init__([str(binary or BINARY), "serve"], environment, self.folder / "audmg.log", pin)
        wait_for(self.base + "/readyz", verify=False)

    def sign_up(self, username="bench"):
        user = {"username": username, "password": PASSWORD, "email": f"{username}@example.com"}
        requests.post(self.base + "/signup", json=user, verify=False, timeout=20)
        return self.log_in(username)

    def log_in(self, username="bench"):
        answer = requests.post(self.base + "/login", verify=False, timeout=20,
                               json={"username": username, "password": PASSWORD})
        answer.raise_for_status()
        return answer.json()["token"]

    def upload(self, token, path):
        with open(path, "rb") as file:
            answer = requests.post(self.base + "/upload", files={"file": (path.name, file)},
                                   headers={"Authorization": f"Bearer {token}"}, verify=False, timeout=120)
        answer.raise_for_status()
        return answer.json()["file"]


class Nginx(Process):
    """nginx with one worker, sendfile on, no access log; `nopush` sends full packets only, as we do. `log` is the format of
    an access log, `locations` a part of the server's configuration."""

    def __init__(self, folder, root, tls=None, pin=SERVER_CPU, nopush=False, sendfile=True, log=None, locations=""):
        folder = pathlib.Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o755)
        self.port = free_port()
        self.base = f"{'https' if tls else 'http'}://127.0.0.1:{self.port}"
        listen = f"listen 127.0.0.1:{self.port}{' ssl' if tls else ''} reuseport;"
        secure = f"ssl_certificate {tls[0]}; ssl_certificate_key {tls[1]};" if tls else ""
        user = "user root;" if os.geteuid() == 0 else ""
        # Lines are written some at a time, as ours are.
        logging = f"log_format bench escape=json '{log}'; access_log {folder}/access.log bench buffer=64k flush=1s;" if log else \
            "access_log off;"
        (folder / "nginx.conf").write_text(f"""
daemon off; {user} worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 20000; }}
http {{
  {logging} sendfile {'on' if sendfile else 'off'}; tcp_nopush {'on' if nopush else 'off'}; tcp_nodelay on; keepalive_requests 1000000000;
  types {{ audio/wav wav; }} default_type application/octet-stream;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{ {listen} {secure} root {root}; {locations}
    location = /static {{ default_type application/json; return 200 '{{"status":"ok","message":"a static answer of nginx"}}'; }} }}
}}
""")
        super().__init__(["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")], log=folder / "nginx.log", pin=pin)
        wait_for(self.base + "/static", verify=False)

