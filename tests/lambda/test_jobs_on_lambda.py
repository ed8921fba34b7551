"""The functions of the background plane, invoked by hand: nothing else takes the messages of these queues."""

import hashlib
import json
import time

import pytest
import requests

import media
from client import User
from drive import Drive
from functions import sqs_event
from gateway_user import GatewayUser
from messages import count, lose_message, purge, run, s3_event, s3_test_event, send
from sqs_record import as_record


@pytest.fixture(scope="module")
def one_machine(tmp_path_factory):
    """The other home, whose renditions are the measure."""
    drive = Drive(tmp_path_factory.mktemp("home-a")).start()
    yield drive
    assert drive.stop() == 0


def digests(file):
    """Of everything that was made of a file."""
    made = {f"thumbnail {name}": url for name, url in (file.get("thumbnails") or {}).items()}
    made |= {f"rendition {each['name']}": each["url"] for each in file.get("renditions") or []}
    if file.get("waveformUrl"):
        made["waveform"] = file["waveformUrl"]
    return {name: hashlib.sha256(requests.get(url, timeout=30).content).hexdigest() for name, url in made.items()}


def wait_for_forms(user, file, seconds=60):
    """The file when all that was asked for is there."""
    deadline = time.monotonic() + seconds
    while "renditionsOnDemand" in file:
        assert time.monotonic() < deadline, file
        time.sleep(0.2)
        file = user.get(f"/files/{file['fileId']}").json()
    return file


def catalogues(settings, user_id):
    return int(run(settings, """
found = client("s3").list_objects_v2(Bucket=sys.argv[1], Prefix=f"index/{sys.argv[2]}")
print(found["KeyCount"])""", settings["S3_BUCKET_NAME"], user_id))


@pytest.mark.parametrize("name", ["photo", "song"])
def test_what_s3_tells_is_processed_as_on_one_machine(quiet, one_machine, seed, name):
    alice, functions = GatewayUser(quiet.url), quiet.functions
    content = media.png(seed, 1800, 1200) if name == "photo" else media.wav(800_044, seed)
    file = alice.upload(content, f"{name}.bin")
    key = f"orig/{alice.user_id}/" + requests.utils.urlparse(file["fileUrl"]).path.rsplit("/", 1)[1]
    event = s3_event(functions.settings["S3_BUCKET_NAME"], key, len(content))
    assert functions.invoke("media", sqs_event(event)) == {"batchItemFailures": []}
    here = alice.get(f"/files/{file['fileId']}").json()
    assert here["status"] == "ready", here
    # Told again, and by the file's own message: nothing is left to do.
    own = json.dumps({"userId": alice.user_id, "fileId": file["fileId"]})
    assert functions.invoke("media", sqs_event(event, own, s3_test_event("b"))) == {"batchItemFailures": []}
    timeline = alice.get(f"/files/{file['fileId']}/timeline").json()["events"]
    assert [each["type"] for each in timeline].count("attempt.started") == 1

    other = User(one_machine.url)
    there = other.wait_for_file(other.upload(content, f"{name}.bin")["fileId"])
    for form in here.get("renditionsOnDemand", []):
        for user, mine in ((alice, here), (other, there)):
            assert user.post(f"/files/{mine['fileId']}/renditions", json={"name": form}).status_code == 202
        own = json.dumps({"userId": alice.user_id, "fileId": here["fileId"], "rendition": form})
        assert functions.invoke("media", sqs_event(own)) == {"batchItemFailures": []}
    here = alice.get(f"/files/{here['fileId']}").json()
    there = wait_for_forms(other, there)
    assert "renditionsOnDemand" not in here
    # The photo has three thumbnails and a form for display; the song its waveform and two forms.
    assert len(digests(here)) == (4 if name == "photo" else 3), here
    assert digests(here) == digests(there)


def test_of_a_batch_only_what_failed_comes_again(quiet):
    said = quiet.functions.invoke("media", sqs_event("no JSON", {"userId": "x", "fileId": "y"}))
    assert [failure["itemIdentifier"] for failure in said["batchItemFailures"]] == ["m1", "m2"]


def receive(settings, queue, visibility):
    return json.loads(run(settings, """
answer = client("sqs").receive_message(
    QueueUrl=sys.argv[1], AttributeNames=["All"], MessageAttributeNames=["All"], VisibilityTimeout=int(sys.argv[2]))
print(json.dumps(answer.get("Messages", [])))""", queue, str(visibility)))


def test_what_failed_comes_again_after_seconds(quiet):
    """The queue's timeout, for which Lambda receives a message, covers the longest invocation."""
    settings = quiet.functions.settings
    queue = settings["AUDMG_MEDIA_QUEUE_URL"]
    purge(settings, queue)
    send(settings, queue, "no JSON")
    [message] = receive(settings, queue, visibility=5400)
    said = quiet.functions.invoke("media", {"Records": [as_record(message)]})
    assert said["batchItemFailures"] == [{"itemIdentifier": message["MessageId"]}]
    deadline = time.monotonic() + 15
    while not (again := receive(settings, queue, visibility=1)):
        assert time.monotonic() < deadline, "it did not come again"
        time.sleep(0.2)
    assert again[0]["Attributes"]["ApproximateReceiveCount"] == "2"
    purge(settings, queue)


def test_the_sweep_ends_what_is_due(quiet):
    functions = quiet.functions
    assert functions.invoke("sweep", {"sweep": "due"}) == {"finished": True}
    assert functions.invoke("sweep", {"sweep": "objects"}) == {"finished": True}
    assert functions.invoke("sweep", {"sweep": "nothing"})["errorType"] == "Function.BadEvent"


def test_a_job_that_no_process_ended_is_swept_up(quiet, seed):
    """The message of a file that died five times is dead; the file says so and can be tried again."""
    alice, functions = GatewayUser(quiet.url), quiet.functions
    file = alice.upload(media.png(seed))
    own = json.dumps({"userId": alice.user_id, "fileId": file["fileId"]})
    dead_letters = functions.settings["AUDMG_MEDIA_QUEUE_URL"] + "-dead"
    send(functions.settings, dead_letters, own)
    assert functions.invoke("sweep", {"sweep": "due"}) == {"finished": True}
    assert alice.get(f"/files/{file['fileId']}").json()["status"] == "failed"


def test_a_file_whose_message_was_lost_gets_another_one(quiet, seed):
    alice, functions = GatewayUser(quiet.url), quiet.functions
    file = alice.upload(media.png(seed))
    lose_message(functions.settings, alice.user_id, file["fileId"], hours=2)
    assert functions.invoke("sweep", {"sweep": "objects"}) == {"finished": True}
    assert count(functions.settings, functions.settings["AUDMG_MEDIA_QUEUE_URL"]) == 1


def test_a_user_who_leaves_takes_the_catalogue_along(quiet, seed):
    GatewayUser(quiet.url)  # Somebody else is the admin, who has to stay.
    alice, functions = GatewayUser(quiet.url), quiet.functions
    alice.upload(media.png(seed))
    # As a larger library has one.
    run(functions.settings, "client('s3').put_object(Bucket=sys.argv[1], Key=f'index/{sys.argv[2]}', Body=b'names')",
        functions.settings["S3_BUCKET_NAME"], alice.user_id)
    assert catalogues(functions.settings, alice.user_id) == 1
    assert alice.delete("/account?permanent=true").status_code == 204
    assert functions.invoke("sweep", {"sweep": "due"}) == {"finished": True}
    assert catalogues(functions.settings, alice.user_id) == 0
