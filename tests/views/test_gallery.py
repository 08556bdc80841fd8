"""A gallery as everybody sees it: its walls, its photos one by one, and the list of all."""

import re
from datetime import timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from galleries.actions.hanging import move, take_down, write
from galleries.actions.publishing import archive, move_to_address, say_about, unpublish
from galleries.actions.sections import add_section, write_section
from galleries.models import Forbidden, Gallery, Photo, Sentence, Withdrawal
from tests.cast import LANDSCAPE, NOW, Cast, make_favourite, make_person, make_photo
from tests.views.gallery_scenes import make_curator, make_gallery
from tests.views.sound_html import unsound
from tests.views.test_photostream import shown

pytestmark = pytest.mark.django_db

PUBLIC = Photo.Visibility.PUBLIC
EVERYBODY = ("alice", "bob", "stranger", "guest", "operator", "visitor")


def public_photo(owner: Any, title: str, **fields: Any) -> Photo:
    return make_photo(owner, title, **{"visibility": PUBLIC} | fields)


@pytest.fixture
def gallery(cast: Cast) -> Gallery:
    own = [public_photo(cast.alice, title) for title in ("Dawn", "Quay")]
    return make_gallery(cast.alice, "The last ferries", *own, public_photo(cast.bob, "Horn"))


def read(cast: Cast, url: str, who: str = "visitor") -> str:
    answer = getattr(cast, who).client.get(url)
    assert answer.status_code == 200, (who, url, answer.status_code)
    assert unsound(answer.text) == []
    return str(answer.text)


@pytest.mark.parametrize("who", EVERYBODY)
def test_everybody_reads_a_published_gallery(
    cast: Cast, gallery: Gallery, settings: Settings, who: str
) -> None:
    settings.OPERATOR = [cast.operator.user.nsid]
    page = read(cast, "/galleries/the-last-ferries/", who)
    titles = [placement.photo.pk for placement in gallery.placements.in_order()]
    assert shown(page) == titles
    assert "<title>The last ferries · flickrweb</title>" in page
    assert "3 photos" in page


def test_visitors_are_led_to_flickr_and_to_the_gallerys_own_pages(
    cast: Cast, gallery: Gallery
) -> None:
    page = read(cast, "/galleries/the-last-ferries/")
    horn = Photo.objects.get(title="Horn")
    assert f'href="/galleries/the-last-ferries/{horn.pk}/"' in page
    assert 'href="https://www.flickr.com/people/bob/"' in page
    assert f'href="https://www.flickr.com/photos/bob/{horn.pk}/"' in page
    assert 'href="/photos/' not in page


def test_sections_stand_with_their_words_where_they_begin(cast: Cast, gallery: Gallery) -> None:
    by: dict[str, Any] = {"by": cast.alice.user, "now": NOW}
    morning = gallery.sections.get()
    write_section(morning, title="Morning", wall_text="It is *cold*.", version=1, **by)
    evening = add_section(gallery, title="Evening", **by)
    horn = gallery.placements.get(photo__title="Horn")
    move([horn.pk], gallery=gallery, section=evening, after=None, **by)
    add_section(gallery, title="Nothing hangs there", **by)
    page = read(cast, "/galleries/the-last-ferries/")
    order = [page.index(word) for word in (">Morning<", "<em>cold</em>", ">Dawn<", ">Evening<")]
    assert order == sorted(order)
    assert page.index(">Evening<") < page.index(">Horn<")
    assert "Nothing hangs there" not in page


@pytest.mark.parametrize(
    ("written", "harmless"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;"),
        ("[here](javascript:alert(1))", "[here](javascript:alert(1))"),
        ("![x](https://example.org/x.jpg)", "!<a"),
        ("# Large", "# Large"),
        ('<img src=x onerror="alert(1)">', "&lt;img"),
    ],
)
def test_what_curators_write_is_words(
    cast: Cast, gallery: Gallery, written: str, harmless: str
) -> None:
    said: dict[str, Any] = {"by": cast.alice.user, "now": NOW, "version": gallery.version}
    say_about(gallery, introduction=written, title=gallery.title, **said)
    hung = gallery.placements.in_order()[0]
    write(hung, caption=written, alt='"><script>', by=cast.alice.user, now=NOW, version=1)
    page = read(cast, "/galleries/the-last-ferries/")
    assert page.count(harmless) >= 2
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert 'alt="&quot;&gt;&lt;script&gt;"' in page


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("state", ["draft", "archived"])
def test_what_is_not_published_is_its_curators_alone(
    cast: Cast, gallery: Gallery, settings: Settings, who: str, state: str
) -> None:
    settings.OPERATOR = [cast.operator.user.nsid]
    make_curator(gallery, cast.bob)
    (unpublish if state == "draft" else archive)(gallery, by=cast.alice.user, now=NOW)
    horn = Photo.objects.get(title="Horn")
    client = getattr(cast, who).client
    for url in ("/galleries/the-last-ferries/", f"/galleries/the-last-ferries/{horn.pk}/"):
        assert client.get(url).status_code == (200 if who in ("alice", "bob") else 404)
    listed = client.get("/galleries/").text
    assert ("The last ferries" in listed) == (who in ("alice", "bob"))


KINDS: dict[str, tuple[dict[str, Any], bool]] = {
    "public": ({}, True),
    "friends": ({"visibility": 2}, False),
    "family": ({"visibility": 3}, False),
    "friends and family": ({"visibility": 4}, False),
    "private": ({"visibility": 5}, False),
    "moderate": ({"safety": 1}, False),
    "restricted": ({"safety": 2}, False),
    "missing": ({"missing_at": NOW}, False),
    "gone": ({"gone_at": NOW}, False),
    "in doubt": ({"withheld_at": NOW}, False),
    "not told of for eight days": ({"told_at": NOW - timedelta(days=8, minutes=1)}, False),
    "told of a week ago": ({"told_at": NOW - timedelta(days=7)}, True),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("who", EVERYBODY)
def test_a_public_page_shows_public_photos_alone_to_whomever(
    cast: Cast, gallery: Gallery, settings: Settings, who: str, kind: str
) -> None:
    """To its curator and to the photographer as well: the page is what everybody sees."""
    settings.OPERATOR = [cast.operator.user.nsid]
    fields, is_shown = KINDS[kind]
    horn = Photo.objects.filter(title="Horn")
    horn.update(**fields)
    key = horn.get().pk
    page = read(cast, "/galleries/the-last-ferries/", who)
    assert (str(key) in page) == is_shown
    assert ("3 photos" in page) == is_shown
    one = getattr(cast, who).client.get(f"/galleries/the-last-ferries/{key}/")
    assert one.status_code == (200 if is_shown else 404)
    quay = Photo.objects.get(title="Quay").pk
    beside = read(cast, f"/galleries/the-last-ferries/{quay}/", who)
    assert (str(key) in beside) == is_shown
    assert ("2 of 3" in beside) == is_shown


@pytest.mark.parametrize("way", ["withdrawn here", "withdrawn everywhere", "all forbidden"])
def test_what_its_photographer_takes_down_is_down_at_once(
    cast: Cast, gallery: Gallery, way: str
) -> None:
    horn = Photo.objects.get(title="Horn")
    match way:
        case "withdrawn here":
            Withdrawal.objects.create(photo=horn, gallery=gallery, withdrawn_at=NOW)
        case "withdrawn everywhere":
            Withdrawal.objects.create(photo=horn, withdrawn_at=NOW)
        case _:
            Forbidden.objects.create(nsid=cast.bob.person.nsid, forbidden_at=NOW)
    assert str(horn.pk) not in read(cast, "/galleries/the-last-ferries/")
    assert cast.visitor.client.get(f"/galleries/the-last-ferries/{horn.pk}/").status_code == 404


def test_the_cover_is_the_chosen_one_while_everybody_may_see_it(
    cast: Cast, gallery: Gallery
) -> None:
    first, _, last = gallery.placements.in_order()
    Gallery.objects.update(cover=last)
    cover = re.compile(r'<figure class="gallery__cover">\s*<a href="/galleries/[^/]+/(\d+)/"')
    page = read(cast, "/galleries/the-last-ferries/")
    assert cover.findall(page) == [str(last.photo_id)]
    assert 'href="/galleries/the-last-ferries/">' in read(cast, "/galleries/")
    Photo.objects.filter(pk=last.photo_id).update(visibility=Photo.Visibility.PRIVATE)
    page = read(cast, "/galleries/the-last-ferries/")
    assert cover.findall(page) == [str(first.photo_id)]
    assert str(last.photo_id) not in read(cast, "/galleries/")


def test_a_gallery_in_which_nothing_is_shown_says_so(cast: Cast, gallery: Gallery) -> None:
    Photo.objects.update(visibility=Photo.Visibility.PRIVATE)
    assert "Nothing hangs here just now." in read(cast, "/galleries/the-last-ferries/")
    assert "The last ferries" in read(cast, "/galleries/")


def test_pages_of_thirty_follow_each_other_in_the_hanging_order(cast: Cast) -> None:
    photos = [public_photo(cast.alice, f"No {number}") for number in range(65)]
    gallery = make_gallery(cast.alice, "Many", *photos)
    keys, seen, url = [photo.pk for photo in photos], [], "/galleries/many/"
    while url:
        page = read(cast, url)
        seen.append(shown(page))
        onward = re.search(r'rel="next" href="([^"]+)"', page)
        url = onward[1] if onward else ""
    assert seen == [keys[:30], keys[30:60], keys[60:]]
    back = re.search(r'rel="prev" href="([^"]+)"', page)
    assert back is not None
    assert shown(read(cast, back[1])) == keys[30:60]
    behind = f"/galleries/many/{keys[45]}/"
    assert f'href="/galleries/many/?after={keys[29]}"' in read(cast, behind)
    row = gallery.placements.get(photo=keys[29])
    take_down([row.pk], gallery=gallery, by=cast.alice.user, now=NOW)
    assert cast.visitor.client.get(f"/galleries/many/?after={keys[29]}").status_code == 404


@pytest.mark.parametrize(
    "query", ["?after=", "?after=x", "?after=1", "?after=-1", "?after=1&before=1", "?before=9" * 20]
)
def test_a_bad_place_is_no_page(cast: Cast, gallery: Gallery, query: str) -> None:
    answer = cast.visitor.client.get(f"/galleries/the-last-ferries/{query}")
    assert answer.status_code == (200 if query == "?after=" else 404)


def test_a_photo_has_a_page_with_its_words_and_its_neighbours(cast: Cast, gallery: Gallery) -> None:
    first, second, last = gallery.placements.in_order()
    write(second, caption="*Wet*.", alt="A quay", by=cast.alice.user, now=NOW, version=1)
    Sentence.objects.create(gallery=gallery, photo=second.photo, text="I was cold.", said_at=NOW)
    page = read(cast, f"/galleries/the-last-ferries/{second.photo_id}/")
    assert "<title>Quay in “The last ferries” · flickrweb</title>" in page
    assert "<em>Wet</em>." in page
    assert 'alt="A quay"' in page
    assert "I was cold." in page
    assert f'rel="prev" href="/galleries/the-last-ferries/{first.photo_id}/"' in page
    assert f'rel="next" href="/galleries/the-last-ferries/{last.photo_id}/"' in page
    assert 'rel="license noopener nofollow"' in page


def test_an_address_that_a_gallery_had_leads_to_it(cast: Cast, gallery: Gallery) -> None:
    move_to_address(gallery, "Ferries!", by=cast.alice.user, now=NOW)
    answer = cast.visitor.client.get("/galleries/the-last-ferries/")
    assert (answer.status_code, answer["Location"]) == (301, "/galleries/ferries/")
    unpublish(gallery, by=cast.alice.user, now=NOW)
    assert cast.visitor.client.get("/galleries/the-last-ferries/").status_code == 404


def test_robots_may_list_galleries_and_nothing_of_whoever_is_signed_in(
    cast: Cast, gallery: Gallery
) -> None:
    for url in ("/galleries/", "/galleries/the-last-ferries/"):
        answer = cast.visitor.client.get(url)
        assert "X-Robots-Tag" not in answer
        assert "noindex" not in answer.text
        assert cast.bob.client.get(url)["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("count", [3, 40])
def test_the_number_of_queries_is_fixed(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    people = [make_person(f"p{n}", nsid=f"{n}@N09") for n in range(count)]
    photos = [public_photo(person, "x", sizes=LANDSCAPE) for person in people]
    for photo in photos:
        make_favourite(cast.alice, photo)
    gallery = make_gallery(cast.alice, "Many", *photos)
    for number in range(5):
        make_gallery(cast.alice, f"Other {number}", photos[number % count])
    for url in ("/galleries/many/", f"/galleries/many/{photos[1].pk}/", "/galleries/"):
        cast.visitor.client.get(url)
        with django_assert_max_num_queries(10):
            cast.visitor.client.get(url)
    assert gallery.placements.count() == count
