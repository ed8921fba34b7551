"""A client that keeps sending files while the server is killed under it."""

import hashlib
import random
import threading
import time
import uuid

import requests

import media


def wav(pick):
    """A random content, its name and its type."""
    number = pick.getrandbits(48)
    return media.wav(pick.choice([300, 5_000, 60_000, 400_000]), number), f"{number}.wav", "audio/wav"


class Uploader(threading.Thread):
    """Sends files until told to stop, and remembers what the server acknowledged."""

    def __init__(self, drive, token, seed, make=wav, pause=0):
        """`make(pick)` gives a content, a name and a type; `pause` is the time between two files."""
        super().__init__(daemon=True)
        self.drive, self.token, self.make, self.pause = drive, token, make, pause
        self.random = random.Random(seed)
        self.acknowledged = {}
        self.unfinished = set()
        # The key and the body of a POST /uploads whose answer has not come.
        self.unanswered = None
        self.surprises = []
        self.ended = threading.Event()

    def run(self):
        while not self.ended.is_set():
            session = requests.Session()
            session.trust_env = False
            session.headers["Authorization"] = f"Bearer {self.token}"
            try:
                while not self.ended.is_set():
                    self.send(session)
                    self.ended.wait(self.pause)
            except requests.RequestException:
                time.sleep(0.005)  # The server was killed, or is not up yet.

    def send(self, session):
        # What a kill left half done is cleared up, or it would count against the open uploads.
        if self.unanswered and not self.create(session, *self.unanswered):
            return
        for upload_id in list(self.unfinished):
            answer = session.delete(f"{self.drive.url}/uploads/{upload_id}", timeout=20)
            if answer.status_code not in (204, 404):
                self.surprises.append(answer.text)
            self.unfinished.discard(upload_id)
        content, name, content_type = self.make(self.random)
        if self.random.random() < 0.7:
            answer = session.post(f"{self.drive.url}/upload", files={"file": (name, content)}, timeout=20)
        else:
            body = {"fileName": name, "contentType": content_type, "size": len(content)}
            made = self.create(session, str(uuid.uuid4()), body)
            if not made:
                return
            put = requests.put(made["parts"][0]["url"], data=content, timeout=20)
            if put.status_code != 200:
                self.surprises.append(put.text)
                return
            answer = session.post(f"{self.drive.url}/uploads/{made['uploadId']}/complete", timeout=20)
        if answer.status_code in (200, 201):
            self.unfinished.clear()
            file = answer.json()["file"]
            self.acknowledged[file["fileId"]] = hashlib.sha256(content).hexdigest()
        else:
            self.surprises.append(answer.text)

    def create(self, session, key, body):
        """Begins an upload session, or learns of the one that an earlier call with this key has begun."""
        self.unanswered = (key, body)
        made = session.post(f"{self.drive.url}/uploads", json=body, headers={"Idempotency-Key": key}, timeout=20)
        self.unanswered = None
        if made.status_code not in (200, 201):
            self.surprises.append(made.text)
            return None
        self.unfinished.add(made.json()["uploadId"])
        return made.json()


def kill_under_load(uploaders, kill, seconds_per_kill, kills, min_files):
    """Calls `kill()` after each pause until it has killed `kills` times and `min_files` files were acknowledged.

    `kill()` returns how many kills it made. A slow machine acknowledges less between two kills, so it is killed
    more often; one that acknowledges nothing fails here.
    """
    killed = 0
    deadline = time.monotonic() + 60 + 3 * kills
    while killed < kills or count_acknowledged(uploaders) < min_files:
        assert time.monotonic() < deadline, f"{killed} kills, {count_acknowledged(uploaders)} files acknowledged"
        time.sleep(seconds_per_kill())
        killed += kill()


def count_acknowledged(uploaders):
    return sum(len(uploader.acknowledged) for uploader in uploaders)
