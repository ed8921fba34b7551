"""A library of photos and songs is imported, searched, organised, downloaded and exported; many in `make soak WHAT=library`."""

import os
import pathlib
import shutil
import sys

import pytest
from client import Api, User
from command_client import Client
from library_walk import LibraryWalk

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "library"))

import real_files  # noqa: E402

PHOTOS = int(os.environ.get("AUDMG_LIBRARY_PHOTOS", "40"))
SONGS = int(os.environ.get("AUDMG_LIBRARY_SONGS", "10"))
pytestmark = pytest.mark.skipif(not shutil.which("exiftool"), reason="exiftool is not installed")


def test_a_library_is_imported_found_organised_and_exported(shared, tmp_path):
    made = real_files.make(tmp_path / "library", PHOTOS, SONGS)
    user = User(shared.url)
    cli = Client(tmp_path / "home", shared.url, user).log_in()
    LibraryWalk(cli, user, Api(shared.url, user.token), tmp_path / "library", *made, tmp_path).run()
