"""The shared libraries that a program needs, found as the loader would find them, and what is wrong with a set."""

import pathlib

import elf

FOLDERS = ("/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu", "/lib64")
PLACE = "/var/task/so"
LOADER = "ld-linux-x86-64.so.2"


def find(name):
    for folder in FOLDERS:
        path = pathlib.Path(folder, name)
        if path.exists():
            return path.resolve()
    raise SystemExit(f"lambda_zips: the library {name} is not installed")


def closure(program):
    """{name: file} of all that `program` needs, directly or not."""
    found = {}
    waiting = [program]
    while waiting:
        for name in elf.read(waiting.pop()).needed:
            if name not in found:
                found[name] = find(name)
                waiting.append(found[name])
    return dict(sorted(found.items()))


def flaws(program, libraries):
    """What would keep `program` from starting where there is nothing but `libraries`, {name: file}, in PLACE."""
    read = {name: elf.read(path) for name, path in libraries.items()}
    start = elf.read(program)
    problems = []
    if start.interpreter != f"{PLACE}/{LOADER}":
        problems.append(f"its loader is {start.interpreter or 'none'}")
    if start.run_paths != [("RPATH", PLACE)]:
        problems.append(f"it looks for libraries in {start.run_paths or 'the default folders'}")
    for name, file in {"the program": start, **read}.items():
        if file is not start and file.run_paths:
            problems.append(f"{name} has a run path of its own: {file.run_paths}")
        problems += [f"{name} needs {needed}" for needed in file.needed if needed not in read]
        problems += [
            f"{name} needs {version} of {library}, which is not in the one bundled"
            for library, version in sorted(file.wanted)
            if library in read and version not in read[library].offered
        ]
    if LOADER not in read:
        problems.append("the loader itself is missing")
    return problems


def static_flaws(program):
    """What keeps `program` from being one file that needs no other."""
    file = elf.read(program)
    problems = [f"it needs {name}" for name in file.needed]
    if file.interpreter:
        problems.append(f"it needs the loader {file.interpreter}")
    return problems
