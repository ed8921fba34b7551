"""The trash: where deleted files are, and where they are not."""

import time

import media
from client import User, problem


def ids(answer):
    assert answer.status_code == 200, answer.text
    return [file["fileId"] for file in answer.json()["files"]]


def test_links_lead_nowhere_while_their_file_is_in_the_trash(alice, seed):
    content = media.png(seed)
    file = alice.wait_for_file(alice.upload(content)["fileId"])
    links = [file["fileUrl"], file["thumbnails"]["small"]]
    for link in links:
        assert alice.get(link).status_code == 200
    assert alice.delete(f"/files/{file['fileId']}").status_code == 204
    for link in links:
        problem(alice.get(link), 404, "not_found")
    (trashed,) = alice.get("/trash").json()["files"]
    assert alice.get(trashed["fileUrl"]).content == content
    assert alice.get(trashed["thumbnails"]["small"]).status_code == 200
    assert alice.post("/trash/restore", json={"fileIds": [file["fileId"]]}).json() == {"restored": 1}
    assert alice.get(links[0]).content == content


def test_the_trash_outlives_a_restart(make_drive, seed):
    drive = make_drive()
    user = User(drive.url)
    file = user.upload(media.png(seed))
    assert user.delete(f"/files/{file['fileId']}").status_code == 204
    assert drive.stop() == 0, drive.stderr()
    drive.start()
    user.url = drive.url
    path = file["fileUrl"].split("/objects/")[1]
    problem(user.get(f"{drive.url}/objects/{path}"), 404, "not_found")
    assert ids(user.get("/trash")) == [file["fileId"]]


def test_the_same_bytes_bring_a_file_back(alice, seed):
    file = alice.upload(media.png(seed))
    assert alice.patch(f"/files/{file['fileId']}", json={"title": "At the sea"}).status_code == 200
    assert alice.delete(f"/files/{file['fileId']}").status_code == 204
    answer = alice.send_file(media.png(seed))
    assert answer.status_code == 200 and answer.json()["duplicate"]
    assert answer.json()["file"]["fileId"] == file["fileId"]
    assert answer.json()["file"]["title"] == "At the sea"
    assert ids(alice.get("/trash")) == []


def test_it_is_purged_by_itself(make_drive, seed):
    drive = make_drive({"AUDMG_TRASH_RETENTION": "1s", "AUDMG_MEDIA": "off"})
    user = User(drive.url)
    file = user.upload(media.png(seed))
    assert user.delete(f"/files/{file['fileId']}").status_code == 204
    time.sleep(1.1)
    # A server looks at its start, and then every minute.
    assert drive.stop() == 0, drive.stderr()
    drive.start()
    user.url = drive.url
    deadline = time.monotonic() + 20
    while ids(user.get("/trash")):
        assert time.monotonic() < deadline, "still in the trash"
        time.sleep(0.1)
    assert user.upload(media.png(seed))["fileId"] != file["fileId"]


def test_many_are_changed_at_once_and_guarded(alice, seed):
    files = [alice.upload(media.png((seed << 3) + number)) for number in range(5)]
    names = [file["fileId"] for file in files]
    answer = alice.patch("/files", json={"fileIds": names, "patch": {"date": "2019-07-14"}})
    assert answer.json() == {"revisions": dict.fromkeys(names, 2), "failed": []}
    file = alice.get(f"/files/{names[0]}")
    assert file.json()["date"] == "2019-07-14"
    tag = {"If-Match": file.headers["ETag"]}
    assert alice.patch(f"/files/{names[0]}", json={"rating": 3}, headers=tag).status_code == 200
    problem(alice.patch(f"/files/{names[0]}", json={"rating": 4}, headers=tag), 412, "revision_mismatch")


def test_half_of_an_album_comes_back_to_its_place(alice, seed):
    names = [alice.upload(media.png((seed << 4) + number))["fileId"] for number in range(10)]
    album = alice.post("/collections", json={"title": "Sea", "kind": "album"}).json()["collectionId"]
    assert alice.post(f"/collections/{album}/files", json={"fileIds": names}).json()["added"] == 10
    order = {"fileIds": names[5:], "before": names[0]}
    assert alice.post(f"/collections/{album}/order", json=order).json()["moved"] == 5
    expected = names[5:] + names[:5]
    assert ids(alice.get(f"/collections/{album}/files")) == expected
    for name in expected[::2]:
        assert alice.delete(f"/files/{name}").status_code == 204
    assert ids(alice.get(f"/collections/{album}/files")) == expected[1::2]
    assert alice.get(f"/collections/{album}").json()["count"] == 5
    assert alice.post("/trash/restore", json={"all": True}).json() == {"restored": 5}
    assert ids(alice.get(f"/collections/{album}/files")) == expected
