"""Our bootstrap in the real Lambda Runtime Interface Emulator, on the adapters of one machine."""

import json
import pathlib
import socket
import sys

import pytest

FUNCTIONAL = pathlib.Path(__file__).resolve().parents[1] / "functional"
sys.path[:0] = [str(pathlib.Path(__file__).resolve().parent), str(FUNCTIONAL)]

import contract  # noqa: E402
import media  # noqa: E402
from emulator import BOOTSTRAP, EMULATOR, Emulator  # noqa: E402
from gateway import Gateway  # noqa: E402

USER = {"username": "ada", "password": "a long and calm sentence", "email": "ada@example.org"}
JSON = {"Content-Type": "application/json"}
LIVEZ = {"resource": "/livez", "path": "/livez", "httpMethod": "GET", "requestContext": {}}


@pytest.fixture(scope="session", autouse=True)
def programs():
    for program in (BOOTSTRAP, EMULATOR):
        assert program.exists(), f"{program} does not exist: make test-lambda builds it"


@pytest.fixture
def gateway(tmp_path):
    return Gateway(tmp_path)


def form(content, name="a.png"):
    head = f'--b\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    return {"Content-Type": "multipart/form-data; boundary=b"}, head.encode() + content + b"\r\n--b--\r\n"


def log_in(gateway):
    body = json.dumps(USER).encode()
    signed_up = gateway.call("POST", "/signup", JSON, body)
    assert signed_up.status_code == 201, signed_up.text
    contract.check("POST", "/signup", signed_up)
    logged_in = gateway.call("POST", "/login", JSON, body)
    assert logged_in.status_code == 200, logged_in.text
    contract.check("POST", "/login", logged_in)
    return logged_in.json()["token"]


def test_signs_up_logs_in_uploads_and_retrieves(gateway):
    token = {"Authorization": "Bearer " + log_in(gateway)}
    type_, body = form(media.png(1))
    uploaded = gateway.call("POST", "/upload", {**token, **type_}, body)
    assert uploaded.status_code == 201, uploaded.text
    contract.check("POST", "/upload", uploaded)
    assert uploaded.json()["file"]["status"] == "processing"

    again = gateway.call("POST", "/upload", {**token, **type_}, body)
    assert (again.status_code, again.json()["duplicate"]) == (200, True)

    listed = gateway.call("GET", "/retrieve?kind=image&limit=5", token)
    assert listed.status_code == 200, listed.text
    contract.check("GET", "/retrieve", listed)
    assert [file["fileName"] for file in listed.json()["files"]] == ["a.png"]
    file_id = uploaded.json()["file"]["fileId"]
    assert gateway.call("GET", f"/files/{file_id}", token).json()["fileId"] == file_id
    # One policy was enough for all of them, whatever it was first asked for.
    assert gateway.authorizer_calls == 1

    user_id = gateway.policies[token["Authorization"]]["principalId"]
    message = json.dumps({"userId": user_id, "fileId": file_id})
    records = [
        {"messageId": "m1", "body": message, "attributes": {"ApproximateReceiveCount": "1"}, "eventSource": "aws:sqs"},
        {"messageId": "m2", "body": "no JSON", "attributes": {}, "eventSource": "aws:sqs"},
    ]
    with Emulator("media", gateway.folder) as function:
        said = function.invoke({"Records": records})
        done = {record["messageId"] for record in function.records("job_done")}
    assert "m1" not in {failure["itemIdentifier"] for failure in said["batchItemFailures"]}, said
    assert "m1" in done
    assert gateway.call("GET", f"/files/{file_id}", token).json()["status"] == "ready"


def test_a_bad_token_is_401_and_a_bare_one_is_good(gateway):
    token = log_in(gateway)
    assert gateway.call("GET", "/retrieve").status_code == 401
    assert gateway.call("GET", "/retrieve", {"Authorization": f"Bearer {token}x"}).status_code == 401
    assert gateway.call("GET", "/retrieve", {"Authorization": token}).status_code == 200


def test_a_form_over_four_mebibytes_is_refused(gateway):
    token = {"Authorization": "Bearer " + log_in(gateway)}
    type_, body = form(media.wav(4 * 1024 * 1024 - 1024), "a.wav")
    assert gateway.call("POST", "/upload", {**token, **type_}, body).status_code == 201
    type_, body = form(media.wav(4 * 1024 * 1024), "b.wav")
    refused = gateway.call("POST", "/upload", {**token, **type_}, body)
    assert (refused.status_code, refused.json()["code"]) == (413, "file_too_large")
    contract.check("POST", "/upload", refused)


def test_event_streams_are_refused_clearly(tmp_path, gateway):
    token = log_in(gateway)
    event = {"resource": "/events", "path": "/events", "httpMethod": "GET",
             "headers": {"Authorization": f"Bearer {token}"}, "requestContext": {}}
    with Emulator("retrieve", tmp_path) as function:
        answer = gateway.answer(function.invoke(event))
    assert (answer.status_code, answer.json()["code"]) == (501, "not_implemented")
    contract.check("GET", "/events", answer)


def test_one_process_serves_many_events(tmp_path):
    with Emulator("status", tmp_path) as function:
        for _ in range(100):
            said = function.invoke(LIVEZ)
            assert said["statusCode"] == 200, said
        records = function.records("request")
        starts = function.log().count("INIT START")
    assert starts == 1
    assert len({record["invocationId"] for record in records}) == 100


def test_what_is_no_event_fails_and_the_next_one_works(tmp_path):
    with Emulator("status", tmp_path) as function:
        said = function.invoke({"Records": []})
        assert said["errorType"] == "Function.BadEvent", said
        assert function.invoke(LIVEZ)["statusCode"] == 200
        assert function.log().count("INIT START") == 1


@pytest.mark.parametrize(("handler", "setting", "type_", "word"), [
    ("nonsense", {}, "Runtime.NoSuchHandler", "nonsense"),
    ("login", {"JWT_SECRET": "short"}, "Runtime.InitFailed", "JWT_SECRET"),
    ("notifier", {}, "Runtime.InitFailed", "subscriber"),
    ("media", {"AUDMG_MEDIA": "off"}, "Runtime.InitFailed", "renderer"),
    ("login", {"AUDMG_URL_LIFETIME": "soon"}, "Runtime.InitFailed", "AUDMG_URL_LIFETIME"),
])
def test_a_start_that_fails_says_why(tmp_path, handler, setting, type_, word):
    with Emulator(handler, tmp_path, **setting) as function:
        said = function.invoke(LIVEZ, status=502)
        assert said["errorType"] == type_ and word in said["errorMessage"], said


def test_the_emulator_is_on_loopback_only(tmp_path):
    with Emulator("status", tmp_path) as function:
        function.invoke(LIVEZ)
        port = int(function.url.split(":")[2].split("/")[0])
        with socket.socket() as other:
            other.settimeout(2)
            assert other.connect_ex(("127.0.0.2", port)) != 0
