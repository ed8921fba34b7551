"""Sixteen uploads at a time while the services behind the drive fail: no ghost, nothing stuck, each answer in time.

A ghost is a file that is listed and has no bytes. AUDMG_FAULTS=all takes every scenario.
"""

import concurrent.futures
import dataclasses
import os
import time

import pytest
import requests

import media
from client import User
from fixtures import make_stack
from messages import set_back
from stack import Stack

UPLOADS = 16
IS_LONG = os.environ.get("AUDMG_FAULTS") == "all"
# Until no file is processed any more, once the services are well. Messages that could not be sent wait for a minute or more.
READY_SECONDS = 120
# A call is tried three times, for 10 s each; the credentials of a request may take one call, its work another.
ANSWER_SECONDS = 75
# What the sweep takes for stuck.
HOURS_STUCK = 2


@dataclasses.dataclass(frozen=True)
class Scenario:
    name: str
    rules: tuple
    # Uploads that succeed although the services fail; the others are answered with 503.
    least: int = 0
    is_short: bool = False


def rule(calls, fault, share=1.0, **more):
    return {"calls": calls, "fault": fault, "share": share, **more}


SCENARIOS = (
    Scenario("throttled_30", (rule("(dynamodb|s3|sqs) ", "throttled", 0.3),), 8, is_short=True),
    Scenario("throttled_60", (rule("(dynamodb|s3|sqs) ", "throttled", 0.6),)),
    Scenario("broken_dynamodb", (rule("dynamodb ", "broken", 0.3),), 8),
    Scenario("transactions_in_progress", (rule("dynamodb TransactWrite", "in_progress", 0.5),), 8),
    Scenario("credentials_expired", (rule("(dynamodb|s3|sqs) ", "expired", 0.3),), 8, is_short=True),
    Scenario("credentials_stay_expired", (rule("(dynamodb|s3|sqs) ", "expired"),)),
    Scenario("dropped", (rule("(dynamodb|s3|sqs) ", "dropped", 0.3),), 8),
    Scenario("truncated", (rule("(dynamodb|s3|sqs) ", "truncated", 0.2),), 8, is_short=True),
    Scenario("beheaded", (rule("(dynamodb|s3|sqs) ", "beheaded", 0.2),), 8, is_short=True),
    Scenario("commits_unanswered", (rule("dynamodb TransactWrite", "unanswered", 0.5),), is_short=True),
    Scenario("all_commits_unanswered", (rule("dynamodb TransactWrite", "unanswered"),)),
    Scenario("any_call_unanswered", (rule("(dynamodb|s3|sqs) ", "unanswered", 0.3),), is_short=True),
    Scenario("s3_slows_down", (rule("s3 ", "throttled", 0.6),)),
    Scenario("s3_always_slows_down", (rule("s3 ", "throttled"),)),
    Scenario("s3_broken", (rule("s3 ", "broken", 0.3),), 8),
    Scenario("s3_writes_unanswered", (rule("s3 PUT ", "unanswered", 0.4),), 8, is_short=True),
    Scenario("sqs_unreachable", (rule("sqs ", "dropped"),), 16),
    Scenario("messages_lost", (rule("sqs SendMessage", "lost"),), 16, is_short=True),
    Scenario("some_calls_hang", (rule("dynamodb TransactWrite", "hangs", count=3), rule("s3 PUT ", "hangs", count=1)), 12, is_short=True),
    Scenario("dynamodb_hangs", (rule("dynamodb ", "hangs"),)),
    Scenario("s3_hangs", (rule("s3 ", "hangs"),)),
)


@pytest.fixture(scope="module")
def faulty(partners, fault_proxy, tmp_path_factory):
    """A drive of its own, all of which reaches the partners by way of the proxy."""
    with Stack(tmp_path_factory.mktemp("faulty"), {**make_stack(partners), **fault_proxy.settings}) as running:
        yield running


def send_at_once(stack, user, pictures):
    """[(answer, seconds)], in the order of the pictures; half of them at each server."""
    def send(number):
        began = time.monotonic()
        at = stack.servers[number % len(stack.servers)].url
        answer = user.call("POST", f"{at}/upload", files={"file": (f"{number}.png", pictures[number], "image/png")},
                           headers={"Authorization": f"Bearer {user.token}"}, timeout=ANSWER_SECONDS)
        return answer, time.monotonic() - began

    with concurrent.futures.ThreadPoolExecutor(UPLOADS) as pool:
        return list(pool.map(send, range(len(pictures))))


def wait_until_ready(user):
    deadline = time.monotonic() + READY_SECONDS
    while waiting := [each for each in user.list_all() if each["status"] == "processing"]:
        assert time.monotonic() < deadline, waiting
        time.sleep(0.2)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_nothing_is_lost_or_stuck(faulty, fault_proxy, seed, scenario):
    if not (scenario.is_short or IS_LONG):
        pytest.skip("make soak WHAT=faults")
    user = User(faulty.servers[0].url)
    pictures = [media.png(seed + number * 1_000_003, 64, 64) for number in range(UPLOADS)]
    with fault_proxy.failing(*scenario.rules):
        answers = send_at_once(faulty, user, pictures)
        happened = fault_proxy.happened()
    statuses = [answer.status_code for answer, _ in answers]
    print(f"\n{scenario.name}: {statuses.count(201)} x 201, {statuses.count(503)} x 503, "
          f"slowest {max(seconds for _, seconds in answers):.1f} s, {sum(happened.values())} faults")
    assert happened, "the drive makes no such call"
    assert set(statuses) <= {201, 503}, [answer.text for answer, _ in answers]
    assert statuses.count(201) >= scenario.least
    assert all("Retry-After" in answer.headers for answer, _ in answers if answer.status_code == 503)

    # Who was asked to try again does so.
    refused = [picture for picture, status in zip(pictures, statuses) if status == 503]
    assert {answer.status_code for answer, _ in send_at_once(faulty, user, refused)} <= {200, 201}
    files = user.list_all()
    stored = sorted(requests.get(file["fileUrl"], timeout=10).content for file in files)
    assert stored == sorted(pictures)
    if scenario.name == "messages_lost":
        for file in files:
            set_back(faulty.settings, user.user_id, file["fileId"], HOURS_STUCK)
        assert faulty.worker.stop() == 0
        faulty.worker.launch()  # It sweeps when it begins.
    wait_until_ready(user)
    assert {each["status"] for each in user.list_all()} == {"ready"}
