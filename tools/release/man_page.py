#!/usr/bin/python3
"""Prints the manual page audmg(1), made from what the program's help says.

usage: man_page.py PROGRAM
"""

import re
import sys

import command_help

HEAD = """\
.TH AUDMG 1 "" "Audmg Drive {version}" "User commands"
.SH NAME
audmg \\- a private drive for images and audio, and a client for it
.SH SYNOPSIS
.B audmg
.I command
.RI [ options ]
.RI [ settings ]
"""
TAIL = """\
.SH FILES
.TP
.I /etc/audmg/audmg.env
Settings of the service.
.TP
.I /var/lib/audmg
Files, database and secrets of the service.
.SH SEE ALSO
.BR audmg\\-admin (8)
"""


def escaped(text):
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\\&" + text if text.startswith((".", "'")) else text


def is_title(lines, index):
    """An unindented line above indented ones names them."""
    line, following = lines[index], lines[index + 1] if index + 1 < len(lines) else ""
    return bool(line) and not line.startswith(" ") and following.startswith("  ") and not line.startswith("Usage: ")


def body(text, heading):
    """The sections of a help text, in the language of man pages."""
    lines = text.rstrip().splitlines()
    out, title, in_example = [], "", False
    for index, line in enumerate(lines):
        if is_title(lines, index):
            if in_example:
                out.append(".fi")
            title, in_example = line, line.startswith("Examples")
            name, _, more = line.partition(": ")
            out += [f".SH {escaped(name.upper())}" if heading == "SH" else f".PP\n.B {escaped(name)}"]
            if more:
                out += [escaped(more), ".PP"]
            if in_example:
                out += [".PP", ".nf"]
        elif in_example:
            out.append(escaped(line.strip()))
        elif not line:
            out.append(".PP")
        elif line.startswith("Usage: "):
            out.append(f".B {escaped(line.removeprefix('Usage: '))}")
        else:
            term = re.fullmatch(r" {2,4}(\S.*?)  +(\S.*)", line)
            if title.startswith("Settings") and re.match(r"  -", line):
                out += [".TP", f".B {escaped(line.strip())}"]
            elif term and not line.startswith("     "):
                out += [".TP", f".B {escaped(term[1])}", escaped(term[2])]
            elif re.match(r" {2,4}-", line):
                out += [".TP", f".B {escaped(line.strip())}"]
            else:
                out.append(escaped(line.strip()))
    if in_example:
        out.append(".fi")
    # An empty paragraph before a title or another paragraph is one too many.
    return re.sub(r"\.PP\n(?=\.(?:PP|SH|SS|TP|fi))", "", "\n".join(out) + "\n")


def main(program):
    general = command_help.printed(program, "--help")
    version = command_help.printed(program, "version").split()[2]
    about, _, rest = general.partition("\nUsage: ")
    print(HEAD.format(version=version), end="")
    print(f".SH DESCRIPTION\n{escaped(about.strip())}")
    print(body(rest.partition("\n")[2].lstrip("\n"), "SH"), end="")
    print(".SH MORE ABOUT THE COMMANDS")
    for command in command_help.commands(program).values():
        if command.help:
            print(f".SS {command.name}")
            print(body(command.help, "SS"), end="")
    print(TAIL, end="")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__.strip())
    main(*sys.argv[1:])
