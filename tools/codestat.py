#!/usr/bin/python3
"""Reports file sizes and fails over budget, and on marks that must not be committed."""

import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
# Lines per file: what is easy to read in one go. A test file is a list of cases and may be longer.
MAX_MEDIAN = 100
MAX_P95 = 350
MAX_LINES = 600
MAX_TEST_LINES = 800
# Spelled in two halves so that this file does not complain about itself.
FORBIDDEN_MARK = re.compile(r"TODO\(" + r"now\)")
TODO = re.compile(r"\bTODO\b")
ALLOWED_TODO = re.compile(r"TODO\((perf|cleanup|security|issue-\d+)\): ")


def tracked_files():
    output = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [ROOT / name for name in output.stdout.splitlines() if (ROOT / name).is_file()]


def is_test(path):
    return path.stem.endswith("_test") or "tests" in path.relative_to(ROOT).parts[:1]


def percentile(sizes, share):
    return sorted(sizes)[min(len(sizes) - 1, int(len(sizes) * share))]


def report(name, sizes):
    if sizes:
        print(
            f"{name:<22} {len(sizes):>4} files {sum(sizes):>6} lines"
            f"  median {percentile(sizes, 0.5):>4}  p95 {percentile(sizes, 0.95):>4}  max {max(sizes):>4}"
        )


def main():
    complaints = []
    production, tests, headers, python, web = {}, {}, {}, {}, {}
    for path in tracked_files():
        name = path.relative_to(ROOT).as_posix()
        if path.suffix not in (".cpp", ".hpp", ".py", ".sh", ".cmake", ".md", ".txt", ".ts", ".tsx", ".css"):
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        lines = text.count("\n")
        for number, line in enumerate(text.splitlines(), 1):
            if path.suffix != ".md" and FORBIDDEN_MARK.search(line):
                complaints.append(f"{name}:{number}: must be done before it is committed")
            elif path.suffix in (".cpp", ".hpp", ".ts", ".tsx") and TODO.search(line) and not ALLOWED_TODO.search(line):
                complaints.append(f"{name}:{number}: write TODO(perf|cleanup|security|issue-<n>): <what>")
        if path.suffix == ".py":
            python[name] = lines
        elif path.suffix in (".ts", ".tsx", ".css"):
            web[name] = lines
        elif path.suffix in (".cpp", ".hpp"):
            (tests if is_test(path) else production)[name] = lines
            if path.suffix == ".hpp":
                headers[name] = lines
    report("production C++", list(production.values()))
    report("  of these headers", [n for f, n in headers.items() if f in production])
    report("test C++", list(tests.values()))
    report("Python", list(python.values()))
    report("web", list(web.values()))
    if production:
        print(f"test : production C++   {sum(tests.values()) / sum(production.values()):.2f}")

    sizes = list(production.values())
    if percentile(sizes, 0.5) > MAX_MEDIAN:
        complaints.append(f"median of {percentile(sizes, 0.5)} lines is over {MAX_MEDIAN}")
    if percentile(sizes, 0.95) > MAX_P95:
        complaints.append(f"95th percentile of {percentile(sizes, 0.95)} lines is over {MAX_P95}")
    limits = [(production, MAX_LINES), (tests, MAX_TEST_LINES), (python, MAX_LINES), (web, MAX_LINES)]
    for files, limit in limits:
        complaints += [f"{f}: {n} lines, limit {limit}" for f, n in files.items() if n > limit]
    for complaint in complaints:
        print(complaint)
    if complaints:
        sys.exit(f"codestat: {len(complaints)} over budget")


if __name__ == "__main__":
    main()
