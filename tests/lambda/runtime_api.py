"""A double of the Runtime API, for what the real emulator never does: breaks connections, refuses
answers, fails, goes away, sends a trace id. What it does is tested with the emulator (test_emulator.py)."""

import json
import socket
import threading
import time
import uuid


class RuntimeApi:
    """Gives `events` one after the other and notes what is posted.

    `disturb` is called with each post's path and body; it returns a status, "drop" (the connection
    is closed without an answer) or "close" (it is closed after the answer)."""

    def __init__(self, events, disturb=lambda path, body: 202):
        self.events = list(events)
        self.disturb = disturb
        self.posts = []
        self.connections = 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.open = []
        self.trace_ids = []
        self.exhausted = threading.Event()
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            self.connections += 1
            self.open.append(connection)
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        with connection, connection.makefile("rb") as stream:
            while self.serve_one(connection, stream):
                pass

    def serve_one(self, connection, stream):
        try:
            line = stream.readline()
            if not line:
                return False
            method, path, _ = line.decode().split()
            fields = {}
            while (field := stream.readline().decode().strip()):
                name, _, value = field.partition(":")
                fields[name.lower()] = value.strip()
            body = stream.read(int(fields.get("content-length", 0)))
        except OSError:
            return False
        if method == "GET":
            return self.give_event(connection)
        verdict = self.disturb(path, body)
        self.posts.append((path, body, fields))
        if verdict == "drop":
            return False
        status = verdict if isinstance(verdict, int) else 202
        connection.sendall(f"HTTP/1.1 {status} X\r\nContent-Length: 2\r\n\r\n{{}}".encode())
        return verdict != "close"

    def give_event(self, connection):
        if not self.events:
            self.exhausted.set()
            time.sleep(3600)  # as Lambda does: the process is frozen
        content = json.dumps(self.events.pop(0)).encode()
        self.trace_ids.append(f"Root=1-5759e988-{len(self.trace_ids):024x};Parent=53995c3f42cd8ad8;Sampled=1")
        head = (f"HTTP/1.1 200 OK\r\nlambda-runtime-aws-request-id: {uuid.uuid4()}\r\n"
                f"Lambda-Runtime-Trace-Id: {self.trace_ids[-1]}\r\n"
                f"LAMBDA-RUNTIME-DEADLINE-MS: {int(time.time() * 1000) + 30_000}\r\n"
                f"Content-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n")
        connection.sendall(head.encode() + content)
        return True

    def go_away(self):
        if self.listener.fileno() < 0:
            return
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        for connection in self.open:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def paths(self):
        return [path.rsplit("/", 1)[1] for path, _, _ in self.posts]
