"""The outbox: who may see what somebody does on Flickr from here."""

import pytest

from galleries.models import OutboxItem, Photo, Viewer
from tests.cast import NOW, make_photo, switch
from tests.models.list_viewers import House

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", ["waiting", "sending", "sent", "refused", "withdrawn"])
def test_what_somebody_does_is_shown_to_them_alone(house: House, state: str) -> None:
    """Not to whose photo it is, even once everybody can read the comment on Flickr."""
    switch(house.cast.alice, shows_photos=True, shows_favourites=True)
    photo = make_photo(house.cast.alice, visibility=Photo.Visibility.PUBLIC)
    row = OutboxItem.objects.create(
        user=house.cast.bob.user, photo=photo, verb="comment", state=state, asked_at=NOW, due_at=NOW
    )
    assert house.who_sees(row) == {"bob"}


def test_a_guest_has_an_outbox_of_their_own(house: House) -> None:
    photo = make_photo(house.cast.alice, visibility=Photo.Visibility.PUBLIC)
    row = OutboxItem.objects.create(
        user=house.cast.guest.user, photo=photo, verb="fave", asked_at=NOW, due_at=NOW
    )
    assert house.who_sees(row) == {"guest"}


def test_what_is_done_to_no_photo_any_more_is_still_ones_own(house: House) -> None:
    row = OutboxItem.objects.create(
        user=house.cast.bob.user, photo=None, verb="fave", asked_at=NOW, due_at=NOW
    )
    assert house.who_sees(row) == {"bob"}


def test_a_visitor_is_asked_nothing_about(house: House) -> None:
    assert OutboxItem.objects.visible_to(Viewer()).query.is_empty()
