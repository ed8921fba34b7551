"""What API Gateway does before and behind the functions: REST API, TOKEN authorizer, policy cache, its own answers.

Routes, authorizer and answers are read from deploy/, which a deployment is made of. The rest is after the API Gateway
developer guide: no partner plays the gateway with our runtime in it."""

import base64
import fnmatch
import http.server
import json
import pathlib
import re
import threading
import time
import urllib.parse
import uuid

import yaml

DEPLOY = pathlib.Path(__file__).resolve().parents[2] / "deploy"
API = "arn:aws:execute-api:eu-central-1:123456789012:70ixmpl4fl/dev"
MAX_BODY_BYTES = 10 * 1024 * 1024
# What an event may have: beyond it the gateway says that it is too large, and the function never sees it.
MAX_EVENT_BYTES = 6 * 1024 * 1024
MAX_HEADER_BYTES = 10240
# API Gateway renames it, so that no browser asks for a password.
REMAPPED = {"www-authenticate": "x-amzn-Remapped-WWW-Authenticate"}


class Loader(yaml.SafeLoader):
    """Takes CloudFormation's tags for what they stand before."""


def untagged(loader, suffix, node):
    if isinstance(node, yaml.ScalarNode):
        return loader.construct_scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return loader.construct_mapping(node, deep=True)


Loader.add_multi_constructor("!", untagged)


def read(name):
    return yaml.load((DEPLOY / name).read_text(), Loader)


def read_routes():
    """[(method, path as "/files/{id}", handler, whether there is an authorizer)]"""
    routes = []
    for path in sorted((DEPLOY / "functions").glob("*.yml")):
        function = yaml.load(path.read_text(), Loader)["function"]
        for event in function.get("events", []):
            if "http" in event:
                http_event = event["http"]
                routes.append((http_event["method"].upper(), "/" + http_event["path"], function["handler"],
                               "authorizer" in http_event))
    return routes


def read_answers():
    """{"UNAUTHORIZED": (status, fields, template)}"""
    answers = {}
    for resource in read("resources/gateway_responses.yml")["Resources"].values():
        properties = resource["Properties"]
        fields = {
            name.removeprefix("gatewayresponse.header."): value.strip("'").replace("${param:webOrigin}", "https://drive.example.org")
            for name, value in properties["ResponseParameters"].items()
        }
        answers[properties["ResponseType"]] = (
            # What DEFAULT_4XX is for here has this status.
            int(properties.get("StatusCode", 400)), fields, properties["ResponseTemplates"]["application/json"])
    return answers


class Answer:
    def __init__(self, status, headers, content):
        self.status, self.headers, self.content = status, headers, content


class Gateway:
    """An HTTP server at `url`."""

    def __init__(self, functions):
        self.functions = functions
        self.routes = read_routes()
        self.answers = read_answers()
        authorizer = read("shared/token_authorizer.yml")
        self.expression = re.compile(authorizer["identityValidationExpression"])
        self.ttl = authorizer["resultTtlInSeconds"]
        self.policies = {}
        self.authorizer_calls = 0
        gateway = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def serve(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                answer = gateway.call(self.command, self.path, list(self.headers.items()), body)
                self.send_response_only(answer.status)
                for name, value in answer.headers:
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(answer.content)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(answer.content)

            do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do_PATCH = do_OPTIONS = serve

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def own(self, kind, message, request_id, error_type):
        """An answer of the gateway itself."""
        status, fields, template = self.answers[kind]
        text = template.replace("$context.error.messageString", json.dumps(message)).replace("$context.requestId", request_id)
        headers = [("Content-Type", "application/json"), ("x-amzn-RequestId", request_id), ("x-amzn-ErrorType", error_type)]
        return Answer(status, headers + list(fields.items()), text.encode())

    def find(self, method, path):
        for route in self.routes:
            found = re.fullmatch(re.sub(r"{\w+}", "([^/]+)", route[1]), path)
            if route[0] == method and found:
                return route, found.groups()
        return None, ()

    def authorize(self, token, method_arn):
        """The context of a policy that allows it, None for an unknown token, False for one that may not."""
        if not self.expression.fullmatch(token):
            return None
        kept = self.policies.get(token)
        if kept is None or kept[0] < time.monotonic():
            self.authorizer_calls += 1
            said = self.functions.invoke("authValidator", {
                "type": "TOKEN", "authorizationToken": token, "methodArn": method_arn})
            if said.get("errorMessage") == "Unauthorized":
                return None
            assert "policyDocument" in said, said
            kept = self.policies[token] = (time.monotonic() + self.ttl, said)
        policy = kept[1]
        for statement in policy["policyDocument"]["Statement"]:
            if statement["Effect"] == "Allow" and fnmatch.fnmatchcase(method_arn, statement["Resource"]):
                return {"principalId": policy["principalId"], **policy["context"]}
        return False

    def call(self, method, target, headers, body):
        request_id = str(uuid.uuid4())
        url = urllib.parse.urlsplit(target)
        if sum(len(name) + len(value) for name, value in headers) > MAX_HEADER_BYTES or len(target) > MAX_HEADER_BYTES:
            return self.own("DEFAULT_4XX", "Request Header Fields Too Large", request_id, "RequestHeaderFieldsTooLargeException")
        if len(body) > MAX_BODY_BYTES:
            return self.own("REQUEST_TOO_LARGE", "Request Too Long", request_id, "RequestTooLargeException")
        route, values = self.find(method, url.path)
        if route is None:
            return self.own("MISSING_AUTHENTICATION_TOKEN", "Missing Authentication Token", request_id,
                            "MissingAuthenticationTokenException")
        context = {}
        if route[3]:
            token = next((value for name, value in headers if name.lower() == "authorization"), "")
            context = self.authorize(token, f"{API}/{method}{url.path}")
            if context is None:
                return self.own("UNAUTHORIZED", "Unauthorized", request_id, "UnauthorizedException")
            if context is False:
                return self.own("ACCESS_DENIED", "User is not authorized", request_id, "AccessDeniedException")
        event = self.event(method, url, headers, body, route[1], values, request_id, context)
        if len(json.dumps(event)) > MAX_EVENT_BYTES:
            return self.own("REQUEST_TOO_LARGE", "Request Too Long", request_id, "RequestTooLargeException")
        return self.answer(self.functions.invoke(route[2], event), request_id)

    @staticmethod
    def event(method, url, headers, body, resource, values, request_id, context):
        """A proxy event of payload version 1.0."""
        many = {}
        for name, value in headers:
            many.setdefault(name, []).append(value)
        query = urllib.parse.parse_qs(url.query, keep_blank_values=True) or None
        type_ = next((value for name, value in headers if name.lower() == "content-type"), "")
        binary = type_.split(";")[0].strip().lower() == "multipart/form-data"
        return {
            "resource": resource,
            "path": urllib.parse.unquote(url.path),
            "httpMethod": method,
            "headers": {name: found[-1] for name, found in many.items()} or None,
            "multiValueHeaders": many or None,
            "queryStringParameters": {name: found[-1] for name, found in query.items()} if query else None,
            "multiValueQueryStringParameters": query,
            "pathParameters": dict(zip(re.findall(r"{(\w+)}", resource), map(urllib.parse.unquote, values))) or None,
            "stageVariables": None,
            "requestContext": {
                "path": "/dev" + url.path, "stage": "dev", "requestId": request_id,
                "identity": {"sourceIp": "203.0.113.7", "userAgent": "tests"},
                **({"authorizer": context} if context else {}),
            },
            "body": (base64.b64encode(body).decode() if binary else body.decode("utf-8", "replace")) if body else None,
            "isBase64Encoded": bool(body) and binary,
        }

    def answer(self, said, request_id):
        """The HTTP answer; a function that failed, or said what is no answer, is 502 to clients."""
        known = {"statusCode", "headers", "multiValueHeaders", "body", "isBase64Encoded"}
        if "statusCode" not in said or not set(said) <= known:
            return self.own("DEFAULT_5XX", "Internal server error", request_id, "InternalServerErrorException")
        content = said["body"].encode()
        if said["isBase64Encoded"]:
            content = base64.b64decode(content, validate=True)
        headers = [(REMAPPED.get(name.lower(), name), value) for name, values in said["multiValueHeaders"].items() for value in values]
        return Answer(said["statusCode"], [each for each in headers if each[0].lower() != "content-length"], content)
