"""The bootstrap at a Runtime API that misbehaves."""

import json
import pathlib
import subprocess
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from emulator import API, NOWHERE, environment  # noqa: E402
from runtime_api import RuntimeApi  # noqa: E402

LIVEZ = {"resource": "/livez", "path": "/livez", "httpMethod": "GET", "requestContext": {}}


@pytest.fixture
def run(tmp_path):
    """Starts the bootstrap at a Runtime API; ends it when the test does."""
    started = []

    def start(api, handler="status", **more):
        process = subprocess.Popen(
            [str(API)], cwd=tmp_path, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True,
            env={**environment(NOWHERE), "_HANDLER": handler, "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{api.port}", **more})
        started.append((process, api))
        return process

    yield start
    for process, api in started:
        process.kill()
        process.wait(10)
        api.go_away()


def test_keeps_one_connection(run):
    api = RuntimeApi([LIVEZ] * 50)
    run(api, AUDMG_LOG_LEVEL="off")
    assert api.exhausted.wait(20)
    assert api.paths() == ["response"] * 50
    assert {json.loads(body)["statusCode"] for _, body, _ in api.posts} == {200}
    assert api.connections == 1


def test_logs_the_trace_of_each_event(run):
    api = RuntimeApi([LIVEZ] * 3)
    process = run(api)
    assert api.exhausted.wait(20)
    process.kill()
    output, _ = process.communicate(timeout=20)
    records = [json.loads(line) for line in output.splitlines()]
    assert [record["traceId"] for record in records if record.get("event") == "request"] == api.trace_ids


def test_makes_the_connection_anew_when_it_was_closed(run):
    api = RuntimeApi([LIVEZ] * 5, lambda path, body: "close")
    run(api)
    assert api.exhausted.wait(20)
    assert api.paths() == ["response"] * 5
    assert api.connections == 6


def test_posts_again_when_the_connection_broke(run):
    verdicts = iter(["drop", "drop", 202, 202])
    api = RuntimeApi([LIVEZ] * 2, lambda path, body: next(verdicts))
    run(api)
    assert api.exhausted.wait(20)
    ids = [path.split("/")[4] for path, _, _ in api.posts]
    assert api.paths() == ["response"] * 4
    assert ids[0] == ids[1] == ids[2] != ids[3]


def test_goes_on_when_an_answer_is_refused(run):
    verdicts = iter([413, 202])
    api = RuntimeApi([LIVEZ] * 2, lambda path, body: next(verdicts))
    run(api)
    assert api.exhausted.wait(20)
    assert api.paths() == ["response", "response"]


def test_ends_when_the_api_is_out_of_order(run):
    api = RuntimeApi([LIVEZ] * 2, lambda path, body: 500)
    process = run(api)
    output, _ = process.communicate(timeout=20)
    assert process.returncode == 1
    assert "runtime_api_gone" in output
    assert api.paths() == ["response"]


def test_ends_when_the_api_is_gone(run):
    api = RuntimeApi([LIVEZ])
    process = run(api)
    assert api.exhausted.wait(20)
    api.go_away()
    output, _ = process.communicate(timeout=20)
    assert process.returncode == 1
    assert "runtime_api_gone" in output


def test_tells_the_api_of_a_start_that_failed(run):
    api = RuntimeApi([LIVEZ])
    process = run(api, JWT_SECRET="short")
    output, _ = process.communicate(timeout=20)
    assert process.returncode == 1
    assert "JWT_SECRET" in output
    [(path, body, fields)] = api.posts
    assert path == "/2018-06-01/runtime/init/error"
    assert fields["lambda-runtime-function-error-type"] == "Runtime.InitFailed"
    assert "JWT_SECRET" in json.loads(body)["errorMessage"]


def test_without_an_api_says_who_starts_it(tmp_path):
    done = subprocess.run([str(API)], env=environment(NOWHERE), capture_output=True, text=True, timeout=20)
    assert done.returncode == 2
    assert "AWS_LAMBDA_RUNTIME_API" in done.stderr
