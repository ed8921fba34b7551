"""The function that mails users: from the request to the mail that SES takes, and what fails."""

import json
import re
import time

import pytest
import requests
from client import PASSWORD, problem
from functions import EventSource, sqs_event
from gateway_user import GatewayUser
from messages import count, run

DRIVE = "https://drive.example.org"
NEW = "another long and calm sentence"
MAX_RECEIVE_COUNT = 5


@pytest.fixture
def user(mailing):
    """Somebody whose first mail, which confirms the address, is out of the queue."""
    made = GatewayUser(mailing.url)
    taken = waiting(mailing)
    assert [mail["kind"] for mail in taken if mail["userId"] == made.user_id] == ["verify_email"]
    return made


@pytest.fixture
def ses(mailing):
    """Says how SES is; afterwards it works again."""
    def let(kind):
        fault = {"service": "ses", "kind": kind}
        assert requests.put(f"{mailing.functions.settings['AWS_ENDPOINT_URL']}/_partner/fault", json=fault, timeout=10).ok

    yield let
    let("")


def waiting(mailing):
    """The messages of the queue, which are taken out of it."""
    return json.loads(run(mailing.functions.settings, """
sqs, found = client("sqs"), []
while True:
    messages = sqs.receive_message(QueueUrl=sys.argv[1], MaxNumberOfMessages=10).get("Messages", [])
    if not messages:
        break
    for message in messages:
        found.append(json.loads(message["Body"]))
        sqs.delete_message(QueueUrl=sys.argv[1], ReceiptHandle=message["ReceiptHandle"])
print(json.dumps(found))""", mailing.functions.settings["AUDMG_MAIL_QUEUE_URL"]))


def taken_by_ses(mailing, to):
    mails = requests.get(f"{mailing.functions.settings['AWS_ENDPOINT_URL']}/_partner/mails", timeout=10).json()
    return [mail for mail in mails if mail["to"] == to]


def forgotten(mailing, user):
    """The message of a user who has forgotten the password."""
    assert user.post("/password/forgot", json={"email": user.email.upper()}, anonymous=True).status_code == 202
    (message,) = waiting(mailing)
    assert message["kind"] == "reset_password" and "token" not in json.dumps(message)
    return message


def notice(user):
    return {"kind": "password_changed", "userId": user.user_id, "to": "", "subject": ""}


def link_token(mail, page):
    (token,) = re.findall(rf"{re.escape(DRIVE)}/{page}#token=(\S+)", mail["text"])
    return token


def wait_for_mail(mailing, to, seconds=30):
    deadline = time.monotonic() + seconds
    while not (mails := taken_by_ses(mailing, to)):
        assert time.monotonic() < deadline, "no mail came"
        time.sleep(0.2)
    return mails


def failures(said):
    return [failure["itemIdentifier"] for failure in said["batchItemFailures"]]


def test_a_mail_with_a_link_comes_out_at_ses(mailing, user):
    message = forgotten(mailing, user)
    assert mailing.functions.invoke("mailer", sqs_event(message)) == {"batchItemFailures": []}
    (mail,) = taken_by_ses(mailing, user.email)
    assert mail["subject"] == "Choose a new password"
    token = link_token(mail, "reset")
    assert f'href="{DRIVE}/reset#token={token}"' in mail["html"]
    body = {"token": token, "newPassword": NEW}
    assert user.post("/password/reset", json=body, anonymous=True).status_code == 204
    problem(user.post("/password/reset", json=body, anonymous=True), 400, "invalid_link")
    log_in = {"username": user.username, "password": NEW}
    assert user.post("/login", json=log_in, anonymous=True).status_code == 200


def test_nobody_gets_a_mail_that_an_unknown_address_asked_for(mailing):
    message = {"kind": "reset_password", "userId": "", "to": "nobody@example.org", "subject": ""}
    assert mailing.functions.invoke("mailer", sqs_event(message)) == {"batchItemFailures": []}
    assert taken_by_ses(mailing, "nobody@example.org") == []


def test_a_link_for_a_new_address_ends_with_the_password_that_asked_for_it(mailing, user):
    new = f"new-{user.email}"
    assert user.post("/email/change", json={"email": new, "password": PASSWORD}).status_code == 202
    (message,) = waiting(mailing)
    changed = user.post("/password/change", json={"currentPassword": PASSWORD, "newPassword": NEW})
    assert changed.status_code == 204
    (told,) = waiting(mailing)
    assert mailing.functions.invoke("mailer", sqs_event(message, told)) == {"batchItemFailures": []}
    assert taken_by_ses(mailing, new) == []
    assert [mail["subject"] for mail in taken_by_ses(mailing, user.email)] == ["Your password was changed"]


def test_of_a_batch_only_what_failed_comes_again(mailing, user, ses):
    poison = ["no JSON", "{}", json.dumps({"kind": "of a later version", "userId": user.user_id})]
    said = mailing.functions.invoke("mailer", sqs_event(poison[0], notice(user), *poison[1:]))
    assert failures(said) == ["m1", "m3", "m4"]
    assert len(taken_by_ses(mailing, user.email)) == 1
    ses("is_busy")
    said = mailing.functions.invoke("mailer", sqs_event(notice(user), notice(user)))
    assert failures(said) == ["m1", "m2"]
    ses("")
    assert failures(mailing.functions.invoke("mailer", sqs_event(notice(user)))) == []
    assert len(taken_by_ses(mailing, user.email)) == 2


def test_a_mail_that_ses_refuses_for_good_is_not_tried_again(mailing, user, ses):
    ses("refuses")
    assert failures(mailing.functions.invoke("mailer", sqs_event(notice(user)))) == []
    (record,) = [one for one in mailing.functions.get("mailer").records("account_mail_refused") if one["userId"] == user.user_id]
    assert user.email not in json.dumps(record)


def test_a_poison_message_ends_among_the_dead_letters(mailing):
    """As Lambda's poller does it, but without waiting for the visibility timeout."""
    settings = mailing.functions.settings
    queue = settings["AUDMG_MAIL_QUEUE_URL"]
    waiting(mailing)
    run(settings, "client('sqs').send_message(QueueUrl=sys.argv[1], MessageBody=sys.argv[2])", queue, "no JSON")
    for receive_count in range(1, MAX_RECEIVE_COUNT + 1):
        (body,) = json.loads(run(settings, """
found = client("sqs").receive_message(QueueUrl=sys.argv[1], VisibilityTimeout=0).get("Messages", [])
print(json.dumps([message["Body"] for message in found]))""", queue))
        assert failures(mailing.functions.invoke("mailer", sqs_event(body, receive_count=receive_count))) == ["m1"]
    assert waiting(mailing) == []
    assert count(settings, f"{queue}-dead") == 1


def test_lambdas_poller_has_the_mails_sent(mailing):
    """Last in this file: from now on the queue is the poller's."""
    with EventSource(mailing.functions, "mailer", mailing.functions.settings["AUDMG_MAIL_QUEUE_URL"]):
        user = GatewayUser(mailing.url)
        mails = wait_for_mail(mailing, user.email)
    token = link_token(mails[0], "verify")
    assert user.post("/email/verify", json={"token": token}, anonymous=True).status_code == 204
    assert user.get("/account").json()["emailVerified"] is True
