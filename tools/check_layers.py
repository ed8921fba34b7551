#!/usr/bin/python3
"""Checks every #include under src/audmg/ against the two tables in ARCHITECTURE.md.

The tables are the only statement of the rule. Exit code 1 names each include that breaks it.
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "audmg"
PORTS = ("storage", "database", "queue", "notification", "telemetry")
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
# Headers of the C++ standard library have neither a dot nor a slash.
STANDARD = re.compile(r"^[a-z_]+$")
# What POSIX, Linux and glibc bring, and the C library's own headers.
SYSTEM = re.compile(
    r"^((sys|netinet|arpa|net|linux)/[a-z0-9_]+\.h"
    r"|(assert|errno|fcntl|grp|limits|netdb|nss|poll|pthread|pwd|sched|signal|spawn|stdint|stdio|stdlib|string"
    r"|syslog|termios|time|unistd|cxxabi|dirent|malloc)\.h)$"
)


def table(text, name):
    """Rows of a Markdown table between its begin and end marks: [(left words, right words)]."""
    match = re.search(rf"<!-- {name}:begin -->(.*?)<!-- {name}:end -->", text, re.S)
    if not match:
        sys.exit(f"check_layers: ARCHITECTURE.md has no table '{name}'")
    rows = []
    for line in match.group(1).strip().splitlines()[2:]:
        cells = line.strip().strip("|").split("|")
        rows.append((re.findall(r"`([^`]+)`", cells[0]), re.findall(r"`([^`]+)`", cells[1])))
    return rows


def place(path):
    """The parts that the tables name: ("storage", is_adapter, "lib/json" or the folder)."""
    parts = path.split("/")
    top = parts[0]
    is_adapter = "adapters" in parts[1:-1]
    narrow = "/".join(parts[:2]) if top == "lib" and len(parts) > 2 else top
    return top, is_adapter, narrow


def matches(words, target_top, target_narrow):
    for word in words:
        if word in ("*", target_top, target_narrow) or (word == "ports" and target_top in PORTS):
            return True
    return False


def check_ours(layers, file, target):
    top, is_adapter, narrow = place(file)
    target_top, target_is_adapter, target_narrow = place(target)
    if top not in layers:
        return f"folder {top}/ is not in the table"
    if target_is_adapter:
        same_adapter = is_adapter and file.split("/")[:3] == target.split("/")[:3]
        if top != "app" and not same_adapter:
            return "only app/ may include an adapter"
        return None
    if is_adapter:
        allowed = layers["adapters"] + [top]
    elif top == "lib":
        allowed = layers.get(narrow, layers["lib"]) + [narrow]
    else:
        allowed = layers[top] + [top]
    if not matches(allowed, target_top, target_narrow):
        return f"{top + '/adapters' if is_adapter else narrow} may not include {target_narrow}"
    return None


def check_third_party(rows, file, header):
    top, is_adapter, narrow = place(file)
    for prefixes, places in rows:
        if not any(header.startswith(prefix) for prefix in prefixes):
            continue
        if top == "core":
            return "core/ includes the standard library only"
        if "*" in places or top in places or narrow in places or (is_adapter and "adapters" in places):
            return None
        return f"<{prefixes[0]}...> belongs in {', '.join(places)}"
    return "third-party header without a row in the table"


def check_file(layers, third_party, path):
    file = path.relative_to(SOURCE).as_posix()
    if path.stem.endswith("_test"):
        return
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        include = INCLUDE.match(line)
        if not include:
            continue
        quote, header = include.groups()
        if header.startswith("audmg/"):
            complaint = check_ours(layers, file, header.removeprefix("audmg/"))
        elif quote == '"':
            complaint = 'our headers are included as "audmg/..."'
        elif STANDARD.match(header) or SYSTEM.match(header):
            complaint = None
        else:
            complaint = check_third_party(third_party, file, header)
        if complaint:
            yield f"src/audmg/{file}:{number}: {header}: {complaint}"


def main():
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    layers = {folder: right for left, right in table(text, "layers") for folder in left}
    third_party = table(text, "third-party")
    files = sorted(p for p in SOURCE.rglob("*") if p.suffix in (".cpp", ".hpp"))
    complaints = [c for path in files for c in check_file(layers, third_party, path)]
    for complaint in complaints:
        print(complaint)
    for folder in sorted(p.name for p in SOURCE.iterdir() if p.is_dir()):
        if folder not in layers:
            complaints.append(folder)
            print(f"src/audmg/{folder}: not in the table of ARCHITECTURE.md")
    if complaints:
        sys.exit(f"check_layers: {len(complaints)} includes break the table in ARCHITECTURE.md")
    print(f"check_layers: {len(files)} files follow the table in ARCHITECTURE.md")


if __name__ == "__main__":
    main()
