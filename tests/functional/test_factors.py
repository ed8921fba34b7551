"""Authenticator apps, recovery codes and passkeys."""

import time

import pytest

from authenticator import STEP, Passkey, code
from client import PASSWORD, Api, User, problem

ORIGIN = "https://drive.example.org"


@pytest.fixture
def drive(make_drive):
    return make_drive({"AUDMG_PUBLIC_URL": ORIGIN})


def half_log_in(drive, user):
    answer = Api(drive.url).post("/login", json={"username": user.username, "password": PASSWORD})
    return problem(answer, 401, "mfa_required")


def finish(drive, token, **factor):
    return Api(drive.url).post("/login/mfa", json={"mfaToken": token, **factor})


def with_app(user):
    """Gives the user an authenticator app: its secret, and the recovery codes."""
    secret = user.post("/mfa/totp").json()
    assert secret["otpauthUrl"].startswith("otpauth://totp/")
    answer = user.post("/mfa/totp/confirm", json={"code": code(secret["secret"])})
    assert answer.status_code == 200, answer.text
    return secret["secret"], answer.json()["recoveryCodes"]


def next_code(secret):
    """A code that was not used yet: the one of the next step counts already."""
    return code(secret, int(time.time()) // STEP + 1)


def with_passkey(user, name="Phone"):
    key = Passkey(ORIGIN)
    answer = user.post("/passkeys", json={"name": name, "passkey": key.create(user.post("/passkeys/options").json())})
    assert answer.status_code == 201, answer.text
    return key, answer.json()


def test_a_log_in_asks_for_a_code_of_the_app(shared, alice):
    secret, _ = with_app(alice)
    half = half_log_in(shared, alice)
    assert half["methods"] == ["totp", "recovery_code"]
    fresh = next_code(secret)
    assert finish(shared, half["mfaToken"], code=fresh).status_code == 200
    # No code works twice, not even with another log-in.
    problem(finish(shared, half_log_in(shared, alice)["mfaToken"], code=fresh), 401, "wrong_factor")
    assert alice.get("/account").json()["factors"] == {"totp": True, "passkeys": 0, "recoveryCodes": 10}


def test_the_app_counts_once_a_code_was_confirmed(shared, alice):
    problem(alice.post("/mfa/totp/confirm", json={"code": "000000"}), 409, "no_pending_totp")
    secret = alice.post("/mfa/totp").json()["secret"]
    wrong = f"{(int(code(secret)) + 1) % 1_000_000:06d}"
    problem(alice.post("/mfa/totp/confirm", json={"code": wrong}), 400, "wrong_code")
    assert Api(shared.url).post("/login", json={"username": alice.username, "password": PASSWORD}).status_code == 200


# They are ten minutes also if the drive's next step begins meanwhile.
@pytest.mark.parametrize("minutes, what", [(10.5, "10 minutes ahead of"), (-10, "10 minutes behind")])
def test_a_phone_whose_clock_is_off_is_told_so(shared, alice, minutes, what):
    secret = alice.post("/mfa/totp").json()["secret"]
    early_or_late = code(secret, int(time.time() + minutes * 60) // STEP)
    refusal = problem(alice.post("/mfa/totp/confirm", json={"code": early_or_late}), 400, "wrong_code")
    assert what in refusal["message"]
    assert alice.post("/mfa/totp/confirm", json={"code": code(secret)}).status_code == 200
    # Once the app counts, nobody learns that a code is right at another time.
    half = half_log_in(shared, alice)
    refusal = problem(finish(shared, half["mfaToken"], code=early_or_late), 401, "wrong_factor")
    assert "minutes" not in refusal["message"] and "clock" in refusal["message"]


def test_a_recovery_code_works_once(shared, alice):
    _, codes = with_app(alice)
    assert len(set(codes)) == 10
    assert finish(shared, half_log_in(shared, alice)["mfaToken"], recoveryCode=codes[3].upper()).status_code == 200
    problem(finish(shared, half_log_in(shared, alice)["mfaToken"], recoveryCode=codes[3]), 401, "wrong_factor")
    fresh = alice.post("/mfa/recovery-codes").json()["recoveryCodes"]
    problem(finish(shared, half_log_in(shared, alice)["mfaToken"], recoveryCode=codes[4]), 401, "wrong_factor")
    assert finish(shared, half_log_in(shared, alice)["mfaToken"], recoveryCode=fresh[0]).status_code == 200


def test_after_five_wrong_codes_none_is_looked_at(shared, alice):
    """Although the limits of rate are off here."""
    secret, _ = with_app(alice)
    token = half_log_in(shared, alice)["mfaToken"]
    for _ in range(5):
        problem(finish(shared, token, recoveryCode="aaaa-aaaa-aaaa-aaaa"), 401, "wrong_factor")
    answer = finish(shared, token, code=next_code(secret))
    problem(answer, 429, "rate_limited")
    assert 0 < int(answer.headers["Retry-After"]) <= 900


def test_without_factors_there_is_nothing_to_recover(shared, alice):
    problem(alice.post("/mfa/recovery-codes"), 409, "no_second_factor")
    problem(alice.delete("/mfa/totp"), 404, "not_found")
    with_app(alice)
    assert alice.delete("/mfa/totp").status_code == 204
    assert alice.get("/account").json()["factors"] == {"totp": False, "passkeys": 0, "recoveryCodes": 0}
    assert Api(shared.url).post("/login", json={"username": alice.username, "password": PASSWORD}).status_code == 200


@pytest.mark.parametrize("token", ["", "x", "e30.AAAA"])
def test_a_second_step_wants_the_first(shared, token):
    problem(finish(shared, token, code="123456"), 401, "invalid_mfa_token")


def test_a_changed_password_ends_half_a_log_in(shared, alice):
    secret, _ = with_app(alice)
    token = half_log_in(shared, alice)["mfaToken"]
    body = {"currentPassword": PASSWORD, "newPassword": "another long and calm sentence"}
    assert alice.post("/password/change", json=body).status_code == 204
    problem(finish(shared, token, code=next_code(secret)), 401, "invalid_mfa_token")


def test_a_passkey_logs_in_without_a_name(drive):
    user = User(drive.url)
    key, made = with_passkey(user)
    assert len(made["recoveryCodes"]) == 10 and made["rpId"] == "drive.example.org"
    stranger = Api(drive.url)
    answer = stranger.post("/login/passkey", json={"passkey": key.get(stranger.post("/login/passkey/options").json())})
    assert answer.status_code == 200, answer.text
    assert Api(drive.url, answer.json()["token"]).get("/me").json()["username"] == user.username
    (listed,) = user.get("/passkeys").json()["passkeys"]
    assert listed["name"] == "Phone" and listed["usableHere"] and "lastUsedAt" in listed


def test_an_answer_of_a_passkey_works_once(drive):
    user = User(drive.url)
    key, _ = with_passkey(user)
    stranger = Api(drive.url)
    assertion = key.get(stranger.post("/login/passkey/options").json())
    assert stranger.post("/login/passkey", json={"passkey": assertion}).status_code == 200
    problem(stranger.post("/login/passkey", json={"passkey": assertion}), 401, "wrong_factor")


def test_a_passkey_is_a_second_factor_and_a_proof(drive):
    user = User(drive.url)
    key, _ = with_passkey(user)
    options = Api(drive.url).post("/login/passkey/options").json()
    assert finish(drive, half_log_in(drive, user)["mfaToken"], passkey=key.get(options)).status_code == 200
    options = Api(drive.url).post("/login/passkey/options").json()
    assert user.post("/reauthenticate", json={"passkey": key.get(options)}).status_code == 204


def test_a_passkey_of_another_place_or_person_is_refused(drive):
    user, other = User(drive.url), User(drive.url)
    key, _ = with_passkey(user)
    with_passkey(other)
    stranger = Api(drive.url)
    key.origin = "https://drive.example.org.evil"
    problem(stranger.post("/login/passkey", json={"passkey": key.get(stranger.post("/login/passkey/options").json())}), 401, "wrong_factor")
    key.origin, key.user = ORIGIN, other.user_id.encode()
    problem(stranger.post("/login/passkey", json={"passkey": key.get(stranger.post("/login/passkey/options").json())}), 401, "wrong_factor")
    foreign = Passkey(ORIGIN).create(other.post("/passkeys/options").json())
    problem(user.post("/passkeys", json={"passkey": foreign}), 400, "invalid_passkey")


def test_passkeys_are_renamed_and_removed(drive):
    user = User(drive.url)
    _, made = with_passkey(user)
    path = f"/passkeys/{made['passkeyId']}"
    assert user.patch(path, json={"name": "Old phone"}).status_code == 204
    assert user.get("/passkeys").json()["passkeys"][0]["name"] == "Old phone"
    assert user.delete(path).status_code == 204
    problem(user.delete(path), 404, "not_found")
    assert user.get("/passkeys").json()["passkeys"] == []


def test_nobody_changes_anothers_passkey(drive):
    user, other = User(drive.url), User(drive.url)
    _, made = with_passkey(user)
    path = f"/passkeys/{made['passkeyId']}"
    problem(other.patch(path, json={"name": "Mine"}), 404, "not_found")
    problem(other.delete(path), 404, "not_found")
    assert [passkey["name"] for passkey in user.get("/passkeys").json()["passkeys"]] == ["Phone"]


def test_an_address_that_is_a_number_has_no_passkeys(make_drive):
    drive = make_drive({"AUDMG_PUBLIC_URL": "http://192.0.2.7:8420"})
    user = User(drive.url)
    problem(user.post("/passkeys/options"), 409, "passkeys_unavailable")
    problem(Api(drive.url).post("/login/passkey/options"), 409, "passkeys_unavailable")
    assert user.get("/account").json()["passkeysAvailable"] is False


def test_factors_outlive_a_restart_and_a_kill(make_drive):
    drive = make_drive()
    user = User(drive.url)
    secret, codes = with_app(user)
    drive.kill()
    drive.start()
    assert finish(drive, half_log_in(drive, user)["mfaToken"], code=next_code(secret)).status_code == 200
    assert finish(drive, half_log_in(drive, user)["mfaToken"], recoveryCode=codes[0]).status_code == 200


@pytest.mark.parametrize("written", ["HTTPS://Drive.Example.ORG", "https://drive.example.org:443/"])
def test_a_passkey_fits_however_the_address_of_the_drive_is_written(make_drive, written):
    """Browsers tell the origin in one form only."""
    user = User(make_drive({"AUDMG_PUBLIC_URL": written}).url)
    key, _ = with_passkey(user)
    options = Api(user.url).post("/login/passkey/options").json()
    assert Api(user.url).post("/login/passkey", json={"passkey": key.get(options)}).status_code == 200
