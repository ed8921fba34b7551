"""The fault proxy does what its rules say, in front of the real partners."""

import contextlib
import http.client
import socket

import pytest
import requests

from fixtures import make_stack
from messages import count, run, send


@pytest.fixture(scope="module")
def through(partners, fault_proxy):
    """The settings of a stack whose services are reached by way of the proxy."""
    return {**make_stack(partners), **fault_proxy.settings}


def ask(proxy):
    """versitygw refuses who does not say who he is."""
    return requests.get(proxy.s3, timeout=10)


def test_without_rules_all_is_passed_on(partners, fault_proxy):
    passed, direct = ask(fault_proxy), requests.get(partners.s3, timeout=10)
    assert (passed.status_code, len(passed.content)) == (direct.status_code, len(direct.content)) and direct.status_code == 403


def test_rules_fit_calls_and_are_used_up(fault_proxy):
    with fault_proxy.failing({"calls": "s3 GET /", "fault": "throttled", "count": 1}):
        assert "SlowDown" in ask(fault_proxy).text
        assert ask(fault_proxy).status_code == 403
        assert fault_proxy.happened() == {"s3 GET / throttled": 1}
    with fault_proxy.failing({"calls": "s3 PUT ", "fault": "throttled"}, {"calls": "s3 ", "fault": "broken", "share": 0.0}):
        assert ask(fault_proxy).status_code == 403


@pytest.mark.parametrize("fault", ["dropped", "unanswered"])
def test_connections_break(fault_proxy, fault):
    with fault_proxy.failing({"calls": "s3 ", "fault": fault}), pytest.raises(requests.ConnectionError):
        ask(fault_proxy)


def test_half_of_a_body_comes(fault_proxy):
    """Asked with http.client, because requests believes half a body with the urllib3 that Debian 12 has."""
    connection = http.client.HTTPConnection(fault_proxy.s3.removeprefix("http://"), timeout=10)
    with contextlib.closing(connection), fault_proxy.failing({"calls": "s3 ", "fault": "truncated"}):
        connection.request("GET", "/")
        with pytest.raises(http.client.IncompleteRead):
            connection.getresponse().read()


def test_half_of_a_head_comes(fault_proxy):
    host, port = fault_proxy.s3.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection, fault_proxy.failing({"calls": "s3 ", "fault": "beheaded"}):
        connection.sendall(b"GET / HTTP/1.1\r\nHost: s3\r\n\r\n")
        received = connection.makefile("rb").read()
    assert received.startswith(b"HTTP/1.1 403 ") and b"\r\n\r\n" not in received


def test_calls_hang(fault_proxy):
    with fault_proxy.failing({"calls": "s3 ", "fault": "hangs"}), pytest.raises(requests.ReadTimeout):
        requests.get(fault_proxy.s3, timeout=0.5)


@pytest.mark.parametrize(("fault", "messages"), [("lost", 0), ("dropped", 1), ("unanswered", 2)])
def test_what_the_queue_has_then(through, fault_proxy, fault, messages):
    """AWS's own client believes an answer, and tries again without one."""
    queue = run(through, f"print(client('sqs').create_queue(QueueName='{fault}')['QueueUrl'])").strip()
    with fault_proxy.failing({"calls": "sqs SendMessage", "fault": fault, "count": 1}):
        send(through, queue, "a message")
    assert count(through, queue) == messages


def test_objects_pass_whole(through, fault_proxy):
    run(through, """
s3, bucket, content = client("s3"), sys.argv[1], bytes(range(256)) * 40_000
s3.put_object(Bucket=bucket, Key="a", Body=content)
assert s3.get_object(Bucket=bucket, Key="a")["Body"].read() == content
assert s3.head_object(Bucket=bucket, Key="a")["ContentLength"] == len(content)
s3.delete_object(Bucket=bucket, Key="a")""", through["S3_BUCKET_NAME"])
