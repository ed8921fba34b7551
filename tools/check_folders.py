#!/usr/bin/python3
"""Checks the shape of src/audmg/: no folders that include each other, and no hall of flat files.

Folders are compared at every depth: the folders of two files by themselves, and the two branches in which they lie
below their nearest common folder. Tests and their support do not count. Exit code 1 names each circle with an include
for each of its arrows, and each folder over its limit.
"""

import collections
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "audmg"
# Production files directly in one folder: what a reader can take in at a glance.
MAX_FILES = 60
MAX_FILES_IN_ROOMS = 45
HAVE_ROOMS = ("functions", "app")
INCLUDE = re.compile(r'^\s*#\s*include\s*"audmg/([^"]+)"', re.M)


def production_files():
    files = (path for path in SOURCE.rglob("*") if path.suffix in (".cpp", ".hpp"))
    return sorted(path for path in files if not path.stem.endswith("_test"))


def arrows(source, target):
    """The pairs of folders between which this include is an arrow."""
    source_parts, target_parts = source.split("/")[:-1], target.split("/")[:-1]
    if source_parts == target_parts:
        return
    yield ("folder", "/".join(source_parts)), ("folder", "/".join(target_parts))
    common = 0
    while source_parts[common : common + 1] == target_parts[common : common + 1] != []:
        common += 1
    parent = "/".join(source_parts[:common])
    # Files that lie in the common folder itself are a branch of their own, ".".
    yield (parent, (source_parts[common:] or ["."])[0]), (parent, (target_parts[common:] or ["."])[0])


def include_graph(files):
    """{folder: {folder it includes: one such include}}"""
    graph = collections.defaultdict(dict)
    for path in files:
        source = path.relative_to(SOURCE).as_posix()
        for target in INCLUDE.findall(path.read_text(encoding="utf-8")):
            for tail, head in arrows(source, target):
                graph[tail].setdefault(head, f"{source} includes {target}")
    return graph


def reachable(graph, start):
    seen, open_ends = set(), [start]
    while open_ends:
        for folder in graph.get(open_ends.pop(), ()):
            if folder not in seen:
                seen.add(folder)
                open_ends.append(folder)
    return seen


def circles(graph):
    """The sets of folders that reach each other."""
    reached = {folder: reachable(graph, folder) for folder in list(graph)}
    members = {folder for folder in reached if folder in reached[folder]}
    while members:
        first = min(members)
        circle = {folder for folder in members if folder in reached[first] and first in reached[folder]}
        members -= circle
        yield sorted(circle)


def name(folder):
    return folder[1] if folder[0] == "folder" else "/".join(part for part in folder if part != ".") or "."


def main():
    files = production_files()
    graph = include_graph(files)
    complaints = []
    for circle in circles(graph):
        complaints.append("these folders include each other: " + ", ".join(name(folder) for folder in circle))
        complaints += [f"  {graph[a][b]}" for a in circle for b in circle if b in graph[a]]
    counts = collections.Counter(path.parent.relative_to(SOURCE).as_posix() for path in files)
    for folder, count in sorted(counts.items()):
        limit = MAX_FILES_IN_ROOMS if folder.split("/")[0] in HAVE_ROOMS else MAX_FILES
        if count > limit:
            complaints.append(f"src/audmg/{folder}: {count} files in one folder, limit {limit}")
    for complaint in complaints:
        print(complaint)
    if complaints:
        sys.exit("check_folders: the folders need another cut")
    print(f"check_folders: {len(counts)} folders, no circles, at most {max(counts.values())} files in one")


if __name__ == "__main__":
    main()
