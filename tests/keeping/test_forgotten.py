"""What was forgotten stays forgotten, whatever backup comes back."""

import logging
import stat
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from celery.signals import worker_ready
from django.conf import settings as site
from django.utils import timezone

from accounts import leaving
from accounts.models import User
from galleries.actions.galleries import begin
from galleries.actions.leaving import take_back_photo
from galleries.keeping.marks import apply, sum_up
from galleries.models import (
    Contact,
    Curator,
    Favourite,
    Forgetting,
    Forgotten,
    Gallery,
    OutboxItem,
    OwnerNote,
    Person,
    Photo,
    marks,
)
from galleries.models.marks import Mark
from galleries.sync.forgetting import forget_some
from tests.cast import NOW, Cast, make_contact, make_favourite, make_photo
from tests.keeping.house import bring_back, furnish, hang_a_gallery, keep, sit_at_a_desk, wipe

pytestmark = pytest.mark.django_db(transaction=True)

Kind = Mark.Kind


def marks_file() -> Path:
    return Path(site.KEEP_DIR) / "forgotten"


def at(hours: int) -> datetime:
    return NOW + timedelta(hours=hours)


def test_a_photo_taken_back_after_the_backup_is_not_in_what_comes_back(
    cast: Cast, tmp_path: Path
) -> None:
    furnish(cast)
    photo = Photo.objects.get()
    keep(tmp_path / "bare")
    keep(tmp_path / "all", "--with-copies")
    take_back_photo(cast.alice.user, photo.pk, now=timezone.now())
    Forgotten.objects.filter(key=str(photo.pk)).delete()  # and this database is lost as well
    for file in ("bare", "all"):
        said = bring_back(tmp_path / file, "--replace")
        assert "Forgotten since then, and gone again: 1." in said
        assert not Photo.objects.exists()
        assert Forgotten.objects.filter(kind="photo", key=str(photo.pk)).exists()
        assert OutboxItem.objects.filter(photo=None).count() == 3, "people’s own deeds stay"


@pytest.mark.parametrize("never_again", [False, True])
def test_a_person_who_left_after_the_backup_does_not_come_back_with_it(
    cast: Cast, tmp_path: Path, *, never_again: bool
) -> None:
    furnish(cast)
    hang_a_gallery(cast)
    sit_at_a_desk(cast)
    begin("Nobody else hangs it", by=cast.alice.user, now=at(-1))
    make_favourite(cast.bob, make_photo(cast.alice))
    make_contact(cast.bob, cast.alice)
    keep(tmp_path / "monday", "--with-copies")
    leaving.forget(cast.alice.user, never_again=never_again)
    for everything in (Forgotten, Forgetting):
        everything._default_manager.all().delete()  # this database is lost
    bring_back(tmp_path / "monday", "--replace")
    assert not User.objects.filter(nsid=cast.alice.user.nsid).exists()
    assert not Photo.objects.filter(owner__nsid=cast.alice.user.nsid).exists()
    assert not Favourite.objects.exists()
    assert not Contact.objects.exists()
    away = Forgotten.objects.filter(kind="person", key=cast.alice.user.nsid)
    assert away.exists() is never_again
    assert User.objects.filter(nsid=cast.bob.user.nsid).exists()
    (seat,) = Curator.objects.select_related("gallery")
    assert (seat.gallery.slug, seat.person.nsid, seat.role) == (
        "ferries",
        cast.bob.user.nsid,
        Curator.Role.OWNER,
    )
    assert [gallery.slug for gallery in Gallery.objects.all()] == ["ferries"]
    while forget_some():
        pass
    assert not Person.objects.filter(nsid=cast.alice.user.nsid).exists()


def test_who_joined_again_since_they_left_keeps_what_came_since(cast: Cast) -> None:
    left = marks.left(cast.alice.user.nsid, at=at(-5))
    User.objects.filter(pk=cast.alice.user.pk).update(joined_at=at(-3))
    make_photo(cast.alice, "of before", told_at=at(-6))
    of_now = make_photo(cast.alice, "of now", told_at=at(-1))
    OwnerNote.objects.create(photo=of_now)
    assert apply([left], at_once=True) == 1
    assert [note.photo for note in OwnerNote.objects.all()] == list(Photo.objects.all()) == [of_now]
    assert User.objects.filter(pk=cast.alice.user.pk).exists()
    assert apply([left], at_once=True) == 0, "twice is the same as once"


def test_the_last_word_about_somebody_counts() -> None:
    away, back = Mark(Kind.PERSON, "1@N01", at(1)), Mark(Kind.BACK, "1@N01", at(2))
    again = Mark(Kind.PERSON, "1@N01", at(3))
    assert sum_up([away]).people == {"1@N01": at(1)}
    assert (sum_up([away, back]).people, sum_up([away, back]).back) == ({}, {"1@N01": at(2)})
    assert sum_up([again, back, away]).people == {"1@N01": at(3)}
    assert sum_up([away, back]).left == {marks.digest("1@N01"): at(1)}


def test_who_came_back_is_not_kept_away_by_an_old_backup(cast: Cast, tmp_path: Path) -> None:
    nsid = "88888888@N08"
    keep(tmp_path / "before")
    guest = User.objects.create_user(nsid)
    leaving.forget(guest, never_again=True)
    keep(tmp_path / "away")
    bring_back(tmp_path / "before", "--replace")
    assert Forgotten.objects.filter(key=nsid).exists()
    again = User.objects.create_user(nsid)
    leaving.forget(again, never_again=False)  # their last word: it may come
    bring_back(tmp_path / "away", "--replace")
    assert not Forgotten.objects.filter(key=nsid).exists()


def test_the_file_has_no_name_and_no_id_of_whoever_only_left(cast: Cast) -> None:
    leaving.forget(cast.alice.user, never_again=False)
    leaving.forget(cast.bob.user, never_again=True)
    lines = marks_file().read_text().splitlines()
    assert [line.split()[0] for line in lines] == ["left", "person"]
    assert cast.alice.user.nsid not in marks_file().read_text()
    assert lines[1].split()[1] == "22222222@N02"
    assert stat.S_IMODE(marks_file().stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "line",
    [
        "photo 2 2026-11-",
        "photo 2 2026-11-24T08:30:00",
        "photo 99999999999999999999 2026-11-24T08:30:00+00:00",
        "person anna 2026-11-24T08:30:00+00:00",
        "comment 2 2026-11-24T08:30:00+00:00",
        "ph\x00oto\xff",
    ],
)
def test_a_line_that_is_no_mark_spoils_no_other(
    cast: Cast, caplog: pytest.LogCaptureFixture, line: str
) -> None:
    marks.write(Mark(Kind.PHOTO, "1", at(0)))
    with marks_file().open("a") as file:
        file.write(line)  # the machine stopped, or somebody wrote into it
    marks.write(Mark(Kind.PHOTO, "3", at(0)))
    with caplog.at_level(logging.WARNING):
        assert [mark.key for mark in marks.read()] == ["1", "3"]
    assert "is no mark" in caplog.text


def test_nobody_is_forgotten_halfway_when_the_mark_cannot_be_written(cast: Cast) -> None:
    photo = make_photo(cast.alice)
    Path(site.KEEP_DIR).parent.mkdir(parents=True, exist_ok=True)
    Path(site.KEEP_DIR).write_text("a file where the folder should be")
    with pytest.raises(OSError, match=r"exists|directory"):
        leaving.forget(cast.alice.user, never_again=True)
    with pytest.raises(OSError, match=r"exists|directory"):
        take_back_photo(cast.alice.user, photo.pk, now=timezone.now())
    assert User.objects.filter(pk=cast.alice.user.pk).exists()
    assert Photo.objects.exists()
    assert not Forgotten.objects.exists()


def test_what_a_database_keeps_away_gets_its_mark_on_a_new_machine(
    cast: Cast, tmp_path: Path
) -> None:
    furnish(cast)
    keep(tmp_path / "monday")
    assert not marks_file().exists(), "written by no action: as on another machine"
    bring_back(tmp_path / "monday", "--replace")
    about_to_go = marks.digest("77777777@N07")
    assert [mark.key for mark in marks.read()] == ["53999999999", about_to_go]
    bring_back(tmp_path / "monday", "--replace")
    assert len(marks.read()) == 2


def test_whoever_was_about_to_go_leaves_no_bare_photo_either(cast: Cast, tmp_path: Path) -> None:
    furnish(cast)
    Forgetting.objects.create(nsid=cast.alice.user.nsid, asked_at=timezone.now())
    keep(tmp_path / "monday")
    wipe()
    bring_back(tmp_path / "monday")
    assert not Photo.objects.exists()
    assert OutboxItem.objects.filter(photo=None).count() == 3


def test_a_worker_that_starts_looks_at_the_marks(cast: Cast) -> None:
    mine, theirs = make_photo(cast.alice), make_photo(cast.bob)
    marks.write(
        Mark(Kind.PHOTO, str(theirs.pk), timezone.now()),
        marks.left(cast.alice.user.nsid, at=timezone.now()),
        marks.left(cast.guest.user.nsid, at=timezone.now()),
    )
    worker_ready.send(sender=None)
    assert Forgetting.objects.count() == 2
    assert not Photo.objects.filter(pk=theirs.pk).exists()
    gone = (cast.alice.user.pk, cast.guest.user.pk)
    assert not User.objects.filter(pk__in=gone).exists()
    assert Photo.objects.filter(pk=mine.pk).exists(), "a worker does this within the hour"
    while forget_some():
        pass
    assert not Photo.objects.exists()
    worker_ready.send(sender=None)
    assert not Forgetting.objects.exists(), "there is nothing left to do"
