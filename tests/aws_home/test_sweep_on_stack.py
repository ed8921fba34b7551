"""The sweep of objects on the AWS adapters: one round for all processes, gone on with after a kill, and without a second look."""

import json
import os
import pathlib
import time

import pytest
import requests

import media
from client import User
from drive import Drive
from fixtures import make_stack
from messages import purge, run

# Of one file: the row is looked up once, the objects are listed by the thousand.
RENDITIONS = int(os.environ.get("AUDMG_SWEEP_RENDITIONS", "2100"))
PAGE = 1000
# As many as the sweep moves without asking, or fewer.
ORPHANS = 12
HOURS_OLD = 2
PATIENCE_SECONDS = 60


def listing(prefix, fault):
    return {"calls": f"s3 GET .*prefix={prefix}%2F", "fault": fault}


# A fault that the proxy does not know: the call is only counted.
COUNTED = (
    listing("orig", "orig"), listing("meta", "meta"), listing("deriv", "deriv"),
    {"calls": "dynamodb BatchGetItem", "fault": "counted"}, {"calls": "dynamodb GetItem", "fault": "counted"},
)


def counted(proxy, fault):
    return sum(number for name, number in proxy.happened().items() if name.endswith(f" {fault}"))


def wait_until(condition, what):
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.1)


class Library:
    """Two users with a file each, which waits to be processed; one has thousands of renditions, and objects that no row names."""

    def __init__(self, partners, settings, server, seed):
        self.partners, self.settings = partners, settings
        self.bucket = settings["S3_BUCKET_NAME"]
        self.admin, self.user = User(server.url), User(server.url)
        self.files = {user: user.upload(media.png(seed + number)) for number, user in enumerate((self.admin, self.user))}
        purge(settings, settings["AUDMG_MEDIA_QUEUE_URL"])

    def put(self, *keys):
        run(self.direct(), """
import concurrent.futures
s3 = client("s3")
with concurrent.futures.ThreadPoolExecutor(8) as pool:
    list(pool.map(lambda key: s3.put_object(Bucket=sys.argv[1], Key=key, Body=b"x"), sys.argv[2:]))""", self.bucket, *keys)

    def direct(self):
        return {**self.settings, "AWS_ENDPOINT_URL": self.partners.moto, "AWS_ENDPOINT_URL_S3": self.partners.s3}

    def make_old(self):
        """As if all objects had been there for hours: versitygw takes the times of its files."""
        then = time.time() - HOURS_OLD * 3600
        for path in (pathlib.Path(self.partners.folder.name) / "buckets" / self.bucket).rglob("*"):
            if path.is_file():
                os.utime(path, (then, then))

    def keys(self, prefix):
        return json.loads(run(self.direct(), """
pages = client("s3").get_paginator("list_objects_v2").paginate(Bucket=sys.argv[1], Prefix=sys.argv[2])
print(json.dumps([each["Key"] for page in pages for each in page.get("Contents", [])]))""", self.bucket, prefix))

    def versions(self, prefix):
        return json.loads(run(self.direct(), """
pages = client("s3").get_paginator("list_object_versions").paginate(Bucket=sys.argv[1], Prefix=sys.argv[2])
print(json.dumps([each["Key"] for page in pages for kind in ("Versions", "DeleteMarkers") for each in page.get(kind, [])]))""",
            self.bucket, prefix))

    def lease(self):
        return json.loads(run(self.direct(), """
found = client("dynamodb").get_item(TableName=sys.argv[1], Key={"pk": {"S": "LEASE#sweep"}, "sk": {"S": "A"}}, ConsistentRead=True)
print(json.dumps(found.get("Item", {})))""", self.settings["AUDMG_TABLE_NAME"]))

    def round(self):
        return json.loads(self.lease().get("saved_place", {}).get("S") or "{}")

    def end_lease(self):
        """As minutes later."""
        run(self.direct(), """
client("dynamodb").update_item(
    TableName=sys.argv[1], Key={"pk": {"S": "LEASE#sweep"}, "sk": {"S": "A"}}, UpdateExpression="SET leased_until = :past",
    ExpressionAttributeValues={":past": {"N": "1"}})""", self.settings["AUDMG_TABLE_NAME"])


@pytest.fixture(scope="module")
def settings_of_sweep(partners, fault_proxy):
    return {**make_stack(partners), **fault_proxy.settings}


@pytest.fixture
def worker(settings_of_sweep, tmp_path):
    """Makes workers; ends those that a test leaves."""
    made = []

    def make(name):
        made.append(Drive(tmp_path / name, settings_of_sweep, command="worker"))
        made[-1].launch()
        return made[-1]

    yield make
    for each in made:
        if each.is_running:
            each.kill()


@pytest.fixture(scope="module")
def library(partners, settings_of_sweep, tmp_path_factory):
    server = Drive(tmp_path_factory.mktemp("sweep") / "server", {**settings_of_sweep, "AUDMG_WORKERS": "off"})
    server.start()
    yield Library(partners, settings_of_sweep, server, 1)
    assert server.stop() == 0


def test_a_round_goes_on_after_a_kill_and_is_nobody_elses_meanwhile(library, worker, fault_proxy):
    file, owner = library.files[library.user]["fileId"], library.user.user_id
    renditions = [f"deriv/{owner}/{file}/{number:06}.webp" for number in range(RENDITIONS)]
    for begin in range(0, RENDITIONS, PAGE):
        library.put(*renditions[begin:begin + PAGE])
    orphans = [f"orig/{owner}/stray-{number}" for number in range(ORPHANS)]
    library.put(*orphans)
    library.make_old()

    fault_proxy.put(listing("deriv", "hangs"), *COUNTED)
    first = worker("first")
    wait_until(lambda: counted(fault_proxy, "hangs") > 0, "it does not come to the renditions")
    first.kill()
    assert library.lease()["holder"]["S"]
    assert json.loads(library.round()["place"])["step"] == "renditions"
    assert set(library.keys(f"orig/{owner}/")).isdisjoint(orphans), "orphans are in the quarantine"

    fault_proxy.put(*COUNTED)
    others = [worker("second"), worker("third")]
    wait_until(lambda: counted(fault_proxy, "counted") > 10, "they do not look")
    time.sleep(2)
    assert [counted(fault_proxy, prefix) for prefix in ("orig", "meta", "deriv")] == [0, 0, 0], "the dead one has the turn"
    assert [each.stop() for each in others] == [0, 0]

    library.end_lease()
    fault_proxy.put(*COUNTED)
    others = [worker("fourth"), worker("fifth")]
    wait_until(lambda: "place" not in library.round(), "the round does not come to its end")
    assert [each.stop() for each in others] == [0, 0]
    assert counted(fault_proxy, "orig") == 0 and counted(fault_proxy, "meta") == 0, "these had been looked at"
    assert counted(fault_proxy, "deriv") == RENDITIONS // PAGE + 1, "each page once, by one of the two"
    fault_proxy.put()
    assert len(library.keys("deriv/")) == RENDITIONS
    for user, file in library.files.items():
        assert requests.get(user.get(f"/files/{file['fileId']}").json()["fileUrl"], timeout=10).status_code == 200


def test_a_deleted_account_takes_all_its_objects_along_and_no_others(library, worker, fault_proxy):
    owner, other = library.user.user_id, library.admin.user_id
    library.put(f"orig/{owner}/crashed", f"deriv/{owner}/crashed/x.webp", f"deriv/{other}/crashed/x.webp")
    assert library.user.delete("/account?permanent=true").status_code == 204
    fault_proxy.put({"calls": "s3 POST .*delete", "fault": "hangs"})
    first = worker("deletes")
    wait_until(lambda: counted(fault_proxy, "hangs") > 0, "it deletes nothing")
    first.kill()
    fault_proxy.put({"calls": "s3 POST .*delete", "fault": "counted"})
    second = worker("deletes-on")
    prefixes = [f"orig/{owner}/", f"meta/orig/{owner}/", f"deriv/{owner}/"]
    wait_until(lambda: not any(library.versions(prefix) for prefix in prefixes), "something is left")
    assert second.stop() == 0
    # What a page of a thousand versions holds; the quarantined objects have a marker each.
    assert counted(fault_proxy, "counted") <= (RENDITIONS + 2 * ORPHANS) // PAGE + 4
    fault_proxy.put()
    assert library.keys(f"deriv/{other}/") == [f"deriv/{other}/crashed/x.webp"]
    file = library.admin.get(f"/files/{library.files[library.admin]['fileId']}").json()
    assert requests.get(file["fileUrl"], timeout=10).status_code == 200
