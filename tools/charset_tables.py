#!/usr/bin/python3
"""Writes src/audmg/media/audio/charset/tables.bin: what the bytes of legacy charsets mean, from Python's codecs.

The order is that of `enum class Charset` in src/audmg/media/audio/charset/charset.hpp. Each character is an unsigned
16-bit number, little-endian; 0 where the charset has none. A charset of single bytes has 128 of them, for 0x80 to 0xff.
One of double bytes has a row for each lead byte from 0x81 to 0xfe, and in it one for each trail byte from 0x40 to 0xfe.
"""

import pathlib
import struct

SINGLE = (
    "cp1252 cp1250 cp1251 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp874 koi8_r cp866 cp855 mac_cyrillic "
    "iso8859_2 iso8859_4 iso8859_5 iso8859_7 iso8859_10 iso8859_13 iso8859_15 iso8859_16"
).split()
DOUBLE = "cp932 gbk cp949 cp950".split()
FILE = pathlib.Path(__file__).resolve().parent.parent / "src/audmg/media/audio/charset/tables.bin"


def code(codec, *pair):
    """The character, or 0 for none, for a control and for one outside of the basic plane."""
    try:
        text = bytes(pair).decode(codec)
    except UnicodeDecodeError:
        return 0
    return ord(text) if len(text) == 1 and 0xA0 <= ord(text) <= 0xFFFF else 0


def main():
    codes = [code(codec, byte) for codec in SINGLE for byte in range(0x80, 0x100)]
    codes += [code(codec, lead, trail) for codec in DOUBLE for lead in range(0x81, 0xFF) for trail in range(0x40, 0xFF)]
    FILE.write_bytes(struct.pack(f"<{len(codes)}H", *codes))
    print(f"{FILE.name}: {len(SINGLE)} + {len(DOUBLE)} charsets, {2 * len(codes)} bytes")


if __name__ == "__main__":
    main()
