"""The table of scenarios of one machine, at a server on the AWS adapters."""

import pytest

import differences
from scenarios import SCENARIOS
from test_scenarios import test_scenario as run_scenario
from test_scenarios import world  # noqa: F401

SAME = [scenario for scenario in SCENARIOS if not differences.of_adapters(scenario)]


@pytest.mark.parametrize("scenario", SAME, ids=str)
def test_scenario(world, scenario):  # noqa: F811
    run_scenario(world, scenario)


def test_says_what_differs(capsys):
    assert len(SCENARIOS) - len(SAME) <= 14
    with capsys.disabled():
        print("\n" + differences.report("at a server on the AWS adapters", SCENARIOS, differences.of_adapters))
