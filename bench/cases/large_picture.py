# SPDX-License-Identifier: MIT
# Copyright The Audmg Drive contributors
"""From the 201 of a JPEG of 108 megapixels, as phones make them, to `ready`, against vipsthumbnail for the larger of the
thumbnails alone; and the most memory that it takes."""

import subprocess
import time

from cases.pipeline import Client
from cases.thumbnails import AS_IN_THE_SANDBOX, make_photo, vips
from measure import interleaved, kept, median, run_json
from servers import Audmg

TIMES = 3  # of the sides of make_photo(): 12000 x 9000
MAX_PEAK_MB = 400


def vipsthumbnail(photo):
    begun = time.monotonic()
    subprocess.run(["vipsthumbnail", photo, "-s", "1440", "-o", "%s-large.webp[Q=75,effort=2,strip]"], check=True,
                   timeout=120, env={"VIPS_CONCURRENCY": "1", "PATH": "/usr/bin:/bin"})
    return {"wall_ms": (time.monotonic() - begun) * 1000}


def upload(client):
    client.upload_one()
    return {"wall_ms": client.waits[-1]}


def run(context):
    folder = context.folder / "large_picture"
    folder.mkdir()
    tile, photo = folder / "tile.jpg", folder / "photo.jpg"
    kept(make_photo, tile)
    vips("replicate", tile, f"{photo}[Q=90]", TIMES, TIMES)
    ours = Audmg(folder / "audmg", pin=None, AUDMG_MEDIA="on")
    try:
        client = Client(ours, photo.read_bytes())
        figures = interleaved(context.rounds, {"ours": lambda: upload(client),
                                               "vipsthumbnail": lambda: vipsthumbnail(str(photo))})
    finally:
        ours.stop()
    alone = run_json([*AS_IN_THE_SANDBOX, context.program("render_image"), str(photo), "image/jpeg", "1"])
    context.ratio("a 108 MP JPEG from 201 to ready", "ms", median(figures["ours"], "wall_ms"), "vipsthumbnail",
                  median(figures["vipsthumbnail"], "wall_ms"), goal=1.5, lower_is_better=True)
    context.limit("a 108 MP JPEG, most memory", "MB", alone["peak_mb"], MAX_PEAK_MB)
