"""Hanging a gallery by forms alone: what curators see, do, and tell each other."""

import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from galleries.models import Curator, Gallery, Photo, Placement, Withdrawal
from tests.cast import NOW, Actor, Cast, make_photo
from tests.views.gallery_scenes import make_curator, make_gallery
from tests.views.sound_html import unsound

pytestmark = pytest.mark.django_db

PUBLIC = Photo.Visibility.PUBLIC
EDIT = "/galleries/the-last-ferries/edit/"
PART = {"HX-Request-Type": "partial"}


@pytest.fixture
def gallery(cast: Cast) -> Gallery:
    photos = [make_photo(cast.alice, title, visibility=PUBLIC) for title in ("a", "b", "c", "d")]
    return make_gallery(cast.alice, "The last ferries", *photos)


def wall(gallery: Gallery) -> str:
    """What hangs there: the titles in order, a bar between two sections."""
    sections = gallery.sections.order_by("position", "pk")
    walls = (section.placements.in_order() for section in sections)
    return "|".join(" ".join(hung.values_list("photo__title", flat=True)) for hung in walls)


def post(client: Client, url: str, **said: Any) -> str:
    """Send a form, and read the page that it leads to."""
    answer = client.post(url, said, follow=True)
    assert answer.status_code == 200, (url, answer.status_code)
    assert unsound(answer.text) == []
    return str(answer.text)


def key(gallery: Gallery, *titles: str) -> list[int]:
    return [gallery.placements.get(photo__title=title).pk for title in titles]


def test_a_gallery_is_begun_by_its_title_and_hung_at_once(cast: Cast) -> None:
    page = post(cast.alice.client, "/galleries/new/", title="The last ferries")
    assert "<title>Hanging “The last ferries” · flickrweb</title>" in page
    assert "Nothing hangs here yet." in page
    assert "Draft: only its curators see it." in page
    assert "A gallery needs a title." in post(cast.alice.client, "/galleries/new/", title=" ")
    assert Gallery.objects.count() == 1


def test_whoever_is_not_signed_in_is_led_to_sign_in(cast: Cast, gallery: Gallery) -> None:
    for url in (EDIT, f"{EDIT}photos/", "/galleries/new/"):
        answer = cast.visitor.client.post(url) if url != EDIT else cast.visitor.client.get(url)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("who", ["bob", "stranger", "guest", "operator"])
def test_nobody_but_its_curators_finds_the_way_to_hang(
    cast: Cast, gallery: Gallery, who: str
) -> None:
    client, before = getattr(cast, who).client, Gallery.objects.values().get()
    hung, section = gallery.placements.in_order()[0], gallery.sections.get()
    assert client.get(EDIT).status_code == 404
    for url in (
        *("about/", "state/", "photos/", f"photos/{hung.pk}/", "sections/"),
        f"sections/{section.pk}/",
    ):
        said = {"wanted": "draft", "do": "down", "placement": hung.pk, "title": "Mine"}
        assert client.post(EDIT + url, said).status_code == 404
    assert Gallery.objects.values().get() == before
    assert wall(gallery) == "a b c d"


@pytest.mark.parametrize(
    ("ticked", "behind", "left"),
    [
        ("d", "0", "d a b c"),
        ("a", "", "b c d a"),
        ("a", "2", "b c a d"),
        ("c d", "1", "a c d b"),
        ("a", "99", "b c d a"),
    ],
)
def test_ticked_photos_move_behind_a_number(
    cast: Cast, gallery: Gallery, ticked: str, behind: str, left: str
) -> None:
    said = {"placement": key(gallery, *ticked.split()), "behind": behind, "do": "move"}
    section = gallery.sections.get()
    page = post(cast.alice.client, f"{EDIT}photos/", section=section.pk, **said)
    assert wall(gallery) == left
    assert "moved." in page


@pytest.mark.parametrize("behind", ["x", "-1", "1.5", "²", "9" * 30])
def test_a_place_that_is_no_number_moves_nothing(cast: Cast, gallery: Gallery, behind: str) -> None:
    said = {"placement": key(gallery, "d"), "behind": behind, "do": "move"}
    section = gallery.sections.get()
    page = post(cast.alice.client, f"{EDIT}photos/", section=section.pk, **said)
    assert "Behind which number?" in page
    assert wall(gallery) == "a b c d"


def test_photos_are_taken_down_and_go_into_another_section(cast: Cast, gallery: Gallery) -> None:
    client = cast.alice.client
    assert ">Evening<" in post(client, f"{EDIT}sections/", title="Evening")
    evening = gallery.sections.get(title="Evening")
    said = {"placement": key(gallery, "a", "c"), "do": "move", "section": evening.pk}
    post(client, f"{EDIT}photos/", **said)
    assert wall(gallery) == "b d|a c"
    page = post(client, f"{EDIT}photos/", placement=key(gallery, "b"), do="down")
    assert "1 photo taken down." in page
    assert wall(gallery) == "d|a c"
    assert "Tick the photos first." in post(client, f"{EDIT}photos/", do="down")


def test_sections_are_written_moved_and_removed(cast: Cast, gallery: Gallery) -> None:
    client, first = cast.alice.client, gallery.sections.get()
    post(client, f"{EDIT}sections/", title="Evening")
    evening = gallery.sections.get(title="Evening")
    one = f"{EDIT}sections/{first.pk}/"
    page = post(client, one, title="Morning", wall_text="Cold.", version=first.version)
    assert ">Morning<" in page
    post(client, f"{EDIT}sections/{evening.pk}/move/", do="earlier")
    assert wall(gallery) == "|a b c d"
    post(client, f"{EDIT}sections/{evening.pk}/move/", do="later")
    assert wall(gallery) == "a b c d|"
    post(client, f"{EDIT}sections/{evening.pk}/move/", do="later")
    assert wall(gallery) == "a b c d|"
    post(client, f"{one}move/", do="remove")
    assert wall(gallery) == "a b c d"
    assert "one section at least" in post(client, f"{EDIT}sections/{evening.pk}/move/", do="remove")


def test_the_second_curator_sees_both_texts_and_chooses(cast: Cast, gallery: Gallery) -> None:
    make_curator(gallery, cast.bob)
    (hung,) = key(gallery, "a")
    url, opened = f"{EDIT}photos/{hung}/", {"version": 1, "alt": ""}
    assert "Kept." in post(cast.bob.client, url, caption="Seven.", **opened)
    mine = {"caption": "Eight.", "next": f"{EDIT}words/", **opened}
    answer = cast.alice.client.post(url, mine)
    assert answer.status_code == 409
    assert unsound(answer.text) == []
    for words in ("Somebody else has changed that", "Seven.", ">Eight.</textarea>"):
        assert words in answer.text
    assert gallery.placements.get(pk=hung).caption == "Seven."
    part = cast.alice.client.post(url, mine, headers=PART)
    assert (part.status_code, "<html" in part.text, "Seven." in part.text) == (409, False, True)
    post(cast.alice.client, url, caption="Eight.", version=2)
    assert gallery.placements.get(pk=hung).caption == "Eight."
    section = gallery.sections.get()
    words = f"{EDIT}sections/{section.pk}/"
    assert "Kept." in post(cast.bob.client, words, title="Day", wall_text="", version=1)
    said = {"title": "Night", "wall_text": "", "version": 1}
    assert cast.alice.client.post(words, said).status_code == 409
    about = {"title": "Boats", "version": gallery.version}
    gallery.refresh_from_db()
    assert "Kept." in post(cast.bob.client, f"{EDIT}about/", title="Ships", version=gallery.version)
    assert cast.alice.client.post(f"{EDIT}about/", about).status_code == 409


def test_what_is_written_is_kept_while_somebody_types(cast: Cast, gallery: Gallery) -> None:
    (hung,) = key(gallery, "a")
    said = {"caption": "Late", "version": 1}
    answer = cast.alice.client.post(f"{EDIT}photos/{hung}/", said, headers=PART)
    assert answer.json() == {"said": "Kept", "version": 2}
    said = {"caption": "x" * 3000, "version": 2}
    answer = cast.alice.client.post(f"{EDIT}photos/{hung}/", said, headers=PART)
    assert answer.status_code == 422
    assert "too long" in answer.json()["said"]
    for bold in ({"wall_text": "*a* <b>"}, {"introduction": "*a* <b>"}):
        shown = cast.alice.client.post(f"{EDIT}preview/", bold, headers=PART).text
        assert "<em>a</em> &lt;b&gt;" in shown
        assert "Nothing is kept yet" in post(cast.alice.client, f"{EDIT}preview/", **bold)
    page = cast.alice.client.get(f"{EDIT}words/").text
    assert unsound(page) == []
    assert ">Late</textarea>" in page


def test_photos_are_dropped_beside_others_unless_somebody_moved_them_since(
    cast: Cast, gallery: Gallery
) -> None:
    make_curator(gallery, cast.bob)
    a, b, c, d = gallery.placements.in_order()
    drop = {"do": "place", "section": a.section_id, "after": "", "before": ""}

    def dropped(who: Actor, *moved: Placement, **beside: int) -> tuple[int, Any]:
        seen = [f"{row.pk}={row.place}" for row in moved]
        said = {**drop, "placement": [row.pk for row in moved], "seen": seen, **beside}
        answer = who.client.post(f"{EDIT}photos/", said, headers=PART)
        return answer.status_code, answer.json()

    status, told = dropped(cast.alice, d, after=a.pk)
    assert (status, wall(gallery)) == (200, "a d b c")
    assert told["places"] == {str(d.pk): gallery.placements.get(pk=d.pk).place}
    assert told["undo"]["what"] == "moved 1 photo"
    assert dropped(cast.alice, c, a, before=d.pk)[0] == 200
    assert wall(gallery) == "c a d b"
    status, told = dropped(cast.bob, d, b, before=c.pk)  # he still has the page from before
    assert (status, told["keys"], wall(gallery)) == (409, [d.pk], "c a d b")
    assert "Somebody else has changed that" in told["said"]
    post(cast.alice.client, f"{EDIT}undo/", change=gallery.changes.newest_first()[0].pk)
    assert wall(gallery) == "a d b c"
    assert 'value="' in cast.alice.client.get(EDIT).text.partition('id="undo"')[2][:600]


def test_photos_are_taken_along_to_another_page_and_put_down_there(
    cast: Cast, gallery: Gallery
) -> None:
    client = cast.alice.client
    a, _b, c, d = gallery.placements.in_order()
    page = post(client, f"{EDIT}photos/", placement=[a.pk, c.pk], do="carry")
    assert "2 photos in your hands" in page
    assert "Put down behind this" not in cast.bob.client.get("/galleries/").text
    post(client, f"{EDIT}photos/", do=f"put:{d.pk}")
    assert wall(gallery) == "b d a c"
    assert "in your hands" not in client.get(EDIT).text
    post(client, f"{EDIT}photos/", placement=[c.pk], do="carry")
    post(client, f"{EDIT}photos/", do=f"first:{a.section_id}")
    assert wall(gallery) == "c b d a"
    assert "nothing in your hands" in post(client, f"{EDIT}photos/", do=f"put:{d.pk}")
    page = post(client, f"{EDIT}photos/", placement=[d.pk], do="cover")
    gallery.refresh_from_db()
    assert gallery.cover_id == d.pk
    assert ">Cover</p>" in page


def test_what_is_said_of_a_gallery_is_kept_and_its_address_by_its_owner(
    cast: Cast, gallery: Gallery
) -> None:
    make_curator(gallery, cast.bob)
    said = {"introduction": "Cold.", "wall": "night", "layout": "essay"}
    page = post(cast.bob.client, f"{EDIT}about/", title="Ferries", version=gallery.version, **said)
    assert 'name="slug"' not in page
    gallery.refresh_from_db()
    assert (gallery.title, gallery.wall, gallery.layout) == ("Ferries", "night", "essay")
    again: dict[str, Any] = {"title": "Ferries", "version": gallery.version}
    page = post(cast.bob.client, f"{EDIT}about/", slug="boats", **again)
    assert "Only the owner of this gallery does that." in page
    post(cast.alice.client, f"{EDIT}about/", slug="boats", **again)
    assert cast.alice.client.get("/galleries/boats/edit/").status_code == 200
    assert 'class="page-gallery gallery--essay on-night"' in str(
        cast.visitor.client.get("/galleries/boats/").text
    )


@pytest.mark.parametrize("said", [{"wall": "neon"}, {"layout": "spiral"}])
def test_a_wall_that_we_do_not_have_is_not_kept(
    cast: Cast, gallery: Gallery, said: dict[str, str]
) -> None:
    answer = cast.alice.client.post(f"{EDIT}about/", {"version": gallery.version, **said})
    assert answer.status_code == 404
    gallery.refresh_from_db()
    assert (gallery.wall, gallery.layout) == ("", "rows")


def test_only_its_owner_publishes(cast: Cast, gallery: Gallery) -> None:
    make_curator(gallery, cast.bob)
    page = post(cast.bob.client, f"{EDIT}state/", wanted="draft")
    assert "Only the owner of this gallery does that." in page
    assert "Take it back from the public" not in page
    page = post(cast.alice.client, f"{EDIT}state/", wanted="draft")
    assert "Draft: only its curators see it." in page
    assert cast.visitor.client.get("/galleries/the-last-ferries/").status_code == 404
    Photo.objects.update(visibility=Photo.Visibility.PRIVATE)
    page = post(cast.alice.client, f"{EDIT}state/", wanted="published")
    assert "Nothing hangs here that everybody may see." in page
    assert cast.alice.client.post(f"{EDIT}state/", {"wanted": "burnt"}).status_code == 404


def test_curators_are_told_what_visitors_do_not_see(cast: Cast, gallery: Gallery) -> None:
    make_curator(gallery, cast.bob)
    a, b, _, _ = gallery.placements.in_order()
    Photo.objects.filter(pk=a.photo_id).update(visibility=Photo.Visibility.PRIVATE)
    Withdrawal.objects.create(photo_id=b.photo_id, gallery=gallery, withdrawn_at=NOW)
    owner = cast.alice.client.get(EDIT).text
    other = cast.bob.client.get(EDIT).text
    for page in (owner, other):
        assert page.count("it is not public on Flickr just now") == 1
        assert page.count("Its photographer took it down.") == 1
        assert "2 that everybody may see" in page
    assert f"/{a.photo_id}_" in owner
    assert f"/{a.photo_id}_" not in other
    assert "A photo that you may not see" in other


def test_a_photo_is_hung_from_its_own_page(cast: Cast, gallery: Gallery) -> None:
    photo = make_photo(cast.bob, "Horn", visibility=PUBLIC)
    page, url = f"/photos/bob/{photo.pk}/", f"/photos/bob/{photo.pk}/hang/"
    assert f'id="hang" href="{url}"' in cast.alice.client.get(page).text
    assert 'id="hang"' not in cast.visitor.client.get(page).text
    assert "The last ferries" in cast.alice.client.get(url).text
    said = post(cast.alice.client, url, gallery="the-last-ferries")
    assert "It hangs in “The last ferries”." in said
    assert wall(gallery) == "a b c d Horn"
    assert "It hangs there" in cast.alice.client.get(url).text
    post(cast.alice.client, url, title="Another one")
    assert wall(Gallery.objects.get(slug="another-one")) == "Horn"
    assert "The last ferries" not in cast.bob.client.get(url).text
    refused = post(cast.bob.client, url, gallery="the-last-ferries")
    assert "It does not hang here any more." in refused
    closed = make_photo(cast.bob, "Closed")
    assert cast.alice.client.get(f"/photos/bob/{closed.pk}/hang/").status_code == 404


@pytest.mark.parametrize("count", [2, 60])
def test_the_number_of_queries_is_fixed(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    photos = [make_photo(cast.alice, "x", visibility=PUBLIC) for _ in range(count)]
    make_gallery(cast.alice, "Many", *photos)
    cast.alice.client.get("/galleries/many/edit/")
    with django_assert_max_num_queries(15):
        page = cast.alice.client.get("/galleries/many/edit/").text
    assert len(re.findall(r'id="hung-\d+"', page)) == min(30, count)
    assert Curator.objects.count() == 1
