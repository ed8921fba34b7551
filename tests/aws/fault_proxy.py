"""A proxy of HTTP/1.1 in front of the test partners, which fails as services and networks do.

    fault_proxy.py MOTO_URL S3_URL

Prints two ports of loopback, one for each partner, and ends with its standard input. A call's name is "SERVICE ACTION", or
"s3 METHOD PATH?QUERY". Beside the partners it has, on both ports:
  PUT /_faults  [{"calls": "dynamodb TransactWrite", "fault": "unanswered", "share": 0.5, "count": 8}]
                The first rule whose regular expression fits the beginning of a call's name is the call's; `share` of them
                fail, at most `count`. Without these two, all do. The rules replace those before.
  GET /_faults  {"dynamodb TransactWriteItems unanswered": 8}: how many failed, and how, since the last PUT
  GET /_answers {"dynamodb TransactWriteItems 200": 8}: how the partners answered since the last PUT

Faults: the refusals of fault_answers.py; `dropped` before the partner heard of it; `unanswered`, `truncated` (half of the body)
and `beheaded` (half of the head) after the partner carried it out; `hangs` for HANG_SECONDS or until the caller leaves; `lost`, for messages that SQS takes and forgets.
Any other word is none: the calls are only counted under it.
"""

import asyncio
import collections
import contextlib
import dataclasses
import json
import random
import re
import sys
import urllib.parse

import fault_answers

HANG_SECONDS = 120
LOOK_SECONDS = 0.05
MAX_HEAD_BYTES = 1 << 16
SERVICES = {"AmazonSQS": "sqs", "AmazonSSM": "ssm"}
# Of one connection and not of the request.
PER_CONNECTION = ("connection", "expect", "keep-alive", "transfer-encoding")


@dataclasses.dataclass
class Message:
    """A request or a response, whole."""

    first_line: str
    fields: list
    body: bytes = b""

    def field(self, name, otherwise=""):
        return next((value for found, value in self.fields if found.lower() == name), otherwise)

    def wire(self, **more):
        kept = [(name, value) for name, value in self.fields if name.lower() not in PER_CONNECTION]
        lines = [self.first_line, *(f"{name}: {value}" for name, value in [*kept, *more.items()])]
        return "\r\n".join([*lines, "", ""]).encode("latin-1") + self.body


@dataclasses.dataclass
class Rule:
    calls: str
    fault: str
    share: float = 1.0
    count: int | None = None

    def takes(self):
        if self.count == 0 or random.random() >= self.share:
            return False
        if self.count is not None:
            self.count -= 1
        return True


class Faults:
    def __init__(self):
        self.put([])

    def put(self, rules):
        self.rules = [Rule(**rule) for rule in rules]
        self.happened = collections.Counter()
        self.answers = collections.Counter()

    def of(self, call):
        rule = next((rule for rule in self.rules if re.match(rule.calls, call)), None)
        if rule is None or not rule.takes():
            return None
        self.happened[f"{call.partition('?')[0]} {rule.fault}"] += 1
        return rule.fault


def name_of(request, partner):
    """The call's name; the first word is its service."""
    method, target, _ = request.first_line.split(" ", 2)
    if partner == "s3":
        return f"s3 {method} {target}"
    group, _, action = request.field("x-amz-target").partition(".")
    if action:
        return f"{SERVICES.get(group, group.partition('_')[0].lower())} {action}"
    if request.field("content-type").startswith("application/x-www-form-urlencoded"):
        return f"sns {dict(urllib.parse.parse_qsl(request.body.decode())).get('Action')}"
    return f"other {method} {target}"


async def read_head(reader):
    """A message without its body, or None at the end of the connection."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except (asyncio.IncompleteReadError, ConnectionError):
        return None
    first, *lines = head.decode("latin-1").removesuffix("\r\n\r\n").split("\r\n")
    return Message(first, [tuple(part.strip() for part in line.split(":", 1)) for line in lines])


async def read_chunks(reader):
    body = b""
    while size := int((await reader.readline()).partition(b";")[0], 16):
        body += await reader.readexactly(size)
        await reader.readline()
    while await reader.readline() not in (b"\r\n", b""):
        pass
    return body


async def read_request(reader, writer):
    request = await read_head(reader)
    if request is None:
        return None
    if request.field("expect").lower() == "100-continue":
        writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
    if "chunked" in request.field("transfer-encoding"):
        request.body = await read_chunks(reader)
        request.fields.append(("Content-Length", str(len(request.body))))
    else:
        request.body = await reader.readexactly(int(request.field("content-length", "0")))
    return request


async def read_response(reader, has_body):
    response = await read_head(reader)
    if response is None:
        raise ConnectionError("the partner gave no answer")
    if not has_body or response.first_line.split()[1] in ("204", "304"):
        return response
    if "chunked" in response.field("transfer-encoding"):
        response.body = await read_chunks(reader)
    elif length := response.field("content-length"):
        response.body = await reader.readexactly(int(length))
    else:
        response.body = await reader.read()
    if not response.field("content-length"):
        response.fields.append(("Content-Length", str(len(response.body))))
    return response


def has_body(request):
    return not request.first_line.startswith("HEAD ")


async def ask(address, request):
    reader, writer = await asyncio.open_connection(*address, limit=MAX_HEAD_BYTES)
    try:
        writer.write(request.wire(Connection="close"))
        return await read_response(reader, has_body(request))
    finally:
        writer.close()


async def until_caller_leaves(reader):
    while not reader.at_eof():
        await asyncio.sleep(LOOK_SECONDS)


async def unless_caller_leaves(reader, awaitable):
    """The awaitable's result; a caller that leaves ends it, as it ends a long poll, and then there is none."""
    work, leaving = asyncio.ensure_future(awaitable), asyncio.ensure_future(until_caller_leaves(reader))
    try:
        await asyncio.wait((work, leaving), return_when=asyncio.FIRST_COMPLETED)
        return work.result() if work.done() else None
    finally:
        for task in (work, leaving):
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await task


def message_of(status, fields, body):
    return Message(f"HTTP/1.1 {status} Said", [*fields.items(), ("Content-Length", str(len(body)))], body)


class Proxy:
    """In front of one partner."""

    def __init__(self, faults, partner, url):
        self.faults = faults
        self.partner = partner
        parts = urllib.parse.urlsplit(url)
        self.address = parts.hostname, parts.port

    async def serve(self, reader, writer):
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            while (request := await read_request(reader, writer)) and await self.answer(request, reader, writer):
                await writer.drain()
        writer.transport.abort()

    async def answer(self, request, reader, writer):
        """Returns whether the connection goes on."""
        if request.first_line.split()[1] in ("/_faults", "/_answers"):
            writer.write(self.control(request).wire())
            return True
        call = name_of(request, self.partner)
        fault = self.faults.of(call)
        if fault == "dropped":
            return False
        if fault == "hangs":
            await unless_caller_leaves(reader, asyncio.sleep(HANG_SECONDS))
            return False
        if fault == "lost":
            writer.write(message_of(*fault_answers.taken_messages(request.body)).wire())
            return True
        if fault in fault_answers.REFUSALS:
            refusal = fault_answers.refusal(fault, call.split()[0], has_body(request))
            writer.write(message_of(*refusal).wire())
            return True
        response = await unless_caller_leaves(reader, ask(self.address, request))
        if response is not None:
            self.faults.answers[f"{call.partition('?')[0]} {response.first_line.split()[1]}"] += 1
        if response is None or fault == "unanswered":
            return False
        if fault == "truncated":
            wire, missing = response.wire(), len(response.body) // 2 + 1
            return await self.cut(writer, wire[:-missing] if response.body else wire)
        if fault == "beheaded":
            head = response.wire().partition(b"\r\n\r\n")[0]
            # Within a line or between two.
            return await self.cut(writer, head[: random.choice((len(head) // 2, head.rindex(b"\r\n") + 2))])
        writer.write(response.wire())
        return True

    @staticmethod
    async def cut(writer, wire):
        writer.write(wire)
        await writer.drain()
        writer.write_eof()
        return False

    def control(self, request):
        if request.first_line.startswith("PUT "):
            self.faults.put(json.loads(request.body))
        counted = self.faults.happened if request.first_line.split()[1] == "/_faults" else self.faults.answers
        return message_of(200, {"Content-Type": "application/json"}, json.dumps(counted).encode())


async def main(moto, s3):
    faults = Faults()
    servers = [
        await asyncio.start_server(Proxy(faults, partner, url).serve, "127.0.0.1", 0, limit=MAX_HEAD_BYTES)
        for partner, url in (("moto", moto), ("s3", s3))
    ]
    print(*(server.sockets[0].getsockname()[1] for server in servers), flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
