"""What the program itself says of its routes: the tables of src/, and docs/openapi.json."""

import json
import re

from service import ROOT

# "std::array<std::string_view, 1> kSignup = {...}" or "auto kRetrieve = std::to_array<std::string_view>({...})"
ARRAY = re.compile(r"constexpr [^=;]+ (k\w+) =\s+(?:std::to_array<std::string_view>\()?{([^}]*)}")
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
