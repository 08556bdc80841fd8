"""How far the copying is, and the buttons that start it."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from galleries.actions.streams import keep_in_step
from galleries.models import Album, CallBudget, FlickrGallery, Group, Photo, Stream, StreamLog
from galleries.queries.stream_lines import seconds_left
from galleries.views.operating_words import KINDS
from galleries.views.stream_nouns import YOURS
from galleries.views.stream_words import clock
from tests.cast import NOW, Cast, make_favourite, make_photo, make_stream

URL = "/sync/"


LATER = timezone.now() + timedelta(hours=3)
IN_STEP: dict[str, Any] = {"in_step_at": NOW, "due_at": LATER}


def words(cast: Cast, who: str = "alice") -> str:
    return " ".join(getattr(cast, who).client.get(URL).content.decode().split())


def text(cast: Cast, who: str = "alice") -> str:
    """The page as it reads: without tags, blanks put together."""
    main = words(cast, who).partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).replace("\xa0", " ").split())


def make_albums(cast: Cast, count: int, **fields: object) -> list[Album]:
    """Albums of Alice's and their streams, in step unless ``fields`` say."""
    number = Album.objects.count()
    albums = Album.objects.bulk_create(
        Album(id=n, owner=cast.alice.person, title=f"Album {n}", told_at=NOW)
        for n in range(number + 1, number + count + 1)
    )
    make_children(cast, Stream.Kind.ALBUM, [str(album.pk) for album in albums], **fields)
    return albums


def make_groups(cast: Cast, count: int, **fields: object) -> list[Group]:
    """Groups that Alice is in, with the streams of what they are like."""
    number = Group.objects.count()
    groups = Group.objects.bulk_create(
        Group(nsid=f"{n}@N20", name=f"Group {n}", privacy=3, told_at=NOW)
        for n in range(number + 1, number + count + 1)
    )
    make_children(cast, Stream.Kind.GROUP, [group.nsid for group in groups], **fields)
    return groups


def make_children(cast: Cast, kind: Stream.Kind, subjects: list[str], **fields: object) -> None:
    Stream.objects.bulk_create(
        Stream(
            connection=cast.alice.connection,
            kind=kind,
            subject=subject,
            interval_s=600,
            **IN_STEP | fields,
        )
        for subject in subjects
    )


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


def test_albums_fold_into_one_line_with_a_bar(cast: Cast) -> None:
    make_stream(cast.alice, Stream.Kind.ALBUMS, **IN_STEP)
    make_albums(cast, 21)
    make_albums(cast, 3, in_step_at=None)
    page = words(cast)
    assert page.count('class="stream ') == 1
    assert "24 albums; the photos of 3 are still to come" in text(cast)
    assert '<progress class="stream__bar" max="24" value="21" aria-label="Albums">' in page
    assert 'hx-trigger="every 2s"' in page
    assert "Copying from Flickr" in page


def test_albums_that_are_all_here_are_only_counted(cast: Cast) -> None:
    make_stream(cast.alice, Stream.Kind.ALBUMS, **IN_STEP)
    make_albums(cast, 1204)
    page = text(cast)
    assert "1,204 albums · In step" in page
    assert "hx-trigger" not in words(cast)


def test_somebody_elses_albums_are_not_counted(cast: Cast) -> None:
    make_stream(cast.alice, Stream.Kind.ALBUMS, **IN_STEP)
    make_albums(cast, 2)
    bobs = {"connection": cast.bob.connection, "kind": Stream.Kind.ALBUM, "interval_s": 600}
    Stream.objects.create(subject="99", due_at=LATER, **bobs)
    assert "2 albums · In step" in text(cast)


def test_what_is_due_within_minutes_is_not_watched_for(cast: Cast) -> None:
    make_stream(cast.alice, in_step_at=NOW, due_at=timezone.now() + timedelta(seconds=30))
    assert "hx-trigger" not in words(cast)
    Stream.objects.update(due_at=NOW - timedelta(seconds=1))
    assert "hx-trigger" in words(cast)


def test_nobody_watches_a_long_pause(cast: Cast) -> None:
    make_stream(cast.alice, due_at=NOW)
    assert "hx-trigger" in words(cast)
    until = timezone.now() + timedelta(minutes=30)
    CallBudget.objects.create(stop="busy", paused_until=until)
    assert "hx-trigger" not in words(cast)


def test_an_album_that_is_not_there_any_more_is_named(cast: Cast) -> None:
    make_stream(cast.alice, Stream.Kind.ALBUMS, **IN_STEP)
    make_albums(cast, 2)
    album, *_ = make_albums(cast, 1, trouble="not_on_flickr", trouble_detail="code 1 <i>")
    Album.objects.filter(pk=album.pk).update(title="Ferries & <b>fog</b>")
    page = text(cast)
    assert (
        "1 album is not in step: Ferries & <b>fog</b> . "
        "Flickr says that this album is not there (any more)." in page
    )
    assert "Flickr’s words: code 1 <i>" in page
    assert "Not quite in step with Flickr" in page
    assert "<b>fog" not in words(cast)


def test_a_new_album_in_trouble_is_not_waited_for(cast: Cast) -> None:
    make_stream(cast.alice, Stream.Kind.ALBUMS, **IN_STEP)
    make_albums(cast, 1, in_step_at=None, trouble="not_on_flickr")
    page = text(cast)
    assert "1 album is not in step: Album 1" in page
    assert "still to come" not in page
    assert "hx-trigger" not in words(cast)


def test_of_many_in_trouble_a_few_are_named(cast: Cast) -> None:
    make_stream(cast.alice, Stream.Kind.GROUPS, **IN_STEP)
    make_groups(cast, 5, trouble="not_on_flickr")
    page = text(cast)
    assert "5 groups are not in step: Group 1 , Group 2 , Group 3 and 2 more." in page
    assert "these groups are not there (any more), or not for you." in page


def test_a_private_group_that_is_no_longer_shown_is_not_named(cast: Cast) -> None:
    make_stream(cast.alice, Stream.Kind.GROUPS, **IN_STEP)
    stale = NOW - timedelta(days=2)
    make_groups(cast, 1, trouble="not_on_flickr", in_step_at=stale)
    Group.objects.update(privacy=Group.Privacy.PRIVATE)
    page = text(cast)
    assert "a private group" in page
    assert "Group 1" not in page


def test_galleries_in_trouble_for_several_reasons_are_named_without_one(cast: Cast) -> None:
    make_stream(cast.alice, Stream.Kind.FLICKR_GALLERIES, **IN_STEP)
    for n, trouble in ((1, "not_on_flickr"), (2, "unavailable")):
        FlickrGallery.objects.create(
            id=n, api_id=f"1-{n}", owner=cast.alice.person, title=f"Room {n}", told_at=NOW
        )
        make_children(cast, Stream.Kind.FLICKR_GALLERY, [f"1-{n}"], trouble=trouble)
    page = text(cast)
    assert "2 galleries are not in step: Room 1 , Room 2 ." in page
    assert "Flickr says" not in page


@pytest.mark.parametrize(
    ("kind", "missing", "sentence"),
    [
        (Stream.Kind.ALBUMS, 1, "1 album did not show on Flickr the last time. It stays"),
        (Stream.Kind.ALBUMS, 1204, "1,204 albums did not show on Flickr the last time. They"),
        (Stream.Kind.GROUPS, 2, "2 groups did not show"),
        (Stream.Kind.CONTACTS, 1, "1 contact did not show"),
        (Stream.Kind.FLICKR_GALLERIES, 2, "2 galleries did not show"),
    ],
)
def test_what_did_not_show_has_its_right_name(
    cast: Cast, kind: Stream.Kind, missing: int, sentence: str
) -> None:
    make_stream(cast.alice, kind, missing=missing, **IN_STEP)
    assert sentence in text(cast)


def test_photos_that_did_not_show_in_albums_are_added_up(cast: Cast) -> None:
    make_stream(cast.alice, Stream.Kind.ALBUMS, **IN_STEP)
    make_albums(cast, 3, missing=4)
    assert "12 photos in your albums did not show the last time." in text(cast)


def test_a_group_switched_on_has_one_line_while_it_is_in_step(cast: Cast) -> None:
    make_stream(cast.alice, **IN_STEP)
    make_groups(cast, 1)
    parts = {"subject": "1@N20", "due_at": LATER}
    then = timezone.now() - timedelta(minutes=4)
    make_stream(cast.alice, Stream.Kind.POOL, in_step_at=timezone.now(), total=3400, **parts)
    make_stream(cast.alice, Stream.Kind.MEMBERS, in_step_at=then, total=1, missing=2, **parts)
    page = text(cast)
    assert "Group 1 3,400 photos, 1 member · In step, 4 minutes ago" in page
    assert "2 members did not show" in page
    assert words(cast).count('class="stream ') == 2


def test_a_group_being_copied_shows_its_pool_and_its_members(cast: Cast) -> None:
    make_stream(cast.alice, **IN_STEP)
    make_groups(cast, 1)
    pool = {"walk": Stream.Walk.FULL, "walk_began_at": NOW, "done": 500, "total": 3400}
    make_stream(cast.alice, Stream.Kind.POOL, subject="1@N20", **pool)
    make_stream(cast.alice, Stream.Kind.MEMBERS, subject="1@N20")
    page = text(cast)
    assert "Group 1 Pool 500 of 3,400" in page
    assert "Members Begins in a moment" in page
    assert 'aria-label="Group 1: Pool"' in words(cast)


def test_a_group_that_is_gone_says_so_and_may_be_stopped(cast: Cast) -> None:
    make_stream(cast.alice, **IN_STEP)
    Group.objects.create(nsid="7@N20", name="Secret", privacy=1, told_at=NOW)
    for kind in (Stream.Kind.POOL, Stream.Kind.MEMBERS):
        make_stream(cast.alice, kind, subject="7@N20", trouble="not_on_flickr")
    page = text(cast)
    assert "A private group" in page
    assert "Secret" not in page
    assert "this group is not there (any more), or not for you." in page
    answer = cast.alice.client.post("/groups/7@N20/stop/", {"next": URL})
    assert answer.headers["Location"] == URL
    assert not Stream.objects.filter(kind=Stream.Kind.POOL).exists()


def test_the_number_of_queries_is_fixed_with_hundreds_of_albums_and_groups(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    keep_in_step(cast.alice.connection, now=NOW)
    Stream.objects.exclude(connection=None).update(**IN_STEP)
    make_albums(cast, 470)
    make_albums(cast, 30, trouble="not_on_flickr")
    groups = make_groups(cast, 200, trouble="unavailable", trouble_detail="busy")
    FlickrGallery.objects.create(
        id=1, api_id="1-1", owner=cast.alice.person, title="Room", told_at=NOW
    )
    make_children(cast, Stream.Kind.FLICKR_GALLERY, ["1-1"], trouble="unexpected")
    for group in groups[:20]:
        for kind in (Stream.Kind.POOL, Stream.Kind.MEMBERS):
            make_stream(cast.alice, kind, subject=group.nsid, **IN_STEP)
    with django_assert_max_num_queries(12):
        page = cast.alice.client.get(URL).content.decode()
    assert page.count('class="stream ') == 8 + 20
    assert len(page) < 60_000


@pytest.mark.parametrize(
    ("done", "total", "elapsed_s", "left_s"),
    [(4500, 9000, 60, 60), (500, 1000, 3, 3), (0, 100, 9, None), (5, None, 9, None), (7, 5, 9, 0)],
)
def test_the_estimate_goes_by_the_pace_so_far(
    done: int, total: int | None, elapsed_s: int, left_s: int | None
) -> None:
    stream = Stream(walk=Stream.Walk.FULL, walk_began_at=NOW, done=done, total=total)
    assert seconds_left(stream, now=NOW + timedelta(seconds=elapsed_s)) == left_s


# --- the four sentences, and what the operator did


HOUR = timedelta(hours=1)
FOUR: dict[str, tuple[dict[str, Any], str]] = {
    "starved": ({"waiting_since": NOW - timedelta(minutes=40)}, "Its turn comes later: this site"),
    "paused": ({"paused_at": NOW}, "Whoever runs this site paused this. What is here stays here."),
    "broken": ({"trouble": "unexpected"}, "Flickr answered in a way we do not understand."),
    "refused": ({}, "Flickr no longer accepts the permission you gave us."),
}


@pytest.mark.parametrize("name", FOUR)
def test_what_does_not_go_on_says_why_in_one_sentence(cast: Cast, name: str) -> None:
    fields, sentence = FOUR[name]
    make_stream(cast.alice, **IN_STEP | fields)
    if name == "refused":
        cast.alice.connection.refused_at = NOW
        cast.alice.connection.save()
    page = text(cast)
    told = {other for other, (_, words) in FOUR.items() if words in page}
    assert told == {name}
    assert page.count(sentence) == 1
    assert "Not quite in step with Flickr" in page
    assert ("Look now" in page) == (name == "broken")
    assert ("Sign in with Flickr" in page) == (name == "refused")
    assert "hx-trigger" not in words(cast) or name == "broken"


def test_a_starved_stream_says_since_when_and_how_far_it_was(cast: Cast) -> None:
    since = timezone.now() - timedelta(minutes=40)
    walk: dict[str, Any] = {"walk": "full", "walk_began_at": NOW, "done": 4500, "total": 8120}
    make_stream(cast.alice, waiting_since=since, due_at=timezone.now(), **walk)
    page = text(cast)
    assert "4,500 of 8,120 Its turn comes later" in page
    assert f"Waiting since {clock(since)}" in page


def test_what_nobody_could_try_because_nothing_was_left_has_starved_too(cast: Cast) -> None:
    due_at = timezone.now() - timedelta(minutes=40)
    make_stream(cast.alice, in_step_at=NOW, due_at=due_at)
    assert "In step with Flickr" in text(cast)
    CallBudget.objects.create(full_at_s=(timezone.now() + timedelta(minutes=6)).timestamp())
    assert f"Waiting since {clock(due_at)}" in text(cast)


@pytest.mark.parametrize("fields", [{}, {"paused_at": NOW}, {"waiting_since": NOW - HOUR}])
def test_nobody_watches_what_is_held_up(cast: Cast, fields: dict[str, Any]) -> None:
    walk: dict[str, Any] = {"walk": "full", "walk_began_at": NOW, "due_at": NOW}
    make_stream(cast.alice, **walk | fields)
    assert ("hx-trigger" in words(cast)) == (not fields)


def test_in_a_stop_for_everybody_the_stop_is_the_reason(cast: Cast) -> None:
    until = timezone.now() + timedelta(minutes=30)
    CallBudget.objects.create(stop="key", paused_until=until)
    make_stream(cast.alice, **IN_STEP | {"waiting_since": NOW - timedelta(minutes=40)})
    page = text(cast)
    assert "It goes on when everything does." in page
    assert "only so often" not in page


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"paused_at": NOW}, "Whoever runs this site paused 2 albums. What is here stays here."),
        (
            {"waiting_since": NOW - timedelta(minutes=40)},
            "2 albums wait for their turn: this site may ask Flickr only so often.",
        ),
    ],
)
def test_albums_that_do_not_go_on_are_told_on_their_line(
    cast: Cast, fields: dict[str, Any], sentence: str
) -> None:
    make_stream(cast.alice, Stream.Kind.ALBUMS, **IN_STEP)
    make_albums(cast, 3)
    make_albums(cast, 2, **fields)
    page = text(cast)
    assert sentence in page
    assert "Not quite in step with Flickr" in page


def test_nobody_waits_for_a_new_album_that_is_paused(cast: Cast) -> None:
    make_stream(cast.alice, Stream.Kind.ALBUMS, **IN_STEP)
    make_albums(cast, 1, in_step_at=None, paused_at=NOW)
    page = words(cast)
    assert "still to come" not in page
    assert "hx-trigger" not in page


def test_a_paused_pool_says_so_beside_members_that_go_on(cast: Cast) -> None:
    make_stream(cast.alice, **IN_STEP)
    make_groups(cast, 1)
    make_stream(cast.alice, Stream.Kind.POOL, subject="1@N20", paused_at=NOW, **IN_STEP)
    make_stream(cast.alice, Stream.Kind.MEMBERS, subject="1@N20", **IN_STEP)
    page = text(cast)
    assert "Pool Whoever runs this site paused this." in page
    assert "Members In step" in page


def test_looking_now_at_a_paused_stream_is_declined(cast: Cast) -> None:
    stream = make_stream(cast.alice, paused_at=NOW, **IN_STEP)
    cast.alice.client.post(f"/sync/{stream.pk}/look/")
    stream.refresh_from_db()
    assert (stream.looked_at, stream.due_at) == (None, LATER)
    assert "We look at your Flickr now." not in words(cast)


@pytest.mark.parametrize(
    ("deed", "sentence"),
    [
        ("run", "Whoever runs this site asked Flickr about your favourites, "),
        ("pause", "Whoever runs this site paused your favourites, "),
        ("go_on", "Whoever runs this site let your favourites go on, "),
        ("reset", "Whoever runs this site had your favourites read anew, "),
    ],
)
def test_what_the_operator_did_is_read_by_the_person_concerned_alone(
    cast: Cast, settings: Settings, deed: str, sentence: str
) -> None:
    settings.OPERATOR = [cast.operator.user.nsid]
    for who in ("alice", "bob", "stranger"):
        make_stream(getattr(cast, who), **IN_STEP)
    favourites = Stream.Kind.FAVOURITES
    StreamLog.objects.create(
        connection=cast.alice.connection, kind=favourites, deed=deed, done_at=NOW
    )
    assert sentence in text(cast)
    for who in ("bob", "stranger", "guest", "operator"):
        assert "Whoever runs this site" not in text(cast, who)


def test_what_was_done_to_everybodys_is_in_nobodys_log(cast: Cast) -> None:
    make_stream(cast.alice, **IN_STEP)
    StreamLog.objects.create(kind=Stream.Kind.LICENCES, deed="run", done_at=NOW)
    assert "Whoever runs this site" not in text(cast)


def test_the_last_ten_deeds_are_listed_latest_first(cast: Cast) -> None:
    make_stream(cast.alice, **IN_STEP)
    kinds = [Stream.Kind.ALBUM] * 3 + [Stream.Kind.POOL] * 9
    StreamLog.objects.bulk_create(
        StreamLog(
            connection=cast.alice.connection,
            kind=kind,
            deed="run",
            done_at=NOW - timedelta(days=len(kinds) - number),
        )
        for number, kind in enumerate(kinds)
    )
    page = text(cast)
    assert page.count("asked Flickr about the pool of one of your groups") == 9
    assert page.count("asked Flickr about the photos of one of your albums") == 1
    assert page.index("the pool of") < page.index("the photos of one")


@pytest.mark.parametrize("kind", Stream.Kind)
def test_every_kind_has_words_for_the_log_and_for_the_operator(kind: Stream.Kind) -> None:
    assert str(YOURS[kind])
    assert str(KINDS[kind])
