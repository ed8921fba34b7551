"""The restore drill on the AWS adapters: a backup under load, restored into a new table and a new bucket."""

import hashlib
import json

import pytest
import requests

import media
from client import PASSWORD, Api, User
from fixtures import make_stack
from stack import Stack
from uploader import Uploader


@pytest.fixture
def other_settings(partners):
    return make_stack(partners)


def backup(process, *words, code=0):
    answer = process.command("backup", *map(str, words), "--json")
    assert answer.returncode == code, (answer.returncode, answer.stdout, answer.stderr)
    return json.loads(answer.stdout) if answer.stdout else answer.stderr


def test_a_drive_is_restored_into_a_new_table_and_a_new_bucket(stack, other_settings, tmp_path, seed):
    user = User(stack.servers[0].url)
    first = user.upload(media.png(seed, 400, 300))
    assert user.wait_for_file(first["fileId"])["status"] == "ready"
    uploaders = [Uploader(stack.servers[number % 2], user.token, seed + number) for number in range(2)]
    for uploader in uploaders:
        uploader.start()
    folder = tmp_path / "backup"
    operator = stack.process("operator")
    try:
        while sum(len(one.acknowledged) for one in uploaders) < 10:
            assert not [text for one in uploaders for text in one.surprises]
        acknowledged = {key: value for one in uploaders for key, value in dict(one.acknowledged).items()}
        made = backup(operator, "create", folder)
    finally:
        for uploader in uploaders:
            uploader.ended.set()
        for uploader in uploaders:
            uploader.join(30)
    assert made["missing"] == 0 and made["linked"] == 0
    assert made["files"] > len(acknowledged)
    assert backup(operator, "verify", folder)["damaged"] == 0
    # What is there already is not downloaded again.
    again = backup(operator, "create", folder, "--keep", "1")
    assert again["reused"] >= made["files"] and again["pruned"] == 1

    assert "is not empty" in backup(operator, "restore", folder, code=1)
    other = Stack(tmp_path / "other", other_settings)
    assert "leave out --to" in backup(operator, "restore", folder, "--to", tmp_path / "x", code=2)
    restored = backup(other.process("operator"), "restore", folder)
    assert restored["damaged"] == 0 and restored["secretsElsewhere"] == ["JWT_SECRET"]
    with other:
        api = Api(other.servers[0].url)
        answer = api.post("/login", json={"username": user.username, "password": PASSWORD})
        assert answer.status_code == 200, answer.text
        api.token = answer.json()["token"]
        listed = {file["fileId"]: file for file in User.list_all(api)}
        assert not set(acknowledged) - set(listed)
        for file_id, file in listed.items():
            found = hashlib.sha256(requests.get(file["fileUrl"], timeout=20).content).hexdigest()
            assert found == file["sha256"] == acknowledged.get(file_id, file["sha256"])
        shown = api.get(f"/files/{first['fileId']}").json()
        assert requests.get(shown["thumbnails"]["small"], timeout=20).status_code == 200
        again = api.post("/upload", files={"file": ("again.png", media.png(seed, 400, 300))})
        assert (again.status_code, again.json()["duplicate"]) == (200, True), "what was unique still is"
        new = api.post("/upload", files={"file": ("new.png", media.png(seed + 1, 400, 300))})
        assert new.status_code == 201, new.text
