"""Mail to the operator: what wants a look, once a day, in plain words."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from pytest_django import Settings

from flickrweb.watching.mail import tell
from galleries.actions.reports import answer, report
from galleries.models import Photo, Report, Stream, Told
from galleries.sync import budget
from tests.cast import NOW as TODAY
from tests.cast import Cast, make_photo
from tests.views.gallery_scenes import make_gallery

NOW = TODAY.replace(hour=10)  # an hour later it is still the same day
TOMORROW = NOW + timedelta(days=1)


@pytest.fixture(autouse=True)
def _operator(settings: Settings) -> None:
    settings.OPERATOR_EMAIL = "operator@example.org"


def refuse(who: Any, *, at: Any = NOW) -> None:
    who.connection.refused_at = at
    who.connection.save()


def stuck(cast: Cast, **fields: Any) -> Stream:
    fields = {"trouble": "unavailable", "failures": 9, "trouble_detail": "words"} | fields
    return Stream.objects.create(
        connection=cast.bob.connection, kind="favourites", due_at=NOW, interval_s=60, **fields
    )


def test_all_is_well_and_nobody_is_written_to(cast: Cast) -> None:
    assert not tell(now=NOW)
    assert mail.outbox == []
    assert not Told.objects.exists()


def test_everything_stands_in_one_mail_without_words_of_people(cast: Cast) -> None:
    refuse(cast.alice)
    stuck(cast)
    budget.everybody_waits(because="key", now=NOW)
    assert tell(now=NOW)
    (letter,) = mail.outbox
    assert letter.to == ["operator@example.org"]
    assert "the permission of 1 person" in letter.body
    assert "1 list that is kept in step with Flickr is stuck (favourites 1)" in letter.body
    assert "refuses the key" in letter.body
    assert "/operator/" in letter.body
    for words in (cast.alice.user.name, cast.alice.user.nsid, cast.bob.user.name, "words"):
        assert words not in letter.body


def test_reports_that_wait_are_told_of_every_day_and_not_quoted(cast: Cast) -> None:
    photo = make_photo(cast.bob, visibility=Photo.Visibility.PUBLIC)
    gallery = make_gallery(cast.bob, "Ferries", photo)
    for words in ("That is me", "And me"):
        report(gallery, None, reason=Report.Reason.SHOWN, words=words, now=NOW)
    assert tell(now=NOW)
    assert "2 reports about public galleries wait for your answer." in mail.outbox[0].body
    assert "/operator/reports/" in mail.outbox[0].body
    for words in ("Ferries", gallery.slug, "And me"):
        assert words not in mail.outbox[0].body
    answer(Report.objects.all()[0], words="It is gone.", now=NOW)
    assert tell(now=TOMORROW)
    assert "1 report about a public gallery waits for your answer." in mail.outbox[1].body
    answer(Report.objects.waiting()[0], words="It is gone.", now=NOW)
    assert not tell(now=TOMORROW + timedelta(days=1))


def test_each_matter_is_told_once_a_day(cast: Cast) -> None:
    stuck(cast)
    assert tell(now=NOW)
    assert not tell(now=NOW + timedelta(hours=1))
    assert tell(now=TOMORROW)
    assert len(mail.outbox) == 2


def test_a_connection_that_was_told_of_is_not_told_of_again(cast: Cast) -> None:
    refuse(cast.alice, at=NOW - timedelta(minutes=1))
    assert tell(now=NOW)
    assert not tell(now=TOMORROW)
    refuse(cast.bob, at=NOW + timedelta(minutes=1))
    assert tell(now=TOMORROW)


def test_a_new_matter_of_the_same_day_is_told_too(cast: Cast) -> None:
    stuck(cast)
    assert tell(now=NOW)
    budget.everybody_waits(because="clock", now=NOW)
    assert tell(now=NOW + timedelta(seconds=1))
    assert "clock" in mail.outbox[1].body
    assert "stuck" not in mail.outbox[1].body


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"failures": 2}, id="it failed twice"),
        pytest.param({"paused_at": NOW}, id="the operator has paused it"),
        pytest.param({"trouble": "not_on_flickr"}, id="Flickr has it no more"),
    ],
)
def test_what_is_not_stuck_is_no_matter(cast: Cast, fields: dict[str, Any]) -> None:
    stuck(cast, **fields)
    assert not tell(now=NOW)


def test_a_busy_flickr_is_no_matter(cast: Cast) -> None:
    budget.everybody_waits(because="busy", now=NOW)
    assert not tell(now=NOW)


def test_a_mail_server_that_fails_breaks_nothing_and_is_tried_again(
    cast: Cast, settings: Settings
) -> None:
    stuck(cast)
    working = settings.MAILERS
    backend = "django.core.mail.backends.smtp.EmailBackend"
    nowhere = {"host": "127.0.0.1", "port": 1, "timeout": 1}
    settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": nowhere}}
    assert not tell(now=NOW)
    assert Told.objects.get().sent_at is None
    settings.MAILERS = working
    assert not tell(now=NOW + timedelta(minutes=5))  # somebody may still be at it
    assert tell(now=NOW + timedelta(minutes=16))
    assert len(mail.outbox) == 1


def test_without_an_address_nobody_is_written_to(cast: Cast, settings: Settings) -> None:
    settings.OPERATOR_EMAIL = ""
    stuck(cast)
    assert not tell(now=timezone.now())
    assert not Told.objects.exists()
