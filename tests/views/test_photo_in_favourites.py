"""A photo that was opened from somebody's favourites keeps its place there."""

import re

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from galleries.models import Favourite, OwnerNote, Photo
from galleries.queries.keyset import COUNTED, FAVOURITES
from tests.cast import NOW, Cast, make_favourite, make_person, make_photo, switch
from tests.views.test_favourites import EVERYBODY, FRIENDS, PUBLIC, read
from tests.views.test_photostream import link, shown


def url(photo: Photo, *, whose: str = "alice", list_name: str = "favorites") -> str:
    return f"/photos/{photo.owner.who}/{photo.pk}/in/{list_name}-{whose}/"


def back(page: str) -> str:
    found = re.search(r'<p class="photo__back">\s*<a href="([^"]+)"', page)
    return found[1] if found else ""


def test_the_neighbours_are_those_of_the_list_whoever_took_them(cast: Cast) -> None:
    away = make_person("away", nsid="9@N09")
    oldest = make_photo(away, visibility=PUBLIC)
    middle = make_photo(cast.bob, visibility=PUBLIC)
    newest = make_photo(cast.stranger, visibility=PUBLIC)
    closed = make_photo(away, visibility=Photo.Visibility.PRIVATE)
    make_photo(cast.bob, visibility=PUBLIC)  # which she has not faved
    make_favourite(cast.alice, oldest)
    make_favourite(cast.alice, closed, gone_at=NOW)
    for photo in (middle, newest):
        make_favourite(cast.alice, photo)
    page = read(cast.alice, url(middle))
    assert link(page, "prev") == url(newest)
    assert link(page, "next") == url(oldest)
    assert "Favourites of <bdi>Alice Ahlgren</bdi>" in page
    assert 'href="/photos/11111111@N01/favorites/" aria-current="page"' in page
    assert link(read(cast.alice, url(newest)), "prev") == ""
    assert link(read(cast.alice, url(oldest)), "next") == ""


@pytest.mark.parametrize("whose", ["alice", "Alice", "11111111@N01"])
def test_the_list_is_named_by_alias_or_nsid(cast: Cast, whose: str) -> None:
    photo, other = (make_photo(cast.bob, visibility=PUBLIC) for _ in range(2))
    make_favourite(cast.alice, photo)
    make_favourite(cast.alice, other)
    assert link(read(cast.alice, url(photo, whose=whose)), "prev") == url(other)


def test_people_without_an_alias_keep_their_place_too(cast: Cast) -> None:
    reader = make_person("", nsid="8@N08", path_alias="not/usable")
    make_favourite(reader, make_photo(cast.bob, visibility=PUBLIC))
    photo = make_photo(make_person("", nsid="9@N09"), visibility=PUBLIC)
    make_favourite(reader, photo)
    cast.guest.user.nsid = reader.nsid
    cast.guest.user.save()
    page = read(cast.guest, f"/photos/9@N09/{photo.pk}/in/favorites-8@N08/")
    assert link(page, "next").endswith("/in/favorites-8@N08/")
    assert back(page) == "/photos/8@N08/favorites/"


@pytest.mark.parametrize("place", [0, 29, 30, 44, 60, 69])
def test_the_way_back_leads_to_the_page_that_holds_it(cast: Cast, place: int) -> None:
    for _ in range(70):
        make_favourite(cast.alice, make_photo(cast.bob, visibility=PUBLIC))
    page, pages, address = "", [], "/photos/alice/favorites/"
    while address:
        page = read(cast.alice, address)
        pages += [(address, photo_id) for photo_id in shown(page)]
        address = link(page, "next")
    address, photo_id = pages[place]
    assert back(read(cast.alice, url(Photo.objects.get(pk=photo_id)))) == address


def test_far_down_the_way_back_still_leads_to_a_page_that_holds_it(cast: Cast) -> None:
    photos = [make_photo(cast.bob, visibility=PUBLIC) for _ in range(COUNTED + 40)]
    Favourite.objects.bulk_create(
        Favourite(person=cast.alice.person, photo=photo, faved_at=NOW, told_at=NOW)
        for photo in photos
    )
    row = Favourite.objects.get(photo=photos[7])
    rows = Favourite.objects.all()
    found = FAVOURITES.standing(rows, row, others=rows, related=("photo",))
    assert found is not None
    page = read(cast.alice, f"/photos/alice/favorites/{found.page_query}")
    assert photos[7].pk in shown(page)


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_may_not_read_the_list_finds_nothing_there(
    cast: Cast, settings: Settings, who: str
) -> None:
    settings.OPERATOR = [cast.operator.user.nsid]
    switch(cast.bob, shows_photos=True)
    photo = make_photo(cast.bob, "A secret pier", visibility=PUBLIC)
    make_favourite(cast.alice, photo)
    looker = getattr(cast, who)
    answer = looker.client.get(url(photo))
    assert answer.status_code == (200 if who == "alice" else 404)
    assert ("Alice" in answer.text) == (who == "alice")
    switch(cast.alice, shows_favourites=True)
    assert looker.client.get(url(photo)).status_code == 200


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("alice", 200),
        ("bob", 200),
        ("stranger", 404),
        ("guest", 404),
        ("operator", 404),
        ("visitor", 404),
    ],
)
def test_a_photo_for_friends_is_shown_to_whom_flickr_showed_it(
    cast: Cast, settings: Settings, who: str, status: int
) -> None:
    """Alice took it; Flickr showed it to Bob, who opened his list to everybody."""
    settings.OPERATOR = [cast.operator.user.nsid]
    switch(cast.bob, shows_favourites=True)
    switch(cast.alice, shows_photos=True)
    photo = make_photo(cast.alice, "A secret pier", visibility=FRIENDS)
    make_favourite(cast.bob, photo)
    answer = getattr(cast, who).client.get(url(photo, whose="bob"))
    assert answer.status_code == status
    assert ("secret pier" in answer.text) == (status == 200)


def test_what_only_its_owner_knows_stays_with_them(cast: Cast) -> None:
    photo = make_photo(cast.alice, visibility=FRIENDS)
    OwnerNote.objects.create(
        photo=photo,
        latitude=47.6,
        longitude=-122.3,
        place_shown_to="friends",
        original=[6000, 4000, "https://live.staticflickr.com/1/2_3_o.jpg"],
    )
    make_favourite(cast.bob, photo)
    page = read(cast.bob, url(photo, whose="bob"))
    for secret in ("Place", "47.6", "6000", "_o.jpg", "your friends", "original"):
        assert secret not in page
    assert "Not public: Flickr shows it to you" in page


@pytest.mark.parametrize(
    "address",
    [
        "/photos/bob/{other}/in/favorites-alice/",  # not faved
        "/photos/bob/{unfaved}/in/favorites-alice/",
        "/photos/alice/{id}/in/favorites-alice/",  # not hers
        "/photos/bob/{id}/in/favorites-nobody/",
        "/photos/bob/{id}/in/favorites-/",
        "/photos/bob/{id}/in/favorites-a%00b/",
        "/photos/a%00b/{id}/in/favorites-alice/",
        "/photos/bob/{id}/in/contacts/",
        "/photos/bob/9223372036854775808/in/favorites-alice/",
        "/photos/bob/99999999999999999999999999/in/favorites-alice/",
    ],
)
def test_what_does_not_stand_in_the_list_is_not_there(cast: Cast, address: str) -> None:
    photo, other, unfaved = (make_photo(cast.bob, visibility=PUBLIC) for _ in range(3))
    make_favourite(cast.alice, photo)
    make_favourite(cast.alice, unfaved, gone_at=NOW)
    address = address.format(id=photo.pk, other=other.pk, unfaved=unfaved.pk)
    for actor in (cast.alice, cast.visitor):
        assert actor.client.get(address).status_code == 404


def test_an_address_of_flickr_works_when_its_host_is_swapped(cast: Cast) -> None:
    photo = make_photo(cast.bob, "Pier", visibility=PUBLIC)
    make_favourite(cast.alice, photo)
    answer = cast.alice.client.get(url(photo, list_name="faves"))
    assert answer.headers["Location"] == url(photo)
    page = read(cast.alice, f"/photos/bob/{photo.pk}/in/photostream/")
    assert "<title>Pier by Bob Brandt" in page
    assert back(page) == ""


def test_a_redirect_tells_nobody_what_is_there(cast: Cast) -> None:
    photo = make_photo(cast.bob)
    for address in (url(photo, list_name="faves"), "/photos/bob/1/in/faves-nobody/"):
        answer = cast.visitor.client.get(address)
        assert answer.status_code == 302
        assert cast.visitor.client.get(answer.headers["Location"]).status_code == 404


def test_the_number_of_queries_is_fixed(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    photos = [make_photo(cast.bob, visibility=PUBLIC, tags=("a", "b")) for _ in range(5)]
    for photo in photos:
        make_favourite(cast.alice, photo)
    with django_assert_max_num_queries(12):
        cast.alice.client.get(url(photos[2]))
