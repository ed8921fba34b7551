# SPDX-License-Identifier: MIT
# Copyright The Audmg Drive contributors
"""20 KiB downloads and GET /me beside nginx doing the same work: it checks a signed link that ends (secure_link), writes a
line of JSON for each request, and sends the same header fields.

nginx cannot check an access token, so its GET /me is a signed link, too, to a text of the same length.
"""

import base64
import hashlib
import json
import time

import requests

from cases.json_route import load
from measure import interleaved, median, wrk
from servers import Audmg, Nginx, make_wav

SECRET = "a secret of the bench only"
# Those that the connection itself has, and those that nginx sends by itself for a file.
OF_THE_CONNECTION = {"connection", "content-length", "date", "server", "transfer-encoding"}
OF_A_FILE = {"accept-ranges", "content-type", "etag", "last-modified"}
LOG = ('{"time":"$time_iso8601","level":"info","event":"request","requestId":"$request_id","function":"get_object",'
       '"method":"$request_method","status":$status,"durationMs":$request_time,"bytesIn":$request_length,'
       '"bytesOut":$bytes_sent,"userId":"$arg_user","clientAddress":"$remote_addr"}')


def signed(path):
    """The path with the digest that nginx's secure_link_md5 asks for below."""
    expires = int(time.time()) + 86_400
    digest = hashlib.md5(f"{expires}{path} {SECRET}".encode()).digest()
    return f"{path}?md5={base64.urlsafe_b64encode(digest).decode().rstrip('=')}&expires={expires}&user=bench"


def fields_of(answer, left_out):
    """nginx's lines for the header fields of an answer of ours."""
    lines = []
    for name, value in answer.headers.items():
        if name.lower() in left_out:
            continue
        text = "$request_id" if name.lower() == "x-request-id" else json.dumps(value)
        lines.append(f"add_header {name} {text} always;")
    return " ".join(lines)


def check_link(inner):
    return (f'secure_link $arg_md5,$arg_expires; secure_link_md5 "$secure_link_expires$uri {SECRET}"; '
            f'if ($secure_link = "") {{ return 403; }} if ($secure_link = "0") {{ return 410; }} {inner}')


def like_ours(ours, token, target):
    """The parts of nginx's configuration: for the server, and before it."""
    file = requests.get(ours.base + target, timeout=20)
    me = requests.get(ours.base + "/me", headers={"Authorization": f"Bearer {token}"}, timeout=20)
    locations = (
        f"location = /small.wav {{ {check_link(fields_of(file, OF_THE_CONNECTION | OF_A_FILE))} }} "
        f"location = /me.json {{ default_type application/json; "
        f"{check_link(fields_of(me, OF_THE_CONNECTION | {'content-type'}))} }}")
    return locations, len(me.content)


def run(context):
    root = context.folder / "same_work"
    root.mkdir()
    small = make_wav(root / "small.wav", 20 << 10, 2)
    ours = Audmg(root / "audmg")
    token = ours.sign_up()
    target = ours.upload(token, small)["fileUrl"][len(ours.base):]
    locations, length = like_ours(ours, token, target)
    (root / "me.json").write_text(json.dumps({"filler": "x" * (length - len('{"filler": ""}'))}))
    bare = Nginx(root / "nginx", root)
    same = Nginx(root / "nginx-same", root, log=LOG, locations=locations)
    try:
        for path in ("/small.wav", "/me.json"):
            assert requests.get(same.base + signed(path), timeout=20).status_code == 200
            assert requests.get(same.base + path, timeout=20).status_code == 403
        downloads = interleaved(context.rounds, {
            "ours": lambda: wrk(ours.base + target, 32, context.seconds),
            "bare": lambda: wrk(bare.base + "/small.wav", 32, context.seconds),
            "same": lambda: wrk(same.base + signed("/small.wav"), 32, context.seconds)})
        headers = [f"Authorization: Bearer {token}"]
        calls = interleaved(context.rounds, {
            "ours": lambda: load(ours, "/me", context.seconds, headers),
            "same": lambda: load(same, signed("/me.json"), context.seconds)})
    finally:
        ours.stop()
        bare.stop()
        same.stop()
    what = "download 20 KiB keep-alive, signed and logged"
    context.ratio(what, "requests/s", median(downloads["ours"], "requestsPerSecond"), "nginx bare",
                  median(downloads["bare"], "requestsPerSecond"), 0.9)
    context.ratio(what, "requests/s", median(downloads["ours"], "requestsPerSecond"), "nginx doing the same work",
                  median(downloads["same"], "requestsPerSecond"), 1.1)
    context.ratio("GET /me, authenticated and logged", "us CPU/request", median(calls["ours"], "microsecondsPerRequest"),
                  "nginx doing the same work", median(calls["same"], "microsecondsPerRequest"), lower_is_better=True)
