"""What a person has in the pocket: an authenticator app, and a passkey in software."""

import base64
import hashlib
import hmac
import json
import os
import struct
import time

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

STEP = 30


def code(secret, step=None):
    """The code of RFC 6238 for a secret in base32."""
    key = base64.b32decode(secret)
    step = int(time.time()) // STEP if step is None else step
    digest = hmac.digest(key, struct.pack(">Q", step), hashlib.sha1)
    offset = digest[-1] & 15
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


def encoded(content):
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def decoded(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def cbor(value):
    """What attestation objects need of RFC 8949."""
    if isinstance(value, int):
        return head(0, value) if value >= 0 else head(1, -1 - value)
    if isinstance(value, bytes):
        return head(2, len(value)) + value
    if isinstance(value, str):
        return head(3, len(value.encode())) + value.encode()
    return head(5, len(value)) + b"".join(cbor(key) + cbor(item) for key, item in value.items())


def head(major, number):
    if number < 24:
        return bytes([major << 5 | number])
    if number < 256:
        return bytes([major << 5 | 24, number])
    return bytes([major << 5 | 25]) + number.to_bytes(2, "big")


class Passkey:
    """An ES256 key that verifies its user, with attestation "none" (WebAuthn level 3)."""

    def __init__(self, origin):
        self.origin = origin
        self.id = os.urandom(16)
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.user = b""

    def client_data(self, kind, challenge):
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}).encode()

    def authenticator_data(self, party, flags, rest=b""):
        return hashlib.sha256(party.encode()).digest() + bytes([flags]) + bytes(4) + rest

    def create(self, options):
        """The answer to navigator.credentials.create()."""
        point = self.key.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}
        attested = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + cbor(cose)
        data = self.authenticator_data(options["rp"]["id"], 0x45, attested)
        self.user = decoded(options["user"]["id"])
        attestation = cbor({"fmt": "none", "attStmt": {}, "authData": data})
        return self.answer(
            clientDataJSON=self.client_data("webauthn.create", options["challenge"]), attestationObject=attestation
        )

    def get(self, options):
        """The answer to navigator.credentials.get()."""
        client_data = self.client_data("webauthn.get", options["challenge"])
        data = self.authenticator_data(options["rpId"], 0x05)
        signature = self.key.sign(data + hashlib.sha256(client_data).digest(), ec.ECDSA(hashes.SHA256()))
        return self.answer(
            clientDataJSON=client_data, authenticatorData=data, signature=signature, userHandle=self.user
        )

    def answer(self, **response):
        response = {name: encoded(content) for name, content in response.items()}
        return {"id": encoded(self.id), "rawId": encoded(self.id), "type": "public-key", "response": response}
