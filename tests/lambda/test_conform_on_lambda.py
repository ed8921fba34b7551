"""`audmg conform` at the functions behind the gateway, which is what it is for: the first look after a deployment."""

import pytest

from conform_command import Conform

pytestmark = pytest.mark.usefixtures("event_sources")


def test_a_deployment_conforms(shared, alice, tmp_path):
    run = Conform(tmp_path, shared.url)
    assert run.code == 0, run.text
