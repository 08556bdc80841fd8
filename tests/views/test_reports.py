"""Reports of public pages: anybody sends them, and the operator answers, who sees no more."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from galleries.actions.publishing import unpublish
from galleries.actions.reports import answer
from galleries.models import Gallery, Photo, Report, TakenOff
from galleries.sync.purge import purge_some
from tests.cast import NOW, Cast, make_photo
from tests.views.gallery_scenes import make_gallery
from tests.views.operator_scenes import named_operator
from tests.views.sound_html import unsound

__all__ = ["named_operator"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("named_operator")]

PAGE = "/galleries/the-last-ferries/"
QUEUE = "/operator/reports/"


@pytest.fixture
def photo(cast: Cast) -> Photo:
    return make_photo(cast.bob, "Horn", visibility=1)


@pytest.fixture
def gallery(cast: Cast, photo: Photo) -> Gallery:
    return make_gallery(cast.alice, "The last ferries", photo, make_photo(cast.bob, visibility=1))


def send(url: str, **told: str) -> str:
    """Where somebody who is not signed in ends up with a report."""
    visitor = Client()
    assert unsound(visitor.get(url).text) == []
    answered = visitor.post(url, {"reason": "credit", "words": "It is <b>Carla's</b>."} | told)
    assert answered.status_code == 302
    return str(answered["Location"])


def decide(cast: Cast, report: Report, do: str, words: str = "") -> None:
    url = f"{QUEUE}{report.pk}/answer/"
    assert cast.operator.client.post(url, {"do": do, "words": words}).status_code == 302


@pytest.mark.usefixtures("gallery")
def test_anybody_reports_a_photo_and_reads_the_answer_under_an_address_of_their_own(
    cast: Cast, photo: Photo
) -> None:
    mine = send(f"{PAGE}{photo.pk}/report/")
    report = Report.objects.get()
    assert report.photo_id == photo.pk
    assert mine.rstrip("/").rpartition("/")[2] not in report.key_hash
    waiting = Client().get(mine)
    assert "will stand here" in waiting.text
    assert "It is &lt;b&gt;Carla&#x27;s&lt;/b&gt;." in waiting.text
    assert waiting.headers["Cache-Control"] == "no-store"
    queue = cast.operator.client.get(QUEUE).text
    assert f'href="{PAGE}{photo.pk}/"' in queue
    assert "The photographer or the licence is wrong" in queue
    assert "The last ferries" not in queue
    assert "Horn" not in queue
    decide(cast, report, "answer", "Thank you, it is mended.")
    assert "Thank you, it is mended." in Client().get(mine).text
    assert "Nothing waits for your answer." in cast.operator.client.get(QUEUE).text
    for wrong in ("x", mine.rstrip("/").rpartition("/")[2][:-1]):
        assert Client().get(f"/galleries/report/{wrong}/").status_code == 404


@pytest.mark.parametrize("what", ["photo", "gallery"])
def test_what_the_operator_takes_off_no_visitor_sees_until_it_is_put_back(
    cast: Cast, gallery: Gallery, photo: Photo, what: str
) -> None:
    page = f"{PAGE}{photo.pk}/" if what == "photo" else PAGE
    send(f"{page}report/")
    report = Report.objects.get()
    assert Client().get(page).status_code == 200
    decide(cast, report, f"{what} off")
    assert Client().get(page).status_code == 404
    assert Client().get(f"{page}report/").status_code == 404
    assert cast.bob.client.get(page).status_code == 404
    assert str(photo.pk) not in Client().get(PAGE).text
    assert ("The last ferries" in Client().get("/galleries/").text) == (what == "photo")
    if what == "gallery":
        assert "has taken it off the public" in cast.alice.client.get(PAGE).text
    assert "you took it off" in cast.operator.client.get(QUEUE).text
    decide(cast, report, f"{what} back")
    assert Client().get(page).status_code == 200


def test_a_photo_that_was_taken_off_hangs_in_no_other_gallery_either(
    cast: Cast, gallery: Gallery, photo: Photo
) -> None:
    other = make_gallery(cast.stranger, "Horns", photo, make_photo(cast.bob, visibility=1))
    TakenOff.objects.create(photo=photo, taken_off_at=NOW)
    assert str(photo.pk) not in Client().get(f"/galleries/{other.slug}/").text


@pytest.mark.usefixtures("gallery")
def test_what_no_visitor_sees_cannot_be_reported(cast: Cast, photo: Photo) -> None:
    gallery = Gallery.objects.get()
    Photo.objects.filter(pk=photo.pk).update(visibility=5)
    url = f"{PAGE}{photo.pk}/report/"
    assert Client().get(url).status_code == 404
    assert Client().post(url, {"reason": "mine"}).status_code == 404
    unpublish(gallery, by=cast.alice.user, now=NOW)
    for who in (cast.visitor, cast.alice):
        assert who.client.post(f"{PAGE}report/", {"reason": "mine"}).status_code == 404
    assert not Report.objects.exists()


@pytest.mark.usefixtures("gallery")
def test_a_report_without_a_reason_is_asked_for_one_and_endless_words_are_cut() -> None:
    asked = Client().post(f"{PAGE}report/", {"reason": "nonsense", "words": "Kept words"})
    assert "Please choose what it is." in asked.text
    assert "Kept words" in asked.text
    assert not Report.objects.exists()
    send(f"{PAGE}report/", words="x" * 9_000)
    assert len(Report.objects.get().words) == 2_000


@pytest.mark.usefixtures("gallery")
def test_one_address_sends_only_so_many(settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"report": "2/10m/ip"}
    visitor = Client(REMOTE_ADDR="203.0.113.77")
    told = [visitor.post(f"{PAGE}report/", {"reason": "other"}).status_code for _ in range(3)]
    assert told == [302, 302, 429]
    assert Report.objects.count() == 2


@pytest.mark.usefixtures("gallery")
def test_the_queue_is_the_operators_alone(
    cast: Cast, photo: Photo, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    send(f"{PAGE}{photo.pk}/report/")
    report = Report.objects.get()
    for who in (cast.alice, cast.bob, cast.guest, cast.visitor):
        assert who.client.get(QUEUE).status_code == 404
        url = f"{QUEUE}{report.pk}/answer/"
        assert who.client.post(url, {"do": "photo off"}).status_code == 404
    assert not TakenOff.objects.exists()
    assert cast.operator.client.post(f"{QUEUE}{report.pk}/answer/").status_code == 404
    for _ in range(3):
        send(f"{PAGE}report/")
    with django_assert_max_num_queries(8):
        page = cast.operator.client.get(QUEUE).text
    assert unsound(page) == []
    assert len(re.findall('class="report"', page)) == 4


@pytest.mark.usefixtures("gallery")
def test_words_are_kept_for_ninety_days_after_their_answer() -> None:
    send(f"{PAGE}report/")
    purge_some(now=NOW + timedelta(days=400))
    answer(Report.objects.get(), words="Done.", now=NOW)
    purge_some(now=NOW + timedelta(days=89))
    assert Report.objects.exists()
    purge_some(now=NOW + timedelta(days=91))
    assert not Report.objects.exists()
