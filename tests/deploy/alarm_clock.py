"""What CloudWatch does with an alarm and with a metric filter, as its user guide says; moto keeps alarms and does not
evaluate them (5.2.5). Periods are counted from the first datapoint's hour."""

import json
import math
import re

# A condition of a filter for lines of JSON, and a term of one for other lines.
CONDITION = re.compile(r'\$\.(\w+) = "([^"]*)"')
TERM = re.compile(r'\?"([^"]*)"')


def takes(pattern, line):
    """Whether a metric filter of one of our two forms takes a line of a log."""
    if pattern.startswith("{"):
        rest = CONDITION.sub("", pattern)
        assert not re.sub(r"[{}()|\s]", "", rest), f"more than conditions joined by ||: {pattern}"
        try:
            document = json.loads(line)
        except json.JSONDecodeError:
            return False
        return isinstance(document, dict) and any(document.get(name) == value for name, value in CONDITION.findall(pattern))
    assert not TERM.sub("", pattern).strip(), f"more than terms: {pattern}"
    return any(term in line for term in TERM.findall(pattern))


def metrics_of_logs(template, group, lines):
    """What the filters of a log group make of its lines: [(namespace, metric, value)]"""
    made = []
    for each in template.of_type("Logs::MetricFilter").values():
        properties = each["Properties"]
        if properties["LogGroupName"] != {"Ref": group}:
            continue
        (metric,) = properties["MetricTransformations"]
        for line in lines:
            if takes(properties["FilterPattern"], line):
                made.append((metric["MetricNamespace"], metric["MetricName"], float(metric["MetricValue"])))
    return made


def statistic(alarm, values):
    name = alarm.get("Statistic")
    if name == "Sum":
        return sum(values)
    if name == "Average":
        return sum(values) / len(values)
    if name in ("Maximum", "Minimum"):
        return max(values) if name == "Maximum" else min(values)
    share = float(re.fullmatch(r"p(\d+)", alarm["ExtendedStatistic"])[1]) / 100
    return sorted(values)[math.ceil(share * len(values)) - 1]


COMPARE = {
    "GreaterThanThreshold": lambda value, threshold: value > threshold,
}


def state_after(alarm, periods, before="OK"):
    """The alarm's state when these periods have passed, oldest first; each is the list of samples of one period."""
    breaches = COMPARE[alarm["ComparisonOperator"]]
    wanted = int(alarm.get("DatapointsToAlarm", alarm["EvaluationPeriods"]))
    window = periods[-int(alarm["EvaluationPeriods"]) :]
    found = [breaches(statistic(alarm, values), float(alarm["Threshold"])) if values else None for values in window]
    missing = alarm["TreatMissingData"]
    if missing == "ignore" and all(each is None for each in found):
        return before
    counted = [(missing == "breaching") if each is None else each for each in found if each is not None or missing != "ignore"]
    return "ALARM" if counted.count(True) >= wanted else "OK"
