"""What the program itself says of its routes: the tables of src/, and docs/openapi.json."""

import json
import re

from service import ROOT

ROUTE = re.compile(r'Route{"(\w+)",\s*Method::(\w+),\s*"([^"]+)",\s*(kOpen|kToken),')
ARRAY = re.compile(r"constexpr std::array<std::string_view, \d+> (k\w+) = {([^}]*)}")
HANDLER = re.compile(r'{"(\w+)", (k\w+)}')
JOB = re.compile(r'JobRoute\{\s*\.function = "(\w+)"')


def routes():
    """{(method, path): (name of the function, whether a token is needed)}"""
    text = (ROOT / "src/audmg/functions/routes.cpp").read_text()
    found = {
        (method.rstrip("_").upper(), path): (name, auth == "kToken") for name, method, path, auth in ROUTE.findall(text)
    }
    assert len(found) == text.count("Route{"), "a row of routes.cpp is not understood"
    return found


def http_handlers():
    """{function: the Lambda function that serves it}"""
    text = (ROOT / "src/audmg/lambda/handlers.cpp").read_text()
    arrays = {name: re.findall(r'"(\w+)"', names) for name, names in ARRAY.findall(text)}
    return {function: handler for handler, array in HANDLER.findall(text) for function in arrays[array]}


def job_handlers():
    return set(JOB.findall((ROOT / "src/audmg/functions/jobs/job_routes.cpp").read_text()))


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
