"""The curl lines of README.md do what it says, as printed; only the address is another."""

import pathlib
import re
import subprocess

import media

ROOT = pathlib.Path(__file__).resolve().parents[2]


def test_the_first_upload(make_drive, tmp_path, seed):
    drive = make_drive({"AUDMG_RATE_LIMITS": None})
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    block = re.search(r"quickstart:begin.*?```sh\n(.*?)```", text, re.S)[1]
    address = "AUDMG=http://localhost:8420\n"
    assert block.startswith(address)
    folder = tmp_path / "work"
    folder.mkdir()
    content = media.png(seed)
    (folder / "photo.jpg").write_bytes(content)
    script = "set -e\n" + block.replace(address, f"AUDMG={drive.url}\n")
    done = subprocess.run(["bash", "-c", script], cwd=folder, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert "User registered successfully." in done.stdout
    assert "File uploaded successfully." in done.stdout
    assert "same" in done.stdout
    assert done.stdout.rstrip().endswith("204")
    assert (folder / "copy.jpg").read_bytes() == content


def test_every_setting_of_the_readme_is_in_the_example_and_in_the_binary(make_drive):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    table = readme.split("## Settings")[1].split("\n## ")[0]
    names = set(re.findall(r"`((?:AUDMG|JWT|AWS|S3)_[A-Z_0-9]+)`", table))
    example = set(re.findall(r"^#? ?((?:AUDMG|JWT|AWS|S3)_[A-Z_0-9]+)=", (ROOT / ".env.example").read_text(), re.M))
    assert names == example
    shown = make_drive(start=False).command("config", "show")
    assert shown.returncode == 0, shown.stderr
    # The file of a secret is shown as its secret.
    for name in {name.removesuffix("_FILE") for name in names}:
        assert name in shown.stdout, name
