"""A real browser opens fileUrls: images decode, audio plays and seeks, nothing in user bytes runs."""

import time

import pytest

import media
from browser import CHROMIUM, Browser

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed"),
    pytest.mark.xdist_group("browser"),
]


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    browser = Browser(tmp_path_factory.mktemp("browser"))
    yield browser
    browser.close()


def test_an_image_is_shown(browser, alice, seed):
    file = alice.upload(media.png(seed, 64, 48), "photo.png")
    browser.open(file["fileUrl"])
    assert browser.wait_for("document.images.length && document.images[0].complete")
    assert browser.evaluate("[document.images[0].naturalWidth, document.images[0].naturalHeight]") == [64, 48]


def test_audio_plays_and_seeks(browser, alice, seed):
    # 5 minutes, so that the browser has to ask for a range to get to the end.
    file = alice.upload(media.wav(8000 * 2 * 300 + 44, seed), "song.wav")
    browser.open(file["fileUrl"])
    browser.wait_for("document.querySelector('video, audio') && document.querySelector('video, audio').readyState >= 1")
    player = "document.querySelector('video, audio')"
    assert 299 < browser.evaluate(f"{player}.duration") < 301
    assert browser.evaluate(f"{player}.seekable.length && {player}.seekable.end(0)") > 299
    browser.evaluate(f"{player}.currentTime = 250")
    # The sandbox runs no scripts, so there are no event handlers to wait with.
    browser.wait_for(f"!{player}.seeking && {player}.readyState >= 2 && {player}.currentTime >= 250")
    browser.evaluate(f"void {player}.play()")
    browser.wait_for(f"{player}.currentTime > 250.3")
    assert browser.evaluate(f"{player}.currentTime") < 290
    assert browser.evaluate(f"{player}.error") is None
    assert 206 in [status for status, _ in browser.responses()]


def test_markup_behind_an_image_does_not_run(browser, alice, seed):
    content = media.png(seed) + b"<script>document.title = 'it ran'</script><h1>hello</h1>"
    answer = alice.send_file(content, "page.html")
    if answer.status_code == 415:
        return
    browser.open(answer.json()["fileUrl"])
    assert browser.evaluate("document.contentType") == "image/png"
    assert browser.evaluate("document.title") != "it ran"
    assert browser.evaluate("document.querySelectorAll('h1, script').length") == 0


def test_the_problem_page_of_a_bad_url_is_inert(browser, alice, seed):
    file = alice.upload(media.png(seed))
    browser.open(file["fileUrl"] + "&x=<script>document.title='it ran'</script>")
    assert browser.evaluate("document.title") != "it ran"
    statuses = [status for status, _ in browser.responses()]
    assert statuses[:1] == [403]


def test_renditions_play_and_seek(browser, alice, seed):
    seconds = 30
    content = media.wav(8000 * 2 * seconds + 44, seed)
    file = alice.wait_for_file(alice.upload(content, "song.wav")["fileId"])
    assert file["status"] == "ready", file
    for name in file["renditionsOnDemand"]:
        assert alice.post(f"/files/{file['fileId']}/renditions", json={"name": name}).status_code == 202
    deadline = time.monotonic() + 60
    while "renditionsOnDemand" in file:
        assert time.monotonic() < deadline, file
        file = alice.get(f"/files/{file['fileId']}").json()
    assert {r["name"] for r in file["renditions"]} == {"universal", "opus"}
    for rendition in file["renditions"]:
        browser.open(rendition["url"])
        player = "document.querySelector('video, audio')"
        browser.wait_for(f"{player} && {player}.readyState >= 1")
        assert abs(browser.evaluate(f"{player}.duration") - seconds) < 0.05, rendition["name"]
        middle = seconds / 2
        browser.evaluate(f"{player}.currentTime = {middle}")
        browser.wait_for(f"!{player}.seeking && {player}.readyState >= 2")
        assert abs(browser.evaluate(f"{player}.currentTime") - middle) < 0.05
        browser.evaluate(f"void {player}.play()")
        browser.wait_for(f"{player}.currentTime > {middle + 0.3}")
        assert browser.evaluate(f"{player}.error") is None


def test_thumbnails_are_shown(browser, alice, seed):
    file = alice.wait_for_file(alice.upload(media.png(seed, 640, 480), "photo.png")["fileId"])
    for name, size in (("small", [256, 192]), ("large", [640, 480])):
        browser.open(file["thumbnails"][name])
        assert browser.wait_for("document.images.length && document.images[0].complete")
        assert browser.evaluate("[document.images[0].naturalWidth, document.images[0].naturalHeight]") == size
