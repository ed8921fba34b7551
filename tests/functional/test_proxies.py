"""The proxies of deploy/proxies/, each started as it is, but for names, ports and certificates, in front of a real drive."""

import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import time

import pytest
import requests

import media
from client import PASSWORD, Api, User
from drive import ROOT
from ports import free_port
from test_operations import certificate

PROXIES = ROOT / "deploy" / "proxies"
# A client of another address than the proxy's: all of 127.0.0.0/8 is this machine.
CLIENT = "127.0.0.7"
LIED = "203.0.113.9"


class FromAnotherAddress(requests.adapters.HTTPAdapter):
    def init_poolmanager(self, *arguments, **options):
        super().init_poolmanager(*arguments, **options, source_address=(CLIENT, 0))


class Site:
    """Ports, certificate and a folder for a proxy."""

    def __init__(self, folder, drive_port):
        self.folder = folder
        self.drive_port = drive_port
        self.https, self.http = free_port(), free_port()
        self.chain, self.key = certificate(folder, "localhost")
        self.url = f"https://localhost:{self.https}"

    def filled(self, name, **more):
        """The file with this site's values in place of its own, each of which must be there."""
        text = (PROXIES / name).read_text()
        for old, new in {"127.0.0.1:8420": f"127.0.0.1:{self.drive_port}", **more}.items():
            assert old in text, f"{name} has no {old}"
            text = text.replace(old, new)
        return text

    def write(self, name, text):
        path = self.folder / name
        path.write_text(text)
        return path


def nginx(site, program):
    # Only the addresses of this machine's IPv4: the other two lines are the same for IPv6.
    text = re.sub(r"\n +listen \[::\].*", "", site.filled(
        "nginx.conf",
        **{
            "listen 443": f"listen 127.0.0.1:{site.https}",
            "listen 80": f"listen 127.0.0.1:{site.http}",
            "drive.example.org": "localhost",
            "/etc/ssl/certs/drive.pem": str(site.chain),
            "/etc/ssl/private/drive.key": str(site.key),
        },
    ))
    temporary = "".join(
        f"{name}_temp_path {site.folder}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    around = f"pid {site.folder}/nginx.pid;\ndaemon off;\nevents {{}}\nhttp {{\naccess_log off;\n{temporary}{text}\n}}\n"
    return [program, "-p", str(site.folder), "-e", str(site.folder / "error.log"), "-c", str(site.write("nginx.conf", around))]


def caddy(site, program):
    text = site.filled("Caddyfile", **{"drive.example.org {": f"localhost:{site.https} {{\n\ttls {site.chain} {site.key}"})
    options = f"{{\n\tadmin off\n\thttp_port {site.http}\n\thttps_port {site.https}\n}}\n"
    return [program, "run", "--adapter", "caddyfile", "--config", str(site.write("Caddyfile", options + text))]


def haproxy(site, program):
    both = site.write("both.pem", site.chain.read_text() + site.key.read_text())
    text = site.filled(
        "haproxy.cfg",
        **{
            "bind :443": f"bind 127.0.0.1:{site.https}",
            "bind :80": f"bind 127.0.0.1:{site.http}",
            "/etc/ssl/private/drive.pem": str(both),
        },
    )
    # Of Debian's file what matters here.
    around = "global\n    maxconn 100\ndefaults\n    mode http\n    timeout client 50s\n    timeout server 50s\n    timeout connect 5s\n"
    return [program, "-db", "-f", str(site.write("haproxy.cfg", around + text))]


def apache(site, program):
    modules = pathlib.Path(program).resolve().parents[1] / "lib" / "apache2" / "modules"
    needed = ["mpm_event", "authz_core", "reqtimeout", "alias", "socache_shmcb", "ssl", "http2", "proxy", "proxy_http"]
    text = site.filled(
        "apache.conf",
        **{
            "*:443": f"127.0.0.1:{site.https}",
            "*:80": f"127.0.0.1:{site.http}",
            "drive.example.org": "localhost",
            "/etc/ssl/certs/drive.pem": str(site.chain),
            "/etc/ssl/private/drive.key": str(site.key),
        },
    )
    lines = [
        f"ServerRoot {site.folder}",
        f"DefaultRuntimeDir {site.folder}",
        f"PidFile {site.folder}/apache.pid",
        f"ErrorLog {site.folder}/error.log",
        "ServerName localhost",
        f"Listen 127.0.0.1:{site.https}",
        f"Listen 127.0.0.1:{site.http}",
        *(f"LoadModule {name}_module {modules}/mod_{name}.so" for name in needed),
        *(["User nobody", "Group nogroup"] if os.geteuid() == 0 else []),
        # As Debian sets it.
        "RequestReadTimeout header=20-40,minrate=500 body=10,minrate=500",
        text,
    ]
    return [program, "-DFOREGROUND", "-f", str(site.write("apache.conf", "\n".join(lines)))]


PROGRAMS = {"nginx": nginx, "caddy": caddy, "haproxy": haproxy, "apache2": apache}


def wait_for(port, process):
    deadline = time.monotonic() + 20
    while True:
        assert process.poll() is None and time.monotonic() < deadline, "the proxy does not listen"
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)


@pytest.fixture(params=PROGRAMS)
def behind(request, tmp_path, make_drive):
    """A site with a proxy, and its drive."""
    program = shutil.which(request.param, path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin") or shutil.which(request.param)
    if program is None:
        pytest.skip(f"this system has no {request.param}")
    drive = make_drive(start=False)
    site = Site(tmp_path, drive.port)
    drive.environment |= {"AUDMG_PUBLIC_URL": site.url, "AUDMG_TRUSTED_PROXIES": "127.0.0.1"}
    drive.start()
    command = PROGRAMS[request.param](site, program)
    with (tmp_path / "proxy.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=tmp_path, stdout=log, stderr=subprocess.STDOUT, env={"HOME": str(tmp_path), "PATH": "/usr/bin"})
        try:
            wait_for(site.https, process)
            yield site, drive
        finally:
            process.terminate()
            try:
                process.wait(3)
            except subprocess.TimeoutExpired:  # Caddy waits for connections that stay open.
                process.kill()
                process.wait(20)


class UserOfSite(User):
    """Trusts the site's certificate, and comes from another address than the proxy."""

    def __init__(self, site):
        Api.__init__(self, site.url)
        self.session.verify = str(site.chain)
        self.session.mount("https://", FromAnotherAddress())
        self.username, self.email, self.password = "ada", "ada@example.org", PASSWORD
        self.sign_up()
        self.log_in()


def client_in_log(drive, answer):
    """Whose call the drive took this one for."""
    deadline = time.monotonic() + 10
    while True:  # Lines leave the drive after a fifth of a second.
        lines = [line for line in drive.stdout().splitlines() if answer.headers["X-Request-Id"] in line]
        addresses = [json.loads(line)["clientAddress"] for line in lines if '"event":"request"' in line]
        if addresses:
            return addresses[0]
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_drive_behind_each_proxy(behind):
    site, drive = behind
    user = UserOfSite(site)

    # Larger than what proxies take by default (1 MB) and than what they buffer.
    sound = media.wav(24 * 1024 * 1024)
    picture = media.png(1)
    file = user.upload(picture)
    assert file["fileUrl"].startswith(site.url)
    assert user.get(file["fileUrl"]).content == picture
    part = user.get(file["fileUrl"], headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, picture[10:20])
    user.upload_in_parts(sound)

    # An answer without an end comes while it grows.
    headers = {"Authorization": f"Bearer {user.token}"}
    with user.session.get(site.url + "/events", headers=headers, stream=True, timeout=20) as stream:
        lines = stream.iter_lines(chunk_size=1, decode_unicode=True)
        assert next(lines).startswith("retry:")
        began = time.monotonic()
        uploaded = user.upload(media.png(2))["fileId"]
        # Events of the files before may come first.
        assert any(line.startswith("data:") and uploaded in line for line in lines)
        assert time.monotonic() - began < 10

    # Whose address it is is not for the client to say.
    told = user.get("/me", headers={"X-Forwarded-For": LIED})
    assert told.status_code == 200
    assert client_in_log(drive, told) == CLIENT

    # A name with what proxies like to change: without it, this is the path of what everybody may see.
    odd = "/files/x%2F..%2F..%2Flivez"
    direct = requests.get(drive.url + odd, headers={"Authorization": f"Bearer {user.token}"}, timeout=10)
    through = user.get(odd, checked=False)
    assert (through.status_code, through.json()["code"]) == (direct.status_code, direct.json()["code"])
    assert direct.status_code in (400, 404)


def test_plain_http_leads_to_https(behind):
    site, _ = behind
    answer = requests.get(f"http://localhost:{site.http}/me", allow_redirects=False, timeout=10)
    assert answer.status_code in (301, 308)
    assert answer.headers["Location"].startswith("https://")
