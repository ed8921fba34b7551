"""What the program itself says of its routes: the tables of src/, and docs/openapi.json."""

import json
import re

from service import ROOT

# "std::array<std::string_view, 1> kSignup = {...}" or "auto kRetrieve = std::to_array<std::string_view>({...})"
ARRAY = re.compile(r"constexpr [^=;]+ (k\w+) =\s+(?:std::to_array<std::string_view>\(\s*)?{([^}]*)}")
HANDLER = re.compile(r'{"(\w+)", (k\w+)[,}]')


def functions():
    """The tables of src/audmg/functions as its tests keep them: {"routes": [...], "jobs": [...]}"""
    return json.loads((ROOT / "tests/golden/functions.json").read_text())


def routes():
    """{(method, path): (name of the function, whether a token is needed)}"""
    return {(row["method"], row["path"]): (row["function"], row["auth"]) for row in functions()["routes"]}


def rights():
    """{Lambda function: the groups of services that its functions may touch}"""
    served_by = http_handlers()
    found = {}
    for row in functions()["routes"]:
        found.setdefault(served_by[row["function"]], set()).update(row["rights"])
    return found | {row["function"]: set(row["rights"]) for row in functions()["jobs"]}


def http_handlers():
    """{function: the Lambda function that serves it}"""
    text = (ROOT / "src/audmg/lambda/handlers.cpp").read_text()
    arrays = {name: re.findall(r'"(\w+)"', names) for name, names in ARRAY.findall(text)}
    return {function: handler for handler, array in HANDLER.findall(text) for function in arrays[array]}


def job_handlers():
    return {row["function"] for row in functions()["jobs"]}


INCLUDE = re.compile(r'^#include "audmg/(functions/[^"]+)\.hpp"', re.MULTILINE)


def sources_behind(source):
    """A source of src/audmg/functions and those whose headers it includes, they include, and so on."""
    found, waiting = {}, [source]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        files = [ROOT / "src/audmg" / f"{name}{suffix}" for suffix in (".hpp", ".cpp")]
        found[name] = "".join(file.read_text() for file in files if file.exists())
        waiting += INCLUDE.findall(found[name])
    return found


def reaching(callee):
    """The Lambda functions for HTTP whose code may come to a function of src/audmg/functions, by its includes."""
    sources = {path.stem: path for path in (ROOT / "src/audmg/functions").rglob("*.cpp")}
    call = re.compile(rf"\b{callee}\((?!const )")
    reached = set()
    for function, handler in http_handlers().items():
        name = str(sources[function].relative_to(ROOT / "src/audmg").with_suffix(""))
        if any(call.search(text) for text in sources_behind(name).values()):
            reached.add(handler)
    return reached


def prefixes_of_files():
    """The first parts of the keys of all objects that belong to a file."""
    headers = ["object_keys.hpp", "integrity/sidecar.hpp"]
    text = "".join((ROOT / "src/audmg/functions" / header).read_text() for header in headers)
    return re.findall(r'string_view k\w+Prefix = "([^"]+)"', text)


def openapi_routes():
    """The routes of the document but for objects, whose bytes S3 gives."""
    document = json.loads((ROOT / "docs/openapi.json").read_text())
    methods = {"get", "post", "put", "delete", "head", "patch"}
    return {
        (method.upper(), path)
        for path, operations in document["paths"].items()
        for method in operations
        if method in methods and not path.startswith("/objects/")
    }
