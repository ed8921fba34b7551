"""Monitoring at home: the rules for Prometheus, each of which fires, and the dashboard for Grafana, both of metrics that the
server has."""

import json
import re
import shutil
import subprocess
import time

import pytest
import requests
import yaml

from drive import ROOT
from test_operations import certificate

MONITORING = ROOT / "deploy" / "monitoring"
PROMTOOL = shutil.which("promtool")
needs_promtool = pytest.mark.skipif(PROMTOOL is None, reason="there is no promtool (Debian's package prometheus)")

# Of each alert: a series, samples a minute apart that make it fire, and such as must not.
INVOCATIONS = 'audmg_function_invocations_total{instance="d",function="me"}'
ERRORS = 'audmg_function_errors_total{instance="d",function="me"}'
FAST = 'audmg_function_duration_seconds_bucket{instance="d",function="me",le="5"}'
SLOW = 'audmg_function_duration_seconds_bucket{instance="d",function="me",le="10"}'
ALL = 'audmg_function_duration_seconds_bucket{instance="d",function="me",le="+Inf"}'
FIRES = [
    ("DriveDown", {'up{job="audmg",instance="d"}': ("0x30", "1x30")}),
    ("DatabaseStopped", {'audmg_database_takes_writes{instance="d"}': ("0x30", "1x30")}),
    ("ApiFails", {INVOCATIONS: ("0+100x30", "0+100x30"), ERRORS: ("0+6x30", "0+5x30")}),
    ("ApiSlow", {FAST: ("0+98x30", "0+100x30"), SLOW: ("0+100x30", "0+100x30"), ALL: ("0+100x30", "0+100x30")}),
    ("Throttled", {'audmg_function_throttles_total{instance="d"}': ("0+21x30", "0+20x30")}),
    ("FailedLogins", {'audmg_failed_logins{instance="d"}': ("15x30", "14x30")}),
    ("MediaDeadLetters", {'audmg_queue_media_dead{instance="d"}': ("1x30", "0x30")}),
    ("EventsDeadLetters", {'audmg_queue_events_dead{instance="d"}': ("1x30", "0x30")}),
    ("MailDeadLetters", {'audmg_queue_mail_dead{instance="d"}': ("1x30", "0x30")}),
    ("MediaQueueOld", {'audmg_queue_media_oldest_seconds{instance="d"}': ("1801x30", "1800x30")}),
    ("EventsQueueOld", {'audmg_queue_events_oldest_seconds{instance="d"}': ("901x30", "900x30")}),
    ("MailQueueOld", {'audmg_queue_mail_oldest_seconds{instance="d"}': ("901x30", "900x30")}),
    ("FilesDamaged", {'audmg_files_damaged{instance="d"}': ("2x30", "0x30")}),
    ("Sweep", {'audmg_sweep_refused{instance="d"}': ("1x30", "0x30")}),
    ("Sweep", {'audmg_sweep_age_seconds{instance="d"}': ("259201x30", "259200x30")}),
    ("ScrubOverdue", {'audmg_scrub_age_seconds{instance="d"}': ("259201x30", "259200x30")}),
    ("BackupOld", {'audmg_backup_age_seconds{instance="d"}': ("172801x30", "172800x30")}),
    ("DiskLow", {'audmg_disk_free_bytes{instance="d"}': ("4999999999x30", "5000000000x30")}),
    ("CertificateExpiring", {'audmg_certificate_seconds_left{instance="d"}': ("1209599x30", "1209600x30")}),
    (
        "DescriptorsLow",
        {
            'process_open_fds{job="audmg",instance="d"}': ("81x30", "80x30"),
            'process_max_fds{job="audmg",instance="d"}': ("100x30", "100x30"),
        },
    ),
]


def rules():
    (group,) = yaml.safe_load((MONITORING / "rules.yml").read_text())["groups"]
    return {rule["alert"]: rule for rule in group["rules"]}


def dashboard():
    return json.loads((MONITORING / "dashboard.json").read_text())


def metrics_in(expression):
    """Names of the families; a histogram's series have endings of their own."""
    names = re.findall(r"\b(?:audmg|process)_\w+", re.sub(r'"[^"]*"', "", expression))
    return {re.sub(r"_(bucket|sum|count)$", "", name) for name in names}


@needs_promtool
def test_the_rules_are_rules():
    checked = subprocess.run([PROMTOOL, "check", "rules", MONITORING / "rules.yml"], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    checked = subprocess.run([PROMTOOL, "check", "config", MONITORING / "prometheus.yml"], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def fired(folder, alert, series):
    """Whether promtool has the alert fire after 25 minutes: it says what it got when that is not what was expected."""
    test = {
        "rule_files": [str(MONITORING / "rules.yml")],
        "evaluation_interval": "1m",
        "tests": [
            {
                "interval": "1m",
                "input_series": [{"series": name, "values": values} for name, values in series.items()],
                "alert_rule_test": [{"eval_time": "25m", "alertname": alert, "exp_alerts": []}],
            }
        ],
    }
    path = folder / "rules_test.yml"
    path.write_text(yaml.safe_dump(test))
    run = subprocess.run([PROMTOOL, "test", "rules", path], capture_output=True, text=True)
    if run.returncode == 0:
        return False
    assert f'alertname="{alert}"' in run.stdout + run.stderr, run.stdout + run.stderr
    return True


@needs_promtool
@pytest.mark.parametrize("alert, series", FIRES, ids=lambda each: each if isinstance(each, str) else "")
def test_every_alert_fires_and_is_quiet_just_below_its_limit(tmp_path, alert, series):
    assert fired(tmp_path, alert, {name: trouble for name, (trouble, _) in series.items()})
    assert not fired(tmp_path, alert, {name: quiet for name, (_, quiet) in series.items()})


def test_no_alert_is_left_untried():
    assert {alert for alert, _ in FIRES} == set(rules())


def test_documents_say_what_to_do_about_every_alert():
    document = (ROOT / "docs" / "monitoring.md").read_text()
    assert [alert for alert in rules() if f"`{alert}`" not in document] == []


def exposed(drive):
    text = requests.get(f"http://127.0.0.1:{drive.metrics_port}/metrics", timeout=10).text
    return set(re.findall(r"^# TYPE (\w+) ", text, re.MULTILINE))


def test_rules_and_dashboard_ask_for_metrics_that_the_server_has(make_drive, tmp_path):
    chain, key = certificate(tmp_path, "drive")
    drive = make_drive(
        {
            "AUDMG_TLS_CERTIFICATE": chain,
            "AUDMG_TLS_KEY": key,
            "AUDMG_BACKUP_DIR": tmp_path / "backup",
            "AUDMG_BACKUP_SCHEDULE": "4s",
        }
    )
    asked = set()
    for rule in rules().values():
        asked |= metrics_in(rule["expr"])
    for panel in dashboard()["panels"]:
        for target in panel["targets"]:
            asked |= metrics_in(target["expr"])
    assert len(asked) > 30
    deadline = time.monotonic() + 60
    while '"scrub_done"' not in drive.stdout():
        assert time.monotonic() < deadline
        time.sleep(0.2)
    # The look after the start sees what was done before it.
    drive.stop()
    drive.start()
    while missing := asked - exposed(drive):
        assert time.monotonic() < deadline, missing
        time.sleep(0.5)


def test_the_dashboard_can_be_imported():
    board = dashboard()
    assert board["title"] and board["uid"] and board["schemaVersion"] >= 36
    assert "id" not in board and board["templating"]["list"][0]["type"] == "datasource"
    panels = board["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels)
    taken = set()
    for panel in panels:
        # Of whoever imports it, and not of whoever made it.
        assert panel["datasource"]["uid"] == "${datasource}", panel["title"]
        place = panel["gridPos"]
        assert place["x"] + place["w"] <= 24, panel["title"]
        cells = {(x, y) for x in range(place["x"], place["x"] + place["w"]) for y in range(place["y"], place["y"] + place["h"])}
        assert not cells & taken, panel["title"]
        taken |= cells
        assert [target["refId"] for target in panel["targets"]] == sorted({target["refId"] for target in panel["targets"]})
