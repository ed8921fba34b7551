#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
# Copyright The Audmg Drive contributors
"""Makes one small raw photo of each kind: a grey sensor of 48 x 36 and a preview.

usage: make_raw_photos.py PREVIEW.jpg FOLDER

The cameras were held so that the picture must be turned by 90 degrees to the right (orientation 6).
"""

import struct
import sys
from pathlib import Path

WIDTH, HEIGHT = 48, 36
TURNED = 6
BYTE, ASCII, SHORT, LONG, RATIONAL, UNDEFINED = 1, 2, 3, 4, 5, 7
SIZES = {BYTE: 1, ASCII: 1, SHORT: 2, LONG: 4, RATIONAL: 8, UNDEFINED: 1}

SENSOR = struct.pack("<H", 600) * WIDTH  # one row: nobody looks at it


def text(value):
    return ASCII, value.encode() + b"\0"


def shorts(*values):
    return SHORT, struct.pack(f"<{len(values)}H", *values)


def longs(*values):
    return LONG, struct.pack(f"<{len(values)}I", *values)


def fractions(*values):
    return RATIONAL, b"".join(struct.pack("<II", *value) for value in values)


class Tiff:
    """A little-endian TIFF file that grows: add bytes or directories, and finish with the first one."""

    def __init__(self, magic=b"II*\0", header_bytes=8):
        self.bytes = bytearray(magic.ljust(header_bytes, b"\0"))

    def add(self, content):
        self.bytes += bytes(-len(self.bytes) % 2)
        place = len(self.bytes)
        self.bytes += content
        return place

    def add_directory(self, fields, following=0):
        entries = b""
        for tag, (kind, value) in sorted(fields.items()):
            count = len(value) // SIZES[kind]
            inline = value.ljust(4, b"\0") if len(value) <= 4 else struct.pack("<I", self.add(value))
            entries += struct.pack("<HHI", tag, kind, count) + inline
        return self.add(struct.pack("<H", len(fields)) + entries + struct.pack("<I", following))

    def finish(self, first):
        self.bytes[4:8] = struct.pack("<I", first)
        return bytes(self.bytes)


def exif_fields(lens=True):
    fields = {
        0x829A: fractions((1, 125)),
        0x829D: fractions((28, 10)),
        0x8827: shorts(400),
        0x9003: text("2024:05:06 07:08:09"),
        0x9011: text("+02:00"),
        0x920A: fractions((35, 1)),
    }
    if lens:
        fields[0xA434] = text("Lens 35mm")
    return fields


def gps_fields():
    return {
        1: text("N"),
        2: fractions((48, 1), (30, 1), (0, 1)),
        3: text("E"),
        4: fractions((2, 1), (15, 1), (0, 1)),
    }


def first_fields(tiff, maker, model):
    return {
        0x010F: text(maker),
        0x0110: text(model),
        0x0112: shorts(TURNED),
        0x8769: longs(tiff.add_directory(exif_fields())),
        0x8825: longs(tiff.add_directory(gps_fields())),
    }


def sensor_fields(place, compression=1):
    return {
        0x00FE: longs(0),
        0x0100: longs(WIDTH),
        0x0101: longs(HEIGHT),
        0x0102: shorts(16),
        0x0103: shorts(compression),
        0x0106: shorts(32803),
        0x0111: longs(place),
        0x0115: shorts(1),
        0x0116: longs(HEIGHT),
        0x0117: longs(len(SENSOR)),
        0x828D: shorts(2, 2),
        0x828E: (BYTE, bytes((0, 1, 1, 2))),
    }


def preview_fields(place, preview):
    return {
        0x00FE: longs(1),
        0x0100: longs(48),
        0x0101: longs(32),
        0x0102: shorts(8, 8, 8),
        0x0103: shorts(7),
        0x0106: shorts(6),
        0x0111: longs(place),
        0x0115: shorts(3),
        0x0116: longs(32),
        0x0117: longs(len(preview)),
    }


def with_sub_directory(preview, maker, model, more=None):
    """DNG, NEF, ARW, PEF, SRW: the preview in the first directory, the sensor's picture below it."""
    tiff = Tiff()
    sensor = tiff.add_directory(sensor_fields(tiff.add(SENSOR)))
    fields = first_fields(tiff, maker, model) | preview_fields(tiff.add(preview), preview)
    return tiff.finish(tiff.add_directory(fields | {0x014A: longs(sensor)} | (more or {})))


def dng(preview, maker="Google", model="Phone"):
    more = {
        0xC612: (BYTE, bytes((1, 4, 0, 0))),
        0xC613: (BYTE, bytes((1, 1, 0, 0))),
        0xC614: text(f"{maker} {model}"),
    }
    return with_sub_directory(preview, maker, model, more)


def dng_with_bitmap():
    """Its preview is not compressed: all red, and large enough to tell it from a thumbnail."""
    width, height = 36, 24
    red = bytes((255, 0, 0)) * (width * height)
    changes = {
        0x0100: longs(width),
        0x0101: longs(height),
        0x0103: shorts(1),
        0x0106: shorts(2),
        0x0116: longs(height),
        0xC612: (BYTE, bytes((1, 4, 0, 0))),
        0xC613: (BYTE, bytes((1, 1, 0, 0))),
        0xC614: text("Google Phone"),
    }
    return with_sub_directory(red, "Google", "Phone", changes)


def cr2(preview):
    tiff = Tiff(header_bytes=16)
    sensor = tiff.add_directory(sensor_fields(tiff.add(SENSOR), compression=6))
    fields = first_fields(tiff, "Canon", "Canon EOS 5D Mark III")
    fields |= preview_fields(tiff.add(preview), preview)
    content = bytearray(tiff.finish(tiff.add_directory(fields, following=sensor)))
    content[8:16] = b"CR\x02\0" + struct.pack("<I", sensor)
    return bytes(content)


def olympus_note(preview):
    """Makernotes count from their own start: the head, a directory that names the settings, those, the preview."""
    head = b"OLYMPUS\0II\3\0"
    settings_at = len(head) + 2 + 12 + 4
    picture_at = settings_at + 2 + 3 * 12 + 4
    settings = [(0x0100, 1), (0x0101, picture_at), (0x0102, len(preview))]
    note = head + struct.pack("<HHHIII", 1, 0x2020, 13, 1, settings_at, 0) + struct.pack("<H", len(settings))
    note += b"".join(struct.pack("<HHII", tag, LONG, 1, value) for tag, value in settings)
    return note + bytes(4) + preview


def orf(preview):
    tiff = Tiff(magic=b"IIRO")
    sensor = tiff.add(SENSOR)
    exif = exif_fields() | {0x927C: (UNDEFINED, olympus_note(preview))}
    fields = first_fields(tiff, "OLYMPUS CORPORATION", "E-M5MarkII") | sensor_fields(sensor)
    fields[0x8769] = longs(tiff.add_directory(exif))
    return tiff.finish(tiff.add_directory(fields))


def rw2(preview):
    tiff = Tiff(magic=b"IIU\0")
    fields = first_fields(tiff, "Panasonic", "DMC-GX80")
    fields |= {
        0x0001: (UNDEFINED, b"0300"),
        0x0002: shorts(WIDTH),
        0x0003: shorts(HEIGHT),
        0x0004: shorts(0),
        0x0005: shorts(0),
        0x0006: shorts(HEIGHT),
        0x0007: shorts(WIDTH),
        0x0009: shorts(1),
        0x002E: (UNDEFINED, preview),
        0x0111: longs(0xFFFFFFFF),
        0x0118: longs(tiff.add(SENSOR)),
    }
    return tiff.finish(tiff.add_directory(fields))


def raf(preview):
    """The preview has the metadata."""
    exif = Tiff()
    block = b"Exif\0\0" + exif.finish(exif.add_directory(first_fields(exif, "FUJIFILM", "X-T30")))
    picture = preview[:2] + b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block + preview[2:]
    entries = [(0x0100, struct.pack(">HH", HEIGHT, WIDTH)), (0x0121, struct.pack(">HH", HEIGHT, WIDTH))]
    directory = struct.pack(">I", len(entries))
    directory += b"".join(struct.pack(">HH", tag, len(value)) + value for tag, value in entries)
    header = b"FUJIFILMCCD-RAW 0201FF129502X-T30".ljust(84, b"\0")
    picture_at = 148
    directory_at = picture_at + len(picture)
    sensor_at = directory_at + len(directory)
    header += struct.pack(">6I", picture_at, len(picture), directory_at, len(directory), sensor_at, len(SENSOR))
    return header.ljust(picture_at, b"\0") + picture + directory + SENSOR


def box(kind, *parts):
    body = b"".join(parts)
    return struct.pack(">I", 8 + len(body)) + kind + body


def structure(fields):
    """A TIFF structure whose one directory comes first, as CR3 keeps each in a box of its own."""
    values = b""
    entries = b""
    after = 8 + 2 + 12 * len(fields) + 4
    for tag, (kind, value) in sorted(fields.items()):
        inline = value.ljust(4, b"\0")
        if len(value) > 4:
            inline = struct.pack("<I", after + len(values))
            values += value + bytes(len(value) % 2)
        entries += struct.pack("<HHI", tag, kind, len(value) // SIZES[kind]) + inline
    return b"II*\0" + struct.pack("<IH", 8, len(fields)) + entries + bytes(4) + values


def track(entry_box, size, place, width, height):
    """A track of one sample, as Canon has one for each picture."""
    entry = bytes(6) + struct.pack(">H", 1) + bytes(16) + struct.pack(">HH", width, height)
    entry += struct.pack(">III", 72 << 16, 72 << 16, 0) + struct.pack(">H", 1) + bytes(32)
    entry += struct.pack(">HHHH", 24, 0xFFFF, *((3, 0) if entry_box[4:8] == b"JPEG" else (1, 1)))
    table = box(
        b"stbl",
        box(b"stsd", struct.pack(">II", 0, 1), box(b"CRAW", entry, entry_box, box(b"free", bytes(2)))),
        box(b"stts", struct.pack(">IIII", 0, 1, 1, 1)),
        box(b"stsc", struct.pack(">IIIII", 0, 1, 1, 1, 1)),
        box(b"stsz", struct.pack(">III", 0, size, 1)),
        box(b"co64", struct.pack(">IIQ", 0, 1, place)),
    )
    handler = box(b"hdlr", bytes(8), b"vide", bytes(13))
    return box(b"trak", box(b"mdia", handler, box(b"minf", table)))


def cr3(preview):
    canon = bytes.fromhex("85c0b687820f11e08111f4ce462b6a48")
    first = {0x010F: text("Canon"), 0x0110: text("Canon EOS M50"), 0x0112: shorts(TURNED)}
    notes = box(
        b"uuid",
        canon,
        box(b"CNCV", b"CanonCR3_001/00.09.00/00.00.00"),
        box(b"CMT1", structure(first)),
        box(b"CMT2", structure(exif_fields())),
        box(b"CMT4", structure(gps_fields())),
    )
    # Version 1, 14 bits, four planes of a Bayer pattern, one tile.
    sensor = struct.pack(">HHHH4I", 0xFF00, 48, 0x0100, 0, WIDTH, HEIGHT, WIDTH, HEIGHT)
    sensor += bytes((14, 0x40, 0, 0)) + struct.pack(">II", 0xD8, 0) + bytes.fromhex("01010000") * 4
    beginning = box(b"ftyp", b"crx \0\0\0\1crx isom")
    content = preview + SENSOR

    def movie(place):
        jpeg = track(box(b"JPEG", bytes(4)), len(preview), place, 48, 32)
        raw = track(box(b"CMP1", sensor), len(SENSOR), place + len(preview), WIDTH, HEIGHT)
        return box(b"moov", notes, jpeg, raw)

    place = len(beginning) + len(movie(0)) + 8
    return beginning + movie(place) + box(b"mdat", content)


def make_all(preview):
    return {
        "photo.dng": dng(preview),
        "photo.nef": with_sub_directory(preview, "NIKON CORPORATION", "NIKON D750"),
        "photo.arw": with_sub_directory(preview, "SONY", "ILCE-7M3"),
        "photo.pef": with_sub_directory(preview, "PENTAX", "PENTAX K-1"),
        "photo.srw": with_sub_directory(preview, "SAMSUNG", "NX300"),
        "photo.cr2": cr2(preview),
        "photo.cr3": cr3(preview),
        "photo.orf": orf(preview),
        "photo.rw2": rw2(preview),
        "photo.raf": raf(preview),
    }


def main():
    preview = Path(sys.argv[1]).read_bytes()
    for name, content in make_all(preview).items():
        Path(sys.argv[2], name).write_bytes(content)


if __name__ == "__main__":
    main()
