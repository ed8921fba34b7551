"""Rows about what proves that a caller may do something: a wrong factor, a proof that was used already, one that has expired.

test_scenarios.py fails unless each operation of the contract has a row of each of these kinds or a reason here why there
is none. What holds for every operation of some sort is said once, by a rule; all others are named.
"""

import contract
import forgery
from account_scenarios import ASSERTION, NEW, _app_password, _json, _second_step, _session, _with_app
from authenticator import code
from client import PASSWORD
from scenario_parts import rows

PROOF_KINDS = ("wrong_factor", "replay", "expired")

UNKNOWN_CODE = "000000"
READ = "a read changes nothing, however often it is repeated"
SAME_STATE = "the same again leaves the same state"
MAKES_ANOTHER = "each call makes another one, and its answer holds a secret, so there is no Idempotency-Key"
PASSWORD_STAYS = "a password may be shown as often as its owner likes"
PASSKEYS = "needs a drive with a name: test_factors.py, passkey_challenge_test.cpp"
ADMINS = "refused to a member before anything is looked at: test_administration.py"
NO_FACTOR = "asks for no password, code or passkey"
NO_TOKEN = "takes nothing that ends"


def _twice(world, operation, options):
    """Carries the request out, and returns it for the second time."""
    method, path = operation.split(" ")
    first = world.alice.call(method, path.replace("{id}", options.get("id", "")), **{k: v for k, v in options.items() if k != "id"})
    assert first.status_code < 300, first.text
    return options


def _again(operation, make, status, code_=None, note=""):
    return rows(operation, ("replay", lambda w: _twice(w, operation, make(w)), status, code_, None, note))


def _keyed(operation, make, status):
    """The same request with the same Idempotency-Key: test_scenarios.py looks whether it is told to be a replay."""
    return _again(operation, lambda w: {**make(w), "headers": {"Idempotency-Key": f"key-{w.seed}"}}, status)


def _used_recovery_code(world):
    (used, *_) = _with_app(world)
    half = world.alice.post("/login", json={"username": world.alice.username, "password": PASSWORD}, anonymous=True).json()
    entered = world.alice.post("/login/mfa", json={"mfaToken": half["mfaToken"], "recoveryCode": used}, anonymous=True)
    assert entered.status_code == 200, entered.text
    return {"mfaToken": half["mfaToken"], "recoveryCode": used}


def _replaced_refresh_token(world):
    """Two successors later: within the leeway the last one may come again, to somebody who lost the answer."""
    token = world.alice.refresh_token
    for _ in range(2):
        token = world.alice.post("/token/refresh", json={"refreshToken": token}).json()["refreshToken"]
    return {"refreshToken": world.alice.refresh_token}


def _with_revision(world, target, body, id_):
    revision = world.alice.get(f"{target}/{id_}").json()["revision"]
    return {"id": id_, **_json(**body), "headers": {"If-Match": f'"{revision}"'}}


WRONG_FACTOR_SCENARIOS = [
    *rows("POST /login", ("wrong_factor", lambda w: _json(username=w.alice.username, password=NEW), 401, "invalid_credentials")),
    *rows(
        "POST /login/mfa",
        ("wrong_factor", lambda w: _json(**{**_second_step(w), "recoveryCode": "aaaa-aaaa-aaaa"}), 401, "wrong_factor"),
        ("wrong_factor", lambda w: _json(mfaToken=_second_step(w)["mfaToken"], code=UNKNOWN_CODE), 401, "wrong_factor", None, "code"),
        ("wrong_factor", lambda w: _json(mfaToken=w.alice.token, code=UNKNOWN_CODE), 401, "invalid_mfa_token", None, "token"),
    ),
    *rows("POST /login/passkey", ("wrong_factor", lambda w: _json(passkey=ASSERTION), 401, "wrong_factor")),
    *rows(
        "POST /reauthenticate",
        ("wrong_factor", lambda w: _json(password=NEW), 403, "wrong_password"),
        ("wrong_factor", lambda w: _with_app(w) and _json(code=UNKNOWN_CODE), 401, "wrong_factor", None, "code"),
    ),
    *rows("POST /password/change", ("wrong_factor", lambda w: _json(currentPassword=NEW, newPassword=NEW + "!"), 403, "wrong_password")),
    *rows("POST /email/change", ("wrong_factor", lambda w: _json(email=f"new-{w.seed}@example.org", password=NEW), 403, "wrong_password")),
    *rows("POST /mfa/totp/confirm", ("wrong_factor", lambda w: w.alice.post("/mfa/totp") and _json(code=UNKNOWN_CODE), 400, "wrong_code")),
    *rows("POST /passkeys", ("wrong_factor", lambda w: _json(name="Phone", passkey=ASSERTION), 400, "invalid_passkey")),
]

REPLAY_SCENARIOS = [
    *_keyed("POST /signup", lambda w: {"json": w.signup()}, 201),
    *rows("POST /token/refresh", ("replay", lambda w: _json(**_replaced_refresh_token(w)), 401, "invalid_refresh_token")),
    *_again("POST /logout", lambda w: {}, 401, "unauthorized"),
    *rows("POST /login/mfa", ("replay", lambda w: _json(**_used_recovery_code(w)), 401, "wrong_factor")),
    *rows("POST /reauthenticate", ("replay", lambda w: _json(recoveryCode=_used_recovery_code(w)["recoveryCode"]), 401, "wrong_factor")),
    *rows("DELETE /account", ("replay", lambda w: _twice(w, "DELETE /account", {"params": {"permanent": "true"}}), 401, "unauthorized")),
    *_again("DELETE /sessions/{id}", lambda w: {"id": _other_session(w)}, 404, "not_found"),
    *_again(
        "POST /password/reset",
        lambda w: _json(token=forgery.link_token(w.signer_secret, "reset_password", w.alice), newPassword=NEW),
        400,
        "invalid_link",
    ),
    *_again("POST /password/change", lambda w: _json(currentPassword=PASSWORD, newPassword=NEW), 403, "wrong_password"),
    *_again(
        "POST /email/verify",
        lambda w: _json(token=forgery.link_token(w.signer_secret, "change_email", w.alice, f"new-{w.seed}@example.org")),
        400,
        "invalid_link",
    ),
    *_again(
        "POST /mfa/totp/confirm",
        lambda w: _json(code=code(w.alice.post("/mfa/totp").json()["secret"])),
        409,
        "no_pending_totp",
    ),
    *_again("DELETE /mfa/totp", lambda w: _with_app(w) and {}, 404, "not_found"),
    *_again("DELETE /app-passwords/{id}", lambda w: {"id": _app_password(w, w.alice)}, 404, "not_found"),
    *_keyed("POST /upload", lambda w: {"files": {"file": ("photo.png", w.png(), "application/octet-stream")}}, 201),
    *_keyed("POST /uploads", lambda w: _json(fileName="a.png", contentType="image/png", size=100), 201),
    *_again("DELETE /uploads/{id}", lambda w: {"id": w.part()[0]}, 404, "not_found"),
    *_keyed("POST /uploads/{id}/complete", lambda w: {"id": w.full_upload()}, 201),
    *_keyed("POST /downloads", lambda w: _json(fileIds=[w.file()["fileId"]]), 201),
    *_again("PATCH /files/{id}", lambda w: _with_revision(w, "/files", {"title": "Sea"}, w.file()["fileId"]), 412, "revision_mismatch"),
    *_again("DELETE /files/{id}", lambda w: {"id": w.file()["fileId"]}, 404, "not_found"),
    *_keyed("POST /collections", lambda w: _json(title="Sea", kind="album"), 201),
    *_again("PATCH /collections/{id}", lambda w: _with_revision(w, "/collections", {"title": "Lake"}, w.collection()), 412, "revision_mismatch"),
    *_again("DELETE /collections/{id}", lambda w: {"id": w.collection()}, 404, "not_found"),
    # A part may be sent again, so that an upload survives a lost answer.
    *rows("PUT /objects/{key}", ("replay", lambda w: _part_sent(w), 200)),
]


def _other_session(world):
    """Not the one that asks: without it nobody could ask again."""
    world.alice.post("/login", json={"username": world.alice.username, "password": PASSWORD}, anonymous=True)
    listed = world.alice.get("/sessions").json()["sessions"]
    return next(session["sessionId"] for session in listed if not session["current"])


def _part_sent(world):
    _, url = world.part()
    assert world.alice.put(url, data=world.png()).status_code == 200
    return {"url": url, "data": world.png()}


EXPIRED_SCENARIOS = [
    *[
        row
        for operation, about in contract.operations().items()
        if {"accessToken": []} in about.get("security", [])
        for row in rows(
            operation,
            ("expired", lambda w: {"id": w.alice.user_id, "headers": {"Authorization": f"Bearer {forgery.old_access_token(w.alice)}"}}, 401, "unauthorized"),
        )
    ],
    *rows("POST /login/mfa", ("expired", lambda w: _json(**{**_second_step(w), "mfaToken": forgery.mfa_token(w.signer_secret, w.alice, -1)}), 401, "invalid_mfa_token")),
    *rows(
        "POST /password/reset",
        ("expired", lambda w: _json(token=forgery.link_token(w.signer_secret, "reset_password", w.alice, seconds=-1), newPassword=NEW), 400, "invalid_link"),
    ),
    *rows(
        "POST /email/verify",
        ("expired", lambda w: _json(token=forgery.link_token(w.signer_secret, "verify_email", w.alice, seconds=-1)), 400, "invalid_link"),
    ),
    *rows("GET /objects/{key}", ("expired", lambda w: {"url": forgery.signed_url(w.url_secret, w.file()["fileUrl"], "read", -1)}, 403, "url_expired")),
    *rows("HEAD /objects/{key}", ("expired", lambda w: {"url": forgery.signed_url(w.url_secret, w.file()["fileUrl"], "read", -1)}, 403)),
    *rows("PUT /objects/{key}", ("expired", lambda w: {"url": forgery.signed_url(w.url_secret, w.part()[1], "write", -1), "data": w.png()}, 403, "url_expired")),
]

PROOF_SCENARIOS = [*WRONG_FACTOR_SCENARIOS, *REPLAY_SCENARIOS, *EXPIRED_SCENARIOS]

# Operations that change something and have no row of a kind: why.
WITHOUT = {
    "replay": {
        "POST /login": PASSWORD_STAYS,
        "POST /login/passkey/options": PASSKEYS,
        "POST /login/passkey": PASSKEYS,
        "PATCH /account": SAME_STATE,
        "DELETE /sessions": SAME_STATE,
        "POST /password/forgot": "another mail, three an hour: test_recovery.py",
        "POST /email/resend": "another mail, three an hour: requested_mail_test.cpp",
        "POST /email/change": SAME_STATE,
        "POST /mfa/totp": MAKES_ANOTHER,
        "POST /mfa/recovery-codes": MAKES_ANOTHER,
        "POST /passkeys/options": PASSKEYS,
        "POST /passkeys": PASSKEYS,
        "PATCH /passkeys/{id}": PASSKEYS,
        "DELETE /passkeys/{id}": PASSKEYS,
        "POST /app-passwords": MAKES_ANOTHER,
        "PATCH /admin/users/{id}": ADMINS,
        "POST /admin/users/{id}/reset-link": ADMINS,
        "POST /admin/users/{id}/reset-factors": ADMINS,
        "POST /admin/invitations": ADMINS,
        "DELETE /admin/invitations/{id}": ADMINS,
        "PATCH /files": SAME_STATE,
        "POST /files/known": READ,
        "POST /files/{id}/retry": SAME_STATE,
        "POST /files/{id}/renditions": SAME_STATE,
        "DELETE /trash": SAME_STATE,
        "POST /trash/restore": SAME_STATE,
        "POST /collections/{id}/files": SAME_STATE,
        "POST /collections/{id}/files/remove": SAME_STATE,
        "POST /collections/{id}/order": SAME_STATE,
    },
    "expired": {
        "POST /signup": "the end of an invitation is a time in its row: user_repository_contract.hpp",
        "POST /login": NO_TOKEN,
        "POST /token/refresh": "the end of a session is a time in its row: session_repository_contract.hpp",
        "POST /login/passkey/options": NO_TOKEN,
        "POST /login/passkey": PASSKEYS,
        "POST /password/forgot": NO_TOKEN,
        "POST /email/resend": NO_TOKEN,
    },
}


def _takes_factor(about):
    """Whether the body of an operation has what a person knows or holds."""
    schema = about.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    fields = contract.resolve(schema).get("properties", {})
    return not {"password", "currentPassword", "code", "recoveryCode", "passkey"}.isdisjoint(fields)


def why_without(operation, kind):
    """Why an operation needs no row of a kind of proof; "" if it needs one."""
    about = contract.operations()[operation]
    is_read = operation.startswith(("GET ", "HEAD "))
    if kind == "replay" and is_read:
        return READ
    if kind == "expired" and is_read and not about.get("security"):
        return NO_TOKEN
    # The password of a sign-up is a new one.
    if kind == "wrong_factor" and (operation == "POST /signup" or not _takes_factor(about)):
        return NO_FACTOR
    return WITHOUT.get(kind, {}).get(operation, "")
