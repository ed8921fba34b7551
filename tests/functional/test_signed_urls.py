"""Signed URLs: every byte counts, they expire, and they belong to a user and a method."""

import re
import time
import urllib.parse

import pytest

import media
from client import User, problem


@pytest.fixture
def file(alice, seed):
    return alice.upload(media.png(seed))


def altered(url):
    """The URL with one character changed, for every position of path and query."""
    start = url.index("/objects/")
    for position in range(start + len("/objects/"), len(url)):
        old = url[position]
        # Changing these changes the structure; that is the next test's subject.
        if old in "/?&=%" or url[position - 1] == "%" or url[position - 2] == "%":
            continue
        new = "1" if old == "0" else "0" if old.isdigit() else "b" if old == "a" else "a"
        yield position, url[:position] + new + url[position + 1 :]


def test_every_altered_character_is_refused(alice, file):
    url = file["fileUrl"]
    count = 0
    for position, other in altered(url):
        # The last character of the signature carries two bits that mean nothing in base64url;
        # whoever accepts them gives nothing away, but ours must be the one canonical form.
        answer = alice.get(other)
        problem(answer, 403, "invalid_signature")
        count += 1
    assert count > 150


def changes(url):
    parts = urllib.parse.urlsplit(url)
    query = urllib.parse.parse_qsl(parts.query, keep_blank_values=True)

    def build(pairs, path=parts.path):
        return urllib.parse.urlunsplit((parts.scheme, parts.netloc, path, urllib.parse.urlencode(pairs, quote_via=urllib.parse.quote), ""))

    for name, _ in query:
        yield f"without {name}", build([pair for pair in query if pair[0] != name])
        yield f"{name} empty", build([(n, "" if n == name else v) for n, v in query])
        yield f"{name} twice", build([*query, (name, "x")])
        yield f"{name} twice, first", build([(name, "x"), *query])
    later = [(n, str(int(v) + 3600) if n == "expires" else v) for n, v in query]
    yield "later", build(later)
    yield "huge time", build([(n, "9" * 30 if n == "expires" else v) for n, v in query])
    yield "another parameter", build([*query, ("response-cache-control", "public")])
    yield "html", build([(n, "text/html" if n == "type" else v) for n, v in query])
    yield "another key", build(query, parts.path[:-1] + ("0" if parts.path[-1] != "0" else "1"))
    yield "key and dot", build(query, parts.path + "/.")
    yield "key and slash", build(query, parts.path + "/")
    yield "no query", build([])
    yield "dots", build(query, "/objects/orig/../../audmg.db")
    yield "encoded dots", build(query, "/objects/orig/%2e%2e/%2e%2e/audmg.db")


def test_every_other_form_is_refused(alice, file):
    names = []
    for name, url in changes(file["fileUrl"]):
        answer = alice.get(url)
        assert answer.status_code in (403, 404), (name, answer.status_code)
        assert answer.json()["code"] in ("invalid_signature", "url_expired", "not_found"), (name, answer.text)
        names.append(name)
    assert len(names) > 20
    assert alice.get(file["fileUrl"]).status_code == 200


def test_it_expires(make_drive, seed):
    drive = make_drive({"AUDMG_URL_LIFETIME": "2s"})
    user = User(drive.url)
    content = media.png(seed)
    file = user.upload(content)
    assert user.get(file["fileUrl"]).content == content
    time.sleep(3.1)
    problem(user.get(file["fileUrl"]), 403, "url_expired")
    fresh = user.get(f"/files/{file['fileId']}").json()["fileUrl"]
    assert user.get(fresh).content == content


def test_a_url_for_get_is_not_one_for_put(shared, alice, file):
    session = alice.create_upload(100)
    before = shared.stored()
    problem(alice.put(file["fileUrl"], data=b"other bytes"), 403, "invalid_signature")
    put_url = session["parts"][0]["url"]
    problem(alice.get(put_url), 403, "invalid_signature")
    assert alice.head(put_url).status_code == 403
    assert alice.call("DELETE", file["fileUrl"]).status_code == 405
    assert alice.call("POST", file["fileUrl"]).status_code == 405
    assert shared.stored() == before


def test_a_part_url_is_for_one_part_of_one_upload(alice, shared):
    size = shared_part_size(alice) * 2
    one, two = alice.create_upload(size), alice.create_upload(size)
    url = one["parts"][0]["url"]
    for pattern, value in (
        (r"partNumber=\d+", "partNumber=2"),
        (r"contentLength=\d+", "contentLength=5"),
        (r"uploadId=[^&]+", "uploadId=" + re.search(r"uploadId=([^&]+)", two["parts"][0]["url"])[1]),
    ):
        assert re.search(pattern, url)
        problem(alice.put(re.sub(pattern, value, url), data=b"x" * 5), 403, "invalid_signature")
    for session in (one, two):
        assert alice.get(f"/uploads/{session['uploadId']}").json()["parts"] == []
        alice.delete(f"/uploads/{session['uploadId']}")


def shared_part_size(user):
    session = user.create_upload(1000)
    user.delete(f"/uploads/{session['uploadId']}")
    return session["partSize"]


def test_the_urls_begin_with_the_public_url(make_drive, seed):
    drive = make_drive({"AUDMG_PUBLIC_URL": "https://media.example.org/drive"})
    user = User(drive.url)
    poison = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"}
    file = user.upload(media.png(seed), headers=poison)
    assert file["fileUrl"].startswith("https://media.example.org/drive/objects/orig/")
    assert "evil" not in user.get("/retrieve", headers=poison).text
    location = user.get(f"/files/{file['fileId']}/download", headers=poison).headers["Location"]
    assert location.startswith("https://media.example.org/drive/objects/")


def test_another_secret_makes_other_signatures(make_drive, seed, file):
    drive = make_drive({"AUDMG_URL_SECRET": "yet another secret of the same length 0123"})
    user = User(drive.url)
    own = user.upload(media.png(seed))
    assert user.get(own["fileUrl"]).status_code == 200
    target = urllib.parse.urlsplit(file["fileUrl"])
    problem(user.get(f"{target.path}?{target.query}"), 403, "invalid_signature")


def test_a_deleted_file_is_gone_for_its_url(shared, alice, file):
    before = set(shared.stored())
    assert alice.delete(f"/files/{file['fileId']}?permanent=true").status_code == 204
    problem(alice.get(file["fileUrl"]), 404, "not_found")
    gone = before - set(shared.stored())
    (original,) = [path for path in gone if path.startswith("objects/objects/orig/")]
    sidecar = original.replace("/orig/", "/meta/orig/") + ".json"
    assert sidecar in gone
    assert all(file["fileId"] in path for path in gone - {original, sidecar}), "only its own renditions"
    problem(alice.get(f"/files/{file['fileId']}"), 404, "not_found")
    problem(alice.delete(f"/files/{file['fileId']}?permanent=true"), 404, "not_found")
