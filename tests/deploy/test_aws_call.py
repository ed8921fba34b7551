"""Calls of AWS by the plugins, as each major version of the framework makes them."""

import json
import subprocess

import pytest
from service import ROOT


def evaluate(expression):
    program = f"""
        const {{ callAws, isRefusal }} = require('./deploy/plugins/aws_call.js');
        (async () => console.log(JSON.stringify(await ({expression}))))();
    """
    done = subprocess.run(["node", "-e", program], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_serverless_3_is_asked_by_its_request():
    """Nothing here can play AWS for Serverless 3: its SDK takes no other endpoint."""
    serverless = "{getProvider: () => ({request: async (...call) => call})}"
    call = evaluate(f"callAws({serverless}, 'SSM', 'GetParameter', {{Name: '/a'}})")
    assert call == ["SSM", "getParameter", {"Name": "/a"}]


@pytest.mark.parametrize(
    "error, refused",
    [
        ("{name: 'ParameterNotFound'}", True),
        ("{code: 'ParameterNotFound'}", True),
        ("{providerError: {code: 'ParameterNotFound'}}", True),
        ("{name: 'AccessDeniedException'}", False),
        ("{}", False),
    ],
)
def test_refusals_are_known_by_either_sdk(error, refused):
    assert evaluate(f"isRefusal({error}, 'ParameterNotFound')") == refused
