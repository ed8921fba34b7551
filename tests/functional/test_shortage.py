"""Short of descriptors, threads or memory: "try again", never a verdict on a file, a password or a person."""

import concurrent.futures
import os
import pathlib
import resource
import shutil
import subprocess
import tempfile
import time

import pytest

import media
import processes
from client import PASSWORD, Api, User, problem
from drive import BINARY, Drive

# A user of these tests alone (hence one xdist group): RLIMIT_NPROC counts all threads of a user, and not those of root.
OTHER_USER = 54321
MB = 1 << 20


class LimitedDrive(Drive):
    """A server under limits of its own (ulimit -H and -S), as another user if need be."""

    def __init__(self, folder, settings=None, limits=None, user=None, binary=BINARY):
        super().__init__(folder, settings)
        self.limits = limits or {}
        self.user = user
        self.binary = binary
        if user is not None:
            os.chown(self.folder, user, user)

    def confine(self):
        for limit, value in self.limits.items():
            resource.setrlimit(limit, (value, value))
        if self.user is not None:
            os.setgroups([])
            os.setgid(self.user)
            os.setuid(self.user)

    def launch(self):
        self.out = open(self.folder / "stdout.log", "ab")
        self.err = open(self.folder / "stderr.log", "ab")
        self.process = subprocess.Popen(
            [str(self.binary), self.subcommand],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=self.out,
            stderr=self.err,
            preexec_fn=self.confine,
        )

    def squeeze(self, limit, value):
        """Changes a limit of the running server; the hard one stays, so that it can be lifted."""
        _, hard = resource.prlimit(self.pid, limit)
        resource.prlimit(self.pid, limit, (value, hard))

    def lift(self, limit):
        _, hard = resource.prlimit(self.pid, limit)
        resource.prlimit(self.pid, limit, (hard, hard))

    def squeeze_threads(self, value):
        """squeeze() for another user's server: root in a container may not do that, but its user may."""
        command = ["prlimit", f"--pid={self.pid}", f"--nproc={value}:"]
        subprocess.run(command, user=self.user, group=self.user, extra_groups=[], check=True)


@pytest.fixture
def limited(tmp_path):
    """Makes servers under limits; ends those that still run."""
    made = []

    def make(settings=None, start=True, folder=tmp_path, **options):
        drive = LimitedDrive(folder / f"drive{len(made)}", settings, **options)
        made.append(drive)
        return drive.start() if start else drive

    yield make
    for drive in made:
        if drive.is_running:
            drive.kill()


@pytest.fixture
def other_user():
    """Options of `limited` for a server of another user, who can look neither into pytest's folders nor, perhaps,
    into the one of the build."""
    if os.geteuid() != 0:
        pytest.skip("needs root to become another user")
    with tempfile.TemporaryDirectory(prefix="audmg-shortage-", ignore_cleanup_errors=True) as name:
        folder = pathlib.Path(name)
        folder.chmod(0o755)
        binary = folder / "audmg"
        shutil.copy(BINARY, binary)
        binary.chmod(0o755)
        yield {"user": OTHER_USER, "folder": folder, "binary": binary}


def skip_with_sanitizer(drive):
    if drive.has_sanitizer():
        pytest.skip("a sanitizer needs more than these limits leave")


def open_descriptors(drive):
    return [int(name) for name in os.listdir(f"/proc/{drive.pid}/fd")]


def threads_of(pid):
    return len(os.listdir(f"/proc/{pid}/task"))


def statuses_of(user, files):
    found = {}
    for file in files:
        answer = user.get(f"/files/{file['fileId']}")
        assert answer.status_code == 200, answer.text
        found[file["fileId"]] = answer.json()
    return found


def wait_until_ready(user, files, seconds=120):
    """All of them, and none of them failed on the way."""
    deadline = time.monotonic() + seconds
    while True:
        found = statuses_of(user, files).values()
        failed = [file for file in found if file["status"] == "failed"]
        assert not failed, failed
        if all(file["status"] == "ready" for file in found):
            return
        assert time.monotonic() < deadline, [file["status"] for file in found]
        time.sleep(0.3)


def wait_for_event(drive, event, count=1, seconds=30):
    deadline = time.monotonic() + seconds
    while drive.stdout().count(f'"event":"{event}"') < count:
        assert time.monotonic() < deadline, f"no {event}: {drive.stdout()[-2000:]}"
        time.sleep(0.05)


# --- descriptors ---


def test_64_descriptors_are_enough_for_one_upload_after_the_other(limited, seed):
    drive = limited({"AUDMG_MEDIA_WORKERS": 1}, limits={resource.RLIMIT_NOFILE: 64})
    user = User(drive.url)
    files = [user.upload(media.png(seed * 100 + number)) for number in range(60)]
    session = user.upload_in_parts(media.wav(100_044, seed))
    wait_until_ready(user, [*files, session])
    assert user.get("/readyz").status_code == 200
    for file in files[:5]:
        assert user.get(user.get(f"/files/{file['fileId']}").json()["fileUrl"]).status_code == 200
    assert drive.stop() == 0


@pytest.mark.slow
def test_1024_descriptors_are_enough_for_thousands_of_uploads(limited, seed):
    drive = limited({"AUDMG_MEDIA": "off"}, limits={resource.RLIMIT_NOFILE: 1024})
    user = User(drive.url)

    def upload(number):
        api = Api(drive.url, user.token)
        files = {"file": (f"{number}.png", media.png(seed * 10_000 + number), "image/png")}
        return [api.post("/upload", files=files).status_code, api.session.close()][0]

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        codes = list(pool.map(upload, range(2200)))
    assert set(codes) == {201}
    assert len(open_descriptors(drive)) < 512
    assert user.get("/readyz").status_code == 200


def test_without_descriptors_uploads_wait_and_no_file_is_blamed(limited, seed):
    drive = limited({"AUDMG_MEDIA_WORKERS": 1})
    user = User(drive.url)
    prober = Api(drive.url)
    prober.get("/livez")  # its connection is there before descriptors get short
    wait_until_ready(user, [user.upload(media.png(seed))])

    # Four are left: enough for an upload, not for a job.
    used = open_descriptors(drive)
    free = [number for number in range(max(used) + 6) if number not in used]
    drive.squeeze(resource.RLIMIT_NOFILE, free[4])
    more = [user.upload(media.png(seed + number)) for number in range(10, 13)]
    wait_for_event(drive, "job_waits_for_means", 2)
    assert {file["status"] for file in statuses_of(user, more).values()} == {"processing"}

    # None is left: an upload is refused as such, and /readyz says so.
    drive.squeeze(resource.RLIMIT_NOFILE, 4)
    problem(user.send_file(media.png(seed + 20)), 503, "unavailable")
    answer = prober.get("/readyz")
    message = problem(answer, 503, "not_ready")["message"]
    assert message.startswith("Uploads cannot be taken") and "descriptors" in message
    assert int(answer.headers["Retry-After"]) >= 1

    drive.lift(resource.RLIMIT_NOFILE)
    assert prober.get("/readyz").status_code == 200
    more.append(user.upload(media.png(seed + 20)))
    wait_until_ready(user, more)


def test_readyz_names_a_full_disk(limited):
    drive = limited({"AUDMG_MIN_FREE_SPACE": "4TB"})
    answer = Api(drive.url).get("/readyz")
    assert problem(answer, 503, "not_ready")["message"] == "Uploads cannot be taken: the disk is full."


# --- threads and processes ---


@pytest.mark.slow
@pytest.mark.xdist_group("other-user")
def test_without_processes_no_file_is_blamed(limited, other_user, seed):
    settings = {"AUDMG_MEDIA_WORKERS": 1, "AUDMG_FUNCTION_THREADS": 4}
    probe = limited(settings, **other_user)
    skip_with_sanitizer(probe)
    processes.zygote(probe)
    enough = threads_of(probe.pid) + 1
    assert probe.stop() == 0
    waited = 0
    # First there is no process for a job, then one without a thread besides its own, and so on.
    for spare in range(3):
        drive = limited(settings, limits={resource.RLIMIT_NPROC: enough + spare}, **other_user)
        user = User(drive.url)
        files = [user.upload(media.png(seed + 10 * spare + number, 700, 500)) for number in range(2)]
        deadline = time.monotonic() + 5
        while time.monotonic() < deadline and drive.is_running:
            found = {file["status"] for file in statuses_of(user, files).values()}
            assert "failed" not in found, statuses_of(user, files)
            if found == {"ready"} or "job_waits_for_means" in drive.stdout():
                break
            time.sleep(0.1)
        assert drive.stop() == 0, drive.stderr()
        waited += drive.stdout().count('"event":"job_waits_for_means"')
        # With enough of them all is made up for.
        drive.limits = {}
        drive.start()
        wait_until_ready(user, files)
        assert drive.stop() == 0, drive.stderr()
    assert waited, "nothing was short: the test is wrong"


@pytest.mark.slow
@pytest.mark.xdist_group("other-user")
def test_a_server_that_cannot_have_its_threads_says_so_and_ends(limited, other_user):
    started = 0
    for most in range(2, 60):
        limits = {resource.RLIMIT_NPROC: most}
        drive = limited({"AUDMG_FUNCTION_THREADS": 8}, start=False, limits=limits, **other_user)
        try:
            drive.start()
        except RuntimeError:
            assert drive.process.returncode == 1, (most, drive.stderr())
            assert "limit of processes and threads" in drive.stderr(), (most, drive.stderr())
            assert "terminate" not in drive.stderr()
            continue
        skip_with_sanitizer(drive)
        # Just enough to start: it works on, and ends in good order.
        user = User(drive.url)
        user.upload(media.png(most))
        assert drive.stop() == 0, drive.stderr()
        started += 1
        if started == 2:
            break
    assert started


# --- memory ---


def address_space(drive):
    pages = int(pathlib.Path(f"/proc/{drive.pid}/statm").read_text().split()[0])
    return pages * resource.getpagesize()


def log_in(drive, username):
    return Api(drive.url).post("/login", json={"username": username, "password": PASSWORD})


def test_without_memory_a_right_password_is_not_wrong(limited):
    # Without the tunable glibc takes the memory of one hash for the next one and asks nobody.
    tunables = "glibc.malloc.mmap_threshold=1048576"
    drive = limited({"AUDMG_RATE_LIMITS": "on", "GLIBC_TUNABLES": tunables})
    skip_with_sanitizer(drive)
    user = User(drive.url)
    # Too little for the 19 MiB of a hash.
    drive.squeeze(resource.RLIMIT_AS, address_space(drive) + 4 * MB)
    for _ in range(12):
        answer = log_in(drive, user.username)
        problem(answer, 503, "unavailable")
        assert int(answer.headers["Retry-After"]) >= 1
    # Somebody who does not exist is told the same.
    problem(log_in(drive, "nobody-here"), 503, "unavailable")
    drive.lift(resource.RLIMIT_AS)
    # None of the tries counts as a wrong password: five would be too many.
    assert log_in(drive, user.username).status_code == 200


def test_without_memory_a_backup_fails_and_the_next_one_does_not(limited, tmp_path, seed):
    drive = limited({"AUDMG_MEDIA": "off"})
    skip_with_sanitizer(drive)
    user = User(drive.url)
    for number in range(30):
        user.upload(media.png(seed + number))
    folder = tmp_path / "backup"
    failed = 0
    # More and more: enough for no thread, for the run, for its lease, for some that copy. The other way round it
    # would have the stacks of the run before.
    for spare in (0, 4, 8, 10, 12, 16, 20, 30):
        drive.squeeze(resource.RLIMIT_AS, address_space(drive) + spare * MB)
        made = drive.command("backup", "create", str(folder), "--copy")
        drive.lift(resource.RLIMIT_AS)
        assert drive.is_running, (spare, drive.stderr())
        failed += made.returncode != 0
    assert failed, "memory was never short: the test is wrong"
    made = drive.command("backup", "create", str(folder), "--copy")
    assert made.returncode == 0, made.stderr
    assert drive.stop() == 0, drive.stderr()


@pytest.mark.slow
@pytest.mark.xdist_group("other-user")
def test_without_threads_a_backup_fails_or_goes_on_with_those_it_has(limited, other_user, seed):
    drive = limited({"AUDMG_MEDIA": "off"}, **other_user)
    skip_with_sanitizer(drive)
    user = User(drive.url)
    for number in range(10):
        user.upload(media.png(seed + number))
    # None can be had, then one (the run), two (its lease), and some for the objects.
    codes = []
    for spare in (0, 1, 2, 4):
        drive.squeeze_threads(threads_of(drive.pid) + spare)
        # As root, whose threads are not counted.
        made = drive.command("backup", "create", str(drive.folder / "backup"))
        assert drive.is_running, (spare, drive.stderr())
        codes.append(made.returncode)
    assert codes[0] == 1 and codes[-1] == 0, codes
    assert drive.stop() == 0, drive.stderr()


def test_without_memory_the_scrub_waits(limited, seed):
    """It begins three seconds after the start."""
    drive = limited({"AUDMG_MEDIA": "off"})
    skip_with_sanitizer(drive)
    user = User(drive.url)
    files = [user.upload(media.png(seed + number)) for number in range(30)]
    assert drive.stop() == 0
    drive.start()
    drive.squeeze(resource.RLIMIT_AS, address_space(drive) + MB)
    time.sleep(4)
    assert drive.is_running, drive.stderr()
    drive.lift(resource.RLIMIT_AS)
    user.log_in()
    assert all("damaged" not in user.get(f"/files/{file['fileId']}").json() for file in files)
    assert drive.command("verify", "--deep").returncode == 0
    assert drive.stop() == 0, drive.stderr()


def test_without_memory_for_a_new_cost_a_log_in_goes_on_with_the_former_one(limited):
    tunables = {"GLIBC_TUNABLES": "glibc.malloc.mmap_threshold=1048576"}
    drive = limited(tunables)
    skip_with_sanitizer(drive)
    user = User(drive.url)
    assert drive.stop() == 0
    drive.environment["AUDMG_PASSWORD_MEMORY"] = "256MiB"
    drive.start()
    # Enough for the stored hash and an arena of malloc, too little for a new hash.
    drive.squeeze(resource.RLIMIT_AS, address_space(drive) + 220 * MB)
    assert log_in(drive, user.username).status_code == 200
    wait_for_event(drive, "password_rehash_failed")
    # What a wrong password costs beyond the stored hash cannot be had, nor the hash for nobody.
    wrong = {"username": user.username, "password": "not this one"}
    problem(Api(drive.url).post("/login", json=wrong), 503, "unavailable")
    problem(log_in(drive, "nobody-here"), 503, "unavailable")
    drive.lift(resource.RLIMIT_AS)
    problem(Api(drive.url).post("/login", json=wrong), 401, "invalid_credentials")
    assert log_in(drive, user.username).status_code == 200
    wait_for_event(drive, "password_rehashed")


@pytest.mark.slow
def test_a_little_memory_ends_neither_the_server_nor_a_file(limited, seed):
    probe = limited()
    skip_with_sanitizer(probe)
    User(probe.url)
    # An arena of glibc takes 64 MB of it.
    most = address_space(probe) + 128 * MB
    probe.stop()
    drive = limited({"AUDMG_MEDIA_WORKERS": 1}, limits={resource.RLIMIT_AS: most})
    user = User(drive.url)
    with concurrent.futures.ThreadPoolExecutor(40) as pool:
        log_ins = [pool.submit(log_in, drive, user.username) for _ in range(60)]
        uploads = [pool.submit(user.send_file, media.png(seed + number)) for number in range(20)]
        codes = {answer.result().status_code for answer in log_ins}
        taken = [answer.result() for answer in uploads]
    assert codes <= {200, 503}, codes
    assert {answer.status_code for answer in taken} <= {201, 503}
    assert drive.is_running, drive.stderr()
    # What the load took is given back a moment after its last answer.
    deadline = time.monotonic() + 20
    while (answer := log_in(drive, user.username)).status_code == 503 and time.monotonic() < deadline:
        time.sleep(0.2)
    assert answer.status_code == 200, answer.text
    files = [answer.json()["file"] for answer in taken if answer.status_code == 201]
    wait_until_ready(user, files)
    assert drive.stop() == 0, drive.stderr()
