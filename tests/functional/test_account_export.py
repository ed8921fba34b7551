"""The copy of all that a drive keeps about an account."""

from client import PASSWORD, Api, problem


def test_a_user_gets_a_copy_of_what_is_kept(alice, bob):
    made = alice.post("/app-passwords", json={"name": "Backup", "scopes": ["read"]}).json()
    answer = alice.get("/account/export")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    copy = answer.json()
    assert copy["account"]["username"] == alice.username and copy["account"]["email"] == alice.email
    assert [each["current"] for each in copy["sessions"]] == [True]
    assert [each["name"] for each in copy["appPasswords"]] == ["Backup"]
    actions = [entry["action"] for entry in copy["audit"]["entries"]]
    assert {"signed_up", "logged_in", "app_password_created"} <= set(actions)
    # The rest is where it says; an archive is asked for by POST.
    for path in {route["path"] for route in copy["elsewhere"]} - {"/downloads"}:
        assert alice.get(path).status_code == 200, path
    for secret in (PASSWORD, made["secret"], alice.token, alice.refresh_token, bob.user_id, "$argon2id$"):
        assert secret not in answer.text
    # It is noted, so that a thief's copy shows.
    assert alice.get("/audit").json()["entries"][0]["action"] == "account_exported"


def test_an_account_without_factors_has_empty_lists(alice):
    copy = alice.get("/account/export").json()
    assert copy["account"]["factors"] == {"totp": False, "passkeys": 0, "recoveryCodes": 0}
    assert copy["account"]["usage"] == {"bytes": 0, "files": 0, "reserved": 0}
    assert copy["passkeys"] == [] and copy["appPasswords"] == []


def test_an_app_password_does_not_get_it(shared, alice):
    scopes = ["read", "upload", "edit", "delete"]
    secret = alice.post("/app-passwords", json={"name": "All", "scopes": scopes}).json()["secret"]
    problem(Api(shared.url, secret).get("/account/export"), 403, "insufficient_scope")
