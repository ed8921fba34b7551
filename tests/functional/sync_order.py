"""Reads a system-call trace of one upload and says whether its syncs are complete and in order.

The promise: the bytes are in a temporary file, the file is synced, renamed to its place, the folder
that names it is synced, the row is committed by a sync of the database's log, and only then the 2xx
goes out. `check()` returns what is wrong; test_sync_order.py also feeds it the trace with each sync
taken out, and with each moved behind the answer, and demands a complaint.
"""

import dataclasses
import os
import re

# strace -f -y: [pid 12] fsync(7</data/tmp/1>) = 0; parts of interrupted calls are joined below.
LINE = re.compile(r"^(?:\[pid\s+)?(\d+)\]?\s+(\w+)\((.*)\)\s+=\s+(-?\d+)")
UNFINISHED = re.compile(r"^(?:\[pid\s+)?(\d+)\]?\s+(\w+)\((.*) <unfinished \.\.\.>$")
RESUMED = re.compile(r"^(?:\[pid\s+)?(\d+)\]?\s+<\.\.\. (\w+) resumed>(.*)\)\s+=\s+(-?\d+)")
DESCRIPTOR = re.compile(r"(?:^|[ ,\[{=])(-?\d+|AT_FDCWD)<([^<>]*(?:<[^<>]*>[^<>]*)*)>")
SYNCS = ("fsync", "fdatasync", "sync_file_range", "syncfs")


@dataclasses.dataclass(frozen=True)
class Call:
    """One finished system call; `begun` is the number of the line on which it began."""

    number: int
    begun: int
    name: str
    arguments: str
    result: int

    def paths(self):
        return [path for _, path in DESCRIPTOR.findall(self.arguments)]

    def strings(self):
        return re.findall(r'"((?:[^"\\]|\\.)*)"', self.arguments)


def parse(text):
    calls, open_calls = [], {}
    for number, line in enumerate(text.splitlines()):
        if match := UNFINISHED.match(line):
            open_calls[match[1]] = (number, match[2], match[3])
        elif match := RESUMED.match(line):
            begun, name, arguments = open_calls.pop(match[1], (number, match[2], ""))
            calls.append(Call(number, begun, name, arguments + match[3], int(match[4])))
        elif match := LINE.match(line):
            calls.append(Call(number, number, match[2], match[3], int(match[4])))
    return calls


def is_sync_of(call, path):
    return call.name in ("fsync", "fdatasync") and call.result == 0 and call.paths()[:1] == [path]


def renamed(call):
    """(from, to) of a rename that worked, as absolute paths; else None."""
    if not call.name.startswith(("rename", "link")) or call.result != 0 or call.name == "unlinkat":
        return None
    names, folders = call.strings(), [path for _, path in DESCRIPTOR.findall(call.arguments)]
    if len(names) < 2:
        return None
    if len(folders) < 2:
        return tuple(names[:2])
    return tuple(os.path.normpath(os.path.join(folder, name)) for folder, name in zip(folders, names))


def find_answer(calls):
    for call in calls:
        if call.name in ("write", "writev", "send", "sendto", "sendmsg") and "HTTP/1.1 20" in call.arguments:
            return call
    return None


def check(calls, data, object_path):
    """What is wrong with the order of one upload whose object ended up at `object_path`."""
    answer = find_answer(calls)
    if answer is None:
        return ["no 2xx was sent"]
    before = [call for call in calls if call.number < answer.begun]
    moves = [(call, renamed(call)) for call in before]
    moves = [(call, move) for call, move in moves if move and move[1] == object_path]
    if not moves:
        return ["the object did not get its name before the 2xx"]
    move, (source, _) = moves[-1]
    wrong = []

    writes = [c for c in before if c.name in ("write", "pwrite64", "writev", "pwritev", "pwritev2") and c.paths()[:1] == [source]]
    if not writes:
        wrong.append("no bytes were written to the temporary file")
    last_write = max((c.number for c in writes), default=0)
    changes = ("utimensat", "futimens", "ftruncate", "fchmod")
    last_change = max((c.number for c in before if c.name in changes and c.paths()[:1] == [source]), default=0)
    if not any(is_sync_of(c, source) and c.begun > last_write and c.number < move.begun for c in before):
        wrong.append("the file is not synced between its last write and the rename")
    if last_change > move.number:
        wrong.append("the file changes after the rename")

    folder = os.path.dirname(object_path)
    synced_folder = [c for c in before if is_sync_of(c, folder) and c.begun > move.number]
    if not synced_folder:
        wrong.append("the folder is not synced between the rename and the 2xx")

    # A new folder needs its own entry on the disk too: every ancestor that was made in this trace.
    for call in before:
        if call.name in ("mkdir", "mkdirat") and call.result == 0 and call.strings():
            parents = call.paths()
            made = os.path.normpath(os.path.join(parents[0] if parents else data, call.strings()[0]))
            if object_path.startswith(made + "/"):
                parent = os.path.dirname(made)
                if not any(is_sync_of(c, parent) and c.begun > call.number for c in before):
                    wrong.append(f"a folder was made, and {os.path.relpath(parent, data)} is not synced")

    log = [c for c in before if c.paths()[:1] and c.paths()[0].endswith("-wal")]
    after_folder = min((c.number for c in synced_folder), default=move.number)
    log_writes = [c for c in log if c.name in ("write", "pwrite64", "pwritev") and c.begun > after_folder]
    if not log_writes:
        wrong.append("the row is not written to the database's log after the object is in place")
    last_log_write = max((c.number for c in log_writes), default=0)
    if not any(c.name in ("fsync", "fdatasync") and c.result == 0 and c.begun > last_log_write for c in log):
        wrong.append("the database's log is not synced between the row and the 2xx")
    return wrong


def needed_syncs(calls, data, object_path):
    """The syncs before the 2xx without which check() complains: one mutation each."""
    answer = find_answer(calls)
    return [c for c in calls if c.name in SYNCS and c.number < answer.begun]
