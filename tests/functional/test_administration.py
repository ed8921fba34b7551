"""Admins, invitations, deletions and the audit log."""

import re

import pytest

from client import PASSWORD, Api, User, problem


@pytest.fixture
def drive(make_drive):
    return make_drive({"AUDMG_SIGNUP": "first"})


def invite(admin, **fields):
    answer = admin.post("/admin/invitations", json=fields)
    assert answer.status_code == 201, answer.text
    return answer.json()


def token_of(invitation):
    return re.search(r"/join#token=(\S+)", invitation["link"])[1]


def join(drive, username, **fields):
    body = {"username": username, "password": PASSWORD, "email": f"{username}@example.org", **fields}
    return Api(drive.url).post("/signup", json=body)


def guest(drive, admin, username="grace"):
    assert join(drive, username, invitation=token_of(invite(admin))).status_code == 201
    return User(drive.url, username, signs_up=False)


def test_the_first_account_is_an_admins_and_closes_the_door(drive):
    admin = User(drive.url)
    assert admin.get("/account").json()["role"] == "admin"
    problem(join(drive, "eve"), 403, "signup_disabled")
    # It stays closed, even if nobody is left.
    assert drive.command("user", "delete", admin.username, "--yes").returncode == 0
    problem(join(drive, "eve"), 403, "signup_disabled")


def test_an_invitation_makes_one_account(drive):
    admin = User(drive.url)
    invitation = invite(admin, email="grace@example.org")
    (listed,) = admin.get("/admin/invitations").json()["invitations"]
    assert listed["email"] == "grace@example.org" and "link" not in listed
    assert join(drive, "grace", invitation=token_of(invitation)).status_code == 201
    problem(join(drive, "eve", invitation=token_of(invitation)), 403, "invalid_invitation")
    assert admin.get("/admin/invitations").json()["invitations"] == []
    assert User(drive.url, "grace", signs_up=False).get("/account").json()["role"] == "user"


def test_an_invitation_is_withdrawn(drive):
    admin = User(drive.url)
    invitation = invite(admin, role="admin")
    assert admin.delete(f"/admin/invitations/{invitation['invitationId']}").status_code == 204
    problem(join(drive, "eve", invitation=token_of(invitation)), 403, "invalid_invitation")
    problem(join(drive, "eve", invitation="nonsense"), 403, "invalid_invitation")


ADMIN_CALLS = [
    ("GET", "/admin/users", {}),
    ("PATCH", "/admin/users/{id}", {"json": {"role": "admin"}}),
    ("POST", "/admin/users/{id}/reset-link", {}),
    ("POST", "/admin/users/{id}/reset-factors", {}),
    ("GET", "/admin/invitations", {}),
    ("POST", "/admin/invitations", {"json": {}}),
    ("DELETE", "/admin/invitations/{id}", {}),
    ("GET", "/admin/status", {}),
    ("GET", "/admin/audit", {}),
]


@pytest.mark.parametrize("call", ADMIN_CALLS, ids=lambda call: f"{call[0]} {call[1]}")
def test_only_admins_administer(drive, call):
    admin = User(drive.url)
    user = guest(drive, admin)
    method, path, options = call
    problem(user.call(method, path.format(id=admin.user_id), **options), 403, "admins_only")


def test_an_admin_disables_and_promotes(drive):
    admin = User(drive.url)
    user = guest(drive, admin)
    user_id = user.get("/account").json()["userId"]
    assert [row["username"] for row in admin.get("/admin/users").json()["users"]] == [admin.username, "grace"]
    assert admin.patch(f"/admin/users/{user_id}", json={"disabled": True}).json()["disabled"] is True
    problem(user.get("/account"), 401, "unauthorized")
    assert admin.patch(f"/admin/users/{user_id}", json={"disabled": False, "role": "admin"}).status_code == 200
    user.log_in()
    assert user.get("/admin/users").status_code == 200


def test_the_last_admin_stays(drive):
    admin = User(drive.url)
    user = guest(drive, admin)
    for change in ({"disabled": True}, {"role": "user"}):
        problem(admin.patch(f"/admin/users/{admin.user_id}", json=change), 409, "last_admin")
    problem(admin.delete("/account"), 409, "last_admin")
    user_id = user.get("/account").json()["userId"]
    assert admin.patch(f"/admin/users/{user_id}", json={"role": "admin"}).status_code == 200
    assert admin.patch(f"/admin/users/{admin.user_id}", json={"role": "user"}).status_code == 200


def test_an_admin_hands_a_link_over(drive):
    admin = User(drive.url)
    user = guest(drive, admin)
    answer = admin.post(f"/admin/users/{user.get('/account').json()['userId']}/reset-link")
    assert answer.status_code == 200
    token = re.search(r"/reset#token=(\S+)", answer.json()["link"])[1]
    body = {"token": token, "newPassword": "another long and calm sentence"}
    assert Api(drive.url).post("/password/reset", json=body).status_code == 204


def test_an_account_is_deleted_after_a_grace(drive):
    admin = User(drive.url)
    user = guest(drive, admin)
    answer = user.delete("/account")
    assert answer.status_code == 202 and answer.json()["deletion"]["at"]
    user.log_in()
    assert user.get("/account").json()["deletion"] == answer.json()["deletion"]
    assert "deletion" not in user.patch("/account", json={"deletion": None}).json()
    assert user.delete("/account?permanent=true").status_code == 204
    login = {"username": "grace", "password": PASSWORD}
    problem(Api(drive.url).post("/login", json=login), 401, "invalid_credentials")


def test_the_audit_log_tells_what_happened(drive):
    admin = User(drive.url)
    user = guest(drive, admin)
    problem(Api(drive.url).post("/login", json={"username": "grace", "password": "not this one"}), 401, "invalid_credentials")
    entries = user.get("/audit").json()["entries"]
    assert [entry["action"] for entry in entries] == ["login_failed", "logged_in", "signed_up"]
    assert all(entry["place"] == "127.0.0.0/24" for entry in entries)
    page = user.get("/audit?limit=1").json()
    assert [entry["action"] for entry in page["entries"]] == ["login_failed"]
    rest = user.get(f"/audit?before={page['nextBefore']}").json()["entries"]
    assert [entry["action"] for entry in rest] == ["logged_in", "signed_up"]
    everything = {entry["action"] for entry in admin.get("/admin/audit").json()["entries"]}
    assert {"invitation_created", "signed_up", "login_failed"} <= everything


def test_guesses_are_counted_per_account(make_drive):
    """Strangers share one allowance; whoever logged in from an address before is none."""
    drive = make_drive({"AUDMG_RATE_LIMITS": "on", "AUDMG_TRUSTED_PROXIES": "127.0.0.1", "AUDMG_SIGNUP": "on"})

    def log_in(address, password):
        body = {"username": "ada", "password": password}
        return Api(drive.url).post("/login", json=body, headers={"X-Forwarded-For": address})

    body = {"username": "ada", "password": PASSWORD, "email": "ada@example.org"}
    assert Api(drive.url).post("/signup", json=body, headers={"X-Forwarded-For": "198.51.100.1"}).status_code == 201
    assert log_in("198.51.100.1", PASSWORD).status_code == 200
    answers = [log_in(f"203.0.113.{n}", "not this one").status_code for n in range(40) for _ in range(2)]
    assert answers.count(401) == 20 and set(answers) == {401, 429}
    assert log_in("203.0.113.99", PASSWORD).status_code == 429
    assert log_in("198.51.100.1", PASSWORD).status_code == 200


def test_an_invitation_is_for_its_address_alone(drive):
    admin = User(drive.url)
    invitation = invite(admin, email="grace@example.org")
    problem(join(drive, "eve", invitation=token_of(invitation)), 403, "invalid_invitation")
    assert join(drive, "grace", invitation=token_of(invitation)).status_code == 201


def test_confirming_addresses_needs_mails(make_drive):
    drive = make_drive({"AUDMG_SIGNUP": "confirm"}, start=False)
    refused = drive.command("serve")
    assert refused.returncode == 2 and "AUDMG_SMTP_URL" in refused.stderr, refused.stderr
