"""Pictures that say by code points, chunks or profiles what their colours are: PNG, AVIF and files with ICC profiles.

Each is small enough not to be scaled, so that a thumbnail and a rendering by a browser can be compared pixel by pixel.
"""

import math
import shutil
import struct
import subprocess
import zlib

WIDTH, HEIGHT = 128, 96
REFERENCE_WHITE = 203  # cd/m2, ITU-R BT.2408

# Code points of ITU-T H.273.
SRGB, P3, BT2020 = 1, 12, 9
PQ, HLG = 16, 18


def encode_srgb(light):
    light = min(max(light, 0), 1)
    return 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055


def encode_bt709(light):
    light = min(max(light, 0), 1)
    return 4.5 * light if light < 0.018 else 1.099 * light**0.45 - 0.099


def encode_smpte240(light):
    light = min(max(light, 0), 1)
    return 4 * light if light < 0.0228 else 1.1115 * light**0.45 - 0.1115


def encode_smpte428(light):
    return (48 * min(max(light, 0), 1) / 52.37) ** (1 / 2.6)


def encode_pq(light):
    power = (min(max(light * REFERENCE_WHITE, 0), 10000) / 10000) ** (2610 / 16384)
    return ((3424 / 4096 + 2413 / 128 * power) / (1 + 2392 / 128 * power)) ** (2523 / 32)


def encode_hlg(light):
    # Light of a display of 1,000 cd/m2; the system gamma of grey serves for all colours.
    scene = (min(max(light * REFERENCE_WHITE, 0), 1000) / 1000) ** (1 / 1.2)
    return math.sqrt(3 * scene) if scene <= 1 / 12 else 0.17883277 * math.log(12 * scene - 0.28466892) + 0.55991073


TRANSFERS = {
    1: encode_bt709, 6: encode_bt709, 14: encode_bt709, 15: encode_bt709, 13: encode_srgb, 16: encode_pq, 18: encode_hlg,
    4: lambda light: min(max(light, 0), 1) ** (1 / 2.2), 5: lambda light: min(max(light, 0), 1) ** (1 / 2.8),
    8: lambda light: min(max(light, 0), 1), 7: encode_smpte240, 17: encode_smpte428,
}


def ramps(u, v, peak):
    """Steps of each pure colour from black to white, and of grey."""
    masks = [(1, 1, 1), (1, 0, 0), (0, 1, 0), (0, 0, 1), (0, 1, 1), (1, 0, 1), (1, 1, 0), (1, 0.6, 0.3)]
    light = peak * (math.floor(u * 16) / 15) ** 2.4
    return [light * mask for mask in masks[min(7, int(v * 8))]]


def meadow(u, v, peak):
    """Soft colours, as photos have, with a bright sun where the peak allows it."""
    sky = 0.55 + 0.35 * math.sin(2.1 * u + 0.7) * math.cos(1.7 * v)
    sun = (peak - 1) * math.exp(-60 * ((u - 0.75) ** 2 + (v - 0.2) ** 2)) if peak > 1 else 0
    green = 0.35 + 0.3 * math.sin(9 * u + 3 * v) * math.sin(7 * v)
    mix = min(max(4 * (v - 0.45), 0), 1)
    near = (0.25 * green + 0.02, 0.5 * green + 0.03, 0.12 * green + 0.01)
    far = (0.35 * sky + sun, 0.5 * sky + sun, 0.85 * sky + 0.9 * sun)
    return [a * mix + b * (1 - mix) for a, b in zip(near, far)]


def night(u, v, peak):
    """Mostly dark, with small lamps."""
    lamp = peak * math.exp(-300 * ((u - 0.3) ** 2 + (v - 0.6) ** 2))
    return [0.02 * (1 + math.sin(5 * u)) + lamp, 0.015 * (1 + math.cos(4 * v)) + 0.8 * lamp, 0.04 * (1 - v) + 0.4 * lamp]


SCENES = {"ramps": ramps, "meadow": meadow, "night": night}


def samples(scene, transfer, depth, peak=None, is_full_range=True):
    """Rows of red, green and blue numbers of `depth` bits."""
    if peak is None:
        peak = 1000 / REFERENCE_WHITE if transfer in (PQ, HLG) else 1
    most = (1 << depth) - 1
    encode = TRANSFERS[transfer]

    def number(light):
        value = encode(light)
        if not is_full_range:
            value = (16 + 219 * value) / 255
        return min(max(round(value * most), 0), most)

    paint = SCENES[scene]
    return [
        [number(light) for x in range(WIDTH) for light in paint((x + 0.5) / WIDTH, (y + 0.5) / HEIGHT, peak)]
        for y in range(HEIGHT)
    ]


def chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(rows, depth=16, chunks=(), has_alpha=False):
    """A PNG of rows of numbers, with chunks before its pixels."""
    pack = ">%dH" if depth == 16 else ">%dB"
    raw = b"".join(b"\0" + struct.pack(pack % len(row), *row) for row in rows)
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, depth, 6 if has_alpha else 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + b"".join(chunk(*each) for each in chunks)
        + chunk(b"IDAT", zlib.compress(raw, 6)) + chunk(b"IEND", b"")
    )


def cicp(primaries, transfer, is_full_range=True):
    return b"cICP", bytes((primaries, transfer, 0, 1 if is_full_range else 0))


def content_light(most):
    return b"cLLI", struct.pack(">II", most * 10000, most * 5000)


def gamma(value):
    return b"gAMA", struct.pack(">I", round(100000 * value))


def chromaticities(*points):
    return b"cHRM", struct.pack(">8I", *(round(100000 * point) for point in points))


def with_alpha(rows, most):
    """The upper half fades to nothing."""
    faded = []
    for y, row in enumerate(rows):
        alpha = min(most, round(most * 2 * y / HEIGHT))
        faded.append([value for x in range(0, len(row), 3) for value in (*row[x : x + 3], alpha)])
    return faded


def avif(path, scene, depth, primaries, transfer, matrix, is_full_range=True, layout="444"):
    """Writes an AVIF that FFmpeg encodes; `matrix` is FFmpeg's name."""
    rows = samples(scene, transfer, 16)
    raw = b"".join(struct.pack("<%dH" % len(row), *row) for row in rows)
    pixels = f"yuv{layout}p" + ("" if depth == 8 else f"{depth}le")
    reach = "pc" if is_full_range else "tv"
    subprocess.run(
        [
            "ffmpeg", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb48le", "-s", f"{WIDTH}x{HEIGHT}", "-i", "pipe:0",
            "-vf", f"scale=out_color_matrix={matrix}:out_range={reach}:flags=accurate_rnd+full_chroma_int,format={pixels}",
            "-frames:v", "1", "-c:v", "libaom-av1", "-still-picture", "1", "-crf", "8", "-cpu-used", "8",
            "-color_primaries", str(primaries), "-color_trc", str(transfer), "-colorspace", matrix, "-color_range", reach,
            str(path),
        ],
        input=raw, check=True, capture_output=True, timeout=120,
    )  # fmt: skip


PNGS = [
    # name, scenes, primaries, transfer, depth, options
    ("p3", "ramps meadow night", P3, 13, 16, {}),
    ("p3-8bit", "ramps meadow", P3, 13, 8, {}),
    ("bt2020-srgb", "ramps meadow", BT2020, 13, 16, {}),
    ("bt2020-10", "ramps meadow night", BT2020, 14, 16, {}),
    ("bt2020-12", "meadow", BT2020, 15, 16, {}),
    ("bt709", "ramps meadow night", SRGB, 1, 16, {}),
    ("srgb", "ramps meadow", SRGB, 13, 16, {}),
    ("bt601-625", "meadow", 5, 6, 8, {}),
    ("bt601-525", "meadow", 6, 6, 8, {}),
    ("gamma22", "ramps meadow", SRGB, 4, 16, {}),
    ("gamma28", "meadow", SRGB, 5, 16, {}),
    ("linear", "ramps meadow", SRGB, 8, 16, {}),
    ("smpte240", "meadow", 7, 7, 16, {}),
    ("ntsc1953", "meadow", 4, 4, 16, {}),
    ("ebu3213", "meadow", 22, 13, 16, {}),
    ("pq", "ramps meadow night", BT2020, PQ, 16, {}),
    ("pq-8bit", "meadow", BT2020, PQ, 8, {}),
    ("pq-p3", "ramps meadow night", P3, PQ, 16, {}),
    ("pq-bt709", "ramps meadow", SRGB, PQ, 16, {}),
    ("pq-bright", "ramps meadow night", BT2020, PQ, 16, {"peak": 4000 / REFERENCE_WHITE, "light": 4000}),
    ("pq-dim", "meadow night", BT2020, PQ, 16, {"peak": 400 / REFERENCE_WHITE, "light": 400}),
    ("pq-sdr", "ramps meadow", BT2020, PQ, 16, {"peak": 1, "light": REFERENCE_WHITE}),
    ("hlg", "ramps meadow night", BT2020, HLG, 16, {}),
    ("hlg-p3", "meadow", P3, HLG, 16, {}),
]

AVIFS = [
    # name, scenes, depth, primaries, transfer, matrix, full range, layout
    ("p3", "ramps meadow night", 8, P3, 13, "bt709", True, "444"),
    ("p3-10bit", "meadow", 10, P3, 13, "smpte170m", True, "420"),
    ("p3-narrow", "meadow", 8, P3, 13, "bt709", False, "420"),
    ("bt709", "meadow night", 8, SRGB, 1, "bt709", False, "420"),
    ("bt2020", "ramps meadow", 10, BT2020, 14, "bt2020nc", False, "444"),
    ("pq", "ramps meadow night", 10, BT2020, PQ, "bt2020nc", True, "444"),
    ("pq-narrow", "ramps meadow", 12, BT2020, PQ, "bt2020nc", False, "420"),
    ("pq-p3", "meadow night", 10, P3, PQ, "bt709", True, "444"),
    ("hlg", "ramps meadow night", 10, BT2020, HLG, "bt2020nc", True, "444"),
    ("hlg-narrow", "meadow", 10, BT2020, HLG, "bt2020nc", False, "420"),
]


def make_pngs(folder):
    for name, scenes, primaries, transfer, depth, options in PNGS:
        for scene in scenes.split():
            chunks = [cicp(primaries, transfer)]
            if "light" in options:
                chunks.append(content_light(options["light"]))
            path = folder / f"cicp-{name}-{scene}.png"
            path.write_bytes(png(samples(scene, transfer, depth, options.get("peak")), depth, chunks))
            yield path
    soft = samples("meadow", 13, 8)
    for name, chunks in {
        "gamma": [gamma(1 / 1.8)],
        "chrm": [gamma(1 / 2.2), chromaticities(0.3127, 0.329, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06)],
        "cicp-over-srgb": [(b"sRGB", b"\0"), cicp(P3, 13)],
    }.items():
        path = folder / f"{name}.png"
        path.write_bytes(png(soft, 8, chunks))
        yield path
    for name, transfer, primaries in (("p3", 13, P3), ("pq", PQ, BT2020)):
        path = folder / f"alpha-{name}.png"
        rows = with_alpha(samples("meadow", transfer, 16), 65535)
        path.write_bytes(png(rows, 16, [cicp(primaries, transfer)], has_alpha=True))
        yield path


def make_avifs(folder):
    for name, scenes, depth, primaries, transfer, matrix, is_full_range, layout in AVIFS:
        for scene in scenes.split():
            path = folder / f"nclx-{name}-{scene}.avif"
            avif(path, scene, depth, primaries, transfer, matrix, is_full_range, layout)
            yield path


def make_profiled(folder):
    """Files with an ICC profile, which libvips's program writes."""
    plain = folder / "plain.png"
    plain.write_bytes(png(samples("meadow", 13, 8), 8))
    for suffix in ("png", "jpg[Q=95]", "webp[Q=95]"):
        path = folder / f"icc-p3.{suffix}"
        subprocess.run(
            ["vips", "icc_transform", str(plain), str(path), "p3", "--input-profile", "srgb"],
            check=True, capture_output=True, timeout=60,
        )  # fmt: skip
        yield folder / path.name.split("[")[0]
    plain.unlink()


def make_some(folder):
    """Paths of a few pictures, one of each kind."""
    wanted = {"cicp-p3-ramps", "cicp-bt2020-10-meadow", "cicp-pq-meadow", "cicp-hlg-meadow", "alpha-p3", "chrm", "gamma"}
    paths = [path for path in make_pngs(folder) if path.stem in wanted]
    for name, scenes, *options in AVIFS:
        if name in ("p3", "pq", "hlg-narrow"):
            path = folder / f"nclx-{name}-meadow.avif"
            avif(path, "meadow", *options)
            paths.append(path)
    return paths


def make_all(folder):
    """Paths of all pictures that can be made here."""
    paths = list(make_pngs(folder))
    if shutil.which("ffmpeg"):
        paths += make_avifs(folder)
    if shutil.which("vips"):
        paths += make_profiled(folder)
    return paths
