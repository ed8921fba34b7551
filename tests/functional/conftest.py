"""Fixtures: a server shared by most tests of a worker, and servers of one's own."""

import itertools
import pathlib
import random
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from client import Api, User  # noqa: E402
from drive import BINARY, URL_SECRET, Drive  # noqa: E402
from receiver import Receiver  # noqa: E402

_seeds = itertools.count(random.SystemRandom().randrange(1 << 40))


def pytest_sessionstart(session):
    if not BINARY.exists():
        pytest.exit(f"{BINARY} does not exist: make build, or set AUDMG_BINARY", returncode=3)


@pytest.fixture(scope="session")
def shared(tmp_path_factory):
    """One server for all tests of a worker that do not change it. Rate limits are off."""
    drive = Drive(tmp_path_factory.mktemp("shared")).start()
    yield drive
    assert drive.is_running, f"the server ended with {drive.process.returncode}: {drive.stderr()}"
    assert drive.stop() == 0, drive.stderr()


@pytest.fixture
def make_drive(tmp_path):
    """Makes servers with settings of their own; ends those that still run."""
    made = []

    def make(settings=None, start=True, **options):
        drive = Drive(tmp_path / f"drive{len(made)}", settings, **options)
        made.append(drive)
        return drive.start() if start else drive

    yield make
    for drive in made:
        if drive.is_running:
            drive.kill()


@pytest.fixture
def api(shared):
    return Api(shared.url)


@pytest.fixture
def alice(shared):
    return User(shared.url)


@pytest.fixture
def bob(shared):
    return User(shared.url)


@pytest.fixture
def seed():
    """A number no other test has, for bytes no other test has."""
    return next(_seeds)


@pytest.fixture
def signer_secret():
    """The setting from which the key of links and challenges is made."""
    return URL_SECRET


@pytest.fixture
def mailbox(tmp_path):
    """A mail server that keeps what it gets."""
    receiver = Receiver("smtp_receiver.py", tmp_path)
    yield receiver
    receiver.stop()


@pytest.fixture
def mailing(make_drive, mailbox):
    """A server that sends its users mails."""
    settings = {
        "AUDMG_SMTP_URL": f"smtp://127.0.0.1:{mailbox.port}?tls=off",
        "AUDMG_MAIL_FROM": "drive@example.org",
        "AUDMG_PUBLIC_URL": "https://drive.example.org",
    }
    return lambda **more: make_drive({**settings, **more})
