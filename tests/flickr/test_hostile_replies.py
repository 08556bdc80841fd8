"""Whatever Flickr sends, the parsers know only two outcomes: a record or UnexpectedAnswer."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from galleries.flickr import (
    activity,
    auth,
    comments,
    contacts,
    details,
    favorites,
    galleries,
    groups,
    licences,
    lookups,
    people,
    photos,
    photosets,
    pools,
    tags,
)
from galleries.flickr.errors import UnexpectedAnswer
from galleries.flickr.photo_lists import read_photo_page
from tests.flickr import families, wire
from tests.flickr.mutations import mutated, storable

REPLIES: list[tuple[str, Callable[[str, dict[str, Any]], object], dict[str, Any]]] = [
    ("people.getPhotos", read_photo_page, wire.photo_page(wire.photo(), wire.photo(id="5"))),
    ("photos.getInfo", photos.parse_info, wire.photo_info()),
    ("photos.getSizes", photos.parse_sizes, families.SIZES),
    ("favorites.getList", favorites.parse_list, wire.photo_page(wire.photo(date_faved="9"))),
    ("groups.pools.getPhotos", pools.parse_photos, wire.photo_page(wire.photo(dateadded="9"))),
    ("galleries.getPhotos", galleries.parse_photos, families.GALLERY_PHOTOS),
    ("galleries.getList", galleries.parse_list, families.GALLERIES),
    ("photosets.getList", photosets.parse_list, families.ALBUMS),
    ("photosets.getPhotos", photosets.parse_photos, families.ALBUM_PHOTOS),
    ("people.getInfo", people.parse_info, families.PERSON),
    ("people.getGroups", people.parse_groups, families.GROUPS),
    ("groups.getInfo", groups.parse_info, families.GROUP),
    ("groups.members.getList", groups.parse_members, families.MEMBERS),
    ("contacts.getList", contacts.parse_list, families.CONTACTS),
    ("photos.comments.getList", comments.parse_list, families.COMMENTS),
    ("photos.comments.addComment", comments.parse_added, families.ADDED_COMMENT),
    ("photos.getFavorites", comments.parse_favers, families.FAVERS),
    ("photos.getExif", details.parse_exif, families.EXIF),
    ("photos.getAllContexts", details.parse_contexts, families.CONTEXTS),
    ("photos.people.getList", details.parse_people, families.PEOPLE),
    ("photos.licenses.getLicenseHistory", details.parse_licence_history, families.HISTORY),
    ("photos.licenses.getInfo", licences.parse_info, families.LICENCES),
    ("activity.userPhotos", activity.parse_items, families.ACTIVITY),
    ("tags.getListUser", tags.parse_list_user, families.USER_TAGS),
    ("photos.addTags", tags.parse_added, families.ADDED_TAGS),
    ("tags.getListPhoto", tags.parse_list_photo, families.PHOTO_TAGS),
    ("auth.oauth.checkToken", auth.parse_token, families.TOKEN_REPLY),
    ("test.login", auth.parse_login, families.LOGIN),
    ("urls.lookupUser", lookups.parse_user, families.FOUND_USER),
    ("urls.lookupGroup", lookups.parse_group, families.FOUND_GROUP),
]


@pytest.mark.parametrize(("method", "parse", "reply"), REPLIES, ids=[r[0] for r in REPLIES])
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(data=st.data())
def test_a_broken_reply_is_a_record_or_one_error(
    method: str,
    parse: Callable[[str, dict[str, Any]], object],
    reply: dict[str, Any],
    data: st.DataObject,
) -> None:
    broken = data.draw(mutated(reply))
    outcome: object
    try:
        outcome = parse(method, broken)
    except UnexpectedAnswer as error:
        outcome = (error.method, error.detail)
        said = str(error)
    else:
        said = ""
    storable(outcome)
    assert "5ec2e7" not in said
    assert "<script>" not in said


@pytest.mark.parametrize(("method", "parse", "reply"), REPLIES, ids=[r[0] for r in REPLIES])
def test_a_whole_reply_is_a_record(
    method: str, parse: Callable[[str, dict[str, Any]], object], reply: dict[str, Any]
) -> None:
    storable(parse(method, reply))
