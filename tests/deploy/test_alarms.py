"""Somebody hears of what goes wrong, and nothing grows without bound."""

import json

import pytest
from template import arn_of

AWAITED_METRICS = {
    ("AWS/ApiGateway", "5XXError"),
    ("AWS/ApiGateway", "Latency"),
    ("AWS/Lambda", "Errors"),
    ("AWS/Lambda", "Throttles"),
    ("AWS/SQS", "ApproximateNumberOfMessagesVisible"),
    ("AWS/SQS", "ApproximateAgeOfOldestMessage"),
    ("audmg-drive-dev", "sweep_refused"),
    ("audmg-drive-dev", "files_damaged"),
}


def alarms(template):
    return {key: each["Properties"] for key, each in template.of_type("CloudWatch::Alarm").items()}


def watched(template, metric):
    """The one dimension's value of each alarm on a metric."""
    return [
        each["Dimensions"][0]["Value"]
        for each in alarms(template).values()
        if (each["Namespace"], each["MetricName"]) == metric and "Dimensions" in each
    ]


def test_every_kind_of_trouble_has_an_alarm(template):
    found = {(each["Namespace"], each["MetricName"]) for each in alarms(template).values()}
    assert found == AWAITED_METRICS


def test_every_alarm_is_told_to_the_topic(each_template):
    for key, alarm in alarms(each_template).items():
        assert alarm["AlarmActions"] == [{"Ref": "AlarmTopic"}], key
        assert alarm["OKActions"] == [{"Ref": "AlarmTopic"}], key
        # A drive that nobody uses at night must not be in alarm, or in doubt, then.
        assert alarm["TreatMissingData"] == "notBreaching", key
        assert alarm["AlarmDescription"], key


def test_slowness_is_judged_by_p99(template):
    (slow,) = (each for each in alarms(template).values() if each["MetricName"] == "Latency")
    assert slow["ExtendedStatistic"] == "p99"
    assert "Statistic" not in slow


def test_functions_that_no_gateway_calls_have_alarms_of_their_own(template):
    behind_the_gateway = {"signup", "login", "authValidator", "upload", "retrieve", "status"}
    others = {key for handler, (key, _) in template.functions.items() if handler not in behind_the_gateway}
    found = {each["Ref"] for each in watched(template, ("AWS/Lambda", "Errors"))}
    assert found == others


def test_gateway_alarms_name_this_api_and_stage(template):
    name = template.properties("ApiGatewayRestApi")["Name"]
    for alarm in alarms(template).values():
        if alarm["Namespace"] == "AWS/ApiGateway":
            assert alarm["Dimensions"] == [{"Name": "ApiName", "Value": name}, {"Name": "Stage", "Value": "dev"}]


def test_what_the_sweep_logs_of_lost_files_is_watched(template):
    filters = [each["Properties"] for each in template.of_type("Logs::MetricFilter").values()]
    made = set()
    for each in filters:
        assert each["LogGroupName"] == {"Ref": "SweepLogGroup"}
        (metric,) = each["MetricTransformations"]
        made.add((metric["MetricNamespace"], metric["MetricName"], each["FilterPattern"]))
    assert made == {
        ("audmg-drive-dev", "sweep_refused", '{ ($.event = "sweep_refused") || ($.event = "sweep_stopped") || ($.event = "scrub_refused") }'),
        ("audmg-drive-dev", "files_damaged", '{ $.event = "file_damaged" }'),
    }


def test_every_queue_is_watched(template):
    visible = watched(template, ("AWS/SQS", "ApproximateNumberOfMessagesVisible"))
    oldest = watched(template, ("AWS/SQS", "ApproximateAgeOfOldestMessage"))
    names = ("Media", "Events", "Mail")
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


def test_dashboard_shows_api_queues_and_functions(template):
    body = json.loads(template.properties("Dashboard")["DashboardBody"]["Fn::Sub"])
    shown = str(body)
    for name in ("AWS/ApiGateway", "AWS/SQS", "AWS/Lambda", "p99", "${MediaDeadLetters.QueueName}"):
        assert name in shown
    assert len(body["widgets"]) == 6


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
        "cron(30 3 * * ? *)": {"sweep": "scrub"},
    }
