"""Signs random requests with botocore and with lib/aws, and compares.

    check_signatures.py SIGN_LINES

Runs itself again with the Python that has botocore; exits with 77 (skipped) where there is none.
"""

import datetime
import hashlib
import json
import os
import random
import subprocess
import sys
from urllib.parse import quote

import partners

COUNT = 600
KEY, SECRET = "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
LETTERS = "abzAZ09-._~ /+%=&?#!*'()$,;:@\"<>[]{}|\\^`\t\u00e9\u20ac\U0001f3b5"
FIELD_LETTERS = "abzAZ09-._~ /+%=&?#!*'()$,;:@\"  "


def word(rng, letters, most):
    return "".join(rng.choice(letters) for _ in range(rng.randrange(most)))


def random_request(rng):
    service = rng.choice(["s3", "dynamodb", "sqs", "sns", "ses"])
    path = "/" + "/".join(word(rng, LETTERS.replace("/", ""), 8) for _ in range(rng.randrange(4)))
    names = [f"x-h{i}" for i in range(rng.randrange(4))]
    expires = rng.choice([0, rng.randrange(1, 604800)])
    body = "" if expires else word(rng, LETTERS, 50)  # botocore makes a query of the body when it presigns.
    query = [[f"{i}" + word(rng, LETTERS, 6), word(rng, LETTERS, 9)] for i in range(rng.randrange(4))]
    if query and not expires:  # Of a name that comes twice, botocore presigns but one.
        query.append([query[0][0], word(rng, LETTERS, 9)])
    return {
        "method": rng.choice(["GET", "PUT", "POST", "DELETE", "HEAD"]),
        "path": quote(path, safe="/~"),
        "query": query,
        "fields": [["Host", "example.amazonaws.com"]] + [[n, word(rng, FIELD_LETTERS, 20).strip()] for n in names],
        "body": body,
        "digest": "UNSIGNED-PAYLOAD" if service == "s3" and expires else hashlib.sha256(body.encode()).hexdigest(),
        "service": service,
        "region": rng.choice(["eu-central-1", "us-east-1"]),
        "key": KEY,
        "secret": SECRET,
        "token": rng.choice(["", word(rng, "abAZ09+/=", 200)]),
        "time": rng.randrange(1_400_000_000, 2_000_000_000),
        "expires": expires,
    }


def sign_with_botocore(line):
    import botocore.auth
    from botocore.awsrequest import AWSRequest
    from botocore.credentials import Credentials

    when = datetime.datetime.fromtimestamp(line["time"], datetime.timezone.utc)
    botocore.auth.get_current_datetime = lambda *_, **__: when.replace(tzinfo=None)
    credentials = Credentials(KEY, SECRET, line["token"] or None)
    query = "&".join(f"{quote(n, safe='-_.~')}={quote(v, safe='-_.~')}" for n, v in line["query"])
    url = "http://example.amazonaws.com" + line["path"] + ("?" + query if query else "")
    request = AWSRequest(line["method"], url, headers=dict(line["fields"]), data=line["body"].encode())
    is_s3 = line["service"] == "s3"
    scope = (credentials, line["service"], line["region"])
    if line["expires"]:
        kind = botocore.auth.S3SigV4QueryAuth if is_s3 else botocore.auth.SigV4QueryAuth
        kind(*scope, expires=line["expires"]).add_auth(request)
        return request.url.rpartition("X-Amz-Signature=")[2]
    (botocore.auth.S3SigV4Auth if is_s3 else botocore.auth.SigV4Auth)(*scope).add_auth(request)
    return request.headers["Authorization"]


def ours(line, answer):
    return answer["query"].rpartition("X-Amz-Signature=")[2] if line["expires"] else answer["authorization"]


def compare(sign_lines):
    seed = int(os.environ.get("AUDMG_TEST_SEED") or random.randrange(2**32))
    print(f"repeat with AUDMG_TEST_SEED={seed}")
    rng = random.Random(seed)
    lines = [random_request(rng) for _ in range(COUNT)]
    for line in lines:
        if line["service"] == "s3" and not line["expires"]:  # As ServiceClient does.
            line["fields"].append(["X-Amz-Content-SHA256", line["digest"]])
    text = "".join(json.dumps(line) + "\n" for line in lines)
    output = subprocess.run([sign_lines], input=text, capture_output=True, text=True, check=True, timeout=60).stdout
    answers = [json.loads(answer) for answer in output.splitlines()]
    assert len(answers) == COUNT
    wrong = 0
    for line, answer in zip(lines, answers):
        expected = sign_with_botocore(line)
        if ours(line, answer) != expected:
            wrong += 1
            print("differs:", json.dumps(line), "\n  botocore:", expected, "\n  ours:    ", ours(line, answer))
    print(f"{COUNT - wrong} passed, {wrong} failed")
    return 1 if wrong else 0


def main(sign_lines):
    if not partners.are_installed():
        print("skipped: run tools/aws_partners first")
        return partners.SKIPPED
    if os.path.realpath(sys.prefix) != os.path.realpath(partners.PYTHON.parent.parent):
        return subprocess.run([str(partners.PYTHON), "-B", __file__, sign_lines]).returncode
    return compare(sign_lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
