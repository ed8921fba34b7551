"""Wrong settings are refused with their names, before anything is made."""

import json
import subprocess

import pytest
from conftest import ALL_SETTINGS, NOWHERE
from service import ROOT, Service

COMPLAIN = "console.log(JSON.stringify(require('./deploy/plugins/settings.js').complaints(JSON.parse(process.argv[1]))))"


def complaints(**settings):
    command = ["node", "-e", COMPLAIN, json.dumps(settings)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    return json.loads(done.stdout)


def test_good_settings_are_taken():
    assert complaints(**ALL_SETTINGS) == []
    assert complaints(S3_BUCKET_NAME="", DEPLOY_ALARM_EMAIL="") == []


@pytest.mark.parametrize(
    "name, value",
    [
        # A dot becomes a part of the host that no certificate is for.
        ("S3_BUCKET_NAME", "files.example.org"),
        ("S3_BUCKET_NAME", "Files"),
        ("DEPLOY_WEB_ORIGIN", "https://drive.example.org/"),
        ("DEPLOY_WEB_ORIGIN", "*"),
        ("DEPLOY_WEB_ORIGIN", "https://Drive.example.org"),
        ("DEPLOY_WEB_ORIGIN", "https://drive.example.org:443"),
        ("DEPLOY_WEB_ORIGIN", "http://drive.example.org:80"),
        ("DEPLOY_WEB_ORIGIN", "drive.example.org"),
        # It stands between apostrophes in a gateway response.
        ("DEPLOY_WEB_ORIGIN", "https://a'b"),
        ("AUDMG_PUBLIC_URL", "drive.example.org"),
        ("AUDMG_PUBLIC_URL", "https://drive.example.org/#"),
        ("AUDMG_SIGNUP", "invited"),
        ("DEPLOY_MONTHLY_BUDGET", "ten"),
        ("DEPLOY_ALARM_EMAIL", "nobody"),
        # It would be taken for "off".
        ("DEPLOY_CONCURRENCY_CAPS", "yes"),
        ("DEPLOY_GATEWAY_LOG", "true"),
        ("DEPLOY_ADOPT", "1"),
        ("DEPLOY_RELEASE_URL", "releases"),
        ("DEPLOY_APP", "yes"),
        ("DEPLOY_WAF", "1"),
        ("DEPLOY_BACKUP_DAYS", "8"),
        ("DEPLOY_VERSION_DAYS", "0"),
        ("DEPLOY_KMS_KEY", "alias/mine"),
        ("DEPLOY_PRICE_CLASS", "100"),
    ],
)
def test_wrong_setting_is_named(name, value):
    (complaint,) = complaints(**{name: value})
    assert complaint.startswith(f"{name} must be ")
    assert f'not "{value}"' in complaint


def test_domain_and_certificate_go_together():
    certificate = ALL_SETTINGS["DEPLOY_CERTIFICATE_ARN"]
    assert complaints(DEPLOY_DOMAIN="photos.example.org") == ["DEPLOY_DOMAIN needs DEPLOY_CERTIFICATE_ARN."]
    assert complaints(DEPLOY_CERTIFICATE_ARN=certificate) == ["DEPLOY_CERTIFICATE_ARN needs DEPLOY_DOMAIN."]
    (complaint,) = complaints(DEPLOY_DOMAIN="photos.example.org", DEPLOY_CERTIFICATE_ARN=certificate.replace("us-east-1", "eu-west-1"))
    assert "a certificate in us-east-1" in complaint
    (complaint,) = complaints(DEPLOY_DOMAIN="https://photos.example.org", DEPLOY_CERTIFICATE_ARN=certificate)
    assert complaint.startswith("DEPLOY_DOMAIN must be a name")


def test_nobody_may_hear_of_alarms_if_that_is_said():
    assert complaints(DEPLOY_ALARM_EMAIL="none") == []


def test_packaging_stops_at_all_of_them(tmp_path):
    service = Service(tmp_path / "service", NOWHERE)
    service.write_env(S3_BUCKET_NAME="files.example.org", DEPLOY_GATEWAY_LOG="true")
    done = service.run("package", check=False)
    assert done.returncode != 0
    assert "S3_BUCKET_NAME must be" in done.stdout
    assert "DEPLOY_GATEWAY_LOG must be on or off" in done.stdout
    assert not service.template_path.exists()


def test_a_stage_can_have_settings_of_its_own(tmp_path):
    service = Service(tmp_path / "service", NOWHERE)
    service.write_env(S3_BUCKET_NAME="files-of-all", DEPLOY_MONTHLY_BUDGET="7")
    (service.folder / ".env.prod").write_text("S3_BUCKET_NAME=files-of-prod\n")
    resources = service.package("--stage", "prod")["Resources"]
    assert resources["FilesBucket"]["Properties"]["BucketName"] == {"Fn::Sub": "files-of-prod"}
    # It is read instead of .env, not after it.
    assert resources["MonthlyBudget"]["Properties"]["Budget"]["BudgetLimit"]["Amount"] == "10"
    assert resources["DriveTable"]["Properties"]["TableName"] == "audmg-drive-prod"
