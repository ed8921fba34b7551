# SPDX-License-Identifier: MIT
# Copyright The Audmg Drive contributors
"""From the 201 of one 12 MP JPEG to `ready`, and how much of that is not decoding and encoding."""

import json
import statistics
import time

import requests

from cases.thumbnails import AS_IN_THE_SANDBOX, make_photo
from measure import interleaved, kept, median, run_json
from servers import Audmg

ROUNDS = 10
PHOTOS = 3  # a round


class Client:
    """Uploads one photo after the other and listens at GET /events until it is ready.

    As the app does. Asking again and again would keep a core busy that shares its units with the decoder's.
    """

    def __init__(self, server, content):
        self.server, self.content = server, content
        self.session = requests.Session()
        self.session.headers["Authorization"] = f"Bearer {server.sign_up()}"
        self.events = self.session.get(server.base + "/events", stream=True, timeout=60).iter_lines(chunk_size=1)
        self.waits, self.works = [], []

    def wait_until_ready(self, file_id):
        for line in self.events:
            if not line.startswith(b"data:"):
                continue
            event = json.loads(line.removeprefix(b"data:"))
            if event["fileId"] != file_id:
                continue
            if event["type"] == "file.ready":
                return event["detail"]
            if event["type"] == "file.failed":
                raise RuntimeError(str(event["detail"]))
        raise RuntimeError("the stream of events ended")

    def upload_one(self):
        # Bytes behind the end of a JPEG make it another file and not another picture.
        content = self.content + len(self.waits).to_bytes(4, "big")
        answer = self.session.post(self.server.base + "/upload", timeout=60, files={"file": ("photo.jpg", content)})
        answer.raise_for_status()
        begun = time.monotonic()
        detail = self.wait_until_ready(answer.json()["file"]["fileId"])
        self.waits.append((time.monotonic() - begun) * 1000)
        self.works.append(detail["durationMs"])

    def upload_some(self):
        for _ in range(PHOTOS):
            self.upload_one()


def run(context):
    folder = context.folder / "pipeline"
    folder.mkdir()
    photo = folder / "photo.jpg"
    kept(make_photo, photo)
    ours = Audmg(folder / "audmg", pin=None, AUDMG_MEDIA="on")
    command = [context.program("render_image"), str(photo), "image/jpeg", str(PHOTOS)]
    try:
        client = Client(ours, photo.read_bytes())
        bare = interleaved(ROUNDS, {"jobs": client.upload_some,
                                    "compiled loops": lambda: run_json(command),
                                    "none": lambda: run_json([*AS_IN_THE_SANDBOX, *command])})
    finally:
        ours.stop()
    bare = {name: median(bare[name], "wall_ms") for name in ("compiled loops", "none")}
    context.limit("a 12 MP JPEG from 201 to ready, p50", "ms", statistics.median(client.waits), 3000)
    context.limit("a 12 MP JPEG from 201 to ready, p99", "ms", max(client.waits), 3000)
    context.ratio("one job, from lease to commit", "ms", statistics.median(client.works),
                  "the same rendering alone", bare["none"], 1.15, lower_is_better=True)
    context.ratio("rendering without executable memory", "ms", bare["none"], "libvips compiles its loops",
                  bare["compiled loops"], lower_is_better=True)
