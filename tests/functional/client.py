"""A client that holds every answer against the contract."""

import itertools
import os
import time
import urllib.parse

import requests

import contract

PASSWORD = "a long and calm sentence"
_numbers = itertools.count()


class Api:
    """Requests to one server; every answer is checked against docs/openapi.json."""

    def __init__(self, url, token=None):
        self.url = url
        self.token = token
        self.session = requests.Session()
        self.session.trust_env = False

    def call(self, method, target, *, headers=None, anonymous=False, checked=True, **options):
        """`target` is a path on this server, or a whole URL as an answer gave it."""
        url = target if target.startswith("http") else self.url + target
        headers = dict(headers or {})
        path = urllib.parse.urlsplit(url).path
        # A signed URL may be of another server, as of S3, which has a contract of its own.
        is_ours = url.startswith(self.url)
        if self.token and not anonymous and is_ours and not path.startswith("/objects/"):
            headers.setdefault("Authorization", f"Bearer {self.token}")
        options.setdefault("timeout", 60)
        options.setdefault("allow_redirects", False)
        response = self.session.request(method, url, headers=headers, **options)
        if checked and is_ours and not options.get("stream"):
            self.check(method, path, response)
        return response

    def check(self, method, path, response):
        contract.check(method, path, response)

    def get(self, target, **options):
        return self.call("GET", target, **options)

    def post(self, target, **options):
        return self.call("POST", target, **options)

    def put(self, target, **options):
        return self.call("PUT", target, **options)

    def patch(self, target, **options):
        return self.call("PATCH", target, **options)

    def delete(self, target, **options):
        return self.call("DELETE", target, **options)

    def head(self, target, **options):
        return self.call("HEAD", target, **options)


class User(Api):
    """A logged-in user of one server, who signs up first unless told that the account is there."""

    def __init__(self, url, username=None, password=PASSWORD, signs_up=True):
        super().__init__(url)
        self.username = username or f"user-{os.getpid()}-{next(_numbers)}"
        self.email = f"{self.username}@example.org"
        self.password = password
        if signs_up:
            self.sign_up()
        self.log_in()

    def sign_up(self):
        answer = self.post(
            "/signup",
            json={"username": self.username, "password": self.password, "email": self.email},
        )
        assert answer.status_code == 201, answer.text
        self.user_id = answer.json()["userId"]

    def log_in(self):
        answer = self.post("/login", json={"username": self.username, "password": self.password}, anonymous=True)
        assert answer.status_code == 200, answer.text
        self.token = answer.json()["token"]
        self.refresh_token = answer.json()["refreshToken"]
        return answer.json()

    def send_file(self, content, name="photo.png", **options):
        return self.post("/upload", files={"file": (name, content, "application/octet-stream")}, **options)

    def upload(self, content, name="photo.png", **options):
        answer = self.send_file(content, name, **options)
        assert answer.status_code in (200, 201), answer.text
        return answer.json()["file"]

    def wait_for_file(self, file_id, seconds=180):
        """The file once it is ready or has failed."""
        deadline = time.monotonic() + seconds
        while True:
            file = self.get(f"/files/{file_id}").json()
            if file["status"] != "processing":
                return file
            assert time.monotonic() < deadline, f"still processing: {file}"
            time.sleep(0.05)

    def create_upload(self, size, name="song.wav", content_type="audio/wav", **fields):
        answer = self.post("/uploads", json={"fileName": name, "contentType": content_type, "size": size, **fields})
        assert answer.status_code == 201, answer.text
        return answer.json()

    def upload_in_parts(self, content, name="song.wav", content_type="audio/wav"):
        session = self.create_upload(len(content), name, content_type)
        for part in session["parts"]:
            begin = (part["partNumber"] - 1) * session["partSize"]
            answer = self.put(part["url"], data=content[begin : begin + session["partSize"]])
            assert answer.status_code == 200, answer.text
        answer = self.post(f"/uploads/{session['uploadId']}/complete")
        assert answer.status_code in (200, 201), answer.text
        return answer.json()["file"]

    def list_all(self, limit=200, **parameters):
        files, cursor = [], None
        while True:
            query = {"limit": limit, **parameters, **({"cursor": cursor} if cursor else {})}
            answer = self.get("/retrieve", params=query)
            assert answer.status_code == 200, answer.text
            page = answer.json()
            files += page["files"]
            cursor = page.get("nextCursor")
            if not cursor:
                return files
            assert len(page["files"]) == limit


def problem(response, status, code, field=None):
    """The problem document of an answer that must be this refusal."""
    assert response.status_code == status, f"{response.status_code} instead of {status}: {response.text[:500]}"
    found = response.json()
    assert found["code"] == code, found
    if field:
        assert field in [error["field"] for error in found.get("errors", [])], found
    return found
