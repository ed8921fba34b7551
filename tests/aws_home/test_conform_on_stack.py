"""`audmg conform` at the second home: two servers, of which each answers every other request."""

import json

import pytest

from client import User
from conform_command import AlteringProxy, Conform
from drive import Drive


@pytest.fixture
def at_home(tmp_path):
    """One machine, to compare with."""
    drive = Drive(tmp_path / "home").start()
    User(drive.url)
    yield drive
    drive.kill()


def promises(run):
    return [(check["group"], check["check"], check["expected"], check["outcome"]) for check in run.report["checks"]]


def test_two_servers_conform_as_one_drive_and_as_one_machine(stack, alice, at_home, tmp_path):
    with AlteringProxy(*(server.url for server in stack.servers)) as both:
        here = Conform(tmp_path, both.url)
    assert here.code == 0, here.text
    found = promises(here)
    users = json.loads(stack.servers[0].command("user", "list", "--json").stdout)
    assert [user for user in users if user["username"].startswith("conform-")] == []
    there = Conform(tmp_path, at_home.url)
    assert there.code == 0, there.text
    assert found == promises(there)
