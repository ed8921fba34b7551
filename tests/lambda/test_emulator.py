"""The functions of a deployment in the real Lambda Runtime Interface Emulator, at the test partners."""

import json
import os
import socket
import subprocess
import time

import pytest
import requests

import media
import partners as test_partners
from client import problem
from emulator import NOWHERE, Emulator
from functions import sqs_event

LIVEZ = {"resource": "/livez", "path": "/livez", "httpMethod": "GET", "requestContext": {}}


def test_a_bad_token_is_401_and_a_bare_one_is_good(shared, alice):
    def ask(**headers):
        return requests.get(shared.url + "/retrieve", headers=headers, timeout=10)

    assert ask().status_code == 401
    assert ask(Authorization=f"Bearer {alice.token}x").status_code == 401
    assert ask(Authorization=alice.token).status_code == 200
    assert ask(Authorization="Basic YTpi").json()["code"] == "unauthorized"


def test_one_policy_is_enough_for_all_calls_of_a_token(shared, alice):
    before = shared.authorizer_calls
    for path in ("/retrieve", "/outline", "/me", "/files/0198f2c4-5a1e-7c3d-9b2a-3f4e5d6c7b8a"):
        assert alice.get(path).status_code in (200, 404)
    assert shared.authorizer_calls == before + 1


def test_who_has_logged_out_changes_nothing_while_the_policy_is_kept(alice, seed):
    assert alice.get("/retrieve").status_code == 200
    assert alice.post("/logout").status_code == 204
    problem(alice.send_file(media.png(seed)), 401, "unauthorized")


def test_a_form_over_four_mebibytes_is_refused(alice, seed):
    assert alice.send_file(media.wav(4 * 1024 * 1024 - 1024, seed), "a.wav").status_code == 201
    problem(alice.send_file(media.wav(4 * 1024 * 1024, seed), "b.wav"), 413, "file_too_large")


def test_an_unknown_path_or_method_is_the_gateways_404(alice):
    problem(alice.get("/nothing"), 404, "not_found")
    problem(alice.put("/retrieve"), 404, "not_found")


def test_a_photo_is_made_ready_by_its_message(event_sources, alice, seed):
    file = alice.wait_for_file(alice.upload(media.png(seed, 300, 200))["fileId"])
    assert (file["status"], file["width"]) == ("ready", 300), file
    assert requests.get(file["thumbnails"]["small"], timeout=10).headers["Content-Type"] == "image/webp"


def test_one_process_serves_many_events(tmp_path):
    with Emulator("status", tmp_path, NOWHERE) as function:
        for _ in range(100):
            said = function.invoke(LIVEZ)
            assert said["statusCode"] == 200, said
        records = function.records("request")
        starts = function.log().count("INIT START")
        metrics = [line for line in function.lines() if "_aws" in line]
    assert starts == 1
    assert len({record["invocationId"] for record in records}) == 100
    counted = [line for line in metrics if line.get("function") == "livez"]
    assert len(counted) == 100 and {line["stage"] for line in counted} == {"test"}
    assert all(line["audmg_function_invocations_total"] == 1 for line in counted)


@pytest.fixture
def silence():
    """The address of a service that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listener:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


def test_a_service_that_hangs_is_given_up_in_time_to_say_so(tmp_path, silence):
    """Else Lambda would end the process: no answer, no word in the log, and a cold start for the next client."""
    settings = {**NOWHERE, "AWS_ENDPOINT_URL": silence}
    body = json.dumps({"username": "ada", "password": "a password of ada"})
    event = {**LIVEZ, "httpMethod": "POST", "path": "/login", "body": body,
             "headers": {"Content-Type": "application/json"}}
    with Emulator("login", tmp_path, settings, AWS_LAMBDA_FUNCTION_TIMEOUT="3") as function:
        for _ in range(2):
            began = time.monotonic()
            said = function.invoke(event)
            assert time.monotonic() - began < 3
            assert said["statusCode"] == 503, said
            assert json.loads(said["body"])["code"] == "unavailable"
        assert [record["status"] for record in function.records("request")] == [503, 503]
        assert function.log().count("INIT START") == 1


def test_what_is_no_event_fails_and_the_next_one_works(tmp_path):
    with Emulator("status", tmp_path, NOWHERE) as function:
        for event in ({"Records": []}, "null", "[]", '{"httpMethod":"GET"}'):
            assert function.invoke(event)["errorType"] == "Function.BadEvent", event
        assert function.invoke(LIVEZ)["statusCode"] == 200
        assert function.log().count("INIT START") == 1


@pytest.mark.parametrize(("handler", "setting", "type_", "word"), [
    ("nonsense", {}, "Runtime.NoSuchHandler", "nonsense"),
    ("login", {"JWT_SECRET": "short"}, "Runtime.InitFailed", "JWT_SECRET"),
    ("login", {"AUDMG_ADAPTERS": "embedded"}, "Runtime.InitFailed", "AUDMG_ADAPTERS"),
    ("upload", {"S3_BUCKET_NAME": ""}, "Runtime.InitFailed", "S3_BUCKET_NAME"),
    ("notifier", {}, "Runtime.InitFailed", "subscriber"),
    ("media", {"AUDMG_MEDIA": "off"}, "Runtime.InitFailed", "renderer"),
    ("login", {"AUDMG_URL_LIFETIME": "soon"}, "Runtime.InitFailed", "AUDMG_URL_LIFETIME"),
])
def test_a_start_that_fails_says_why(tmp_path, handler, setting, type_, word):
    with Emulator(handler, tmp_path, NOWHERE, **setting) as function:
        said = function.invoke(LIVEZ, status=502)
        assert said["errorType"] == type_ and word in said["errorMessage"], said


@pytest.mark.parametrize("handler", ["status", "notifier"])
def test_a_function_asks_for_no_secret_that_it_does_not_need(tmp_path, handler):
    """Its role may not read the parameter, and here nobody would answer."""
    settings = {**NOWHERE, "JWT_SECRET": "", "AUDMG_JWT_SECRET_PARAMETER": "/nowhere/jwt-secret",
                "AUDMG_EVENTS_TOPIC_ARN": "arn:aws:sns:eu-central-1:123456789012:events"}
    with Emulator(handler, tmp_path, settings) as function:
        said = function.invoke(LIVEZ if handler == "status" else sqs_event("no JSON"))
        assert "errorType" not in said, said


def test_the_secret_is_read_from_the_parameter_store(tmp_path, settings, shared):
    program = ("import boto3; boto3.client('ssm').put_parameter(Name='/test/jwt-secret', Type='SecureString', "
               "Value='a secret of the parameter store, 0123456789', Overwrite=True)")
    subprocess.run([test_partners.PYTHON, "-c", program], check=True, timeout=30,
                   env={**os.environ, **settings, "AWS_DEFAULT_REGION": settings["AWS_REGION"]})
    with_parameter = {**settings, "JWT_SECRET": "", "AUDMG_JWT_SECRET_PARAMETER": "/test/jwt-secret"}
    event = {"type": "TOKEN", "authorizationToken": "Bearer a.b.c",
             "methodArn": "arn:aws:execute-api:eu-central-1:123456789012:70ixmpl4fl/dev/GET/retrieve"}
    with Emulator("authValidator", tmp_path / "a", with_parameter) as function:
        assert function.invoke(event)["errorMessage"] == "Unauthorized"
        assert "secret of the parameter store" not in function.log()
    absent = {**with_parameter, "AUDMG_JWT_SECRET_PARAMETER": "/test/absent"}
    with Emulator("authValidator", tmp_path / "b", absent) as function:
        said = function.invoke(event, status=502)
        assert said["errorType"] == "Runtime.InitFailed" and "/test/absent" in said["errorMessage"], said


def test_events_reach_the_topic(functions, event_sources, alice, seed):
    """upload -> outbox -> queue of events -> notifier -> topic; the function's log says that it was taken."""
    before = len(functions.get("notifier").records("job_done"))
    alice.wait_for_file(alice.upload(media.png(seed))["fileId"])
    deadline = time.monotonic() + 20
    while len(functions.get("notifier").records("job_done")) < before + 2:
        assert time.monotonic() < deadline, functions.get("notifier").log()
        time.sleep(0.1)
    assert not functions.get("notifier").records("event_refused")


def test_no_log_has_a_secret(functions, alice, seed):
    alice.upload(media.png(seed))
    for handler, emulator in functions.running.items():
        for secret in (alice.token, alice.password, alice.refresh_token, "X-Amz-Signature", functions.settings["AWS_SECRET_ACCESS_KEY"]):
            assert secret not in emulator.log(), (handler, secret[:20])


def test_every_line_of_an_invocation_names_it(functions, alice):
    alice.get("/retrieve")
    lines = functions.get("retrieve").lines()
    assert all("invocationId" in line for line in lines if "event" in line), lines


def test_the_emulator_is_on_loopback_only(tmp_path):
    with Emulator("status", tmp_path, NOWHERE) as function:
        function.invoke(LIVEZ)
        port = int(function.url.split(":")[2].split("/")[0])
        with socket.socket() as other:
            other.settimeout(2)
            assert other.connect_ex(("127.0.0.2", port)) != 0
