"""What is over for long goes; what is still meant to be done stays."""

from datetime import timedelta

import pytest

from galleries.actions import deeds
from galleries.models import OutboxItem, Photo
from galleries.models.outbox import State
from galleries.queries.leaving import held, list_exports
from galleries.sync.outbox.leaving import OVER
from galleries.sync.purge import AFTER_UNSEEN, purge_some
from tests.cast import NOW, Cast, make_person, make_photo

pytestmark = pytest.mark.django_db

PUBLIC = Photo.Visibility.PUBLIC


@pytest.mark.parametrize("state", [State.SENT, State.REFUSED, State.WITHDRAWN])
def test_what_is_over_goes_after_ninety_days(cast: Cast, state: str) -> None:
    deeds.fave(make_photo(cast.alice, visibility=PUBLIC), by=cast.bob.user, now=NOW)
    OutboxItem.objects.update(state=state, ended_at=NOW)
    purge_some(now=NOW + OVER)
    assert OutboxItem.objects.exists()
    purge_some(now=NOW + OVER + timedelta(seconds=1))
    assert not OutboxItem.objects.exists()


@pytest.mark.parametrize(("state", "stays"), [(State.WAITING, True), (State.SENT, False)])
def test_a_photo_that_somebody_still_means_to_do_something_to_stays(
    cast: Cast, state: str, stays: bool
) -> None:
    stranger = make_person("elsewhere", nsid="99999999@N09")
    photo = make_photo(stranger, visibility=PUBLIC)
    deeds.fave(photo, by=cast.bob.user, now=NOW)
    OutboxItem.objects.update(state=state)
    purge_some(now=NOW + AFTER_UNSEEN + timedelta(hours=1))
    assert Photo.objects.filter(pk=photo.pk).exists() is stays


def test_a_photo_that_is_gone_from_flickr_goes_all_the_same_and_their_words_stay(
    cast: Cast,
) -> None:
    photo = make_photo(cast.alice, visibility=PUBLIC)
    deeds.comment(photo, text="Ahoy", by=cast.bob.user, now=NOW)
    Photo.objects.update(gone_at=NOW)
    purge_some(now=NOW + timedelta(hours=25))
    assert not Photo.objects.exists()
    item = OutboxItem.objects.get()
    assert (item.photo, item.text, item.state) == (None, "Ahoy", State.WAITING)


def test_what_somebody_did_is_theirs_to_take_along(cast: Cast) -> None:
    photo = make_photo(cast.alice, visibility=PUBLIC)
    deeds.comment(photo, text="Ahoy", by=cast.bob.user, now=NOW)
    deeds.fave(photo, by=cast.stranger.user, now=NOW)
    (told,) = list_exports(cast.bob.user)["outbox"]
    assert (told["verb"], told["photo"], told["text"]) == ("comment", photo.pk, "Ahoy")
    assert held(cast.bob.user).deeds == 1


def test_a_closed_account_takes_its_outbox_along(cast: Cast) -> None:
    deeds.fave(make_photo(cast.alice, visibility=PUBLIC), by=cast.bob.user, now=NOW)
    cast.bob.user.delete()
    assert not OutboxItem.objects.exists()
