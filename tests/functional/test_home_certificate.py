"""A drive with a certificate of its own: what it makes, how http leads to https, the page of trust, and renewal."""

import json
import plistlib
import socket
import ssl
import stat
import time

import requests

NAMES = ["--host", "drive.local", "--address", "192.168.1.10"]


def shown(drive):
    done = drive.command("certificate", "show", "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def with_certificate(make_drive):
    drive = make_drive(start=False)
    done = drive.command("certificate", "create", *NAMES)
    assert done.returncode == 0, done.stderr
    assert stat.S_IMODE(drive.data.stat().st_mode) == 0o700
    del drive.environment["AUDMG_PUBLIC_URL"]
    return drive, drive.start()


def trusting(drive, tmp_path):
    """A client that trusts the drive's authority and nothing else."""
    authority = tmp_path / "authority.pem"
    authority.write_text(shown(drive)["authority"])
    session = requests.Session()
    session.trust_env = False
    session.verify = str(authority)
    return session


def presented(drive, tmp_path):
    context = ssl.create_default_context(cafile=str(tmp_path / "authority.pem"))
    with socket.create_connection(("127.0.0.1", drive.port), timeout=10) as raw:
        with context.wrap_socket(raw, server_hostname="drive.local") as tls:
            return tls.getpeercert(binary_form=True)


def test_it_is_trusted_by_name_and_address_and_renewed_under_open_connections(make_drive, tmp_path):
    drive, _ = with_certificate(make_drive)
    session = trusting(drive, tmp_path)
    assert session.get(f"https://127.0.0.1:{drive.port}/livez").status_code == 200
    head = session.head(f"https://127.0.0.1:{drive.port}/trust.html")
    assert (head.status_code, head.content) == (200, b"")
    before, fingerprint = presented(drive, tmp_path), shown(drive)["fingerprint"]
    done = drive.command("certificate", "renew")
    assert done.returncode == 0, done.stderr
    assert "running server" in done.stderr
    deadline = time.monotonic() + 10
    while presented(drive, tmp_path) == before:
        assert time.monotonic() < deadline, "the new certificate is not presented"
        time.sleep(0.05)
    assert shown(drive)["fingerprint"] == fingerprint
    # The connection from before the renewal.
    assert session.get(f"https://127.0.0.1:{drive.port}/livez").status_code == 200


def test_links_and_passkeys_take_the_name_of_the_certificate(make_drive):
    """As docs/installing.md sets a drive up: without AUDMG_PUBLIC_URL, and reached by other devices."""
    drive = make_drive(start=False)
    del drive.environment["AUDMG_PUBLIC_URL"]
    assert drive.command("certificate", "create", *NAMES).returncode == 0
    drive.environment["AUDMG_LISTEN"] = f"0.0.0.0:{drive.port}"
    drive.start()
    name = f"https://drive.local:{drive.port}"
    (started,) = drive.wait_for_records("server_started")
    assert started["publicUrl"] == name
    invited = drive.command("user", "invite")
    assert invited.stdout.startswith(name + "/"), invited.stdout + invited.stderr


def test_without_a_name_it_says_that_passkeys_need_one(make_drive):
    drive = make_drive(start=False)
    made = drive.command("certificate", "create", "--address", "192.168.1.10")
    assert made.returncode == 0, made.stderr
    assert "passkeys" in made.stderr
    assert "passkeys" not in drive.command("certificate", "show").stderr


def test_browsers_are_not_told_to_keep_to_https(make_drive, tmp_path):
    """Other services of the machine have the same name, and perhaps no TLS."""
    drive, _ = with_certificate(make_drive)
    secure = trusting(drive, tmp_path).get(f"https://127.0.0.1:{drive.port}/livez")
    assert "Strict-Transport-Security" not in secure.headers
    moved = requests.get(f"http://127.0.0.1:{drive.port}/", headers={"Accept": "text/html"}, allow_redirects=False, timeout=10)
    assert moved.headers["Cache-Control"] == "no-store"


def test_files_are_the_owners_and_a_second_authority_is_not_made(make_drive):
    drive = make_drive(start=False)
    assert drive.command("certificate", "show").returncode == 1
    assert drive.command("certificate", "create").returncode == 2
    assert drive.command("certificate", "create", *NAMES).returncode == 0
    files = list((drive.data / "certificate").iterdir())
    assert {path.name for path in files} == {"authority.pem", "drive.pem"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    again = drive.command("certificate", "create", *NAMES)
    assert again.returncode == 1
    assert "renew" in again.stderr
    outside = drive.command("certificate", "renew", "--host", "bank.example.com")
    assert outside.returncode == 2
    assert "bank.example.com" in outside.stderr


def test_http_leads_to_https_and_carries_no_secrets(make_drive):
    drive, _ = with_certificate(make_drive)
    plain = f"http://127.0.0.1:{drive.port}"
    browser = {"Accept": "text/html,*/*;q=0.8"}
    moved = requests.get(f"{plain}/photos?a=b", headers=browser, allow_redirects=False, timeout=10)
    assert moved.status_code == 308
    assert moved.headers["Location"] == f"https://127.0.0.1:{drive.port}/photos?a=b"
    # A program is not led on.
    assert requests.get(f"{plain}/livez", allow_redirects=False, timeout=10).status_code == 400
    login = requests.post(f"{plain}/login", json={"username": "ada", "password": "x"}, timeout=10)
    assert login.status_code == 400
    # Neither TLS nor HTTP.
    with socket.create_connection(("127.0.0.1", drive.port), timeout=10) as raw:
        raw.sendall(b"\x00\x01\x02\r\n\r\n")
        raw.shutdown(socket.SHUT_WR)
        while raw.recv(4096):
            pass
    assert drive.is_running


def test_the_page_of_trust_comes_with_and_without_tls(make_drive, tmp_path):
    drive, _ = with_certificate(make_drive)
    about = shown(drive)
    page = requests.get(f"http://127.0.0.1:{drive.port}/trust.html", timeout=10)
    assert page.status_code == 200
    assert about["fingerprint"] in page.text
    assert "<svg" in page.text
    assert "script" not in page.text
    certificate = requests.get(f"http://127.0.0.1:{drive.port}/trust/audmg-drive.crt", timeout=10)
    assert certificate.text == about["authority"]
    profile = requests.get(f"http://127.0.0.1:{drive.port}/trust/audmg-drive.mobileconfig", timeout=10)
    payload = plistlib.loads(profile.content)["PayloadContent"][0]
    assert payload["PayloadType"] == "com.apple.security.root"
    assert payload["PayloadContent"] == ssl.PEM_cert_to_DER_cert(about["authority"])
    secure = trusting(drive, tmp_path).get(f"https://127.0.0.1:{drive.port}/trust.html")
    assert secure.text == page.text


def test_a_certificate_that_is_set_wins(make_drive, tmp_path):
    drive = make_drive(start=False)
    assert drive.command("certificate", "create", *NAMES).returncode == 0
    own = drive.data / "certificate" / "drive.pem"
    other = tmp_path / "other.pem"
    other.write_bytes(own.read_bytes())
    drive.environment |= {"AUDMG_TLS_CERTIFICATE": str(other), "AUDMG_TLS_KEY": str(other)}
    drive.start()
    assert requests.get(f"http://127.0.0.1:{drive.port}/trust.html", allow_redirects=False, timeout=10).status_code == 400
