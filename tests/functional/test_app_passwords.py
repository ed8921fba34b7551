"""Keys for programs, with less than all rights."""

import datetime

import pytest

import media
from client import Api, User, problem

SCOPES = ("read", "upload", "edit", "delete")
MISSING = "0198f2c4-5a1e-7c3d-9b2a-3f4e5d6c7b8a"
# One call of each scope; 404 and the like show that the scope sufficed.
CALLS = {
    "read": ("GET", "/retrieve", {}),
    "upload": ("POST", "/files/known", {"json": {"sha256": ["0" * 64]}}),
    "edit": ("PATCH", f"/files/{MISSING}", {"json": {"favorite": True}}),
    "delete": ("DELETE", f"/files/{MISSING}", {}),
}
ACCOUNT_CALLS = [
    ("GET", "/account", {}),
    ("GET", "/sessions", {}),
    ("DELETE", f"/sessions/{MISSING}", {}),
    ("GET", "/passkeys", {}),
    ("GET", "/app-passwords", {}),
    ("DELETE", f"/app-passwords/{MISSING}", {}),
    ("POST", "/mfa/totp", {}),
    ("GET", "/audit", {}),
    ("GET", "/admin/users", {}),
    ("POST", "/logout", {}),
    ("POST", "/reauthenticate", {"json": {"password": "x"}}),
]


def make(user, *scopes, **fields):
    answer = user.post("/app-passwords", json={"name": "Backup", "scopes": list(scopes), **fields})
    assert answer.status_code == 201, answer.text
    return answer.json()


def holder(user, *scopes, **fields):
    return Api(user.url, make(user, *scopes, **fields)["secret"])


@pytest.mark.parametrize("scope", SCOPES)
def test_an_app_password_is_good_for_its_scope_only(alice, scope):
    program = holder(alice, scope)
    for needed, (method, path, options) in CALLS.items():
        answer = program.call(method, path, **options)
        if needed == scope:
            assert answer.status_code in (200, 404), answer.text
        else:
            problem(answer, 403, "insufficient_scope")


@pytest.mark.parametrize("call", ACCOUNT_CALLS, ids=lambda call: f"{call[0]} {call[1]}")
def test_no_app_password_is_good_for_the_account(alice, call):
    method, path, options = call
    problem(holder(alice, *SCOPES).call(method, path, **options), 403, "insufficient_scope")


def test_a_program_uploads_and_reads(alice):
    program = holder(alice, "upload", "read")
    answer = program.post("/upload", files={"file": ("photo.png", media.png(7), "image/png")})
    assert answer.status_code == 201
    assert [file["fileId"] for file in alice.list_all()] == [answer.json()["file"]["fileId"]]
    assert program.get("/me").json()["username"] == alice.username


def test_the_secret_is_shown_once(alice):
    made = make(alice, "read", "edit", "read")
    assert made["secret"].startswith("audmg_") and made["scopes"] == ["edit", "read"]
    (listed,) = alice.get("/app-passwords").json()["appPasswords"]
    assert "secret" not in listed and listed["appPasswordId"] == made["appPasswordId"]
    Api(alice.url, made["secret"]).get("/retrieve")
    (listed,) = alice.get("/app-passwords").json()["appPasswords"]
    assert "lastUsedAt" in listed


def test_a_removed_app_password_ends_at_once(alice):
    made = make(alice, "read")
    program = Api(alice.url, made["secret"])
    assert program.get("/retrieve").status_code == 200
    assert alice.delete(f"/app-passwords/{made['appPasswordId']}").status_code == 204
    problem(program.get("/retrieve"), 401, "unauthorized")
    problem(alice.delete(f"/app-passwords/{made['appPasswordId']}"), 404, "not_found")


def test_nobody_removes_anothers(alice, bob):
    made = make(alice, "read")
    problem(bob.delete(f"/app-passwords/{made['appPasswordId']}"), 404, "not_found")
    assert Api(alice.url, made["secret"]).get("/retrieve").status_code == 200


def test_an_altered_app_password_is_refused(alice):
    secret = make(alice, "read")["secret"]
    for altered in (secret[:-1], secret + "x", secret[:20] + ("B" if secret[20] == "A" else "A") + secret[21:]):
        problem(Api(alice.url, altered).get("/retrieve"), 401, "unauthorized")


def test_an_app_password_may_have_an_end(alice):
    now = datetime.datetime.now(datetime.timezone.utc)
    past = (now - datetime.timedelta(seconds=5)).strftime("%Y-%m-%dT%H:%M:%SZ")
    body = {"name": "Backup", "scopes": ["read"], "expiresAt": past}
    problem(alice.post("/app-passwords", json=body), 400, "validation_failed", "expiresAt")
    soon = (now + datetime.timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert holder(alice, "read", expiresAt=soon).get("/retrieve").status_code == 200


@pytest.mark.parametrize(
    ("field", "value"), [("name", ""), ("name", "x" * 101), ("scopes", []), ("scopes", ["root"]), ("expiresAt", "soon")]
)
def test_bad_fields_are_named(alice, field, value):
    body = {"name": "Backup", "scopes": ["read"], field: value}
    problem(alice.post("/app-passwords", json=body), 400, "validation_failed", field)


def test_a_changed_password_keeps_app_passwords(alice):
    program = holder(alice, "read")
    body = {"currentPassword": alice.password, "newPassword": "another long and calm sentence"}
    assert alice.post("/password/change", json=body).status_code == 204
    assert program.get("/retrieve").status_code == 200
