"""A drive of Lambda functions in AWS's emulator, behind a gateway, at the test partners."""

import contextlib
import pathlib
import sys

import pytest

TESTS = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(TESTS / "functional"), str(TESTS / "aws"), str(TESTS / "lambda")]

from drive import Drive  # noqa: E402
from emulator import API, EMULATOR, MEDIA  # noqa: E402
from fixtures import make_stack, partners, seed, settings, signer_secret  # noqa: E402, F401
from functions import EventSource, Functions  # noqa: E402
from gateway import Gateway  # noqa: E402
from gateway_user import GatewayUser  # noqa: E402
from messages import run  # noqa: E402


@contextlib.contextmanager
def deployment(settings, folder):  # noqa: F811
    """A gateway with functions behind it; the table is made as a server makes it."""
    for program in (API, MEDIA, EMULATOR):
        assert program.exists(), f"{program} does not exist: make test-lambda makes it"
    made = Drive(folder / "table", settings).command("user", "list")
    assert made.returncode == 0, made.stderr
    with Functions(folder, settings) as functions, Gateway(functions) as gateway:
        yield gateway


@pytest.fixture(scope="session")
def shared(settings, tmp_path_factory):  # noqa: F811
    with deployment(settings, tmp_path_factory.mktemp("shared")) as gateway:
        yield gateway


@pytest.fixture(scope="session")
def functions(shared):
    return shared.functions


@pytest.fixture(scope="session")
def quiet(partners, tmp_path_factory):  # noqa: F811
    """A deployment of its own whose queues nobody polls."""
    with deployment(make_stack(partners), tmp_path_factory.mktemp("quiet")) as gateway:
        yield gateway


@pytest.fixture(scope="session")
def mailing(partners, tmp_path_factory):  # noqa: F811
    """A deployment that mails its users, whose queue nobody polls."""
    sender = "drive@example.org"
    settings = {**make_stack(partners), "AUDMG_MAIL_FROM": sender, "AUDMG_PUBLIC_URL": "https://drive.example.org"}
    run(settings, "client('ses').verify_email_identity(EmailAddress=sys.argv[1])", sender)
    with deployment(settings, tmp_path_factory.mktemp("mailing")) as gateway:
        yield gateway


@pytest.fixture(scope="session")
def event_sources(functions):
    """Lambda's pollers of the two queues. From now on the two functions are theirs: the emulator takes one
    invocation at a time."""
    queues = functions.settings
    with EventSource(functions, "media", queues["AUDMG_MEDIA_QUEUE_URL"]):
        with EventSource(functions, "notifier", queues["AUDMG_EVENTS_QUEUE_URL"]):
            yield


@pytest.fixture
def alice(shared):
    return GatewayUser(shared.url)


@pytest.fixture
def bob(shared):
    return GatewayUser(shared.url)
