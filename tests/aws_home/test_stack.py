"""Two servers and a worker that share S3, DynamoDB and SQS are one drive."""

import hashlib
import json
import re
import time
import uuid

import pytest
import requests

import media
from client import Api, User, problem


@pytest.fixture
def elsewhere(stack, alice):
    """Alice at the other server."""
    return Api(stack.servers[1].url, alice.token)


def test_what_one_server_took_the_other_one_shows_and_the_worker_made(alice, elsewhere, seed):
    content = media.png(seed, 400, 300)
    sent = elsewhere.call("POST", "/upload", files={"file": ("a.png", content, "image/png")})
    assert sent.status_code == 201, sent.text
    assert sent.json()["file"]["status"] == "processing"
    file = alice.wait_for_file(sent.json()["file"]["fileId"])
    assert (file["status"], file["width"], file["height"]) == ("ready", 400, 300), file
    assert requests.get(file["fileUrl"], timeout=10).content == content
    small = requests.get(file["thumbnails"]["small"], timeout=10)
    assert (small.status_code, small.headers["Content-Type"]) == (200, "image/webp")
    assert [each["fileId"] for each in elsewhere.get("/retrieve").json()["files"]] == [file["fileId"]]
    assert elsewhere.delete(f"/files/{file['fileId']}?permanent=true").status_code == 204
    problem(alice.get(f"/files/{file['fileId']}"), 404, "not_found")
    gone = requests.get(file["fileUrl"], timeout=10)
    assert gone.status_code == 404, gone.text


def test_the_same_bytes_are_one_file_wherever_they_come_in(alice, elsewhere, seed):
    first = alice.upload(media.png(seed))
    again = elsewhere.call("POST", "/upload", files={"file": ("b.png", media.png(seed), "image/png")})
    assert (again.status_code, again.json()["duplicate"]) == (200, True)
    assert again.json()["file"]["fileId"] == first["fileId"]


def test_a_browser_at_one_server_hears_of_what_the_worker_did(alice, elsewhere, seed):
    with alice.get("/events", stream=True, checked=False) as stream:
        assert stream.status_code == 200
        sent = elsewhere.call("POST", "/upload", files={"file": ("a.png", media.png(seed), "image/png")})
        file_id = sent.json()["file"]["fileId"]
        deadline = time.monotonic() + 30
        heard = []
        for line in stream.iter_lines(chunk_size=1):
            if line.startswith(b"event: "):
                heard.append(line[7:].decode())
            if line.startswith(b"data: ") and heard[-1:] == ["file.ready"]:
                assert json.loads(line[6:])["fileId"] == file_id
                break
            assert time.monotonic() < deadline, heard
    assert heard[0] == "file.uploaded"


def test_a_form_that_was_asked_for_at_one_server_is_announced_at_the_other(alice, elsewhere, seed):
    """Every browser plays the song, so nobody has made another form of it."""
    song = alice.wait_for_file(alice.upload(media.wav(200_044, seed), "song.wav")["fileId"])
    assert (song["status"], song["renditions"]) == ("ready", []), song
    assert "opus" in song["renditionsOnDemand"]
    with alice.get("/events", stream=True, checked=False) as stream:
        asked = elsewhere.post(f"/files/{song['fileId']}/renditions", json={"name": "opus"})
        assert (asked.status_code, asked.json()["status"]) == (202, "ready"), asked.text
        deadline = time.monotonic() + 30
        heard = []
        for line in stream.iter_lines(chunk_size=1):
            if line.startswith(b"event: "):
                heard.append(line[7:].decode())
            if line.startswith(b"data: ") and heard[-1:] == ["file.rendition_ready"]:
                event = json.loads(line[6:])
                assert (event["fileId"], event["detail"]["name"]) == (song["fileId"], "opus")
                break
            assert time.monotonic() < deadline, heard
    done = elsewhere.post(f"/files/{song['fileId']}/renditions", json={"name": "opus"})
    assert done.status_code == 200, done.text
    [made] = done.json()["renditions"]
    content = requests.get(made["url"], timeout=10).content
    assert (made["name"], len(content)) == ("opus", made["size"])
    assert "opus" not in done.json().get("renditionsOnDemand", [])


def test_an_upload_begun_at_one_server_ends_at_the_other(alice, elsewhere, seed):
    content = media.wav(6 * 1024 * 1024 + 44, seed)
    session = alice.create_upload(len(content), "a.wav", "audio/wav", sha256=hashlib.sha256(content).hexdigest())
    for part in session["parts"]:
        begin = (part["partNumber"] - 1) * session["partSize"]
        put = requests.put(part["url"], data=content[begin:begin + session["partSize"]], timeout=30)
        assert put.status_code == 200 and put.headers["ETag"], put.text
    done = elsewhere.post(f"/uploads/{session['uploadId']}/complete")
    assert done.status_code == 201, done.text
    file = alice.wait_for_file(done.json()["file"]["fileId"])
    assert file["status"] == "ready" and file["waveformUrl"], file
    middle = requests.get(file["fileUrl"], headers={"Range": "bytes=5000000-5000099"}, timeout=10)
    assert (middle.status_code, middle.content) == (206, content[5_000_000:5_000_100])


def test_a_log_out_at_one_server_holds_at_the_other(stack, alice, elsewhere):
    assert elsewhere.get("/me").status_code == 200
    assert alice.post("/logout").status_code == 204
    deadline = time.monotonic() + 20
    while elsewhere.get("/me").status_code == 200:
        assert time.monotonic() < deadline, "the token still works at the other server"
        time.sleep(0.2)
    problem(elsewhere.get("/me"), 401, "unauthorized")


def test_operators_commands_work_on_the_table(stack):
    operator = stack.process("operator")
    name = f"op-{time.monotonic_ns()}"
    added = operator.command("user", "add", name, "--email", f"{name}@example.org", "--password-stdin",
                             input="a long and calm sentence\n")
    assert added.returncode == 0, added.stderr
    user = Api(stack.servers[0].url)
    assert user.post("/login", json={"username": name, "password": "a long and calm sentence"}).status_code == 200
    listed = operator.command("user", "list", "--json")
    assert name in listed.stdout, listed.stderr
    refused = operator.command("jobs", "list")
    assert refused.returncode == 1 and "--state dead" in refused.stderr, refused.stderr
    assert operator.command("jobs", "list", "--state", "dead").returncode == 0


def test_the_app_may_load_from_the_bucket_and_send_to_it(stack):
    page = requests.get(stack.servers[0].url + "/photos", headers={"Accept": "text/html"}, timeout=10)
    if page.status_code == 404:
        pytest.skip("this binary was built without the web app")
    policy = page.headers["Content-Security-Policy"]
    for directive in ("img-src", "media-src", "connect-src"):
        (sources,) = [part for part in policy.split("; ") if part.startswith(directive)]
        assert stack.settings["AWS_ENDPOINT_URL_S3"] in sources, policy


def test_doctor_says_what_ses_lacks(stack):
    settings = {"AUDMG_MAIL_FROM": f"drive@t{uuid.uuid4().hex[:12]}.example", "AUDMG_PUBLIC_URL": ""}
    found = stack.process("mail-operator", **settings).command("doctor")
    assert found.returncode == 1
    for verdict, text in (("warn", "links have no address"), ("fail", "knows no such sender"), ("warn", "in the sandbox")):
        assert re.search(rf"^{verdict} +mail +.*{text}", found.stdout, re.MULTILINE), found.stdout


def test_a_worker_that_is_killed_leaves_nothing_undone(stack, alice, seed):
    """Its lease runs out, and another worker takes the message."""
    stack.worker.kill()
    files = [alice.upload(media.png(seed + number * 1_000_003, 64, 64), f"{number}.png") for number in range(5)]
    other = stack.process("other-worker", command="worker")
    other.launch()
    time.sleep(0.5)
    other.kill()
    stack.worker.launch()
    for file in files:
        assert alice.wait_for_file(file["fileId"], 90)["status"] == "ready"


def test_a_server_that_is_killed_after_its_answer_loses_no_job(stack, alice, seed):
    """The message was in the table, in the transaction of the row."""
    server = stack.process("short-lived", AUDMG_WORKERS="off").start()
    user = Api(server.url, alice.token)
    sent = user.call("POST", "/upload", files={"file": ("k.png", media.png(seed), "image/png")})
    server.kill()
    assert alice.wait_for_file(sent.json()["file"]["fileId"], 120)["status"] == "ready"


@pytest.mark.parametrize(("changes", "word"), [
    ({"AUDMG_TABLE_NAME": ""}, "AUDMG_TABLE_NAME"),
    ({"AUDMG_MEDIA_QUEUE_URL": "media"}, "AUDMG_MEDIA_QUEUE_URL"),
    ({"AWS_REGION": "not a region"}, "AWS_REGION"),
    ({"AWS_ENDPOINT_URL": "nonsense"}, "AWS_ENDPOINT_URL"),
    ({"JWT_SECRET": ""}, "AUDMG_JWT_SECRET_PARAMETER"),
    ({"AUDMG_EVENTS_TOPIC_ARN": "nonsense"}, "AUDMG_EVENTS_TOPIC_ARN"),
])
def test_wrong_settings_are_named(stack, changes, word):
    process = stack.process("wrong", **changes)
    refused = process.command("serve")
    assert refused.returncode == 2 and word in refused.stderr, (refused.returncode, refused.stderr)


@pytest.mark.parametrize("command", ["worker", "serve"])
def test_a_data_folder_has_one_process(stack, command):
    process = stack.process("embedded", AUDMG_ADAPTERS="embedded", AUDMG_WORKERS="off" if command == "serve" else "on")
    refused = process.command(command)
    assert refused.returncode == 2 and "embedded" in refused.stderr, refused.stderr


def test_no_connection_to_the_table_is_said_at_the_start(stack):
    process = stack.process("alone", AWS_ENDPOINT_URL="http://127.0.0.1:9")
    refused = process.command("serve")
    assert refused.returncode == 1 and "dynamodb" in refused.stderr, refused.stderr


def test_the_servers_own_object_endpoint_knows_no_url(stack):
    """Objects are S3's."""
    assert requests.get(stack.servers[0].url + "/objects/orig/a?X-Amz-Signature=1", timeout=10).status_code == 403


def test_a_second_user_sees_nothing_of_the_first(stack, alice, seed):
    file = alice.upload(media.png(seed))
    mallory = User(stack.servers[1].url)
    problem(mallory.get(f"/files/{file['fileId']}"), 404, "not_found")
    assert mallory.get("/retrieve").json()["files"] == []
