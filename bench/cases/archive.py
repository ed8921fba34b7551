# SPDX-License-Identifier: MIT
# Copyright The Audmg Drive contributors
"""A zip of many files and one of a single file, beside nginx that sends one file of that size; server on one core.

nginx sends that file where the server keeps it, so 20 GB need 40 GB of the disk.
"""

import requests

from measure import CLIENT_CPU, cpu_seconds, interleaved, median, peak_bytes, run_json
from servers import Audmg, Nginx, make_wav

LEAST_FILE_BYTES = 2_000_000
MOST_FILES = 1000  # what POST /downloads takes
MOST_MEMORY_MIB = 64


def drain(program, server, target, seconds):
    before = cpu_seconds(server.pid)
    figure = run_json([program, "127.0.0.1", str(server.port), target, "1", str(seconds)], CLIENT_CPU)
    return {"megabytesPerSecond": figure["bytes"] / figure["seconds"] / 1e6,
            "cpuMicrosecondsPerMegabyte": (cpu_seconds(server.pid) - before) / figure["bytes"] * 1e12}


def archive_of(server, headers, ids):
    answer = requests.post(server.base + "/downloads", json={"fileIds": ids}, headers=headers, timeout=60)
    answer.raise_for_status()
    return answer.json()["url"][len(server.base):]


def upload_many(server, token, path, count):
    """Uploads files that differ in their last bytes; returns their ids."""
    ids = []
    for number in range(count):
        with open(path, "r+b") as file:
            file.seek(-4, 2)
            file.write(number.to_bytes(4, "big"))
        ids.append(server.upload(token, path)["fileId"])
    return ids


def upload_one(server, headers, path, size):
    """Uploads a file of this size, in parts that repeat the one at `path`; returns its id."""
    body = {"fileName": "one.wav", "contentType": "audio/wav", "size": size}
    answer = requests.post(server.base + "/uploads", json=body, headers=headers, timeout=60)
    answer.raise_for_status()
    session = answer.json()
    some = path.read_bytes()
    content = some * (session["partSize"] // len(some) + 1)
    for number, part in enumerate(session["parts"]):
        length = min(session["partSize"], size - number * session["partSize"])
        requests.put(part["url"], data=memoryview(content)[:length], timeout=60).raise_for_status()
    answer = requests.post(f"{server.base}/uploads/{session['uploadId']}/complete", headers=headers, timeout=600)
    answer.raise_for_status()
    return answer.json()["file"]["fileId"]


def run(context):
    root = context.folder / "archive"
    root.mkdir()
    size = int(context.archive_gigabytes * 1e9)
    file_bytes = max(LEAST_FILE_BYTES, size // MOST_FILES)
    count = max(1, size // file_bytes)
    ours = Audmg(root / "audmg")
    nginx = Nginx(root / "nginx", root, nopush=True)
    program = context.program("drain")
    try:
        token = ours.sign_up()
        headers = {"Authorization": f"Bearer {token}"}
        some = make_wav(root / "some.wav", file_bytes)
        many = archive_of(ours, headers, upload_many(ours, token, some, count))
        one = archive_of(ours, headers, [upload_one(ours, headers, some, count * file_bytes)])
        stored = max((root / "audmg").rglob("*"), key=lambda path: path.stat().st_size if path.is_file() else 0)
        figures = interleaved(context.rounds, {
            "many": lambda: drain(program, ours, many, context.seconds),
            "one": lambda: drain(program, ours, one, context.seconds),
            "nginx": lambda: drain(program, nginx, f"/{stored.relative_to(root)}", context.seconds)})
        memory = peak_bytes(ours.pid) / (1 << 20)
    finally:
        ours.stop()
        nginx.stop()
    of = f"{count * file_bytes / 1e9:g} GB"
    for name, what in (("many", f"{count:,} files"), ("one", "one file")):
        context.ratio(f"zip of {of}, {what}", "MB/s", median(figures[name], "megabytesPerSecond"),
                      "nginx, one file, tcp_nopush on", median(figures["nginx"], "megabytesPerSecond"), 0.8)
    for name in figures:
        context.note(f"zip of {of}, {name}: {median(figures[name], 'cpuMicrosecondsPerMegabyte'):,.0f} us of CPU a megabyte")
    context.limit(f"peak memory of the server with zips of {of}", "MiB", memory, MOST_MEMORY_MIB)
