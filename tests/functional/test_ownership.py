"""Another user's ids answer 404 on every route, exactly as ids that do not exist."""

import pytest

import contract
import media
from client import problem

MISSING = "0198f2c4-5a1e-7c3d-9b2a-3f4e5d6c7b8a"
# The id of an album is made from its tags, and says nothing about whose it is: test_scenarios asks for one. Admins
# change what is not their own: test_administration. Passkeys need a drive with a name: test_factors.
ELSEWHERE = ("/music/", "/admin/", "/passkeys/")
ROUTES = sorted(name for name in contract.operations() if "{id}" in name and not any(part in name for part in ELSEWHERE))
# What is read by its list only.
LISTS = {"sessions": "sessionId", "app-passwords": "appPasswordId"}


def make_id(owner, operation, seed):
    if "/uploads/" in operation:
        return owner.create_upload(100)["uploadId"]
    if "/sessions/" in operation:
        return owner.get("/sessions").json()["sessions"][0]["sessionId"]
    if "/app-passwords/" in operation:
        return owner.post("/app-passwords", json={"name": "Backup", "scopes": ["read"]}).json()["appPasswordId"]
    if "/collections/" in operation:
        return owner.post("/collections", json={"title": "Sea", "kind": "album"}).json()["collectionId"]
    file_id = owner.upload(media.png(seed))["fileId"]
    if "/downloads/" in operation:
        return owner.post("/downloads", json={"fileIds": [file_id]}).json()["downloadId"]
    return file_id


def comparable(answer):
    body = answer.json()
    body.pop("requestId")
    return body


@pytest.mark.parametrize("operation", ROUTES)
def test_another_users_id_is_as_one_that_does_not_exist(alice, bob, seed, operation):
    method, path = operation.split(" ")
    theirs = make_id(bob, operation, seed)
    foreign = alice.call(method, path.replace("{id}", theirs))
    missing = alice.call(method, path.replace("{id}", MISSING))
    problem(foreign, 404, "not_found")
    problem(missing, 404, "not_found")
    assert comparable(foreign) == comparable(missing)
    # It is still there for its owner.
    room = path.split("/")[1]
    if room in LISTS:
        (entries,) = bob.get(f"/{room}").json().values()
        assert theirs in [entry[LISTS[room]] for entry in entries]
        return
    own = path if "/downloads/" in path else f"/{room}/{{id}}"
    assert bob.get(own.replace("{id}", theirs)).status_code == 200


def test_the_matrix_is_not_empty():
    assert len(ROUTES) >= 6


def test_a_list_has_only_ones_own_files(alice, bob, seed):
    mine = alice.upload(media.png(seed))
    theirs = bob.upload(media.png(seed))
    assert [f["fileId"] for f in alice.list_all()] == [mine["fileId"]]
    assert [f["fileId"] for f in bob.list_all()] == [theirs["fileId"]]
    assert mine["fileUrl"].split("?")[0] != theirs["fileUrl"].split("?")[0]


def test_deleting_leaves_the_same_bytes_of_others(alice, bob, seed):
    content = media.png(seed)
    mine, theirs = alice.upload(content), bob.upload(content)
    assert alice.delete(f"/files/{mine['fileId']}").status_code == 204
    assert bob.get(theirs["fileUrl"]).content == content
    problem(alice.get(mine["fileUrl"]), 404, "not_found")
