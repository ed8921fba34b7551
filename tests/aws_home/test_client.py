"""The command-line client against the second home: bytes go straight to S3, and come from there."""

import hashlib
import time

import media
from command_client import Client, write


def test_put_search_get_export(shared, alice, seed, tmp_path):
    cli = Client(tmp_path / "home", shared.url, alice).log_in()
    folder = write(
        tmp_path / "files",
        {
            "harbour.png": media.png(seed),
            "harbour.xmp": b'<x:xmpmeta xmlns:x="adobe:ns:meta/"/>\n',
            # More than POST /upload takes on AWS, and more than one part.
            "long.wav": media.wav(20_000_044, seed),
        },
    )
    assert "sent 3 files" in cli.ok("put", folder)
    assert "sent 0 files" in cli.ok("put", folder)
    deadline = time.monotonic() + 30
    while not cli.list("search", "harbour") and time.monotonic() < deadline:
        time.sleep(0.5)
    [found] = cli.list("search", "harbour", "--kind", "image")
    assert found["fileName"] == "harbour.png"
    cli.ok("get", found["fileId"], "-o", tmp_path / "copy.png")
    assert (tmp_path / "copy.png").read_bytes() == (folder / "harbour.png").read_bytes()
    copy = tmp_path / "export"
    assert "fetched 2 files" in cli.ok("export", copy)
    assert "fetched 0 files" in cli.ok("export", copy)
    digests = {hashlib.sha256(path.read_bytes()).hexdigest() for path in copy.rglob("*.*") if path.is_file()}
    assert {file["sha256"] for file in cli.list("ls")} <= digests
    cli.ok("logout")
