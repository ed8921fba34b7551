"""What the loader of Linux would ask of a program or library, read by binutils' readelf."""

import dataclasses
import re
import subprocess


@dataclasses.dataclass(frozen=True)
class Elf:
    interpreter: str  # "" for a library, and for a program that is fully static
    needed: list  # names of libraries
    run_paths: list  # of DT_RPATH and DT_RUNPATH: [(tag, path)]
    wanted: set  # symbol versions that must be there: {(library, version)}
    offered: set  # symbol versions that it has itself


def is_elf(path):
    with open(path, "rb") as file:
        return file.read(4) == b"\x7fELF"


def read(path):
    text = subprocess.run(
        ["readelf", "--wide", "--program-headers", "--dynamic", "--version-info", path],
        capture_output=True, text=True, check=True, env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"},
    ).stdout
    interpreter = re.search(r"\[Requesting program interpreter: (.*)\]", text)
    wanted, offered, library, section = set(), set(), "", ""
    for line in text.splitlines():
        if line.startswith("Version ") and "section" in line:
            section = line.split()[1]
        elif section == "needs" and (match := re.search(r"File: (\S+)", line)):
            library = match.group(1)
        elif section == "needs" and (match := re.search(r"Name: (\S+)", line)):
            wanted.add((library, match.group(1)))
        elif section == "definition" and (match := re.search(r"(?:Name|Parent \d+): (\S+)", line)):
            offered.add(match.group(1))
    return Elf(
        interpreter=interpreter.group(1) if interpreter else "",
        needed=re.findall(r"\(NEEDED\).*\[(.*)\]", text),
        run_paths=re.findall(r"\((RPATH|RUNPATH)\).*\[(.*)\]", text),
        wanted=wanted,
        offered=offered,
    )
