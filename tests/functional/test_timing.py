"""How long an answer takes tells nobody whether an account exists.

Of two kinds of accounts, the AUC (the statistic of Mann and Whitney) is the chance that an answer about the one takes
longer than an answer about the other: 0.5 if nobody can tell them apart, 0 or 1 if a single answer betrays them.
"""

import bisect
import dataclasses
import http.client
import ipaddress
import itertools
import json
import os
import random
import time

from authenticator import code
from client import PASSWORD, Api

SAMPLES = int(os.environ.get("AUDMG_TIMING_SAMPLES", "40"))
# Few samples show only what is as plain as a hash that was left out: they are off by 0.065 on average, 1,000 by 0.013.
TOLERANCE = 0.05 if SAMPLES >= 1000 else 0.35
MAILS_PER_ADDRESS = 3
PER_KIND = -(-SAMPLES // MAILS_PER_ADDRESS)

KNOWN = ["password only", "second factor", "disabled"]
_addresses = (str(ipaddress.IPv4Address("10.0.0.0") + number) for number in itertools.count(1))


@dataclasses.dataclass
class Account:
    username: str
    email: str


def from_elsewhere():
    """Header fields of a client that nobody has heard of, so that no limit is reached."""
    return {"X-Forwarded-For": next(_addresses)}


def sign_up(api, number, kind):
    account = Account(f"known-{number}", f"known-{number}@example.org")
    body = {"username": account.username, "password": PASSWORD, "email": account.email}
    answer = api.post("/signup", json=body, headers=from_elsewhere())
    assert answer.status_code == 201, answer.text
    if kind == "second factor":
        answer = api.post("/login", json={"username": account.username, "password": PASSWORD}, headers=from_elsewhere())
        own = Api(api.url, answer.json()["token"])
        secret = own.post("/mfa/totp").json()["secret"]
        assert own.post("/mfa/totp/confirm", json={"code": code(secret)}).status_code == 200
    return account, answer.json().get("userId")


def make_accounts(url):
    """Accounts of each kind, among them such as do not exist."""
    api = Api(url)
    api.post("/signup", json={"username": "admin", "password": PASSWORD, "email": "admin@example.org"}, headers=from_elsewhere())
    api.token = api.post("/login", json={"username": "admin", "password": PASSWORD}, headers=from_elsewhere()).json()["token"]
    numbers = itertools.count()
    kinds = {kind: [] for kind in KNOWN}
    # In turn, so that no kind is older than another.
    for _ in range(PER_KIND):
        for kind, accounts in kinds.items():
            account, user_id = sign_up(api, next(numbers), kind)
            accounts.append(account)
            if kind == "disabled":
                answer = api.patch(f"/admin/users/{user_id}", json={"disabled": True})
                assert answer.status_code == 200, answer.text
    strangers = [Account(f"nobody-{number}", f"nobody-{number}@example.org") for number in range(PER_KIND)]
    return {**kinds, "unknown": strangers}


class Stopwatch:
    """A client on one connection that takes the time from the request to the whole answer."""

    def __init__(self, port):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.connection.connect()

    def post(self, path, body):
        text = json.dumps(body)
        headers = {"Content-Type": "application/json", **from_elsewhere()}
        begun = time.perf_counter_ns()
        self.connection.request("POST", path, text, headers)
        answer = self.connection.getresponse()
        content = json.loads(answer.read())
        taken = time.perf_counter_ns() - begun
        content.pop("requestId", None)
        return taken, (answer.status, content)


def measure(port, path, bodies):
    """Nanoseconds per kind: each kind's bodies in turn, all kinds in one order at random."""
    order = [kind for kind in bodies for _ in range(SAMPLES)]
    random.shuffle(order)
    turns = {kind: itertools.cycle(of_kind) for kind, of_kind in bodies.items()}
    client = Stopwatch(port)
    times, answers = {kind: [] for kind in bodies}, []
    for kind in order:
        taken, answer = client.post(path, next(turns[kind]))
        times[kind].append(taken)
        if answer not in answers:
            answers.append(answer)
    return times, answers


def auc(some, others):
    ordered = sorted(others)
    below = sum(bisect.bisect_left(ordered, one) + bisect.bisect_right(ordered, one) for one in some) / 2
    return below / (len(some) * len(others))


def cannot_be_told_apart(what, times, unknown):
    found = {(kind, other): auc(times[kind], times[other]) for other in unknown for kind in times if kind not in unknown}
    for (kind, other), value in found.items():
        print(f"{what}: {kind} and {other}, {SAMPLES} each: AUC {value:.3f}")
    assert all(abs(value - 0.5) <= TOLERANCE for value in found.values()), found


def test_known_and_unknown_accounts_take_the_same_time(mailing):
    drive = mailing(AUDMG_RATE_LIMITS="on", AUDMG_TRUSTED_PROXIES="127.0.0.1")
    accounts = make_accounts(drive.url)
    unknown = accounts.pop("unknown")

    wrong = "not the password of anybody"
    bodies = {kind: [{"username": one.username, "password": wrong} for one in those] for kind, those in accounts.items()}
    bodies["by address"] = [{"email": one.email, "password": wrong} for one in accounts["password only"]]
    bodies["unknown name"] = [{"username": one.username, "password": wrong} for one in unknown]
    bodies["unknown address"] = [{"email": one.email, "password": wrong} for one in unknown]
    times, answers = measure(drive.port, "/login", bodies)
    assert [(status, body["code"]) for status, body in answers] == [(401, "invalid_credentials")]
    cannot_be_told_apart("log-in", times, ["unknown name", "unknown address"])

    bodies = {kind: [{"email": one.email} for one in those] for kind, those in accounts.items()}
    bodies["unknown address"] = [{"email": one.email} for one in unknown]
    times, answers = measure(drive.port, "/password/forgot", bodies)
    assert [status for status, _ in answers] == [202]
    cannot_be_told_apart("forgotten password", times, ["unknown address"])
