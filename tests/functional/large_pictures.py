"""HEIC and AVIF pictures of any size, made of one frame that ffmpeg encodes."""

import struct
import subprocess

ENCODERS = {
    "hevc": ("libx265", ["-preset", "ultrafast", "-x265-params", "log-level=none"], b"hvcC", b"hvc1", b"heic"),
    "av1": ("libaom-av1", ["-cpu-used", "8", "-still-picture", "1", "-crf", "40"], b"av1C", b"av01", b"avif"),
}


def _box(kind, body):
    return struct.pack(">I", 8 + len(body)) + kind + body


def _full_box(kind, body, version=0, flags=0):
    return _box(kind, struct.pack(">I", version << 24 | flags) + body)


def _whole_box(file, kind):
    start = file.index(kind) - 4
    return file[start : start + struct.unpack_from(">I", file, start)[0]]


class Tile:
    """One coded frame: red above, blue below."""

    def __init__(self, folder, codec, width, height, pixels="yuv420p"):
        encoder, options, configuration, self.item, self.brand = ENCODERS[codec]
        self.width, self.height = width, height
        path = folder / f"{codec}-{width}-{height}-{pixels}.mp4"
        source = f"color=red:size={width}x{height // 2}[a];color=blue:size={width}x{height // 2}[b];[a][b]vstack"
        subprocess.run(
            ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", source, "-frames:v", "1", "-pix_fmt", pixels]
            + ["-c:v", encoder, *options, "-tag:v", self.item.decode(), "-y", str(path)],
            check=True,
            timeout=300,
        )
        file = path.read_bytes()
        self.frame = _whole_box(file, b"mdat")[8:]
        self.configuration = _whole_box(file, configuration)


def still(tile, columns=1, rows=1, properties=()):
    """A picture of that many equal tiles; `properties` are boxes that tell how to turn it."""
    count = columns * rows
    width, height = tile.width * columns, tile.height * rows
    size = _full_box(b"ispe", struct.pack(">II", width, height))
    shared = tile.configuration + _full_box(b"ispe", struct.pack(">II", tile.width, tile.height)) + size + b"".join(properties)
    more = bytes(range(4, 4 + len(properties)))
    grid = struct.pack(">BBBBII", 0, 1, rows - 1, columns - 1, width, height)
    items = _full_box(b"infe", struct.pack(">HH", 1, 0) + b"grid\0", 2)
    used = struct.pack(">HBB", 1, 1 + len(more), 3) + more
    references = b""
    for number in range(2, 2 + count):
        items += _full_box(b"infe", struct.pack(">HH", number, 0) + tile.item + b"\0", 2, 1)
        used += struct.pack(">HBBB", number, 2, 1, 2)
        references += struct.pack(">H", number)

    def meta(place):
        places = struct.pack(">HHHHII", 1, 1, 0, 1, 0, len(grid))
        for number in range(2, 2 + count):
            places += struct.pack(">HHHHII", number, 0, 0, 1, place, len(tile.frame))
        return _full_box(
            b"meta",
            _full_box(b"hdlr", bytes(4) + b"pict" + bytes(13))
            + _full_box(b"pitm", struct.pack(">H", 1))
            + _full_box(b"iloc", struct.pack(">HH", 0x4400, 1 + count) + places, 1)
            + _full_box(b"iinf", struct.pack(">H", 1 + count) + items)
            + _full_box(b"iref", _box(b"dimg", struct.pack(">HH", 1, count) + references))
            + _box(b"idat", grid)
            + _box(b"iprp", _box(b"ipco", shared) + _full_box(b"ipma", struct.pack(">I", 1 + count) + used)),
        )

    head = _box(b"ftyp", tile.brand + bytes(4) + b"mif1" + tile.brand)
    place = len(head) + len(meta(0)) + 8
    return head + meta(place) + _box(b"mdat", tile.frame)
