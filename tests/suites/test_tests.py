"""tools/tests with suites that are a line of shell each."""

import importlib.machinery
import importlib.util
import pathlib
import signal
import subprocess
import sys
import textwrap
import time

import pytest

PROGRAM = pathlib.Path(__file__).resolve().parents[2] / "tools" / "tests"


def load():
    loader = importlib.machinery.SourceFileLoader("audmg_tests", str(PROGRAM))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("audmg_tests", loader))
    sys.modules["audmg_tests"] = module
    loader.exec_module(module)
    return module


tests = load()


def step(name, line, *after, is_build=False):
    return tests.Step(name, ("sh", "-c", line), after, is_build)


def run(folder, *steps, at_once=3):
    return tests.run(steps, at_once, folder / "output")


def exists(pid):
    return pathlib.Path(f"/proc/{pid}").exists()


def wait_for(condition):
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.fixture(autouse=True)
def handlers():
    """run() leaves the signals ignored, because it is the last that the program does."""
    before = {number: signal.getsignal(number) for number in tests.SIGNALS}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def test_a_step_begins_after_those_that_it_needs(tmp_path):
    log = tmp_path / "log"
    steps = [
        step("debug", f"sleep 0.5; echo debug >>{log}", is_build=True),
        step("unit", f"echo unit >>{log}", "debug"),
        step("lint", f"echo lint >>{log}"),
    ]
    assert run(tmp_path, *steps) == 0
    assert log.read_text().split() == ["lint", "debug", "unit"]


def test_suites_run_at_the_same_time_and_builds_one_by_one(tmp_path):
    # Each suite waits for the other; each build fails when the other is running.
    meet = "touch {0}/{1}; while ! [ -e {0}/{2} ]; do sleep 0.05; done"
    alone = f"mkdir {tmp_path}/build && sleep 0.3 && rmdir {tmp_path}/build"
    steps = [
        step("one", meet.format(tmp_path, "one", "two")),
        step("two", meet.format(tmp_path, "two", "one")),
        step("release", alone, is_build=True),
        step("debug", alone, is_build=True),
    ]
    assert run(tmp_path, *steps) == 0


def test_no_more_suites_at_once_than_asked_for(tmp_path):
    alone = f"mkdir {tmp_path}/alone && sleep 0.3 && rmdir {tmp_path}/alone"
    assert run(tmp_path, step("one", alone), step("two", alone), at_once=1) == 0


def test_the_output_of_a_suite_is_shown_when_it_failed_and_its_result_when_not(tmp_path, capfd):
    good = step("good", "echo much; echo 7 passed in 1s; echo skipped: the moon, because it is day")
    assert run(tmp_path, good) == 0
    shown = capfd.readouterr().out
    assert "good: 7 passed in 1s\ngood: skipped: the moon, because it is day\n" in shown
    assert "much" not in shown
    assert run(tmp_path, step("bad", "echo one; echo two >&2; exit 3")) == 3
    assert "one\ntwo\nbad: FAILED with 3" in capfd.readouterr().out


def test_the_output_of_a_build_is_shown_as_it_comes(tmp_path, capfd):
    assert run(tmp_path, step("debug", "echo warning: unused", is_build=True)) == 0
    assert "warning: unused\ndebug: done" in capfd.readouterr().out


def test_the_first_failure_ends_the_others(tmp_path):
    steps = [step("long", f"echo $$ >{tmp_path}/pid; exec sleep 600"), step("bad", "sleep 0.5; false")]
    assert run(tmp_path, *steps) == 1
    assert not exists(int((tmp_path / "pid").read_text()))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_ends_all_that_was_started(tmp_path, number):
    """Even what made a session of its own, and takes no notice of signals but SIGKILL."""
    stubborn = f"trap '' INT TERM; setsid sh -c 'trap \"\" INT TERM; echo $$ >{tmp_path}/pid; sleep 600' & wait"
    program = tmp_path / "program.py"
    program.write_text(textwrap.dedent(f"""
        import sys
        sys.path.insert(0, {str(pathlib.Path(__file__).parent)!r})
        from test_tests import step, tests
        import pathlib
        tests.OUTPUT, tests.SECONDS_TO_END = pathlib.Path({str(tmp_path)!r}) / "output", 1
        tests.steps_for = lambda names: [step("stubborn", {stubborn!r})]
        tests.run.__defaults__ = (3, tests.OUTPUT)
        sys.exit(tests.main(["stubborn"]))
    """))
    process = subprocess.Popen([sys.executable, "-B", program])
    wait_for(lambda: (tmp_path / "pid").exists() and (tmp_path / "pid").read_text().strip())
    process.send_signal(number)
    assert process.wait(20) == 128 + number
    assert not exists(int((tmp_path / "pid").read_text()))


def test_the_suites_of_make_test_bring_their_builds():
    named = [each.name for each in tests.steps_for(["unit", "lint"])]
    assert named == ["partners", "debug build", "lint", "unit"]


def test_every_step_is_known_to_make():
    targets = (PROGRAM.parent.parent / "Makefile").read_text()
    builds = {each.name for each in tests.BUILDS}
    for each in (*tests.BUILDS, *tests.SUITES):
        assert each.command[0] != "make" or f"\n{each.command[1]}:" in targets, each.name
        assert set(each.after) <= builds


def test_an_unknown_suite_is_refused():
    refused = subprocess.run([PROGRAM, "lint", "lnit"], capture_output=True, text=True, timeout=20)
    assert refused.returncode == 1
    assert refused.stderr == "tests: there is no suite lnit\n"
