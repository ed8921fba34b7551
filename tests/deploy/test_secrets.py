"""Secrets go from .env into the parameter store, and nowhere else."""

import contextlib

import pytest
from botocore.exceptions import ClientError
from conftest import ALL_SETTINGS, NOWHERE
from service import Service

PARAMETER = "/audmg-drive/dev/jwt-secret"
WEBHOOK = "/audmg-drive/dev/webhook-secret"
SECRETS = ("JWT_SECRET", "AUDMG_WEBHOOK_SECRET")


def test_nothing_that_is_packaged_has_a_secret_in_it(full_service):
    written = [path for path in (full_service.folder / ".serverless").rglob("*") if path.is_file()]
    assert len(written) >= 3
    for path in written:
        for name in SECRETS:
            assert ALL_SETTINGS[name].encode() not in path.read_bytes(), f"{name} is in {path.name}"


def test_a_setting_that_is_no_secret_would_be_found(full_service):
    assert ALL_SETTINGS["DEPLOY_ALARM_EMAIL"] in full_service.template_path.read_text()


def test_functions_are_told_the_names_of_parameters(full_template):
    for name in SECRETS:
        for _, properties in full_template.functions.values():
            assert name not in properties["Environment"]["Variables"]


@pytest.mark.parametrize("name", SECRETS)
def test_short_secret_is_refused_before_anything_is_made(tmp_path, name):
    service = Service(tmp_path / "service", NOWHERE)
    service.write_env(**{name: "nine-tiny"})
    done = service.run("package", check=False)
    assert done.returncode != 0
    assert f"{name} is too short" in done.stdout
    assert "nine-tiny" not in done.stdout


@pytest.fixture
def service(tmp_path, partner):
    """Has the command `deploy-secrets` (secrets_only.js)."""
    ssm = partner.client("ssm")
    for name in (PARAMETER, WEBHOOK):
        with contextlib.suppress(ClientError):
            ssm.delete_parameter(Name=name)
    return Service(tmp_path / "service", partner.environment, "secrets_only.js")


def stored(partner, name=PARAMETER):
    found = partner.client("ssm").get_parameter(Name=name, WithDecryption=True)["Parameter"]
    return found["Type"], found["Value"], found["Version"]


def deploy_secrets(service, *arguments):
    return service.run("deploy-secrets", *arguments).stdout


def test_secret_of_env_is_stored_encrypted_and_not_shown(service, partner):
    service.write_env(JWT_SECRET=ALL_SETTINGS["JWT_SECRET"])
    text = deploy_secrets(service)
    assert stored(partner) == ("SecureString", ALL_SETTINGS["JWT_SECRET"], 1)
    assert PARAMETER in text
    assert ALL_SETTINGS["JWT_SECRET"] not in text
    with pytest.raises(ClientError, match="ParameterNotFound"):
        stored(partner, WEBHOOK)


def test_secret_is_made_up_once_when_there_is_none(service, partner):
    deploy_secrets(service)
    kind, made, _ = stored(partner)
    assert kind == "SecureString"
    assert len(made) >= 43
    assert "parameter store" not in deploy_secrets(service)
    assert stored(partner) == ("SecureString", made, 1)


def test_secret_is_written_again_only_if_it_changed(service, partner):
    service.write_env(JWT_SECRET=ALL_SETTINGS["JWT_SECRET"])
    deploy_secrets(service)
    deploy_secrets(service)
    assert stored(partner)[2] == 1
    service.write_env(JWT_SECRET="another-secret-of-the-tests-that-is-long-enough")
    deploy_secrets(service)
    assert stored(partner) == ("SecureString", "another-secret-of-the-tests-that-is-long-enough", 2)


def test_secret_with_a_dollar_sign(service, partner):
    service.write_env(JWT_SECRET=r"a-secret-with-\$HOME-and-enough-of-length")
    deploy_secrets(service)
    assert stored(partner)[1] == "a-secret-with-$HOME-and-enough-of-length"


def test_secret_of_a_file_and_of_the_webhook(service, partner):
    (service.folder / "secret").write_text("a-secret-in-a-file-that-is-long-enough-too\n")
    service.write_env(JWT_SECRET_FILE="secret", AUDMG_WEBHOOK_SECRET=ALL_SETTINGS["AUDMG_WEBHOOK_SECRET"])
    deploy_secrets(service)
    assert stored(partner)[1] == "a-secret-in-a-file-that-is-long-enough-too"
    assert stored(partner, WEBHOOK)[:2] == ("SecureString", ALL_SETTINGS["AUDMG_WEBHOOK_SECRET"])


def test_each_stage_has_its_own(service, partner):
    deploy_secrets(service, "--stage", "prod")
    ssm = partner.client("ssm")
    assert ssm.get_parameter(Name="/audmg-drive/prod/jwt-secret")["Parameter"]["Version"] == 1
    ssm.delete_parameter(Name="/audmg-drive/prod/jwt-secret")
