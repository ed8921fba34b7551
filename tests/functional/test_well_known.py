"""What programs look for below /.well-known/."""

import datetime
import re

from client import Api, problem

# What W3C's "A Well-Known URL for Changing Passwords" asks for, to see whether a server tells what is there.
PROBE = "/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200"
BROWSER = {"Accept": "text/html,*/*;q=0.8", "Sec-Fetch-Mode": "navigate"}


def test_security_txt_names_the_contacts_of_the_operator(make_drive):
    drive = make_drive({"AUDMG_SECURITY_CONTACT": "security@example.org, https://example.org/report", "AUDMG_PUBLIC_URL": "https://drive.example.org"})
    answer = Api(drive.url).get("/.well-known/security.txt")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    fields = re.findall(r"^([A-Za-z-]+): (\S+)$", answer.text, re.MULTILINE)
    assert len(fields) == len(answer.text.splitlines())
    assert [value for name, value in fields if name == "Contact"] == ["mailto:security@example.org", "https://example.org/report"]
    assert ("Canonical", "https://drive.example.org/.well-known/security.txt") in fields
    (expires,) = (value for name, value in fields if name == "Expires")
    left = datetime.datetime.fromisoformat(expires.replace("Z", "+00:00")) - datetime.datetime.now(datetime.timezone.utc)
    assert datetime.timedelta(days=30) < left < datetime.timedelta(days=365)


def test_without_a_contact_there_is_no_security_txt(api):
    for headers in ({}, BROWSER):
        problem(api.get("/.well-known/security.txt", headers=headers), 404, "not_found")


def test_a_contact_that_is_none_stops_the_program(make_drive):
    drive = make_drive({"AUDMG_SECURITY_CONTACT": "somebody"}, start=False)
    shown = drive.command("config", "show")
    assert shown.returncode == 2 and "AUDMG_SECURITY_CONTACT" in shown.stderr


def test_change_password_leads_to_the_page_of_the_app(shared, api):
    answer = api.get("/.well-known/change-password", headers=BROWSER)
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"{shared.url}/settings#password"


def test_what_is_not_there_is_not_found_by_browsers_either(api):
    problem(api.get(PROBE, headers=BROWSER), 404, "not_found")
