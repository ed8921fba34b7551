"""What operators and admins do on the AWS adapters: factors, the state of the drive, the audit log."""

import pytest

import media
from authenticator import code
from client import User, problem


@pytest.fixture
def admin(stack):
    admin = User(stack.servers[0].url)
    answer = stack.servers[0].command("user", "role", admin.username, "admin")
    assert answer.returncode == 0, answer.stderr
    return admin


def with_app(user):
    secret = user.post("/mfa/totp").json()["secret"]
    answer = user.post("/mfa/totp/confirm", json={"code": code(secret)})
    assert answer.status_code == 200, answer.text


def test_lost_factors_are_taken_away_by_the_operator(stack, alice):
    with_app(alice)
    answer = stack.servers[0].command("user", "reset-factors", alice.username)
    assert answer.returncode == 0 and "authenticator app" in answer.stdout, answer.stderr
    problem(alice.get("/account"), 401, "unauthorized")
    alice.log_in()
    assert alice.get("/account").json()["factors"]["totp"] is False
    (entry,) = (each for each in alice.get("/audit").json()["entries"] if each["action"] == "factors_reset")
    assert entry["detail"] == {"by": "operator", "totp": True, "passkeys": 0, "recoveryCodes": 10}


def test_lost_factors_are_taken_away_by_an_admin(admin, alice):
    with_app(alice)
    answer = admin.post(f"/admin/users/{alice.user_id}/reset-factors")
    assert answer.json() == {"totp": True, "passkeys": 0, "recoveryCodes": 10}
    alice.log_in()


def test_an_admin_sees_how_the_drive_stands(stack, admin, seed, tmp_path):
    status = admin.get("/admin/status").json()
    assert status["users"] >= 1 and "files" not in status and "freeBytes" not in status
    assert [queue["name"] for queue in status["queues"]] == ["media", "events", "mail"]
    assert all(queue["failed"] == 0 and not queue["paused"] for queue in status["queues"])
    admin.wait_for_file(admin.upload(media.png(seed))["fileId"])
    # A server makes the backup; each of them tells of it.
    answer = stack.servers[0].command("backup", "create", str(tmp_path / "backup"))
    assert answer.returncode == 0, answer.stderr
    backup = User(stack.servers[1].url, admin.username, signs_up=False).get("/admin/status").json()["backup"]
    assert backup["state"] == "succeeded" and backup["at"] == backup["lastSuccessAt"]
    assert backup["figures"]["files"] >= 1 and backup["figures"]["missing"] == 0
