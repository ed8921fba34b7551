"""The names of places of one machine, at a server on the AWS adapters, whose worker is another process."""

from test_places import (  # noqa: F401
    test_a_picture_is_found_by_every_name_of_its_place,
    test_a_place_that_a_person_has_corrected_stays,
    test_coordinates_that_a_person_sets_are_named,
)
