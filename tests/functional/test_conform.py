"""`audmg conform` at one machine: what it says of a right drive and of wrong ones, and what it leaves behind."""

import json
import signal
import subprocess

import pytest

from client import PASSWORD, User
from conform_command import AlteringProxy, Conform, command, environment
from ports import free_port

GROUPS = ["accounts", "uploads", "retrieval", "refusals", "ranges", "search", "paging", "trash", "downloads", "sessions", "removal"]


def users(drive):
    listed = drive.command("user", "list", "--json")
    assert listed.returncode == 0, listed.stderr
    return [user["username"] for user in json.loads(listed.stdout)]


def assert_nothing_left(drive, *others):
    assert users(drive) == list(others)
    assert [name for name in drive.stored() if "/downloads/" not in name] == []


def test_a_right_drive_conforms_within_its_rate_limits(make_drive, tmp_path):
    drive = make_drive({"AUDMG_RATE_LIMITS": None})
    admin = User(drive.url)
    for _ in range(2):
        run = Conform(tmp_path, drive.url)
        assert run.code == 0, run.text
        report = run.report
        assert report["verdict"] == "conforms" and report["url"] == drive.url
        assert report["held"] == len(report["checks"]) > 60
        assert list(dict.fromkeys(check["group"] for check in report["checks"])) == GROUPS
        for check in report["checks"]:
            assert f"{check['group']}: {check['check']}\n" in run.out
            assert f"expected  {check['expected']}\n" in run.out
            assert f"came      {check['came']}\n" in run.out
        assert "removed with all files" in run.out
        assert_nothing_left(drive, admin.username)


def test_its_report_has_no_secrets(make_drive, tmp_path):
    drive = make_drive()
    User(drive.url)
    run = Conform(tmp_path, drive.url)
    for text in (run.out, run.report_file.read_text()):
        assert "eyJ" not in text and "signature=" not in text


def test_without_any_account_it_says_to_sign_up_first(make_drive, tmp_path):
    drive = make_drive()
    run = Conform(tmp_path, drive.url)
    assert run.code == 2 and "sign up first" in run.err, run.text
    assert run.report["verdict"] == "not_tried" and "sign up first" in run.report["obstacle"]
    assert run.report["checks"] == []
    assert users(drive) == []


@pytest.fixture
def closed(make_drive):
    """A drive whose sign-up is closed, and its admin."""
    drive = make_drive({"AUDMG_SIGNUP": "first"})
    return drive, User(drive.url)


def test_where_sign_up_is_closed_an_admin_invites(closed, tmp_path):
    drive, admin = closed
    run = Conform(tmp_path, drive.url)
    assert run.code == 2 and "--admin NAME" in run.err, run.text
    password_file = tmp_path / "password"
    password_file.write_text(PASSWORD + "\n")
    for words, typed in ((["--password-stdin"], PASSWORD + "\n"), (["--password-file", password_file], "")):
        run = Conform(tmp_path, drive.url, "--admin", admin.username, *words, input=typed)
        assert run.code == 0, run.text
        assert_nothing_left(drive, admin.username)
        assert admin.get("/admin/invitations").json()["invitations"] == []
        assert len(admin.get("/sessions").json()["sessions"]) == 1


def test_an_admin_who_is_none_cannot_invite(closed, tmp_path):
    drive, admin = closed
    run = Conform(tmp_path, drive.url, "--admin", admin.username, "--password-stdin", input="wrong\n")
    assert run.code == 2 and "the admin cannot log in" in run.err, run.text
    run = Conform(tmp_path, drive.url, "--admin", admin.username, "--password-file", tmp_path / "none")
    assert run.code == 2 and "there is no file" in run.err, run.text
    assert users(drive) == [admin.username]


def test_where_addresses_are_confirmed_it_says_so(mailing, tmp_path):
    drive = mailing(AUDMG_SIGNUP="confirm", AUDMG_MEDIA="off")
    added = drive.command("user", "add", "ada", "--email", "ada@example.org", "--password-stdin", input=PASSWORD + "\n")
    assert added.returncode == 0, added.stderr
    run = Conform(tmp_path, drive.url)
    assert run.code == 2 and "AUDMG_SIGNUP=confirm" in run.out, run.text
    # It made one user, and cannot log in to remove it.
    (stays,) = [name for name in users(drive) if name != "ada"]
    assert f"audmg user delete {stays}" in run.out, run.text


# --- drives that are wrong ---


def change_json(**members):
    def change(answer):
        answer[2] = json.dumps({**json.loads(answer[2]), **members}).encode()

    return change


def change_status(status):
    def change(answer):
        answer[0] = status

    return change


def drop_field(name):
    def change(answer):
        answer[1] = [field for field in answer[1] if field[0].lower() != name]

    return change


def cut_list(answer):
    found = json.loads(answer[2])
    if "nextCursor" in found:
        found["files"] = found["files"][1:]
        answer[2] = json.dumps(found).encode()


WRONG = {
    "another word for success": ("POST", "/login", 200, change_json(message="Welcome."), "accounts: POST /login gives a token"),
    "a member too much": ("POST", "/signup", 201, change_json(password="x"), "accounts: POST /signup registers a user"),
    "no problem document": ("GET", "/no-such-path", 404, change_json(code=""), "refusals: a path that does not exist is not found"),
    "a method without Allow": ("PUT", "/login", 405, drop_field("allow"), "refusals: a method that a path does not have is refused"),
    "a strangers' file that shows": ("DELETE", "/files/", 404, change_status(403), "refusals: another user's file cannot be deleted"),
    "pages with gaps": ("GET", "/retrieve", 200, cut_list, "paging: limit=3 and cursor turn the pages"),
    "a trash that counts wrong": ("POST", "/trash/restore", 200, change_json(restored=2), "trash: POST /trash/restore brings it back"),
    "an outdated edit that is taken": ("PATCH", "/files/", 412, change_status(200), "search: PATCH with an outdated If-Match is refused"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_drive_is_reported(shared, alice, tmp_path, name):
    method, path, status, change, check = WRONG[name]

    def alter(asked, target, answer):
        fits = target.startswith(path) if path.endswith("/") else target == path
        if asked == method and fits and answer[0] == status:
            change(answer)

    with AlteringProxy(shared.url, alter=alter) as proxy:
        run = Conform(tmp_path, proxy.url)
    assert run.code == 1, run.text
    assert check in run.checks("differs"), run.text
    assert f"DIFFERS    {check}\n" in run.out
    assert run.report["verdict"] == "differs"
    assert [user for user in users(shared) if user.startswith("conform-")] == []


BROKEN = [500, [("Content-Type", "application/json")], b"{}"]


def test_a_drive_that_lists_nothing_loses_the_users_all_the_same(shared, alice, tmp_path):
    def refuse(method, path):
        return BROKEN if (method, path) == ("GET", "/retrieve") else None

    with AlteringProxy(shared.url, refuse=refuse) as proxy:
        run = Conform(tmp_path, proxy.url)
    assert run.code == 1, run.text
    assert "retrieval: GET /retrieve lists the files" in run.checks("differs")
    assert "the sweep removes them" in run.out
    assert [user for user in users(shared) if user.startswith("conform-")] == []


def test_users_that_cannot_be_removed_are_named(shared, alice, tmp_path):
    def refuse(method, path):
        return BROKEN if (method, path) == ("DELETE", "/account") else None

    with AlteringProxy(shared.url, refuse=refuse) as proxy:
        run = Conform(tmp_path, proxy.url)
    assert run.code == 1, run.text
    assert run.checks("differs") == ["removal: DELETE /account removes the first user", "removal: DELETE /account removes the second user"]
    stay = [user for user in users(shared) if user.startswith("conform-")]
    assert len(stay) == 2 == len(run.report["remains"])
    for user in stay:
        assert f"audmg user delete {user}" in run.out
        assert shared.command("user", "delete", user, "--yes").returncode == 0


# --- what is no drive, or not all of it ---


def test_what_is_no_drive_could_not_be_tried(shared, tmp_path):
    run = Conform(tmp_path, f"http://127.0.0.1:{free_port()}")
    assert run.code == 2 and "no reply" in run.err, run.text
    run = Conform(tmp_path, f"http://127.0.0.1:{shared.metrics_port}")
    assert run.code == 2 and "not the URL of an Audmg Drive" in run.err, run.text
    run = Conform(tmp_path, "ftp://example.org")
    assert run.code == 2 and "not the URL of a drive" in run.err, run.text


def test_the_address_of_the_app_leads_to_the_drive(shared, alice, tmp_path):
    """As with CloudFront: the API is below /api, everything else is the app's page."""
    page = [200, [("Content-Type", "text/html")], b"<!doctype html>"]

    def refuse(_, path):
        return None if path.startswith("/api/") else page

    with AlteringProxy(shared.url, refuse=refuse, below="/api") as app:
        run = Conform(tmp_path, app.url)
        assert run.code == 0, run.text
        assert run.report["url"] == app.url + "/api"


def test_an_interruption_removes_the_users(shared, alice, tmp_path):
    report = tmp_path / "report.json"
    with subprocess.Popen(command(shared.url, "--report", report), env=environment(tmp_path), stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True) as process:
        for line in process.stdout:
            if "uploads: POST /upload takes an image" in line:
                process.send_signal(signal.SIGINT)
                break
        out, err = process.communicate(timeout=60)
    assert process.returncode == 2, out + err
    assert "interrupted; removing the two users" in err
    found = json.loads(report.read_text())
    assert found["obstacle"] == "interrupted" and found["notTried"] > 0
    assert [check["check"] for check in found["checks"] if check["group"] == "removal"]
    assert [user for user in users(shared) if user.startswith("conform-")] == []
