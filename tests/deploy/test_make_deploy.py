"""`make deploy` and `make undeploy` say what they do, ask, and do it only then."""

import contextlib
import os
import pty
import re
import select
import shutil
import subprocess
import time

import contract
import pytest
from service import ROOT, TIMEOUT_SECONDS, Service

MAKE = ["make", "--no-print-directory"]


@pytest.fixture(scope="module")
def service(tmp_path_factory, partner):
    """A working folder with all that `make deploy` uses, and moto in AWS's place."""
    environment = {**partner.environment, "LOCAL_PARTNER_SMALL": "1"}
    found = Service(tmp_path_factory.mktemp("make") / "service", environment, "local_partner.js")
    for name in ("tools", "Makefile", "package-lock.json"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, found.folder / name)
    return found


def on_terminal(service, *arguments, answer):
    """Runs make on a terminal, types the answer when it is asked for; (exit code, what was shown)."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(service.folder)
        os.execvpe(MAKE[0], [*MAKE, *arguments], service.environment)
    shown = b""
    deadline = time.monotonic() + TIMEOUT_SECONDS
    with contextlib.suppress(OSError):  # The terminal is gone when make is.
        while time.monotonic() < deadline:
            if not select.select([terminal], [], [], 1)[0]:
                continue
            shown += os.read(terminal, 4096)
            if shown.endswith(b"[y/N] "):
                os.write(terminal, answer.encode() + b"\n")
    os.close(terminal)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), shown.decode().replace("\r\n", "\n")


def stacks(partner):
    return {each["StackName"] for each in partner.client("cloudformation").describe_stacks()["Stacks"]}


def plan_of(service, partner, *settings):
    """What is said before the question; without local_partner.js, which takes half of it away."""
    whole = Service(service.folder / f"whole{len(settings)}", partner.environment)
    whole.write_env(**dict(each.split("=", 1) for each in settings))
    return whole.run("explain", "--users", "7", "--gigabytes", "70").stdout


def test_plan_names_account_region_stack_and_resources(service, partner):
    text = plan_of(service, partner, "DEPLOY_ALARM_EMAIL=alarms@example.org", "AWS_REGION=eu-west-1")
    assert "account     123456789012, as arn:aws:" in text
    assert "region      eu-west-1\n" in text
    assert "stack       audmg-drive-dev\n" in text
    assert "is new\n" in text
    assert "S3 bucket audmg-drive-dev-123456789012-eu-west-1, private, encrypted, with versions" in text
    assert "DynamoDB table audmg-drive-dev, backed up, protected from deletion" in text
    assert f"{len(contract.routes())} routes, open to the internet, at most 50 calls a second" in text
    assert "10, mailed to alarms@example.org" in text
    assert "HEARS" not in text
    assert "app         at an address of CloudFront" in text
    assert re.search(r"resources   [1-4]\d\d:\n", text)
    # Each path has an OPTIONS besides.
    methods = len(contract.routes()) + len({path for _, path in contract.routes()})
    assert f"{methods} ApiGateway::Method" in text


def test_plan_says_the_cost_for_the_numbers_given(service, partner):
    text = plan_of(service, partner, "S3_BUCKET_NAME=files-of-a-test")
    assert "S3 bucket files-of-a-test" in text
    assert "for 7 users with 70 GB of files" in text
    assert "mailed to nobody (DEPLOY_ALARM_EMAIL is not set)" in text
    assert "NOBODY HEARS THE ALARMS" in text
    assert re.search(r"\n  All +\d+\.\d\d\n", text)


def test_who_wants_to_hear_nothing_is_not_warned(tmp_path, partner):
    service = Service(tmp_path / "service", partner.environment)
    service.write_env(DEPLOY_ALARM_EMAIL="none", DEPLOY_DOMAIN="photos.example.org",
                      DEPLOY_CERTIFICATE_ARN="arn:aws:acm:us-east-1:123456789012:certificate/1-2")
    text = service.run("explain").stdout
    assert "mailed to nobody" in text
    assert "HEARS" not in text
    assert "app         at photos.example.org" in text


def test_plan_without_credentials_says_how_to_get_them(tmp_path):
    lost = Service(tmp_path / "service")
    done = lost.run("explain", check=False)
    assert done.returncode != 0
    assert "aws configure" in done.stdout


def test_plan_of_wrong_numbers_is_refused(service):
    done = service.run("explain", "--users", "many", check=False)
    assert done.returncode != 0
    assert '--users must be a number of 0 or more, not "many"' in done.stdout


# `make deploy` explains the template as moto gets it: without alarms and budget, of which a plan cannot do.
@pytest.fixture
def explained(service):
    path = service.folder / "deploy" / "plugins" / "explain.js"
    original = path.read_text()
    path.write_text(original.replace("describeDeployment({", "(() => 'PLAN')({").replace("describeRemoval(", "((x) => 'REMOVAL')("))
    yield
    path.write_text(original)


def test_nothing_is_done_without_an_answer(service, partner, explained):
    done = service.run("deploy", "STAGE=made", program=MAKE, check=False)
    assert done.returncode != 0
    assert "PLAN" in done.stdout
    assert "for 5 users with 50 GB of files" in done.stdout
    assert "say YES=1" in done.stdout
    assert "audmg-drive-made" not in stacks(partner)


def test_nothing_is_done_after_no(service, partner, explained):
    code, shown = on_terminal(service, "deploy", "STAGE=made", answer="n")
    assert code != 0
    assert "Deploy? [y/N] n" in shown
    assert "nothing was done" in shown
    assert "audmg-drive-made" not in stacks(partner)


def test_it_deploys_after_yes_and_removes_with_yes_set(service, partner, explained):
    code, shown = on_terminal(service, "deploy", "STAGE=made", "USERS=3", "GIGABYTES=30", answer="y")
    assert code == 0, shown
    assert shown.index("PLAN") < shown.index("for 3 users with 30 GB") < shown.index("endpoints:")
    assert "audmg-drive-made" in stacks(partner)
    removed = service.run("undeploy", "STAGE=made", "YES=1", program=MAKE)
    assert "REMOVAL" in removed.stdout
    assert "audmg-drive-made" not in stacks(partner)


def test_removal_of_nothing_is_refused(service):
    done = service.run("undeploy", "STAGE=never", "YES=1", program=MAKE, check=False)
    assert done.returncode != 0
    assert "There is no stack audmg-drive-never in eu-central-1: nothing to remove" in done.stdout


def test_removal_says_what_stays():
    text = subprocess.run(
        [
            "node",
            "-e",
            "const {describeRemoval}=require('./deploy/plugins/plan_text.js');"
            "console.log(describeRemoval({account:'1',caller:'me',region:'eu-central-1',stack:'s',"
            "outputs:{FilesBucketName:'files',TableName:'records'}}))",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "S3 bucket files" in text
    assert "DynamoDB table records" in text
    assert "DEPLOY_ADOPT=on" in text
    assert "aws s3 rb s3://files --region eu-central-1" in text
