"""moto's server on a free loopback port, for deployments. Prints the port.

Beside moto it has what a deployment asks for and moto lacks:
  GET /2016-08-19/account-settings   Lambda's quota
  PUT /_partner/quota                a number: sets it
  GET /_partner/change-sets          the forms of all CreateChangeSet calls
"""

import io
import json
import urllib.parse

import moto.cloudformation.models as cloudformation
from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server

quota = 1000
change_sets = []


def answer_json(start_response, value):
    body = json.dumps(value).encode()
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]


def body_of(environ):
    return environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))


def make_app():
    moto = DomainDispatcherApplication(create_backend_app)

    def app(environ, start_response):
        global quota
        if environ["PATH_INFO"] == "/_partner/quota":
            quota = int(body_of(environ))
            return answer_json(start_response, quota)
        if environ["PATH_INFO"] == "/2016-08-19/account-settings":
            return answer_json(start_response, {"AccountLimit": {"ConcurrentExecutions": quota}})
        if environ["PATH_INFO"] == "/_partner/change-sets":
            return answer_json(start_response, change_sets)
        if environ.get("CONTENT_TYPE", "").startswith("application/x-www-form-urlencoded"):
            body = body_of(environ)
            environ["wsgi.input"] = io.BytesIO(body)
            form = dict(urllib.parse.parse_qsl(body.decode()))
            if form.get("Action") == "CreateChangeSet":
                change_sets.append({name: value for name, value in form.items() if name != "TemplateBody"})
        return moto(environ, start_response)

    return app


class QuietHandler(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_request(self, code="-", size="-"):
        pass


def main():
    # moto refuses templates of which cfn-lint has warnings, as AWS does not; test_template.py lints.
    cloudformation.validate_template_cfn_lint = lambda template: []
    server = make_server("127.0.0.1", 0, make_app(), threaded=True, request_handler=QuietHandler)
    server.daemon_threads = True
    print(server.port, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
