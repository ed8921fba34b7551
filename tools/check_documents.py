#!/usr/bin/python3
"""Checks the documents: the paths they name, the width of their lines, and some of their English.

Documents are the Markdown files at the root, below docs/, and web/README.md. A path in backticks must exist: from the
root, from src/audmg/ or from the folder of the document; a source named without a folder must exist somewhere. So must
the target of a link. Lines have at most 100 columns, except for tables, code, and words that are longer. CONTRIBUTING.md
says how the English is meant; this finds only what a pattern can find. Exit code 1 names each line.

usage: tools/check_documents.py [--headers]     --headers: the English of comments in headers, and nothing else
"""

import collections
import functools
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "audmg"
MAX_COLUMNS = 100
# Folders at the root that are made by building and running, so that a path below them proves nothing.
MADE = ("build", "data")
SOURCE_SUFFIXES = (".cpp", ".hpp", ".py", ".ts", ".tsx", ".yml", ".md", ".cmake")

SPAN = re.compile(r"`([^`]+)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
ITEM = re.compile(r"^[\s>]*([*-]|[0-9]+[.])?\s*")
PATH = re.compile(r"[A-Za-z0-9_.*-]+(/[A-Za-z0-9_.*-]*)*")

# Pattern and what to write instead. "no" before these words is idiomatic, and "There is no" is a good sentence.
PHRASES = (
    (re.compile(r"\b(?:for|to|by|of) who\b(?! it| they| is | are )", re.I), "callers that, users who"),
    (re.compile(r"\bthose who\b", re.I), "callers that, users who"),
    (
        re.compile(r"(?<!there )\b(?:is|are|was|were) no (?!such\b|other\b|more\b|less\b|\w+er\b)", re.I),
        "is not a",
    ),
    (re.compile(r"\ball that (?!is needed)", re.I), "everything that"),
    (re.compile(r"\bnothing of\b", re.I), "none of, no part of"),
)
OPENING = re.compile(r"//[/!]?<?\s+(Of|What|Whether|Who|How) ")
COMMENT = re.compile(r"//[/!]?<?\s?(.*)")


def documents():
    return sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "web" / "README.md"])


def lines_of(path):
    """(number, line, whether it is code) of a document."""
    fenced = False
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        fence = line.lstrip().startswith("```")
        yield number, line, fenced or fence
        fenced ^= fence


def known_names():
    """First segments that a path of the repository can have, and the names of all sources."""
    tops = {path.name for path in ROOT.iterdir() if path.name not in MADE and not path.name.startswith(".")}
    tops |= {path.name for path in SOURCE.iterdir() if path.is_dir()}
    names = set()
    for top in ("src", "tests", "tools", "web/src", "web/tests", "docs", "deploy", "bench"):
        names |= {path.name for path in (ROOT / top).rglob("*") if path.suffix in SOURCE_SUFFIXES}
    return tops, names | {path.name for path in ROOT.iterdir()}


def exists(path, document):
    for folder in (ROOT, SOURCE, document.parent, document.parent / "src"):
        if "*" in path:
            if any(True for _ in folder.glob(path.rstrip("/"))):
                return True
        elif (folder / path).exists():
            return True
    return False


@functools.cache
def anchors(document):
    """The anchors of its headings, as forges make them."""
    headings = [line.lstrip("# ") for _, line, is_code in lines_of(document) if line.startswith("#") and not is_code]
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def missing_paths(line, document, tops, names):
    for span in SPAN.findall(line):
        for word in span.split():
            word = word.rstrip(",;:").removeprefix("./")
            if not PATH.fullmatch(word):
                continue
            first, slash, _ = word.partition("/")
            if slash:
                if (first in tops or word.endswith(SOURCE_SUFFIXES)) and not exists(word, document):
                    yield word
            elif word.endswith(SOURCE_SUFFIXES) and "*" not in word and word not in names:
                yield word
    for target in LINK.findall(line):
        file, _, anchor = target.partition("#")
        linked = document.parent / file if file else document
        if "://" not in target and not (linked.exists() and (not anchor or anchor in anchors(linked))):
            yield target


def is_too_wide(line):
    """Whether the line is wider than it has to be: targets of links, and what cannot be broken, do not count."""
    line = SPAN.sub(lambda span: span.group().replace(" ", "_"), LINK.sub("]()", line))
    if len(line) <= MAX_COLUMNS or line.startswith(("|", "<!--", "#")):
        return False
    text = ITEM.sub("", line)
    return " " in text[: MAX_COLUMNS - (len(line) - len(text))]


def odd_phrases(text):
    for pattern, better in PHRASES:
        for match in pattern.finditer(text):
            yield f'"{match.group().strip()}": write {better}'


def check_document(document, tops, names):
    for number, line, is_code in lines_of(document):
        where = f"{document.relative_to(ROOT)}:{number}"
        if is_code:
            continue
        for path in missing_paths(line, document, tops, names):
            yield f"{where}: {path}: there is nothing at this path"
        if is_too_wide(line):
            yield f"{where}: {len(line)} columns; at most {MAX_COLUMNS}"
        # The pairs of CONTRIBUTING.md show what not to write, in a table.
        for phrase in odd_phrases(line) if not line.startswith("|") else ():
            yield f"{where}: {phrase}"


def check_header(header):
    for number, line in enumerate(header.read_text(encoding="utf-8").splitlines(), 1):
        where = f"{header.relative_to(ROOT)}:{number}"
        comment = COMMENT.search(line)
        if not comment:
            continue
        opening = OPENING.search(line)
        if opening:
            yield f'{where}: a comment that begins with "{opening.group(1)}": write a sentence, "Returns whether ..."'
        for phrase in odd_phrases(comment.group(1)):
            yield f"{where}: {phrase}"


def main(arguments):
    if arguments not in ([], ["--headers"]):
        sys.exit("usage: tools/check_documents.py [--headers]")
    if arguments:
        files = sorted(SOURCE.rglob("*.hpp"))
        complaints = [c for header in files for c in check_header(header)]
    else:
        files = documents()
        tops, names = known_names()
        complaints = [c for document in files for c in check_document(document, tops, names)]
    for complaint in complaints:
        print(complaint)
    if complaints:
        folders = collections.Counter("/".join(c.partition(":")[0].split("/")[:-1][:3]) for c in complaints)
        for folder, count in sorted(folders.items()):
            print(f"{count:6} {folder or '.'}")
        sys.exit(f"check_documents: {len(complaints)} complaints")
    print(f"check_documents: {len(files)} files name what exists, in plain English")


if __name__ == "__main__":
    main(sys.argv[1:])
