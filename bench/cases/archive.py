# SPDX-License-Identifier: MIT
# Copyright The Audmg Drive contributors
"""A zip of many files and one of a single file, beside nginx that sends one file of that size; server on one core."""

import shutil

import requests

from measure import CLIENT_CPU, interleaved, median, peak_bytes, run_json
from servers import Audmg, Nginx, make_wav

FILE_BYTES = 2_000_000
MOST_MEMORY_MIB = 64


def drain(program, server, target, seconds):
    figure = run_json([program, "127.0.0.1", str(server.port), target, "1", str(seconds)], CLIENT_CPU)
    return {"megabytesPerSecond": figure["bytes"] / figure["seconds"] / 1e6}


def archive_of(server, headers, ids):
    answer = requests.post(server.base + "/downloads", json={"fileIds": ids}, headers=headers, timeout=60)
    answer.raise_for_status()
    return answer.json()["url"][len(server.base):]


def upload_many(server, token, folder, count):
    """Uploads files that differ in their last bytes; returns their ids, and writes all of them into one file."""
    path = make_wav(folder / "some.wav", FILE_BYTES)
    ids = []
    with open(folder / "whole.bin", "wb") as whole:
        for number in range(count):
            with open(path, "r+b") as file:
                file.seek(-4, 2)
                file.write(number.to_bytes(4, "big"))
            ids.append(server.upload(token, path)["fileId"])
            with open(path, "rb") as file:
                shutil.copyfileobj(file, whole)
    return ids


def run(context):
    root = context.folder / "archive"
    root.mkdir()
    count = max(1, int(context.archive_gigabytes * 1e9 / FILE_BYTES))
    ours = Audmg(root / "audmg")
    nginx = Nginx(root / "nginx", root, nopush=True)
    program = context.program("drain")
    try:
        token = ours.sign_up()
        headers = {"Authorization": f"Bearer {token}"}
        many = archive_of(ours, headers, upload_many(ours, token, root, count))
        one = archive_of(ours, headers, [ours.upload(token, make_wav(root / "one.wav", count * FILE_BYTES, 7))["fileId"]])
        figures = interleaved(context.rounds, {
            "many": lambda: drain(program, ours, many, context.seconds),
            "one": lambda: drain(program, ours, one, context.seconds),
            "nginx": lambda: drain(program, nginx, "/whole.bin", context.seconds)})
        memory = peak_bytes(ours.pid) / (1 << 20)
    finally:
        ours.stop()
        nginx.stop()
    size = f"{count * FILE_BYTES / 1e9:g} GB"
    for name, what in (("many", f"{count:,} files"), ("one", "one file")):
        context.ratio(f"zip of {size}, {what}", "MB/s", median(figures[name], "megabytesPerSecond"),
                      "nginx, one file, tcp_nopush on", median(figures["nginx"], "megabytesPerSecond"), 0.8)
    context.limit(f"peak memory of the server with zips of {size}", "MiB", memory, MOST_MEMORY_MIB)
