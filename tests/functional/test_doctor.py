"""What `audmg doctor` says of the database and of mails; other findings are tested beside what they are about."""

import contextlib
import re
import sqlite3


def database_line(drive):
    found = drive.command("doctor")
    return found.returncode, re.findall(r"^(ok|warn|fail) +database +(.*)$", found.stdout, re.MULTILINE)


def test_a_whole_database_is_called_so_beside_the_server_too(make_drive):
    drive = make_drive()
    assert [(verdict, text.split()[0]) for verdict, text in database_line(drive)[1]] == [("ok", "whole")]
    drive.stop()
    assert [(verdict, text.split()[0]) for verdict, text in database_line(drive)[1]] == [("ok", "whole")]


def test_a_damaged_index_is_found(make_drive):
    drive = make_drive()
    drive.stop()
    with contextlib.closing(sqlite3.connect(drive.data / "audmg.db")) as database, database:
        database.execute("PRAGMA writable_schema = ON")
        database.execute("CREATE TABLE held (value INTEGER)")
        database.execute("CREATE INDEX held_values ON held (value)")
        database.execute("INSERT INTO held VALUES (1), (2)")
        # The index is told to be of another order, which no entry is in.
        database.execute("UPDATE sqlite_schema SET sql = 'CREATE INDEX held_values ON held (value DESC)' WHERE name = 'held_values'")
    status, ((verdict, text),) = database_line(drive)
    assert status == 1 and verdict == "fail" and "held_values" in text


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
