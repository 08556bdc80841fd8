"""Public pages that are kept as bytes: for whom, how long, and what ends them."""

import gzip
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import User
from galleries.actions import says
from galleries.actions.curators import dismiss
from galleries.actions.galleries import begin
from galleries.actions.hanging import hang, take_down, write
from galleries.actions.leaving import take_back_photo
from galleries.actions.publishing import archive, publish, say_about, unpublish
from galleries.actions.sections import write_section
from galleries.models import Gallery, Person, Photo, Placement
from galleries.queries.still_shown import showing
from galleries.views.kept_pages import KEEPER, Keeper, Kept
from tests.cast import NOW, Cast, make_photo
from tests.views.gallery_scenes import make_curator, make_gallery

pytestmark = pytest.mark.django_db

PAGE = "/galleries/the-last-ferries/"
LONG_S = 1_000


@pytest.fixture
def gallery(cast: Cast) -> Gallery:
    photos = [make_photo(cast.bob, f"Boat {number}", visibility=1) for number in range(32)]
    return make_gallery(cast.alice, "The last ferries", *photos)


@pytest.fixture
def trusting(settings: Settings) -> None:
    """Whatever was true once is believed for as long as a story lasts."""
    settings.KEPT_PAGE_TRUSTED_S = LONG_S


def first(gallery: Gallery) -> Placement:
    return gallery.placements.in_order()[0]


@pytest.mark.usefixtures("trusting")
def test_the_second_visitor_gets_the_same_bytes_and_headers_without_a_question(
    cast: Cast, gallery: Gallery, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for url in (PAGE, f"{PAGE}{first(gallery).photo_id}/"):
        made = Client().get(url)
        with django_assert_num_queries(0):
            kept = Client().get(url)
        assert kept.content == made.content
        own = {"X-Request-ID"}
        assert {k: v for k, v in kept.headers.items() if k not in own} == {
            k: v for k, v in made.headers.items() if k not in own
        }
        assert kept.headers["Cache-Control"] == "no-cache"
        assert "Content-Security-Policy" in kept.headers
        assert "csrf" not in kept.text
        assert not kept.cookies


@pytest.mark.usefixtures("trusting")
def test_a_browser_that_has_the_page_is_told_so(
    gallery: Gallery, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    etag = Client().get(PAGE).headers["ETag"]
    with django_assert_num_queries(0):
        answer = Client().get(PAGE, headers={"If-None-Match": etag})
    assert (answer.status_code, answer.content) == (304, b"")
    assert answer.headers["ETag"] == etag
    assert Client().get(PAGE, headers={"If-None-Match": 'W/"other"'}).status_code == 200
    say_about(gallery, title="Others", by=curator(gallery), now=NOW, version=9)
    KEEPER.clear()
    assert Client().get(PAGE, headers={"If-None-Match": etag}).status_code == 200


def test_it_is_sent_packed_to_whoever_can_unpack_it(gallery: Gallery) -> None:
    plain = Client().get(PAGE)
    packed = Client().get(PAGE, headers={"Accept-Encoding": "gzip, br"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert int(packed.headers["Content-Length"]) == len(packed.content)


@pytest.mark.usefixtures("trusting")
def test_whoever_has_a_session_or_is_told_something_gets_a_page_of_their_own(
    cast: Cast, gallery: Gallery
) -> None:
    Client().get(PAGE)
    assert len(KEEPER) == 1
    for who in (cast.alice, cast.bob, cast.guest):
        page = who.client.get(PAGE)
        assert "Sign out" in page.text
        assert "private" in page.headers["Cache-Control"]
    told = Client()
    told.cookies["messages"] = "something"
    assert told.get(PAGE).status_code == 200
    assert len(KEEPER) == 1
    assert "Sign out" not in Client().get(PAGE).text


@pytest.mark.usefixtures("trusting")
def test_addresses_that_anybody_can_make_up_fill_no_memory(gallery: Gallery) -> None:
    hung = list(gallery.placements.in_order())
    visitor = Client()
    for query in ("", "?utm_source=x", "?after=", "?x=1&y=2"):
        assert visitor.get(f"{PAGE}{query}").status_code == 200
    pages = len(KEEPER)
    for other in (hung[3], hung[28], hung[31]):
        assert visitor.get(f"{PAGE}?after={other.photo_id}").status_code == 200
    for nothing in ("?after=1", "?after=x", "nowhere/", f"{hung[0].photo_id + 999}/"):
        assert visitor.get(f"{PAGE}{nothing}").status_code == 404
    assert len(KEEPER) == pages
    assert visitor.get(f"{PAGE}?after={hung[29].photo_id}").status_code == 200
    assert len(KEEPER) == pages + 1


def test_a_host_that_is_not_ours_is_refused(gallery: Gallery) -> None:
    Client().get(PAGE)
    assert Client().get(PAGE, headers={"Host": "evil.example"}).status_code == 400


def test_a_draft_is_kept_for_nobody(cast: Cast) -> None:
    photo = make_photo(cast.alice, visibility=1)
    make_gallery(cast.alice, "The last ferries", photo, is_public=False)
    cast.alice.client.get(PAGE)
    Client().get(PAGE)
    assert len(KEEPER) == 0


def curator(gallery: Gallery) -> User:
    return User.objects.get(nsid=gallery.curators.get(role="owner").person.nsid)


def _photo(**fields: Any) -> Callable[[Cast, Gallery], object]:
    return lambda cast, gallery: Photo.objects.filter(pk=first(gallery).photo_id).update(**fields)


def _version(gallery: Gallery) -> int:
    return Gallery.objects.get(pk=gallery.pk).version


# Everything that changes what shows, whoever writes it down.
CHANGES: dict[str, Callable[[Cast, Gallery], object]] = {
    "its owner closes it": _photo(visibility=5),
    "only friends may see it": _photo(visibility=2),
    "it is moderate now": _photo(safety=1),
    "it is missing": _photo(missing_at=NOW),
    "it is gone": _photo(gone_at=NOW),
    "it is in doubt": _photo(withheld_at=NOW),
    "nobody has told of it for long": _photo(told_at=NOW - timedelta(days=9)),
    "it has another title": _photo(title="Ship"),
    "it has another licence": _photo(licence=4),
    "its file has another secret": _photo(secret="0123456789"),
    "its owner has another name": lambda cast, gallery: Person.objects.filter(
        nsid=cast.bob.user.nsid
    ).update(realname="Robert"),
    "its owner withdraws it": lambda cast, gallery: says.withdraw(
        first(gallery).photo_id, gallery=None, by=cast.bob.user, now=NOW
    ),
    "its owner forbids all": lambda cast, gallery: says.forbid(by=cast.bob.user, now=NOW),
    "its owner takes it back": lambda cast, gallery: take_back_photo(
        cast.bob.user, first(gallery).photo_id, now=NOW
    ),
    "a curator writes": lambda cast, gallery: write(
        first(gallery), caption="Wet", alt="", version=1, by=cast.alice.user, now=NOW
    ),
    "a section has words": lambda cast, gallery: write_section(
        gallery.sections.get(), title="Dawn", wall_text="", version=1, by=cast.alice.user, now=NOW
    ),
    "one is hung": lambda cast, gallery: hang(
        [make_photo(cast.alice, visibility=1).pk], gallery=gallery, by=cast.alice.user, now=NOW
    ),
    "one is taken down": lambda cast, gallery: take_down(
        [first(gallery).pk], gallery=gallery, by=cast.alice.user, now=NOW
    ),
    "another wall": lambda cast, gallery: say_about(
        gallery, wall="night", by=cast.alice.user, now=NOW, version=_version(gallery)
    ),
    "a curator goes": lambda cast, gallery: dismiss(
        gallery, cast.stranger.person, by=cast.alice.user, now=NOW
    ),
    "it is a draft again": lambda cast, gallery: unpublish(gallery, by=cast.alice.user, now=NOW),
    "it is archived": lambda cast, gallery: archive(gallery, by=cast.alice.user, now=NOW),
}


NOT_ON_THE_PHOTOS_PAGE = ("a curator goes",)


@pytest.mark.parametrize("change", CHANGES)
def test_no_old_page_outlives_what_changes_it(cast: Cast, gallery: Gallery, change: str) -> None:
    make_curator(gallery, cast.stranger)
    photo = f"{PAGE}{first(gallery).photo_id}/"
    kept = {url: Client().get(url).content for url in (PAGE, photo)}
    CHANGES[change](cast, gallery)
    assert Client().get(PAGE).content != kept[PAGE]
    now = Client().get(photo)
    if change not in NOT_ON_THE_PHOTOS_PAGE:
        assert now.content != kept[photo]


def page_of(gallery: Gallery, *, at: float) -> Kept:
    hung = gallery.placements.select_related("photo__owner").in_order()
    return Kept(showing(gallery, list(hung)), b"x" * 100, b"", '"x"', (), None, at, at)


def test_what_was_read_is_believed_for_less_than_a_second(
    gallery: Gallery, settings: Settings, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    settings.KEPT_PAGE_TRUSTED_S = 0.9
    now = [100.0]
    keeper = Keeper(lambda: now[0])
    keeper.put("page", page_of(gallery, at=100.0))
    Photo.objects.filter(pk=first(gallery).photo_id).update(visibility=5)
    now[0] = 100.89
    with django_assert_num_queries(0):
        assert keeper.get("page") is not None
    now[0] = 100.91
    assert keeper.get("page") is None
    assert len(keeper) == 0


def test_what_is_found_true_again_is_believed_from_then_on_for_a_minute_in_all(
    gallery: Gallery, settings: Settings, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    settings.KEPT_PAGE_TRUSTED_S = 0.9
    now = [100.0]
    keeper = Keeper(lambda: now[0])
    keeper.put("page", page_of(gallery, at=100.0))
    now[0] = 102.0
    with django_assert_num_queries(2):
        assert keeper.get("page") is not None
    with django_assert_num_queries(0):
        assert keeper.get("page") is not None
    now[0] = 160.0
    assert keeper.get("page") is None


def test_a_process_keeps_only_so_much(gallery: Gallery) -> None:
    keeper = Keeper(lambda: 0.0)
    page = page_of(gallery, at=0.0)
    page.packed = bytes(6 * 1024 * 1024)
    for key in ("first", "second", "third"):
        keeper.put(key, page)
        keeper.put(key, page)
    assert len(keeper) == 2
    assert keeper.get("first") is None
    assert keeper.get("third") is not None


def test_a_new_gallery_at_an_old_address_is_another_page(cast: Cast, gallery: Gallery) -> None:
    """The slug of what was begun and never kept can be taken again."""
    Client().get(PAGE)
    Gallery.objects.filter(pk=gallery.pk).delete()
    other = begin("The last ferries", by=cast.bob.user, now=NOW)
    hang([make_photo(cast.bob, "Other", visibility=1).pk], gallery=other, by=cast.bob.user, now=NOW)
    publish(other, by=cast.bob.user, now=NOW)
    assert "Other" in Client().get(PAGE).text
