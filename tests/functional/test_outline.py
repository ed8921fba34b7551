"""GET /outline: the whole library in a few bytes a file, with cursors for GET /retrieve."""

import media


def test_it_lists_what_retrieve_lists(alice, seed):
    for n in range(7):
        alice.upload(media.png(seed + (n << 44), 20 + n, 10), f"{n}.png")
    files = alice.get("/retrieve", params={"kind": "image"}).json()["files"]
    first = alice.get("/outline", params={"kind": "image", "limit": 5}).json()
    rest = alice.get("/outline", params={"kind": "image", "cursor": first["nextCursor"]}).json()
    assert first["fileIds"] + rest["fileIds"] == [file["fileId"] for file in files]
    assert "nextCursor" not in rest
    for column in ("aspects", "colors"):
        assert len(first[column]) == 5 and len(rest[column]) == 2


def test_shapes_are_those_of_the_pictures(alice, seed):
    file = alice.wait_for_file(alice.upload(media.png(seed, 90, 60))["fileId"])
    outline = alice.get("/outline").json()
    assert outline["fileIds"] == [file["fileId"]]
    assert outline["aspects"] == [1500]
    assert outline["colors"] == [file["dominantColor"]]
    assert outline["cursors"] == []


def test_its_cursors_lead_to_every_hundredth_file(alice, seed):
    for n in range(201):
        alice.upload(media.png(seed + (n << 44), 1, 1), f"{n}.png")
    outline = alice.get("/outline").json()
    assert len(outline["fileIds"]) == 201
    assert len(outline["cursors"]) == 2
    for hundreds, cursor in enumerate(outline["cursors"], 1):
        page = alice.get("/retrieve", params={"limit": 1, "cursor": cursor}).json()
        assert page["files"][0]["fileId"] == outline["fileIds"][100 * hundreds]
