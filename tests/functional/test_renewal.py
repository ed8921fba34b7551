"""Two devices with two clients each on one account, whose answers get lost: nobody is logged out who should not be."""

import concurrent.futures
import json
import random
import socket
import threading

from client import PASSWORD, Api, User, problem

ROUNDS = 25


class Device:
    """A log-in that two clients share, as two tabs of a browser do."""

    def __init__(self, user):
        self.api = Api(user.url)
        tokens = self.api.post("/login", json={"username": user.username, "password": PASSWORD}).json()
        self.api.token, self.refresh_token = tokens["token"], tokens["refreshToken"]

    def renew(self):
        """What POST /token/refresh answers to one of the clients."""
        answer = Api(self.api.url).post("/token/refresh", json={"refreshToken": self.refresh_token})
        assert answer.status_code == 200, answer.text
        return answer.json()

    def take(self, tokens):
        self.api.token, self.refresh_token = tokens["token"], tokens["refreshToken"]

    def is_in(self):
        return self.api.get("/sessions").status_code == 200


def renew_and_leave(device, port):
    """Sends the refresh token, and breaks the connection when the first byte of an answer has come."""
    body = json.dumps({"refreshToken": device.refresh_token}).encode()
    head = f"POST /token/refresh HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(head.encode() + body)
        assert connection.recv(1) == b"H"


def was_reused(user):
    return "refresh_token_reused" in user.get("/audit").text


def test_lost_answers_and_renewals_at_the_same_moment(shared, alice):
    devices = [Device(alice), Device(alice)]
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        for _ in range(ROUNDS):
            gate = threading.Barrier(4)

            def client(device, loses, gate=gate):
                gate.wait(30)
                if loses:
                    renew_and_leave(device, shared.port)
                return device.renew()

            loses = [random.random() < 0.5 for _ in range(4)]
            answers = list(pool.map(client, [*devices, *devices], loses))
            for number, device in enumerate(devices):
                first, second = answers[number], answers[number + 2]
                assert first["refreshToken"] == second["refreshToken"]
                device.take(random.choice([first, second]))
                assert device.is_in()
    assert len(alice.get("/sessions").json()["sessions"]) == 3
    assert not was_reused(alice)


def test_a_session_ended_by_the_other_device_ends_alone(alice):
    lost, kept = Device(alice), Device(alice)
    sessions = lost.api.get("/sessions").json()["sessions"]
    (its_id,) = [session["sessionId"] for session in sessions if session["current"]]
    assert kept.api.delete(f"/sessions/{its_id}").status_code == 204
    problem(lost.api.get("/me"), 401, "unauthorized")
    problem(lost.api.post("/token/refresh", json={"refreshToken": lost.refresh_token}), 401, "invalid_refresh_token")
    kept.take(kept.renew())
    assert kept.is_in() and alice.get("/me").status_code == 200
    assert not was_reused(alice)


def test_a_stolen_token_ends_its_session_and_no_other(make_drive):
    user = User(make_drive({"AUDMG_REFRESH_LEEWAY": "0s"}).url)
    robbed, other = Device(user), Device(user)
    stolen = robbed.refresh_token
    robbed.take(robbed.renew())
    problem(Api(user.url).post("/token/refresh", json={"refreshToken": stolen}), 401, "invalid_refresh_token")
    problem(robbed.api.post("/token/refresh", json={"refreshToken": robbed.refresh_token}), 401, "invalid_refresh_token")
    other.take(other.renew())
    assert other.is_in()
    assert was_reused(user)
