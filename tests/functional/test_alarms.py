"""Alarms of the server itself: told once when they begin and once when they are over, by webhook and by mail."""

import json
import re
import time

import pytest

from receiver import Receiver

MORE_THAN_ANY_DISK = "900TB"
# The server looks 3 s after its start, then every minute.
UNTIL_IT_HAS_LOOKED = 6


@pytest.fixture
def webhook(tmp_path):
    receiver = Receiver("webhook_receiver.py", tmp_path)
    yield receiver
    receiver.stop()


@pytest.fixture
def watched(make_drive, webhook, mailbox):
    """A drive that tells of alarms; takes settings."""

    def make(**settings):
        return make_drive(
            {
                "AUDMG_WEBHOOK_URL": f"http://127.0.0.1:{webhook.port}/hook",
                "AUDMG_WEBHOOK_SECRET": "a secret of these tests only, 0123456789",
                "AUDMG_WEBHOOK_ALLOW_PRIVATE": "on",
                "AUDMG_SMTP_URL": f"smtp://127.0.0.1:{mailbox.port}?tls=off",
                "AUDMG_MAIL_FROM": "drive@example.org",
                "AUDMG_NOTIFY_EMAIL": "ops@example.org",
                **settings,
            }
        )

    return make


def posted(webhook):
    """Events by id: one may come again."""
    events = (json.loads(entry["body"]) for entry in webhook.entries())
    return list({event["eventId"]: event for event in events}.values())


def types(webhook):
    return [event["type"] for event in posted(webhook)]


def wait_until_noted(drive, alarm, seconds=30):
    deadline = time.monotonic() + seconds
    path = drive.data / "alarms.json"
    while not path.exists() or alarm not in path.read_text():
        assert time.monotonic() < deadline, f"{alarm} is not in alarms.json"
        time.sleep(0.1)


def test_an_alarm_is_told_once_and_its_end_once_over_restarts(watched, webhook, mailbox):
    drive = watched(AUDMG_ALARM_FREE_SPACE=MORE_THAN_ANY_DISK)
    webhook.wait_for(lambda got: got)
    (alarm,) = posted(webhook)
    assert alarm["type"] == "alarm.disk_low"
    assert alarm["detail"]["limitBytes"] == 900 * 10**12 > alarm["detail"]["freeBytes"]
    assert "GB are free" in alarm["detail"]["message"]
    mailbox.wait_for(lambda got: got)
    (mail,) = mailbox.entries()
    assert (mail["to"], mail["subject"]) == ("ops@example.org", "[Audmg Drive] alarm.disk_low")
    assert alarm["detail"]["message"] in mail["text"]

    # A kill before it is noted would repeat it.
    wait_until_noted(drive, "disk_low")
    drive.kill()
    drive.start()
    time.sleep(UNTIL_IT_HAS_LOOKED)
    assert types(webhook) == ["alarm.disk_low"], "told once more after a kill"

    drive.stop()
    drive.environment["AUDMG_ALARM_FREE_SPACE"] = "1kB"
    drive.start()
    webhook.wait_for(lambda got: len({json.loads(entry["body"])["eventId"] for entry in got}) == 2)
    over = posted(webhook)[-1]
    assert over["type"] == "alarm.over"
    assert over["detail"]["alarm"] == "alarm.disk_low"
    assert over["detail"]["since"] >= alarm["time"]
    # The kill may have come before the first mail was noted as sent, which then comes again.
    mailbox.wait_for(lambda got: "[Audmg Drive] alarm.over: alarm.disk_low" in [mail["subject"] for mail in got])

    drive.stop()
    drive.start()
    time.sleep(UNTIL_IT_HAS_LOOKED)
    assert types(webhook) == ["alarm.disk_low", "alarm.over"]


def test_a_drive_that_is_well_tells_nothing(watched, webhook):
    watched(AUDMG_ALARM_FREE_SPACE="1kB")
    time.sleep(UNTIL_IT_HAS_LOOKED)
    assert types(webhook) == []


def test_an_alarm_that_nobody_took_is_told_later(watched, webhook):
    webhook.say("busy")
    drive = watched(AUDMG_ALARM_FREE_SPACE=MORE_THAN_ANY_DISK)
    webhook.wait_for(lambda got: len(got) >= 1)
    drive.kill()
    webhook.say("accept")
    drive.start()
    webhook.wait_for(lambda got: any(entry["mode"] == "accept" for entry in got))
    assert set(types(webhook)) == {"alarm.disk_low"}
    assert len(posted(webhook)) == 1, "the same event, and not another one"


def alarm_lines(drive, *arguments):
    found = drive.command("doctor", *arguments)
    return re.findall(r"^(ok|warn|fail) +alarms +(.*)$", found.stdout, re.MULTILINE)


def test_doctor_sends_a_trial_alarm_when_asked(watched, webhook, mailbox):
    drive = watched()
    ((verdict, text),) = alarm_lines(drive)
    assert verdict == "ok" and "--trial-alarm" in text
    assert (webhook.entries(), mailbox.entries()) == ([], [])
    assert [verdict for verdict, _ in alarm_lines(drive, "--trial-alarm")] == ["ok", "ok"]
    assert types(webhook) == ["alarm.trial"]
    assert [entry["subject"] for entry in mailbox.entries()] == ["[Audmg Drive] alarm.trial"]
    webhook.stop()
    assert sorted(verdict for verdict, _ in alarm_lines(drive, "--trial-alarm")) == ["fail", "ok"]


def test_doctor_says_when_nobody_hears_of_alarms(make_drive):
    ((verdict, text),) = alarm_lines(make_drive(start=False))
    assert (verdict, text) == ("warn", "nobody hears of them")
