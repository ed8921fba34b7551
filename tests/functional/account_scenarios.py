"""The rows of scenarios.py for accounts.

Admins do in test_administration.py what is refused to a member here. Passkeys need a drive with a name, as in
test_factors.py; here they are refused.
"""

from authenticator import code
from client import PASSWORD
from scenario_parts import ANONYMOUS, HUGE_HEADER, HUGE_JSON, OTHER_ID, rows

NEW = "another long and calm sentence"
BEARER_OF_NOBODY = {"headers": {"Authorization": "Bearer x.y.z"}}
NOT_AN_ID = "' OR 1=1 --"


def _session(world, owner):
    return owner.get("/sessions").json()["sessions"][0]["sessionId"]


def _app_password(world, owner):
    answer = owner.post("/app-passwords", json={"name": "Backup", "scopes": ["read"]})
    assert answer.status_code == 201, answer.text
    return answer.json()["appPasswordId"]


def _with_app(world):
    secret = world.alice.post("/mfa/totp").json()["secret"]
    answer = world.alice.post("/mfa/totp/confirm", json={"code": code(secret)})
    assert answer.status_code == 200, answer.text
    return answer.json()["recoveryCodes"]


def _second_step(world):
    codes = _with_app(world)
    answer = world.alice.post("/login", json={"username": world.alice.username, "password": PASSWORD}, anonymous=True)
    return {"mfaToken": answer.json()["mfaToken"], "recoveryCode": codes[0]}


def _json(**fields):
    return {"json": fields}


def _listing(operation):
    """A list of the caller's own: nobody else's id is part of the request."""
    return rows(
        operation,
        ("happy", lambda w: {}, 200),
        ("anonymous", lambda w: ANONYMOUS, 401, "unauthorized"),
        ("other_user", lambda w: {"headers": {"Authorization": f"Bearer {w.bob.refresh_token}"}}, 401, "unauthorized"),
        ("malformed", lambda w: BEARER_OF_NOBODY, 401, "unauthorized"),
        ("over_limit", lambda w: {"headers": HUGE_HEADER}, 431, "headers_too_large"),
    )


def _of_one(operation, make, status, **options):
    """A change of one thing that the path names."""
    return rows(
        operation,
        ("happy", lambda w: {"id": make(w, w.alice), **options}, status),
        ("anonymous", lambda w: {"id": make(w, w.alice), **options, **ANONYMOUS}, 401, "unauthorized"),
        ("other_user", lambda w: {"id": make(w, w.bob), **options}, 404, "not_found"),
        ("malformed", lambda w: {"id": NOT_AN_ID, **options}, 404, "not_found"),
        ("over_limit", lambda w: {"id": "a" * 5000, **options}, 404, "not_found"),
    )


def _of_admins(operation, **options):
    """Refused to a member before anything is looked at."""
    refused = 403, "admins_only"
    return rows(
        operation,
        ("happy", lambda w: {"id": OTHER_ID, **options}, *refused),
        ("anonymous", lambda w: {"id": OTHER_ID, **options, **ANONYMOUS}, 401, "unauthorized"),
        ("other_user", lambda w: {"id": w.bob.user_id, **options}, *refused),
        ("malformed", lambda w: {"id": NOT_AN_ID, **options}, *refused),
        ("over_limit", lambda w: {"headers": HUGE_HEADER, "id": OTHER_ID, **options}, 431, "headers_too_large"),
    )


def _body(operation, happy, status, field, *others, happy_code=None):
    """A call with a body, without anybody's id."""
    return rows(
        operation,
        ("happy", happy, status, happy_code),
        *others,
        ("malformed", lambda w: _json(**{field: 7}), 400, "validation_failed", field),
        ("over_limit", lambda w: {"json": HUGE_JSON}, 413, "body_too_large"),
    )


def _anonymous(status, code_=None, **fields):
    return "anonymous", lambda w: {**_json(**fields), **ANONYMOUS}, status, code_


def _without_token(**fields):
    return _anonymous(401, "unauthorized", **fields)


def _of_bob(status, code_, fields):
    return "other_user", lambda w: _json(**fields(w)), status, code_


def _passkeys(operation, *rest, **options):
    unavailable = 409, "passkeys_unavailable"
    return rows(
        operation,
        ("happy", lambda w: {**options}, *unavailable),
        ("anonymous", lambda w: {**options, **ANONYMOUS}, *(rest or (401, "unauthorized"))),
        ("other_user", lambda w: {**options, "headers": {"Authorization": f"Bearer {w.bob.token}"}}, *unavailable),
        ("malformed", lambda w: {**options, "data": b"{"}, *unavailable),
        ("over_limit", lambda w: {"headers": HUGE_HEADER, **options}, 431, "headers_too_large"),
    )


ASSERTION = {"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": "AA", "authenticatorData": "AA", "signature": "AA"}}

ACCOUNT_SCENARIOS = [
    *_body(
        "POST /login/mfa",
        lambda w: _json(**_second_step(w)),
        200,
        "mfaToken",
        ("anonymous", lambda w: {**_json(**_second_step(w)), **ANONYMOUS}, 200),
        _of_bob(401, "invalid_mfa_token", lambda w: {"mfaToken": w.bob.token, "code": "123456"}),
    ),
    *_passkeys("POST /login/passkey/options", 409, "passkeys_unavailable"),
    *_body(
        "POST /login/passkey",
        lambda w: _json(passkey=ASSERTION),
        401,
        "passkey",
        _anonymous(401, "wrong_factor", passkey=ASSERTION),
        _of_bob(401, "wrong_factor", lambda w: {"passkey": {**ASSERTION, "id": "BB"}}),
        happy_code="wrong_factor",
    ),
    *_body(
        "POST /reauthenticate",
        lambda w: _json(password=PASSWORD),
        204,
        "password",
        _without_token(password=PASSWORD),
        _of_bob(403, "wrong_password", lambda w: {"password": "the password of bob"}),
    ),
    *_listing("GET /account"),
    *_body(
        "PATCH /account",
        lambda w: _json(language="de"),
        200,
        "language",
        _without_token(language="de"),
        _of_bob(400, "validation_failed", lambda w: {"userId": w.bob.user_id, "language": "xx"}),
    ),
    *rows(
        "DELETE /account",
        ("happy", lambda w: {}, 202),
        ("happy", lambda w: {"params": {"permanent": "true"}}, 204, None, None, "permanent"),
        ("anonymous", lambda w: ANONYMOUS, 401, "unauthorized"),
        ("other_user", lambda w: {"headers": {"Authorization": f"Bearer {w.bob.refresh_token}"}}, 401, "unauthorized"),
        ("malformed", lambda w: BEARER_OF_NOBODY, 401, "unauthorized"),
        ("over_limit", lambda w: {"headers": HUGE_HEADER}, 431, "headers_too_large"),
    ),
    *_listing("GET /account/export"),
    *[
        row
        for path, status, code_ in (
            # The shared drive names no contact; test_well_known.py has one that does.
            ("/.well-known/security.txt", 404, "not_found"),
            ("/.well-known/change-password", 303, None),
        )
        for row in rows(
            f"GET {path}",
            ("happy", lambda w: {}, status, code_),
            ("anonymous", lambda w: ANONYMOUS, status, code_),
            ("other_user", lambda w: {"headers": {"Authorization": f"Bearer {w.bob.token}"}}, status, code_),
            ("malformed", lambda w: BEARER_OF_NOBODY, status, code_),
            ("over_limit", lambda w: {"headers": HUGE_HEADER}, 431, "headers_too_large"),
        )
    ],
    *_listing("GET /audit"),
    *rows(
        "GET /audit",
        ("malformed", lambda w: {"params": {"before": "x"}}, 400, "validation_failed", "before", "before"),
        ("over_limit", lambda w: {"params": {"limit": 201}}, 400, "validation_failed", "limit", "limit"),
    ),
    *_listing("GET /sessions"),
    *rows(
        "DELETE /sessions",
        ("happy", lambda w: {}, 204),
        ("anonymous", lambda w: ANONYMOUS, 401, "unauthorized"),
        ("other_user", lambda w: {"headers": {"Authorization": f"Bearer {w.bob.refresh_token}"}}, 401, "unauthorized"),
        ("malformed", lambda w: BEARER_OF_NOBODY, 401, "unauthorized"),
        ("over_limit", lambda w: {"headers": HUGE_HEADER}, 431, "headers_too_large"),
    ),
    *_of_one("DELETE /sessions/{id}", _session, 204),
    *_body(
        "POST /password/forgot",
        lambda w: _json(email=w.alice.email),
        202,
        "email",
        _anonymous(202, email="nobody@example.org"),
        _of_bob(202, None, lambda w: {"email": w.bob.email}),
    ),
    *_body(
        "POST /password/reset",
        lambda w: _json(token="x", newPassword=NEW),
        400,
        "token",
        _anonymous(400, "invalid_link", token="x", newPassword=NEW),
        _of_bob(400, "invalid_link", lambda w: {"token": w.bob.token, "newPassword": NEW}),
        happy_code="invalid_link",
    ),
    *_body(
        "POST /password/change",
        lambda w: _json(currentPassword=PASSWORD, newPassword=NEW),
        204,
        "currentPassword",
        _without_token(currentPassword=PASSWORD, newPassword=NEW),
        _of_bob(403, "wrong_password", lambda w: {"currentPassword": "the password of bob", "newPassword": NEW}),
    ),
    *_body(
        "POST /email/verify",
        lambda w: _json(token="x"),
        400,
        "token",
        _anonymous(400, "invalid_link", token="x"),
        _of_bob(400, "invalid_link", lambda w: {"token": w.bob.refresh_token}),
        happy_code="invalid_link",
    ),
    *_body(
        "POST /email/resend",
        lambda w: _json(username=w.alice.username),
        202,
        "username",
        _anonymous(202, email="nobody@example.org"),
        _of_bob(202, None, lambda w: {"email": w.bob.email}),
    ),
    *_body(
        "POST /email/change",
        lambda w: _json(email=f"new-{w.seed}@example.org", password=PASSWORD),
        204,
        "email",
        _without_token(email="new@example.org", password=PASSWORD),
        _of_bob(409, "email_taken", lambda w: {"email": w.bob.email, "password": PASSWORD}),
    ),
    *_listing("POST /mfa/totp"),
    *rows(
        "DELETE /mfa/totp",
        ("happy", lambda w: _with_app(w) and {}, 204),
        ("anonymous", lambda w: ANONYMOUS, 401, "unauthorized"),
        ("other_user", lambda w: {}, 404, "not_found", None, "none of ones own"),
        ("malformed", lambda w: BEARER_OF_NOBODY, 401, "unauthorized"),
        ("over_limit", lambda w: {"headers": HUGE_HEADER}, 431, "headers_too_large"),
    ),
    *_body(
        "POST /mfa/totp/confirm",
        lambda w: _json(code=code(w.alice.post("/mfa/totp").json()["secret"])),
        200,
        "code",
        _without_token(code="123456"),
        _of_bob(400, "wrong_code", lambda w: w.alice.post("/mfa/totp") and {"code": code(w.bob.post("/mfa/totp").json()["secret"])}),
    ),
    *rows(
        "POST /mfa/recovery-codes",
        ("happy", lambda w: _with_app(w) and {}, 200),
        ("anonymous", lambda w: ANONYMOUS, 401, "unauthorized"),
        ("other_user", lambda w: {}, 409, "no_second_factor", None, "none of ones own"),
        ("malformed", lambda w: BEARER_OF_NOBODY, 401, "unauthorized"),
        ("over_limit", lambda w: {"headers": HUGE_HEADER}, 431, "headers_too_large"),
    ),
    *_passkeys("POST /passkeys/options"),
    *_listing("GET /passkeys"),
    *_body(
        "POST /passkeys",
        lambda w: _json(name="Phone", passkey=ASSERTION),
        400,
        "name",
        _without_token(passkey=ASSERTION),
        _of_bob(400, "invalid_passkey", lambda w: {"passkey": ASSERTION}),
        happy_code="invalid_passkey",
    ),
    *rows(
        "PATCH /passkeys/{id}",
        ("happy", lambda w: {"id": "AA", **_json(name="Phone")}, 404, "not_found"),
        ("anonymous", lambda w: {"id": "AA", **_json(name="Phone"), **ANONYMOUS}, 401, "unauthorized"),
        ("other_user", lambda w: {"id": "BB", **_json(name="Phone")}, 404, "not_found"),
        ("malformed", lambda w: {"id": "AA", **_json(name=7)}, 400, "validation_failed", "name"),
        ("over_limit", lambda w: {"id": "AA", **_json(name="x" * 101)}, 400, "validation_failed", "name"),
    ),
    *rows(
        "DELETE /passkeys/{id}",
        ("happy", lambda w: {"id": "AA"}, 404, "not_found"),
        ("anonymous", lambda w: {"id": "AA", **ANONYMOUS}, 401, "unauthorized"),
        ("other_user", lambda w: {"id": "BB"}, 404, "not_found"),
        ("malformed", lambda w: {"id": NOT_AN_ID}, 404, "not_found"),
        ("over_limit", lambda w: {"id": "a" * 5000}, 404, "not_found"),
    ),
    *_listing("GET /app-passwords"),
    *_body(
        "POST /app-passwords",
        lambda w: _json(name="Backup", scopes=["read"]),
        201,
        "name",
        _without_token(name="Backup", scopes=["read"]),
        _of_bob(400, "validation_failed", lambda w: {"name": "Backup", "scopes": ["admin"], "userId": w.bob.user_id}),
    ),
    *_of_one("DELETE /app-passwords/{id}", _app_password, 204),
    *_of_admins("GET /admin/users"),
    *_of_admins("PATCH /admin/users/{id}", **_json(role="admin")),
    *_of_admins("POST /admin/users/{id}/reset-link"),
    *_of_admins("POST /admin/users/{id}/reset-factors", **_json(keepPasskeys=True)),
    *_of_admins("GET /admin/invitations"),
    *_of_admins("POST /admin/invitations", **_json(role="admin")),
    *_of_admins("DELETE /admin/invitations/{id}"),
    *_of_admins("GET /admin/status"),
    *_of_admins("GET /admin/audit"),
]
