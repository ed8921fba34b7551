"""The model: what a drive has acknowledged, and so what it must still have.

It knows nothing of folders and processes. A file is named by its owner and its bytes: that is what was handed over.
"""

import dataclasses
import hashlib

import media


FLIPPED, TRUNCATED, REMOVED = "flipped", "truncated", "removed"


class Violation(Exception):
    """The drive broke a promise."""


@dataclasses.dataclass(frozen=True)
class Content:
    """Bytes that are made again whenever they are needed."""

    number: int
    size: int

    @property
    def is_image(self):
        return self.number % 3 == 0

    @property
    def name(self):
        return f"{self.number}.png" if self.is_image else f"{self.number}.wav"

    @property
    def type(self):
        return "image/png" if self.is_image else "audio/wav"

    def make(self):
        return media.png(self.number, 64, 48) if self.is_image else media.wav(self.size, self.number)

    def sha256(self):
        return hashlib.sha256(self.make()).hexdigest()


@dataclasses.dataclass
class File:
    """A file that was acknowledged and that nobody asked to delete."""

    owner: str
    content: Content
    sha256: str
    file_id: str
    # What we did to its object, if anything; then it may be damaged, but must not be so in silence.
    harm: str = ""
    # The drive has said that it is damaged.
    is_reported: bool = False

    @property
    def key(self):
        return self.owner, self.sha256


class Library:
    def __init__(self):
        # Owner: id of the account.
        self.user_ids = {}
        self.files = {}
        # (owner, sha256): content. Uploads and deletions whose answer was lost, and whatever an older database may
        # bring back: such a file is there or not.
        self.maybe = {}
        # (owner, sha256): content. Deletions that were acknowledged: such a file is not there.
        self.deleted = {}
        # SHA-256 of objects that no record names, which are not removed either.
        self.strays = set()

    def begin_upload(self, owner, content):
        """Before the request is sent. Until it is acknowledged, the file may be there or not."""
        key = owner, content.sha256()
        if key not in self.files:
            self.deleted.pop(key, None)
            self.maybe[key] = content

    def acknowledge_upload(self, owner, content, file_id, is_answered_as_new):
        sha256 = content.sha256()
        known = self.files.get((owner, sha256))
        if known is None:
            self.files[owner, sha256] = File(owner, content, sha256, file_id)
            self.maybe.pop((owner, sha256), None)
            return
        if known.file_id != file_id:
            raise Violation(f"the same bytes are file {known.file_id} and file {file_id}")
        if is_answered_as_new and not known.harm:
            raise Violation(f"a duplicate of {file_id} was answered as new")
        # The good bytes came back. A flipped bit cannot be seen without reading all bytes.
        if known.harm != FLIPPED or known.is_reported:
            known.harm, known.is_reported = "", False

    def begin_deletion(self, file):
        del self.files[file.key]
        self.maybe[file.key] = file.content

    def acknowledge_deletion(self, file):
        self.deleted[file.key] = self.maybe.pop(file.key)

    def replace_database(self):
        """The drive went back to an older database, or to none, and was told to adopt what is there.

        What was deleted since may be back. What we harmed may be gone from the list: both its record and its object
        were lost.
        """
        self.maybe.update(self.deleted)
        self.deleted.clear()
        for file in list(self.files.values()):
            if file.harm:
                self.begin_deletion(file)

    def take_ids(self, owner, listed):
        """After replace_database(): the older database may have known the same bytes as another file."""
        for file in listed:
            if (owner, file["sha256"]) in self.files:
                self.files[owner, file["sha256"]].file_id = file["fileId"]

    def become(self, other):
        """The drive goes on as another one, whose model this is."""
        self.__dict__.update(other.__dict__)

    def is_harmed(self):
        return any(file.harm for file in self.files.values())

    def compare(self, owner, found):
        """`found`: (file as the drive lists it, SHA-256 of what it serves or None) of all files of the owner."""
        listed = {}
        for file, served in found:
            if listed.setdefault(file["sha256"], (file, served))[0] is not file:
                raise Violation(f"{owner} has the same bytes twice: {file['fileId']}")
        for sha256, (file, served) in listed.items():
            self._meet(owner, file, served)
        for known in list(self.files.values()):
            if known.owner == owner and known.sha256 not in listed:
                raise Violation(f"file {known.file_id} of {owner} is lost: {known}")

    def _meet(self, owner, file, served):
        key = owner, file["sha256"]
        is_whole = served == file["sha256"]
        is_damaged = bool(file.get("damaged"))
        if is_whole and is_damaged:
            raise Violation(f"reported as damaged, and served as it should be: {file}")
        if not is_whole and not is_damaged:
            raise Violation(f"served as {served} and not reported as damaged: {file}; {self.files.get(key)}")
        known = self.files.get(key)
        if known is None:
            self._learn(owner, key, file, is_damaged)
            return
        if is_damaged and not known.harm:
            raise Violation(f"damaged, though nothing harmed it: {file}")
        known.is_reported = is_damaged
        if is_whole:
            known.harm = ""
        if known.file_id != file["fileId"]:
            raise Violation(f"acknowledged as {known.file_id}, listed as {file['fileId']}")

    def _learn(self, owner, key, file, is_damaged):
        """Of a file that may be there: now that it was seen, it must stay."""
        if key in self.deleted:
            raise Violation(f"deleted, and there again: {file}")
        if key not in self.maybe:
            raise Violation(f"a file that nobody uploaded: {file}")
        harm = REMOVED if is_damaged else ""
        self.files[key] = File(owner, self.maybe.pop(key), file["sha256"], file["fileId"], harm, is_damaged)
