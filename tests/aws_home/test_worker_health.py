"""A worker tells watchers of itself, and ends only when it is told to."""

import signal
import time

import pytest
import requests

from fixtures import make_stack
from ports import free_port
from stack import Stack

SECONDS = 20


class Worker:
    """One whose calls go through the fault proxy."""

    def __init__(self, stack, name, **more):
        self.port = free_port()
        self.process = stack.process(name, command="worker", AUDMG_WORKER_LISTEN=f"127.0.0.1:{self.port}", **more)

    def get(self, path):
        return requests.get(f"http://127.0.0.1:{self.port}{path}", timeout=60)

    def wait_for(self, path, status):
        deadline = time.monotonic() + SECONDS
        while True:
            try:
                answer = self.get(path)
                if answer.status_code == status:
                    return answer
            except requests.ConnectionError:
                assert self.process.is_running, self.process.stderr()
            assert time.monotonic() < deadline, f"{path} is not answered with {status}"
            time.sleep(0.05)


@pytest.fixture(scope="module")
def worker(partners, fault_proxy, tmp_path_factory):
    stack = Stack(tmp_path_factory.mktemp("watched"), {**make_stack(partners), **fault_proxy.settings})
    worker = Worker(stack, "watched")
    worker.process.launch()
    worker.wait_for("/readyz", 200)
    yield worker
    assert worker.process.is_running, worker.process.stderr()
    assert worker.process.stop() == 0, worker.process.stderr()


def test_a_worker_has_metrics_and_probes(worker):
    assert worker.get("/livez").json() == worker.get("/readyz").json() == {"status": "ok"}
    metrics = worker.get("/metrics")
    assert metrics.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    assert 'audmg_function_invocations_total{function="media"}' in metrics.text
    assert worker.get("/retrieve").status_code == 404
    (started,) = (each for each in worker.process.records() if each["event"] == "worker_started")
    assert started["statusPort"] == worker.port


@pytest.mark.parametrize("calls", ["dynamodb ", "s3 "])
def test_a_worker_without_its_services_lives_and_is_not_ready(worker, fault_proxy, calls):
    with fault_proxy.failing({"calls": calls, "fault": "dropped"}):
        answer = worker.wait_for("/readyz", 503)
        assert (answer.json()["code"], answer.headers["Retry-After"]) == ("not_ready", "2")
        assert worker.get("/livez").status_code == 200
    worker.wait_for("/readyz", 200)


def test_signals_that_mean_nothing_do_nothing(worker):
    for number in (signal.SIGUSR1, signal.SIGUSR2, signal.SIGHUP):
        worker.process.signal(number)
    time.sleep(0.5)
    assert worker.get("/livez").status_code == 200


def test_a_port_that_is_taken_is_named(worker, tmp_path):
    second = Stack(tmp_path, worker.process.environment).process(
        "second", command="worker", AUDMG_WORKER_LISTEN=f"127.0.0.1:{worker.port}", AUDMG_DATA_DIR=str(tmp_path / "second" / "data"))
    done = second.command("worker")
    assert done.returncode == 1
    assert f"AUDMG_WORKER_LISTEN: cannot listen on 127.0.0.1:{worker.port}" in done.stderr
