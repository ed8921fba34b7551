"""Events of the real server at a webhook, in a mailbox and at GET /events, across restarts."""

import base64
import hashlib
import hmac
import json
import time

import pytest
import requests

import media
from client import User
from receiver import Receiver

SECRET = "whsec_" + base64.b64encode(b"k" * 32).decode()


@pytest.fixture
def webhook(tmp_path):
    receiver = Receiver("webhook_receiver.py", tmp_path)
    yield receiver
    receiver.stop()


def told(entries):
    """Types of the events by file, once each: the same event may come again, with the same id."""
    events = {entry["headers"]["webhook-id"]: json.loads(entry["body"]) for entry in entries if entry["mode"] == "accept"}
    return [event["type"] for event in sorted(events.values(), key=lambda event: (event["time"], event["eventId"]))]


def webhook_settings(webhook):
    return {
        "AUDMG_WEBHOOK_URL": f"http://127.0.0.1:{webhook.port}/hook",
        "AUDMG_WEBHOOK_SECRET": SECRET,
        "AUDMG_WEBHOOK_ALLOW_PRIVATE": "on",
    }


def test_a_webhook_hears_of_every_step(make_drive, webhook):
    user = User(make_drive(webhook_settings(webhook)).url)
    file = user.wait_for_file(user.upload(media.png(1))["fileId"])
    assert user.delete(f"/files/{file['fileId']}?permanent=true").status_code == 204
    entries = webhook.wait_for(lambda got: len(told(got)) >= 3)
    assert sorted(told(entries)) == ["file.deleted", "file.ready", "file.uploaded"]
    for entry in entries:
        headers = entry["headers"]
        signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.{entry['body']}".encode()
        expected = base64.b64encode(hmac.new(b"k" * 32, signed, hashlib.sha256).digest()).decode()
        assert headers["webhook-signature"] == "v1," + expected
        assert json.loads(entry["body"])["fileId"] == file["fileId"]


def test_what_a_webhook_missed_comes_after_a_restart(make_drive, webhook):
    webhook.say("busy")
    drive = make_drive(webhook_settings(webhook))
    user = User(drive.url)
    user.wait_for_file(user.upload(media.png(2))["fileId"])
    webhook.wait_for(lambda got: len(got) >= 2)
    drive.kill()
    webhook.say("accept")
    drive.start()
    entries = webhook.wait_for(lambda got: len(told(got)) >= 2)
    assert sorted(told(entries)) == ["file.ready", "file.uploaded"]


def test_a_failed_file_is_mailed(make_drive, mailbox):
    settings = {
        "AUDMG_SMTP_URL": f"smtp://127.0.0.1:{mailbox.port}?tls=off",
        "AUDMG_MAIL_FROM": "drive@example.org",
        "AUDMG_NOTIFY_EMAIL": "ops@example.org",
    }
    user = User(make_drive(settings).url)
    good = user.wait_for_file(user.upload(media.png(3))["fileId"])
    bad = user.wait_for_file(user.upload(media.jpeg_without_a_picture(), "broken.jpg")["fileId"])
    assert (good["status"], bad["status"]) == ("ready", "failed")
    # The user gets mails, too.
    told = mailbox.wait_for(lambda got: any(entry["to"] == "ops@example.org" for entry in got))
    [mail] = [entry for entry in told if entry["to"] == "ops@example.org"]
    assert mail["from"] == "drive@example.org"
    assert "file.failed" in mail["subject"] + mail["text"]
    assert bad["fileId"] in mail["text"]


def read_events(lines, count):
    events, event = [], {}
    for line in lines:
        if line == "" and "data" in event:
            events.append(event)
            event = {}
            if len(events) == count:
                return events
        elif ": " in line and not line.startswith(":"):
            name, value = line.split(": ", 1)
            event[name] = value
    return events


def test_a_browser_hears_and_resumes(make_drive):
    drive = make_drive()
    user, other = User(drive.url), User(drive.url)

    def stream(last_id=None):
        headers = {"Authorization": f"Bearer {user.token}", **({"Last-Event-ID": last_id} if last_id else {})}
        return requests.get(drive.url + "/events", headers=headers, stream=True, timeout=20)

    with stream() as answer:
        assert answer.headers["Content-Type"].startswith("text/event-stream")
        lines = answer.iter_lines(chunk_size=1, decode_unicode=True)
        other.upload(media.png(4))
        first = user.upload(media.png(5))
        heard = read_events(lines, 2)
        assert [event["event"] for event in heard] == ["file.uploaded", "file.ready"]
        assert {json.loads(event["data"])["fileId"] for event in heard} == {first["fileId"]}
    missed = user.wait_for_file(user.upload(media.png(6))["fileId"])
    drive.stop()
    drive.start()
    with stream(heard[-1]["id"]) as answer:
        resumed = read_events(answer.iter_lines(chunk_size=1, decode_unicode=True), 2)
    assert [event["event"] for event in resumed] == ["file.uploaded", "file.ready"]
    assert {json.loads(event["data"])["fileId"] for event in resumed} == {missed["fileId"]}


def news(user, after):
    answer = user.get("/events", params={"after": after})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_who_asks_is_told_what_happened_since(make_drive):
    drive = make_drive()
    user, other = User(drive.url), User(drive.url)
    before = news(user, "")
    assert before["events"] == []
    other.upload(media.png(7))
    file = user.wait_for_file(user.upload(media.png(8))["fileId"])
    told = news(user, before["cursor"])
    assert [event["type"] for event in told["events"]] == ["file.uploaded", "file.ready"]
    assert {event["fileId"] for event in told["events"]} == {file["fileId"]}
    assert "reset" not in told
    drive.stop()
    drive.start()
    assert news(user, told["cursor"])["events"] == []
    assert user.patch(f"/files/{file['fileId']}", json={"favorite": True}).status_code == 200
    assert [event["type"] for event in news(user, told["cursor"])["events"]] == ["file.changed"]
    # Again from the same place: the same answer.
    assert [event["type"] for event in news(user, told["cursor"])["events"]] == ["file.changed"]


def test_who_has_been_away_for_too_long_must_look_again(make_drive):
    user = User(make_drive().url)
    user.wait_for_file(user.upload(media.png(9))["fileId"])
    _, _, position = news(user, "")["cursor"].partition(".")
    long_ago = int((time.time() - 31 * 86400) * 1000)
    told = news(user, f"{long_ago}.{position}")
    assert (told["events"], told["reset"]) == ([], True)
    assert "reset" not in news(user, told["cursor"])


@pytest.mark.parametrize("after", ["x", "1", ".", "-9223372036854775808.", "9223372036854775808.", "1e3.", " 1."])
def test_what_is_no_cursor_is_refused(make_drive, after):
    answer = User(make_drive().url).get("/events", params={"after": after})
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_request")
