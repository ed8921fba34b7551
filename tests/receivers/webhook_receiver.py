#!/usr/bin/python3
"""A subscriber for tests: takes POSTs over HTTP/1.1, with TLS when it gets a certificate.

Prints its port. What comes is one JSON line each in --record: method, path, headers, body, mode. What it
answers at /hook is the word in --mode: accept, busy, refuse, hang. Other paths answer as they say:
/status/418, /redirect?to=URL, /huge (without end), /drip (a byte now and then), /no-answer.
"""

import argparse
import http.server
import json
import pathlib
import ssl
import sys
import threading
import time
import urllib.parse

STATUS_OF_MODE = {"accept": 204, "busy": 503, "refuse": 410}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.record(
            {
                "method": self.command,
                "path": self.path,
                "headers": {name.lower(): value for name, value in self.headers.items()},
                "body": body.decode("utf-8", "replace"),
                "mode": self.server.mode(),
            }
        )
        target = urllib.parse.urlsplit(self.path)
        if target.path == "/hook":
            mode = self.server.mode()
            if mode == "hang":
                time.sleep(30)
            self.answer(STATUS_OF_MODE.get(mode, 500))
        elif target.path.startswith("/status/"):
            self.answer(int(target.path.removeprefix("/status/")))
        elif target.path == "/redirect":
            self.answer(307, ("Location", urllib.parse.parse_qs(target.query)["to"][0]))
        elif target.path in ("/huge", "/drip"):
            self.endless(slowly=target.path == "/drip")
        else:
            self.close_connection = True

    do_GET = do_POST

    def answer(self, status, *fields):
        self.send_response(status)
        for name, value in fields:
            self.send_header(name, value)
        if status != 204:
            self.send_header("Content-Length", "0")
        self.end_headers()

    def endless(self, slowly):
        self.close_connection = True
        self.send_response(200)
        self.end_headers()
        try:
            while True:
                self.wfile.write(b"x" * (1 if slowly else 65536))
                self.wfile.flush()
                if slowly:
                    time.sleep(0.05)
        except OSError:
            pass  # the client has had enough

    def log_message(self, *_):
        pass


class Receiver(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, arguments):
        super().__init__(("127.0.0.1", 0), Handler)
        self.arguments = arguments
        self.lock = threading.Lock()
        if arguments.certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(arguments.certificate, arguments.key)
            # The handshake belongs to the connection's own thread.
            self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)

    def record(self, entry):
        with self.lock, open(self.arguments.record, "a", encoding="utf-8") as file:
            file.write(json.dumps(entry) + "\n")

    def mode(self):
        return pathlib.Path(self.arguments.mode).read_text(encoding="utf-8").strip()

    def handle_error(self, *_):
        pass  # clients that break off are part of the tests


def main():
    parser = argparse.ArgumentParser()
    for option in ("--record", "--mode"):
        parser.add_argument(option, required=True)
    for option in ("--certificate", "--key"):
        parser.add_argument(option)
    receiver = Receiver(parser.parse_args())
    print(receiver.server_address[1], flush=True)
    receiver.serve_forever()


if __name__ == "__main__":
    sys.exit(main())
