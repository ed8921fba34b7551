"""Somebody hears of what goes wrong, and nothing grows without bound."""

import json
import re

import alarm_clock
import pytest
import yaml
from service import ROOT
from template import arn_of

AWAITED_METRICS = {
    ("AWS/ApiGateway", "5XXError"),
    ("AWS/ApiGateway", "Latency"),
    ("AWS/SQS", "ApproximateNumberOfMessagesVisible"),
    ("AWS/SQS", "ApproximateAgeOfOldestMessage"),
    ("AudmgDrive", "audmg_function_throttles_total"),
    ("AudmgDrive", "audmg_files_damaged"),
    ("audmg-drive-dev", "files_failed"),
    ("audmg-drive-dev", "sweep_troubles"),
}
# CloudWatch gives an account this many metrics that are watched.
FREE_ALARMS = 10


def alarms(template):
    return {key: each["Properties"] for key, each in template.of_type("CloudWatch::Alarm").items()}


def watched(template, metric):
    """The one dimension's value of each alarm on a metric."""
    return [
        each["Dimensions"][0]["Value"]
        for each in alarms(template).values()
        if (each["Namespace"], each["MetricName"]) == metric and "Dimensions" in each
    ]


def test_every_kind_of_trouble_has_an_alarm(template, full_template):
    def watched_by(each):
        return {(alarm["Namespace"], alarm["MetricName"]) for alarm in alarms(each).values()}

    assert watched_by(template) == AWAITED_METRICS
    assert watched_by(full_template) == AWAITED_METRICS | {("AudmgDrive", "audmg_backup_age_seconds")}


def test_a_drive_that_nobody_uses_pays_for_no_alarm(template):
    assert len(alarms(template)) == FREE_ALARMS


def test_every_alarm_is_told_to_the_topic(each_template):
    for key, alarm in alarms(each_template).items():
        assert alarm["AlarmActions"] == [{"Ref": "AlarmTopic"}], key
        assert alarm["OKActions"] == [{"Ref": "AlarmTopic"}], key
        # A drive that nobody uses at night must not be in alarm, or in doubt, then.
        wanted = {"BackupOldAlarm": "breaching", "FilesDamagedAlarm": "ignore"}.get(key, "notBreaching")
        assert alarm["TreatMissingData"] == wanted, key
        assert alarm["AlarmDescription"], key


def test_slowness_is_judged_by_p99(template):
    (slow,) = (each for each in alarms(template).values() if each["MetricName"] == "Latency")
    assert slow["ExtendedStatistic"] == "p99"
    assert "Statistic" not in slow


def test_gateway_alarms_name_this_api_and_stage(template):
    name = template.properties("ApiGatewayRestApi")["Name"]
    for alarm in alarms(template).values():
        if alarm["Namespace"] == "AWS/ApiGateway":
            assert alarm["Dimensions"] == [{"Name": "ApiName", "Value": name}, {"Name": "Stage", "Value": "dev"}]


def test_what_is_watched_in_logs_is_what_the_program_says(template):
    """A name that nobody logs makes an alarm that never fires."""
    program = "".join(path.read_text() for path in (ROOT / "src/audmg").rglob("*.cpp") if "_test" not in path.name)
    names = [
        name
        for each in template.of_type("Logs::MetricFilter").values()
        for name in re.findall(r'event = "(\w+)"', each["Properties"]["FilterPattern"])
    ]
    assert len(names) == 8
    for name in names:
        assert f'"{name}"' in program, name


def test_what_is_watched_of_our_own_metrics_is_sent(full_template):
    emf = (ROOT / "src/audmg/telemetry/adapters/emf/emf_metrics.cpp").read_text()
    lambdas = "".join(path.read_text() for path in (ROOT / "src/audmg/lambda").glob("*.cpp"))
    sent = set(re.findall(r'"(audmg_\w+)"', emf)) | {f"audmg_{name}" for name in re.findall(r'set_gauge\("(\w+)"', lambdas)}
    for key, alarm in alarms(full_template).items():
        if alarm["Namespace"] == "AudmgDrive":
            assert alarm["MetricName"] in sent, key
            assert alarm["Dimensions"] == [{"Name": "stage", "Value": "dev"}], key


# --- each fires (alarm_clock.py)


def alarm_of(template, key):
    return template.resolve(template.properties(key))


# Samples of the periods that make an alarm fire, and of such as must not.
FIRES = {
    "ApiFailsAlarm": ([[1, 0], [0] * 9 + [1]], [[[0] * 5, [1], [0] * 5], [[1], [], []], [[0] * 99 + [1]] * 3]),
    "ApiSlowAlarm": ([[90, 6000]] * 3, [[[90, 6000], [90], [90]], [[], [], []]]),
    "ThrottledAlarm": ([[1] * 101], [[[1] * 100], [[]]]),
    "FilesDamagedAlarm": ([[2]], [[[0]], [[]]]),
    "MediaDeadLettersAlarm": ([[1]], [[[0]], [[]]]),
    "EventsDeadLettersAlarm": ([[1]], [[[0]], [[]]]),
    "MailDeadLettersAlarm": ([[1]], [[[0]], [[]]]),
    "MediaQueueOldAlarm": ([[1801]], [[[1800]], [[]]]),
    "EventsQueueOldAlarm": ([[901]], [[[900]], [[]]]),
    "MailQueueOldAlarm": ([[901]], [[[900]], [[]]]),
    # DEPLOY_BACKUP_DAYS=2. Nobody says how old it is: there was none, or the sweep does not run.
    "BackupOldAlarm": ([[172801, 172801]], [[[172800]], [[172801, 60]], [[], [1]]]),
}
LOGGED = {
    "FilesFailAlarm": ("MediaLogGroup", '{"event":"file_failed","reason":"decoder_crashed"}', '{"event":"file_ready"}'),
    "SweepAlarm": ("SweepLogGroup", '{"event":"sweep_not_finished","level":"warning"}', '{"event":"job_done"}'),
}


@pytest.mark.parametrize("key", FIRES)
def test_alarm_fires(full_template, key):
    trouble, quiet = FIRES[key]
    alarm = alarm_of(full_template, key)
    assert alarm_clock.state_after(alarm, trouble) == "ALARM"
    for periods in quiet:
        assert alarm_clock.state_after(alarm, periods) == "OK", periods


@pytest.mark.parametrize("key", LOGGED)
def test_alarm_of_a_log_fires(template, key):
    group, trouble, quiet = LOGGED[key]
    alarm = alarm_of(template, key)

    def samples(line):
        made = alarm_clock.metrics_of_logs(template, group, [line, "START RequestId: 1", '{"_aws":{}}'])
        return [value for namespace, name, value in made if (namespace, name) == (alarm["Namespace"], alarm["MetricName"])]

    assert alarm_clock.state_after(alarm, [samples(trouble)]) == "ALARM"
    assert alarm_clock.state_after(alarm, [samples(quiet)]) == "OK"


@pytest.mark.parametrize(
    "line",
    [
        '{"event":"sweep_refused"}',
        '{"event":"sweep_stopped"}',
        '{"event":"scrub_refused"}',
        '{"event":"invocation_failed","errorType":"x"}',
        '{"event":"invocation_out_of_time"}',
        "2026-11-30T12:00:00Z 1 Task timed out after 900.00 seconds",
        "RequestId: 1 Error: Runtime exited with error: signal: killed",
    ],
)
def test_every_end_of_a_sweep_that_is_none_is_seen(template, line):
    assert alarm_clock.metrics_of_logs(template, "SweepLogGroup", [line]) == [("audmg-drive-dev", "sweep_troubles", 1.0)]


# Files that fail are counted from logs, which Prometheus does not read.
ONLY_ON_AWS = {"FilesFailAlarm"}


def test_prometheus_has_the_same_alarms_with_the_same_limits(full_template):
    (group,) = yaml.safe_load((ROOT / "deploy/monitoring/rules.yml").read_text())["groups"]
    rules = {f"{rule['alert']}Alarm": rule for rule in group["rules"]}
    assert set(alarms(full_template)) - set(rules) == ONLY_ON_AWS
    for key in set(alarms(full_template)) - ONLY_ON_AWS:
        alarm = alarm_of(full_template, key)
        limit = float(re.search(r"> ([\d.e]+)", rules[key]["expr"])[1])
        if alarm["MetricName"] == "Latency":
            limit *= 1000  # ms
        assert limit == alarm["Threshold"], key
        if alarm["Namespace"] == "AudmgDrive":
            assert alarm["MetricName"] in rules[key]["expr"], key


def test_no_backup_at_all_is_too_old(full_template):
    assert alarm_clock.state_after(alarm_of(full_template, "BackupOldAlarm"), [[]]) == "ALARM"


@pytest.mark.parametrize("days", range(1, 8))
def test_a_backup_may_be_as_old_as_the_setting_says(full_template, days):
    assert full_template.document["Mappings"]["BackupDays"][str(days)] == {"Seconds": days * 24 * 3600}


def test_damage_stays_an_alarm_until_the_scrub_counts_again(template):
    alarm = alarm_of(template, "FilesDamagedAlarm")
    assert alarm_clock.state_after(alarm, [[]], before="ALARM") == "ALARM"
    assert alarm_clock.state_after(alarm, [[0]], before="ALARM") == "OK"


def test_no_alarm_is_left_untried(full_template):
    assert set(alarms(full_template)) == {*FIRES, *LOGGED}


@pytest.mark.parametrize("name, names", [("template", ["Media", "Events"]), ("full_template", ["Media", "Events", "Mail"])])
def test_every_queue_that_is_used_is_watched(name, names, request):
    template = request.getfixturevalue(name)
    visible = watched(template, ("AWS/SQS", "ApproximateNumberOfMessagesVisible"))
    oldest = watched(template, ("AWS/SQS", "ApproximateAgeOfOldestMessage"))
    assert visible == [arn_of(f"{name}DeadLetters", "QueueName") for name in names]
    assert oldest == [arn_of(f"{name}Queue", "QueueName") for name in names]


def test_topic_takes_alarms_and_budgets_of_this_account_only(template):
    (statement,) = template.properties("AlarmTopicPolicy")["PolicyDocument"]["Statement"]
    assert statement["Principal"] == {"Service": ["cloudwatch.amazonaws.com", "budgets.amazonaws.com"]}
    assert statement["Condition"] == {"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}}
    # CloudWatch has no right to the key alias/aws/sns.
    assert "KmsMasterKeyId" not in template.properties("AlarmTopic")


@pytest.mark.parametrize("name, amount", [("template", "10"), ("full_template", "25")])
def test_budget_alarms_before_it_is_spent(name, amount, request):
    budget = request.getfixturevalue(name).properties("MonthlyBudget")
    assert budget["Budget"]["BudgetLimit"] == {"Amount": amount, "Unit": "USD"}
    found = {
        (each["Notification"]["NotificationType"], each["Notification"]["Threshold"])
        for each in budget["NotificationsWithSubscribers"]
    }
    assert found == {("ACTUAL", 80), ("FORECASTED", 100)}
    for each in budget["NotificationsWithSubscribers"]:
        assert each["Subscribers"] == [{"SubscriptionType": "SNS", "Address": {"Ref": "AlarmTopic"}}]


def test_dashboard_shows_what_alarms_watch_and_more(full_template):
    body = json.loads(full_template.properties("Dashboard")["DashboardBody"]["Fn::Sub"])
    shown = str(body)
    for alarm in alarms(full_template).values():
        assert alarm["MetricName"] in shown
    for name in ("AWS/Lambda", "Throttles", "p99", "${MediaDeadLetters.QueueName}"):
        assert name in shown
    # CloudWatch gives three dashboards of fifty metrics.
    assert sum(len(each["properties"]["metrics"]) for each in body["widgets"]) <= 50


def test_mails_are_asked_for_only_if_there_are_any(template, full_template):
    def asked(each):
        (mapping,) = (
            found["Properties"]
            for found in each.of_type("Lambda::EventSourceMapping").values()
            if found["Properties"]["EventSourceArn"] == arn_of("MailQueue")
        )
        return each.evaluate(mapping["Enabled"])

    assert (asked(template), asked(full_template)) == (False, True)


def test_calls_are_traced_and_few_of_them_kept(template):
    for _, function in template.functions.values():
        assert function["TracingConfig"] == {"Mode": "Active"}
    assert template.properties("ApiGatewayStage")["TracingEnabled"] is True
    rule = template.properties("TraceSampling")["SamplingRule"]
    assert (rule["FixedRate"], rule["ReservoirSize"]) == (0.05, 0)
    names = [function["FunctionName"] for _, function in template.functions.values()]
    assert all(name.startswith(rule["ServiceName"].rstrip("*")) for name in names)


def concurrency_of_mappings(template):
    found = {}
    for each in template.of_type("Lambda::EventSourceMapping").values():
        properties = each["Properties"]
        key = properties["FunctionName"]["Fn::GetAtt"][0]
        found[key] = properties["ScalingConfig"]["MaximumConcurrency"]
    return found


def test_every_function_is_capped(template):
    mappings = concurrency_of_mappings(template)
    caps = {}
    for handler, (key, properties) in template.functions.items():
        caps[handler] = template.evaluate(properties.get("ReservedConcurrentExecutions")) or mappings.get(key)
    assert all(caps.values()), caps
    assert sum(caps.values()) < 200


def test_caps_can_be_turned_off_for_small_accounts(full_template):
    for _, properties in full_template.functions.values():
        assert full_template.evaluate(properties.get("ReservedConcurrentExecutions")) is None


def test_queues_report_single_failures(template):
    mappings = template.of_type("Lambda::EventSourceMapping").values()
    assert len(mappings) == 3
    for each in mappings:
        assert each["Properties"]["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


def test_sweep_runs_every_minute_for_what_is_due_and_daily_for_objects(template):
    rules = {
        each["Properties"]["ScheduleExpression"]: json.loads(each["Properties"]["Targets"][0]["Input"])
        for each in template.of_type("Events::Rule").values()
    }
    # More often for objects would cost more than all the rest: it reads the row of each.
    assert rules == {
        "rate(1 minute)": {"sweep": "due"},
        "rate(1 day)": {"sweep": "objects"},
        "rate(1 hour)": {"sweep": "rest"},
        "cron(30 3 * * ? *)": {"sweep": "scrub"},
    }
