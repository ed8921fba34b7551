"""Deploying without a compiler: the zips of a release, or those that are built here."""

import contextlib
import hashlib
import http.server
import json
import pathlib
import re
import shutil
import subprocess
import threading

import pytest
from service import ARTIFACTS, ROOT, Service, write_placeholder

IS_DEBIAN_12 = {"ID=debian", 'VERSION_ID="12"'} <= set(pathlib.Path("/etc/os-release").read_text().splitlines())


class Releases:
    """A web server with releases, which counts what is asked of it."""

    def __init__(self, folder):
        self.folder = folder
        self.asked = []
        releases = self

        class Handler(http.server.SimpleHTTPRequestHandler):
            def __init__(self, *arguments):
                super().__init__(*arguments, directory=folder)

            def log_message(self, *_):
                releases.asked.append(self.path)

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/releases"

    def make(self, version):
        """The digests of its zips."""
        digests = {}
        for name in ARTIFACTS:
            path = self.folder / "releases" / f"v{version}" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(f"{name} of {version}".encode())
            digests[name] = hashlib.sha256(path.read_bytes()).hexdigest()
        return digests


@pytest.fixture
def releases(tmp_path):
    found = Releases(tmp_path / "web")
    threading.Thread(target=found.server.serve_forever, daemon=True).start()
    yield found
    with contextlib.suppress(OSError):
        found.server.shutdown()
        found.server.server_close()


@pytest.fixture
def service(tmp_path):
    """Without any zip."""
    found = Service(tmp_path / "service")
    for name in ARTIFACTS:
        zip_of(found, name).unlink()
    return found


def zip_of(service, name):
    return service.folder / "build" / "lambda" / name


def pin(service, version, url, digests):
    release = {"version": version, "url": url, "sha256": digests}
    (service.folder / "deploy" / "release.json").write_text(json.dumps(release))


def provide(service, check=True, **settings):
    """What deploy/plugins/zips.js does before packaging, without the framework, which is slow to start."""
    program = "require('./deploy/plugins/zips.js').provideZips('.', console.log).catch((error) => {"
    program += "console.log(error.message); process.exitCode = 1; })"
    done = subprocess.run(["node", "-e", program], cwd=service.folder, env={**service.environment, **settings},
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=60)
    assert not check or done.returncode == 0, done.stdout
    return done


def test_what_is_committed_is_a_release_or_none():
    release = json.loads((ROOT / "deploy" / "release.json").read_text())
    assert set(release) == {"version", "url", "sha256"} and set(release["sha256"]) == set(ARTIFACTS)
    if release["version"]:
        assert all(re.fullmatch(r"[0-9a-f]{64}", digest) for digest in release["sha256"].values())
        assert release["url"].startswith("https://")


def test_zips_of_the_release_are_fetched_once_and_packaged(service, releases):
    pin(service, "1.0.0", releases.url, releases.make("1.0.0"))
    service.run("package")
    assert [zip_of(service, name).read_text() for name in ARTIFACTS] == ["api.zip of 1.0.0", "media.zip of 1.0.0"]
    assert releases.asked == ["/releases/v1.0.0/api.zip", "/releases/v1.0.0/media.zip"]
    # `make clean` and no network.
    shutil.rmtree(service.folder / "build")
    releases.server.shutdown()
    releases.server.server_close()
    provide(service)
    assert all(zip_of(service, name).exists() for name in ARTIFACTS)


def test_setting_names_another_place(service, releases):
    pin(service, "1.0.0", "http://127.0.0.1:1/nowhere", releases.make("1.0.0"))
    provide(service, DEPLOY_RELEASE_URL=f"{releases.url}/")
    assert releases.asked[0] == "/releases/v1.0.0/api.zip"


def test_other_bytes_than_pinned_are_refused(service, releases):
    digests = releases.make("1.0.0")
    (releases.folder / "releases" / "v1.0.0" / "media.zip").write_text("other bytes")
    pin(service, "1.0.0", releases.url, digests)
    refused = service.run("package", check=False)
    assert refused.returncode != 0
    assert "is not the media.zip of release 1.0.0" in refused.stdout and digests["media.zip"] in refused.stdout
    assert not zip_of(service, "media.zip").exists() and not service.template_path.exists()
    assert not list((service.folder / "home").rglob("media.zip"))


def test_damaged_copy_in_the_cache_is_fetched_again(service, releases):
    pin(service, "1.0.0", releases.url, releases.make("1.0.0"))
    provide(service)
    for kept in (service.folder / "home").rglob("*.zip"):
        kept.write_text("damaged")
    shutil.rmtree(service.folder / "build")
    provide(service)
    assert zip_of(service, "api.zip").read_text() == "api.zip of 1.0.0"


@pytest.mark.parametrize("reason", ["offline", "answers 404"])
def test_release_that_cannot_be_had_is_said_with_what_to_do(service, releases, reason):
    digests = releases.make("1.0.0")
    url = "http://127.0.0.1:1/releases" if reason == "offline" else f"{releases.url}/not/there"
    pin(service, "1.0.0", url, digests)
    refused = provide(service, check=False)
    assert refused.returncode != 0
    for text in (f"{url}/v1.0.0/api.zip could not be fetched", "DEPLOY_RELEASE_URL", "make lambda"):
        assert text in refused.stdout, refused.stdout


def test_next_release_replaces_the_zips_of_the_one_before(service, releases):
    for version in ("1.0.0", "1.1.0"):
        pin(service, version, releases.url, releases.make(version))
        provide(service)
        assert zip_of(service, "api.zip").read_text() == f"api.zip of {version}"


def test_zip_that_was_built_here_is_used_and_that_is_said(service, releases):
    pin(service, "1.0.0", releases.url, releases.make("1.0.0"))
    write_placeholder(zip_of(service, "api.zip"))
    own = zip_of(service, "api.zip").read_bytes()
    done = provide(service)
    assert "build/lambda/api.zip was built here and is not of release 1.0.0" in done.stdout
    assert zip_of(service, "api.zip").read_bytes() == own
    assert zip_of(service, "media.zip").read_text() == "media.zip of 1.0.0"


def test_release_without_digests_is_refused(service):
    pin(service, "1.0.0", "http://127.0.0.1:1", {"api.zip": "0" * 64, "media.zip": ""})
    assert "deploy/release.json has no SHA-256 of media.zip" in provide(service, check=False).stdout


def test_without_a_release_and_a_way_to_build_it_says_what_to_do(service):
    pin(service, "", "", dict.fromkeys(ARTIFACTS, ""))
    refused = provide(service, check=False)
    assert refused.returncode != 0
    for text in ("api.zip and media.zip missing", "Only Debian 12 on x86-64 builds them", "make lambda"):
        assert text in refused.stdout, refused.stdout


@pytest.mark.skipif(not IS_DEBIAN_12, reason="only Debian 12 builds the zips")
@pytest.mark.parametrize("succeeds", [True, False])
def test_without_a_release_they_are_built(service, succeeds):
    pin(service, "", "", dict.fromkeys(ARTIFACTS, ""))
    steps = "mkdir -p build/lambda && touch build/lambda/api.zip build/lambda/media.zip" if succeeds else "false"
    (service.folder / "Makefile").write_text(f"lambda:\n\t{steps}\n")
    done = provide(service, check=False)
    assert (done.returncode == 0) == succeeds, done.stdout
    assert "Building: make lambda" in done.stdout
    assert all(zip_of(service, name).exists() == succeeds for name in ARTIFACTS)


def evaluate(expression):
    done = subprocess.run(["node", "-p", f"JSON.stringify({expression})"], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    "system, architecture, can",
    [
        ('ID=debian\nVERSION_ID="12"\n', "x64", True),
        ('ID=debian\nVERSION_ID="13"\n', "x64", False),
        ('ID=ubuntu\nVERSION_ID="24.04"\n', "x64", False),
        ('ID=debian\nVERSION_ID="12"\n', "arm64", False),
        ("", "x64", False),
    ],
)
def test_only_debian_12_builds(system, architecture, can):
    call = f"require('./deploy/plugins/zips.js').canBuild('.', {json.dumps(system)}, '{architecture}')"
    assert evaluate(call) == can


@pytest.mark.parametrize(
    "package, version, refused",
    [("osls", "4.3.1", False), ("serverless", "3.40.0", False), ("serverless", "4.3.1", True), (None, "4.17.0", True)],
)
def test_the_vendors_version_4_is_refused(tmp_path, package, version, refused):
    program = tmp_path / "bin" / "serverless.js"
    program.parent.mkdir()
    program.touch()
    if package:
        (tmp_path / "package.json").write_text(json.dumps({"name": package}))
    call = f"require('./deploy/plugins/check_framework.js').isRefused('{version}', {json.dumps(str(program))})"
    assert evaluate(call) == refused


def test_refusal_of_the_framework_says_what_to_do_instead(service):
    text = (service.folder / "deploy" / "plugins" / "check_framework.js").read_text()
    (service.folder / "deploy" / "plugins" / "check_framework.js").write_text(text.replace("!== 'osls'", "!== 'another'"))
    refused = service.run("package", check=False)
    assert refused.returncode != 0
    assert "asks for an account with its vendor" in refused.stdout and "npm install" in refused.stdout


def test_framework_that_is_pinned_is_the_one_that_is_allowed():
    pinned = json.loads((ROOT / "package.json").read_text())["devDependencies"]["osls"]
    assert f'frameworkVersion: ">=3.40.0 <4.0.0 || {pinned}"\n' in (ROOT / "serverless.yml").read_text()
