"""Forgotten passwords, changes of password and address, and log-ins on several devices."""

import contextlib
import re
import sqlite3

import pytest

from client import PASSWORD, Api, User, problem

NEW = "another long and calm sentence"


def links(entries, page):
    """The tokens of the links to a page of the app, in the order of the mails."""
    found = [re.findall(rf"https://drive\.example\.org/{page}#token=(\S+)", entry["text"]) for entry in entries]
    return [token for tokens in found for token in tokens]


def mails(mailbox, subject, count=1):
    entries = mailbox.wait_for(lambda got: len([entry for entry in got if entry["subject"] == subject]) >= count)
    return [entry for entry in entries if entry["subject"] == subject]


def log_in(drive, username, password, **headers):
    return Api(drive.url).post("/login", json={"username": username, "password": password}, headers=headers)


def test_a_forgotten_password_is_replaced_by_a_link(mailing, mailbox):
    drive = mailing()
    user = User(drive.url)
    other = User(drive.url, user.username, signs_up=False)
    stranger = Api(drive.url)
    answer = stranger.post("/password/forgot", json={"email": user.email.upper()}, headers={"X-Forwarded-Host": "evil"})
    assert answer.status_code == 202
    (mail,) = mails(mailbox, "Choose a new password")
    assert mail["to"] == user.email and user.username in mail["text"]
    assert 'href="https://drive.example.org/reset#token=' in mail["html"]
    (token,) = links([mail], "reset")

    body = {"token": token, "newPassword": "short"}
    problem(stranger.post("/password/reset", json=body), 400, "validation_failed", "newPassword")
    body["newPassword"] = NEW
    assert stranger.post("/password/reset", json=body).status_code == 204
    for session in (user, other):
        problem(session.get("/sessions"), 401, "unauthorized")
    problem(log_in(drive, user.username, PASSWORD), 401, "invalid_credentials")
    assert log_in(drive, user.username, NEW).status_code == 200
    problem(stranger.post("/password/reset", json=body), 400, "invalid_link")
    mails(mailbox, "Your password was changed")


def test_an_unknown_address_gets_the_same_answer_and_no_mail(mailing, mailbox):
    drive = mailing()
    user = User(drive.url)
    stranger = Api(drive.url)
    answers = [stranger.post("/password/forgot", json={"email": email}) for email in ("nobody@example.org", user.email)]
    assert [answer.status_code for answer in answers] == [202, 202]
    assert answers[0].json() == answers[1].json()
    mails(mailbox, "Choose a new password")
    assert {entry["to"] for entry in mailbox.entries()} == {user.email}
    problem(stranger.post("/password/forgot", json={"email": "no address"}), 400, "validation_failed", "email")


def test_a_mailbox_gets_three_links_an_hour(mailing, mailbox):
    drive = mailing()
    user = User(drive.url)
    for _ in range(6):
        assert Api(drive.url).post("/password/forgot", json={"email": user.email}).status_code == 202
    other = User(drive.url)
    assert Api(drive.url).post("/password/forgot", json={"email": other.email}).status_code == 202
    entries = mails(mailbox, "Choose a new password", 4)
    assert [entry["to"] for entry in entries].count(user.email) == 3


@pytest.mark.parametrize("change", ["cut", "other purpose", "nothing"])
def test_links_that_were_not_made_so_are_refused(mailing, mailbox, change):
    drive = mailing()
    User(drive.url)
    (verify,) = links(mails(mailbox, "Confirm your address"), "verify")
    token = {"cut": verify[:-1], "other purpose": verify, "nothing": ""}[change]
    answer = Api(drive.url).post("/password/reset", json={"token": token, "newPassword": NEW})
    problem(answer, 400, "invalid_link")


def test_a_drive_without_mail_says_whom_to_ask(shared, alice):
    answer = Api(shared.url).post("/password/forgot", json={"email": alice.email})
    assert answer.status_code == 202 and "operator" in answer.json()["message"]
    link = shared.command("user", "reset-link", alice.username)
    assert link.returncode == 0, link.stderr
    (token,) = re.findall(r"/reset#token=(\S+)", link.stdout)
    assert Api(shared.url).post("/password/reset", json={"token": token, "newPassword": NEW}).status_code == 204
    assert log_in(shared, alice.username, NEW).status_code == 200


def test_a_changed_password_ends_the_other_sessions(shared, alice):
    other = User(shared.url, alice.username, signs_up=False)
    body = {"currentPassword": "not this one", "newPassword": NEW}
    problem(alice.post("/password/change", json=body), 403, "wrong_password")
    body["currentPassword"] = PASSWORD
    problem(alice.post("/password/change", json={**body, "newPassword": alice.username}), 400, "validation_failed")
    assert alice.post("/password/change", json=body).status_code == 204
    assert alice.get("/sessions").status_code == 200
    problem(other.get("/sessions"), 401, "unauthorized")
    refreshed = Api(shared.url).post("/token/refresh", json={"refreshToken": alice.refresh_token})
    assert refreshed.status_code == 200
    assert log_in(shared, alice.username, NEW).status_code == 200


def test_an_address_is_confirmed_and_changed_by_links(mailing, mailbox):
    drive = mailing()
    user = User(drive.url)
    assert user.get("/account").json()["emailVerified"] is False
    (token,) = links(mails(mailbox, "Confirm your address"), "verify")
    assert Api(drive.url).post("/email/verify", json={"token": token}).status_code == 204
    assert user.get("/account").json()["emailVerified"] is True

    new = f"new-{user.email}"
    assert user.post("/email/change", json={"email": new, "password": PASSWORD}).status_code == 202
    assert user.get("/account").json()["email"] == user.email
    (mail,) = mails(mailbox, "Confirm your new address")
    assert mail["to"] == new
    (change,) = links([mail], "verify")
    assert Api(drive.url).post("/email/verify", json={"token": change}).status_code == 204
    assert user.get("/account").json()["email"] == new
    (told,) = mails(mailbox, "Your address was changed")
    assert told["to"] == user.email and new in told["text"]
    problem(Api(drive.url).post("/email/verify", json={"token": change}), 400, "invalid_link")


def test_an_address_of_another_account_is_not_taken_over(mailing, mailbox):
    drive = mailing()
    user, other = User(drive.url), User(drive.url)
    assert user.post("/email/change", json={"email": other.email, "password": PASSWORD}).status_code == 202
    (token,) = links(mails(mailbox, "Confirm your new address"), "verify")
    problem(Api(drive.url).post("/email/verify", json={"token": token}), 409, "email_taken")


def test_mails_are_in_the_users_language(mailing, mailbox):
    drive = mailing()
    user = User(drive.url)
    assert user.patch("/account", json={"language": "de"}).json()["language"] == "de"
    assert Api(drive.url).post("/password/forgot", json={"email": user.email}).status_code == 202
    (mail,) = mails(mailbox, "Neues Passwort wählen")
    assert f"Hallo {user.username}," in mail["text"]


def test_an_account_to_be_confirmed_waits_for_its_link(mailing, mailbox):
    drive = mailing(AUDMG_SIGNUP="confirm")
    body = {"username": "ada", "password": PASSWORD, "email": "ada@example.org"}
    assert Api(drive.url).post("/signup", json=body).status_code == 201
    problem(log_in(drive, "ada", PASSWORD), 403, "email_unconfirmed")
    problem(log_in(drive, "ada", "not this one"), 401, "invalid_credentials")
    # A known address gets the same answer; its owner is told.
    assert Api(drive.url).post("/signup", json={**body, "username": "eve"}).status_code == 201
    (told,) = mails(mailbox, "You have an account already")
    assert told["to"] == "ada@example.org"
    problem(log_in(drive, "eve", PASSWORD), 403, "email_unconfirmed")
    (token,) = links(mails(mailbox, "Confirm your address"), "verify")
    assert Api(drive.url).post("/email/verify", json={"token": token}).status_code == 204
    assert log_in(drive, "ada", PASSWORD).status_code == 200


def test_the_mail_of_confirmation_is_sent_again(mailing, mailbox):
    drive = mailing(AUDMG_SIGNUP="confirm")
    body = {"username": "ada", "password": PASSWORD, "email": "ada@example.org"}
    stranger = Api(drive.url)
    assert stranger.post("/signup", json=body).status_code == 201
    mails(mailbox, "Confirm your address")
    problem(log_in(drive, "ada", PASSWORD), 403, "email_unconfirmed")
    answers = [stranger.post("/email/resend", json={"username": name}) for name in ("nobody", "Ada")]
    assert [answer.status_code for answer in answers] == [202, 202]
    assert answers[0].json() == answers[1].json()
    token = links(mails(mailbox, "Confirm your address", 2), "verify")[-1]
    assert stranger.post("/email/verify", json={"token": token}).status_code == 204
    assert log_in(drive, "ada", PASSWORD).status_code == 200
    # Nothing is left to confirm.
    assert stranger.post("/email/resend", json={"email": "ada@example.org"}).status_code == 202
    assert stranger.post("/password/forgot", json={"email": "ada@example.org"}).status_code == 202
    mails(mailbox, "Choose a new password")
    assert len(mails(mailbox, "Confirm your address", 2)) == 2


def test_log_ins_are_listed_and_ended(shared, alice):
    phone = Api(shared.url, log_in(shared, alice.username, PASSWORD, **{"User-Agent": "Phone 1"}).json()["token"])
    tablet = Api(shared.url, log_in(shared, alice.username, PASSWORD, **{"User-Agent": "Tablet 2"}).json()["token"])
    listed = phone.get("/sessions").json()["sessions"]
    assert [session["current"] for session in listed] == [False, True, False]
    assert [session["device"] for session in listed][:2] == ["Tablet 2", "Phone 1"]
    assert {session["place"] for session in listed} == {"127.0.0.0/24"}
    assert phone.delete(f"/sessions/{listed[0]['sessionId']}").status_code == 204
    problem(tablet.get("/sessions"), 401, "unauthorized")
    problem(phone.delete(f"/sessions/{listed[0]['sessionId']}"), 404, "not_found")
    assert phone.delete("/sessions").status_code == 204
    problem(alice.get("/sessions"), 401, "unauthorized")
    assert len(phone.get("/sessions").json()["sessions"]) == 1


def test_sensitive_acts_want_a_credential_that_was_just_shown(make_drive):
    drive = make_drive()
    user = User(drive.url)
    assert drive.stop() == 0
    with contextlib.closing(sqlite3.connect(drive.data / "audmg.db")) as database, database:
        database.execute("UPDATE sessions SET authenticated_at = 0")
    drive.start()
    body = {"currentPassword": PASSWORD, "newPassword": NEW}
    problem(user.post("/password/change", json=body), 403, "reauthentication_required")
    problem(user.post("/reauthenticate", json={"password": "not this one"}), 403, "wrong_password")
    assert user.post("/reauthenticate", json={"password": PASSWORD}).status_code == 204
    assert user.post("/password/change", json=body).status_code == 204


def test_a_refresh_may_be_repeated_and_gives_the_same(shared, alice):
    api = Api(shared.url)
    first = api.post("/token/refresh", json={"refreshToken": alice.refresh_token}).json()["refreshToken"]
    again = api.post("/token/refresh", json={"refreshToken": alice.refresh_token}).json()["refreshToken"]
    assert first == again
    assert api.post("/token/refresh", json={"refreshToken": first}).status_code == 200


def test_a_token_that_was_never_issued_ends_nothing(shared, alice):
    head, _, secret = alice.refresh_token.rpartition(".")
    forged = f"{head}.{'A' * len(secret)}"
    problem(Api(shared.url).post("/token/refresh", json={"refreshToken": forged}), 401, "invalid_refresh_token")
    assert Api(shared.url).post("/token/refresh", json={"refreshToken": alice.refresh_token}).status_code == 200
