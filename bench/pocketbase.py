# SPDX-License-Identifier: MIT
# Copyright The Audmg Drive contributors
"""PocketBase with a collection that has what our files have, pinned to one core like ours.

AUDMG_POCKETBASE names its program. Only its owner may list a record, and each link of ours is a protected file there:
its listing has the file's name, of which clients make a link with a token of their own.
"""

import os
import subprocess

import requests

from measure import SERVER_CPU
from servers import PASSWORD, Process, free_port, wait_for

PROGRAM = os.environ.get("AUDMG_POCKETBASE")
ADMIN, USER = "admin@example.com", "bench@example.com"
MOST_LINKS = 20


def is_link(value):
    return isinstance(value, str) and value.startswith(("http://", "https://"))


def without_links(value, links):
    """The value without the links in it, which are added to `links` by their names."""
    if isinstance(value, dict):
        links += [name for name, member in value.items() if is_link(member)]
        return {name: without_links(member, links) for name, member in value.items() if not is_link(member)}
    if isinstance(value, list):
        return [without_links(member, links) for member in value]
    return value


def field_type(value):
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, (int, float)):
        return "number"
    return "text" if isinstance(value, str) else "json"


class PocketBase(Process):
    def __init__(self, folder):
        folder.mkdir(parents=True)
        self.port = free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        command = [PROGRAM, "--dir", str(folder / "data")]
        subprocess.run([*command, "superuser", "upsert", ADMIN, PASSWORD], check=True, capture_output=True, timeout=60)
        super().__init__([*command, "serve", "--http", f"127.0.0.1:{self.port}"], log=folder / "pocketbase.log", pin=SERVER_CPU)
        wait_for(self.base + "/api/health")
        self.session = requests.Session()
        self.session.headers["Authorization"] = self.log_in("_superusers", ADMIN)[0]

    def log_in(self, collection, address):
        body = {"identity": address, "password": PASSWORD}
        answer = requests.post(f"{self.base}/api/collections/{collection}/auth-with-password", json=body, timeout=20)
        answer.raise_for_status()
        return answer.json()["token"], answer.json()["record"]

    def post(self, path, **body):
        answer = self.session.post(f"{self.base}/api/collections{path}", timeout=60, **body)
        if not answer.ok:
            raise RuntimeError(f"PocketBase: POST {path}: {answer.text}")
        return answer.json()

    def fill(self, files):
        """Adds a record for each of our files; returns the path of their listing and the headers for it."""
        users = self.session.get(f"{self.base}/api/collections/users", timeout=20).json()
        self.post("/users/records", json={"email": USER, "password": PASSWORD, "passwordConfirm": PASSWORD, "verified": True})
        token, owner = self.log_in("users", USER)
        types = {name: field_type(value) for file in files for name, value in without_links(file, []).items()}
        self.post("", json={
            "name": "files", "type": "base",
            "listRule": "owner = @request.auth.id", "viewRule": "owner = @request.auth.id",
            "indexes": ["CREATE INDEX files_by_upload ON files (owner, uploadedAt DESC)"],
            "fields": [{"name": name, "type": type_} for name, type_ in types.items()] + [
                {"name": "owner", "type": "relation", "collectionId": users["id"], "maxSelect": 1},
                {"name": "links", "type": "file", "protected": True, "maxSelect": MOST_LINKS}]})
        for file in files:
            links = []
            record = without_links(file, links)
            self.post("/files/records",
                      data={"@jsonPayload": requests.compat.json.dumps(record | {"owner": owner["id"]})},
                      files=[("links", (f"{name}.webp", b"RIFF")) for name in links])
        return "/api/collections/files/records?perPage=50&skipTotal=1&sort=-uploadedAt", [f"Authorization: {token}"]

    def version(self):
        return subprocess.run([PROGRAM, "--version"], capture_output=True, text=True, timeout=20).stdout.strip()
