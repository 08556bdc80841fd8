"""Before a gallery is published: what to mend, what visitors will see, and what came down."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from galleries.models import Curator, Forbidden, Gallery, Photo, Withdrawal
from tests.cast import NOW, Cast, make_photo
from tests.views.gallery_scenes import make_curator, make_gallery
from tests.views.sound_html import unsound

pytestmark = pytest.mark.django_db

PUBLIC = Photo.Visibility.PUBLIC
EDIT = "/galleries/piers/edit/"


@pytest.fixture
def gallery(cast: Cast) -> Gallery:
    """Five by Bob and one by Alice, who hangs them with Bob; four of his come down."""
    titles = ("closed", "unsafe", "withdrawn", "gone", "up")
    theirs = [make_photo(cast.stranger, title, visibility=PUBLIC) for title in titles]
    own = make_photo(cast.alice, "own", visibility=PUBLIC)
    gallery = make_gallery(cast.alice, "Piers", *theirs, own, is_public=False)
    make_curator(gallery, cast.bob)
    Curator.objects.update(since=NOW - timedelta(hours=2))
    closed, unsafe, _withdrawn, gone, _up = (Photo.objects.filter(pk=each.pk) for each in theirs)
    closed.update(visibility=5, narrowed_at=NOW)
    unsafe.update(safety=2, narrowed_at=NOW)
    gone.update(gone_at=NOW)
    Withdrawal.objects.create(photo=theirs[2], gallery=gallery, withdrawn_at=NOW)
    return gallery


def test_the_page_says_what_to_mend_and_lets_publish_all_the_same(
    cast: Cast, gallery: Gallery, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(17):
        page = cast.alice.client.get(f"{EDIT}check/").text
    assert unsound(page) == []
    for words in (
        "Visitors see 2 photos.",
        "2 photos say nothing to those who do not see them",
        "4 photos hang here that visitors do not see",
        "1 photo by somebody else has all rights reserved.",
        "Not public on Flickr. It comes back by itself when it opens again.",
        "Not marked as safe on Flickr.",
        "Its photographer took it down.",
        "Flickr shows it to nobody any more.",
        "Publish it all the same",
    ):
        assert words in page, words
    assert ">closed<" not in page  # a title that she may not see
    assert "Its owner publishes it." in cast.bob.client.get(f"{EDIT}check/").text
    assert cast.stranger.client.get(f"{EDIT}check/").status_code == 404
    cast.alice.client.post(f"{EDIT}state/", {"wanted": "published"})
    assert "How it stands" in cast.alice.client.get(f"{EDIT}check/").text


def test_what_is_mended_is_not_said_again(cast: Cast, gallery: Gallery) -> None:
    down = gallery.placements.exclude(photo__title__in=("up", "own"))
    said = {"placement": [row.pk for row in down], "do": "down", "next": f"{EDIT}check/"}
    cast.alice.client.post(f"{EDIT}photos/", said)
    for row in gallery.placements.all():
        written = {"alt": "A pier", "version": row.version}
        cast.alice.client.post(f"{EDIT}photos/{row.pk}/", written)
    page = cast.alice.client.get(f"{EDIT}check/").text
    assert "Every photo has an alt text" in page
    assert "Visitors see everything that hangs here" in page
    assert ">Publish</button>" in page


def test_its_curators_see_a_draft_as_a_visitor_will(cast: Cast, gallery: Gallery) -> None:
    url = f"{EDIT}preview/visitor/"
    page = cast.bob.client.get(url)
    assert page.text.count('class="photo-card ') == 2
    assert "Menu of" not in page.text
    assert "private" in page["Cache-Control"]
    for who in (cast.stranger, cast.operator):
        assert who.client.get(url).status_code == 404
    assert cast.visitor.client.get(url).status_code == 302
    cast.alice.client.post(f"{EDIT}state/", {"wanted": "published"})
    seen = cast.visitor.client.get("/galleries/piers/").text
    main = [html.partition("<main")[2].partition("</main>")[0] for html in (page.text, seen)]
    assert main[0] == main[1] != ""


def test_each_curator_is_told_once_what_came_down_and_it_comes_back(
    cast: Cast, gallery: Gallery
) -> None:
    note = "photos came down by themselves since you looked last."
    for who in (cast.alice, cast.bob):
        assert f"4 {note}" in who.client.get(EDIT).text
    cast.alice.client.post(f"{EDIT}check/told/")
    assert "since you looked last" not in cast.alice.client.get(EDIT).text
    assert f"4 {note}" in cast.bob.client.get(EDIT).text
    Photo.objects.filter(title="closed").update(visibility=PUBLIC)  # it opened again
    assert f"3 {note}" in cast.bob.client.get(EDIT).text
    later = NOW + timedelta(days=1)
    Forbidden.objects.create(nsid=cast.stranger.person.nsid, forbidden_at=later)
    assert f"5 {note}" in cast.alice.client.get(EDIT).text
