"""What operators and admins do for people who are locked out, and what the audit log and mails say of it."""

import sqlite3
import time

import pytest

import media
from authenticator import Passkey, code
from client import PASSWORD, Api, User, problem

OTHER_PASSWORD = "another long and calm sentence"
ORIGIN = "https://drive.example.org"


def log_in(drive, username, password=PASSWORD):
    return Api(drive.url).post("/login", json={"username": username, "password": password})


def with_app(user):
    """Gives the user an authenticator app and recovery codes."""
    secret = user.post("/mfa/totp").json()["secret"]
    answer = user.post("/mfa/totp/confirm", json={"code": code(secret)})
    assert answer.status_code == 200, answer.text


def with_passkey(user):
    key = Passkey(ORIGIN)
    body = {"name": "Phone", "passkey": key.create(user.post("/passkeys/options").json())}
    assert user.post("/passkeys", json=body).status_code == 201


def restart(drive, **settings):
    assert drive.stop() == 0
    drive.environment.update(settings)
    drive.start()


def entries(user):
    """The audit log of an account, first entry first, without log-ins: (action, detail)."""
    found = user.get("/audit").json()["entries"]
    return [(entry["action"], entry.get("detail")) for entry in reversed(found) if "log" not in entry["action"]]


def wait_for_mail(mailbox, subject):
    got = mailbox.wait_for(lambda all_of_them: any(entry["subject"] == subject for entry in all_of_them))
    (mail,) = (entry for entry in got if entry["subject"] == subject)
    return mail


@pytest.mark.parametrize("running", [True, False], ids=["running", "stopped"])
def test_lost_factors_are_taken_away(mailing, mailbox, running):
    drive = mailing()
    user, other = User(drive.url), User(drive.url)
    for each in (user, other):
        with_app(each)
    with_passkey(user)
    if not running:
        assert drive.stop() == 0
    answer = drive.command("user", "reset-factors", user.email)
    assert answer.returncode == 0, answer.stderr
    assert "authenticator app, 1 passkey, 10 recovery codes" in answer.stdout
    if not running:
        drive.start()
    problem(user.get("/account"), 401, "unauthorized")
    user.log_in()
    assert user.get("/account").json()["factors"] == {"totp": False, "passkeys": 0, "recoveryCodes": 0}
    problem(log_in(drive, other.username), 401, "mfa_required")
    detail = {"by": "operator", "totp": True, "passkeys": 1, "recoveryCodes": 10}
    assert ("factors_reset", detail) in entries(user)
    mail = wait_for_mail(mailbox, "Your second factors were taken away")
    assert mail["to"] == user.email and ORIGIN in mail["text"]


def test_passkeys_stay_when_they_are_not_lost(make_drive):
    drive = make_drive({"AUDMG_PUBLIC_URL": ORIGIN})
    user = User(drive.url)
    with_app(user)
    with_passkey(user)
    answer = drive.command("user", "reset-factors", user.username, "--keep-passkeys")
    assert answer.returncode == 0, answer.stderr
    half = problem(log_in(drive, user.username), 401, "mfa_required")
    assert half["methods"] == ["passkey"]


def test_an_account_without_factors_loses_its_sessions_only(make_drive):
    drive = make_drive()
    user = User(drive.url)
    answer = drive.command("user", "reset-factors", user.username)
    assert answer.returncode == 0 and "nothing to take away" in answer.stdout
    problem(user.get("/account"), 401, "unauthorized")
    answer = drive.command("user", "reset-factors", "eve")
    assert answer.returncode == 1 and "there is no user eve" in answer.stderr


def test_an_admin_takes_lost_factors_away(mailing, mailbox):
    drive = mailing()
    admin, user = User(drive.url), User(drive.url)
    with_app(user)
    path = f"/admin/users/{user.user_id}/reset-factors"
    answer = admin.post(path, json={"keepPasskeys": True})
    assert answer.status_code == 200, answer.text
    assert answer.json() == {"totp": True, "passkeys": 0, "recoveryCodes": 10}
    # Once more, as after an answer that was lost.
    assert admin.post(path).json() == {"totp": False, "passkeys": 0, "recoveryCodes": 0}
    user.log_in()
    assert ("factors_reset", answer.json()) in entries(user)
    (entry,) = (each for each in user.get("/audit").json()["entries"] if each.get("detail") == answer.json())
    assert entry["actorId"] == admin.user_id
    wait_for_mail(mailbox, "Your second factors were taken away")
    problem(admin.post(path, json={"keepPasskeys": "yes"}), 400, "validation_failed", "keepPasskeys")
    problem(admin.post(f"/admin/users/{'0' * 8}-0000-7000-8000-{'0' * 12}/reset-factors"), 404, "not_found")


def test_commands_of_the_operator_are_in_the_audit_log(mailing, mailbox):
    drive = mailing()
    email = "ada@example.org"
    for command, typed in [
        (["add", "ada", "--email", email, "--password-stdin"], PASSWORD),
        (["passwd", "ada", "--password-stdin"], OTHER_PASSWORD),
        (["disable", "ada"], None),
        (["enable", "ada"], None),
        (["reset-link", "ada"], None),
        (["role", "ada", "admin"], None),
    ]:
        answer = drive.command("user", *command, input=(typed or "") + "\n")
        assert answer.returncode == 0, answer.stderr
    ada = User(drive.url, "ada", password=OTHER_PASSWORD, signs_up=False)
    by = {"by": "operator"}
    assert entries(ada) == [
        ("account_added", by),
        ("password_changed", by),
        ("account_disabled", by),
        ("account_enabled", by),
        ("reset_link_made", by),
        ("role_changed", {**by, "role": "admin"}),
    ]
    assert wait_for_mail(mailbox, "Your password was changed")["to"] == email


def test_accounts_from_before_need_no_confirmation(mailing):
    drive = mailing(AUDMG_SIGNUP="on")
    old = User(drive.url)
    answer = drive.command("user", "add", "ada", "--email", "ada@example.org", "--password-stdin", input=PASSWORD + "\n")
    assert answer.returncode == 0, answer.stderr
    assert drive.stop() == 0
    drive.environment["AUDMG_SIGNUP"] = "confirm"
    drive.start()
    assert log_in(drive, old.username).status_code == 200
    assert log_in(drive, "ada").status_code == 200
    fresh = {"username": "grace", "password": PASSWORD, "email": "grace@example.org"}
    assert Api(drive.url).post("/signup", json=fresh).status_code == 201
    problem(log_in(drive, "grace"), 403, "email_unconfirmed")
    answer = drive.command("user", "add", "bob", "--email", "bob@example.org", "--password-stdin", input=PASSWORD + "\n")
    assert answer.returncode == 0, answer.stderr
    assert log_in(drive, "bob").status_code == 200


# --- how the drive stands ---


def wait_for_chore(admin, chore, seconds=30):
    deadline = time.monotonic() + seconds
    while (found := admin.get("/admin/status").json()[chore])["state"] == "never":
        assert time.monotonic() < deadline, f"no {chore}"
        time.sleep(0.1)
    return found


def test_an_admin_sees_how_the_drive_stands(make_drive, tmp_path, seed):
    drive = make_drive({"AUDMG_MEDIA_WORKERS": "1"})
    admin, user = User(drive.url), User(drive.url)
    user.wait_for_file(user.upload(media.png(seed))["fileId"])
    status = admin.get("/admin/status").json()
    assert (status["users"], status["files"], status["takesWrites"]) == (2, 1, True)
    assert status["freeBytes"] > 0 and status["version"] in drive.command("version").stdout
    assert [queue["name"] for queue in status["queues"]] == ["media", "events", "mail"]
    assert status["backup"] == {"state": "never"}
    assert wait_for_chore(admin, "scrub")["figures"]["damaged"] == 0

    assert drive.command("jobs", "pause").returncode == 0
    user.upload(media.png(seed + 1))
    media_queue = admin.get("/admin/status").json()["queues"][0]
    assert (media_queue["waiting"], media_queue["paused"]) == (1, True)
    assert drive.command("jobs", "resume").returncode == 0

    answer = drive.command("backup", "create", str(tmp_path / "backup"))
    assert answer.returncode == 0, answer.stderr
    # It is known after a restart, too, and a failure does not hide it.
    restart(drive)
    backup = admin.get("/admin/status").json()["backup"]
    assert backup["state"] == "succeeded" and backup["figures"]["files"] == 2
    (tmp_path / "taken").write_text("not a folder")
    assert drive.command("backup", "create", str(tmp_path / "taken")).returncode == 1
    failed = admin.get("/admin/status").json()["backup"]
    assert failed["state"] == "failed" and failed["error"]
    assert failed["lastSuccessAt"] == backup["at"]
    problem(user.get("/admin/status"), 403, "admins_only")


# --- the cost of passwords ---


def stored_cost(drive, username):
    """What the stored hash was made with: "m=19456,t=2,p=1"."""
    database = sqlite3.connect(f"file:{drive.data}/audmg.db?mode=ro", uri=True)
    try:
        ((phc,),) = database.execute("SELECT password_hash FROM users WHERE username = ?", [username]).fetchall()
    finally:
        database.close()
    return phc.split("$")[3]


def test_a_hash_takes_on_the_present_cost_at_the_next_log_in(make_drive):
    drive = make_drive()
    user, idle = User(drive.url), User(drive.url)
    assert stored_cost(drive, user.username) == "m=19456,t=2,p=1"
    for memory, passes, cost in [("40MiB", "3", "m=40960,t=3,p=1"), ("12MiB", "4", "m=12288,t=4,p=1")]:
        restart(drive, AUDMG_PASSWORD_MEMORY=memory, AUDMG_PASSWORD_PASSES=passes)
        problem(log_in(drive, user.username, "not this one"), 401, "invalid_credentials")
        assert stored_cost(drive, user.username) != cost
        assert log_in(drive, user.username).status_code == 200
        assert stored_cost(drive, user.username) == cost
        assert log_in(drive, user.username).status_code == 200
    assert stored_cost(drive, idle.username) == "m=19456,t=2,p=1"
    assert drive.stop() == 0
    assert drive.stdout().count('"event":"password_rehashed"') == 2
    shown = drive.command("config", "show").stdout
    assert "AUDMG_PASSWORD_MEMORY" in shown and "12MiB" in shown


def test_a_cost_below_the_minimum_does_not_start(make_drive):
    drive = make_drive({"AUDMG_PASSWORD_MEMORY": "19MiB", "AUDMG_PASSWORD_PASSES": "1"}, start=False)
    answer = drive.command("serve")
    assert answer.returncode == 2
    assert "AUDMG_PASSWORD_MEMORY is 19MiB" in answer.stderr and "46MiB" in answer.stderr


def test_after_a_raise_nobody_is_told_from_an_idle_account(make_drive):
    """The hash of an account that did not log in since costs less; what it lacks is made up for."""
    drive = make_drive()
    idle = User(drive.url)
    restart(drive, AUDMG_PASSWORD_MEMORY="128MiB", AUDMG_PASSWORD_PASSES="3")
    api = Api(drive.url)

    def time_of(username):
        begin = time.monotonic()
        problem(api.post("/login", json={"username": username, "password": "not this one"}), 401, "invalid_credentials")
        return time.monotonic() - begin

    # In turn, so that whatever else the machine does concerns both.
    pairs = [(time_of(idle.username), time_of("nobody-here")) for _ in range(10)]
    known, unknown = (min(times) for times in zip(*pairs))
    assert 0.6 < known / unknown < 1.6, (known, unknown)
