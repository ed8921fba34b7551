"""Holds every answer against docs/openapi.json."""

import copy
import json
import pathlib
import re

import jsonschema

ROOT = pathlib.Path(__file__).resolve().parents[2]
DOCUMENT = json.loads((ROOT / "docs" / "openapi.json").read_text(encoding="utf-8"))
METHODS = ("get", "head", "post", "put", "patch", "delete")
# What every answer carries (the object endpoint's media answers have a Content-Security-Policy of
# their own).
SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
MEDIA_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; media-src 'self'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox allow-same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, max-age=3600, immutable",
    "Accept-Ranges": "bytes",
}


def operations():
    """All operations: {"POST /signup": operation}."""
    found = {}
    for path, item in DOCUMENT["paths"].items():
        for method in METHODS:
            if method in item:
                found[f"{method.upper()} {path}"] = item[method]
    return found


def resolve(node):
    while "$ref" in node:
        target = DOCUMENT
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        node = target
    return node


def template_of(path):
    """The path of the document that a request's path belongs to, or None."""
    if path in DOCUMENT["paths"]:
        return path
    for template in DOCUMENT["paths"]:
        pattern = "".join(
            (".+" if part == "{key}" else "[^/]*") if part.startswith("{") else re.escape(part)
            for part in re.split(r"(\{[^}]+\})", template)
        )
        if re.fullmatch(pattern, path):
            return template
    return None


def _closed(document):
    """The document with objects closed, so that an undocumented field in an answer fails."""
    closed = copy.deepcopy(document)
    for name, schema in closed["components"]["schemas"].items():
        if "properties" in schema and not name.endswith("Request"):
            schema["additionalProperties"] = False
    return closed


CLOSED = _closed(DOCUMENT)
RESOLVER = jsonschema.RefResolver("", CLOSED)
FORMATS = jsonschema.FormatChecker(formats=())


@FORMATS.checks("date-time")
def _is_time(value):
    return re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", value) is not None


@FORMATS.checks("uri")
def _is_uri(value):
    return re.fullmatch(r"https?://[^\s]+", value) is not None


def check_schema(value, schema):
    jsonschema.Draft202012Validator(schema, resolver=RESOLVER, format_checker=FORMATS).validate(value)


def check_problem(response):
    """An error is a problem document, whatever the path."""
    assert response.headers["Content-Type"] == "application/problem+json", response.headers
    problem = response.json()
    check_schema(problem, {"$ref": "#/components/schemas/Problem"})
    assert problem["status"] == response.status_code
    assert problem["requestId"] == response.headers["X-Request-Id"]
    return problem


def check_media_type(response, content):
    actual = response.headers.get("Content-Type", "")
    bare = actual.split(";")[0].strip().lower()
    for media_type, details in content.items():
        if re.fullmatch(re.escape(media_type).replace(r"\*", "[^/]+"), bare):
            return media_type, details
    raise AssertionError(f"media type {actual!r} is not among {sorted(content)}")


def check(method, path, response):
    """Fails unless the document lists this status, header fields, media type and body."""
    assert response.headers.get("X-Request-Id"), "X-Request-Id is missing"
    template = template_of(path)
    is_media = template == "/objects/{key}" and response.status_code in (200, 206) and method != "PUT"
    expected = MEDIA_HEADERS if is_media else SECURITY_HEADERS
    if response.status_code != 304:
        for name, value in expected.items():
            assert response.headers.get(name) == value, (name, response.headers.get(name))
    if template is None:
        assert response.status_code == 404 or response.status_code >= 400, response.status_code
        if method != "HEAD":
            check_problem(response)
        return
    item = DOCUMENT["paths"][template]
    # A HEAD is answered as the GET, except a stream of events.
    operation = item.get("get" if method == "HEAD" and template != "/events" else method.lower())
    if operation is None:
        assert response.status_code in (405, 501), (method, template, response.status_code)
        name = "MethodNotAllowed" if response.status_code == 405 else "NotImplemented"
        documented = resolve({"$ref": f"#/components/responses/{name}"})
    else:
        status = str(response.status_code)
        assert status in operation["responses"], f"{method} {template}: {status} is not documented: {response.text[:500]}"
        documented = resolve(operation["responses"][status])
    for name, header in documented.get("headers", {}).items():
        value = response.headers.get(name)
        if value is None:
            # Of several ranges each part has its own Content-Range.
            several = response.headers.get("Content-Type", "").startswith("multipart/")
            optional = name == "Idempotent-Replayed" or (name == "Content-Range" and several)
            assert optional, f"{method} {template}: {name} is missing"
            continue
        check_schema(value, resolve(header)["schema"])
    content = documented.get("content")
    if not content or method == "HEAD":
        assert response.content == b"", response.content[:200]
        return
    media_type, details = check_media_type(response, content)
    if media_type.endswith("json"):
        check_schema(response.json(), details["schema"])
        if media_type == "application/problem+json":
            check_problem(response)
        elif template not in ("/openapi.json", "/objects/{key}"):
            assert response.headers["Cache-Control"] == "no-store"
