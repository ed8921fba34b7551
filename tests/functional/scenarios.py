"""The table of scenarios: every operation of the contract x every kind.

kinds: happy, anonymous (no token or signature), other_user (someone else's ids, names or URLs),
malformed, over_limit, and those of proof_scenarios.py: wrong_factor, replay (the same once more), expired.
test_scenarios.py runs the rows and fails when an operation lacks a kind.
"""

import dataclasses
import re

import media
from account_scenarios import ACCOUNT_SCENARIOS
from client import PASSWORD, User
from proof_scenarios import PROOF_KINDS, PROOF_SCENARIOS
from scenario_parts import ANONYMOUS, HUGE_HEADER, HUGE_JSON, OTHER_ID
from scenario_parts import rows as _rows

KINDS = ("happy", "anonymous", "other_user", "malformed", "over_limit", *PROOF_KINDS)


@dataclasses.dataclass
class World:
    """What a row may use: two users of one server, a number of its own, and the secrets of the server."""

    alice: User
    bob: User
    seed: int
    signer_secret: str
    url_secret: str

    def png(self):
        return media.png(self.seed)

    def file(self):
        return self.alice.upload(self.png())

    def settled_file(self):
        """A file that is not being processed any more."""
        return self.alice.wait_for_file(self.file()["fileId"])

    def trashed_file(self):
        file = self.file()
        assert self.alice.delete(f"/files/{file['fileId']}").status_code == 204
        return file

    def collection(self, owner=None):
        """An album: its id."""
        answer = (owner or self.alice).post("/collections", json={"title": "Sea", "kind": "album"})
        assert answer.status_code == 201, answer.text
        return answer.json()["collectionId"]

    def album(self, owner=None):
        """An album of music with one song: its id."""
        owner = owner or self.alice
        song = owner.wait_for_file(owner.upload(media.wav(1044, self.seed), "song.wav")["fileId"])
        tags = {"album": f"Debut {self.seed}", "albumArtist": "Björk"}
        assert owner.patch(f"/files/{song['fileId']}", json={"tags": tags}).status_code == 200
        (album,) = owner.get("/music/albums").json()["albums"]
        return album["albumId"]

    def download(self, owner=None):
        """A download of one file: its id."""
        owner = owner or self.alice
        file = owner.upload(self.png())
        answer = owner.post("/downloads", json={"fileIds": [file["fileId"]]})
        assert answer.status_code == 201, answer.text
        return answer.json()["downloadId"]

    def foreign_file(self):
        return self.bob.upload(self.png())

    def part(self, owner=None):
        """An upload session of one part: its id and the part's URL."""
        size = len(self.png())
        session = (owner or self.alice).create_upload(size, "a.png", "image/png")
        return session["uploadId"], session["parts"][0]["url"]

    def full_upload(self, owner=None):
        """An upload session with all its parts: its id."""
        upload_id, url = self.part(owner)
        assert self.alice.put(url, data=self.png()).status_code == 200
        return upload_id

    def signup(self, **changes):
        name = f"new-{self.seed}"
        return {"username": name, "password": PASSWORD, "email": f"{name}@example.org", **changes}


def unsigned(url):
    return re.sub(r"signature=[^&]*", "signature=", url)


def spoiled(url):
    """The URL with another first character of its signature."""
    return re.sub(r"signature=(.)", lambda m: "signature=" + ("B" if m[1] == "A" else "A"), url)


def _json(**fields):
    return {"json": fields}


def _if_match(revision):
    return {"headers": {"If-Match": f'"{revision}"'}}


def _form(content, name="photo.png", field="file"):
    return {"files": {field: (name, content, "application/octet-stream")}}


def _tokens_of_both(world):
    return {"json": {"username": world.alice.username, "password": PASSWORD + " of bob"}}


SCENARIOS = [
    *_rows(
        "POST /signup",
        ("happy", lambda w: {"json": w.signup()}, 201),
        ("anonymous", lambda w: {"json": w.signup(), **ANONYMOUS}, 201),
        ("other_user", lambda w: {"json": w.signup(username=w.bob.username)}, 409, "username_taken"),
        ("other_user", lambda w: {"json": w.signup(email=w.bob.email)}, 409, "email_taken", None, "email"),
        ("malformed", lambda w: {"json": w.signup(username=7)}, 400, "validation_failed", "username"),
        ("over_limit", lambda w: {"json": w.signup(**HUGE_JSON)}, 413, "body_too_large"),
    ),
    *_rows(
        "POST /login",
        ("happy", lambda w: _json(username=w.alice.username, password=PASSWORD), 200),
        ("happy", lambda w: _json(email=w.alice.email, password=PASSWORD), 200, None, None, "email"),
        ("happy", lambda w: _json(username=w.alice.email, password=PASSWORD), 200, None, None, "username-is-email"),
        ("anonymous", lambda w: {**_json(username="nobody-here", password=PASSWORD), **ANONYMOUS}, 401, "invalid_credentials"),
        ("other_user", _tokens_of_both, 401, "invalid_credentials"),
        ("malformed", lambda w: _json(username=w.alice.username), 400, "validation_failed", "password"),
        ("over_limit", lambda w: _json(username="a", password=PASSWORD, **HUGE_JSON), 413, "body_too_large"),
    ),
    *_rows(
        "POST /token/refresh",
        ("happy", lambda w: _json(refreshToken=w.alice.refresh_token), 200),
        ("anonymous", lambda w: {**_json(refreshToken="x" * 43), **ANONYMOUS}, 401, "invalid_refresh_token"),
        ("other_user", lambda w: _json(refreshToken=w.bob.token), 401, "invalid_refresh_token"),
        ("malformed", lambda w: _json(refreshToken=["x"]), 400, "validation_failed", "refreshToken"),
        ("over_limit", lambda w: _json(refreshToken="x", **HUGE_JSON), 413, "body_too_large"),
    ),
    *_rows(
        "POST /logout",
        ("happy", lambda w: {}, 204),
        ("anonymous", lambda w: ANONYMOUS, 401, "unauthorized"),
        ("other_user", lambda w: {"headers": {"Authorization": f"Bearer {w.bob.refresh_token}"}}, 401, "unauthorized"),
        ("malformed", lambda w: {"headers": {"Authorization": f"Basic {w.alice.token}"}}, 401, "unauthorized"),
        ("over_limit", lambda w: {"headers": HUGE_HEADER}, 431, "headers_too_large"),
    ),
    *_rows(
        "GET /me",
        ("happy", lambda w: {}, 200),
        ("anonymous", lambda w: ANONYMOUS, 401, "unauthorized"),
        ("other_user", lambda w: {"headers": {"Authorization": f"Bearer {w.bob.token[:-8]}AAAAAAAA"}}, 401, "unauthorized"),
        ("malformed", lambda w: {"headers": {"Authorization": "Bearer"}}, 401, "unauthorized"),
        ("over_limit", lambda w: {"headers": HUGE_HEADER}, 431, "headers_too_large"),
    ),
    *_rows(
        "GET /events",
        ("happy", lambda w: {"stream": True}, 200),
        ("anonymous", lambda w: ANONYMOUS, 401, "unauthorized"),
        ("other_user", lambda w: {"headers": {"Authorization": f"Bearer {w.bob.token[:-8]}AAAAAAAA"}}, 401, "unauthorized"),
        ("malformed", lambda w: {"headers": {"Last-Event-ID": "nonsense"}}, 400, "bad_request"),
        ("happy", lambda w: {"params": {"after": ""}}, 200),
        ("malformed", lambda w: {"params": {"after": "nonsense"}}, 400, "bad_request"),
        ("over_limit", lambda w: {"headers": HUGE_HEADER}, 431, "headers_too_large"),
    ),
    *_rows(
        "POST /upload",
        ("happy", lambda w: _form(w.png()), 201),
        ("happy", lambda w: (w.file(), _form(w.png()))[1], 200, None, None, "duplicate"),
        ("anonymous", lambda w: {**_form(w.png()), **ANONYMOUS}, 401, "unauthorized"),
        ("other_user", lambda w: (w.foreign_file(), _form(w.png()))[1], 201),
        ("malformed", lambda w: _form(w.png(), field="picture"), 400, "validation_failed", "file"),
        ("over_limit", lambda w: {"data": {f"field{n}": "x" for n in range(21)}, **_form(w.png())}, 400, "bad_request"),
    ),
    *_rows(
        "POST /uploads",
        ("happy", lambda w: _json(fileName="a.png", contentType="image/png", size=100), 201),
        ("anonymous", lambda w: {**_json(fileName="a.png", contentType="image/png", size=100), **ANONYMOUS}, 401, "unauthorized"),
        ("other_user", lambda w: {**_json(fileName="a.png", contentType="image/png", size=100), "headers": {"Authorization": f"Bearer {w.bob.token}x"}}, 401, "unauthorized"),
        ("malformed", lambda w: _json(fileName="a.png", contentType="image/png", size="100"), 400, "validation_failed", "size"),
        ("over_limit", lambda w: _json(fileName="a.wav", contentType="audio/wav", size=51 * 10**9), 413, "file_too_large"),
        ("over_limit", lambda w: _json(fileName="a", contentType="audio/wav", size=1, **HUGE_JSON), 413, "body_too_large", None, "body"),
    ),
    *_rows(
        "GET /uploads/{id}",
        ("happy", lambda w: {"id": w.part()[0]}, 200),
        ("anonymous", lambda w: {"id": w.part()[0], **ANONYMOUS}, 401, "unauthorized"),
        ("other_user", lambda w: {"id": w.part(w.bob)[0]}, 404, "not_found"),
        ("malformed", lambda w: {"id": "not-an-id"}, 404, "not_found"),
        ("over_limit", lambda w: {"id": "7" * 5000}, 404, "not_found"),
    ),
    *_rows(
        "DELETE /uploads/{id}",
        ("happy", lambda w: {"id": w.part()[0]}, 204),
        ("anonymous", lambda w: {"id": w.part()[0], **ANONYMOUS}, 401, "unauthorized"),
        ("other_user", lambda w: {"id": w.part(w.bob)[0]}, 404, "not_found"),
        ("malformed", lambda w: {"id": "..%2f..%2fetc"}, 404, "not_found"),
        ("over_limit", lambda w: {"id": OTHER_ID, "headers": HUGE_HEADER}, 431, "headers_too_large"),
    ),
    *_rows(
        "POST /uploads/{id}/complete",
        ("happy", lambda w: {"id": w.full_upload()}, 201),
        ("happy", lambda w: {"id": w.full_upload(), "json": {}}, 201, None, None, "empty-object"),
        ("anonymous", lambda w: {"id": w.full_upload(), **ANONYMOUS}, 401, "unauthorized"),
        ("other_user", lambda w: {"id": w.full_upload(w.bob)}, 404, "not_found"),
        ("malformed", lambda w: {"id": w.part()[0]}, 409, "upload_incomplete"),
        ("over_limit", lambda w: {"id": w.full_upload(), "json": HUGE_JSON}, 413, "body_too_large"),
    ),
    *_rows(
        "GET /retrieve",
        ("happy", lambda w: (w.file(), {})[1], 200),
        ("anonymous", lambda w: ANONYMOUS, 401, "unauthorized"),
        ("other_user", lambda w: {"params": {"cursor": foreign_cursor(w)}}, 400, "invalid_cursor"),
        ("malformed", lambda w: {"params": {"kind": "video"}}, 400, "validation_failed", "kind"),
        ("over_limit", lambda w: {"params": {"limit": 201}}, 400, "validation_failed", "limit"),
    ),
    *_rows(
        "GET /outline",
        ("happy", lambda w: (w.file(), {})[1], 200),
        ("anonymous", lambda w: ANONYMOUS, 401, "unauthorized"),
        ("other_user", lambda w: {"params": {"cursor": foreign_cursor(w)}}, 400, "invalid_cursor"),
        ("malformed", lambda w: {"params": {"kind": "video"}}, 400, "validation_failed", "kind"),
        ("over_limit", lambda w: {"params": {"limit": 2001}}, 400, "validation_failed", "limit"),
    ),
    *[
        row
        for path in ("timeline", "facets", "map")
        for row in _rows(
            f"GET /{path}",
            ("happy", lambda w: (w.file(), {})[1], 200),
            ("anonymous", lambda w: ANONYMOUS, 401, "unauthorized"),
            ("other_user", lambda w: {"params": {"collection": w.collection(w.bob)}}, 200),
            ("malformed", lambda w: {"params": {"from": "yesterday"}}, 400, "validation_failed", "from"),
            ("over_limit", lambda w: {"params": {"camera": "x" * 513}}, 400, "validation_failed", "camera"),
        )
    ],
    *[
        row
        for path in ("similar", "music/artists", "music/albums", "music/genres")
        for row in _rows(
            f"GET /{path}",
            ("happy", lambda w: (w.album(), {})[1], 200),
            ("anonymous", lambda w: ANONYMOUS, 401, "unauthorized"),
            ("other_user", lambda w: {"params": {"cursor": foreign_cursor(w)}}, 400, "invalid_cursor"),
            ("malformed", lambda w: {"params": {"limit": "x"}}, 400, "validation_failed", "limit"),
            ("over_limit", lambda w: {"params": {"limit": 1001}}, 400, "validation_failed", "limit"),
        )
    ],
    *_rows(
        "GET /music/albums/{id}",
        ("happy", lambda w: {"id": w.album()}, 200),
        ("anonymous", lambda w: {"id": w.album(), **ANONYMOUS}, 401, "unauthorized"),
        ("other_user", lambda w: {"id": w.album(w.bob)}, 404, "not_found"),
        ("malformed", lambda w: {"id": "0"}, 404, "not_found"),
        ("over_limit", lambda w: {"id": "a" * 5000}, 404, "not_found"),
    ),
    *_rows(
        "POST /downloads",
        ("happy", lambda w: _json(fileIds=[w.file()["fileId"]]), 201),
        ("anonymous", lambda w: {**_json(fileIds=[w.file()["fileId"]]), **ANONYMOUS}, 401, "unauthorized"),
        ("other_user", lambda w: _json(fileIds=[w.foreign_file()["fileId"]]), 404, "not_found"),
        ("malformed", lambda w: _json(fileIds="x"), 400, "validation_failed", "fileIds"),
        ("over_limit", lambda w: _json(fileIds=["x"] * 1001), 400, "validation_failed", "fileIds"),
    ),
    *_rows(
        "GET /downloads/{id}/files",
        ("happy", lambda w: {"id": w.download()}, 200),
        ("anonymous", lambda w: {"id": w.download(), **ANONYMOUS}, 401, "unauthorized"),
        ("other_user", lambda w: {"id": w.download(w.bob)}, 404, "not_found"),
        ("malformed", lambda w: {"id": "0"}, 404, "not_found"),
        ("over_limit", lambda w: {"id": w.download(), "params": {"limit": 1001}}, 400, "validation_failed", "limit"),
    ),
    *_rows(
        "GET /files/{id}",
        ("happy", lambda w: {"id": w.file()["fileId"]}, 200),
        ("anonymous", lambda w: {"id": w.file()["fileId"], **ANONYMOUS}, 401, "unauthorized"),
        ("other_user", lambda w: {"id": w.foreign_file()["fileId"]}, 404, "not_found"),
        ("malformed", lambda w: {"id": "%2e%2e"}, 404, "not_found"),
        ("over_limit", lambda w: {"id": "a" * 5000}, 404, "not_found"),
    ),
    *_rows(
        "PATCH /files/{id}",
        ("happy", lambda w: {"id": w.file()["fileId"], **_json(title="At the sea", rating=5)}, 200),
        ("happy", lambda w: {"id": w.file()["fileId"], **_json(favorite=True), **_if_match(1)}, 200, None, None, "revision"),
        ("happy", lambda w: {"id": w.file()["fileId"], **_json(favorite=True), **_if_match(7)}, 412, "revision_mismatch", None, "other-revision"),
        ("anonymous", lambda w: {"id": w.file()["fileId"], **_json(title="x"), **ANONYMOUS}, 401, "unauthorized"),
        ("other_user", lambda w: {"id": w.foreign_file()["fileId"], **_json(title="x")}, 404, "not_found"),
        ("malformed", lambda w: {"id": w.file()["fileId"], **_json(rating=6)}, 400, "validation_failed", "rating"),
        ("over_limit", lambda w: {"id": w.file()["fileId"], **_json(title="x" * 513)}, 400, "validation_failed", "title"),
        ("over_limit", lambda w: {"id": w.file()["fileId"], **_json(**HUGE_JSON)}, 413, "body_too_large", None, "body"),
    ),
    *_rows(
        "PATCH /files",
        ("happy", lambda w: _json(fileIds=[w.file()["fileId"]], patch={"date": "2019-07-14"}), 200),
        ("anonymous", lambda w: {**_json(fileIds=[OTHER_ID], patch={}), **ANONYMOUS}, 401, "unauthorized"),
        ("other_user", lambda w: _json(fileIds=[w.foreign_file()["fileId"]], patch={"title": "x"}), 200),
        ("malformed", lambda w: _json(fileIds=[OTHER_ID], patch={"date": "yesterday"}), 400, "validation_failed", "date"),
        ("over_limit", lambda w: _json(fileIds=["x"] * 1001, patch={}), 400, "validation_failed", "fileIds"),
    ),
    *_rows(
        "POST /files/known",
        ("happy", lambda w: _json(sha256=[w.file()["sha256"]]), 200),
        ("anonymous", lambda w: {**_json(sha256=["0" * 64]), **ANONYMOUS}, 401, "unauthorized"),
        ("other_user", lambda w: _json(sha256=[w.foreign_file()["sha256"]]), 200),
        ("malformed", lambda w: _json(sha256=["0"]), 400, "validation_failed", "sha256"),
        ("over_limit", lambda w: _json(sha256=["0" * 64] * 501), 400, "validation_failed", "sha256"),
    ),
    *_rows(
        "GET /trash",
        ("happy", lambda w: (w.trashed_file(), {})[1], 200),
        ("anonymous", lambda w: ANONYMOUS, 401, "unauthorized"),
        ("other_user", lambda w: {"params": {"cursor": foreign_cursor(w)}}, 400, "invalid_cursor"),
        ("malformed", lambda w: {"params": {"limit": "x"}}, 400, "validation_failed", "limit"),
        ("over_limit", lambda w: {"params": {"limit": 201}}, 400, "validation_failed", "limit"),
    ),
    *_rows(
        "DELETE /trash",
        ("happy", lambda w: (w.trashed_file(), {})[1], 204),
        ("anonymous", lambda w: ANONYMOUS, 401, "unauthorized"),
        ("other_user", lambda w: {"headers": {"Authorization": f"Bearer {w.bob.token}x"}}, 401, "unauthorized"),
        ("malformed", lambda w: {"headers": {"Authorization": "Bearer"}}, 401, "unauthorized"),
        ("over_limit", lambda w: {"headers": HUGE_HEADER}, 431, "headers_too_large"),
    ),
    *_rows(
        "POST /trash/restore",
        ("happy", lambda w: _json(fileIds=[w.trashed_file()["fileId"]]), 200),
        ("happy", lambda w: (w.trashed_file(), _json(all=True))[1], 200, None, None, "all"),
        ("anonymous", lambda w: {**_json(all=True), **ANONYMOUS}, 401, "unauthorized"),
        ("other_user", lambda w: _json(fileIds=[w.foreign_file()["fileId"]]), 200),
        ("malformed", lambda w: _json(fileIds="all"), 400, "validation_failed", "fileIds"),
        ("over_limit", lambda w: _json(fileIds=["x"] * 1001), 400, "validation_failed", "fileIds"),
    ),
    *_rows(
        "GET /collections",
        ("happy", lambda w: (w.collection(), {})[1], 200),
        ("anonymous", lambda w: ANONYMOUS, 401, "unauthorized"),
        ("other_user", lambda w: {"params": {"cursor": foreign_cursor(w)}}, 400, "invalid_cursor"),
        ("malformed", lambda w: {"params": {"limit": "0"}}, 400, "validation_failed", "limit"),
        ("over_limit", lambda w: {"params": {"limit": 1001}}, 400, "validation_failed", "limit"),
    ),
    *_rows(
        "POST /collections",
        ("happy", lambda w: _json(title="Sea", kind="album"), 201),
        ("happy", lambda w: {**_json(title="Mix", kind="playlist"), "headers": {"Idempotency-Key": "x"}}, 201, None, None, "key"),
        ("anonymous", lambda w: {**_json(title="Sea", kind="album"), **ANONYMOUS}, 401, "unauthorized"),
        ("other_user", lambda w: {**_json(title="Sea", kind="album"), "headers": {"Authorization": f"Bearer {w.bob.token}x"}}, 401, "unauthorized"),
        ("malformed", lambda w: _json(title="Sea", kind="heap"), 400, "validation_failed", "kind"),
        ("over_limit", lambda w: _json(title="x" * 513, kind="album"), 400, "validation_failed", "title"),
    ),
    *_rows(
        "GET /collections/{id}",
        ("happy", lambda w: {"id": w.collection()}, 200),
        ("anonymous", lambda w: {"id": w.collection(), **ANONYMOUS}, 401, "unauthorized"),
        ("other_user", lambda w: {"id": w.collection(w.bob)}, 404, "not_found"),
        ("malformed", lambda w: {"id": "0"}, 404, "not_found"),
        ("over_limit", lambda w: {"id": "a" * 5000}, 404, "not_found"),
    ),
    *_rows(
        "PATCH /collections/{id}",
        ("happy", lambda w: {"id": w.collection(), **_json(title="Ocean", description="blue")}, 200),
        ("happy", lambda w: {"id": w.collection(), **_json(title="Ocean"), **_if_match(7)}, 412, "revision_mismatch", None, "other-revision"),
        ("anonymous", lambda w: {"id": w.collection(), **_json(title="x"), **ANONYMOUS}, 401, "unauthorized"),
        ("other_user", lambda w: {"id": w.collection(w.bob), **_json(title="x")}, 404, "not_found"),
        ("malformed", lambda w: {"id": w.collection(), **_json(title=7)}, 400, "validation_failed", "title"),
        ("over_limit", lambda w: {"id": w.collection(), **_json(description="x" * 16_385)}, 400, "validation_failed", "description"),
    ),
    *_rows(
        "DELETE /collections/{id}",
        ("happy", lambda w: {"id": w.collection()}, 204),
        ("anonymous", lambda w: {"id": w.collection(), **ANONYMOUS}, 401, "unauthorized"),
        ("other_user", lambda w: {"id": w.collection(w.bob)}, 404, "not_found"),
        ("malformed", lambda w: {"id": "' OR 1=1 --"}, 404, "not_found"),
        ("over_limit", lambda w: {"id": "a" * 5000}, 404, "not_found"),
    ),
    *_rows(
        "GET /collections/{id}/files",
        ("happy", lambda w: {"id": w.collection()}, 200),
        ("anonymous", lambda w: {"id": w.collection(), **ANONYMOUS}, 401, "unauthorized"),
        ("other_user", lambda w: {"id": w.collection(w.bob)}, 404, "not_found"),
        ("malformed", lambda w: {"id": w.collection(), "params": {"cursor": "x"}}, 400, "invalid_cursor"),
        ("over_limit", lambda w: {"id": w.collection(), "params": {"limit": 201}}, 400, "validation_failed", "limit"),
    ),
    *[
        row
        for path in ("files", "files/remove", "order")
        for row in _rows(
            f"POST /collections/{{id}}/{path}",
            ("happy", lambda w: {"id": w.collection(), **_json(fileIds=[w.file()["fileId"]])}, 200),
            ("anonymous", lambda w: {"id": w.collection(), **_json(fileIds=[OTHER_ID]), **ANONYMOUS}, 401, "unauthorized"),
            ("other_user", lambda w: {"id": w.collection(w.bob), **_json(fileIds=[w.file()["fileId"]])}, 404, "not_found"),
            ("other_user", lambda w: {"id": w.collection(), **_json(fileIds=[w.foreign_file()["fileId"]])}, 200, None, None, "file"),
            ("malformed", lambda w: {"id": w.collection(), **_json(fileIds=[])}, 400, "validation_failed", "fileIds"),
            ("over_limit", lambda w: {"id": w.collection(), **_json(fileIds=["x"] * 1001)}, 400, "validation_failed", "fileIds"),
        )
    ],
    *_rows(
        "DELETE /files/{id}",
        ("happy", lambda w: {"id": w.file()["fileId"]}, 204),
        ("happy", lambda w: {"id": w.trashed_file()["fileId"], "params": {"permanent": "true"}}, 204, None, None, "permanent"),
        ("anonymous", lambda w: {"id": w.file()["fileId"], **ANONYMOUS}, 401, "unauthorized"),
        ("other_user", lambda w: {"id": w.foreign_file()["fileId"]}, 404, "not_found"),
        ("malformed", lambda w: {"id": OTHER_ID.upper() + "x"}, 404, "not_found"),
        ("over_limit", lambda w: {"id": OTHER_ID, "headers": HUGE_HEADER}, 431, "headers_too_large"),
    ),
    *_rows(
        "GET /files/{id}/download",
        ("happy", lambda w: {"id": w.file()["fileId"]}, 302),
        ("anonymous", lambda w: {"id": w.file()["fileId"], **ANONYMOUS}, 401, "unauthorized"),
        ("other_user", lambda w: {"id": w.foreign_file()["fileId"]}, 404, "not_found"),
        ("malformed", lambda w: {"id": "' OR 1=1 --"}, 404, "not_found"),
        ("over_limit", lambda w: {"id": "a" * 5000}, 404, "not_found"),
    ),
    *_rows(
        "POST /files/{id}/retry",
        ("happy", lambda w: {"id": w.settled_file()["fileId"]}, 202),
        ("anonymous", lambda w: {"id": w.file()["fileId"], **ANONYMOUS}, 401, "unauthorized"),
        ("other_user", lambda w: {"id": w.foreign_file()["fileId"]}, 404, "not_found"),
        ("malformed", lambda w: {"id": "../../etc"}, 404, "not_found"),
        ("over_limit", lambda w: {"id": "a" * 5000}, 404, "not_found"),
    ),
    *_rows(
        "POST /files/{id}/renditions",
        ("happy", lambda w: {"id": w.settled_file()["fileId"], **_json(name="display")}, 202),
        ("happy", lambda w: {"id": w.settled_file()["fileId"], **_json(name="small")}, 200, None, None, "is-there"),
        ("anonymous", lambda w: {"id": w.file()["fileId"], **_json(name="display"), **ANONYMOUS}, 401, "unauthorized"),
        ("other_user", lambda w: {"id": w.foreign_file()["fileId"], **_json(name="display")}, 404, "not_found"),
        ("malformed", lambda w: {"id": w.file()["fileId"], **_json(name="opus")}, 400, "validation_failed", "name"),
        ("malformed", lambda w: {"id": w.file()["fileId"], **_json(form="display")}, 400, "validation_failed", "name", "unnamed"),
        ("over_limit", lambda w: {"id": w.file()["fileId"], **_json(name="x", **HUGE_JSON)}, 413, "body_too_large"),
    ),
    *_rows(
        "GET /files/{id}/timeline",
        ("happy", lambda w: {"id": w.file()["fileId"]}, 200),
        ("anonymous", lambda w: {"id": w.file()["fileId"], **ANONYMOUS}, 401, "unauthorized"),
        ("other_user", lambda w: {"id": w.foreign_file()["fileId"]}, 404, "not_found"),
        ("malformed", lambda w: {"id": "0"}, 404, "not_found"),
        ("over_limit", lambda w: {"id": "a" * 5000}, 404, "not_found"),
    ),
    *_rows(
        "GET /objects/{key}",
        ("happy", lambda w: {"url": w.file()["fileUrl"]}, 200),
        ("anonymous", lambda w: {"url": unsigned(w.file()["fileUrl"])}, 403, "invalid_signature"),
        ("other_user", lambda w: {"url": swap_signature(w)}, 403, "invalid_signature"),
        ("malformed", lambda w: {"url": spoiled(w.file()["fileUrl"])}, 403, "invalid_signature"),
        ("over_limit", lambda w: {"url": w.file()["fileUrl"], "headers": HUGE_HEADER}, 431, "headers_too_large"),
    ),
    *_rows(
        "HEAD /objects/{key}",
        ("happy", lambda w: {"url": w.file()["fileUrl"]}, 200),
        ("anonymous", lambda w: {"url": unsigned(w.file()["fileUrl"])}, 403),
        ("other_user", lambda w: {"url": swap_signature(w)}, 403),
        ("malformed", lambda w: {"url": spoiled(w.file()["fileUrl"])}, 403),
        ("over_limit", lambda w: {"url": w.file()["fileUrl"], "headers": HUGE_HEADER}, 431),
    ),
    *_rows(
        "PUT /objects/{key}",
        ("happy", lambda w: {"url": w.part()[1], "data": w.png()}, 200),
        ("anonymous", lambda w: {"url": unsigned(w.part()[1]), "data": w.png()}, 403, "invalid_signature"),
        ("other_user", lambda w: {"url": swap_part_signature(w), "data": w.png()}, 403, "invalid_signature"),
        ("malformed", lambda w: {"url": spoiled(w.part()[1]), "data": w.png()}, 403, "invalid_signature"),
        ("over_limit", lambda w: {"url": w.part()[1], "data": w.png() + b"x"}, 400, "size_mismatch"),
    ),
    *[
        row
        for path in ("/livez", "/readyz", "/openapi.json", "/password/rules", "/signup")
        for row in _rows(
            f"GET {path}",
            ("happy", lambda w: {}, 200),
            ("anonymous", lambda w: ANONYMOUS, 200),
            ("other_user", lambda w: {"headers": {"Authorization": f"Bearer {w.bob.token}"}}, 200),
            ("malformed", lambda w: {"headers": {"Authorization": "Bearer of bad news"}}, 200),
            ("over_limit", lambda w: {"headers": HUGE_HEADER}, 431, "headers_too_large"),
        )
    ],
    *ACCOUNT_SCENARIOS,
    *PROOF_SCENARIOS,
]


def foreign_cursor(world):
    for number in range(2):
        world.bob.upload(media.png((world.seed << 2) + number + 1))
    return world.bob.get("/retrieve", params={"limit": 1}).json()["nextCursor"]


def swap_signature(world):
    """Alice's URL with the signature of one of Bob's."""
    mine, theirs = world.file()["fileUrl"], world.foreign_file()["fileUrl"]
    return mine.split("signature=")[0] + "signature=" + theirs.split("signature=")[1]


def swap_part_signature(world):
    mine, theirs = world.part()[1], world.part(world.bob)[1]
    return mine.split("signature=")[0] + "signature=" + theirs.split("signature=")[1]
