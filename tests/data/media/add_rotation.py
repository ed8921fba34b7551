#!/usr/bin/python3
# SPDX-License-Identifier: MIT
# Copyright The Audmg Drive contributors
"""Gives the primary picture of a small HEIC or AVIF file, as heif-enc writes it, a rotation (irot).

usage: add_rotation.py FROM TO QUARTER_TURNS_ANTICLOCKWISE
"""

import struct
import sys


def boxes(data, start, end):
    """(type, offset, size) of each box."""
    while start + 8 <= end:
        size = struct.unpack(">I", data[start:start + 4])[0]
        yield data[start + 4:start + 8], start, size
        start += size


def find(data, path):
    """Offsets of the boxes of a path: [meta, iprp, ipco]."""
    found, start, end = [], 0, len(data)
    for name in path:
        offset, size = next((o, s) for kind, o, s in boxes(data, start, end) if kind == name)
        found.append(offset)
        start, end = offset + (12 if name == b"meta" else 8), offset + size
    return found


def insert(data, place, new, parents):
    for parent in parents:
        size = struct.unpack(">I", data[parent:parent + 4])[0]
        data[parent:parent + 4] = struct.pack(">I", size + len(new))
    data[place:place] = new


def end_of(data, offset):
    return offset + struct.unpack(">I", data[offset:offset + 4])[0]


def main():
    source, target, turns = sys.argv[1], sys.argv[2], int(sys.argv[3])
    data = bytearray(open(source, "rb").read())
    before = len(data)
    path = find(data, [b"meta", b"iprp", b"ipco"])
    properties = sum(1 for _ in boxes(data, path[2] + 8, end_of(data, path[2])))
    insert(data, end_of(data, path[2]), struct.pack(">I4sB", 9, b"irot", turns), path)
    path = find(data, [b"meta", b"iprp", b"ipma"])
    count = path[2] + 8 + 4 + 4 + 2  # version and flags, entries, id of the first: its associations
    data[count] += 1
    insert(data, count + data[count], bytes([0x80 | (properties + 1)]), path)
    iloc = find(data, [b"meta", b"iloc"])[1]
    moved = len(data) - before
    # Version 0 with a base offset of 4 bytes and one extent for each item: 18 bytes an item.
    items = struct.unpack(">H", data[iloc + 14:iloc + 16])[0]
    for place in range(iloc + 16, iloc + 16 + 18 * items, 18):
        base = struct.unpack(">I", data[place + 4:place + 8])[0]
        data[place + 4:place + 8] = struct.pack(">I", base + moved)
    open(target, "wb").write(data)


if __name__ == "__main__":
    main()
