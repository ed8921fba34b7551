"""Reads what `audmg --help` prints: the only place that names all commands, options and settings in words."""

import dataclasses
import re
import subprocess

@dataclasses.dataclass
class Command:
    name: str
    text: str = ""
    subcommands: dict = dataclasses.field(default_factory=dict)  # name: what it does
    options: list = dataclasses.field(default_factory=list)
    help: str = ""

    @property
    def takes_settings(self):
        """Whether its line of usage says so."""
        return "[settings]" in self.help.partition("\n")[0]


@dataclasses.dataclass
class Setting:
    flag: str
    values: list  # "on", "off"; empty where any text will do
    text: str


def printed(program, *words):
    return subprocess.run([program, *words], capture_output=True, text=True, check=True).stdout


def section(text, title):
    """The indented lines below a title."""
    return re.search(rf"^{title}.*\n((?:(?: .*)?\n)*)", text, re.MULTILINE)[1].splitlines()


def options_in(text):
    found = re.findall(r"(?<![\w-])--[a-z]+(?:-[a-z]+)*", text.split("\nExamples")[0])
    return sorted(set(found) - {"--help"})


def commands(program):
    """By their names, in the order of the help."""
    known = {}
    for line in section(printed(program, "--help"), "Commands"):
        usage, _, text = line.strip().partition("  ")
        if not usage or usage.startswith("<"):
            continue
        first, *alternatives = usage.split(" | ")
        name, *rest = first.split()
        command = known.setdefault(name, Command(name, text.strip()))
        for words in (rest, *(each.split() for each in alternatives)):
            if words and re.fullmatch(r"[a-z][a-z-]*", words[0]):
                command.subcommands[words[0]] = text.strip()
    for command in known.values():
        said = printed(program, command.name, "--help")
        if said.startswith("Usage: audmg " + command.name):
            command.help = said
            command.options = options_in(said)
    return known


def settings(program):
    found = []
    for line in section(printed(program, "--help"), "Settings:"):
        flag = re.match(r"  (--[a-z0-9-]+) (\S+)", line)
        if flag:
            values = flag[2].split("|") if "|" in flag[2] else []
            found.append(Setting(flag[1], values, ""))
        elif found and line.strip():
            found[-1].text = f"{found[-1].text} {line.strip()}".strip()
    return found
