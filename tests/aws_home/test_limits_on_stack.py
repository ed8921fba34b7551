"""What must be few in a whole drive is counted by all its servers together."""

import pytest
from client import PASSWORD, Api
from fixtures import make_stack
from stack import Stack

SIGN_UPS, GUESSES = 10, 5


@pytest.fixture
def servers(partners, tmp_path):
    """Two servers of a drive of their own, with limits."""
    stack = Stack(tmp_path, {**make_stack(partners), "AUDMG_RATE_LIMITS": "on"})
    try:
        for server in stack.servers:
            server.start()
        yield [Api(server.url) for server in stack.servers]
    finally:
        for server in stack.servers:
            if server.is_running:
                server.kill()


def sign_up(server, number):
    body = {"username": f"user-{number}", "password": PASSWORD, "email": f"user-{number}@example.org"}
    return server.post("/signup", json=body).status_code


def guess(server, name):
    return server.post("/login", json={"username": name, "password": "not this one"}).status_code


def test_sign_ups_and_guesses_count_at_every_server(servers):
    answers = [sign_up(servers[number % 2], number) for number in range(SIGN_UPS + 2)]
    assert answers == [201] * SIGN_UPS + [429] * 2
    answers = [guess(servers[number % 2], "user-0") for number in range(GUESSES + 1)]
    assert answers == [401] * GUESSES + [429]
