"""moto's server on a free loopback port, for one test program: DynamoDB, SQS, SNS and SES.

Run with the Python of build/tools/aws_python. Prints the port. Beside moto it has, under /_partner/:
  PUT clock   {"now_ms": 1763812800000}  the time of SQS, which else is the real one
  PUT fault   {"service": "sns", "kind": "is_busy" | "refuses" | "hangs" | "is_gone" | ""}
  PUT fault   {"service": "dynamodb", "kind": "answer_lost", "count": 8}: carries out that many writes unanswered
  GET mails   [{"to", "subject", "text", "html", "message_id"}] that SES took, in order; DELETE mails forgets them
  PUT ses-account   members of SES's GetAccount that are different from now on
  PUT ses-verified  the name of an identity of SES, which is verified from now on
moto is not made for calls at the same time; here they come one after the other.
"""

import collections
import email
import email.policy
import email.utils
import functools
import io
import json
import re
import socket
import sys
import threading
import time

import moto.sqs.models as sqs_models
import quick_moto
from moto.backends import get_backend
from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server

LOCK = threading.RLock()
SERVICE = re.compile(r"Credential=[^,]+/([a-z0-9]+)/aws4_request")
WRITE = re.compile(r"\.(TransactWrite|Put|Update|Delete|BatchWrite)")
HANG_SECONDS = 30
POLL_SECONDS = 0.02
clock = {"now_ms": None}
faults = {}
lost_answers = collections.Counter()
tokens = {}
# What SES says of a new account ("GetAccount" of the SES API v2 Reference); moto does not know the call.
ses_account = {
    "EnforcementStatus": "HEALTHY",
    "ProductionAccessEnabled": False,
    "SendQuota": {"Max24HourSend": 200.0, "MaxSendRate": 1.0, "SentLast24Hours": 0.0},
    "SendingEnabled": True,
}
polling = threading.local()


def install_clock():
    real_seconds, real_millis = sqs_models.unix_time, sqs_models.unix_time_millis

    def seconds(when=None):
        return real_seconds(when) if when or clock["now_ms"] is None else clock["now_ms"] / 1000

    def millis(when=None):
        return real_millis(when) if when or clock["now_ms"] is None else float(clock["now_ms"])

    sqs_models.unix_time, sqs_models.unix_time_millis = seconds, millis
    # moto has it a moment later, which a clock that stands never reaches.
    sqs_models.Message.visible = property(lambda message: millis() >= message.visible_at)


def has_left(connection):
    """Whether the client closed the connection at which it waits for an answer."""
    try:
        return connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True


def install_long_poll():
    """Waits by the real clock, and lets others in meanwhile. Who has left gets no message, which nobody else would see
    until its visibility timeout ends."""
    look = sqs_models.SQSBackend.receive_message

    def receive(self, queue_name, count, wait_seconds_timeout, *rest, **named):
        end = time.monotonic() + wait_seconds_timeout
        while True:
            with LOCK:
                is_alone = has_left(polling.connection)
                found = [] if is_alone else look(self, queue_name, count, 0, *rest, **named)
            if is_alone or found or time.monotonic() >= end:
                return found
            time.sleep(POLL_SECONDS)

    sqs_models.SQSBackend.receive_message = receive


def ses_backends():
    return [backend for account in get_backend("ses").values() for backend in account.values()]


def taken_mails():
    mails = []
    for sent in [mail for backend in ses_backends() for mail in backend.sent_messages]:
        message = email.message_from_string(sent.raw_data, policy=email.policy.default)
        text = message.get_body(("plain",)).get_content().replace("\r\n", "\n")
        page = message.get_body(("html",))
        html = page.get_content() if page else ""
        to = email.utils.parseaddr(message["To"])[1]
        subject, message_id = str(message["Subject"]), str(message["Message-ID"])
        mails.append({"to": to, "subject": subject, "text": text, "html": html, "message_id": message_id})
    return mails


def answer_json(start_response, value):
    body = json.dumps(value).encode()
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]


def control(environ, start_response):
    name = environ["PATH_INFO"].removeprefix("/_partner/")
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    if name == "clock":
        clock["now_ms"] = json.loads(body)["now_ms"]
    elif name == "fault":
        fault = json.loads(body)
        faults[fault["service"]] = fault["kind"]
        lost_answers[fault["service"]] = fault.get("count", 0)
    elif name == "ses-account":
        ses_account.update(json.loads(body))
    elif name == "ses-verified":
        for identity in [backend.email_identities.get(body.decode()) for backend in ses_backends()]:
            if identity:
                identity.verified_for_sending_status = True
    elif name == "mails" and environ["REQUEST_METHOD"] == "DELETE":
        for backend in ses_backends():
            backend.sent_messages.clear()
    elif name == "mails":
        return answer_json(start_response, taken_mails())
    return answer_json(start_response, {})


def cut(environ):
    environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
    raise ConnectionAbortedError


def loses_answer(environ, service):
    """Reads are answered."""
    is_write = WRITE.search(environ.get("HTTP_X_AMZ_TARGET", ""))
    if faults.get(service) != "answer_lost" or not is_write or lost_answers[service] <= 0:
        return False
    lost_answers[service] -= 1
    return True


def transact(moto, environ, start_response):
    """DynamoDB answers a token that it knows without doing the same again; moto does not look at it."""
    body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
    environ["wsgi.input"] = io.BytesIO(body)
    token = json.loads(body).get("ClientRequestToken")
    statuses = []

    def note(status, *rest):
        statuses.append(status)
        return start_response(status, *rest)

    if token not in tokens:
        answer = list(moto(environ, note))
        if statuses[-1].startswith("200"):
            tokens[token] = body
        return answer
    is_same = tokens[token] == body
    answer = b"{}" if is_same else b'{"__type": "IdempotentParameterMismatchException"}'
    start_response("200 OK" if is_same else "400 No", [("Content-Length", str(len(answer)))])
    return [answer]


def failure(environ, start_response, service, kind):
    """What the service says, after its API reference."""
    if kind == "hangs":
        time.sleep(HANG_SECONDS)
    if kind in ("hangs", "is_gone"):
        cut(environ)
    busy = kind == "is_busy"
    if service == "sns":
        code = "Throttled" if busy else "InvalidParameter"
        body = f"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code></Error></ErrorResponse>"
    else:
        body = json.dumps({"__type": "TooManyRequestsException" if busy else "MessageRejected"})
    answer = body.encode()
    start_response("429 No" if busy else "400 No", [("Content-Length", str(len(answer)))])
    return [answer]


def make_app():
    moto = DomainDispatcherApplication(create_backend_app)

    def app(environ, start_response):
        if environ["PATH_INFO"].startswith("/_partner/"):
            return control(environ, start_response)
        service = SERVICE.search(environ.get("HTTP_AUTHORIZATION", ""))
        kind = faults.get(service.group(1)) if service else None
        if kind and kind != "answer_lost":
            return failure(environ, start_response, service.group(1), kind)
        if environ["PATH_INFO"] == "/v2/email/account":
            return answer_json(start_response, ses_account)
        if environ.get("HTTP_X_AMZ_TARGET") == "AmazonSQS.ReceiveMessage":
            polling.connection = environ["werkzeug.socket"]
            return moto(environ, start_response)
        with LOCK:
            loses = service is not None and loses_answer(environ, service.group(1))
            is_transaction = environ.get("HTTP_X_AMZ_TARGET", "").endswith(".TransactWriteItems")
            answer = list((functools.partial(transact, moto) if is_transaction else moto)(environ, start_response))
        if loses:
            cut(environ)
        return answer

    return app


class QuietHandler(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_request(self, code="-", size="-"):
        pass

    def log(self, type, message, *args):
        pass


def main():
    install_clock()
    install_long_poll()
    quick_moto.install()
    server = make_server("127.0.0.1", 0, make_app(), threaded=True, request_handler=QuietHandler)
    server.daemon_threads = True
    print(server.port, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    sys.exit(main())
