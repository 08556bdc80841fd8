"""Who hangs a gallery: inviting, going, handing over, and being forgotten."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from accounts.leaving import forget
from galleries.actions.curators import dismiss, hand_over, invite
from galleries.actions.galleries import CannotCurate, Reason, begin
from galleries.actions.hanging import hang
from galleries.models import Curator, Gallery, GalleryChange, Photo, Placement
from tests.cast import NOW, Cast, make_photo
from tests.views.gallery_scenes import make_gallery

pytestmark = pytest.mark.django_db

PUBLIC = Photo.Visibility.PUBLIC


@pytest.fixture
def gallery(cast: Cast) -> Gallery:
    return make_gallery(cast.alice, "Ferries", make_photo(cast.stranger, visibility=PUBLIC))


def seats(gallery: Gallery) -> dict[str, str]:
    return {seat.person.username: seat.role for seat in gallery.curators.order_by("since", "pk")}


def refused(do: Callable[[], object]) -> Reason:
    with pytest.raises(CannotCurate) as refusal:
        do()
    return refusal.value.reason


def test_a_curator_hangs_as_soon_as_they_are_invited(cast: Cast, gallery: Gallery) -> None:
    photo = make_photo(cast.bob, visibility=PUBLIC)
    for _ in range(2):
        invite(gallery, cast.bob.person, by=cast.alice.user, now=NOW)
    assert seats(gallery) == {"alice": "owner", "bob": "curator"}
    assert hang([photo.pk], gallery=gallery, by=cast.bob.user, now=NOW).new == (photo.pk,)
    dismiss(gallery, cast.bob.person, by=cast.alice.user, now=NOW)
    again = lambda: hang([photo.pk], gallery=gallery, by=cast.bob.user, now=NOW)  # noqa: E731
    assert refused(again) is Reason.NOT_A_CURATOR


def test_only_the_owner_decides_who_hangs_and_a_curator_may_go(
    cast: Cast, gallery: Gallery
) -> None:
    bob, stranger = cast.bob, cast.stranger
    invite(gallery, bob.person, by=cast.alice.user, now=NOW)
    deeds = (
        lambda: invite(gallery, stranger.person, by=bob.user, now=NOW),
        lambda: dismiss(gallery, cast.alice.person, by=bob.user, now=NOW),
        lambda: hand_over(gallery, stranger.person, by=bob.user, now=NOW),
    )
    assert {refused(deed) for deed in deeds} == {Reason.NOT_THE_OWNER}
    go = lambda: dismiss(gallery, cast.alice.person, by=cast.alice.user, now=NOW)  # noqa: E731
    assert refused(go) is Reason.IS_THE_OWNER
    hand_over(gallery, bob.person, by=cast.alice.user, now=NOW)
    assert seats(gallery) == {"alice": "curator", "bob": "owner"}
    dismiss(gallery, cast.alice.person, by=cast.alice.user, now=NOW)
    assert seats(gallery) == {"bob": "owner"}
    heir = lambda: hand_over(gallery, stranger.person, by=bob.user, now=NOW)  # noqa: E731
    assert refused(heir) is Reason.NOT_THERE


def test_when_its_owner_is_forgotten_the_eldest_curator_follows(
    cast: Cast, gallery: Gallery
) -> None:
    for number, actor in enumerate((cast.stranger, cast.bob)):
        later = NOW - timedelta(days=number)
        Curator.objects.create(gallery=gallery, person=actor.person, since=later)
    begin("Nobody else's", by=cast.alice.user, now=NOW)
    forget(cast.alice.user, never_again=False)
    assert seats(gallery) == {"bob": "owner", "stranger": "curator"}
    assert [each.title for each in Gallery.objects.all()] == ["Ferries"]
    assert set(GalleryChange.objects.values_list("by", flat=True)) == {None}
    assert set(Placement.objects.values_list("hung_by", flat=True)) == {None}


def test_what_nobody_else_hangs_goes_with_whoever_is_forgotten(
    cast: Cast, gallery: Gallery
) -> None:
    forget(cast.alice.user, never_again=False)
    assert not Gallery.objects.exists()
    assert Photo.objects.exists()


def test_a_curator_who_is_forgotten_leaves_the_gallery_as_it_is(
    cast: Cast, gallery: Gallery
) -> None:
    invite(gallery, cast.bob.person, by=cast.alice.user, now=NOW)
    forget(cast.bob.user, never_again=False)
    assert seats(gallery) == {"alice": "owner"}
    assert Placement.objects.count() == 1
