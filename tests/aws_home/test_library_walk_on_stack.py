"""The same walk through a library as on one machine, with two servers and a worker on the AWS adapters."""

import pytest
from client import Api, User
from command_client import Client
from library_walk import LibraryWalk
from stack import Stack
from test_library_walk import PHOTOS, SONGS, pytestmark, real_files  # noqa: F401


# Each waits for the partners most of the time.
MEDIA_WORKERS = 8


@pytest.fixture
def busy_stack(settings, tmp_path):
    with Stack(tmp_path / "stack", {**settings, "AUDMG_MEDIA_WORKERS": MEDIA_WORKERS}) as running:
        yield running


def test_a_library_is_imported_found_organised_and_exported(busy_stack, tmp_path):
    one, other = busy_stack.servers
    made = real_files.make(tmp_path / "library", PHOTOS, SONGS)
    user = User(one.url)
    cli = Client(tmp_path / "home", one.url, user).log_in()
    LibraryWalk(cli, user, Api(other.url, user.token), tmp_path / "library", *made, tmp_path).run()
