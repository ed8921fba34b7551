"""The package of Debian: lintian has nothing to say, and in a bare system it is installed, used, upgraded and purged.

AUDMG_PACKAGE names it, AUDMG_FORMER_PACKAGE that of the release before: without one, the same programs as an earlier version.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "functional"))

import media  # noqa: E402

FILES = int(os.environ.get("AUDMG_PACKAGE_FILES", "200"))


@pytest.fixture(scope="module")
def package():
    named = os.environ.get("AUDMG_PACKAGE")
    found = [pathlib.Path(named)] if named else sorted((ROOT / "build" / "package").glob("audmg_*_amd64.deb"))
    assert len(found) == 1, "`make package` builds one"
    return found[0]


def former_of(package, target):
    """The same programs in a package of an earlier version."""
    folder = target / "former"
    subprocess.run(["dpkg-deb", "--raw-extract", package, folder], check=True)
    control = folder / "DEBIAN" / "control"
    control.write_text(re.sub(r"^Version: .*$", "Version: 0.0.1", control.read_text(), flags=re.MULTILINE))
    subprocess.run(["dpkg-deb", "--root-owner-group", "--build", folder, target / "audmg_0.0.1_amd64.deb"], check=True,
                   stdout=subprocess.DEVNULL)
    shutil.rmtree(folder)
    return target / "audmg_0.0.1_amd64.deb"


def test_lintian_finds_nothing(package):
    done = subprocess.run(["lintian", "--allow-root", "--fail-on", "error,warning", "--display-info", package],
                          capture_output=True, text=True)
    print(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr


def test_unit_is_well_formed_and_confined():
    unit = ROOT / "deploy" / "debian" / "audmg.service"
    security = subprocess.run(["systemd-analyze", "security", "--offline=yes", "--threshold=25", unit], capture_output=True,
                              text=True)
    assert security.returncode == 0, security.stdout


def test_it_is_installed_used_upgraded_and_purged(package, tmp_path):
    given = tmp_path / "given"
    files = given / "files"
    files.mkdir(parents=True)
    shutil.copy(package, given)
    former = os.environ.get("AUDMG_FORMER_PACKAGE")
    former = shutil.copy(former, given) if former else former_of(package, given)
    quickstart = re.search(r"quickstart:begin.*?```sh\n(.*?)```", (ROOT / "README.md").read_text(), re.S)[1]
    (given / "quickstart.sh").write_text("set -e\n" + quickstart)
    (given / "photo.jpg").write_bytes(media.png(1))
    (given / "picture.png").write_bytes(media.png(2, 640, 480))
    for number in range(FILES):
        (files / f"{number:05}.png").write_bytes(media.png(1000 + number))
    shutil.copy(pathlib.Path(__file__).with_name("steps"), given)
    command = [ROOT / "tests" / "package" / "bare_root", given, "/given/steps", package.name, pathlib.Path(former).name]
    done = subprocess.run(command, capture_output=True, text=True)
    print(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr
    figures = dict(re.findall(r"^([a-z ]+): (.*)$", done.stdout, re.MULTILINE))
    assert float(figures["seconds to the first upload"]) < 60
    assert int(figures["files after the upgrade"]) == FILES
