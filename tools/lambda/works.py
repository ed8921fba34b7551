"""Reads back what tools/lambda/notice.py has written: the works in a zip."""

import dataclasses
import re
import zipfile

# "curl 7.88.1-10+deb12u15 (curl, built)", before the texts of licences.
LINE = re.compile(r"(?P<name>\S+) (?P<version>\S.*?) \((?P<licence>.*?)(, (?P<how>built|packed))?\)")
RULE = "====="


@dataclasses.dataclass(frozen=True, order=True)
class Work:
    """`how`: "" as Debian has built it, "built" from Debian's source, "packed" of packages of npm."""

    name: str
    version: str
    licence: str
    how: str


def works_in(path):
    with zipfile.ZipFile(path) as archive:
        head, _, _ = archive.read("NOTICE").decode().partition(f"\n{RULE}")
    found = [LINE.fullmatch(line) for line in head.splitlines()]
    works = [Work(each["name"], each["version"], each["licence"], each["how"] or "") for each in found if each]
    if not works:
        raise SystemExit(f"{path}: its NOTICE names no work")
    return works
