"""The image, its compose files, and the units of the Debian package: what they promise, and that they name real settings."""

import re

import yaml
from service import ROOT

IMAGE = ROOT / "deploy" / "image"
COMPOSE = (IMAGE / "compose.yml", IMAGE / "servers" / "compose.yml")
# Those that AWS's own tools read, too.
OF_AWS = {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL_DYNAMODB", "AWS_ENDPOINT_URL_SQS"}


def settings():
    names = re.findall(r"^# ?([A-Z][A-Z0-9_]+)=|^#([A-Z][A-Z0-9_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)
    return {one or other for one, other in names}


def drives():
    """The services of ours, by file and name."""
    for path in COMPOSE:
        for name, service in yaml.safe_load(path.read_text())["services"].items():
            if service["image"].startswith("audmg-drive:"):
                yield path.parent.name + "/" + name, service


def test_compose_names_settings_that_there_are():
    known = settings() | OF_AWS
    assert {name: set(service["environment"]) - known for name, service in drives()} == {name: set() for name, _ in drives()}


def test_every_drive_is_confined():
    assert {name.split("/")[1] for name, _ in drives()} == {"drive", "server1", "server2", "worker"}
    for name, service in drives():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert int(service["stop_grace_period"].removesuffix("s")) > 30, name


def test_the_image_runs_without_root_and_says_how_it_is():
    text = (IMAGE / "Containerfile").read_text()
    assert re.search(r"^USER 65532:65532$", text, re.MULTILINE)
    assert re.search(r"^HEALTHCHECK ", text, re.MULTILINE)
    assert re.search(r"^FROM scratch$", text, re.MULTILINE)


def test_ports_are_open_to_this_machine_alone():
    for path in COMPOSE:
        for name, service in yaml.safe_load(path.read_text())["services"].items():
            assert all(port.startswith("127.0.0.1:") for port in service.get("ports", [])), name


def test_the_unit_leaves_the_decoders_what_their_sandbox_is_made_of():
    unit = (ROOT / "deploy" / "debian" / "audmg.service").read_text()
    namespaces = re.search(r"^RestrictNamespaces=(.*)$", unit, re.MULTILINE)[1].split()
    assert set(namespaces) == {"user", "net", "mnt", "ipc", "pid"}
    calls = re.search(r"^SystemCallFilter=(@.*)$", unit, re.MULTILINE)[1].split()
    assert {"mount", "umount2", "pivot_root", "seccomp", "landlock_create_ruleset", "landlock_restrict_self"} < set(calls)
    assert "DynamicUser=yes" in unit
    assert "NoNewPrivileges=yes" in unit
