#!/usr/bin/python3
"""Writes the test vectors of docs/formats/sealed-object.md to tests/data/sealed_objects/.

What would be random comes from a counter, so that each run writes the same bytes.

usage: tests/sealing/make_vectors.py [--check]
"""

import pathlib
import sys

from sealed_objects import KEY_FILE, PASSPHRASE, Keyring, seal_object, sha256, write_key_file

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "data" / "sealed_objects"
PASSPHRASE_TEXT = b"correct horse battery staple"
# Name of the vector: size of the plaintext, plaintext in each stream.
OBJECTS = {
    "empty": (0, 0),
    "short": (100, 0),
    "one_segment": (65480, 0),
    "two_segments": (65481, 0),
    "three_streams": (2500, 1000),
    "whole_streams": (2000, 1000),
}


class Counted:
    """As os.urandom, and the same in each run."""

    def __init__(self, seed):
        self.seed, self.count = seed, 0

    def __call__(self, size):
        out = b""
        while len(out) < size:
            out += sha256(f"{self.seed} {self.count}".encode())
            self.count += 1
        return out[:size]


def plain_text(size):
    return bytes((at * 7 + at // 251) % 256 for at in range(size))


def object_key(name):
    return f"orig/vector/{name}"


def vectors():
    """{file name: content}"""
    random = Counted("keys")
    owner = random(32)
    ring = Keyring(random(16), 2, [random(32), random(32)])
    files = {
        "owner.key": ("# The key of the test vectors.\n" + write_key_file(owner)).encode(),
        "keyring": ring.write(KEY_FILE, owner, random=Counted("keyring")),
        "keyring_passphrase": ring.write(PASSPHRASE, PASSPHRASE_TEXT, 65536, 2, Counted("passphrase")),
    }
    for name, (size, stream_bytes) in OBJECTS.items():
        files[f"{name}.sealed"] = seal_object(
            ring, object_key(name), plain_text(size), stream_bytes, Counted(name))
    return files


def main():
    check = "--check" in sys.argv[1:]
    wrong = 0
    for name, content in vectors().items():
        file = FOLDER / name
        if not check:
            file.write_bytes(content)
        elif not file.exists() or file.read_bytes() != content:
            print(f"make_vectors: {file} differs")
            wrong += 1
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
