"""What people do with a library of photos and songs, by `audmg client`, curl and HTTP: import, find, organise, download."""

import contextlib
import hashlib
import json
import pathlib
import subprocess
import time
import zipfile
import zlib

import requests

# What POST /collections/{id}/files and others take at once.
MOST_IDS = 1000
DATED, DATES_SET = 200, "2012-12-21T12:00:00"
DOWNLOADED = 300


class LibraryWalk:
    """One user with a library; each step checks what it did, and what it took is kept in `seconds`.

    `cli` is logged in as `user`. `elsewhere` is the same user at another server of the same drive. The names of all files
    differ.
    """

    def __init__(self, cli, user, elsewhere, folder, photos, songs, work):
        self.cli = cli
        self.user = user
        self.elsewhere = elsewhere
        self.folder = folder
        self.photos = photos
        self.songs = songs
        self.work = work
        self.files = {}
        self.seconds = {}

    def run(self):
        self.import_all()
        self.check_facts()
        self.find()
        self.list_an_album()
        album = self.collect()
        self.trash_and_restore(album)
        self.edit_dates()
        self.download()
        self.export(album)

    @contextlib.contextmanager
    def step(self, name):
        begun = time.monotonic()
        yield
        self.seconds[name] = time.monotonic() - begun
        print(f"  {self.seconds[name]:8.2f} s  {name}", flush=True)

    # --- what the drive says ---

    def listed(self, user=None, path="/retrieve", **parameters):
        """The files of all pages."""
        files, cursor = [], {}
        while True:
            # One page tells whether answers keep the contract; checking all takes minutes.
            query = {"limit": 200, **parameters, **cursor}
            answer = (user or self.user).get(path, params=query, checked=not cursor)
            assert answer.status_code == 200, f"{query}: {answer.text}"
            files += answer.json()["files"]
            if "nextCursor" not in answer.json():
                return files
            cursor = {"cursor": answer.json()["nextCursor"]}

    def names(self, *rest, **parameters):
        return [file["fileName"] for file in self.listed(*rest, **parameters)]

    def ids(self, names):
        return [self.files[name]["fileId"] for name in names]

    def is_processing(self):
        """Looks at the newest files first: rows need no catalogue, and the last to come are the last to be ready."""
        cursor = {}
        while True:
            answer = self.user.get("/retrieve", params={"limit": 200, **cursor}, checked=False)
            if answer.status_code == 401:  # A slow machine may take longer than a token is good for.
                self.user.log_in()
                self.elsewhere.token = self.user.token
                return True
            assert answer.status_code == 200, answer.text
            if any(file["status"] == "processing" for file in answer.json()["files"]):
                return True
            if "nextCursor" not in answer.json():
                return False
            cursor = {"cursor": answer.json()["nextCursor"]}

    def curl(self, *words):
        done = subprocess.run(
            ["curl", "-sS", "-f", "-m", "60", "-H", f"Authorization: Bearer {self.user.token}", *map(str, words)],
            capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout) if done.stdout else None

    # --- the steps ---

    def import_all(self):
        count = len(self.photos) + len(self.songs)
        with self.step(f"audmg client put: {len(self.photos):,} photos and {len(self.songs):,} songs"):
            assert f"sent {count} files" in self.cli.ok("put", self.folder, timeout=3000)
        with self.step("until all of them are ready"):
            deadline = time.monotonic() + 60 + count
            while self.is_processing():
                assert time.monotonic() < deadline, "still processing"
                time.sleep(0.5)
        with self.step("until both servers can search"):
            for server in (self.user, self.elsewhere):
                while server.get("/retrieve", params={"sort": "date", "limit": 1}, timeout=300).status_code == 503:
                    assert time.monotonic() < deadline, "no catalogue"
                    time.sleep(0.2)
        with self.step("audmg client put of the same: nothing is sent"):
            assert "sent 0 files" in self.cli.ok("put", self.folder, timeout=600)

    def check_facts(self):
        with self.step("list all by date, with their facts"):
            files = self.listed(sort="date", order="asc")
        self.files = {file["fileName"]: file for file in files}
        assert len(self.files) == len(files) == len(self.photos) + len(self.songs)
        by_date = [photo.name for photo in sorted(self.photos, key=lambda photo: photo.taken)]
        assert [file["fileName"] for file in files if file["kind"] == "image"] == by_date
        for photo in self.photos:
            file = self.files[photo.name]
            make, model, _ = photo.camera
            assert file["date"] == f"{photo.taken:%Y-%m-%dT%H:%M:%S}", file
            assert (file["camera"]["make"], file["camera"]["model"], bool(file["place"]["name"])) == (make, model, True), file
        for song in self.songs:
            tags = self.files[song.name]["tags"]
            disc, track = song.place
            expected = (song.title, song.artist, song.album, disc + 1, track + 1)
            assert tuple(tags[key] for key in ("title", "artist", "album", "disc", "track")) == expected, tags

    def find(self):
        def photos(holds):
            return sorted(photo.name for photo in self.photos if holds(photo))

        of_bjork = sorted(song.name for song in self.songs if song.artist == "Björk")
        expected = {
            "beach 2019": photos(lambda photo: photo.subject == "beach" and photo.taken.year == 2019),
            "zürich": photos(lambda photo: photo.place == "Zürich"),
            "zurich": photos(lambda photo: photo.place == "Zürich"),
            "東京": photos(lambda photo: photo.place == "東京"),
            "bjork": of_bjork,
            "artist:björk": of_bjork,
            "brthday": photos(lambda photo: photo.subject == "birthday"),
            "camera:canon": photos(lambda photo: photo.camera[0] == "Canon"),
            "iphone 13": photos(lambda photo: photo.camera[1] == "iPhone 13 Pro"),
            "place:kraków": photos(lambda photo: photo.place == "Kraków"),
            "poland": photos(lambda photo: photo.place in ("Kraków", "Łódź")),
        }
        with self.step(f"{len(expected)} searches, each by curl, audmg client and another server"):
            for query, names in expected.items():
                found = self.curl("-G", f"{self.user.url}/retrieve", "--data-urlencode", f"q={query}", "-d", "limit=200")
                assert ("corrections" in found) == (query == "brthday"), found.get("corrections")
                some = [file["fileName"] for file in found["files"]]
                assert names and set(some) <= set(names) and len(some) == min(200, len(names)), (query, some, names)
                assert sorted(file["fileName"] for file in self.cli.list("search", query)) == names, query
                assert sorted(self.names(self.elsewhere, q=query)) == names, query

    def list_an_album(self):
        with self.step("an album in the order of its discs and tracks"):
            songs = [song for song in self.songs if song.album == self.songs[0].album]
            albums = self.user.get("/music/albums", params={"artist": songs[0].artist}).json()["albums"]
            [album] = [each for each in albums if each["title"] == songs[0].album]
            expected = [song.name for song in sorted(songs, key=lambda song: song.place)]
            assert self.names(path=f"/music/albums/{album['albumId']}") == expected
            by_album = self.cli.list("search", f'album:"{songs[0].album}"', "--sort", "album")
            assert [file["fileName"] for file in by_album] == expected

    def collect(self):
        """An album of all photos of one camera, of which the last half comes first; returns its id and its names."""
        with self.step("an album of a search, in another order"):
            found = self.names(q="camera:canon", sort="date")
            album = self.user.post("/collections", json={"title": "Canon", "kind": "album"}).json()["collectionId"]
            for first in range(0, len(found), MOST_IDS):
                chosen = self.ids(found[first : first + MOST_IDS])
                assert self.user.post(f"/collections/{album}/files", json={"fileIds": chosen}).json()["added"] == len(chosen)
            half = len(found) // 2
            order = {"fileIds": self.ids(found[half:]), "before": self.ids(found)[0]}
            assert self.user.post(f"/collections/{album}/order", json=order).json()["moved"] == len(found) - half
            turned = found[half:] + found[:half]
            assert self.names(path=f"/collections/{album}/files") == turned
            assert self.names(self.elsewhere, path=f"/collections/{album}/files") == turned
        return album, turned

    def trash_and_restore(self, album):
        album, names = album
        with self.step(f"half of it ({len(names[::2])} files) into the trash"):
            for file in self.ids(names[::2]):
                assert self.user.delete(f"/files/{file}").status_code == 204
            assert self.names(path=f"/collections/{album}/files") == names[1::2]
            assert sorted(self.names(q="camera:canon")) == sorted(names[1::2])
            assert sorted(self.names(path="/trash")) == sorted(names[::2])
        with self.step("and out of it"):
            restored = self.user.post("/trash/restore", json={"fileIds": self.ids(names[::2])})
            assert restored.json() == {"restored": len(names[::2])}, restored.text
            assert self.names(path=f"/collections/{album}/files") == names
            assert sorted(self.names(q="camera:canon")) == sorted(names)

    def edit_dates(self):
        chosen = [photo.name for photo in self.photos[:DATED]]
        with self.step(f"{len(chosen)} dates at once"):
            edit = {"fileIds": self.ids(chosen), "patch": {"date": DATES_SET}}
            answer = self.user.patch("/files", json=edit).json()
            assert answer["failed"] == [] and len(answer["revisions"]) == len(chosen)
            day = DATES_SET[:10]
            dated = self.listed(**{"from": day, "to": day})
            others = {photo.name for photo in self.photos if f"{photo.taken:%Y-%m-%d}" == day}
            assert {file["fileName"] for file in dated} == set(chosen) | others
            assert all(file["date"] == DATES_SET for file in dated if file["fileName"] in chosen)

    def download(self):
        names = sorted(self.files)[:DOWNLOADED]
        path = self.work / "some.zip"
        with self.step(f"{len(names)} files as one zip, cut twice and resumed"):
            answer = self.user.post("/downloads", json={"fileIds": self.ids(names)}).json()
            if "url" in answer:
                fetch_in_three([(path, answer["url"], answer["size"])])
                assert path.stat().st_size == answer["size"]
            else:
                self.make_zip(path, answer["downloadId"], names)
            subprocess.run(["unzip", "-tqq", path], check=True, timeout=60)
            with zipfile.ZipFile(path) as archive:
                assert sorted(archive.namelist()) == names
                for name in names:
                    assert hashlib.sha256(archive.read(name)).hexdigest() == self.files[name]["sha256"], name

    def make_zip(self, path, download, names):
        """Makes it as a client must where the drive gives none: of the list of its files."""
        entries = self.listed(path=f"/downloads/{download}/files")
        assert [entry["name"] for entry in entries] == names
        parts = self.work / "parts"
        parts.mkdir()
        fetch_in_three([(parts / f"{n:05}", entry["fileUrl"], entry["size"]) for n, entry in enumerate(entries)])
        with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
            for n, entry in enumerate(entries):
                content = (parts / f"{n:05}").read_bytes()
                assert (len(content), zlib.crc32(content)) == (entry["size"], entry["crc32"]), entry
                archive.writestr(entry["name"], content)

    def export(self, album):
        copy = self.work / "export"
        with self.step("audmg client export"):
            assert f"fetched {len(self.files)} files" in self.cli.ok("export", copy, timeout=1200)
        with self.step("audmg client export once more: nothing is fetched"):
            assert "fetched 0 files" in self.cli.ok("export", copy, timeout=600)
        paths = {path.relative_to(copy).as_posix(): path for path in copy.rglob("*") if path.is_file()}
        digests = {hashlib.sha256(path.read_bytes()).hexdigest(): name for name, path in paths.items()}
        assert {file["sha256"] for file in self.files.values()} <= set(digests)
        edited = [digests[self.files[photo.name]["sha256"]] for photo in self.photos[:DATED]]
        assert all(name.startswith(DATES_SET[:7].replace("-", "/")) for name in edited)
        assert all(f"{name}.xmp" in paths for name in edited)
        [collection] = json.loads((copy / "collections.json").read_text())["collections"]
        assert [pathlib.PurePosixPath(name).name for name in collection["files"]] == album[1]


def size_of(path):
    return path.stat().st_size if path.exists() else 0


def fetch_in_three(links):
    """Fetches (path, URL, size) one after the other. The connection is cut after a third and after two thirds of all bytes;
    each time the next one goes on where the last one was. The rest is for curl."""
    total = sum(size for _, _, size in links)
    for part in (1, 2):
        left = total * part // 3
        for path, url, size in links:
            fetch_until(path, url, min(size, left))
            left = max(0, left - size)
    assert sum(size_of(path) for path, _, _ in links) == total * 2 // 3
    words = [word for path, url, size in links if size_of(path) < size for word in ("-o", str(path), url)]
    subprocess.run(["curl", "-sS", "-f", "-C", "-", *words], check=True, timeout=120)


def fetch_until(path, url, size):
    """Goes on with a file until it has this size, then cuts the connection."""
    have = size_of(path)
    if have >= size:
        return
    with requests.get(url, headers={"Range": f"bytes={have}-"}, stream=True, timeout=60) as answer, open(path, "ab") as file:
        assert answer.status_code == 206
        for chunk in answer.iter_content(1 << 14):
            file.write(chunk[: size - file.tell()])
            if file.tell() == size:
                return
