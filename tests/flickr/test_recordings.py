"""Every reply that the real Flickr once gave, to a method that we read, must be readable."""

from collections.abc import Callable
from contextlib import suppress
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
from galleries.flickr.errors import FlickrError, UnexpectedAnswer
from galleries.flickr.photo_lists import read_photo_page
from galleries.flickr.records import UNSAID, PhotoInfo, PhotoRecord, Safety, Visibility
from galleries.flickr.refusals import refusal_of_reply
from tests.flickr.mutations import mutated, storable
from tests.recordings import Recording, needs_recordings, recordings

type Parser = Callable[[str, dict[str, Any]], object]


def photo_list(method: str, reply: dict[str, Any]) -> object:
    return read_photo_page(method, reply, asked=())


PARSERS: dict[str, Parser] = {
    "activity.userComments": activity.parse_items,
    "activity.userPhotos": activity.parse_items,
    "auth.oauth.checkToken": auth.parse_token,
    "contacts.getList": contacts.parse_list,
    "contacts.getPublicList": contacts.parse_list,
    "favorites.getList": favorites.parse_list,
    "favorites.getPublicList": favorites.parse_list,
    "galleries.getInfo": galleries.parse_info,
    "galleries.getList": galleries.parse_list,
    "galleries.getListForPhoto": galleries.parse_list,
    "galleries.getPhotos": galleries.parse_photos,
    "groups.getInfo": groups.parse_info,
    "groups.members.getList": groups.parse_members,
    "groups.pools.getGroups": pools.parse_groups,
    "groups.pools.getPhotos": pools.parse_photos,
    "groups.search": pools.parse_groups,
    "interestingness.getList": photo_list,
    "people.getGroups": people.parse_groups,
    "people.getInfo": people.parse_info,
    "people.getPhotos": photo_list,
    "people.getPhotosOf": photo_list,
    "people.getPublicGroups": people.parse_groups,
    "people.getPublicPhotos": photo_list,
    "photos.addTags": tags.parse_added,
    "photos.comments.addComment": comments.parse_added,
    "photos.comments.getList": comments.parse_list,
    "photos.getAllContexts": details.parse_contexts,
    "photos.getContactsPhotos": photo_list,
    "photos.getContactsPublicPhotos": photo_list,
    "photos.getExif": details.parse_exif,
    "photos.getFavorites": comments.parse_favers,
    "photos.getInfo": photos.parse_info,
    "photos.getNotInSet": photo_list,
    "photos.getRecent": photo_list,
    "photos.getSizes": photos.parse_sizes,
    "photos.getUntagged": photo_list,
    "photos.getWithGeoData": photo_list,
    "photos.getWithoutGeoData": photo_list,
    "photos.licenses.getInfo": licences.parse_info,
    "photos.licenses.getLicenseHistory": details.parse_licence_history,
    "photos.people.getList": details.parse_people,
    "photos.recentlyUpdated": photo_list,
    "photos.search": photo_list,
    "photosets.getInfo": photosets.parse_info,
    "photosets.getList": photosets.parse_list,
    "photosets.getPhotos": photosets.parse_photos,
    "tags.getListPhoto": tags.parse_list_photo,
    "tags.getListUser": tags.parse_list_user,
    "test.login": auth.parse_login,
    "urls.lookupGallery": galleries.parse_info,
    "urls.lookupGroup": lookups.parse_group,
    "urls.lookupUser": lookups.parse_user,
}
# Nobody in the world seems to have saved an answer of these.
NOT_RECORDED = {"auth.oauth.checkToken"}


def replies(method: str) -> list[Recording]:
    """The recordings that are replies of the API: an OAuth failure is a line of text."""
    return [found for found in recordings(method) if isinstance(found.body, dict)]


def good(method: str) -> list[Recording]:
    return [found for found in replies(method) if found.body.get("stat", "ok") == "ok"]


@needs_recordings
@pytest.mark.parametrize("method", sorted(PARSERS))
def test_every_recorded_reply_of_a_method_we_read_can_be_read(method: str) -> None:
    for found in good(method):
        try:
            PARSERS[method](method, found.body)
        except UnexpectedAnswer as error:
            pytest.fail(f"{found.name}: {error}")


def shortened(reply: Any) -> Any:
    """A reply with at most three things in each list: enough to break, and quick to walk."""
    if isinstance(reply, dict):
        return {key: shortened(value) for key, value in reply.items()}
    return [shortened(value) for value in reply[:3]] if isinstance(reply, list) else reply


@needs_recordings
@pytest.mark.parametrize("method", sorted(PARSERS.keys() - NOT_RECORDED))
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_a_recorded_reply_that_is_broken_is_a_record_or_one_error(
    method: str, data: st.DataObject
) -> None:
    broken = data.draw(mutated(shortened(data.draw(st.sampled_from(good(method))).body)))
    with suppress(UnexpectedAnswer):
        storable(PARSERS[method](method, broken))


@needs_recordings
@pytest.mark.parametrize("method", sorted(PARSERS))
def test_every_recorded_refusal_is_one_of_our_errors(method: str) -> None:
    for found in replies(method):
        if found.body.get("stat") == "fail":
            assert isinstance(refusal_of_reply(method, found.body, found.request), FlickrError)


@needs_recordings
def test_we_know_which_methods_have_no_recording() -> None:
    counted = {method: len(recordings(method)) for method in PARSERS}
    print(*(f"{many:4} {method}" for method, many in sorted(counted.items())), sep="\n")  # noqa: T201
    assert {method for method, many in counted.items() if not many} == NOT_RECORDED


@needs_recordings
def test_a_recorded_list_loses_no_photo_on_the_way() -> None:
    for method in ("photos.search", "groups.pools.getPhotos", "galleries.getPhotos"):
        for found in good(method):
            page: Any = PARSERS[method](method, found.body)
            wires = found.body["photos"].get("photo") or []
            assert len(page.items) == len(wires), found.name


@needs_recordings
def test_recorded_photos_are_read_and_not_only_survived() -> None:
    read: list[PhotoRecord] = []
    for method in ("people.getPublicPhotos", "photos.search", "people.getPhotos"):
        for found in good(method):
            page: Any = PARSERS[method](method, found.body)
            read.extend(page.items)
    assert len(read) > 2000
    assert all(photo.visibility is Visibility.PUBLIC for photo in read)
    assert all(photo.secret and photo.server and photo.owner for photo in read)
    assert sum(bool(photo.sizes) for photo in read) > 1500
    for photo in read:
        if photo.sizes:
            assert all(size.url.startswith("https://") for size in photo.sizes.values())
    assert any(photo.place for photo in read)
    assert any(photo.taken is None for photo in read)


@needs_recordings
def test_recorded_photo_pages_are_read_and_not_only_survived() -> None:
    infos: list[PhotoInfo] = [
        photos.parse_info("photos.getInfo", found.body) for found in good("photos.getInfo")
    ]
    assert any(info.photo.place and info.place_names for info in infos)
    assert any(info.permissions is not UNSAID for info in infos)
    assert any(info.notes for info in infos)
    assert any(info.photo.machine_tags for info in infos)
    assert any(info.photo.safety is Safety.RESTRICTED for info in infos)
    assert all(info.photo.uploaded_at and info.photo.changed_at for info in infos)
    assert all(info.usage is not UNSAID for info in infos)


@needs_recordings
def test_recorded_sizes_have_suffixes_that_match_their_files() -> None:
    for found in good("photos.getSizes"):
        for suffix, size in photos.parse_sizes("photos.getSizes", found.body).sizes.items():
            tail = size.url.rpartition("/")[2].rpartition(".")[0].split("_")[2:]
            assert tail == ([suffix] if suffix else []), f"{found.name}: {size.url}"
