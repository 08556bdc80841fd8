import pytest

from galleries.flickr.licences import LICENCES, Allows, Duty, licence_of
from tests.recordings import needs_recordings, recordings


def test_all_seventeen_licences_are_known() -> None:
    assert sorted(LICENCES) == list(range(17))
    assert all(licence.id == id for id, licence in LICENCES.items())
    assert all(licence.url.startswith("https://") for licence in LICENCES.values())


@pytest.mark.parametrize(
    ("id", "short_name", "commercial", "derivatives", "duty"),
    [
        (0, "All rights reserved", Allows.NO, Allows.NO, Duty.PERMISSION),
        (1, "CC BY-NC-SA 2.0", Allows.NO, Allows.SAME_LICENCE, Duty.ATTRIBUTION),
        (4, "CC BY 2.0", Allows.YES, Allows.YES, Duty.ATTRIBUTION),
        (6, "CC BY-ND 2.0", Allows.YES, Allows.NO, Duty.ATTRIBUTION),
        (7, "No known restrictions", Allows.CHECK, Allows.CHECK, Duty.RIGHTS_STATEMENT),
        (8, "US Government Work", Allows.CHECK, Allows.CHECK, Duty.NO_ENDORSEMENT),
        (9, "CC0 1.0", Allows.YES, Allows.YES, Duty.COURTESY),
        (12, "CC BY-SA 4.0", Allows.YES, Allows.SAME_LICENCE, Duty.ATTRIBUTION_AND_CHANGES),
        (16, "CC BY-NC-ND 4.0", Allows.NO, Allows.NO, Duty.ATTRIBUTION_AND_CHANGES),
    ],
)
def test_a_licence_says_what_it_asks_for(
    id: int, short_name: str, commercial: Allows, derivatives: Allows, duty: Duty
) -> None:
    licence = licence_of(id)
    assert licence.short_name == short_name
    assert (licence.commercial, licence.derivatives) == (commercial, derivatives)
    assert licence.duty is duty


def test_a_licence_that_is_new_to_us_allows_nothing() -> None:
    assert not licence_of(99).is_free
    assert licence_of(4).is_free


@needs_recordings
def test_flickrs_own_list_has_the_same_addresses() -> None:
    compared = 0
    for found in recordings("photos.licenses.getInfo"):
        for listed in found.body["licenses"]["license"]:
            ours = licence_of(int(listed["id"])).url
            if "creativecommons.org" in str(listed["url"]):
                assert str(listed["url"]).replace("http:", "https:") == ours
                compared += 1
    assert compared
