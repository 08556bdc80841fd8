"""Starting a gallery: from lists in their order, and from addresses that somebody pasted."""

import pytest

from galleries.actions.pasting import MOST_ADDRESSES
from galleries.flickr.urls import base58
from galleries.models import (
    Forbidden,
    Forgotten,
    Gallery,
    PastedAddress,
    Photo,
    Stream,
    Withdrawal,
)
from tests.cast import (
    NOW,
    Cast,
    make_album,
    make_entry,
    make_favourite,
    make_flickr_gallery,
    make_group,
    make_membership,
    make_photo,
    make_stream,
)
from tests.simulated import Town
from tests.views.gallery_scenes import make_gallery
from tests.views.sound_html import unsound

pytestmark = pytest.mark.django_db

PUBLIC = Photo.Visibility.PUBLIC
NEW = "/galleries/new/"


def wall(slug: str) -> list[str]:
    hung = Gallery.objects.get(slug=slug).placements.in_order()
    return list(hung.values_list("photo__title", flat=True))


def came(gallery: Gallery) -> dict[str, str]:
    return dict(gallery.pasted.in_order().values_list("written", "outcome"))


def test_a_gallery_starts_from_every_kind_of_list_in_its_order(cast: Cast) -> None:
    a, b = (make_photo(cast.bob, title, visibility=PUBLIC, tags=("pier",)) for title in "ab")
    closed = make_photo(cast.bob, "closed", visibility=5, tags=("pier",))
    album = make_album(cast.bob, "Piers", b, closed, a)
    picked = make_flickr_gallery(cast.alice, "Best", a, b)
    group = make_group("Pier people")
    make_membership(cast.alice, group)
    read = {"in_step_at": NOW, "walked_at": NOW}
    stream = make_stream(cast.alice, Stream.Kind.POOL, subject=group.nsid, **read)
    for photo in (a, b):
        make_favourite(cast.alice, photo)
        make_entry(group, photo, stream=stream)
    lists = {
        f"album-{album.pk}": ("Piers", ["b", "a"]),
        f"set-{album.pk}": ("Piers", ["b", "a"]),
        f"gallery-{picked.pk}": ("Best", ["a", "b"]),
        "favorites-alice": ("Favourites of Alice Ahlgren", ["b", "a"]),
        f"pool-{group.nsid}": ("Pool of Pier people", ["b", "a"]),
        "tag-pier": ("#pier", ["b", "a"]),
    }
    for number, (name, (title, titles)) in enumerate(lists.items()):
        page = cast.alice.client.get(NEW, {"from": name}).text
        assert unsound(page) == []
        assert f'value="{title}"' in page, name
        assert "2 photos of" in page
        said = {"from": name, "title": f"G{number}"}
        assert cast.alice.client.post(NEW, said).status_code == 302
        assert wall(f"g{number}") == titles, name
    more = {"from": "tag-pier", "by": "bob", "gallery": "g0"}
    page = cast.alice.client.post(NEW, more, follow=True).text
    assert "0 photos hang here now. 2 hung here before." in page


@pytest.mark.parametrize(
    "name",
    [
        "album-1",
        "album-x",
        "tag-none",
        "nothing-1",
        "pool-9@N20",
        "favorites-nobody",
        "favorites-\0",
    ],
)
def test_of_a_list_that_one_may_not_see_nothing_is_said(cast: Cast, name: str) -> None:
    make_album(cast.bob, "Closed", make_photo(cast.bob, visibility=5), id=1)
    assert cast.alice.client.get(NEW, {"from": name}).status_code == 404
    said = {"from": name, "title": "Mine"}
    assert cast.alice.client.post(NEW, said).status_code == 404
    assert not Gallery.objects.exists()


def test_the_lists_lead_there(cast: Cast) -> None:
    photo = make_photo(cast.bob, visibility=PUBLIC, tags=("bus stop",))
    album = make_album(cast.bob, "Piers", photo)
    page = cast.alice.client.get(f"/photos/bob/albums/{album.pk}/").text
    assert f'href="/galleries/new/?from=album-{album.pk}"' in page
    assert "hang these" not in cast.visitor.client.get("/photos/bob/").text


def test_addresses_of_what_is_known_hang_at_once_and_the_rest_says_why_not(cast: Cast) -> None:
    old, b, a = (make_photo(cast.alice, title, visibility=PUBLIC) for title in ("old", "b", "a"))
    gone = make_photo(cast.bob, "withdrawn", visibility=PUBLIC)
    Withdrawal.objects.create(photo=gone, withdrawn_at=NOW)
    gallery = make_gallery(cast.alice, "Piers", old)
    url = "/galleries/piers/edit/pasted/"
    text = f"""
      My list: https://www.flickr.com/photos/alice/{b.pk}/in/album-1/, and
      http://flic.kr/p/{base58(a.pk)} · <https://live.staticflickr.com/65535/{old.pk}_0a1b_b.jpg>
      flickr.com/photos/bob/{gone.pk}  https://flickr.com/photos/bob/{b.pk}/
      https://www.flickr.com/photos/alice/albums/72157600000000001
      https://example.org/photos/alice/1/
      not an address at all
    """
    page = cast.alice.client.post(url, {"addresses": text}, follow=True).text
    assert unsound(page) == []
    assert wall("piers") == ["old", "b", "a"]
    assert "2 photos hang." in page
    assert list(came(gallery).values()) == [
        *("hung", "hung", "already", "refused"),
        *("no_photo", "no_address", "no_address"),
    ]
    assert "The address of something else than a photo" in page
    assert not Stream.objects.filter(kind=Stream.Kind.PASTED).exists()
    assert gallery.changes.filter(kind="hung").newest_first()[0].count == 2


def test_a_paste_that_is_refused_leaves_what_was_typed(cast: Cast) -> None:
    make_gallery(cast.alice, "Piers", make_photo(cast.alice, visibility=PUBLIC))
    url = "/galleries/piers/edit/pasted/"
    many = "\n".join(f"flic.kr/p/{base58(n + 1)}" for n in range(MOST_ADDRESSES + 1))
    page = cast.alice.client.post(url, {"addresses": many}).text
    assert "At most 500 addresses" in page
    assert f"flic.kr/p/{base58(MOST_ADDRESSES + 1)}</textarea>" in page
    assert not PastedAddress.objects.exists()
    assert cast.bob.client.post(url, {"addresses": many}).status_code == 404


def test_photos_that_are_not_known_are_fetched_and_hang_in_their_places(
    cast: Cast, town: Town
) -> None:
    world = town.simulator.world
    known = make_photo(cast.bob, visibility=PUBLIC)
    first, second, closed, unwanted, forgotten = (
        next(p for p in world.photos_of(member) if p.is_public and not p.safety)
        for member in world.members[1:6]
    )
    world.set_visibility(closed.id)
    Forbidden.objects.create(nsid=unwanted.owner, forbidden_at=NOW)
    kind = Forgotten.Kind.PHOTO
    Forgotten.objects.create(kind=kind, key=str(forgotten.id), asked_at=NOW)
    keys = (first.id, closed.id, known.pk, unwanted.id, second.id, forgotten.id)
    text = "\n".join(f"https://flic.kr/p/{base58(key)}" for key in keys)
    said = {"title": "Piers", "addresses": text}
    page = cast.guest.client.post(NEW, said, follow=True).text
    assert "1 photo hangs." in page
    assert "5 are not known here yet" in page
    town.sync_until_quiet()
    assert town.calls("photos.getInfo") == 5
    gallery = Gallery.objects.get()
    hung = gallery.placements.in_order().values_list("photo", flat=True)
    assert list(hung) == [first.id, known.pk, second.id]
    assert list(came(gallery).values()) == [
        *("hung", "not_shown", "hung", "refused", "hung", "kept_away")
    ]
    assert gallery.changes.get(kind="hung").count == 3
    town.clock.advance(days=2)
    town.sync_until_quiet()
    assert town.calls("photos.getInfo") == 5  # nothing waits: nothing is asked
