"""Thumbnails show the colours that a browser shows for the original; tests/color/compare.py is the long form."""

import pathlib
import shutil
import subprocess
import sys

import pytest

from client import User

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "color"))

import compare  # noqa: E402
import pictures  # noqa: E402


@pytest.mark.skipif(not compare.CHROMIUM or not shutil.which("ffmpeg"), reason="chromium or ffmpeg is not installed")
def test_thumbnails_look_as_in_a_browser(shared, tmp_path):
    (tmp_path / "pictures").mkdir()
    paths = pictures.make_some(tmp_path / "pictures")
    found = compare.differences(paths, User(shared.url), tmp_path / "browser")
    assert len(found) == len(paths) >= 10
    assert found[0][0] <= compare.MOST, found


@pytest.mark.skipif(not shutil.which("ffmpeg"), reason="ffmpeg is not installed")
def test_transparent_pictures_stay_transparent(alice):
    rows = pictures.with_alpha(pictures.samples("meadow", 13, 8), 255)
    file = alice.upload(pictures.png(rows, 8, has_alpha=True), "faded.png")
    file = alice.wait_for_file(file["fileId"])
    for name in ("small", "large"):
        thumbnail = alice.get(file["thumbnails"][name], anonymous=True).content
        command = ["ffmpeg", "-v", "error", "-i", "pipe:0", "-f", "rawvideo", "-pix_fmt", "rgba", "pipe:1"]
        raw = subprocess.run(command, input=thumbnail, check=True, capture_output=True, timeout=60).stdout
        alphas = raw[3::4]
        assert len(alphas) == pictures.WIDTH * pictures.HEIGHT
        assert max(alphas[: pictures.WIDTH]) < 10 and min(alphas[-pictures.WIDTH :]) == 255
