"""Fixtures: the template as it is without settings and with all of them, and a partner that plays AWS."""

import fcntl

import pytest
from partner import running_partner
from service import Service
from template import Template

ALL_SETTINGS = {
    "AWS_REGION": "us-east-1",
    "S3_BUCKET_NAME": "files-of-a-test",
    "JWT_SECRET": "a-secret-of-the-tests-that-is-long-enough",
    "AUDMG_WEBHOOK_SECRET": "whsec_another-secret-of-the-tests",
    "AUDMG_PUBLIC_URL": "https://drive.example.org",
    "AUDMG_SIGNUP": "confirm",
    "AUDMG_MAIL_FROM": "drive@example.org",
    "AUDMG_NOTIFY_EMAIL": "mails@example.org",
    "DEPLOY_DOMAIN": "photos.example.org",
    "DEPLOY_CERTIFICATE_ARN": "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012",
    "DEPLOY_WAF": "on",
    "DEPLOY_KMS_KEY": "arn:aws:kms:us-east-1:123456789012:key/12345678-1234-1234-1234-123456789012",
    "DEPLOY_VERSION_DAYS": "14",
    "DEPLOY_BACKUP_DAYS": "2",
    "DEPLOY_ALARM_EMAIL": "alarms@example.org",
    "DEPLOY_EVENTS_EMAIL": "events@example.org",
    "DEPLOY_WEB_ORIGIN": "https://drive.example.org",
    "DEPLOY_MONTHLY_BUDGET": "25",
    "DEPLOY_CONCURRENCY_CAPS": "off",
    "DEPLOY_GATEWAY_LOG": "off",
}
# Wherever a call goes, nobody is there: packaging must make none.
NOWHERE = {f"{scheme}_PROXY": "http://127.0.0.1:1" for scheme in ("HTTP", "HTTPS")} | {
    "AWS_ENDPOINT_URL": "http://127.0.0.1:1"
}


def packaged(tmp_path_factory, worker_id, name, settings):
    """A packaged service that all processes of this run share."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / name
    with (folder.parent / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if folder.exists():
            return Service(folder, NOWHERE, is_new=False)
        service = Service(folder, NOWHERE)
        service.write_env(**settings)
        service.package()
        return service


@pytest.fixture(scope="session")
def plain_service(tmp_path_factory, worker_id):
    return packaged(tmp_path_factory, worker_id, "plain", {})


@pytest.fixture(scope="session")
def full_service(tmp_path_factory, worker_id):
    return packaged(tmp_path_factory, worker_id, "full", ALL_SETTINGS)


@pytest.fixture(scope="session")
def template(plain_service):
    return Template(plain_service.template())


@pytest.fixture(scope="session")
def full_template(full_service):
    return Template(full_service.template())


@pytest.fixture(scope="session", params=["no settings", "all settings"])
def each_template(request):
    return request.getfixturevalue("template" if request.param == "no settings" else "full_template")


@pytest.fixture(scope="session")
def partner():
    with running_partner() as running:
        yield running
