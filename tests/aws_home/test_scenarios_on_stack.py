"""The table of scenarios of one machine, at a server on the AWS adapters."""

import pytest

from scenarios import SCENARIOS
from test_scenarios import test_scenario, world  # noqa: F401
