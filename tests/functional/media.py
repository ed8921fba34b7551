"""Small, right files made on the spot; each seed gives other bytes."""

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
