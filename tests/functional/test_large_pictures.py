"""Pictures of more than a hundred megapixels, in the memory that a decoder has by default."""

import struct

import pytest

import large_pictures
from client import User


def lossless_webp(width, height):
    """A picture of one colour, which has codes of no bits: nothing at all for each pixel."""
    bits = []

    def put(value, count):
        bits.extend((value >> i) & 1 for i in range(count))

    put(width - 1, 14)
    put(height - 1, 14)
    put(0, 1 + 3)  # no alpha, version 0
    put(0, 1 + 1 + 1)  # no transform, no colour cache, one group of codes
    for symbol in (120, 90, 60, 255):  # green, red, blue, alpha: one symbol of 8 bits
        put(0b101, 3)
        put(symbol, 8)
    put(0b0001, 4)  # distances: one symbol of one bit
    body = b"\x2f" + bytes(sum(bit << i for i, bit in enumerate(bits[at : at + 8])) for at in range(0, len(bits), 8))
    body += bytes(8)
    chunk = b"VP8L" + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)
    return b"RIFF" + struct.pack("<I", 4 + len(chunk)) + b"WEBP" + chunk


def shown(user, content, width, height):
    file = user.wait_for_file(user.upload(content, "large")["fileId"], seconds=240)
    assert file["status"] == "ready", file
    assert (file["width"], file["height"]) == (width, height)
    assert "damaged" not in file and set(file["thumbnails"]) >= {"small", "medium", "large"}


@pytest.mark.parametrize("codec", ["hevc", "av1"])
@pytest.mark.parametrize("pixels", ["yuv420p", "yuv420p10le"])
def test_tiles_of_108_megapixels(alice, tmp_path, codec, pixels):
    tile = large_pictures.Tile(tmp_path, codec, 1000, 1000, pixels)
    shown(alice, large_pictures.still(tile, 12, 9), 12_000, 9_000)


def test_lossless_webp_of_200_megapixels(alice):
    shown(alice, lossless_webp(16_000, 12_500), 16_000, 12_500)


def test_what_needs_more_memory_is_refused_by_the_name_of_the_setting(make_drive):
    user = User(make_drive({"AUDMG_MAX_DECODER_MEMORY": "256MiB"}).url)
    file = user.wait_for_file(user.upload(lossless_webp(16_000, 6_000), "large")["fileId"], seconds=240)
    assert file["status"] == "failed", file
    assert file["failureReason"] == "The file needs more memory than AUDMG_MAX_DECODER_MEMORY allows."
    assert (file["width"], file["height"]) == (16_000, 6_000)
