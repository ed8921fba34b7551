"""What an operator sees: start, stop, settings, certificates, logs and metrics."""

import json
import re
import signal
import socket
import ssl
import stat
import subprocess
import time

import pytest
import requests

import media
from client import PASSWORD, Api, User, problem
from drive import JWT_SECRET, URL_SECRET, Drive


def test_a_second_server_on_the_same_data_folder_is_refused(make_drive, tmp_path):
    first = make_drive()
    second = Drive(tmp_path / "second", {"AUDMG_DATA_DIR": str(first.data)})
    second.launch()
    assert second.wait() != 0
    assert str(first.pid) in second.stderr()
    assert str(first.data) in second.stderr()
    assert User(first.url).get("/me").status_code == 200


def test_a_taken_port_is_named(make_drive, tmp_path):
    first = make_drive()
    second = Drive(tmp_path / "second", {"AUDMG_LISTEN": f"127.0.0.1:{first.port}"})
    second.launch()
    assert second.wait() != 0
    assert f"127.0.0.1:{first.port}" in second.stderr()


@pytest.mark.parametrize(
    "name,value",
    [
        ("AUDMG_LISTEN", "nonsense"),
        ("AUDMG_LISTEN", "127.0.0.1:99999"),
        ("AUDMG_MAX_UPLOAD_SIZE", "ten"),
        ("AUDMG_MAX_UPLOAD_SIZE", "-5MB"),
        ("AUDMG_URL_LIFETIME", "forever"),
        ("AUDMG_RATE_LIMITS", "maybe"),
        ("AUDMG_SIGNUP", "2"),
        ("AUDMG_LOG_LEVEL", "loud"),
        ("AUDMG_TLS_CERTIFICATE", "/nonexistent.pem"),
        ("AUDMG_DATA_DIR", "/proc/nowhere"),
        ("JWT_SECRET", "short"),
        ("JWT_SECRET_FILE", "/nonexistent"),
        ("AUDMG_PUBLIC_URL", "ftp://x"),
        ("AUDMG_EVENT_LOOPS", "-1"),
    ],
)
def test_a_wrong_setting_stops_the_start_and_is_named(make_drive, name, value):
    changes = {name: value}
    if name == "JWT_SECRET_FILE":
        changes["JWT_SECRET"] = None
    drive = make_drive(changes, start=False)
    drive.launch()
    try:
        code = drive.wait(timeout=10)
    except subprocess.TimeoutExpired:
        drive.kill()
        raise AssertionError(f"{name}={value} was accepted") from None
    assert code != 0
    assert name in drive.stderr() or value in drive.stderr(), drive.stderr()
    assert "terminate called" not in drive.stderr()


def test_secrets_are_generated_once_and_private(make_drive):
    drive = make_drive({"JWT_SECRET": None, "AUDMG_URL_SECRET": None})
    user = User(drive.url)
    before = {}
    for path in drive.data.rglob("*"):
        if path.is_file() and re.search(r"secret|key", path.name):
            assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
            before[path] = path.read_bytes()
    assert before
    drive.stop()
    drive.start()
    assert user.get("/me").status_code == 200
    assert {path: path.read_bytes() for path in before} == before


def test_the_data_folder_is_private(make_drive):
    drive = make_drive()
    assert stat.S_IMODE(drive.data.stat().st_mode) & 0o077 == 0


def test_settings_from_a_file_named_env(make_drive):
    drive = make_drive({"AUDMG_MAX_UPLOAD_SIZE": None}, start=False)
    (drive.folder / ".env").write_text("# a comment\nAUDMG_MAX_UPLOAD_SIZE=77KB\n")
    shown = drive.command("config", "show")
    assert shown.returncode == 0, shown.stderr
    assert re.search(r"AUDMG_MAX_UPLOAD_SIZE\W.*77", shown.stdout)
    assert JWT_SECRET not in shown.stdout and URL_SECRET not in shown.stdout


@pytest.mark.parametrize("arguments", [["--help"], ["serve", "--help"], ["user", "--help"], ["config", "--help"], ["version"]])
def test_help_and_version(make_drive, arguments):
    done = make_drive(start=False).command(*arguments)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout) > 10


@pytest.mark.parametrize("arguments", [["nonsense"], ["serve", "--nonsense"], ["user", "add"]])
def test_wrong_arguments(make_drive, arguments):
    done = make_drive(start=False).command(*arguments)
    assert done.returncode != 0
    assert done.stderr


def test_user_commands_beside_a_running_server(make_drive):
    drive = make_drive({"AUDMG_SIGNUP": "off"})
    api = Api(drive.url)
    body = {"username": "grace", "password": PASSWORD, "email": "grace@example.org"}
    problem(api.post("/signup", json=body), 403, "signup_disabled")
    done = drive.command("user", "add", "grace", "--email", "grace@example.org", "--password-stdin", input=f"{PASSWORD}\n")
    assert done.returncode == 0, done.stderr
    assert api.post("/login", json={"username": "grace", "password": PASSWORD}).status_code == 200
    listed = drive.command("user", "list")
    assert "grace" in listed.stdout
    again = drive.command("user", "add", "grace", "--email", "g2@example.org", "--password-stdin", input=f"{PASSWORD}\n")
    assert again.returncode != 0 and "grace" in again.stderr


def test_sigterm_lets_requests_finish(make_drive, seed):
    drive = make_drive()
    user = User(drive.url)
    content = media.wav(600_000, seed)
    body = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.wav"\r\n\r\n' + content + b"\r\n--b--\r\n"
    head = (
        f"POST /upload HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {user.token}\r\n"
        f"Content-Type: multipart/form-data; boundary=b\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode()
    with socket.create_connection(("127.0.0.1", drive.port), timeout=10) as connection:
        connection.sendall(head + body[:300_000])
        time.sleep(0.3)
        drive.signal(signal.SIGTERM)
        time.sleep(0.5)
        with pytest.raises(OSError):
            socket.create_connection(("127.0.0.1", drive.port), timeout=1).close()
        assert drive.is_running
        connection.sendall(body[300_000:])
        received = b""
        while more := connection.recv(65536):
            received += more
    assert received.startswith(b"HTTP/1.1 201"), received[:300]
    assert drive.wait(timeout=10) == 0
    drive.start()
    [file] = user.list_all()
    assert user.get(file["fileUrl"]).content == content


def test_sigterm_does_not_wait_for_idle_connections(make_drive):
    drive = make_drive()
    user = User(drive.url)
    assert user.get("/me").status_code == 200
    started = time.monotonic()
    assert drive.stop() == 0
    assert time.monotonic() - started < 5


def test_a_request_that_never_ends_is_cut_off_after_the_drain_timeout(make_drive):
    drive = make_drive({"AUDMG_DRAIN_TIMEOUT": "1s"})
    with socket.create_connection(("127.0.0.1", drive.port), timeout=10) as connection:
        connection.sendall(b"POST /login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{")
        time.sleep(0.2)
        started = time.monotonic()
        assert drive.stop() == 0
        assert 0.5 < time.monotonic() - started < 6


def certificate(folder, name):
    paths = folder / f"{name}.pem", folder / f"{name}.key"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
        + ["-subj", f"/CN={name}", "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost", "-out", paths[0], "-keyout", paths[1]],
        check=True,
        capture_output=True,
    )
    return paths


def presented(port, **options):
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    for name, value in options.items():
        setattr(context, name, value)
    with socket.create_connection(("127.0.0.1", port), timeout=5) as plain:
        with context.wrap_socket(plain) as secure:
            return secure.getpeercert(binary_form=True), secure.version()


def test_tls_and_certificate_reload(make_drive, tmp_path, seed):
    one, two = certificate(tmp_path, "one"), certificate(tmp_path, "two")
    current = tmp_path / "current.pem", tmp_path / "current.key"

    def install(paths):
        for source, target in zip(paths, current):
            target.write_bytes(source.read_bytes())

    def der(paths):
        return ssl.PEM_cert_to_DER_cert(paths[0].read_text())

    install(one)
    drive = make_drive({"AUDMG_TLS_CERTIFICATE": current[0], "AUDMG_TLS_KEY": current[1]})
    assert presented(drive.port)[0] == der(one)
    assert presented(drive.port)[1] == "TLSv1.3"
    assert presented(drive.port, maximum_version=ssl.TLSVersion.TLSv1_2)[1] == "TLSv1.2"
    with pytest.raises((ssl.SSLError, OSError, ValueError)):
        presented(drive.port, minimum_version=ssl.TLSVersion.TLSv1, maximum_version=ssl.TLSVersion.TLSv1_1)

    session = requests.Session()
    session.trust_env = False
    session.verify = str(current[0])
    signup = session.post(f"{drive.url}/signup", json={"username": "ada", "password": PASSWORD, "email": "ada@example.org"})
    assert signup.status_code == 201
    assert signup.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    token = session.post(f"{drive.url}/login", json={"username": "ada", "password": PASSWORD}).json()["token"]
    content = media.wav(3_000_000, seed)
    sent = session.post(f"{drive.url}/upload", files={"file": ("a.wav", content)}, headers={"Authorization": f"Bearer {token}"}).json()
    assert sent["fileUrl"].startswith(f"https://127.0.0.1:{drive.port}/")
    assert session.get(sent["fileUrl"]).content == content
    assert session.get(sent["fileUrl"], headers={"Range": "bytes=70000-2000000"}).content == content[70_000:2_000_001]

    install(two)
    drive.signal(signal.SIGHUP)
    deadline = time.monotonic() + 5
    while presented(drive.port)[0] != der(two):
        assert time.monotonic() < deadline, "the new certificate is not presented"
        time.sleep(0.05)
    # The old connection still works; a broken file leaves the certificate in use.
    assert session.get(f"{drive.url}/livez").status_code == 200
    current[0].write_text("this is no certificate")
    drive.signal(signal.SIGHUP)
    time.sleep(0.5)
    assert presented(drive.port)[0] == der(two)
    assert drive.is_running


def test_logs_are_json_lines_without_secrets(make_drive, seed):
    drive = make_drive()
    user = User(drive.url, "canary-user", "canary-password-of-some-length")
    first_refresh = user.refresh_token
    file = user.upload(media.png(seed), "canary-file.png")
    user.create_upload(100, "canary-\x1b[31m-file.png")
    user.get(file["fileUrl"])
    user.get(f"/files/{file['fileId']}/download")
    user.post("/token/refresh", json={"refreshToken": first_refresh})
    user.post("/token/refresh", json={"refreshToken": first_refresh})
    user.post("/login", json={"username": "canary-user", "password": "canary-wrong-password"}, anonymous=True)
    user.get("/me?secret=canary-query", headers={"User-Agent": "canary\"agent\\${jndi:ldap://x}"})
    user.get("/me", headers={"Authorization": "Bearer canary-token"})
    user.get("/canary%0d%0apath")
    drive.stop()
    text = drive.stdout() + drive.stderr()
    for secret in (
        "canary-password", "canary-wrong", "canary-query", "canary-token", first_refresh, user.token,
        user.token.split(".")[2], "signature=", JWT_SECRET, URL_SECRET, "canary-user@example.org", "\x1b[31m",
    ):
        assert secret not in text, secret
    records = drive.records()
    requests_seen = [r for r in records if r.get("function") == "upload"]
    assert requests_seen, records[:5]
    record = requests_seen[0]
    flat = json.dumps(record)
    assert user.user_id in flat and "201" in flat
    assert any("duration" in name.lower() for name in record), record
    assert any("request" in name.lower() for name in record), record


def test_refused_access_is_logged(make_drive, seed):
    drive = make_drive()
    ada, eve = User(drive.url), User(drive.url)
    theirs = ada.upload(media.png(seed))["fileId"]
    nowhere = "0198f2c4-5a1e-7c3d-9b2a-3f4e5d6c7b8a"
    for file in (theirs, nowhere, "no-id"):
        problem(eve.get(f"/files/{file}"), 404, "not_found")
    problem(eve.get("/admin/users"), 403, "admins_only")
    assert ada.get(f"/files/{theirs}").status_code == 200
    drive.stop()
    refused = [record for record in drive.records() if record["event"] == "access_refused"]
    assert {record["userId"] for record in refused} == {eve.user_id}
    assert [(record["function"], record["status"], record["id"]) for record in refused] == [
        ("get_file", 404, theirs), ("get_file", 404, nowhere), ("list_users", 403, "")
    ]


def test_the_request_id_of_an_answer_is_in_the_log(make_drive):
    drive = make_drive()
    answer = Api(drive.url).get("/livez")
    drive.stop()
    assert answer.headers["X-Request-Id"] in drive.stdout()


def metric(text, name, **labels):
    total = 0.0
    for line in text.splitlines():
        match = re.match(rf"{name}(\{{[^}}]*\}})? ([0-9.e+]+)$", line)
        if match and all(f'{k}="{v}"' in (match[1] or "") for k, v in labels.items()):
            total += float(match[2])
    return total


def test_metrics_on_their_own_listener(make_drive, seed):
    drive = make_drive()
    user = User(drive.url)
    user.upload(media.png(seed))
    user.get("/retrieve", params={"limit": 0})
    answer = requests.get(f"http://127.0.0.1:{drive.metrics_port}/metrics", timeout=5)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/plain")
    text = answer.text.lower()
    for word in ("invocations", "errors", "duration", "throttles"):
        assert word in text, word
    assert 'function="upload"' in text and 'function="signup"' in text
    [name] = {m[1] for m in re.finditer(r"^(\w*invocations\w*)\{", text, re.M)}
    assert metric(text, name, function="upload") == 1
    assert metric(text, name, function="signup") == 1
    problem(user.get("/metrics"), 404, "not_found")
    other = requests.get(f"http://127.0.0.1:{drive.metrics_port}/me", timeout=5)
    assert other.status_code == 404
    for probe in ("livez", "readyz"):
        assert requests.get(f"http://127.0.0.1:{drive.metrics_port}/{probe}", timeout=5).json() == {"status": "ok"}
        assert user.get(f"/{probe}").json() == {"status": "ok"}


def test_signals_that_mean_nothing_do_nothing(make_drive):
    drive = make_drive()
    for number in (signal.SIGUSR1, signal.SIGUSR2, signal.SIGHUP):
        drive.signal(number)
    time.sleep(0.5)
    assert Api(drive.url).get("/livez").status_code == 200
    # Nor do they shorten the end.
    drive.signal(signal.SIGTERM)
    drive.signal(signal.SIGUSR1)
    assert drive.wait() == 0


def test_ready_until_draining(make_drive):
    drive = make_drive()
    api = Api(drive.url)
    assert api.get("/readyz").json() == {"status": "ok"}
    assert api.get("/livez").json() == {"status": "ok"}


def test_environment_and_arguments_hold_no_generated_secret(make_drive):
    drive = make_drive({"JWT_SECRET": None, "AUDMG_URL_SECRET": None})
    secrets = [p.read_bytes().strip() for p in drive.data.rglob("*") if p.is_file() and re.search(r"secret|key", p.name)]
    for part in ("cmdline", "environ"):
        with open(f"/proc/{drive.pid}/{part}", "rb") as file:
            content = file.read()
        assert all(secret not in content for secret in secrets)
