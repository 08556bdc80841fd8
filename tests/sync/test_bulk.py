"""Rows written many at a time, and new photos that somebody else has just written."""

from datetime import UTC, datetime
from typing import Any

import pytest

from galleries.models import Person, Photo, PhotoTag
from galleries.sync.apply.bulk import insert
from galleries.sync.apply.photos import PageOvertaken, _insert

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)


def photo(owner: Person, **said: Any) -> dict[str, Any]:
    columns = {"id": 53, "owner_id": owner.pk, "title": "Pier", "uploaded_at": AT, "told_at": AT}
    return columns | said


def test_what_a_row_leaves_out_has_its_default_and_the_rest_comes_back_as_it_went_in() -> None:
    owner = Person.objects.create(nsid="1@N00")
    said = {
        "title": "Ünïcode “quotes” \\ 'and' %s {braces}",
        "sizes": {"b": [1024, 683], "h": [1600, 1067, "https://live.staticflickr.com/x.jpg"]},
        "latitude": -54.123456789,
        "visibility": Photo.Visibility.FRIENDS,
        "media_ready": False,
        "changed_at": AT,
    }
    rows = [photo(owner, **said), photo(owner, id=54)]
    assert insert(Photo, rows) == 2
    first, second = Photo.objects.order_by("pk")
    assert {name: getattr(first, name) for name in said} == said
    plain = Photo(**photo(owner, id=54))
    assert {f.attname: getattr(second, f.attname) for f in Photo._meta.concrete_fields} == {
        f.attname: getattr(plain, f.attname) for f in Photo._meta.concrete_fields
    }
    assert insert(Photo, []) == 0


def test_a_row_that_stands_stays_as_it_is_and_is_not_counted() -> None:
    owner = Person.objects.create(nsid="1@N00")
    insert(Photo, [photo(owner)])
    assert insert(Photo, [photo(owner, title="Mole"), photo(owner, id=54)]) == 1
    assert Photo.objects.get(pk=53).title == "Pier"
    tag = {"photo_id": 53, "text": "sea", "owner_id": owner.pk, "uploaded_at": AT}
    tags = [tag | {"position": place} for place in (0, 1)]
    assert insert(PhotoTag, tags) == 1
    assert PhotoTag.objects.get().position == 0


def test_a_row_that_stands_takes_over_the_columns_that_are_named_and_no_others() -> None:
    owner = Person.objects.create(nsid="1@N00")
    insert(Photo, [photo(owner, missing_at=AT)])
    again = photo(owner, title="Mole", licence=4)
    insert(Photo, [again], unique=["id"], update=["title", "missing_at"])
    row = Photo.objects.get()
    assert (row.title, row.licence, row.missing_at) == ("Mole", 0, None)


def test_a_photo_that_somebody_else_has_just_written_is_weighed_again_when_it_differs() -> None:
    owner = Person.objects.create(nsid="1@N00")
    public = photo(owner, visibility=Photo.Visibility.PUBLIC)
    assert _insert({53: public})
    assert not _insert({53: public}), "it stands, and says the same"
    with pytest.raises(PageOvertaken):
        _insert({53: public | {"visibility": Photo.Visibility.PRIVATE}})
    assert Photo.objects.get().visibility == Photo.Visibility.PUBLIC
