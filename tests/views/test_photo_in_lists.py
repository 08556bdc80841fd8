"""A photo that was opened from an album, a pool or a Flickr gallery keeps its place there.

For favourites, see ``tests.views.test_photo_in_favourites``.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from galleries.models import Group, Membership, Photo, Stream
from tests.cast import (
    NOW,
    Actor,
    Cast,
    make_album,
    make_album_item,
    make_entry,
    make_flickr_gallery,
    make_flickr_gallery_item,
    make_group,
    make_membership,
    make_photo,
    make_stream,
    switch,
)
from tests.views.test_favourites import EVERYBODY, FRIENDS, PUBLIC, read
from tests.views.test_photo_in_favourites import back
from tests.views.test_photostream import link, shown


@dataclass
class House:
    """One list of Alice's with photos in it, in the order of its pages."""

    cast: Cast
    name: str
    page: str
    title: str
    photos: list[Photo]
    others: list[Photo]

    def url(self, photo: Photo, *, name: str = "") -> str:
        return f"/photos/{photo.owner.who}/{photo.pk}/in/{name or self.name}/"


type Make = Callable[[Cast, int], House]


def album(cast: Cast, count: int = 3) -> House:
    photos = [make_photo(cast.alice, visibility=PUBLIC) for _ in range(count)]
    others = [make_photo(cast.alice, visibility=PUBLIC) for _ in range(2)]
    kept = make_album(cast.alice, "Piers & <i>boats</i>")
    for position, photo in enumerate(photos):
        make_album_item(kept, photo, position=position * 2)
    make_album_item(kept, others[1], position=1, gone_at=NOW)
    make_album(cast.alice, "Another", others[0])
    page = f"/photos/alice/albums/{kept.pk}/"
    title = "<bdi>Piers &amp; &lt;i&gt;boats&lt;/i&gt;</bdi>"
    return House(cast, f"album-{kept.pk}", page, title, photos, others)


def pool(cast: Cast, count: int = 3) -> House:
    photos = [make_photo(cast.bob, visibility=PUBLIC) for _ in range(count)]
    others = [make_photo(cast.bob, visibility=PUBLIC) for _ in range(2)]
    group = switch_on(cast.alice, make_group("Piers & boats", path_alias="piers"))
    for number, photo in enumerate(photos):
        make_entry(group, photo, added_at=NOW - timedelta(days=number))
    make_entry(group, others[1], gone_at=NOW)
    make_entry(switch_on(cast.alice, make_group("Another")), others[0])
    page, title = f"/groups/{group.nsid}/", "Pool of <bdi>Piers &amp; boats</bdi>"
    return House(cast, f"pool-{group.nsid}", page, title, photos, others)


def gallery(cast: Cast, count: int = 3) -> House:
    photos = [make_photo(cast.bob, visibility=PUBLIC) for _ in range(count)]
    others = [make_photo(cast.bob, visibility=PUBLIC) for _ in range(2)]
    kept = make_flickr_gallery(cast.alice, "Piers & boats")
    for position, photo in enumerate(photos):
        make_flickr_gallery_item(kept, photo, position=position)
    make_flickr_gallery_item(kept, others[1], position=0, gone_at=NOW)
    make_flickr_gallery(cast.alice, "Another", others[0])
    page = f"/photos/alice/galleries/{kept.pk}/"
    title = "<bdi>Piers &amp; boats</bdi>"
    return House(cast, f"gallery-{kept.pk}", page, title, photos, others)


def switch_on(actor: Actor, group: Group) -> Group:
    """A group whose pool Flickr has just shown to somebody's own token."""
    make_membership(actor, group)
    make_stream(actor, Stream.Kind.POOL, subject=group.nsid, in_step_at=NOW)
    return group


EVERY_LIST = pytest.mark.parametrize("make", [album, pool, gallery])


@EVERY_LIST
def test_the_neighbours_are_those_of_the_list(cast: Cast, make: Make) -> None:
    house = make(cast, 3)
    first, middle, last = house.photos
    page = read(cast.alice, house.url(middle))
    assert link(page, "prev") == house.url(first)
    assert link(page, "next") == house.url(last)
    assert back(page) == house.page
    assert f"<span>{house.title}</span>" in page
    assert link(read(cast.alice, house.url(first)), "prev") == ""
    assert link(read(cast.alice, house.url(last)), "next") == ""


@EVERY_LIST
def test_every_photo_of_the_list_leads_into_it(cast: Cast, make: Make) -> None:
    house = make(cast, 3)
    page = read(cast.alice, house.page)
    assert shown(page) == [photo.pk for photo in house.photos]
    for photo in house.photos:
        assert f'href="{house.url(photo)}"' in page


@EVERY_LIST
@pytest.mark.parametrize("place", [0, 29, 30, 44, 60, 69])
def test_the_way_back_leads_to_the_page_that_holds_it(cast: Cast, make: Make, place: int) -> None:
    house = make(cast, 70)
    pages, address = [], house.page
    while address:
        page = read(cast.alice, address)
        pages += [(address, photo_id) for photo_id in shown(page)]
        address = link(page, "next")
    address, photo_id = pages[place]
    assert photo_id == house.photos[place].pk
    assert back(read(cast.alice, house.url(house.photos[place]))) == address


@EVERY_LIST
def test_what_does_not_stand_in_the_list_is_not_there(cast: Cast, make: Make) -> None:
    house = make(cast, 1)
    photo = house.photos[0]
    kind = house.name.partition("-")[0]
    for address in (
        *(house.url(other) for other in house.others),  # of another list, and no longer in it
        f"/photos/stranger/{photo.pk}/in/{house.name}/",
        house.url(photo, name=f"{kind}-1"),
        house.url(photo, name=f"{kind}-9223372036854775808"),
        house.url(photo, name=f"{kind}-999999999999999999999999"),
        house.url(photo, name=f"{kind}-%D9%A1"),
        house.url(photo, name=f"{kind}-a%00b"),
        house.url(photo, name=f"{kind}-"),
        house.url(photo, name=kind),
        house.url(photo, name="-"),
        house.url(photo, name="contacts"),
        house.url(photo, name="photostream-alice"),
        f"/photos/bob/9223372036854775808/in/{house.name}/",
    ):
        for actor in (cast.alice, cast.visitor):
            answer = actor.client.get(address)
            assert answer.status_code == 404, address


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize(
    ("make", "opens_to"),
    [
        (album, {"alice", "bob", "stranger", "guest", "operator", "visitor"}),
        (pool, {"alice"}),
        (gallery, {"alice"}),
    ],
)
def test_who_may_not_see_the_list_finds_nothing_there(
    cast: Cast, settings: Settings, who: str, make: Make, opens_to: set[str]
) -> None:
    """Though everybody may see each photo of it by itself."""
    settings.OPERATOR = [cast.operator.user.nsid]
    switch(cast.alice, shows_photos=True, shows_favourites=True)
    switch(cast.bob, shows_photos=True)
    house = make(cast, 2)
    looker = getattr(cast, who)
    photo = house.photos[0]
    assert looker.client.get(f"/photos/{photo.owner.who}/{photo.pk}/").status_code == 200
    answer = looker.client.get(house.url(photo))
    assert answer.status_code == (200 if who in opens_to else 404)
    assert ("Piers" in answer.text) == (who in opens_to)


@EVERY_LIST
def test_neighbours_that_the_viewer_may_not_see_are_passed_over(cast: Cast, make: Make) -> None:
    house = make(cast, 4)
    Photo.objects.filter(pk=house.photos[1].pk).update(
        visibility=FRIENDS, narrowed_at=NOW, owner=cast.stranger.person
    )
    page = read(cast.alice, house.url(house.photos[2]))
    assert link(page, "prev") == house.url(house.photos[0])
    assert str(house.photos[1].pk) not in page


def test_a_pool_that_flickr_has_not_shown_for_a_day_is_closed(cast: Cast) -> None:
    house = pool(cast, 2)
    assert cast.alice.client.get(house.url(house.photos[0])).status_code == 200
    Stream.objects.update(in_step_at=NOW - timedelta(hours=25))
    assert cast.alice.client.get(house.url(house.photos[0])).status_code == 404


def test_a_private_group_that_one_has_left_is_not_named(cast: Cast) -> None:
    house = pool(cast, 2)
    photo = house.photos[0]
    Group.objects.update(privacy=Group.Privacy.PRIVATE)
    assert cast.alice.client.get(house.url(photo)).status_code == 200
    Membership.objects.update(gone_at=NOW)
    assert cast.alice.client.get(house.url(photo)).status_code == 404
    assert "Piers" not in read(cast.alice, f"/photos/bob/{photo.pk}/")


def test_a_photo_that_was_added_again_stands_where_it_was_added_last(cast: Cast) -> None:
    house = pool(cast, 3)
    last = house.photos[2]
    entry = last.entries.get()
    make_entry(entry.group, last, added_at=NOW + timedelta(days=1))
    entry.gone_at = NOW
    entry.save()
    page = read(cast.alice, house.url(last))
    assert link(page, "prev") == ""
    assert link(page, "next") == house.url(house.photos[0])


@pytest.mark.parametrize(
    ("make", "spelling"),
    [
        (album, "set-{id}"),
        (gallery, "gallery-11111111@N01-{id}"),
        (gallery, "gallery-alice-ahlgren-{id}"),
    ],
)
def test_other_spellings_of_flickr_lead_here_and_tell_nothing(
    cast: Cast, make: Make, spelling: str
) -> None:
    house = make(cast, 1)
    number = house.name.partition("-")[2]
    for actor in (cast.alice, cast.visitor):
        answer = actor.client.get(house.url(house.photos[0], name=spelling.format(id=number)))
        assert answer.status_code == 302
        assert answer.headers["Location"] == house.url(house.photos[0])
    assert cast.visitor.client.get(house.url(house.photos[0])).status_code == 404


@pytest.mark.parametrize("alias", ["piers", "Piers"])
def test_a_pool_is_named_by_its_alias_too(cast: Cast, alias: str) -> None:
    house = pool(cast, 2)
    page = read(cast.alice, house.url(house.photos[0], name=f"pool-{alias}"))
    assert link(page, "next") == house.url(house.photos[1])


@EVERY_LIST
def test_the_number_of_queries_is_fixed(
    cast: Cast, make: Make, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    house = make(cast, 5)
    for photo in house.photos:
        for number in range(4):
            owner = cast.alice if photo.owner_id == cast.alice.person.pk else cast.bob
            make_album(owner, f"{number}", photo)
            make_flickr_gallery(cast.alice, f"{number}", photo)
            make_entry(switch_on(cast.alice, make_group(f"{number}")), photo)
    with django_assert_max_num_queries(12):
        cast.alice.client.get(house.url(house.photos[2]))


# Where else a photo hangs.


def hangings(page: str) -> dict[str, list[str]]:
    """The addresses that stand under Albums, Groups and Galleries."""
    found = re.findall(r'<dt>([^<]+)</dt><dd><ul class="facts__lists">(.*?)</ul>', page)
    return {heading: re.findall(r'href="([^"]+)"', links) for heading, links in found}


def test_a_photo_says_where_else_it_hangs(cast: Cast) -> None:
    photo = make_photo(cast.alice, visibility=PUBLIC)
    albums = [make_album(cast.alice, title, photo) for title in ("B <i>", "A")]
    group = switch_on(cast.alice, make_group("Piers"))
    make_entry(group, photo)
    picked = make_flickr_gallery(cast.alice, "\u200b", photo)
    page = read(cast.alice, f"/photos/alice/{photo.pk}/")
    assert hangings(page) == {
        "Albums": [f"/photos/alice/albums/{each.pk}/" for each in albums[::-1]],
        "Groups": [f"/groups/{group.nsid}/"],
        "Galleries": [f"/photos/alice/galleries/{picked.pk}/"],
    }
    assert 'dir="auto">B &lt;i&gt;</a>' in page
    assert 'dir="auto">Untitled</a>' in page
    for links in hangings(page).values():
        for address in links:
            assert cast.alice.client.get(address).status_code == 200


@pytest.mark.parametrize("who", ["bob", "stranger", "guest", "operator", "visitor"])
def test_nobody_reads_of_lists_that_they_may_not_see(
    cast: Cast, settings: Settings, who: str
) -> None:
    settings.OPERATOR = [cast.operator.user.nsid]
    switch(cast.alice, shows_photos=True)
    photo = make_photo(cast.alice, visibility=PUBLIC)
    kept = make_album(cast.alice, "Seen", photo)
    make_album(cast.alice, "A gone secret", photo, gone_at=NOW)
    dropped = make_album(cast.alice, "A dropped secret", make_photo(cast.alice))
    make_album_item(dropped, photo, gone_at=NOW)
    make_entry(switch_on(cast.alice, make_group("A secret pool")), photo)
    make_flickr_gallery(cast.alice, "A secret gallery", photo)
    page = read(getattr(cast, who), f"/photos/alice/{photo.pk}/")
    assert hangings(page) == {"Albums": [f"/photos/alice/albums/{kept.pk}/"]}
    assert "secret" not in page


def test_a_private_group_is_named_to_whom_flickr_shows_it(cast: Cast) -> None:
    photo = make_photo(cast.alice, visibility=PUBLIC)
    group = make_group("A secret group", privacy=Group.Privacy.PRIVATE)
    make_entry(switch_on(cast.alice, group), photo)
    assert hangings(read(cast.alice, f"/photos/alice/{photo.pk}/"))["Groups"]
    assert "secret" not in read(cast.bob, f"/photos/alice/{photo.pk}/")


def test_a_photo_that_hangs_nowhere_else_says_nothing_of_it(cast: Cast) -> None:
    photo = make_photo(cast.alice)
    assert hangings(read(cast.alice, f"/photos/alice/{photo.pk}/")) == {}
