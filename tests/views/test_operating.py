"""The operator's page: how the site is doing, and what may be done to one stream."""

import re
from datetime import datetime, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import User
from galleries.actions.streams import keep_in_step
from galleries.models import CallBudget, CallTally, Group, Stream, StreamLog
from galleries.queries.calls import budget_now, spent
from galleries.queries.operating import Care, operator_page, with_care
from galleries.queries.stream_lines import State, state_of
from galleries.sync import budget
from galleries.sync.budget import BudgetSpent
from galleries.views.operating_words import clock
from tests.cast import NOW, Cast, make_album, make_group, make_photo, make_stream

URL = "/operator/"
Kind = Stream.Kind
Result = CallTally.Result
LATER = timezone.now() + timedelta(hours=3)
QUIET: dict[str, Any] = {"in_step_at": NOW, "due_at": LATER}
VERBS = ("run", "pause", "go-on", "reset")


@pytest.fixture(autouse=True)
def _operator(settings: Settings, cast: Cast) -> None:
    settings.OPERATOR = [cast.operator.user.nsid]


def text(cast: Cast, url: str = URL) -> str:
    """The page as it reads: without tags, blanks put together."""
    page = cast.operator.client.get(url).content.decode()
    main = page.partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).replace("\xa0", " ").split())


def minutes_ago(minutes: float) -> datetime:
    return timezone.now() - timedelta(minutes=minutes)


def spend_everything(now: datetime, *, somebody_waits: bool = False) -> int:
    """How many calls that were."""
    taken = 0
    try:
        while True:
            budget.take(now=now, somebody_waits=somebody_waits)
            taken += 1
    except BudgetSpent:
        return taken


def tally(method: str, count: int, *, result: Result = Result.OK, **fields: Any) -> None:
    fields = {"began_at": minutes_ago(15), "nsid": "11111111@N01"} | fields
    CallTally.objects.create(method=method, count=count, result=result, **fields)


# --- who


@pytest.mark.parametrize("who", ["visitor", "guest", "alice", "stranger"])
def test_for_everybody_else_there_is_nothing_here(cast: Cast, who: str) -> None:
    stream = make_stream(cast.alice, **QUIET)
    client = getattr(cast, who).client
    assert client.get(URL).status_code == 404
    for verb in VERBS:
        url = f"/operator/streams/{stream.pk}/{verb}/"
        assert client.get(url).status_code == client.post(url).status_code == 404
    stream.refresh_from_db()
    assert (stream.paused_at, stream.due_at) == (None, LATER)
    assert not StreamLog.objects.exists()
    assert "/operator/" not in client.get("/about/").text


def test_the_operator_finds_the_page_in_their_menu(cast: Cast) -> None:
    answer = cast.operator.client.get(URL)
    assert answer.status_code == 200
    assert "private" in answer.headers["Cache-Control"]
    assert 'href="/operator/"' in cast.operator.client.get("/about/").text


def test_nobody_is_operator_for_longer_than_the_setting_says(
    cast: Cast, settings: Settings
) -> None:
    settings.OPERATOR = []
    assert cast.operator.client.get(URL).status_code == 404


def test_an_operator_who_is_a_member_reads_no_more_of_others(
    cast: Cast, settings: Settings
) -> None:
    settings.OPERATOR = [cast.bob.user.nsid]
    assert cast.bob.client.get(URL).status_code == 200


# --- calls


def test_nothing_yet_reads_well(cast: Cast) -> None:
    page = text(cast)
    assert "300 of 300 calls are left for this moment." in page
    assert "0 calls in the last hour, of 3,300 at most. 0 calls in the last 24 hours." in page
    assert "No call to Flickr in the last 24 hours." in page
    assert "Nothing is broken, refused, paused, starved or late; 0 streams" in page


def test_calls_are_told_by_method_and_result_for_the_hour_and_the_day(cast: Cast) -> None:
    tally("people.getPhotos", 1200)
    tally("people.getPhotos", 3, result=Result.BUSY)
    tally("people.getPhotos", 40, result=Result.UNAVAILABLE, began_at=minutes_ago(600))
    tally("favorites.getList", 7, began_at=minutes_ago(90))
    tally("sign-in", 2, nsid="")
    tally("photos.getInfo", 99, began_at=minutes_ago(24 * 60 + 1))
    page = text(cast)
    assert "1,205 calls in the last hour, of 3,300 at most." in page
    assert "1,252 calls in the last 24 hours." in page
    assert "people.getPhotos 1,203 3 too many 1,243 40 unanswered, 3 too many" in page
    assert "favorites.getList 0 7" in page
    assert "signing in 2 2" in page
    assert "photos.getInfo" not in page


def test_calls_are_told_by_person_and_the_sites_own_apart(cast: Cast) -> None:
    tally("people.getPhotos", 5)
    tally("people.getPhotos", 4, result=Result.REFUSED, nsid="22222222@N02")
    tally("people.getPhotos", 3, nsid="99@N09")
    tally("photos.licenses.getInfo", 1, nsid="")
    page = text(cast).partition("By person")[2]
    assert "Alice Ahlgren 11111111@N01 5 5" in page
    assert "Bob Brandt 22222222@N02 4 4 refused 4 4 refused" in page
    assert "99@N09 3 3" in page, "who was forgotten has no name here"
    assert "the site itself 1 1" in page


def test_thirty_people_are_listed_and_the_others_counted(cast: Cast) -> None:
    for number in range(34):
        tally("people.getPhotos", 100 - number, nsid=f"{number}@N00")
    page = text(cast).partition("By person")[2]
    assert "29@N00" in page
    assert "30@N00" not in page
    assert "and 4 others" in page


def test_what_is_left_is_what_may_be_taken(cast: Cast) -> None:
    now = timezone.now()
    for _ in range(7):
        budget.take(now=now)
    told = budget_now(now=now)
    assert told.left == spend_everything(now, somebody_waits=True) == 293
    assert (told.holds, told.most) == (300, 3300)
    assert budget_now(now=now).left == 0
    assert budget_now(now=now + timedelta(hours=1)).left == 300


@pytest.mark.parametrize(
    ("stop", "sentence"),
    [
        ("busy", "Flickr asked this site to slow down: no calls before"),
        ("key", "Check FLICKR_KEY; no calls before"),
        ("signature", "Check FLICKR_SECRET; no calls before"),
        ("clock", "The clock of this site is wrong. Set it; no calls before"),
    ],
)
def test_a_stop_for_everybody_is_told_with_what_to_do(cast: Cast, stop: str, sentence: str) -> None:
    row = CallBudget.objects.create(stop=stop, paused_until=timezone.now() + timedelta(hours=1))
    page = text(cast)
    assert sentence in page
    assert "Nothing is broken" not in page
    CallBudget.objects.filter(pk=row.pk).update(paused_until=minutes_ago(1))
    assert sentence not in text(cast)


# --- streams


STANDING = [
    pytest.param({"trouble": "unexpected"}, Care.BROKEN, State.TROUBLE, id="broken"),
    pytest.param({"paused_at": NOW}, Care.PAUSED, State.PAUSED, id="paused"),
    pytest.param(
        {"paused_at": NOW, "trouble": "unexpected"},
        Care.PAUSED,
        State.PAUSED,
        id="broken and paused",
    ),
    pytest.param(
        {"waiting_since": NOW - timedelta(minutes=31)}, Care.STARVED, State.STARVED, id="starved"
    ),
    pytest.param(
        {"waiting_since": NOW - timedelta(minutes=28)},
        Care.RESTING,
        State.IN_STEP,
        id="turned away a moment ago",
    ),
    pytest.param(
        {
            "waiting_since": NOW - timedelta(minutes=31),
            "claimed_until": NOW + timedelta(minutes=2),
        },
        Care.AT_WORK,
        State.IN_STEP,
        id="its turn has come",
    ),
    pytest.param(
        {"waiting_since": NOW - timedelta(minutes=31), "trouble": "unavailable"},
        Care.BROKEN,
        State.TROUBLE,
        id="broken and turned away",
    ),
    pytest.param(
        {"due_at": NOW - timedelta(minutes=11)}, Care.LATE, State.IN_STEP, id="eleven minutes late"
    ),
    pytest.param({"due_at": NOW - timedelta(minutes=8)}, Care.DUE, State.IN_STEP, id="due"),
    pytest.param({}, Care.RESTING, State.IN_STEP, id="resting"),
]


@pytest.mark.parametrize(("fields", "care", "state"), STANDING)
def test_the_database_and_the_page_of_the_person_agree(
    cast: Cast, fields: dict[str, Any], care: Care, state: State
) -> None:
    stream = make_stream(cast.alice, **QUIET | fields)
    (row,) = with_care(Stream.objects.all(), now=NOW, is_spent=False)
    assert row.care == care
    assert state_of(stream, now=NOW) is state


def test_what_nobody_could_even_try_for_half_an_hour_has_starved(cast: Cast) -> None:
    stream = make_stream(cast.alice, in_step_at=NOW, due_at=NOW - timedelta(minutes=31))
    for is_spent, care, state in (
        (True, Care.STARVED, State.STARVED),
        (False, Care.LATE, State.IN_STEP),
    ):
        (row,) = with_care(Stream.objects.all(), now=NOW, is_spent=is_spent)
        assert row.care == care
        assert state_of(stream, now=NOW, is_spent=is_spent) is state


def test_what_is_not_asked_for_while_somebody_stays_away_is_not_late(cast: Cast) -> None:
    make_stream(cast.alice, Kind.HAPPENINGS, in_step_at=NOW, due_at=NOW - timedelta(days=3))
    User.objects.filter(pk=cast.alice.user.pk).update(seen_at=NOW - timedelta(days=8))
    assert operator_page(now=NOW).count_of(Care.RESTING) == 1
    User.objects.filter(pk=cast.alice.user.pk).update(seen_at=NOW)
    assert operator_page(now=NOW).count_of(Care.LATE) == 1


@pytest.mark.parametrize(
    ("fields", "heading", "sentence"),
    [
        (
            {"trouble": "unavailable", "trouble_detail": "HTTP 503"},
            "Broken 1",
            "Flickr did not answer. Last in step:",
        ),
        ({"trouble": "not_on_flickr"}, "Broken 1", "Flickr says that this is not there, or not"),
        ({"trouble": "unexpected"}, "Broken 1", "Flickr answered in a way that this software"),
        ({"trouble": "installation"}, "Broken 1", "Flickr refuses this site’s key, signature or"),
        ({"trouble": "reconnect"}, "Broken 1", "Flickr did not accept this person’s permission."),
        ({"paused_at": NOW}, "Paused 1", "What is here stays here. Paused since"),
        (
            {"waiting_since": NOW - timedelta(minutes=40)},
            "Starved 1",
            "No call was left for it. Waiting since",
        ),
        (
            {"due_at": NOW - timedelta(minutes=12)},
            "Late 1",
            "Calls are left: is a worker running? Due since",
        ),
    ],
)
def test_what_does_not_go_well_is_told_in_words(
    cast: Cast, fields: dict[str, Any], heading: str, sentence: str
) -> None:
    make_stream(cast.alice, **QUIET | {"trouble_at": NOW} | fields)
    page = text(cast)
    assert heading in page
    assert f"Photostream Alice Ahlgren {sentence}" in page
    assert fields.get("trouble_detail", "") in page
    assert "Nothing is broken" not in page


def test_what_never_was_in_step_says_when_it_was_tried(cast: Cast) -> None:
    make_stream(cast.alice, trouble="unavailable", trouble_at=NOW, due_at=LATER)
    assert f"Last tried: {clock(NOW)}; next try: {clock(LATER)}" in text(cast)


def test_what_is_late_while_calls_are_few_has_others_before_it(cast: Cast) -> None:
    spend_everything(timezone.now())
    make_stream(cast.alice, in_step_at=NOW, due_at=minutes_ago(12))
    assert "Few calls are left: others go first." in text(cast)


def test_what_starves_in_a_stop_waits_as_everything_does(cast: Cast) -> None:
    CallBudget.objects.create(stop="key", paused_until=timezone.now() + timedelta(hours=1))
    make_stream(cast.alice, **QUIET | {"waiting_since": minutes_ago(40)})
    assert "It waits, as everything does. Waiting since" in text(cast)


def test_a_refused_connection_is_told_once_whatever_the_number_of_streams(cast: Cast) -> None:
    cast.alice.connection.refused_at = NOW
    cast.alice.connection.save()
    keep_in_step(cast.alice.connection, now=NOW)
    page = text(cast)
    assert "Refused connections" in page
    assert "Alice Ahlgren 11111111@N01 Since" in page
    assert "8 streams stand still" in page
    assert "Late" not in page.partition("By kind")[0].partition("Streams by kind")[0]
    theirs = text(cast, f"{URL}?who=11111111@N01")
    assert "Flickr no longer accepts this person’s permission." in theirs
    assert "Run now" not in theirs


def test_ten_of_each_are_listed_those_that_wait_longest(cast: Cast) -> None:
    Stream.objects.bulk_create(
        Stream(
            connection=cast.alice.connection,
            kind=Kind.ALBUM,
            subject=str(1000 + number),
            due_at=LATER + timedelta(minutes=number),
            interval_s=600,
            trouble="unavailable",
        )
        for number in reversed(range(14))
    )
    page = text(cast)
    assert "Broken 14" in page
    assert "Album 1009" in page
    assert "Album 1010" not in page
    assert "and 4 others" in page


def test_streams_are_counted_by_kind_and_state(cast: Cast) -> None:
    make_stream(cast.alice, **QUIET)
    make_stream(cast.bob, paused_at=NOW, **QUIET)
    make_stream(cast.bob, Kind.FAVOURITES, trouble="unexpected", **QUIET)
    page = text(cast).partition("Streams by kind")[2]
    assert "Kind Paused Refused Broken Starved At work Late Due Resting All" in page
    assert "Photostream 1 0 0 0 0 0 0 1 2" in page
    assert "Favourites 0 0 1 0 0 0 0 0 1" in page
    assert "All 1 0 1 0 0 0 0 1 3" in page


def test_nothing_of_what_people_keep_here_is_told(cast: Cast) -> None:
    make_photo(cast.alice, "A secret pier")
    album = make_album(cast.alice, "My secret album")
    group = make_group("A secret group", privacy=Group.Privacy.PRIVATE)
    Stream.objects.all().delete()
    said = "flickr.photosets.getPhotos: photo '53': ValueError('A secret title: \"x\"')"
    key = "flickr.people.getPhotos: photo '54': KeyError('dateupload')"
    fields = {"trouble": "unexpected", "trouble_at": NOW}
    make_stream(cast.alice, Kind.ALBUM, subject=str(album.pk), trouble_detail=said, **fields)
    make_stream(cast.alice, Kind.POOL, subject=group.nsid, trouble_detail=key, **fields)
    for url in (URL, f"{URL}?who=11111111@N01"):
        page = cast.operator.client.get(url).text
        assert "secret" not in page
        assert "photo &#x27;53&#x27;: ValueError" in page
        assert "KeyError(&#x27;dateupload&#x27;)" in page
        assert group.nsid in page


# --- one person's


def test_one_persons_streams_are_found_by_their_nsid(cast: Cast) -> None:
    make_stream(cast.alice, **QUIET)
    make_stream(cast.bob, Kind.FAVOURITES, **QUIET)
    page = text(cast, f"{URL}?who=11111111@N01")
    found = page.partition("Streams: Alice Ahlgren")[2].partition("Streams by kind")[0]
    assert "Photostream Resting Next look:" in found
    assert "Favourites" not in found


def test_those_that_belong_to_everybody_are_found(cast: Cast) -> None:
    Stream.objects.create(kind=Kind.LICENCES, interval_s=600, **QUIET)
    make_stream(cast.alice, **QUIET)
    page = text(cast, f"{URL}?who=everybody")
    found = page.partition("Streams: everybody’s")[2].partition("Streams by kind")[0]
    assert "Licences Resting" in found
    assert "Photostream" not in found


def test_whoever_keeps_nothing_here_has_no_streams(cast: Cast) -> None:
    page = text(cast, f"{URL}?who=%3Cb%3E")
    assert "There are none: nothing of theirs is kept in step here." in page


def test_many_streams_of_one_person_have_pages(cast: Cast) -> None:
    keys = [
        make_stream(cast.alice, Kind.ALBUM, subject=str(number), **QUIET).pk for number in range(45)
    ]
    url = f"{URL}?who=11111111@N01"
    first = cast.operator.client.get(url).text
    assert re.findall(r'id="stream-(\d+)"', first) == [str(key) for key in keys[:30]]
    on = re.search(r'rel="next" href="([^"#]+)', first)
    assert on is not None
    second = cast.operator.client.get(URL + unescape(on[1])).text
    assert re.findall(r'id="stream-(\d+)"', second) == [str(key) for key in keys[30:]]
    assert 'rel="next"' not in second


@pytest.mark.parametrize("after", ["x", "-1", "9" * 30, "%D9%A1", "9223372036854775808"])
def test_a_page_that_is_none_is_not_found(cast: Cast, after: str) -> None:
    url = f"{URL}?who=11111111@N01&after={after}"
    assert cast.operator.client.get(url).status_code == 404


# --- deeds


def stream_of(cast: Cast, whose: str, **fields: Any) -> Stream:
    if whose == "everybody":
        return Stream.objects.create(kind=Kind.LICENCES, interval_s=600, **QUIET | fields)
    return make_stream(cast.alice, Kind.FAVOURITES, **QUIET | fields)


@pytest.mark.parametrize("whose", ["alice", "everybody"])
@pytest.mark.parametrize(
    ("verb", "told", "in_log"),
    [
        ("run", "It is due now.", "Run"),
        ("pause", "It is paused.", "Paused"),
        ("go-on", "It goes on.", "Let go on"),
        ("reset", "All of it is read anew. Nothing was deleted.", "Reset"),
    ],
)
def test_each_deed_is_done_told_and_written_down(
    cast: Cast, whose: str, verb: str, told: str, in_log: str
) -> None:
    stream = stream_of(cast, whose, paused_at=NOW if verb == "go-on" else None)
    back = f"{URL}?who=11111111@N01"
    url = f"/operator/streams/{stream.pk}/{verb}/"
    answer = cast.operator.client.post(url, {"next": back})
    assert answer.headers["Location"] == back
    page = text(cast)
    assert told in page
    what = "Licences, everybody’s" if whose == "everybody" else "Favourites, Alice Ahlgren"
    assert f"{in_log}: {what} ," in page.partition("What you did")[2]
    assert StreamLog.objects.get().connection_id == stream.connection_id


def test_a_paused_stream_says_that_it_cannot_be_run(cast: Cast) -> None:
    stream = stream_of(cast, "alice", paused_at=NOW)
    cast.operator.client.post(f"/operator/streams/{stream.pk}/run/")
    page = text(cast)
    assert "It stands still: it is paused" in page
    assert "Run now" not in page
    assert "Go on" in page


def test_a_deed_wants_a_post_a_token_and_a_stream(cast: Cast) -> None:
    stream = stream_of(cast, "alice")
    url = f"/operator/streams/{stream.pk}/pause/"
    assert cast.operator.client.get(url).status_code == 405
    wary = Client(enforce_csrf_checks=True)
    wary.force_login(cast.operator.user)
    assert wary.post(url).status_code == 403
    assert cast.operator.client.post("/operator/streams/999999/pause/").status_code == 404
    assert cast.operator.client.post(f"/operator/streams/{2**70}/pause/").status_code == 404
    stream.refresh_from_db()
    assert stream.paused_at is None


def test_a_deed_leads_nowhere_else(cast: Cast) -> None:
    url = f"/operator/streams/{stream_of(cast, 'alice').pk}/pause/"
    answer = cast.operator.client.post(url, {"next": "https://example.org/"})
    assert answer.headers["Location"] == URL


def test_every_form_works_without_scripts(cast: Cast) -> None:
    make_stream(cast.alice, **QUIET)
    page = cast.operator.client.get(f"{URL}?who=11111111@N01").text
    main = page.partition("<main")[2].partition("</main>")[0]
    posts = re.findall(
        r'<form[^>]*method="post" action="(/operator/[^"]+)">(.*?)</form>', main, re.S
    )
    assert [action.rsplit("/", 2)[1] for action, _ in posts] == ["run", "pause", "reset"]
    assert all("csrfmiddlewaretoken" in inside for _, inside in posts)
    assert "<script" not in main
    assert "hx-" not in main


# --- cost


def test_the_number_of_queries_is_fixed(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for actor in (cast.alice, cast.bob, cast.stranger):
        keep_in_step(actor.connection, now=NOW)
    cast.bob.connection.refused_at = NOW
    cast.bob.connection.save()
    states: list[dict[str, Any]] = [
        {"trouble": "unexpected"},
        {"paused_at": NOW},
        {"waiting_since": minutes_ago(60)},
        {"due_at": minutes_ago(20)},
    ]
    Stream.objects.bulk_create(
        Stream(
            connection=cast.alice.connection,
            kind=Kind.ALBUM,
            subject=str(number),
            interval_s=600,
            **QUIET | states[number % 4],
        )
        for number in range(400)
    )
    for number in range(50):
        tally("people.getPhotos", 1, nsid=f"{number}@N00")
        StreamLog.objects.create(
            connection=cast.alice.connection, kind=Kind.ALBUM, deed="run", done_at=NOW
        )
    with django_assert_max_num_queries(12):
        page = cast.operator.client.get(f"{URL}?who=11111111@N01").text
    assert page.count('class="row"') == 40 + 1 + 30


def test_the_day_is_read_from_tallies_in_one_go(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    tally("people.getPhotos", 5)
    with django_assert_max_num_queries(4):
        assert spent(now=timezone.now()).day == 5
