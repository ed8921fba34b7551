"""The library on the AWS adapters: the tests of one machine, and what is different here."""

import requests
from client import Api, problem
from download_lists import check_contents, files_of, upload_some

from test_search import (  # noqa: F401
    test_a_cursor_fits_only_its_own_list,
    test_a_new_file_is_found_at_once_and_a_deleted_one_is_not,
    test_a_typo_is_corrected_and_the_answer_says_so,
    test_alike_pictures_are_grouped,
    test_files_are_sorted_by_what_is_asked_for,
    test_libraries_of_others_are_not_searched,
    test_months_lead_into_the_list,
    test_pages_follow_each_other_in_every_order,
    test_parameters_that_make_no_sense_are_named,
    test_the_outline_has_the_same_files_and_their_dates,
    test_words_are_found_in_names_in_any_order_and_in_part,
)
from test_trash import (  # noqa: F401
    test_half_of_an_album_comes_back_to_its_place,
    test_many_are_changed_at_once_and_guarded,
    test_the_same_bytes_bring_a_file_back,
)


def listed(answer):
    assert answer.status_code == 200, answer.text
    return [file["fileId"] for file in answer.json()["files"]]


def test_a_download_is_a_list_of_files_of_which_the_client_makes_the_archive(alice, stack, seed):
    files = upload_some(alice, seed, 5)
    answer = alice.post("/downloads", json={"fileIds": [file["fileId"] for file in files]})
    assert answer.status_code == 201, answer.text
    assert "url" not in answer.json()
    # The other server knows it, too.
    elsewhere = Api(stack.servers[1].url, alice.token)
    check_contents(files_of(elsewhere, answer.json()["downloadId"], 2), files)


def test_a_download_of_an_album_is_in_its_order_and_stays_as_it_was(alice, seed):
    files = upload_some(alice, seed, 4)
    album = alice.post("/collections", json={"title": "Sea", "kind": "album"}).json()["collectionId"]
    turned = files[::-1]
    added = alice.post(f"/collections/{album}/files", json={"fileIds": [file["fileId"] for file in turned]})
    assert added.json()["added"] == 4
    download = alice.post("/downloads", json={"collection": album}).json()["downloadId"]
    assert alice.delete(f"/collections/{album}").status_code == 204
    check_contents(files_of(alice, download, 200), turned)


def test_downloads_of_others_are_not_found(alice, bob, seed):
    (file,) = upload_some(alice, seed, 1)
    problem(bob.post("/downloads", json={"fileIds": [file["fileId"]]}), 404, "not_found")
    download = alice.post("/downloads", json={"fileIds": [file["fileId"]]}).json()["downloadId"]
    problem(bob.get(f"/downloads/{download}/files"), 404, "not_found")


def test_what_is_in_the_trash_is_nowhere_else(alice, seed):
    files = upload_some(alice, seed, 3)
    ids = [file["fileId"] for file in files]
    assert alice.delete(f"/files/{ids[1]}").status_code == 204
    problem(alice.get(f"/files/{ids[1]}"), 404, "not_found")
    for parameters in ({}, {"sort": "name"}, {"q": "png"}):
        assert sorted(listed(alice.get("/retrieve", params=parameters))) == [ids[0], ids[2]]
    (trashed,) = alice.get("/trash").json()["files"]
    assert trashed["fileId"] == ids[1] and trashed["trashedAt"]
    assert alice.post("/trash/restore", json={"fileIds": [ids[1]]}).json() == {"restored": 1}
    assert listed(alice.get("/retrieve", params={"sort": "name"})) == ids
    for file in ids[:2]:
        assert alice.delete(f"/files/{file}").status_code == 204
    assert alice.delete("/trash").status_code == 204
    assert listed(alice.get("/trash")) == []
    assert listed(alice.get("/retrieve")) == [ids[2]]
    assert requests.get(files[0]["fileUrl"], timeout=10).status_code == 404
