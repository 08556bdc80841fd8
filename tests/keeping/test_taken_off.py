"""What the operator took off the public stays off it, whatever backup comes back."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from celery.signals import worker_ready
from django.conf import settings as site

from galleries.actions import reports
from galleries.keeping.taken_off import last_words, take_off
from galleries.models import Gallery, Photo, Placement, TakenOff, marks
from galleries.models.marks import Mark
from galleries.models.taking_off import name_of
from tests.cast import NOW, Cast, make_photo
from tests.keeping.house import bring_back, keep, wipe
from tests.views.gallery_scenes import make_gallery

pytestmark = pytest.mark.django_db(transaction=True)

Kind = Mark.Kind


def after(minutes: int) -> datetime:
    return NOW + timedelta(minutes=minutes)


@pytest.fixture
def gallery(cast: Cast) -> Gallery:
    photos = [make_photo(cast.alice, visibility=Photo.Visibility.PUBLIC) for _ in range(2)]
    return make_gallery(cast.alice, "The last ferries", *photos)


def shown(gallery: Gallery) -> list[int]:
    """What visitors see of it."""
    gallery.refresh_from_db()
    if not gallery.is_public:
        return []
    placements = Placement.objects.filter(gallery=gallery).shown(now=NOW)
    return list(placements.in_order().values_list("photo", flat=True))


def test_a_photo_taken_off_after_the_backup_is_off_when_it_comes_back(
    gallery: Gallery, tmp_path: Path
) -> None:
    first, second = shown(gallery)
    version = gallery.version
    keep(tmp_path / "monday", "--with-copies")
    reports.take_off_photo(first, now=after(1))
    wipe()
    said = bring_back(tmp_path / "monday")
    assert "Taken off the public since then, or put back: 1." in said
    assert shown(gallery) == [second]
    assert gallery.version == version + 1, "what was kept of its pages is old"


def test_a_gallery_taken_off_after_the_backup_is_off_when_it_comes_back(
    gallery: Gallery, tmp_path: Path
) -> None:
    keep(tmp_path / "monday", "--with-copies")
    reports.take_off_gallery(gallery, now=after(1))
    wipe()
    bring_back(tmp_path / "monday")
    assert shown(gallery) == []
    assert gallery.taken_off_at == after(1)


def test_what_was_put_back_after_the_backup_is_back(gallery: Gallery, tmp_path: Path) -> None:
    both = shown(gallery)
    reports.take_off_photo(both[0], now=after(1))
    reports.take_off_gallery(gallery, now=after(1))
    keep(tmp_path / "monday", "--with-copies")
    reports.put_back_photo(both[0], now=after(2))
    reports.put_back_gallery(gallery, now=after(2))
    wipe()
    bring_back(tmp_path / "monday")
    assert shown(gallery) == both


def test_the_last_word_about_each_counts() -> None:
    off, on = Mark(Kind.PHOTO_OFF, "17", after(1)), Mark(Kind.PHOTO_ON, "17", after(2))
    other = Mark(Kind.GALLERY_OFF, "17-1", after(1))
    assert set(last_words([on, other, off])) == {on, other}
    assert last_words([Mark(Kind.PHOTO, "17", after(3))]) == [], "that is no word about it"


def test_a_gallery_that_got_the_key_of_a_lost_one_hears_nothing(gallery: Gallery) -> None:
    lost = Gallery(pk=gallery.pk, begun_at=gallery.begun_at - timedelta(days=1))
    assert take_off([Mark(Kind.GALLERY_OFF, name_of(lost), after(1))]) == 0
    assert len(shown(gallery)) == 2
    reports.take_off_gallery(gallery, now=after(2))
    assert take_off([Mark(Kind.GALLERY_ON, name_of(lost), after(3))]) == 0
    assert shown(gallery) == []


def test_what_broke_before_its_end_put_nothing_back(
    gallery: Gallery, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = shown(gallery)
    reports.take_off_photo(first, now=after(1))

    def breaks(key: str) -> bool:
        raise ConnectionError

    monkeypatch.setattr("galleries.models.taking_off.put_back_photo", breaks)
    with pytest.raises(ConnectionError):
        reports.put_back_photo(first, now=after(2))
    assert [mark.kind for mark in marks.read()] == [Kind.PHOTO_OFF]
    worker_ready.send(sender=None)
    assert shown(gallery) == [second]


def test_the_last_to_act_is_right_whatever_the_clocks_say(gallery: Gallery) -> None:
    first, second = shown(gallery)
    reports.take_off_photo(first, now=after(5))
    reports.put_back_photo(first, now=after(4))
    assert shown(gallery) == [first, second]
    worker_ready.send(sender=None)
    assert shown(gallery) == [first, second]
    reports.take_off_photo(first, now=after(3))
    worker_ready.send(sender=None)
    assert shown(gallery) == [second]


def test_what_was_taken_off_with_another_file_gets_its_mark(gallery: Gallery) -> None:
    first, second = shown(gallery)
    TakenOff.objects.create(photo_id=first, taken_off_at=after(3))
    marks.write(
        Mark(Kind.PHOTO_OFF, str(first), after(1)), Mark(Kind.PHOTO_ON, str(first), after(2))
    )
    worker_ready.send(sender=None)
    assert shown(gallery) == [second]
    assert marks.read()[-1] == Mark(Kind.PHOTO_OFF, str(first), after(3))


def test_a_worker_that_starts_looks_at_the_marks(gallery: Gallery) -> None:
    first, second = shown(gallery)
    marks.write(Mark(Kind.PHOTO_OFF, str(first), after(1)))
    worker_ready.send(sender=None)
    assert shown(gallery) == [second]
    version = gallery.version
    worker_ready.send(sender=None)
    gallery.refresh_from_db()
    assert gallery.version == version, "there is nothing left to do"
    marks.write(Mark(Kind.PHOTO_ON, str(first), after(2)))
    worker_ready.send(sender=None)
    assert shown(gallery) == [first, second]


def test_an_empty_house_whose_worker_has_read_the_marks_takes_a_backup(
    gallery: Gallery, tmp_path: Path
) -> None:
    first, second = shown(gallery)
    keep(tmp_path / "monday", "--with-copies")
    reports.take_off_photo(first, now=after(1))
    wipe()
    worker_ready.send(sender=None)
    assert TakenOff.objects.exists()
    bring_back(tmp_path / "monday")
    assert shown(gallery) == [second]


def test_nothing_is_taken_off_when_the_mark_cannot_be_written(gallery: Gallery) -> None:
    both = shown(gallery)
    Path(site.KEEP_DIR).parent.mkdir(parents=True, exist_ok=True)
    Path(site.KEEP_DIR).write_text("a file where the folder should be")
    with pytest.raises(OSError, match=r"exists|directory"):
        reports.take_off_photo(both[0], now=after(1))
    with pytest.raises(OSError, match=r"exists|directory"):
        reports.take_off_gallery(gallery, now=after(1))
    assert shown(gallery) == both


def test_what_is_off_in_a_database_gets_its_mark_on_a_new_machine(
    gallery: Gallery, tmp_path: Path
) -> None:
    reports.take_off_photo(shown(gallery)[0], now=after(1))
    reports.take_off_gallery(gallery, now=after(1))
    keep(tmp_path / "monday", "--with-copies")
    written = set(marks.read())
    marks.path().unlink()
    bring_back(tmp_path / "monday", "--replace")
    assert set(marks.read()) == written
    bring_back(tmp_path / "monday", "--replace")
    assert len(marks.read()) == 2, "and only once"
