"""`audmg conform` at the second home: two servers, of which each answers every other request."""

import json

from conform_command import AlteringProxy, Conform


def test_two_servers_conform_as_one_drive(stack, alice, tmp_path):
    with AlteringProxy(*(server.url for server in stack.servers)) as both:
        run = Conform(tmp_path, both.url)
    assert run.code == 0, run
    users = json.loads(stack.servers[0].command("user", "list", "--json").stdout)
    assert [user for user in users if user["username"].startswith("conform-")] == []
