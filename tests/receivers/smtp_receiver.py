#!/usr/bin/python3
"""A mail server for tests, on aiosmtpd, which speaks the whole protocol.

Prints its port. What comes is one JSON line each in --record, the message read by Python's own
parser: from, to, subject, text, html, headers, raw, tls, user. What it does is the word in --mode:
accept, busy, refuse, hang. --tls is off, starttls or implicit; with --user it wants a log-in.
"""

import argparse
import asyncio
import email
import email.policy
import json
import logging
import pathlib
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

REPLY_OF_MODE = {"busy": "451 4.3.0 Try again later", "refuse": "550 5.1.1 No such user"}


def content_of(message, subtype):
    part = message.get_body((subtype,))
    return part.get_content().replace("\r\n", "\n") if part else ""


class Handler:
    def __init__(self, arguments):
        self.arguments = arguments

    async def handle_RCPT(self, _server, _session, envelope, address, _options):
        mode = pathlib.Path(self.arguments.mode).read_text(encoding="utf-8").strip()
        if mode == "hang":
            await asyncio.sleep(30)
        if mode in REPLY_OF_MODE:
            return REPLY_OF_MODE[mode]
        if address.startswith("spam@"):
            envelope.refuse_content = True
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, session, envelope):
        if getattr(envelope, "refuse_content", False):
            return "554 5.7.1 Not this mail"
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        entry = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos[0],
            "subject": message["Subject"],
            "text": content_of(message, "plain"),
            "html": content_of(message, "html"),
            "messageId": message["Message-ID"],
            "headers": [name for name, _ in message.items()],
            "raw": envelope.content.decode("ascii"),
            "tls": session.ssl is not None,
            "user": session.auth_data.login.decode() if session.auth_data else "",
        }
        with open(self.arguments.record, "a", encoding="utf-8") as file:
            file.write(json.dumps(entry) + "\n")
        return "250 Taken"



def authenticator_for(arguments):
    def authenticate(_server, _session, _envelope, _mechanism, data):
        right = isinstance(data, LoginPassword) and (
            data.login.decode() == arguments.user and data.password.decode() == arguments.password
        )
        return AuthResult(success=right, handled=False, auth_data=data if right else None)

    return authenticate


async def serve(arguments):
    context = None
    if arguments.tls != "off":
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(arguments.certificate, arguments.key)
    handler = Handler(arguments)

    def make():
        return SMTP(
            handler,
            hostname="mail.test",
            tls_context=context if arguments.tls == "starttls" else None,
            require_starttls=arguments.tls == "starttls",
            authenticator=authenticator_for(arguments) if arguments.user else None,
            auth_required=bool(arguments.user),
            auth_require_tls=arguments.tls == "starttls",
        )

    server = await asyncio.get_running_loop().create_server(
        make, "127.0.0.1", 0, ssl=context if arguments.tls == "implicit" else None
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def main():
    logging.disable(logging.WARNING)  # it warns of its own attributes
    parser = argparse.ArgumentParser()
    for option in ("--record", "--mode"):
        parser.add_argument(option, required=True)
    for option in ("--certificate", "--key", "--user", "--password"):
        parser.add_argument(option)
    parser.add_argument("--tls", choices=("off", "starttls", "implicit"), default="off")
    asyncio.run(serve(parser.parse_args()))


if __name__ == "__main__":
    sys.exit(main())
