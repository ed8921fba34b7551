"""Runs the table of scenarios.py, and sees that it is complete."""

import collections

import pytest

import contract
import forgery
import raw
from authenticator import code
from client import problem
from drive import URL_SECRET
from proof_scenarios import PROOF_KINDS, WITHOUT, why_without
from scenarios import KINDS, SCENARIOS, World


@pytest.fixture
def world(alice, bob, seed, signer_secret):
    return World(alice, bob, seed, signer_secret, URL_SECRET)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=str)
def test_scenario(world, scenario):
    method, path = scenario.operation.split(" ")
    options = dict(scenario.request(world))
    target = options.pop("url", None) or path.replace("{id}", options.pop("id", ""))
    answer = world.alice.call(method, target, **options)
    if scenario.code:
        problem(answer, scenario.status, scenario.code, scenario.field)
    assert answer.status_code == scenario.status, answer.text
    if scenario.kind == "replay" and "Idempotency-Key" in options.get("headers", {}):
        assert answer.headers["Idempotent-Replayed"] == "true"


def test_every_operation_has_every_kind():
    rows = collections.defaultdict(set)
    for scenario in SCENARIOS:
        rows[scenario.operation].add(scenario.kind)
    for operation in contract.operations():
        reasons = {kind: why_without(operation, kind) for kind in PROOF_KINDS}
        without = {kind for kind, reason in reasons.items() if reason}
        assert rows[operation] == set(KINDS) - without, f"{operation}: {set(KINDS) ^ rows[operation] ^ without}"
    assert set(rows) == set(contract.operations())


def test_no_reason_is_left_of_an_operation_that_is_gone():
    for kind, reasons in WITHOUT.items():
        assert set(reasons) <= set(contract.operations()), kind


def test_the_server_serves_this_document(api):
    assert api.get("/openapi.json").json() == contract.DOCUMENT


def test_every_other_method_is_405_with_allow(alice):
    methods = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
    for path, item in contract.DOCUMENT["paths"].items():
        allowed = {method.upper() for method in contract.METHODS if method in item}
        if "GET" in allowed:
            allowed.add("HEAD")
        for method in methods:
            if method in allowed:
                continue
            target = path.replace("{id}", "0198f2c4-5a1e-7c3d-9b2a-3f4e5d6c7b8a").replace("{key}", "orig/a/b")
            answer = alice.call(method, target)
            assert answer.status_code == 405, (method, path, answer.status_code, answer.text)
            if method != "HEAD":
                assert answer.json()["code"] == "method_not_allowed"
            listed = {word.strip() for word in answer.headers["Allow"].split(",")}
            assert listed - {"OPTIONS", "HEAD"} == allowed - {"HEAD"}, (method, path, listed)


def test_an_unknown_method_is_refused(alice):
    for method in ("TRACE", "PROPFIND", "PATCHES"):
        assert alice.call(method, "/me").status_code in (405, 501), method


def test_a_path_with_two_slashes_is_404(shared):
    """Over a socket: clients make one slash of two."""
    request = b"GET //signup HTTP/1.1\r\nHost: drive\r\nConnection: close\r\n\r\n"
    assert raw.statuses(raw.exchange(shared.port, request)) == [404]


@pytest.mark.parametrize("path", ["/photos", "/nothing", "/signup/", "/SIGNUP", "/file", "/files/", "/objects", "/objects/", "/retrieve/x"])
def test_an_unknown_path_is_404(alice, path):
    assert alice.get(path).status_code in (404, 403)
    assert alice.get(path).json()["code"] in ("not_found", "invalid_signature")


def test_forged_proofs_that_have_not_expired_are_good(world):
    """So the rows about expired ones are refused for their time alone."""
    world.alice.get("/me", headers={"Authorization": f"Bearer {forgery.access_token(world.alice)}"}).raise_for_status()
    fresh = forgery.signed_url(URL_SECRET, world.file()["fileUrl"], "read", seconds=forgery.HOUR)
    assert world.alice.get(fresh).status_code == 200
    fresh = forgery.signed_url(URL_SECRET, world.part()[1], "write", seconds=forgery.HOUR)
    assert world.alice.put(fresh, data=world.png()).status_code == 200
    codes = world.alice.post("/mfa/totp/confirm", json={"code": code(world.alice.post("/mfa/totp").json()["secret"])}).json()["recoveryCodes"]
    half = {"mfaToken": forgery.mfa_token(world.signer_secret, world.alice), "recoveryCode": codes[0]}
    assert world.alice.post("/login/mfa", json=half, anonymous=True).status_code == 200
