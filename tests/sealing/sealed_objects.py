"""A second implementation of docs/formats/sealed-object.md, written from that page alone.

It shares no code with the program: Python, and the package `cryptography` (python3-cryptography).
Only Argon2id is libsodium's, because that package has none before version 44.
"""

import base64
import ctypes
import hashlib
import io
import os
import struct

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SEGMENT = 65536
TAG = 16
STREAM_HEADER = 40
OBJECT_HEADER = 128
KEY_FILE, PASSPHRASE = 1, 2


def sha256(data):
    return hashlib.sha256(data).digest()


def hkdf(key, salt, info):
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=salt, info=info).derive(key)


def argon2id(passphrase, salt, memory, passes):
    sodium = ctypes.CDLL("libsodium.so.23")
    out = ctypes.create_string_buffer(32)
    version_13 = 2
    code = sodium.crypto_pwhash(
        out, ctypes.c_ulonglong(32), passphrase, ctypes.c_ulonglong(len(passphrase)), salt,
        ctypes.c_ulonglong(passes), ctypes.c_size_t(memory), version_13)
    if code != 0:
        raise MemoryError("Argon2id")
    return out.raw


# Tink's streams.

def seal_stream(key, associated, plain, random=os.urandom):
    salt, prefix = random(32), random(7)
    cipher = AESGCM(hkdf(key, salt, associated))
    source = io.BytesIO(plain)
    parts = [source.read(SEGMENT - TAG - STREAM_HEADER)]
    while part := source.read(SEGMENT - TAG):
        parts.append(part)
    out = bytes([STREAM_HEADER]) + salt + prefix
    for number, part in enumerate(parts):
        last = number == len(parts) - 1
        out += cipher.encrypt(prefix + struct.pack(">IB", number, last), part, None)
    return out


def open_stream(key, associated, sealed):
    """Raises cryptography's InvalidTag for a stream that was changed."""
    if sealed[0] != STREAM_HEADER:
        raise ValueError("not a stream")
    salt, prefix = sealed[1:33], sealed[33:40]
    cipher = AESGCM(hkdf(key, salt, associated))
    parts = [sealed[STREAM_HEADER:SEGMENT]]
    parts += [sealed[at : at + SEGMENT] for at in range(SEGMENT, len(sealed), SEGMENT)]
    return b"".join(
        cipher.decrypt(prefix + struct.pack(">IB", number, number == len(parts) - 1), part, None)
        for number, part in enumerate(parts)
    )


def sealed_stream_size(plain):
    segments = -(-(plain + STREAM_HEADER) // (SEGMENT - TAG))
    return STREAM_HEADER + plain + segments * TAG


# Sealed objects.

def stream_label(stream_bytes, number, last, name):
    return b"audmg stream 1\n" + struct.pack("<QQB", stream_bytes, number, last) + name.encode()


def wrap_label(stream_bytes, key_number, keyring_id, name):
    return b"audmg wrapped key 1\n" + struct.pack("<QQ", stream_bytes, key_number) + keyring_id + name.encode()


def seal_object(ring, name, plain, stream_bytes=0, random=os.urandom):
    key_number = len(ring.keys)
    key, nonce = random(32), random(12)
    label = wrap_label(stream_bytes, key_number, ring.id, name)
    wrapped = nonce + AESGCM(ring.keys[key_number - 1]).encrypt(nonce, key, label)
    head = b"AUDMGSO1" + struct.pack("<QII", stream_bytes, key_number, 0) + ring.id + wrapped
    head = head.ljust(112, b"\0")
    step = stream_bytes or len(plain) or 1
    parts = [plain[at : at + step] for at in range(0, len(plain), step)] or [b""]
    streams = [
        seal_stream(key, stream_label(stream_bytes, number, number == len(parts) - 1, name), part, random)
        for number, part in enumerate(parts)
    ]
    return head + sha256(head)[:16] + b"".join(streams)


def is_sealed(data):
    return data[:8] == b"AUDMGSO1"


def open_object(ring, name, sealed):
    head, body = sealed[:OBJECT_HEADER], sealed[OBJECT_HEADER:]
    if not is_sealed(head) or sha256(head[:112])[:16] != head[112:]:
        raise ValueError("not the header of a sealed object")
    stream_bytes, key_number, zeros = struct.unpack("<QII", head[8:24])
    keyring_id, wrapped = head[24:40], head[40:100]
    if zeros or keyring_id != ring.id:
        raise ValueError("not of this keyring")
    label = wrap_label(stream_bytes, key_number, keyring_id, name)
    key = AESGCM(ring.keys[key_number - 1]).decrypt(wrapped[:12], wrapped[12:], label)
    step = sealed_stream_size(stream_bytes) if stream_bytes else len(body)
    parts = [body[at : at + step] for at in range(0, len(body), step)]
    return b"".join(
        open_stream(key, stream_label(stream_bytes, number, number == len(parts) - 1, name), part)
        for number, part in enumerate(parts)
    )


# The owner's key and the keyring.

def write_key_file(key):
    return "audmg-key-1:" + base64.urlsafe_b64encode(key + sha256(key)[:4]).decode() + "\n"


def read_key_file(text):
    lines = [line.strip() for line in text.splitlines()]
    (line,) = [line for line in lines if line and not line.startswith("#")]
    data = base64.urlsafe_b64decode(line.removeprefix("audmg-key-1:"))
    key, check = data[:32], data[32:]
    if sha256(key)[:4] != check:
        raise ValueError("mistyped")
    return key


class Keyring:
    def __init__(self, ring_id, generation, keys):
        self.id, self.generation, self.keys = ring_id, generation, keys

    @staticmethod
    def lock(kind, secret, salt, memory, passes):
        if kind == PASSPHRASE:
            secret = argon2id(secret, salt, memory, passes)
        return AESGCM(hkdf(secret, salt, b"audmg keyring 1"))

    def write(self, kind, secret, memory=0, passes=0, random=os.urandom):
        salt, nonce = random(16), random(12)
        head = b"AUDMGKR1" + self.id + struct.pack("<QIIQQ", self.generation, kind, len(self.keys), memory, passes)
        head += salt + nonce
        file = head + self.lock(kind, secret, salt, memory, passes).encrypt(nonce, b"".join(self.keys), head)
        return file + sha256(file)

    @classmethod
    def read(cls, file, secret):
        if file[:8] != b"AUDMGKR1" or sha256(file[:-32]) != file[-32:]:
            raise ValueError("not a keyring")
        generation, kind, count, memory, passes = struct.unpack("<QIIQQ", file[24:56])
        salt, nonce = file[56:72], file[72:84]
        text = cls.lock(kind, secret, salt, memory, passes).decrypt(nonce, file[84:-32], file[:84])
        keys = [text[at : at + 32] for at in range(0, len(text), 32)]
        if len(keys) != count:
            raise ValueError("a wrong number of keys")
        return cls(file[8:24], generation, keys)
