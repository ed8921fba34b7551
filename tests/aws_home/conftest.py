"""A drive on the AWS adapters, of two servers and one worker, at the test partners."""

import pathlib
import sys

import pytest

TESTS = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(TESTS / "functional"), str(TESTS / "aws"), str(TESTS / "aws_home")]

from client import User  # noqa: E402
from drive import BINARY  # noqa: E402
from fixtures import fault_proxy, partners, seed, settings, signer_secret  # noqa: E402, F401
from stack import Stack  # noqa: E402


def pytest_sessionstart(session):
    if not BINARY.exists():
        pytest.exit(f"{BINARY} does not exist: make build, or set AUDMG_BINARY", returncode=3)


@pytest.fixture(scope="session")
def stack(settings, tmp_path_factory):  # noqa: F811
    with Stack(tmp_path_factory.mktemp("stack"), settings) as running:
        yield running


@pytest.fixture(scope="session")
def shared(stack):
    return stack.servers[0]


@pytest.fixture
def alice(shared):
    return User(shared.url)


@pytest.fixture
def bob(shared):
    return User(shared.url)
