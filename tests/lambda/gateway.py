"""What API Gateway does before and behind a function: REST API, TOKEN authorizer, policy cache.

Only what the functional tests need, after the API Gateway developer guide; no partner plays the
gateway with our runtime in it. Each request runs in an execution environment of its own."""

import base64
import fnmatch
import json
import re
import urllib.parse
import uuid

from requests.structures import CaseInsensitiveDict

from emulator import Emulator

API = "arn:aws:execute-api:eu-central-1:123456789012:70ixmpl4fl/dev"

# The resources, as serverless.yml would have them: which function serves them, and with an authorizer?
RESOURCES = [
    ("/signup", "signup", False),
    ("/login", "login", False),
    ("/me", "login", True),
    ("/upload", "upload", True),
    ("/retrieve", "retrieve", True),
    ("/outline", "retrieve", True),
    ("/files/{id}", "retrieve", True),
]


class Answer:
    def __init__(self, status_code, headers, content):
        self.status_code = status_code
        self.headers = CaseInsensitiveDict(headers)
        self.content = content

    @property
    def text(self):
        return self.content.decode()

    def json(self):
        return json.loads(self.content)


class Gateway:
    def __init__(self, folder):
        self.folder = folder
        self.policies = {}
        self.authorizer_calls = 0

    def authorize(self, token, method_arn):
        """The context, or the gateway's own answer. Policies are kept by token."""
        if token not in self.policies:
            self.authorizer_calls += 1
            event = {"type": "TOKEN", "authorizationToken": token, "methodArn": method_arn}
            with Emulator("authValidator", self.folder) as function:
                said = function.invoke(event)
            if said.get("errorMessage") == "Unauthorized":
                return None, Answer(401, {}, b'{"message":"Unauthorized"}')
            assert "policyDocument" in said, said
            self.policies[token] = said
        policy = self.policies[token]
        for statement in policy["policyDocument"]["Statement"]:
            if statement["Effect"] == "Allow" and fnmatch.fnmatchcase(method_arn, statement["Resource"]):
                return {"principalId": policy["principalId"], **policy["context"]}, None
        return None, Answer(403, {}, b'{"Message":"User is not authorized to access this resource"}')

    def event(self, method, target, headers, body, context):
        """A proxy event of payload version 1.0."""
        url = urllib.parse.urlsplit(target)
        resource, handler, _ = self.find(url.path)
        query = urllib.parse.parse_qs(url.query) or None
        binary = (headers.get("Content-Type") or "").startswith("multipart/form-data")
        authorizer = {"authorizer": context} if context else {}
        names = re.findall(r"{(\w+)}", resource)
        values = re.fullmatch(re.sub(r"{\w+}", "([^/]+)", resource), url.path).groups()
        return handler, {
            "resource": resource,
            "path": url.path,
            "httpMethod": method,
            "headers": dict(headers) or None,
            "multiValueHeaders": {name: [value] for name, value in headers.items()} or None,
            "queryStringParameters": {name: found[-1] for name, found in query.items()} if query else None,
            "multiValueQueryStringParameters": query,
            "pathParameters": dict(zip(names, values)) or None,
            "stageVariables": None,
            "requestContext": {
                "path": "/dev" + url.path, "stage": "dev", "requestId": str(uuid.uuid4()),
                "identity": {"sourceIp": "203.0.113.7", "userAgent": "tests"}, **authorizer,
            },
            "body": (base64.b64encode(body).decode() if binary else body.decode()) if body else None,
            "isBase64Encoded": bool(body) and binary,
        }

    @staticmethod
    def find(path):
        for row in RESOURCES:
            if re.fullmatch(re.sub(r"{\w+}", "[^/]+", row[0]), path):
                return row
        raise KeyError(path)

    def call(self, method, target, headers=None, body=b""):
        headers = CaseInsensitiveDict(headers or {})
        path = urllib.parse.urlsplit(target).path
        context = None
        if self.find(path)[2]:
            if "Authorization" not in headers:
                return Answer(401, {}, b'{"message":"Unauthorized"}')
            context, refusal = self.authorize(headers["Authorization"], f"{API}/{method}{path}")
            if refusal:
                return refusal
        handler, event = self.event(method, target, headers, body, context)
        with Emulator(handler, self.folder) as function:
            said = function.invoke(event)
        return self.answer(said)

    @staticmethod
    def answer(said):
        """The HTTP answer; what API Gateway would call a malformed one (502) fails the test."""
        assert set(said) <= {"statusCode", "headers", "multiValueHeaders", "body", "isBase64Encoded"}, said
        content = said["body"].encode()
        if said["isBase64Encoded"]:
            content = base64.b64decode(content, validate=True)
        headers = {name: ", ".join(values) for name, values in said["multiValueHeaders"].items()}
        return Answer(said["statusCode"], headers, content)
