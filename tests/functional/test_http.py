"""HTTP/1.1 at the level of bytes: no smuggling, no slow or endless requests, limits that hold."""

import socket
import time

import pytest

import media
from client import User
from raw import exchange, read_all, statuses

HOST = b"Host: 127.0.0.1\r\n"
# The second request of a smuggling attempt; it must never be answered.
SMUGGLED = b"GET /livez HTTP/1.1\r\nHost: smuggled\r\n\r\n"


def post(headers, body=b""):
    return b"POST /login HTTP/1.1\r\n" + HOST + b"Content-Type: application/json\r\n" + headers + b"\r\n" + body


SMUGGLING = {
    "two lengths": post(b"Content-Length: 0\r\nContent-Length: 5\r\n", b"12345" + SMUGGLED),
    "two equal lengths": post(b"Content-Length: 2\r\nContent-Length: 2\r\n", b"{}" + SMUGGLED),
    "list of lengths": post(b"Content-Length: 2, 2\r\n", b"{}" + SMUGGLED),
    "length and chunked": post(b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n", b"0\r\n\r\n" + SMUGGLED),
    "chunked and length": post(b"Transfer-Encoding: chunked\r\nContent-Length: 2\r\n", b"0\r\n\r\n" + SMUGGLED),
    "chunked twice": post(b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", b"0\r\n\r\n" + SMUGGLED),
    "chunked and identity": post(b"Transfer-Encoding: chunked, identity\r\n", b"0\r\n\r\n" + SMUGGLED),
    "identity then chunked": post(b"Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n", b"0\r\n\r\n" + SMUGGLED),
    "unknown coding": post(b"Transfer-Encoding: gzip, chunked\r\n", b"0\r\n\r\n" + SMUGGLED),
    "xchunked": post(b"Transfer-Encoding: xchunked\r\n", b"0\r\n\r\n" + SMUGGLED),
    "space before colon": post(b"Transfer-Encoding : chunked\r\n", b"0\r\n\r\n" + SMUGGLED),
    "length with space before colon": post(b"Content-Length : 2\r\n", b"{}" + SMUGGLED),
    "tab in name": post(b"Content\tLength: 2\r\n", b"{}" + SMUGGLED),
    "folded": post(b"Transfer-Encoding:\r\n chunked\r\n", b"0\r\n\r\n" + SMUGGLED),
    "folded elsewhere": post(b"X-A: b\r\n c\r\nContent-Length: 2\r\n", b"{}" + SMUGGLED),
    "negative length": post(b"Content-Length: -1\r\n", SMUGGLED),
    "signed length": post(b"Content-Length: +2\r\n", b"{}" + SMUGGLED),
    "hexadecimal length": post(b"Content-Length: 0x2\r\n", b"{}" + SMUGGLED),
    "length over 64 bits": post(b"Content-Length: 18446744073709551618\r\n", b"{}" + SMUGGLED),
    "empty length": post(b"Content-Length: \r\n", SMUGGLED),
    "chunk size over 64 bits": post(b"Transfer-Encoding: chunked\r\n", b"10000000000000002\r\n{}\r\n0\r\n\r\n" + SMUGGLED),
    "chunk size not hexadecimal": post(b"Transfer-Encoding: chunked\r\n", b"g\r\n{}\r\n0\r\n\r\n" + SMUGGLED),
    "negative chunk size": post(b"Transfer-Encoding: chunked\r\n", b"-2\r\n{}\r\n0\r\n\r\n" + SMUGGLED),
    "chunk without its end": post(b"Transfer-Encoding: chunked\r\n", b"2\r\n{}XX0\r\n\r\n" + SMUGGLED),
    "bare line feeds": b"POST /login HTTP/1.1\n" + HOST + b"Content-Length: 0\n\n" + SMUGGLED,
    "bare carriage return": post(b"X-A: b\rContent-Length: 2\r\n", b"{}" + SMUGGLED),
    "NUL in a value": post(b"X-A: b\0c\r\nContent-Length: 2\r\n", b"{}" + SMUGGLED),
    "no name": post(b": value\r\nContent-Length: 2\r\n", b"{}" + SMUGGLED),
    "two spaces": b"GET  /livez HTTP/1.1\r\n" + HOST + b"\r\n" + SMUGGLED,
    "no version": b"GET /livez\r\n" + HOST + b"\r\n" + SMUGGLED,
    "version 2": b"GET /livez HTTP/2.0\r\n" + HOST + b"\r\n" + SMUGGLED,
    "version 1.2": b"GET /livez HTTP/1.2\r\n" + HOST + b"\r\n" + SMUGGLED,
    "control character in target": b"GET /li\x01vez HTTP/1.1\r\n" + HOST + b"\r\n" + SMUGGLED,
    "two hosts": b"GET /livez HTTP/1.1\r\n" + HOST + b"Host: other\r\n\r\n" + SMUGGLED,
    "no host": b"GET /livez HTTP/1.1\r\n\r\n" + SMUGGLED,
    "TLS on a plain port": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(100) + SMUGGLED,
}


@pytest.mark.parametrize("name", sorted(SMUGGLING))
def test_ambiguous_requests_are_refused_and_the_connection_ends(shared, name):
    received = exchange(shared.port, SMUGGLING[name], timeout=3)
    found = statuses(received)
    assert len(found) <= 1, received
    if found:
        assert found[0] in (400, 413, 501, 505), received
        assert b"application/problem+json" in received
    assert b'"status":"ok"' not in received


def test_a_right_pipeline_is_answered_in_order(shared):
    """The counter-check: two right requests behind each other are two answers."""
    received = exchange(shared.port, post(b"Content-Length: 2\r\n", b"{}") + b"GET /livez HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    assert statuses(received) == [400, 200]


def test_right_chunks_are_read(shared):
    body = b"1\r\n{\r\n1;name=value\r\n}\r\n0\r\nTrailer: x\r\n\r\n"
    received = exchange(shared.port, post(b"Transfer-Encoding: chunked\r\nConnection: close\r\n", body))
    assert statuses(received) == [400]
    assert b"validation_failed" in received


@pytest.mark.parametrize(
    "request_bytes,status",
    [
        (b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n", {400, 414, 431}),
        (b"GET /livez HTTP/1.1\r\n" + HOST + b"X: " + b"a" * 70_000 + b"\r\n\r\n", {431}),
        (b"GET /livez HTTP/1.1\r\n" + HOST + b"".join(b"X%d: a\r\n" % n for n in range(500)) + b"\r\n", {431}),
        (post(b"Content-Length: 70000\r\n", b"{" + b" " * 69_999), {413}),
        (post(b"Content-Length: 99999999999\r\n"), {413}),
    ],
)
def test_oversized(shared, request_bytes, status):
    received = exchange(shared.port, request_bytes)
    assert len(statuses(received)) == 1 and statuses(received)[0] in status, received[:300]
    assert b"Connection: close" in received or status == {431} or received


def test_a_chunked_body_over_the_limit_is_cut_off(shared):
    body = b"".join(b"1000\r\n" + b" " * 4096 + b"\r\n" for _ in range(40))
    received = exchange(shared.port, post(b"Transfer-Encoding: chunked\r\n", body))
    assert statuses(received) == [413]


def test_expect_continue(shared, alice, seed):
    content = media.png(seed)
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n'
    body = head + content + b"\r\n--b--\r\n"
    request = (
        b"POST /upload HTTP/1.1\r\n" + HOST + b"Authorization: Bearer " + alice.token.encode() + b"\r\n"
        b"Content-Type: multipart/form-data; boundary=b\r\nExpect: 100-continue\r\nConnection: close\r\n"
        b"Content-Length: " + str(len(body)).encode() + b"\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", shared.port), timeout=5) as connection:
        connection.sendall(request)
        assert connection.recv(1000).startswith(b"HTTP/1.1 100")
        connection.sendall(body)
        assert statuses(read_all(connection, 5)) == [201]


def test_expect_continue_of_a_refused_request_gets_the_refusal(shared):
    request = b"POST /upload HTTP/1.1\r\n" + HOST + b"Content-Type: multipart/form-data; boundary=b\r\nExpect: 100-continue\r\nContent-Length: 1000000\r\n\r\n"
    assert statuses(exchange(shared.port, request)) == [401]


@pytest.mark.parametrize("cut", [0, 1, 100, 5000, 65_536, 131_072, 300_000])
@pytest.mark.parametrize("way", ["close", "reset", "chunked"])
def test_a_body_that_ends_early_leaves_nothing(shared, alice, seed, cut, way):
    before = shared.stored()
    content = media.wav(400_000, seed)
    body = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.wav"\r\n\r\n' + content + b"\r\n--b--\r\n"
    length = b"Transfer-Encoding: chunked\r\n" if way == "chunked" else b"Content-Length: %d\r\n" % len(body)
    head = b"POST /upload HTTP/1.1\r\n" + HOST + b"Authorization: Bearer " + alice.token.encode() + b"\r\nContent-Type: multipart/form-data; boundary=b\r\n" + length + b"\r\n"
    sent = body[:cut] if way != "chunked" else b"%x\r\n" % len(body) + body[:cut]
    with socket.create_connection(("127.0.0.1", shared.port), timeout=5) as connection:
        connection.sendall(head + sent)
        if way == "reset":
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        else:
            connection.shutdown(socket.SHUT_WR)
            received = read_all(connection, 5)
            assert statuses(received) in ([], [400]), received
    deadline = time.monotonic() + 5
    while shared.stored() != before and time.monotonic() < deadline:
        time.sleep(0.02)
    assert shared.stored() == before
    assert alice.list_all() == []


def test_slow_header_fields_are_closed(make_drive):
    """Slowloris: the time for a whole head is bounded, however lively the connection is."""
    drive = make_drive()
    started = time.monotonic()
    with socket.create_connection(("127.0.0.1", drive.port), timeout=60) as connection:
        connection.sendall(b"GET /livez HTTP/1.1\r\n")
        received, closed = b"", False
        while time.monotonic() - started < 40 and not closed:
            try:
                connection.sendall(b"X-A: b\r\n")
                connection.settimeout(0.5)
                more = connection.recv(1000)
                received += more
                closed = not more
            except TimeoutError:
                continue
            except ConnectionError:
                closed = True
    assert closed, "still open after 40 s of header fields"
    assert statuses(received) in ([], [408])


def test_many_slow_connections_leave_room_for_others(make_drive):
    drive = make_drive()
    slow = []
    for _ in range(300):
        connection = socket.create_connection(("127.0.0.1", drive.port), timeout=5)
        connection.sendall(b"GET /livez HTTP/1.1\r\nX-")
        slow.append(connection)
    try:
        user = User(drive.url)
        started = time.monotonic()
        assert user.get("/me").status_code == 200
        assert time.monotonic() - started < 2
    finally:
        for connection in slow:
            connection.close()


def test_the_connection_cap_holds(make_drive):
    drive = make_drive({"AUDMG_MAX_CONNECTIONS": "20"})
    # Until the connection that start() made is no longer counted.
    time.sleep(0.5)
    held = [socket.create_connection(("127.0.0.1", drive.port), timeout=5) for _ in range(20)]
    time.sleep(0.2)
    try:
        received = exchange(drive.port, b"GET /livez HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", timeout=2)
        assert statuses(received) in ([], [503]), received
    finally:
        for connection in held:
            connection.close()
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        if statuses(exchange(drive.port, b"GET /livez HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", timeout=2)) == [200]:
            return
        time.sleep(0.1)
    raise AssertionError("not reachable again after the connections were closed")


def test_http_1_0_and_head_and_keep_alive(shared):
    one = exchange(shared.port, b"GET /livez HTTP/1.0\r\n\r\n")
    assert statuses(one) in ([200], []) or b"HTTP/1.0 200" in one or statuses(one) == [400]
    head = exchange(shared.port, b"HEAD /livez HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n")
    assert head.split(b"\r\n\r\n", 1)[1] == b""


def test_traversal_never_leaves_the_api(shared):
    for target in (b"/../../../etc/passwd", b"/objects/../../../../etc/passwd", b"/objects/..%2f..%2f..%2fetc%2fpasswd", b"/objects/%00", b"/objects/orig/%ff%fe", b"/%2e%2e/%2e%2e/etc/passwd", b"http://other/etc/passwd", b"/livez%00"):
        received = exchange(shared.port, b"GET " + target + b" HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n")
        assert statuses(received) and statuses(received)[0] in (400, 403, 404), (target, received[:200])
        assert b"root:" not in received
