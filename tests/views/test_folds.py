"""Banners of groups under a photo fold into a line; what people said never does."""

import pytest
from pytest_django import DjangoAssertNumQueries

from galleries.models import Person, Photo
from tests.cast import Cast, make_contact, make_photo
from tests.views.deed_scenes import Verb, flat, let_write, public, put, say, url
from tests.views.test_talk import tell

BANNER = '<i>Seen in</i> <a href="https://www.flickr.com/groups/fogonly/">Fog Only</a>'


def read(cast: Cast, photo: Photo, who: str = "bob") -> str:
    return flat(getattr(cast, who).client.get(url(photo)))


def test_banners_in_a_row_are_one_line_between_what_was_said(cast: Cast) -> None:
    photo = public(cast.alice)
    tell(photo, "First", BANNER, BANNER, BANNER, "Second", BANNER)
    page = read(cast, photo)
    assert page.count('<li class="fold">') == 2
    three, one = "3 awards and invitations", "1 award or invitation"
    order = ["First", three, "Fog Only", "Second", one, "remarks__news"]
    assert sorted(order, key=page.index) == order
    assert page.count("<i>Seen in</i>") == 4, "they can be read"
    assert "<details open" not in page
    assert len({line for line in page.split() if line.startswith('id="fold-')}) == 2


def test_ones_own_words_and_what_one_is_doing_something_to_stay_open(cast: Cast) -> None:
    photo = public(cast.alice)
    tell(photo, BANNER)
    own = say(photo, cast.bob, BANNER)
    assert "1 award or invitation" in read(cast, photo)
    assert "2 awards and invitations" in read(cast, photo, "stranger")
    let_write(cast.alice)
    page = read(cast, photo, "alice")
    assert "2 awards and invitations" in page
    put(cast.alice, photo, Verb.DELETE_COMMENT, comment_id=own.flickr_id)
    page = read(cast, photo, "alice")
    assert "1 award or invitation" in page
    assert page.index("You delete this.") > page.index("</details>")


def test_whoever_wrote_or_faved_is_led_to_where_there_is_something_to_see(cast: Cast) -> None:
    photo = public(cast.alice)
    tell(photo, "Nobody's", "A photographer's", "A contact's")
    nobody, photographer, contact = Person.objects.filter(username__startswith="writer").order_by(
        "username"
    )
    make_photo(nobody, visibility=Photo.Visibility.PRIVATE)
    make_photo(photographer, visibility=Photo.Visibility.PUBLIC)
    make_contact(cast.bob, contact)
    page = read(cast, photo)
    for person, here in ((nobody, False), (photographer, True), (contact, True)):
        ours = f'href="/people/{person.who}/"><bdi>'
        assert (ours in page) is here
        assert (cast.bob.client.get(f"/people/{person.who}/").status_code == 200) is here
        flickr = f'href="https://www.flickr.com/photos/{person.who}/" rel="noopener nofollow ugc">'
        assert (flickr in page) is not here
    assert 'href="/people/writer2/"' not in read(cast, photo, "stranger"), "bob's contact alone"


def test_many_comments_cost_no_more_queries(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    photo = public(cast.alice, tags=("fog",))
    tell(photo, *["Word", BANNER] * 8)
    with django_assert_max_num_queries(12):
        cast.bob.client.get(url(photo))


@pytest.mark.parametrize("who", ["alice", "11111111@N01"])
def test_the_way_back_keeps_the_list_however_the_owner_is_called(cast: Cast, who: str) -> None:
    photo = public(cast.alice)
    let_write(cast.bob)
    inside = f"/photos/{who}/{photo.pk}/in/favorites-bob/"
    asked = {"wanted": "1", "next": inside}
    answer = cast.bob.client.post(url(photo, "fave/"), asked)
    assert answer.headers["Location"] == inside
    for other in (f"/photos/{who}/{photo.pk + 1}/", f"/x/{who}/{photo.pk}/", "/photos/friends/"):
        answer = cast.bob.client.post(url(photo, "fave/"), asked | {"next": other})
        assert answer.headers["Location"] == url(photo)
