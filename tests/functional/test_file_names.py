"""Names are text, never a path: kept as they came, but for folders and characters that nobody sees."""

import re
import urllib.parse

import pytest

import media


HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def cleaned(name):
    name = HIDDEN.sub("", re.split(r"[/\\]", name.rstrip("/\\"))[-1])
    return "_" * len(name) if name in (".", "..") else name


def short(name):
    return ascii(name[:12])[1:-1]

NAMES = [
    "../../etc/passwd",
    "/etc/passwd",
    "..\\..\\windows\\system32",
    "C:\\photo.png",
    "a/b/c.png",
    "....//....//x.png",
    "%2e%2e%2f.png",
    "x" * 300 + ".png",
    "é" * 512,
    "\u202egnp.exe",
    "\u200f\u200eשלום.png",
    "日本語の写真.png",
    "😀.png",
    "a;b=c,d.png",
    "'; DROP TABLE files; --.png",
    "<script>alert(1)</script>.png",
    "con",
    ".",
    "..",
    " ",
    "a\tb.png",
    "${jndi:ldap://127.0.0.1/a}.png",
]


@pytest.mark.parametrize("name", [*NAMES, "nul\u0000byte.png", "line\r\nbreak.png", 'quo"te.png', "back\\slash"], ids=short)
def test_a_name_by_session_is_kept_as_text(shared, alice, seed, name):
    content = media.png(seed)
    file = alice.upload_in_parts(content, name, "image/png")
    assert file["fileName"] == cleaned(name)
    assert alice.get(f"/files/{file['fileId']}").json()["fileName"] == cleaned(name)
    assert alice.get(file["fileUrl"]).content == content
    assert all(path.startswith("objects/") and name not in path for path in shared.stored() if name not in (".", " "))
    location = alice.get(f"/files/{file['fileId']}/download").headers["Location"]
    disposition = alice.get(location).headers["Content-Disposition"]
    assert disposition.startswith("attachment")
    assert "\r" not in disposition and "\n" not in disposition and "\0" not in disposition
    if name.isprintable() and "\u202e" not in name and "\u200f" not in name and name.isalnum():
        assert f"filename*=UTF-8''{urllib.parse.quote(name)}" in disposition or f'"{name}"' in disposition


def raw_form(name, content):
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="' + name + b'"\r\n\r\n'
    return {"data": head + content + b"\r\n--b--\r\n", "headers": {"Content-Type": "multipart/form-data; boundary=b"}}


@pytest.mark.parametrize("name", [n for n in NAMES if "\t" not in n], ids=short)
def test_a_name_by_form_is_kept_as_text(alice, seed, name):
    # Browsers send UTF-8 and write only CR, LF and the quote in another way (RFC 7578, WHATWG).
    answer = alice.post("/upload", **raw_form(name.encode(), media.png(seed)))
    assert answer.status_code == 201, answer.text
    kept = answer.json()["file"]["fileName"]
    assert kept == cleaned(name) or "\\" in name, kept


def test_browsers_write_quotes_and_line_ends_as_percent(alice, seed):
    answer = alice.post("/upload", **raw_form(b"quo%22te%0D%0A.png", media.png(seed)))
    assert answer.status_code == 201
    assert answer.json()["file"]["fileName"] in ('quo"te.png', "quo%22te%0D%0A.png")


def test_names_in_other_encodings_are_cleaned_too(alice, seed):
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a"; filename*=UTF-8\'\'%2E%2E%2Fa%0D%0Ab%E2%80%AE.png\r\n\r\n'
    answer = alice.post("/upload", data=head + media.png(seed) + b"\r\n--b--\r\n", headers={"Content-Type": "multipart/form-data; boundary=b"})
    assert answer.status_code == 201, answer.text
    assert answer.json()["file"]["fileName"] == "ab.png"


@pytest.mark.parametrize("name", [b"", b"/", b"\xe2\x80\xae", b"\xff\xfe.png", b"a" * 1025], ids=short)
def test_a_name_that_cannot_be_kept_is_refused(shared, alice, seed, name):
    before = shared.stored()
    answer = alice.post("/upload", **raw_form(name, media.png(seed)))
    assert answer.status_code == 400, answer.text
    assert answer.json()["code"] in ("validation_failed", "bad_request")
    assert shared.stored() == before
