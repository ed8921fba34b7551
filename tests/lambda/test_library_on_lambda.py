"""The library in Lambda functions: the tests of the other homes, through the gateway."""

import pytest
from download_lists import check_contents, files_of, upload_some

from test_search import (  # noqa: F401
    test_a_cursor_fits_only_its_own_list,
    test_a_new_file_is_found_at_once_and_a_deleted_one_is_not,
    test_a_typo_is_corrected_and_the_answer_says_so,
    test_files_are_sorted_by_what_is_asked_for,
    test_libraries_of_others_are_not_searched,
    test_months_lead_into_the_list,
    test_parameters_that_make_no_sense_are_named,
    test_words_are_found_in_names_in_any_order_and_in_part,
)
from test_trash import (  # noqa: F401
    test_half_of_an_album_comes_back_to_its_place,
    test_many_are_changed_at_once_and_guarded,
    test_the_same_bytes_bring_a_file_back,
)

pytestmark = pytest.mark.usefixtures("event_sources")


def test_a_download_is_a_list_of_files_of_which_the_client_makes_the_archive(alice, seed):
    files = upload_some(alice, seed, 3)
    answer = alice.post("/downloads", json={"fileIds": [file["fileId"] for file in files]})
    assert answer.status_code == 201, answer.text
    assert "url" not in answer.json()
    check_contents(files_of(alice, answer.json()["downloadId"], 2), files)
