"""The table of scenarios of one machine, at a server on the AWS adapters: the same rows, but for those below."""

import pytest

from scenarios import SCENARIOS
from test_scenarios import test_scenario as run_scenario
from test_scenarios import world  # noqa: F401

S3_ANSWERS = "signed URLs are those of S3, which answers in its own words"
# Rows that S3 happens to answer alike run here, too.
DIFFERENT = {
    "GET /objects/{key}": ("anonymous", "other_user", "malformed", "over_limit"),
    "HEAD /objects/{key}": ("happy", "other_user", "over_limit"),
    "PUT /objects/{key}": ("anonymous", "other_user", "malformed", "over_limit"),
}


def is_different(scenario):
    return scenario.kind in DIFFERENT.get(scenario.operation, ())


@pytest.mark.parametrize("scenario", [row for row in SCENARIOS if not is_different(row)], ids=str)
def test_scenario(world, scenario):  # noqa: F811
    run_scenario(world, scenario)


def test_the_homes_differ_in_what_s3_answers_alone(capsys):
    rows = [row for row in SCENARIOS if is_different(row)]
    assert len(rows) == sum(len(kinds) for kinds in DIFFERENT.values()), "a row that is gone"
    with capsys.disabled():
        print(f"\n{len(SCENARIOS) - len(rows)} of {len(SCENARIOS)} scenarios are the same on AWS adapters. Not:")
        for row in rows:
            print(f"  {row}: {S3_ANSWERS}")
