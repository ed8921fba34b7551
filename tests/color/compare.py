#!/usr/bin/python3
"""Compares our thumbnails of colour-managed and HDR pictures with what a browser shows, by mean difference.

usage: AUDMG_BINARY=build/release/audmg tests/color/compare.py [FOLDER]

Makes the pictures (or takes those of FOLDER), uploads them to a drive of its own, renders the same files in a headless
Chromium with an sRGB display, and prints one line for each: the mean of the absolute differences of red, green and
blue, from 0 to 255, the largest first. Exit code 1 if one of them is larger than 6.
"""

import base64
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / "functional"), str(ROOT / "tests" / "color")]

import pictures  # noqa: E402
from browser import CHROMIUM, Browser  # noqa: E402
from client import User  # noqa: E402
from drive import Drive  # noqa: E402

MOST = 6
TYPES = {".png": "image/png", ".avif": "image/avif", ".jpg": "image/jpeg", ".webp": "image/webp"}


def pixels(encoded):
    """Red, green and blue of a picture, laid on white."""
    command = ["ffmpeg", "-v", "error", "-i", "pipe:0", "-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "rgba", "pipe:1"]
    raw = subprocess.run(command, input=encoded, check=True, capture_output=True, timeout=60).stdout
    if all(alpha == 255 for alpha in raw[3::4]):
        return b"".join(raw[i : i + 3] for i in range(0, len(raw), 4))
    flat = bytearray()
    for i in range(0, len(raw), 4):
        alpha = raw[i + 3]
        flat += bytes((value * alpha + 255 * (255 - alpha) + 127) // 255 for value in raw[i : i + 3])
    return bytes(flat)


def difference(ours, theirs):
    assert len(ours) == len(theirs), (len(ours), len(theirs))
    return sum(abs(a - b) for a, b in zip(ours, theirs)) / len(ours)


def by_browser(paths, folder):
    """Pixels of each as a browser shows it."""
    browser = Browser(folder, "--force-color-profile=srgb")
    shown = {}
    try:
        for path in paths:
            source = f"data:{TYPES[path.suffix]};base64,{base64.b64encode(path.read_bytes()).decode()}"
            browser.evaluate(
                "document.body.style.margin = 0; document.body.innerHTML = '<img style=\"display:block\">';"
                f"document.images[0].src = '{source}'; 0"
            )
            browser.wait_for("document.images[0].complete && document.images[0].naturalWidth > 0")
            area = {"x": 0, "y": 0, "width": pictures.WIDTH, "height": pictures.HEIGHT, "scale": 1}
            shot = browser.call("Page.captureScreenshot", format="png", clip=area)
            shown[path.name] = pixels(base64.b64decode(shot["data"]))
    finally:
        browser.close()
    return shown


def by_drive(paths, user):
    """Pixels of our thumbnail of each."""
    files = {path.name: user.upload(path.read_bytes(), path.name)["fileId"] for path in paths}
    shown = {}
    for name, file_id in files.items():
        file = user.wait_for_file(file_id)
        assert file["status"] == "ready", (name, file)
        shown[name] = pixels(user.get(file["thumbnails"]["small"], anonymous=True).content)
    return shown


def differences(paths, user, folder):
    """[(mean difference, name)], the largest first."""
    theirs = by_browser(paths, folder)
    ours = by_drive(paths, user)
    return sorted(((difference(ours[name], theirs[name]), name) for name in ours), reverse=True)


def main():
    if not CHROMIUM:
        sys.exit("compare.py: the reference renderer, chromium, is not installed")
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        if len(sys.argv) > 1:
            paths = sorted(path for path in pathlib.Path(sys.argv[1]).iterdir() if path.suffix in TYPES)
        else:
            (folder / "pictures").mkdir()
            paths = pictures.make_all(folder / "pictures")
        drive = Drive(folder / "drive").start()
        try:
            found = differences(paths, User(drive.url), folder / "browser")
        finally:
            drive.kill()
    for value, name in found:
        print(f"{value:6.2f}  {name}")
    worst = found[0][0]
    print(f"{len(found)} pictures, mean {sum(value for value, _ in found) / len(found):.2f}, largest {worst:.2f}, limit {MOST}")
    sys.exit(1 if worst > MOST else 0)


if __name__ == "__main__":
    main()
