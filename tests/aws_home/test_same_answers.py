"""Both homes give the same answers: one generated library in each, and files that are compared by their names."""

import concurrent.futures
import contextlib
import datetime
import os
import pathlib
import sys
import time

import media
import pytest
from client import Api, User
from drive import Drive
from fixtures import make_stack

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "library"))
import generated_files  # noqa: E402
import words  # noqa: E402

FILES = int(os.environ.get("AUDMG_SAME_ANSWERS_FILES", "100"))
SEED = 15
EDITS_AT_ONCE = 3

QUERIES = [
    "beach", "BEACH", "eac", "beach 2019", "garden -snow", "zürich", "zurich", "zuerich", "東京", "京", "björk", "bjork",
    "Кино", "кино", "день рождения", "αγαπη", "strasse", "straße", "IMG", "img_00000", "jpg -img", '"New York"', "new york",
    "wedding 2010..2015", "july 2012", "4.7.2012", "before:2010", "after:2015-06 sunset", "date:2008", "tag:sunset",
    "keyword:海", "place:kraków", "artist:motorhead", "album:love", "genre:jazz", "title:night", "brthday", "mountian",
    "nothing like that", "🎉", "o'neil", "-beach", '"', "", "a b c d e f g", "فيروز", "दिल", "ฝน", "사랑",
]  # fmt: skip
FILTERS = [
    {"kind": "audio"}, {"kind": "image"}, {"from": "2010-01-01", "to": "2015-06-30"}, {"year": 2012}, {"favorite": "true"},
    {"minRating": 3}, {"keyword": "beach"}, {"keyword": ["beach", "Ana"]}, {"place": "Zürich"}, {"artist": "Björk"},
    {"albumArtist": "Nina Simone"}, {"genre": "Jazz"}, {"minSize": 1100}, {"maxSize": 1100}, {"status": "ready"},
    {"bounds": "-20,35,40,60"}, {"bounds": "100,-50,-60,50"},
]  # fmt: skip
SORTS = [
    {"sort": sort, "order": order}
    for sort in ("uploaded", "date", "name", "size", "duration", "title", "album")
    for order in ("asc", "desc")
] + [{"sort": "relevance", "q": "night"}]


class Home:
    """A user of one home, who knows the names of files by their ids."""

    def __init__(self, user, names=None, albums=None):
        self.user = user
        self.names = {} if names is None else names
        self.albums = {} if albums is None else albums

    def fill(self):
        """Uploads in the order of the numbers, which the lists show; edits come at any time after them."""
        with concurrent.futures.ThreadPoolExecutor(EDITS_AT_ONCE) as pool:
            edits = []
            for number in range(FILES):
                edits.append(pool.submit(self.edit, *self.add(number)))
                if number == FILES // 2:
                    # From here on a catalogue follows the events of its files; the part before is made of rows.
                    self.names_of("/retrieve", {"q": "beach"})
            for each in edits:
                each.result()
        self.organise()

    def add(self, number):
        """The id of the new file, and what its owner says about it."""
        made = generated_files.make_file(SEED, number)
        content = media.wav(44 + 2 * (500 + number % 97), number) if made.kind == "audio" else media.png(number, 1 + number % 41, 8)
        facts = made.record.get(made.kind, {})
        day = datetime.datetime(2004, 1, 1) + datetime.timedelta(days=(number * 7919) % 7000, seconds=number)
        name = f"{number:05} {made.name.rsplit('.', 1)[0]}.{'wav' if made.kind == 'audio' else 'png'}"
        file = self.user.upload(content, name, data={"modifiedAt": f"{day:%Y-%m-%dT%H:%M:%SZ}"})
        self.names[file["fileId"]] = name
        edit = {key: facts[key] for key in ("title", "description", "keywords", "rating", "place") if key in facts}
        if made.kind == "audio":
            edit["title"] = facts["tags"]["title"]
            edit["tags"] = {key: value for key, value in facts["tags"].items() if key != "title"}
        elif number % 3 == 0:
            edit["favorite"] = True
        return file["fileId"], edit

    def edit(self, file_id, patch):
        if patch:
            answer = self.user.patch(f"/files/{file_id}", json=patch)
            assert answer.status_code == 200, answer.text

    def organise(self):
        """Two albums, some files with one date, some in the trash and back."""
        ids = list(self.names)
        for title, files in (("Every third", ids[::3]), ("Backwards", ids[20:0:-1])):
            album = self.user.post("/collections", json={"title": title, "kind": "album"}).json()["collectionId"]
            for first in range(0, len(files), 500):
                added = self.user.post(f"/collections/{album}/files", json={"fileIds": files[first : first + 500]})
                assert added.status_code == 200, added.text
            self.albums[title] = album
        patch = {"date": "2011-11-11T11:11:11", "keywords": ["eleven"]}
        edited = self.user.patch("/files", json={"fileIds": ids[5:60:5], "patch": patch})
        assert edited.json()["failed"] == [], edited.text
        for file in ids[7:70:7]:
            assert self.user.delete(f"/files/{file}").status_code == 204
        restored = self.user.post("/trash/restore", json={"fileIds": ids[14:70:14]})
        assert restored.status_code == 200, restored.text
        deadline = time.monotonic() + 60 + FILES
        while self.get("/retrieve", {"status": "processing", "limit": 1})["files"]:
            assert time.monotonic() < deadline, "still processing"
            time.sleep(0.2)

    def get(self, path, parameters):
        """Waits while the catalogue of a large library is being made."""
        deadline = time.monotonic() + 60 + FILES / 20
        while (answer := self.user.get(path, params=parameters)).status_code == 503:
            assert time.monotonic() < deadline, "no catalogue"
            time.sleep(0.5)
        assert answer.status_code == 200, f"{path} {parameters}: {answer.text}"
        return answer.json()

    def names_of(self, path, parameters):
        """All pages, small ones and large ones."""
        names, cursor = [], {}
        while True:
            page = self.get(path, {**parameters, **cursor})
            ids = page["fileIds"] if "fileIds" in page else [file["fileId"] for file in page["files"]]
            names += [self.names[each] for each in ids]
            if "nextCursor" not in page:
                return names
            cursor = {"cursor": page["nextCursor"]}


@pytest.fixture(scope="module")
def homes(partners, tmp_path_factory):
    """One machine; a server on AWS whose catalogue followed the events; one that has just started."""
    folder = tmp_path_factory.mktemp("same")
    # A large library takes longer than a token is good for. Nobody listens to the events: telling about them takes most of
    # the time that the partners have.
    lasting = {"AUDMG_ACCESS_TOKEN_LIFETIME": "1d"}
    settings = {**make_stack(partners), **lasting, "AUDMG_EVENTS_TOPIC_ARN": ""}
    drives = [Drive(folder / "one-machine", lasting), Drive(folder / "aws", settings), Drive(folder / "aws-late", settings)]
    with contextlib.ExitStack() as running:
        one_machine, aws, late = drives
        filled = [Home(User(running.enter_context(started(drive)).url)) for drive in (one_machine, aws)]
        with concurrent.futures.ThreadPoolExecutor() as pool:
            for done in [pool.submit(home.fill) for home in filled]:
                done.result()
        running.enter_context(started(late))
        again = Home(Api(late.url, filled[1].user.token), filled[1].names, filled[1].albums)
        yield {"one machine": filled[0], "AWS": filled[1], "AWS, made anew": again}
        for drive in drives:
            assert drive.stop() == 0, drive.stderr()


@contextlib.contextmanager
def started(drive):
    """Ends it when a test or the filling of a library failed."""
    try:
        yield drive.start()
    finally:
        if drive.is_running:
            drive.kill()


def assert_same(homes, answer_of):
    answers = {name: answer_of(home) for name, home in homes.items()}
    expected = answers["one machine"]
    for name, answer in answers.items():
        assert answer == expected, name
    return expected


@pytest.mark.parametrize("parameters", [*FILTERS, *SORTS, *({"q": q} for q in QUERIES)], ids=str)
def test_lists_are_the_same(homes, parameters):
    whole = assert_same(homes, lambda home: home.names_of("/outline", {**parameters, "limit": 2000}))
    if FILES <= 1000:
        assert assert_same(homes, lambda home: home.names_of("/retrieve", {**parameters, "limit": 47})) == whole
    else:
        first = [home.get("/retrieve", {**parameters, "limit": 50})["files"] for home in homes.values()]
        names = [[home.names[file["fileId"]] for file in page] for home, page in zip(homes.values(), first)]
        assert names == [whole[:50]] * len(names)


@pytest.mark.parametrize("title", ["Every third", "Backwards"])
def test_albums_are_the_same(homes, title):
    members = assert_same(homes, lambda home: home.names_of(f"/collections/{home.albums[title]}/files", {"limit": 200}))
    assert members
    by_name = assert_same(homes, lambda home: home.names_of("/outline", {"collection": home.albums[title], "sort": "name", "limit": 2000}))
    assert by_name == sorted(members)


@pytest.mark.parametrize("q", ["brthday", "mountian", "bjrok"])
def test_corrections_are_the_same(homes, q):
    assert_same(homes, lambda home: home.get("/retrieve", {"q": q}).get("corrections"))


@pytest.mark.parametrize("parameters", [{}, {"q": "beach"}, {"kind": "audio"}], ids=str)
def test_counts_are_the_same(homes, parameters):
    facets = assert_same(homes, lambda home: home.get("/facets", {**parameters, "limit": 1000}))
    assert any(facets.values())
    months = assert_same(
        homes, lambda home: [(each["month"], each["count"]) for each in home.get("/timeline", parameters)["months"]]
    )
    assert months
    assert_same(homes, lambda home: map_of(home, parameters))


def map_of(home, parameters):
    shown = home.get("/map", {**parameters, "zoom": 4, "limit": 500})
    for cell in shown["cells"]:
        cell["cover"] = home.names[cell.pop("coverFileId")]
        cell["thumbnails"] = list(cell.get("thumbnails", {}))
    return shown


@pytest.mark.parametrize("what", ["artists", "albums", "genres"])
def test_music_is_the_same(homes, what):
    def rows(home):
        found = home.get(f"/music/{what}", {"limit": 200})[what]
        return [{**row, "coverFileId": home.names.get(row.get("coverFileId"))} for row in found]

    assert assert_same(homes, rows)


def test_the_names_of_artists_are_among_them(homes):
    found = homes["AWS"].get("/facets", {"limit": 1000})["artist"]
    assert {each["value"] for each in found} <= set(words.ARTISTS)
