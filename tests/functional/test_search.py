"""GET /retrieve, /outline, /timeline, /facets and /similar: find and sort what is there."""

import media
import pytest


def names(answer):
    assert answer.status_code == 200, answer.text
    return [file["fileName"] for file in answer.json()["files"]]


def upload(user, seed, n, name, **fields):
    content = media.png(seed + (n << 44), 30 + n, 20)
    return user.wait_for_file(user.upload(content, name, data=fields)["fileId"])


def test_words_are_found_in_names_in_any_order_and_in_part(alice, seed):
    for n, name in enumerate(["Beach Sunset.png", "Zürich by night.png", "東京タワー.png", "beach ball.png"]):
        upload(alice, seed, n, name)

    def found(q):
        return sorted(names(alice.get("/retrieve", params={"q": q})))

    assert found("beach") == ["Beach Sunset.png", "beach ball.png"]
    assert found("sunset beach") == ["Beach Sunset.png"]
    assert found("zurich") == found("zürich") == found("ZÜR") == ["Zürich by night.png"]
    assert found("東京") == ["東京タワー.png"]
    assert found("beach -ball") == ["Beach Sunset.png"]
    assert found('"beach ball"') == ["beach ball.png"]
    assert found("nothing like that") == []


def test_a_typo_is_corrected_and_the_answer_says_so(alice, seed):
    upload(alice, seed, 0, "Mountains.png")
    answer = alice.get("/retrieve", params={"q": "montains"}).json()
    assert [file["fileName"] for file in answer["files"]] == ["Mountains.png"]
    assert answer["corrections"] == [{"typed": "montains", "used": "mountains"}]


def test_a_new_file_is_found_at_once_and_a_deleted_one_is_not(alice, seed):
    for n in range(3):
        file = alice.upload(media.png(seed + (n << 44), 9, 9), f"fresh {n}.png")
        assert f"fresh {n}.png" in names(alice.get("/retrieve", params={"q": "fresh"}))
    assert alice.delete(f"/files/{file['fileId']}").status_code == 204
    assert "fresh 2.png" not in names(alice.get("/retrieve", params={"q": "fresh"}))


def test_files_are_sorted_by_what_is_asked_for(alice, seed):
    times = {"b.png": "2019-07-14T12:00:00Z", "a.png": "2021-01-01T12:00:00Z", "c.png": "2015-03-03T12:00:00Z"}
    for n, (name, time) in enumerate(times.items()):
        upload(alice, seed, n, name, modifiedAt=time)

    def listed(**parameters):
        return names(alice.get("/retrieve", params=parameters))

    assert listed() == ["c.png", "a.png", "b.png"]
    assert listed(sort="date") == ["a.png", "b.png", "c.png"]
    assert listed(sort="date", order="asc") == ["c.png", "b.png", "a.png"]
    assert listed(sort="name") == ["a.png", "b.png", "c.png"]
    assert listed(sort="name", order="desc") == ["c.png", "b.png", "a.png"]
    assert listed(sort="uploaded", order="asc") == ["b.png", "a.png", "c.png"]
    sizes = [file["size"] for file in alice.get("/retrieve", params={"sort": "size"}).json()["files"]]
    assert sizes == sorted(sizes, reverse=True)
    assert listed(**{"from": "2019-01-01", "to": "2019-12-31", "sort": "date"}) == ["b.png"]
    assert listed(**{"from": "2019-07-14", "to": "2019-07-14"}) == ["b.png"]
    assert listed(q="2015") == ["c.png"]
    assert listed(kind="audio", sort="date") == []


def test_pages_follow_each_other_in_every_order(alice, seed):
    for n in range(7):
        upload(alice, seed, n, f"page {n}.png", modifiedAt=f"20{10 + n % 3}-01-0{n + 1}T00:00:00Z")
    for parameters in ({"sort": "date"}, {"sort": "name"}, {"q": "page"}, {"sort": "size", "order": "asc"}):
        whole = names(alice.get("/retrieve", params=parameters))
        assert len(whole) == 7
        pieces, cursor = [], {}
        while True:
            page = alice.get("/retrieve", params={**parameters, "limit": 3, **cursor})
            pieces += names(page)
            if "nextCursor" not in page.json():
                break
            cursor = {"cursor": page.json()["nextCursor"]}
        assert pieces == whole


def test_a_cursor_fits_only_its_own_list(alice, seed):
    for n in range(3):
        upload(alice, seed, n, f"{n}.png")
    cursor = alice.get("/retrieve", params={"sort": "date", "limit": 1}).json()["nextCursor"]
    for parameters in ({"sort": "name"}, {"sort": "date", "order": "asc"}, {"sort": "date", "q": "png"}, {}):
        answer = alice.get("/retrieve", params={**parameters, "cursor": cursor})
        assert answer.status_code == 400 and answer.json()["code"] == "invalid_cursor"


@pytest.mark.parametrize(
    "parameters",
    [
        {"sort": "colour"},
        {"order": "up"},
        {"from": "yesterday"},
        {"year": "0"},
        {"favorite": "yes"},
        {"minRating": "6"},
        {"minSize": "-1"},
        {"status": "fine"},
        {"collection": "x"},
        {"color": "red"},
    ],
)
def test_parameters_that_make_no_sense_are_named(alice, parameters):
    for route in ("/retrieve", "/outline", "/facets"):
        if route == "/facets" and set(parameters) & {"sort", "order"}:
            continue
        answer = alice.get(route, params=parameters)
        assert answer.status_code == 400, route
        assert answer.json()["code"] == "validation_failed"
        assert answer.json()["errors"][0]["field"] == next(iter(parameters))


def test_the_outline_has_the_same_files_and_their_dates(alice, seed):
    for n in range(4):
        upload(alice, seed, n, f"{n}.png", modifiedAt=f"2019-07-1{n}T18:30:00Z")
    for parameters in ({}, {"sort": "date"}, {"q": "png", "sort": "name"}):
        outline = alice.get("/outline", params=parameters).json()
        files = alice.get("/retrieve", params=parameters).json()["files"]
        assert outline["fileIds"] == [file["fileId"] for file in files]
        assert sorted(outline["dates"]) == [f"2019-07-1{n}T18:30:00" for n in range(4)]


def test_months_lead_into_the_list(alice, seed):
    dates = ["2019-07-14", "2019-07-20", "2018-12-31", "2020-01-01"]
    for n, date in enumerate(dates):
        upload(alice, seed, n, f"{date}.png", modifiedAt=f"{date}T12:00:00Z")
    months = alice.get("/timeline").json()["months"]
    assert [(month["month"], month["count"]) for month in months] == [
        ("2020-01", 1),
        ("2019-07", 2),
        ("2018-12", 1),
    ]
    for month in months:
        page = alice.get("/retrieve", params={"sort": "date", "limit": 1, "cursor": month["cursor"]})
        assert names(page)[0].startswith(month["month"])


def test_alike_pictures_are_grouped(alice, seed):
    first = alice.upload(media.waves(400, 300, seed, 0), "a.png")["fileId"]
    second = alice.upload(media.waves(400, 300, seed, 3), "b.png")["fileId"]
    other = alice.upload(media.waves(400, 300, seed + 1, 0), "c.png")["fileId"]
    for file in (first, second, other):
        alice.wait_for_file(file)
    assert alice.get("/similar").json()["groups"] == [[second, first]]


def test_libraries_of_others_are_not_searched(alice, bob, seed):
    upload(alice, seed, 0, "secret garden.png")
    assert names(bob.get("/retrieve", params={"q": "secret"})) == []
    assert bob.get("/timeline").json()["months"] == []
    assert bob.get("/facets").json() == {
        name: [] for name in ("camera", "place", "year", "keyword", "artist", "genre")
    }
