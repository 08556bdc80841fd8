"""How far the copying is, and the buttons that start it."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from galleries.actions.streams import keep_in_step
from galleries.models import CallBudget, Photo, Stream
from galleries.views.stream_words import clock
from tests.cast import NOW, Cast, make_favourite, make_photo, make_stream
from tests.views.sync_scenes import IN_STEP, URL, text, words

pytestmark = pytest.mark.django_db


def test_a_visitor_is_asked_to_sign_in(cast: Cast) -> None:
    answer = cast.visitor.client.get(URL)
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/sign-in/?next=/sync/"


def test_who_has_nothing_here_is_invited(cast: Cast) -> None:
    page = words(cast, "guest")
    assert "Keep my Flickr in step here" in page
    assert '<input type="hidden" name="keep" value="1">' in page
    assert "hx-trigger" not in page


def test_the_button_wants_a_post_and_somebody_signed_in(cast: Cast) -> None:
    stream = make_stream(cast.alice)
    url = f"/sync/{stream.pk}/look/"
    assert cast.alice.client.get(url).status_code == 405
    assert cast.visitor.client.post(url).headers["Location"].startswith("/sign-in/")
    stream.refresh_from_db()
    assert stream.looked_at is None


def test_the_bar_says_how_far_it_is_and_how_long_it_takes(cast: Cast) -> None:
    began = timezone.now() - timedelta(minutes=3)
    make_stream(cast.alice, walk=Stream.Walk.FULL, walk_began_at=began, done=4500, total=8120)
    page = words(cast)
    assert '<progress class="stream__bar" max="8120" value="4500"' in page
    assert "4,500 of 8,120 · about 2 min" in page
    assert 'hx-trigger="every 2s"' in page
    assert "<noscript>" in page
    assert "Copying from Flickr" in page


def test_a_stream_in_step_is_quiet_and_nothing_is_polled(cast: Cast) -> None:
    make_photo(cast.alice)
    theirs = [make_photo(cast.bob, visibility=Photo.Visibility.PUBLIC) for _ in range(3)]
    make_favourite(cast.alice, theirs[0])
    make_favourite(cast.alice, theirs[1])
    now = timezone.now()
    soon = now + timedelta(minutes=20)
    make_stream(cast.alice, in_step_at=now - timedelta(minutes=4), due_at=soon)
    make_stream(cast.alice, Stream.Kind.FAVOURITES, in_step_at=now, due_at=soon)
    page = words(cast)
    assert "In step, 4 minutes ago" in page.replace("\xa0", " ")
    assert ">1 photo of yours</a>" in page
    assert ">2 favourites</a>" in page
    assert "hx-trigger" not in page
    assert "htmx" not in page.partition("</head>")[2]


def test_news_are_looked_for_without_a_bar(cast: Cast) -> None:
    make_stream(
        cast.alice, walk=Stream.Walk.NEWS, walk_began_at=NOW, in_step_at=NOW, done=1, total=2
    )
    page = words(cast)
    assert "Looking for what is new" in page
    assert "<progress" not in page


def test_photos_that_did_not_show_are_spoken_of(cast: Cast) -> None:
    later = timezone.now() + timedelta(hours=1)
    make_stream(cast.alice, in_step_at=NOW, due_at=later, missing=42)
    assert "42 photos did not show on Flickr the last time. They stay here" in words(cast)
    make_stream(cast.alice, Stream.Kind.FAVOURITES, in_step_at=NOW, due_at=later, missing=1)
    assert "1 favourite did not show on Flickr the last time." in words(cast)


def test_what_did_not_show_is_asked_about(cast: Cast) -> None:
    make_stream(cast.alice, walk=Stream.Walk.ASK, walk_began_at=NOW, in_step_at=NOW)
    assert "Asking Flickr about photos that did not show" in words(cast)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (Stream.Trouble.UNAVAILABLE, "Flickr did not answer."),
        (Stream.Trouble.RECONNECT, "Flickr no longer accepts the permission you gave us."),
        (Stream.Trouble.NOT_ON_FLICKR, "Flickr says that this is not there."),
        (Stream.Trouble.UNEXPECTED, "Flickr answered in a way we do not understand."),
        (Stream.Trouble.INSTALLATION, "Flickr refuses this site, not you."),
    ],
)
def test_trouble_is_told_in_words_with_what_to_do(cast: Cast, code: str, sentence: str) -> None:
    make_stream(cast.alice, trouble=code, trouble_detail="<b>code 98</b>", trouble_at=NOW)
    page = words(cast)
    assert sentence in page
    assert f"Like this since {clock(NOW)}" in page.replace("\xa0", " ")
    assert "&lt;b&gt;code 98&lt;/b&gt;" in page
    assert ("Sign in with Flickr" in page) == (code == Stream.Trouble.RECONNECT)


def test_a_refused_connection_asks_for_a_new_sign_in_and_is_not_watched(cast: Cast) -> None:
    cast.alice.connection.refused_at = NOW
    cast.alice.connection.save()
    make_stream(cast.alice, due_at=NOW, in_step_at=NOW)
    page = words(cast)
    assert "Flickr no longer accepts the permission" in page
    assert "hx-trigger" not in page


@pytest.mark.parametrize(
    ("stop", "sentence"),
    [
        ("busy", "Flickr asked this site to slow down."),
        ("key", "check FLICKR_KEY"),
        ("signature", "check FLICKR_KEY"),
        ("clock", "The clock of this site is wrong"),
    ],
)
def test_a_stop_for_everybody_is_explained(cast: Cast, stop: str, sentence: str) -> None:
    until = timezone.now() + timedelta(minutes=30)
    CallBudget.objects.create(stop=stop, paused_until=until)
    make_stream(cast.alice)
    assert sentence in words(cast)


def test_a_stop_that_is_over_is_not_mentioned(cast: Cast) -> None:
    CallBudget.objects.create(stop="busy", paused_until=NOW)
    make_stream(cast.alice)
    assert "slow down" not in words(cast)


def test_looking_now_is_for_the_patient(cast: Cast) -> None:
    stream = make_stream(cast.alice, in_step_at=NOW, due_at=timezone.now() + timedelta(hours=1))
    url = f"/sync/{stream.pk}/look/"
    assert cast.alice.client.post(url).headers["Location"] == URL
    assert "We look at your Flickr now." in words(cast)
    cast.alice.client.post(url)
    assert "We looked less than five minutes ago." in words(cast)


@pytest.mark.parametrize("who", ["bob", "stranger"])
def test_nobody_looks_for_somebody_else(cast: Cast, who: str) -> None:
    stream = make_stream(cast.alice, in_step_at=NOW)
    assert getattr(cast, who).client.post(f"/sync/{stream.pk}/look/").status_code == 404
    stream.refresh_from_db()
    assert stream.looked_at is None


def test_htmx_gets_the_streams_and_everybody_else_the_whole_page(cast: Cast) -> None:
    make_stream(cast.alice)
    part = cast.alice.client.get(URL, headers={"HX-Request-Type": "partial"}).content.decode()
    assert "<html" not in part
    assert 'id="streams"' in part
    assert "<html" in words(cast)


ORDER = [
    "Photostream",
    "Favourites",
    "Your contacts’ newest photos",
    "Albums",
    "Groups",
    "Contacts",
    "Flickr galleries",
    "What happened to your photos",
]


def test_each_list_has_one_line_in_an_order_of_its_own(cast: Cast) -> None:
    for stream in reversed(keep_in_step(cast.alice.connection, now=NOW)):
        stream.delete()
        stream.pk = None
        stream.save()
    names = re.findall(r'<h2 class="stream__name">([^<]+)</h2>', words(cast))
    assert names == ORDER
    page = text(cast)
    assert page.count("Begins in a moment") == len(ORDER)
    assert "licences" not in page


@pytest.mark.parametrize(
    ("kind", "counting"),
    [
        (Stream.Kind.CONTACTS_PHOTOS, "Asking for your contacts’ photos"),
        (Stream.Kind.ALBUMS, "Counting your albums"),
        (Stream.Kind.GROUPS, "Counting your groups"),
        (Stream.Kind.CONTACTS, "Counting your contacts"),
        (Stream.Kind.FLICKR_GALLERIES, "Counting your galleries on Flickr"),
        (Stream.Kind.HAPPENINGS, "Asking what happened in the last week"),
    ],
)
def test_the_first_time_each_list_says_what_is_counted(
    cast: Cast, kind: Stream.Kind, counting: str
) -> None:
    make_stream(cast.alice, kind, walk=Stream.Walk.FULL, walk_began_at=NOW)
    assert counting in text(cast)


def test_a_short_list_that_is_read_once_more_moves_no_bar(cast: Cast) -> None:
    make_stream(cast.alice, Stream.Kind.CONTACTS_PHOTOS, walk=Stream.Walk.FULL, **IN_STEP)
    page = words(cast)
    assert "Looking for what is new" in page
    assert "<progress" not in page
    assert "In step with Flickr" in page
