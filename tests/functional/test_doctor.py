"""What `audmg doctor` says of mails; other findings are tested beside what they are about."""

import re


def mail_lines(drive):
    found = drive.command("doctor")
    return found.returncode, re.findall(r"^(ok|warn|fail) +mail +(.*)$", found.stdout, re.MULTILINE)


def test_a_mail_server_is_asked_and_gets_no_mail(mailing, mailbox):
    drive = mailing()
    _, lines = mail_lines(drive)
    assert lines == [("ok", f"smtp://127.0.0.1:{mailbox.port}?tls=off answers")]
    assert mailbox.entries() == []


def test_a_mail_server_that_is_gone_is_named(mailing, mailbox):
    drive = mailing()
    mailbox.stop()
    status, ((verdict, text),) = mail_lines(drive)
    assert status == 1 and verdict == "fail" and str(mailbox.port) in text


def test_a_drive_without_mail_says_what_there_is_instead(make_drive):
    _, ((verdict, text),) = mail_lines(make_drive(start=False))
    assert verdict == "ok" and "reset-link" in text
