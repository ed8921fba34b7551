"""The queue `media` of a deployment, where others write messages too, and where messages are lost."""

import json
import time

import requests

import media
from messages import count, groups, lose_message, purge, s3_event, s3_test_event, send, sns_envelope


def media_queue(stack):
    return stack.settings["AUDMG_MEDIA_QUEUE_URL"]


def test_what_s3_and_sns_tell_is_no_dead_letter(stack, alice, seed):
    file = alice.wait_for_file(alice.upload(media.png(seed))["fileId"])
    own = json.dumps({"userId": alice.user_id, "fileId": file["fileId"]})
    bucket = stack.settings["S3_BUCKET_NAME"]
    key = "orig" + requests.utils.urlparse(file["fileUrl"]).path.partition("/orig")[2]
    written = json.dumps(s3_event(bucket, key, file["size"]))
    send(stack.settings, media_queue(stack),
         json.dumps(s3_test_event(bucket)), written, json.dumps(s3_event(bucket, "logs/of/others", 1)),
         json.dumps(s3_event(bucket, key, 0, "ObjectRemoved:Delete")), own, sns_envelope(written), sns_envelope(own))
    deadline = time.monotonic() + 60
    while count(stack.settings, media_queue(stack)) > 0:
        assert time.monotonic() < deadline, stack.worker.stdout()
    assert count(stack.settings, media_queue(stack) + "-dead") == 0
    assert not [record for record in stack.worker.records() if record["event"] == "job_failed"]
    timeline = alice.get(f"/files/{file['fileId']}/timeline").json()["events"]
    assert [each["type"] for each in timeline].count("attempt.started") == 1


def test_what_s3_tells_alone_is_enough(stack, alice, seed):
    """The file's own message was lost."""
    assert stack.worker.stop() == 0
    file = alice.upload(media.png(seed))
    purge(stack.settings, media_queue(stack))
    key = "orig" + requests.utils.urlparse(file["fileUrl"]).path.partition("/orig")[2]
    send(stack.settings, media_queue(stack), json.dumps(s3_event(stack.settings["S3_BUCKET_NAME"], key, file["size"])))
    stack.worker.launch()
    assert alice.wait_for_file(file["fileId"])["status"] == "ready"


def mp3(size):
    """Silence of 128 kbit/s."""
    frame = bytes.fromhex("fffb9064") + bytes(413)
    return frame * (size // len(frame))


def test_each_users_messages_are_a_group_and_long_recordings_another(stack, alice, bob, seed):
    """SQS hands out the groups in turn; the partner does not, but says which group each message is of."""
    assert stack.worker.stop() == 0
    photo = alice.upload(media.png(seed))
    # By its size, of more than half an hour.
    recording = alice.upload(mp3(30_000_000), "recording.mp3")
    of_bob = bob.upload(media.png(seed))
    found = groups(stack.settings, media_queue(stack))
    stack.worker.launch()
    assert found == {
        photo["fileId"]: alice.user_id, recording["fileId"]: f"{alice.user_id}:low", of_bob["fileId"]: bob.user_id}


def test_a_file_whose_message_was_lost_is_swept_up(stack, alice, seed):
    assert stack.worker.stop() == 0
    file = alice.upload(media.png(seed))
    lose_message(stack.settings, alice.user_id, file["fileId"], hours=2)
    stack.worker.launch()
    assert alice.wait_for_file(file["fileId"])["status"] == "ready"
    # A record may be written a moment later than what it tells of.
    deadline = time.monotonic() + 20
    while not (restarted := [each for each in stack.worker.records() if each["event"] == "stuck_file_restarted"]):
        assert time.monotonic() < deadline, stack.worker.stdout()
        time.sleep(0.1)
    assert [record["fileId"] for record in restarted] == [file["fileId"]]
