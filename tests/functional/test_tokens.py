"""Access and refresh tokens: what is accepted, what is not, and what ends them."""

import base64
import concurrent.futures
import json
import time

import jwt
import pytest

import media
from client import PASSWORD, Api, User, problem
from drive import JWT_SECRET
from forgery import access_token as forge
from forgery import claims


def refused(user, token):
    problem(user.get("/me", headers={"Authorization": f"Bearer {token}"}), 401, "unauthorized")


def encoded(value):
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def test_the_claims_are_there(alice):
    body = claims(alice.token)
    assert {"iss", "aud", "exp", "iat", "jti", "sub"} <= set(body)
    assert body["sub"] == alice.user_id
    assert 890 <= body["exp"] - body["iat"] <= 900
    assert PASSWORD not in json.dumps(body)
    assert jwt.get_unverified_header(alice.token)["alg"] == "HS256"


def test_a_forged_copy_of_a_right_token_is_right(alice):
    """Shows that the forgeries below fail for what they change, not for how they are made."""
    answer = alice.get("/me", headers={"Authorization": f"Bearer {forge(alice)}"})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "changes",
    [
        {"exp": 1_000_000_000},
        {"exp": -1},
        {"exp": "soon"},
        {"exp": None},
        {"nbf": 4_000_000_000},
        {"iss": "someone else"},
        {"aud": "someone else"},
        {"sub": "0198f2c4-5a1e-7c3d-9b2a-3f4e5d6c7b8a"},
        {"sub": "../x"},
        {"sub": 5},
        {"sub": ["a"]},
    ],
    ids=str,
)
def test_wrong_claims_are_refused(alice, changes):
    try:
        token = forge(alice, **changes)
    except TypeError:
        body = {**claims(alice.token), **changes}
        key = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256)
        text = f"{encoded({'alg': 'HS256', 'typ': 'JWT'})}.{encoded(body)}"
        signature = base64.urlsafe_b64encode(key.sign(text.encode(), JWT_SECRET.encode())).rstrip(b"=").decode()
        token = f"{text}.{signature}"
    refused(alice, token)


@pytest.mark.parametrize("name", ["exp", "iss", "aud", "sub", "jti"])
def test_missing_claims_are_refused(alice, name):
    refused(alice, forge(alice, drop=[name]))


def test_other_secrets_and_algorithms_are_refused(alice):
    refused(alice, forge(alice, secret="another secret of the right length, 0123456"))
    refused(alice, forge(alice, secret=""))
    refused(alice, forge(alice, algorithm="HS384"))
    refused(alice, forge(alice, algorithm="HS512"))
    body = alice.token.split(".")[1]
    for name in ("none", "None", "nOnE", "NONE", "", None, "RS256", "ES256", 5):
        for signature in ("", alice.token.split(".")[2]):
            refused(alice, f"{encoded({'alg': name, 'typ': 'JWT'})}.{body}.{signature}")


def test_keys_named_by_the_token_are_not_used(alice):
    for headers in ({"kid": "../../dev/null"}, {"jku": "http://127.0.0.1:1/"}, {"jwk": {"kty": "oct", "k": "AAAA"}}):
        refused(alice, forge(alice, secret="\0" * 32, headers=headers))


def test_every_altered_character_is_refused(alice):
    token = alice.token
    parts = token.split(".")
    # The last character of the signature also carries bits that mean nothing: it is left out.
    for position in range(len(token) - 1):
        if token[position] == "." or position in (len(parts[0]) - 1, len(parts[0]) + len(parts[1])):
            continue
        other = "A" if token[position] != "A" else "B"
        refused(alice, token[:position] + other + token[position + 1 :])


@pytest.mark.parametrize("text", ["", " ", ".", "..", "a.b.c", "a.b", "a.b.c.d", "x" * 20_000, "....", "é"])
def test_what_is_not_a_token_is_refused(alice, text):
    problem(alice.get("/me", headers={"Authorization": f"Bearer {text}".encode()}), 401, "unauthorized")


def test_truncated_and_padded_tokens_are_refused(alice):
    for token in (alice.token[:-1], alice.token + "=", alice.token + "A", alice.token.rsplit(".", 1)[0] + "."):
        refused(alice, token)


def test_a_token_expires(make_drive):
    drive = make_drive({"AUDMG_ACCESS_TOKEN_LIFETIME": "2s"})
    user = User(drive.url)
    assert user.get("/me").status_code == 200
    time.sleep(3.1)
    problem(user.get("/me"), 401, "unauthorized")
    answer = user.post("/token/refresh", json={"refreshToken": user.refresh_token})
    user.token = answer.json()["token"]
    assert user.get("/me").status_code == 200


def test_who_lost_the_answer_may_ask_again(alice):
    first = alice.refresh_token
    lost = alice.post("/token/refresh", json={"refreshToken": first}).json()
    again = alice.post("/token/refresh", json={"refreshToken": first})
    assert again.status_code == 200, again.text
    # The same successor again, so that nobody is logged out by a lost answer, a second tab or a repeated request.
    assert again.json()["refreshToken"] == lost["refreshToken"]
    assert alice.post("/token/refresh", json={"refreshToken": lost["refreshToken"]}).status_code == 200


@pytest.fixture
def strict(make_drive):
    """A user of a server without leeway."""
    return User(make_drive({"AUDMG_REFRESH_LEEWAY": "0s"}).url)


def test_a_refresh_token_works_once_and_reuse_ends_the_family(strict):
    alice = strict
    first = alice.refresh_token
    answer = alice.post("/token/refresh", json={"refreshToken": first})
    assert answer.status_code == 200
    second = answer.json()
    assert second["refreshToken"] != first
    alice.token = second["token"]
    assert alice.get("/me").status_code == 200
    problem(alice.post("/token/refresh", json={"refreshToken": first}), 401, "invalid_refresh_token")
    problem(alice.post("/token/refresh", json={"refreshToken": second["refreshToken"]}), 401, "invalid_refresh_token")
    becomes_401(alice, "/me")
    alice.log_in()
    assert alice.get("/me").status_code == 200


def test_of_two_parallel_refreshes_at_most_one_wins(strict):
    def refresh(_):
        return Api(strict.url).post("/token/refresh", json={"refreshToken": strict.refresh_token}).status_code

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        statuses = sorted(pool.map(refresh, range(8)))
    assert statuses == [200] + [401] * 7


def becomes_401(user, path, seconds=2.0):
    deadline = time.monotonic() + seconds
    while user.get(path, checked=False).status_code != 401:
        assert time.monotonic() < deadline, f"{path} still answers after {seconds} s"
        time.sleep(0.05)
    problem(user.get(path), 401, "unauthorized")


def test_log_out_ends_this_session_and_no_other(shared, alice):
    other = Api(shared.url)
    tokens = other.post("/login", json={"username": alice.username, "password": PASSWORD}).json()
    other.token = tokens["token"]
    assert alice.post("/logout").status_code == 204
    becomes_401(alice, "/me")
    problem(alice.post("/token/refresh", json={"refreshToken": alice.refresh_token}), 401, "invalid_refresh_token")
    assert other.get("/me").status_code == 200


def test_disabling_a_user_ends_tokens_and_urls(make_drive, seed):
    drive = make_drive()
    user, other = User(drive.url), User(drive.url)
    file = user.upload(media.png(seed))
    session = user.create_upload(100)
    theirs = other.upload(media.png(seed + 1))
    assert user.get(file["fileUrl"]).status_code == 200
    done = drive.command("user", "disable", user.username)
    assert done.returncode == 0, done.stderr
    becomes_401(user, "/me")
    deadline = time.monotonic() + 2
    while user.get(file["fileUrl"]).status_code != 403 and time.monotonic() < deadline:
        time.sleep(0.05)
    problem(user.get(file["fileUrl"]), 403, "invalid_signature")
    problem(user.put(session["parts"][0]["url"], data=b"x" * 100), 403, "invalid_signature")
    problem(user.post("/token/refresh", json={"refreshToken": user.refresh_token}), 401, "invalid_refresh_token")
    problem(user.post("/login", json={"username": user.username, "password": PASSWORD}, anonymous=True), 401, "invalid_credentials")
    assert other.get("/me").status_code == 200
    assert other.get(theirs["fileUrl"]).status_code == 200


def test_a_new_password_ends_tokens_and_urls(make_drive, seed):
    drive = make_drive()
    user = User(drive.url)
    file = user.upload(media.png(seed))
    new = "another long and calm sentence"
    done = drive.command("user", "passwd", user.username, "--password-stdin", input=f"{new}\n")
    assert done.returncode == 0, done.stderr
    becomes_401(user, "/me")
    problem(user.get(file["fileUrl"]), 403, "invalid_signature")
    problem(user.post("/login", json={"username": user.username, "password": PASSWORD}, anonymous=True), 401, "invalid_credentials")
    user.password = new
    user.log_in()
    assert user.get(user.list_all()[0]["fileUrl"]).status_code == 200


def test_an_unknown_user_gets_the_answer_of_a_wrong_password(alice):
    wrong = alice.post("/login", json={"username": alice.username, "password": "not the password"}).json()
    unknown = alice.post("/login", json={"username": "nobody-of-that-name", "password": "not the password"}).json()
    assert {**wrong, "requestId": ""} == {**unknown, "requestId": ""}
