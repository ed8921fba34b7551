"""Tokens, links and URLs that a drive of these tests would not give out now, such as those of an hour ago.

They are made with the drive's own secrets, as docs and headers say, so that only what is changed in them is wrong.
"""

import base64
import hashlib
import hmac
import json
import re
import time
import urllib.parse

import jwt
from drive import JWT_SECRET

HOUR = 3600


def claims(token):
    return jwt.decode(token, options={"verify_signature": False})


def access_token(user, secret=JWT_SECRET, algorithm="HS256", headers=None, drop=(), **changes):
    """The user's access token with other claims."""
    body = {**claims(user.token), **changes}
    for name in drop:
        body.pop(name, None)
    return jwt.encode(body, secret, algorithm=algorithm, headers=headers)


def old_access_token(user):
    now = int(time.time())
    return access_token(user, iat=now - HOUR, exp=now - HOUR + 900)


def _digest(key, message):
    return hmac.digest(key, message.encode(), hashlib.sha256)


def _encoded(content):
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def sealed(secret, purpose, payload):
    """As identity/signer.hpp seals a payload."""
    tag = _digest(_digest(secret.encode(), "audmg signer"), f"{purpose}\0{payload}")
    return _encoded(tag + payload.encode())


def link_token(secret, purpose, user, new_email="", seconds=HOUR):
    """The token in the link of a mail to a user who has changed nothing since sign-up."""
    end = time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(time.time() + seconds))
    payload = {"user": user.user_id, "version": "1", "email": user.email, "newEmail": new_email, "expiresAt": end}
    return sealed(secret, f"link {purpose}", json.dumps(payload))


def mfa_token(secret, user, seconds=HOUR):
    """What a right password is answered with before a second factor."""
    return sealed(secret, "second factor", f"{user.user_id}.1.{int(time.time()) + seconds}")


def signed_url(secret, url, purpose, seconds):
    """A signed URL of one machine with another end; `purpose` is read or write."""
    parts = urllib.parse.urlsplit(url)
    target = f"{parts.path}?{parts.query}".rpartition("&signature=")[0]
    target = re.sub(r"expires=\d+", f"expires={int(time.time()) + seconds}", target)
    signature = _encoded(_digest(secret.encode(), f"audmg-url-1\n{purpose}\n{target}"))
    return f"{parts.scheme}://{parts.netloc}{target}&signature={signature}"
