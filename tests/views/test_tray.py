"""The tray: photos put aside on any wall, kept until they hang, and seen by nobody else."""

import pytest
from pytest_django import DjangoAssertNumQueries

from galleries.models import Gallery, Photo, TrayItem, Withdrawal
from galleries.queries.keyset import PAGE_SIZE
from galleries.views.cards import photo_cards
from tests.cast import NOW, Actor, Cast, make_favourite, make_photo
from tests.views.gallery_scenes import make_gallery
from tests.views.sound_html import unsound

pytestmark = pytest.mark.django_db

PUBLIC = Photo.Visibility.PUBLIC
PART = {"HX-Request-Type": "partial"}
CHANGE = "/galleries/tray/change/"


def tray(actor: Actor) -> list[str]:
    """The titles of what lies in somebody's tray, in the order in which it was put there."""
    rows = TrayItem.objects.filter(user=actor.user).order_by("kept_at", "pk")
    return list(rows.values_list("photo__title", flat=True))


def test_every_card_offers_what_can_be_done_with_it(cast: Cast) -> None:
    own, other = make_photo(cast.alice, "Own"), make_photo(cast.bob, "Bob’s", visibility=PUBLIC)
    card = str(photo_cards([other], viewer=cast.alice.viewer))
    for what in (
        f'formaction="/photos/bob/{other.pk}/fave/"',
        f'formaction="{CHANGE}" name="put" value="{other.pk}"',
        f'href="/photos/bob/{other.pk}/hang/"',
        'aria-label="Hang “Bob’s” in a gallery"',
    ):
        assert what in card
    assert "/fave/" not in photo_cards([own], viewer=cast.alice.viewer)  # Flickr has none
    assert "acts" not in photo_cards([other], viewer=cast.visitor.viewer)


def test_photos_are_put_aside_and_taken_out_on_any_page(cast: Cast) -> None:
    a, b = (make_photo(cast.bob, title, visibility=PUBLIC) for title in "ab")
    client = cast.alice.client
    for photo in (a, b, a):
        answer = client.post(CHANGE, {"put": photo.pk, "next": "/photos/bob/"}, follow=True)
        assert answer.redirect_chain[-1][0] == "/photos/bob/"
    assert "It lies in your tray: 2 photos." in answer.text
    assert tray(cast.alice) == ["a", "b"]
    said = client.post(CHANGE, {"out": a.pk}, headers=PART)
    assert (said.status_code, said.text) == (200, "It is out of your tray: 1 photo.")
    assert tray(cast.alice) == ["b"]
    client.post(CHANGE, {"do": "empty"})
    assert tray(cast.alice) == []


def test_nobody_puts_aside_what_they_may_not_see(cast: Cast) -> None:
    closed = make_photo(cast.bob, visibility=5)
    for number in (closed.pk, 77, "x", 2**70):
        assert cast.alice.client.post(CHANGE, {"put": number}).status_code == 404
    assert cast.visitor.client.post(CHANGE, {"put": closed.pk}).status_code == 302
    ahead = {"Sec-Purpose": "prefetch"}
    open_one = make_photo(cast.bob, visibility=PUBLIC)
    cast.alice.client.post(CHANGE, {"put": open_one.pk}, headers=ahead)
    assert not TrayItem.objects.exists()


def test_the_tray_has_pages_of_thirty_in_as_many_queries_and_only_its_own(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    empty = cast.alice.client.get("/galleries/tray/").text
    assert "Nothing lies here yet." in empty
    photos = [make_photo(cast.bob, f"p{n}", visibility=PUBLIC) for n in range(PAGE_SIZE + 2)]
    for photo in photos:
        TrayItem.objects.create(user=cast.alice.user, photo=photo, kept_at=NOW)
    Photo.objects.filter(pk=photos[5].pk).update(visibility=5)
    TrayItem.objects.create(user=cast.bob.user, photo=make_photo(cast.bob, "x"), kept_at=NOW)
    with django_assert_max_num_queries(6):  # one of them the session's, without Redis
        page = cast.alice.client.get("/galleries/tray/").text
    assert unsound(page) == []
    assert page.count('class="photo-card ') == PAGE_SIZE
    assert page.count('name="out" aria-pressed="true"') == PAGE_SIZE
    assert "31 photos" in page
    assert "1 more that Flickr does not show you just now" in page
    older = page.partition("?after=")[2].partition('"')[0]
    second = cast.alice.client.get(f"/galleries/tray/?after={older}").text
    assert second.count('class="photo-card ') == 1


def test_all_of_it_hangs_in_the_order_it_was_put_there_and_what_cannot_stays(cast: Cast) -> None:
    old = make_photo(cast.alice, "old", visibility=PUBLIC)
    gallery = make_gallery(cast.alice, "Piers", old)
    b, a, refused = (make_photo(cast.bob, title, visibility=PUBLIC) for title in ("b", "a", "no"))
    Withdrawal.objects.create(photo=refused, withdrawn_at=NOW)
    for photo in (b, old, a, refused):
        cast.alice.client.post(CHANGE, {"put": photo.pk})
    said = {"gallery": "piers"}
    page = cast.alice.client.post("/galleries/tray/hang/", said, follow=True).text
    assert "2 photos hang here now. 1 hung here before. 1 stays down" in page
    hung = gallery.placements.in_order().values_list("photo__title", flat=True)
    assert list(hung) == ["old", "b", "a"]
    assert tray(cast.alice) == ["no"]
    begun = cast.alice.client.post("/galleries/tray/hang/", {"title": "Others"}, follow=True)
    assert Gallery.objects.filter(slug="others").exists()
    assert "0 photos hang here now." in begun.text


def test_nobody_hangs_their_tray_in_what_they_do_not_curate(cast: Cast) -> None:
    gallery = make_gallery(cast.alice, "Piers", make_photo(cast.alice, visibility=PUBLIC))
    cast.bob.client.post(CHANGE, {"put": make_photo(cast.bob).pk})
    page = cast.bob.client.post("/galleries/tray/hang/", {"gallery": "piers"}, follow=True)
    assert page.redirect_chain[-1][0] == "/galleries/tray/"
    assert gallery.placements.count() == 1
    assert len(tray(cast.bob)) == 1


def test_the_buttons_of_a_wall_learn_what_is_faved_and_in_the_tray(cast: Cast) -> None:
    a, b, c = (make_photo(cast.bob, visibility=PUBLIC) for _ in range(3))
    make_favourite(cast.alice, a)
    make_favourite(cast.bob, c)
    TrayItem.objects.create(user=cast.alice.user, photo=b, kept_at=NOW)
    url = f"/galleries/tray/marks/?photos={a.pk},{b.pk},{c.pk},x"
    assert cast.alice.client.get(url).json() == {"fave": [str(a.pk)], "tray": [str(b.pk)]}
    assert cast.visitor.client.get(url).status_code == 302


def test_the_choices_come_as_a_part_and_a_photo_is_hung_without_leaving_the_wall(
    cast: Cast,
) -> None:
    gallery = make_gallery(cast.alice, "Piers", make_photo(cast.alice, visibility=PUBLIC))
    photo = make_photo(cast.bob, visibility=PUBLIC)
    url = f"/photos/bob/{photo.pk}/hang/"
    part = cast.alice.client.get(url, headers=PART).text
    assert "<html" not in part
    assert "Put it into your tray" in part
    said = cast.alice.client.post(url, {"gallery": "piers"}, headers=PART)
    assert (said.status_code, said.text) == (200, "It hangs in “Piers”.")
    assert gallery.placements.count() == 2
    refused = cast.alice.client.post(url, {"title": " "}, headers=PART)
    assert (refused.status_code, refused.text) == (409, "A gallery needs a title.")
