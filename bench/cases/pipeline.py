# SPDX-License-Identifier: MIT
# Copyright The Audmg Drive contributors
"""From the 201 of one 12 MP JPEG to `ready`, and how much of that is not decoding and encoding."""

import statistics
import time

import requests

from cases.thumbnails import AS_IN_THE_SANDBOX, make_photo
from measure import interleaved, median, run_json
from servers import Audmg

PHOTOS = 30


def run(context):
    folder = context.folder / "pipeline"
    folder.mkdir()
    photo = folder / "photo.jpg"
    make_photo(photo)
    content = photo.read_bytes()
    ours = Audmg(folder / "audmg", pin=None, AUDMG_MEDIA="on")
    try:
        headers = {"Authorization": f"Bearer {ours.sign_up()}"}
        session = requests.Session()
        waits, works = [], []
        for number in range(PHOTOS):
            # Bytes behind the end of a JPEG make it another file and not another picture.
            answer = session.post(ours.base + "/upload", headers=headers, timeout=60,
                                  files={"file": ("photo.jpg", content + number.to_bytes(4, "big"))})
            answer.raise_for_status()
            begun, file_id = time.monotonic(), answer.json()["file"]["fileId"]
            while session.get(f"{ours.base}/files/{file_id}", headers=headers, timeout=10).json()["status"] != "ready":
                time.sleep(0.005)
            waits.append((time.monotonic() - begun) * 1000)
            events = session.get(f"{ours.base}/files/{file_id}/timeline", headers=headers, timeout=10).json()["events"]
            works.append(events[-1]["detail"]["durationMs"])
    finally:
        ours.stop()
    command = [context.program("render_image"), str(photo), "image/jpeg", "3"]
    bare = interleaved(context.rounds, {"compiled loops": lambda: run_json(command),
                                        "none": lambda: run_json([*AS_IN_THE_SANDBOX, *command])})
    bare = {name: median(rounds, "wall_ms") for name, rounds in bare.items()}
    waits.sort()
    context.limit("a 12 MP JPEG from 201 to ready, p50", "ms", statistics.median(waits), 3000)
    context.limit("a 12 MP JPEG from 201 to ready, p99", "ms", waits[-1], 3000)
    context.ratio("one job, from lease to commit", "ms", statistics.median(works), "the same rendering alone",
                  bare["none"], 1.15, lower_is_better=True)
    context.ratio("rendering without executable memory", "ms", bare["none"], "libvips compiles its loops",
                  bare["compiled loops"], lower_is_better=True)
