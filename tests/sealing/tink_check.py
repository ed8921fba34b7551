#!/usr/bin/python3
"""Exchanges streams with Google's Tink: each opens those of the other.

By hand: the packages `tink` and `cryptography` of PyPI are needed, in an environment of their own.

usage: tests/sealing/tink_check.py
"""

import io
import os

import tink
from sealed_objects import open_stream, seal_stream, stream_label
from tink import secret_key_access, streaming_aead
from tink.proto import aes_gcm_hkdf_streaming_pb2, common_pb2, tink_pb2

# Around the edges of the first, second and third segment.
SIZES = (0, 1, 100, 65479, 65480, 65481, 131000, 131001, 300000)


def tinks(key_value):
    key = aes_gcm_hkdf_streaming_pb2.AesGcmHkdfStreamingKey(version=0, key_value=key_value)
    key.params.ciphertext_segment_size = 65536
    key.params.derived_key_size = 32
    key.params.hkdf_hash_type = common_pb2.SHA256
    keyset = tink_pb2.Keyset(primary_key_id=1)
    entry = keyset.key.add(key_id=1, status=tink_pb2.ENABLED, output_prefix_type=tink_pb2.RAW)
    entry.key_data.type_url = "type.googleapis.com/google.crypto.tink.AesGcmHkdfStreamingKey"
    entry.key_data.value = key.SerializeToString()
    entry.key_data.key_material_type = tink_pb2.KeyData.SYMMETRIC
    handle = tink.proto_keyset_format.parse(keyset.SerializeToString(), secret_key_access.TOKEN)
    return handle.primitive(streaming_aead.StreamingAead)


class Kept(io.BytesIO):
    """Tink closes what it wrote to."""

    def close(self):
        pass


def main():
    streaming_aead.register()
    for size in SIZES:
        key, plain = os.urandom(32), os.urandom(size)
        associated = stream_label(1000, 3, True, "orig/ada/1")
        theirs = tinks(key)
        opened = theirs.new_decrypting_stream(io.BytesIO(seal_stream(key, associated, plain)), associated)
        assert opened.read() == plain, size
        sealed = Kept()
        with theirs.new_encrypting_stream(sealed, associated) as stream:
            stream.write(plain)
        assert open_stream(key, associated, sealed.getvalue()) == plain, size
    print(f"tink_check: {len(SIZES)} streams opened by each other")


if __name__ == "__main__":
    main()
