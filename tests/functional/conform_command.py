"""`audmg conform`, the command that tries at a drive all that its contract promises."""

import http.server
import itertools
import json
import os
import subprocess
import threading
import urllib.error
import urllib.request

from drive import BINARY


class Conform:
    """One run of the command, and what it reported."""

    def __init__(self, folder, url, *words, **options):
        self.report_file = folder / "report.json"
        self.report_file.unlink(missing_ok=True)
        options.setdefault("timeout", 300)
        self.done = subprocess.run(
            command(url, "--report", self.report_file, *words), env=environment(folder), cwd=folder,
            capture_output=True, text=True, **options)
        self.code = self.done.returncode
        self.out = self.done.stdout
        self.err = self.done.stderr

    @property
    def text(self):
        """For the message of a failed test."""
        return f"exit {self.code}\n{self.err}\n{self.out}"

    @property
    def report(self):
        return json.loads(self.report_file.read_text(encoding="utf-8"))

    def checks(self, outcome):
        return [f"{check['group']}: {check['check']}" for check in self.report["checks"] if check["outcome"] == outcome]


def command(url, *words):
    return [str(BINARY), "conform", url, *map(str, words)]


def environment(folder):
    # Settings of the server do not concern it, not even wrong ones.
    made = {"PATH": os.environ["PATH"], "HOME": str(folder), "AUDMG_DATA_DIR": ""}
    return made | {name: os.environ[name] for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS") if name in os.environ}


def leave(_method, _path, _answer):
    """Changes nothing."""


def refuse_nothing(_method, _path):
    return None


class AlteringProxy:
    """Passes requests on to drives, in turn. `alter(method, path, answer)` may change what comes back, a list of
    status, fields and body; `refuse(method, path)` may answer in the drive's place; `below` is what the paths begin
    with here and not there."""

    def __init__(self, *urls, alter=leave, refuse=refuse_nothing, below=""):
        turns = itertools.cycle(urls)

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            # Head and body in one packet: otherwise each answer waits for an acknowledgement.
            wbufsize = 64 * 1024
            disable_nagle_algorithm = True

            def serve(self):
                sent = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                fields = {name: value for name, value in self.headers.items() if name.lower() not in ("host", "connection")}
                target = self.path.removeprefix(below)
                path = target.split("?")[0]
                answer = refuse(self.command, self.path.split("?")[0])
                if answer is None:
                    request = urllib.request.Request(next(turns) + target, sent or None, fields, method=self.command)
                    answer = list(ask(request))
                    alter(self.command, path, answer)
                self.send_response_only(answer[0])
                for name, value in answer[1]:
                    if name.lower() not in ("content-length", "connection", "transfer-encoding"):
                        self.send_header(name, value)
                if answer[0] not in (204, 304):
                    self.send_header("Content-Length", str(len(answer[2])))
                self.end_headers()
                self.wfile.write(answer[2])

            do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = serve

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


class NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}), NoRedirects)


def ask(request):
    try:
        with OPENER.open(request, timeout=60) as answer:
            return answer.status, answer.headers.items(), answer.read()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.headers.items(), refused.read()
