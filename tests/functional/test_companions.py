"""Live photos and sidecars: what belongs to a picture is stored, shown, checked and deleted with it."""

import json
import shutil
import subprocess
import time

import pytest

import media
from client import problem

XMP = b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/"/>\n<?xpacket end="w"?>\n'


def video(tmp_path, seconds=1, name="live.mov"):
    """A real one, as short as it may be."""
    if not shutil.which("ffmpeg"):
        pytest.skip("needs ffmpeg")
    path = tmp_path / name
    source = f"testsrc=size=64x48:rate=5:duration={seconds}"
    subprocess.run(
        ["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", source, "-c:v", "mpeg4", str(path)], check=True, timeout=60
    )
    return path.read_bytes()


def send(user, content, name, picture, **fields):
    parts = {"companionOf": (None, picture), **{key: (None, value) for key, value in fields.items()}}
    return user.post("/upload", files={**parts, "file": (name, content, "application/octet-stream")})


@pytest.fixture
def picture(alice, seed):
    return alice.upload(media.png(seed), "IMG_1.png")["fileId"]


@pytest.mark.parametrize("name", ["live.mov", "motion.mp4"])
def test_a_live_photo(alice, picture, tmp_path, name):
    content = video(tmp_path, name=name)
    answer = send(alice, content, name, picture)
    assert answer.status_code == 201, answer.text
    file = answer.json()["file"]
    assert file["fileId"] == picture
    [companion] = file["companions"]
    assert companion["kind"] == "video"
    assert companion["contentType"] == ("video/quicktime" if name.endswith("mov") else "video/mp4")
    assert companion["size"] == len(content)
    whole = alice.get(companion["url"])
    assert whole.content == content
    assert whole.headers["Content-Type"] == companion["contentType"]
    assert name in whole.headers["Content-Disposition"]
    assert alice.head(companion["url"]).headers["Content-Length"] == str(len(content))
    assert alice.get(companion["url"], headers={"Range": "bytes=4-7"}).content == content[4:8]
    assert [each["fileId"] for each in alice.list_all()] == [picture]
    again = send(alice, content, name, picture)
    assert (again.status_code, again.json()["duplicate"]) == (200, True)
    assert alice.get(f"/files/{picture}").json()["companions"][0]["size"] == len(content)


def test_it_goes_with_its_picture(shared, alice, seed, tmp_path):
    before = shared.stored()
    picture = alice.upload(media.png(seed))["fileId"]
    url = send(alice, video(tmp_path), "a.mov", picture).json()["file"]["companions"][0]["url"]
    send(alice, XMP, "a.xmp", picture)
    alice.wait_for_file(picture)
    assert alice.delete(f"/files/{picture}?permanent=true").status_code == 204
    problem(alice.get(url), 404, "not_found")
    assert shared.stored() == before


def test_a_sidecar_in_parts(alice, picture):
    session = alice.create_upload(len(XMP), "IMG_1.xmp", "application/rdf+xml", companionOf=picture)
    alice.put(session["parts"][0]["url"], data=XMP)
    answer = alice.post(f"/uploads/{session['uploadId']}/complete")
    assert answer.status_code == 201, answer.text
    [companion] = answer.json()["file"]["companions"]
    assert (companion["kind"], companion["contentType"]) == ("xmp", "application/rdf+xml")
    saved = alice.get(companion["url"])
    assert saved.content == XMP
    assert saved.headers["Content-Disposition"].startswith("attachment")
    assert alice.wait_for_file(picture)["status"] == "ready"
    assert alice.post(f"/uploads/{session['uploadId']}/complete").status_code == 200


def titled(title):
    """A sidecar with one fact."""
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt>'
        f'<rdf:li xml:lang="x-default">{title}</rdf:li>'
        "</rdf:Alt></dc:title></rdf:Description></rdf:RDF></x:xmpmeta>"
    ).encode()


def test_the_facts_of_a_sidecar_come_while_the_picture_stays_ready(alice, picture):
    before = alice.wait_for_file(picture)
    assert before["status"] == "ready" and "title" not in before, before
    for title in ("On the beach", "In the sea"):
        answer = send(alice, titled(title), "IMG_1.xmp", picture)
        assert (answer.status_code, answer.json()["file"]["status"]) == (201, "ready")
        deadline = time.monotonic() + 30
        while (file := alice.get(f"/files/{picture}").json()).get("title") != title:
            assert file["status"] == "ready" and time.monotonic() < deadline, file
            time.sleep(0.05)
        assert file["thumbnails"].keys() == before["thumbnails"].keys()
        assert file["placeholder"] == before["placeholder"]


def test_what_is_refused(shared, alice, bob, picture, tmp_path):
    before = shared.stored()
    short = video(tmp_path)
    problem(send(bob, short, "a.mov", picture), 404, "not_found")
    problem(send(alice, short, "a.mov", "0198f2c4-5a1e-7c3d-9b2a-3f4e5d6c7b8a"), 404, "not_found")
    long = send(alice, video(tmp_path, seconds=31), "a.mov", picture)
    problem(long, 415, "unsupported_media_type")
    assert "longer than 30 seconds" in long.json()["message"]
    problem(send(alice, media.png(7), "a.png", picture), 415, "unsupported_media_type")
    problem(send(alice, short[: len(short) // 2], "a.mov", picture), 415, "unsupported_media_type")
    problem(send(alice, XMP, "a.xmp", picture, modifiedAt="yesterday"), 400, "validation_failed")
    alone = alice.post("/upload", files={"file": ("a.mp4", video(tmp_path, name="a.mp4"), "video/mp4")})
    problem(alone, 415, "unsupported_media_type")
    assert alone.json()["message"].startswith("This looks like an MP4 video.")
    assert shared.stored() == before


def test_the_time_of_the_clients_file(alice, seed):
    form = {"modifiedAt": (None, "2019-05-06T07:08:09+02:00"), "file": ("a.png", media.png(seed), "image/png")}
    assert alice.post("/upload", files=form).status_code == 201
    bad = {**form, "modifiedAt": (None, json.dumps({"not": "a time"}))}
    problem(alice.post("/upload", files=bad), 400, "validation_failed")
