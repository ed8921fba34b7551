"""Small, right files made on the spot; each seed gives other bytes."""

import math
import random
import struct
import zlib


def _chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(seed=0, width=16, height=16):
    pixels = bytearray()
    for y in range(height):
        pixels.append(0)
        for x in range(width):
            pixels += bytes(((seed * 31 + x) & 255, (seed >> 8) + y & 255, (seed >> 16) & 255))
    text = b"Comment\0" + str(seed).encode()
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
        + _chunk(b"tEXt", text)
        + _chunk(b"IDAT", zlib.compress(bytes(pixels)))
        + _chunk(b"IEND", b"")
    )


def waves(width, height, seed, brighter):
    """A PNG of soft shapes, which depend on the seed and not on the brightness."""
    chance = random.Random(seed)
    terms = [[chance.uniform(0.5, 4) * math.pi for _ in range(3)] for _ in range(3)]
    rows = bytearray()
    for y in range(height):
        rows.append(0)
        for x in range(width):
            sum_of = sum(math.sin(a * x / width + b * y / height + c) for a, b, c in terms)
            rows.append(int(120 + 35 * sum_of) + brighter)
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(bytes(rows)))
        + _chunk(b"IEND", b"")
    )


def wav_header(samples_bytes, rate=8000):
    return (
        b"RIFF"
        + struct.pack("<I", 36 + samples_bytes)
        + b"WAVEfmt "
        + struct.pack("<IHHIIHH", 16, 1, 1, rate, rate * 2, 2, 16)
        + b"data"
        + struct.pack("<I", samples_bytes)
    )


def wav(size=32044, seed=0):
    """A WAV file of exactly `size` bytes."""
    block = struct.pack("<I", seed & 0xFFFFFFFF) + b"audmg-tone-" + b"\x00\x10\x00\xf0\x00"
    count = size - 44
    assert count > 0 and count % 2 == 0
    return wav_header(count) + (block * (count // len(block) + 1))[:count]


def _with_exif(jpeg, tiff):
    segment = b"Exif\0\0" + tiff
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(segment) + 2) + segment + jpeg[2:]


def with_exif_orientation(jpeg, orientation):
    """The JPEG with an EXIF segment that says how the camera was held."""
    return _with_exif(jpeg, b"II*\0\x08\0\0\0\x01\0" + struct.pack("<HHIHH", 0x0112, 3, 1, orientation, 0) + b"\0\0\0\0")


def with_coordinates(jpeg, latitude, longitude, seed=0):
    """The JPEG with an EXIF segment that says where it was taken; the seed makes its bytes differ."""
    def degrees(value):
        return struct.pack("<6I", round(abs(value) * 1_000_000), 1_000_000, 0, 1, 0, 1)

    gps_at = 26
    values_at = gps_at + 2 + 4 * 12 + 4
    tiff = b"II*\0\x08\0\0\0" + struct.pack("<HHHII", 1, 0x8825, 4, 1, gps_at) + b"\0\0\0\0"
    tiff += struct.pack("<H", 4)
    tiff += struct.pack("<HHI4s", 1, 2, 2, b"N" if latitude >= 0 else b"S") + struct.pack("<HHII", 2, 5, 3, values_at)
    tiff += struct.pack("<HHI4s", 3, 2, 2, b"E" if longitude >= 0 else b"W") + struct.pack("<HHII", 4, 5, 3, values_at + 24)
    tiff += b"\0\0\0\0" + degrees(latitude) + degrees(longitude)
    return _with_exif(jpeg, tiff) + struct.pack("<Q", seed)


def jpeg_without_a_picture():
    """Sound in its structure, but without the tables that a decoder needs."""
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, 16, 16, 1) + b"\x01\x11\x00"
    scan = b"\xff\xda" + struct.pack(">HB", 8, 1) + b"\x01\x00\x00\x3f\x00" + b"\x55" * 64
    return b"\xff\xd8" + frame + scan + b"\xff\xd9"
