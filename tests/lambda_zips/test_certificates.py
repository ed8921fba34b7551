"""Whom the function trusts: those whose certificates are in the zip, wherever Amazon Linux has its own."""

import pathlib
import ssl
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / name) for name in ("functional", "lambda", "lambda_zips")]

from emulator import NOWHERE, environment  # noqa: E402
from empty_root import EmptyRoot  # noqa: E402
from runtime_api import RuntimeApi  # noqa: E402

READYZ = {"resource": "/readyz", "path": "/readyz", "httpMethod": "GET", "requestContext": {}}


class Service(ThreadingHTTPServer):
    """Something that AWS could be: notes the requests that come through TLS."""

    def __init__(self, certificate, key):
        super().__init__(("127.0.0.1", 0), Answer)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        self.socket = context.wrap_socket(self.socket, server_side=True)
        self.requests = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, request, client_address):
        pass  # who does not trust us says so and goes


class Answer(BaseHTTPRequestHandler):
    def answer(self):
        self.server.requests.append(self.path)
        self.send_response(403)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = answer

    def log_message(self, *_):
        pass


@pytest.fixture
def certificate(tmp_path):
    paths = tmp_path / "service.pem", tmp_path / "service.key"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
         "-subj", "/CN=service", "-addext", "subjectAltName=IP:127.0.0.1", "-out", paths[0], "-keyout", paths[1]],
        check=True, capture_output=True)
    return paths


def requests_seen(root, service):
    api = RuntimeApi([READYZ])
    process = root.start("/var/task/bootstrap", **environment(NOWHERE) | {
        "_HANDLER": "status", "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{api.port}",
        "AWS_ENDPOINT_URL": f"https://127.0.0.1:{service.server_port}"})
    try:
        assert api.exhausted.wait(30), (process.kill(), process.communicate(timeout=1))
        return service.requests
    finally:
        process.kill()
        process.communicate(timeout=20)
        api.go_away()
        service.shutdown()
        service.server_close()


@pytest.fixture
def root(tmp_path):
    return EmptyRoot(tmp_path / "root", ROOT / "build" / "lambda" / "api.zip")


def test_trusts_whose_certificate_is_in_the_zip(root, certificate):
    with open(root.task / "ca-certificates.crt", "ab") as file:
        file.write(certificate[0].read_bytes())
    assert requests_seen(root, Service(*certificate))


def test_trusts_nobody_else(root, certificate):
    assert not requests_seen(root, Service(*certificate))


def test_trusts_nobody_without_certificates(root, certificate):
    (root.task / "ca-certificates.crt").unlink()
    assert not requests_seen(root, Service(*certificate))
