"""The two zips of `make lambda`, each in a root that has nothing else."""

import hashlib
import json
import pathlib
import subprocess
import sys
import zipfile

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / name) for name in ("functional", "lambda", "lambda_zips")]

from emulator import NOWHERE, environment  # noqa: E402
from empty_root import EmptyRoot  # noqa: E402
from runtime_api import RuntimeApi  # noqa: E402

BUILD = ROOT / "build" / "lambda"
ALLOWED = ROOT / "tests" / "data" / "media" / "allowed"
LIVEZ = {"resource": "/livez", "path": "/livez", "httpMethod": "GET", "requestContext": {}}

# What S3 sends to the queue once, when it is told of it: nothing to do.
TEST_EVENT = {"Records": [{
    "messageId": "1", "eventSource": "aws:sqs", "attributes": {"ApproximateReceiveCount": "1"},
    "body": json.dumps({"Service": "Amazon S3", "Event": "s3:TestEvent", "Bucket": "files"})}]}


@pytest.fixture
def empty_root(tmp_path):
    return lambda name: EmptyRoot(tmp_path / "root", BUILD / f"{name}.zip")


def read_lines(output):
    return {line["file"]: line for line in map(json.loads, output.splitlines())}


def render_here(files):
    """With the libraries of this machine: {name: line}."""
    output = subprocess.run([ROOT / "build" / "dev" / "audmg_render_files", *(file.name for file in files)],
                            cwd=files[0].parent, capture_output=True, text=True, check=True)
    return read_lines(output.stdout)


def render_there(root, files, namespaces=True):
    """With those of the zip."""
    for file in files:
        (root.task / file.name).write_bytes(file.read_bytes())
    program = root.task / "audmg_render_files"
    program.write_bytes((BUILD / program.name).read_bytes())
    program.chmod(0o755)
    process = root.start(f"/var/task/{program.name}", *(file.name for file in files), namespaces=namespaces)
    output, log = process.communicate(timeout=120)
    lines = read_lines(output)
    assert process.returncode == 0 and len(lines) == len(files), log
    assert ("user namespace" not in log) == namespaces, log
    return lines


@pytest.mark.parametrize("name", ["api", "media"])
def test_packs_the_same_bytes_again(name):
    digest = hashlib.sha256((BUILD / f"{name}.zip").read_bytes()).hexdigest()
    subprocess.run([sys.executable, "-B", ROOT / "tools" / "lambda" / "pack.py"], check=True, capture_output=True)
    assert hashlib.sha256((BUILD / f"{name}.zip").read_bytes()).hexdigest() == digest


@pytest.mark.parametrize("name", ["api", "media"])
def test_everybody_may_read_and_only_programs_are_executable(name):
    with zipfile.ZipFile(BUILD / f"{name}.zip") as archive:
        modes = {entry.filename: entry.external_attr >> 16 for entry in archive.infolist()}
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    programs = {file for file, mode in modes.items() if mode == 0o100755}
    assert programs == {"bootstrap"} | ({"so/ld-linux-x86-64.so.2"} if name == "media" else set())
    assert {mode for file, mode in modes.items() if file not in programs} == {0o100644}


@pytest.mark.parametrize("name", ["api", "media"])
def test_says_whose_work_is_in_it(name):
    with zipfile.ZipFile(BUILD / f"{name}.zip") as archive:
        notice = archive.read("NOTICE").decode()
    listed = {line.split()[0]: line for line in notice.split("=" * 100)[0].splitlines() if line.endswith(")")}
    assert {"ca-certificates", "curl", "glibc", "openssl", "libsodium", "zxcvbn"} <= set(listed)
    assert {"ffmpeg", "libheif", "vips", "tiff", "libde265", "lame"} <= set(listed) or name == "api"
    assert "built" in listed["curl"]
    assert ("geonames" in listed) == (name == "media")
    # x264, x265, JBIG-KIT and readline are under the GPL, libaom and rav1e are encoders that nobody asked for.
    assert not {"x264", "x265", "jbigkit", "readline", "aom", "rust-rav1e"} & set(listed)


def answers(root, handler, events, host="127.0.0.1"):
    """What a function says to events."""
    api = RuntimeApi(events)
    process = root.start("/var/task/bootstrap", **environment(NOWHERE), _HANDLER=handler,
                         AWS_LAMBDA_RUNTIME_API=f"{host}:{api.port}")
    try:
        assert api.exhausted.wait(20), (process.kill(), process.communicate(timeout=1))
        return [json.loads(body) for _, body, _ in api.posts]
    finally:
        process.kill()
        process.communicate(timeout=20)
        api.go_away()


def test_the_api_answers_its_first_events(empty_root):
    assert [answer["statusCode"] for answer in answers(empty_root("api"), "status", [LIVEZ] * 3)] == [200] * 3


def test_the_media_function_answers_its_first_events(empty_root):
    assert answers(empty_root("media"), "media", [TEST_EVENT] * 3) == [{"batchItemFailures": []}] * 3


@pytest.mark.parametrize("name, handler, event", [("api", "status", LIVEZ), ("media", "media", TEST_EVENT)])
def test_looks_up_names_without_the_modules_of_another_libc(empty_root, name, handler, event):
    root = empty_root(name)
    (root.folder / "etc" / "hosts").write_text("127.0.0.1 runtime.example\n")
    (root.folder / "etc" / "nsswitch.conf").write_text("hosts: myhostname\n")
    assert len(answers(root, handler, [event] * 3, "runtime.example")) == 3


def test_libraries_of_the_system_are_not_taken(empty_root):
    root = empty_root("media")
    (root.folder / "lib64").mkdir()
    for library in (root.task / "so").iterdir():
        (root.folder / "lib64" / library.name).write_text("another system's")
    assert render_there(root, [ALLOWED / "picture.heic"])["picture.heic"]["hashes"]


@pytest.mark.parametrize("namespaces", [True, False])
def test_the_decoders_make_the_same_of_every_format_as_those_of_this_machine(empty_root, namespaces):
    files = sorted(ALLOWED.iterdir())
    there = render_there(empty_root("media"), files, namespaces)
    for name, line in render_here(files).items():
        assert "error" not in line, line
        assert there[name] == line, name
