"""The estimate of the cost: it follows the demand, the prices and what is deployed."""

import json
import re
import shutil
import subprocess

import pytest
from service import ROOT

FOLDER = ROOT / "deploy" / "cost"


def run(*arguments, folder=FOLDER):
    command = ["node", folder / "estimate.js", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def estimate(users, gigabytes, folder=FOLDER, options=()):
    done = run("--users", users, "--gigabytes", gigabytes, *options, "--json", folder=folder)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(FOLDER, tmp_path / "cost")


def change(folder, name, edit):
    path = folder / name
    document = json.loads(path.read_text())
    edit(document)
    path.write_text(json.dumps(document))


def line(found, word):
    (dollars,) = (each["dollars"] for each in found["lines"] if word in each["what"])
    return dollars


def test_lines_add_up():
    found = estimate(5, 50)
    assert found["total"] == pytest.approx(sum(each["dollars"] for each in found["lines"]))
    assert all(each["dollars"] >= 0 for each in found["lines"])


def test_an_idle_drive_costs_what_polling_and_sweeping_cost():
    found = estimate(0, 0)
    # 2 queues (that of mails is not asked without a sender), each asked 5 times in 20 s for a month, of which a million
    # are free.
    requests = 2 * 5 * 3 * 43_800
    assert line(found, "SQS") == pytest.approx((requests - 1e6) / 1e6 * 0.40)
    # Once a minute, and once an hour.
    assert line(found, "DynamoDB") == pytest.approx((43_800 * 14 + 730 * 2) / 1e6 * 0.125)
    assert found["total"] == pytest.approx(sum(line(found, what) for what in ("SQS", "DynamoDB", "CloudWatch")))


def test_storage_follows_gigabytes():
    assert line(estimate(0, 1000), "GB kept") == pytest.approx(1000 * 1.15 * 0.023)


def test_calls_follow_users():
    assert line(estimate(1000, 0), "API Gateway") == pytest.approx(1000 * 1500 / 1e6 * 3.5)


def test_what_is_free_each_month_is_not_charged(folder):
    # Ten alarms, ten metrics, logs and the dashboard.
    assert line(estimate(50, 0), "CloudWatch") == 0
    assert line(estimate(50, 0, options=["--mail"]), "CloudWatch") == pytest.approx(2 * 0.1)
    assert line(estimate(500, 0), "CloudFront") == pytest.approx((500 * 7600 - 2e6) / 1e6 * 0.1)
    by_s3 = ["--no-app"]
    assert line(estimate(60, 0, options=by_s3), "Data transfer") == pytest.approx(20 * 0.09)
    change(folder, "prices.json", lambda prices: prices["freeEachMonth"].update(transferGigabytes=0))
    assert line(estimate(50, 0, folder, by_s3), "Data transfer") == pytest.approx(100 * 0.09)


def test_media_through_cloudfront_cost_less():
    for users in (5, 60, 1000):
        assert estimate(users, 0)["total"] <= estimate(users, 0, options=["--no-app"])["total"] + 0.01


def test_goals():
    """Issue 18: a drive that nobody uses, and one of 1,000 users with 2 TB."""
    assert estimate(0, 0)["total"] <= 0.25
    assert estimate(1000, 2000)["total"] <= 160


def test_documents_say_what_a_sweep_of_ten_million_objects_costs():
    """By the calls that src/audmg/functions/upkeep/sweep_cost_test.cpp counts."""
    prices = json.loads((FOLDER / "prices.json").read_text())["dollars"]
    files = 10_000_000 // 5
    lists = 2 * (files // 1000 + 1) + 3 * files // 1000 + 1
    calls, rows = 2 * files // 100, 2 * files
    text = " ".join((ROOT / "docs" / "aws.md").read_text().split())
    assert f"{lists:,} LIST, {calls:,} `BatchGetItem`, which read {rows:,} rows" in text
    dollars = lists / 1000 * prices["s3ThousandWrites"] + rows / 1e6 * prices["dynamodbMillionReads"]
    assert f"{dollars:.2f} dollars a sweep" in text
    assert f"{dollars * 30:.1f} a month" in text


def test_what_settings_turn_on_is_said():
    found = estimate(5, 50, options=["--key", "--firewall"])
    assert line(found, "KMS") >= 1
    assert line(found, "WAF") >= 5 + 4
    assert not any("KMS" in each["what"] or "WAF" in each["what"] for each in estimate(5, 50)["lines"])


@pytest.mark.parametrize("key", json.loads((FOLDER / "prices.json").read_text())["dollars"])
def test_every_price_counts(folder, key):
    change(folder, "prices.json", lambda prices: prices["freeEachMonth"].update(alarms=0, metrics=0))
    options = ["--mail", "--key", "--firewall", *(["--no-app"] if key == "transferGigabyte" else [])]
    before = estimate(100_000, 100_000, folder, options)["total"]
    change(folder, "prices.json", lambda prices: prices["dollars"].update({key: prices["dollars"][key] * 2}))
    after = estimate(100_000, 100_000, folder, options)["total"]
    assert after > before


def test_prices_say_where_and_when_they_are_from():
    prices = json.loads((FOLDER / "prices.json").read_text())
    assert prices["asOf"] in run().stdout
    assert all(source.startswith("https://aws.amazon.com/") for source in prices["sources"].values())
    assert set(prices["unquoted"]) <= set(prices["dollars"])


def test_text_has_every_line_and_the_total():
    found = estimate(5, 50)
    text = run("--users", 5, "--gigabytes", 50).stdout
    assert "for 5 users with 50 GB" in text
    for each in found["lines"]:
        assert each["what"] in text
    assert re.search(rf"All +{found['total']:.2f}\n", text)


@pytest.mark.parametrize("arguments", [["--users", "many"], ["--gigabytes", "-1"], ["--users", ""], ["--months", "2"]])
def test_wrong_numbers_are_refused(arguments):
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stderr.startswith("estimate: ")


def test_estimate_knows_what_is_deployed(template, full_template):
    constants = dict(re.findall(r"const (\w+) = ([^;]+);", (FOLDER / "estimate.js").read_text()))
    functions = {handler: properties for handler, (_, properties) in template.functions.items()}
    assert int(constants["ALARMS"]) == len(template.of_type("CloudWatch::Alarm"))
    # One more is for backups.
    alarms = int(constants["ALARMS"]) + int(constants["ALARMS_OF_MAIL"]) + 1
    assert alarms == len(full_template.of_type("CloudWatch::Alarm"))

    def asked(each):
        mappings = each.of_type("Lambda::EventSourceMapping").values()
        return sum(each.evaluate(mapping["Properties"]["Enabled"]) for mapping in mappings)

    assert int(constants["QUEUES"]) == asked(template)
    assert int(constants["QUEUES"]) + int(constants["QUEUES_OF_MAIL"]) == asked(full_template)
    assert int(constants["FIREWALL_RULES"]) == len(full_template.properties("ApiFirewall")["Rules"])
    rate = template.properties("TraceSampling")["SamplingRule"]["FixedRate"]
    assert json.loads((FOLDER / "workload.json").read_text())["tracedShare"] == rate
    emf = (ROOT / "src/audmg/telemetry/adapters/emf/emf_metrics.cpp").read_text()
    sources = (ROOT / "src/audmg/lambda").glob("*.cpp")
    gauges = {gauge for source in sources for gauge in re.findall(r'set_gauge\("(\w+)"', source.read_text())}
    assert int(constants["METRICS"]) == len(set(re.findall(r'"(audmg_\w+)"', emf)) - {"audmg_"}) + len(gauges)
    assert constants["MEDIA_GIGABYTES"] == f"{functions['media']['MemorySize']} / 1024"
    assert constants["MEDIA_DISK_GIGABYTES"] == f"({functions['media']['EphemeralStorage']['Size']} - 512) / 1024"
    assert float(constants["LOG_IN_GIGABYTES"]) * 1024 == functions["login"]["MemorySize"]
    assert float(constants["AUTHORIZER_GIGABYTES"]) * 1024 == functions["authValidator"]["MemorySize"]
    for handler in ("retrieve", "sweep"):
        assert float(constants["API_GIGABYTES"]) * 1024 == functions[handler]["MemorySize"]
