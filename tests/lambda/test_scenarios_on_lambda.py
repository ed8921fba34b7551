"""The table of scenarios of one machine, through the gateway into Lambda functions."""

import pytest

import differences
from scenarios import SCENARIOS
from test_scenarios import test_scenario as run_scenario
from test_scenarios import world  # noqa: F401

SAME = [scenario for scenario in SCENARIOS if not differences.of_lambda(scenario)]
pytestmark = pytest.mark.usefixtures("event_sources")


@pytest.mark.parametrize("scenario", SAME, ids=str)
def test_scenario(world, scenario):  # noqa: F811
    run_scenario(world, scenario)


def test_says_what_differs(capsys):
    reasons = [reason for reason in map(differences.of_lambda, SCENARIOS) if reason]
    # The gateway's own limit concerns each route once.
    assert len(reasons) - reasons.count(differences.GATEWAY) <= 22
    with capsys.disabled():
        print("\n" + differences.report("in Lambda functions", SCENARIOS, differences.of_lambda))
