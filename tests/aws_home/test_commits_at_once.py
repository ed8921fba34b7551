"""Twelve uploads of one user at a time, over two servers: their transactions do not cancel each other.

The partner carries out one transaction after the other, so what is seen are conditions that another commit made false; that two
overlap, as in Amazon's DynamoDB, is not.
"""

import concurrent.futures
import itertools

import pytest

import media
from client import User
from fixtures import make_stack
from stack import Stack

AT_ONCE, UPLOADS = 12, 120
MOST_CANCELLED = 0.05


@pytest.fixture
def watched(partners, fault_proxy, tmp_path):
    with Stack(tmp_path, {**make_stack(partners), **fault_proxy.settings}) as running:
        yield running


def test_few_transactions_are_cancelled(watched, fault_proxy, seed):
    user = User(watched.servers[0].url)
    servers = itertools.cycle(server.url for server in watched.servers)
    pictures = [(next(servers), media.png(seed + number * 1_000_003, 16, 16)) for number in range(UPLOADS)]

    def send(picture):
        server, content = picture
        return user.call("POST", f"{server}/upload", files={"file": ("a.png", content, "image/png")},
                         headers={"Authorization": f"Bearer {user.token}"}).status_code

    fault_proxy.put()
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        statuses = list(pool.map(send, pictures))
    answers = fault_proxy.answers()
    assert statuses == [201] * UPLOADS
    done, cancelled = (answers.get(f"dynamodb TransactWriteItems {status}", 0) for status in (200, 400))
    print(f"\n{cancelled} of {done + cancelled} transactions cancelled")
    assert done >= UPLOADS
    assert cancelled <= MOST_CANCELLED * (done + cancelled)
