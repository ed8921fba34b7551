"""pytest fixtures of all tests that run the drive at AWS's test partners."""

import itertools
import json
import os
import pathlib
import random
import subprocess
import sys
import uuid

import pytest

TESTS = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(TESTS / "functional"), str(TESTS / "aws")]

import partners as test_partners  # noqa: E402
from drive import JWT_SECRET  # noqa: E402
from faults import FaultProxy  # noqa: E402

_seeds = itertools.count(random.SystemRandom().randrange(1 << 40))


def make_stack(partners):
    """What a deployment gives its functions and servers: names of what is there."""
    made = subprocess.run(
        [test_partners.PYTHON, "-B", TESTS / "aws" / "make_stack.py", f"t{uuid.uuid4().hex[:20]}"],
        env={**os.environ, **partners.environment}, capture_output=True, text=True, timeout=60)
    assert made.returncode == 0, made.stderr
    credentials = {name: partners.environment[name] for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")}
    return {**json.loads(made.stdout), **credentials}


@pytest.fixture(scope="session")
def partners():
    if not test_partners.are_installed():
        pytest.exit("the test partners are missing: tools/aws_partners", returncode=3)
    with test_partners.Partners() as running:
        yield running


@pytest.fixture(scope="session")
def settings(partners):
    return make_stack(partners)


@pytest.fixture(scope="session")
def fault_proxy(partners):
    with FaultProxy(partners) as running:
        yield running


@pytest.fixture
def seed():
    """A number no other test has, for bytes no other test has."""
    return next(_seeds)


@pytest.fixture
def signer_secret():
    """The setting from which the key of links and challenges is made; here there is but one."""
    return JWT_SECRET
