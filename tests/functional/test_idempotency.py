"""Idempotency-Key: the same request again has the same effect once."""

import concurrent.futures
import uuid

import pytest

import media
from client import PASSWORD, Api, problem


def key():
    return {"Idempotency-Key": str(uuid.uuid4())}


def test_signup(api, seed):
    body = {"username": f"idem-{seed}", "password": PASSWORD, "email": f"idem-{seed}@example.org"}
    header = key()
    first = api.post("/signup", json=body, headers=header)
    again = api.post("/signup", json=body, headers=header)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json()["userId"] == first.json()["userId"]
    assert "Idempotent-Replayed" not in first.headers
    assert again.headers["Idempotent-Replayed"] == "true"
    other = {**body, "username": f"other-{seed}", "email": f"other-{seed}@example.org"}
    problem(api.post("/signup", json=other, headers=header), 422, "idempotency_key_reused")


def test_upload(shared, alice, seed):
    header = key()
    first = alice.send_file(media.png(seed), headers=header)
    before = shared.stored()
    again = alice.send_file(media.png(seed), headers=header)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.json()["file"]["fileId"] == first.json()["file"]["fileId"]
    problem(alice.send_file(media.png(seed + 1), headers=header), 422, "idempotency_key_reused")
    assert shared.stored() == before
    assert len(alice.list_all()) == 1


def test_create_upload(alice):
    header = key()
    body = {"fileName": "a.wav", "contentType": "audio/wav", "size": 100}
    first = alice.post("/uploads", json=body, headers=header)
    again = alice.post("/uploads", json=body, headers=header)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json()["uploadId"] == first.json()["uploadId"]
    assert again.headers["Idempotent-Replayed"] == "true"
    problem(alice.post("/uploads", json={**body, "size": 101}, headers=header), 422, "idempotency_key_reused")


def test_keys_of_users_and_routes_are_apart(alice, bob):
    header = key()
    body = {"fileName": "a.wav", "contentType": "audio/wav", "size": 100}
    mine = alice.post("/uploads", json=body, headers=header).json()
    theirs = bob.post("/uploads", json={**body, "size": 200}, headers=header)
    assert theirs.status_code == 201
    assert theirs.json()["uploadId"] != mine["uploadId"]


def test_a_refused_request_does_not_use_up_its_key(alice):
    header = key()
    body = {"fileName": "a.wav", "contentType": "audio/wav", "size": -1}
    problem(alice.post("/uploads", json=body, headers=header), 400, "validation_failed")
    assert alice.post("/uploads", json={**body, "size": 100}, headers=header).status_code == 201


def test_it_survives_a_restart(make_drive, seed):
    from client import User

    drive = make_drive()
    user = User(drive.url)
    header = key()
    first = user.send_file(media.png(seed), headers=header).json()
    drive.kill()
    drive.start()
    again = user.send_file(media.png(seed), headers=header)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.json()["file"]["fileId"] == first["file"]["fileId"]


@pytest.mark.parametrize("attempt", range(3))
def test_at_once_one_is_carried_out(shared, alice, attempt):
    header = key()
    body = {"fileName": "a.wav", "contentType": "audio/wav", "size": 100}
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: Api(shared.url, alice.token).post("/uploads", json=body, headers=header), range(8)))
    assert {answer.status_code for answer in answers} <= {201, 409}
    for answer in answers:
        if answer.status_code == 409:
            assert answer.json()["code"] == "idempotency_in_progress"
    assert len({a.json()["uploadId"] for a in answers if a.status_code == 201}) == 1
