# SPDX-License-Identifier: MIT
# Copyright The Audmg Drive contributors
"""The three thumbnails of one 12 MP JPEG on one core, against vipsthumbnail and sharp for the same
pictures at the same effort."""

import os
import resource
import subprocess

from measure import interleaved, kept, median, run_json

COPIES = 8  # of the picture in one call of vipsthumbnail, so that its start does not count
SIZES = (("small", 256), ("medium", 640), ("large", 1440))
# Where no memory becomes executable, libvips cannot compile its loops while it runs.
AS_IN_THE_SANDBOX = ("env", "VIPS_NOVECTOR=1")


def vips(*arguments):
    subprocess.run(["vips", *map(str, arguments)], check=True, timeout=120)


def make_photo(path):
    """4000 x 3000, as a phone writes it: shapes and texture of all sizes, colours that change slowly, noise of the
    sensor. The same in every run."""
    def plane(name):
        return path.with_name(f"{name}.v")

    def add(total, name, weight):
        vips("linear", plane(name), plane("weighted"), weight, 0)
        vips("add", plane(total), plane("weighted"), plane("sum"))
        plane("sum").rename(plane(total))

    vips("black", plane("light"), 4000, 3000)
    for seed, (cell, weight) in enumerate(((512, 60), (128, 35), (32, 20), (8, 10))):
        vips("perlin", plane("shape"), 4000, 3000, "--cell-size", cell, "--seed", seed)
        add("light", "shape", weight)
    bands = []
    for seed, band in enumerate(("red", "green", "blue"), 10):
        vips("perlin", plane("shape"), 4000, 3000, "--cell-size", 400, "--seed", seed)
        vips("gaussnoise", plane("noise"), 4000, 3000, "--mean", 128, "--sigma", 5, "--seed", seed)
        vips("add", plane("light"), plane("noise"), plane(band))
        add(band, "shape", 40)
        bands.append(str(plane(band)))
    vips("bandjoin", " ".join(bands), plane("joined"))
    vips("copy", plane("joined"), plane("colored"), "--interpretation", "srgb")
    vips("cast", plane("colored"), plane("bytes"), "uchar")
    vips("jpegsave", plane("bytes"), path, "--Q", 90)


def vipsthumbnail(photos):
    """Milliseconds of processor time a picture, all sizes."""
    total = 0
    for name, side in SIZES:
        total += cpu_of(["env", "VIPS_CONCURRENCY=1", "vipsthumbnail", *photos, "-s", str(side),
                         "-o", f"%s-{name}.webp[Q=75,effort=2,strip]"])
    return total / len(photos)


SHARP = """
const sharp = require('sharp');
sharp.concurrency(1); sharp.cache(false);
(async () => {
  const [photo, rounds] = [process.argv[2], Number(process.argv[3])];
  const all = async () => {
    const image = sharp(photo).rotate();
    for (const side of [1440, 640, 256]) await image.clone().resize(side, side, {fit: 'inside'}).webp({quality: 75, effort: 2}).toBuffer();
  };
  await all();
  const before = process.cpuUsage();
  for (let i = 0; i < rounds; ++i) await all();
  const used = process.cpuUsage(before);
  console.log(JSON.stringify({cpu_ms: (used.user + used.system) / 1000 / rounds}));
})();
"""


def cpu_of(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(["taskset", "-c", "0", *command], check=True, timeout=300, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def run(context):
    folder = context.folder / "thumbnails"
    folder.mkdir()
    photo = folder / "photo.jpg"
    kept(make_photo, photo)
    copies = [folder / f"photo{i}.jpg" for i in range(COPIES)]
    for copy in copies:
        copy.write_bytes(photo.read_bytes())
    script = folder / "sharp.js"
    script.write_text(SHARP)
    command = [*AS_IN_THE_SANDBOX, context.program("render_image"), str(photo), "image/jpeg", str(COPIES)]
    cases = {"ours": lambda: run_json(command, pin="0"),
             "vipsthumbnail": lambda: {"cpu_ms": vipsthumbnail([str(copy) for copy in copies])}}
    modules = os.environ.get("AUDMG_SHARP")  # a node_modules folder that holds sharp
    if modules:
        os.environ["NODE_PATH"] = modules
        cases["sharp"] = lambda: run_json(["node", str(script), str(photo), str(COPIES)], pin="0")
    figures = interleaved(context.rounds, cases)
    rates = {name: 1000 / median(rounds, "cpu_ms") for name, rounds in figures.items()}
    what = "the thumbnails of a 12 MP JPEG, one core"
    context.ratio(what, "images/s", rates["ours"], "vipsthumbnail", rates["vipsthumbnail"], goal=0.87)
    if modules:
        context.ratio(what, "images/s", rates["ours"], "sharp", rates["sharp"], goal=1.0)
    else:
        context.note("sharp was not measured: AUDMG_SHARP names no node_modules folder with it")
