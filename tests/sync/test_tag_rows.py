"""A photo's tags know whose it is and when it was uploaded: their pages go by that."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import F

from galleries.flickr.records import PersonRecord, PhotoRecord, Visibility
from galleries.models import Photo, PhotoTag
from galleries.sync.apply.photos import apply_photos
from tests.cast import Cast, make_photo

pytestmark = pytest.mark.django_db

START = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
RECORD = PhotoRecord(
    flickr_id="54000000001",
    owner=PersonRecord(nsid="11111111@N01", username="alice"),
    title="Pier",
    visibility=Visibility.PUBLIC,
    uploaded_at=START,
    changed_at=START,
    secret="aaaaaaaaaa",
    server="65535",
    tags=("sea", "fog"),
)


def tell(record: PhotoRecord, *, asked_s: int) -> None:
    moment = START + timedelta(seconds=asked_s)
    apply_photos([record], teller_nsid="11111111@N01", began_at=moment, now=moment)


def assert_the_tags_are_as_the_photo() -> None:
    same = PhotoTag.objects.filter(owner=F("photo__owner"), uploaded_at=F("photo__uploaded_at"))
    assert same.count() == PhotoTag.objects.count() > 0


def test_new_tags_stand_where_their_photo_stands() -> None:
    tell(RECORD, asked_s=0)
    assert_the_tags_are_as_the_photo()
    tell(replace(RECORD, tags=("sea", "night"), changed_at=START + timedelta(1)), asked_s=9)
    assert set(PhotoTag.objects.values_list("text", flat=True)) == {"sea", "night"}
    assert_the_tags_are_as_the_photo()


@pytest.mark.parametrize("tags", [("sea", "fog"), ("sea", "night")])
def test_they_go_with_a_photo_that_its_owner_dates_anew(cast: Cast, tags: tuple[str, ...]) -> None:
    other = make_photo(cast.bob, tags=("fog",))
    tell(RECORD, asked_s=0)
    dated = START - timedelta(days=400)
    changed = replace(RECORD, uploaded_at=dated, tags=tags, changed_at=START + timedelta(1))
    tell(changed, asked_s=9)
    assert Photo.objects.get(pk=54_000_000_001).uploaded_at == dated
    assert_the_tags_are_as_the_photo()
    assert other.tags.get().uploaded_at == other.uploaded_at
