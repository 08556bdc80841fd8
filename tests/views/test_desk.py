"""A desk by forms alone: opened, cleared, signed, taken back, and told of in its log."""

import csv
import io
import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import FlickrConnection
from galleries.actions.kind_notes import filled
from galleries.actions.verdicts import decide
from galleries.models import Desk, DeskLine, OutboxItem, Role, Sheet, Verdict
from galleries.models.outbox import State
from galleries.sync.desks import settle
from tests.cast import NOW, Cast, make_group, make_membership
from tests.desks import Piers, judge, make_piers, place, sign_all, standing
from tests.views.sound_html import unsound

pytestmark = pytest.mark.django_db


@pytest.fixture
def piers(cast: Cast) -> Piers:
    piers = make_piers(cast.alice)
    piers.seat(cast.bob)
    return piers


def home(piers: Piers) -> str:
    return f"/groups/{piers.group.nsid}/desk/"


def get(client: Client, url: str) -> str:
    answer = client.get(url, follow=True)
    assert answer.status_code == 200, (url, answer.status_code)
    assert unsound(answer.text) == []
    return str(answer.text)


def post(client: Client, url: str, **said: Any) -> str:
    """Send a form, and read the page that it leads to."""
    answer = client.post(url, said, follow=True)
    assert answer.status_code == 200, (url, answer.status_code)
    assert unsound(answer.text) == []
    return str(answer.text)


def three(cast: Cast, piers: Piers) -> None:
    for owner in (cast.stranger, cast.bob, cast.stranger):
        piers.add(owner)


def test_a_desk_is_closed_and_opened_again_by_forms(cast: Cast, piers: Piers) -> None:
    client = cast.alice.client
    assert "Close the desk…" in get(client, f"{home(piers)}settings/")
    assert "The desk is closed." in post(client, f"{home(piers)}close/")
    assert "It was closed on " in post(client, f"{home(piers)}close/"), "pressed twice"
    page = get(client, home(piers))
    assert "It was closed on " in page
    assert "Time zone of the group" not in page
    assert "Nothing waits for a verdict." in post(client, f"{home(piers)}open/")
    log = get(client, f"{home(piers)}log/")
    assert "closed the desk" in log


def test_a_desk_that_cannot_be_closed_yet_says_why(cast: Cast, piers: Piers) -> None:
    three(cast, piers)
    piers.take(cast.bob, now=timezone.now())
    page = post(cast.alice.client, f"{home(piers)}close/", next=f"{home(piers)}settings/")
    assert "A colleague holds a sheet." in page
    assert "Close the desk…" in page


def test_an_admin_opens_a_desk_and_it_begins_with_what_is_new(cast: Cast) -> None:
    group = make_group("Ferries", path_alias="ferries")
    make_membership(cast.alice, group, role=Role.ADMIN)
    page = get(cast.alice.client, "/groups/ferries/desk/")
    assert "Flickr names you as one who runs this group." in page
    page = post(
        cast.alice.client, "/groups/ferries/desk/open/", time_zone="Europe/Oslo", since="lately"
    )
    assert "Nothing waits for a verdict." in page
    desk = Desk.objects.get()
    assert (desk.time_zone, desk.grace_minutes, desk.reasons.count()) == ("Europe/Oslo", 15, 3)
    assert desk.begins_with == 90
    assert Desk.objects.count() == 1


def test_a_desk_begins_with_the_newest_photos_and_goes_on_from_there(
    cast: Cast, piers: Piers
) -> None:
    Desk.objects.update(begins_with=2)
    three(cast, piers)
    assert "2 photos wait for a verdict." in get(cast.alice.client, home(piers))
    page = post(cast.alice.client, f"{home(piers)}sheet/take/")
    assert "2 to go" in page
    desk = Desk.objects.get()
    assert (desk.since, desk.begins_with) == (NOW - timedelta(days=1, minutes=-1), 0)


def test_a_sheet_is_cleared_signed_and_taken_back_by_forms(cast: Cast, piers: Piers) -> None:
    client = cast.alice.client
    FlickrConnection.objects.filter(user=cast.alice.user).update(perms="write")
    three(cast, piers)
    assert "3 photos wait for a verdict." in get(client, home(piers))
    page = post(client, f"{home(piers)}sheet/take/")
    assert "Pier 0" in page
    assert "Their first photo in this pool, as far as we know" in page
    decide = f"{home(piers)}sheet/decide/"
    page = post(client, decide, sheet=1, place=0, verdict="remove")
    assert "A removal says why: choose a reason, or write one." in page
    reason = piers.desk.reasons.get(words="Not a pier")
    page = post(client, decide, sheet=1, place=0, verdict="remove", reason=reason.pk)
    assert "1 removal · 2 to go" in page
    assert "Pier 1" in page
    page = post(client, decide, sheet=1, place=1, verdict="keep")
    page = post(client, decide, sheet=1, place=2, verdict="hold")
    assert "1 removal, 1 kept, 1 on hold; 3 calls to Flickr" in page
    assert "Not a pier" in page
    page = post(client, f"{home(piers)}sheet/sign/", sheet=1, seen="1-1-0-0")
    assert "Something was decided since you read this." in page
    page = post(client, f"{home(piers)}sheet/sign/", sheet=1, seen="1-1-1-0")
    assert "For 15 minutes the removals can be taken back." in page
    assert "Removals on their way" in page
    verdict = Verdict.objects.get(kind="remove")
    page = post(client, f"{home(piers)}take-back/", verdict=verdict.pk)
    assert "1 removal is taken back: nothing is sent" in page
    assert standing(piers.desk) == "-kh"
    page = post(client, f"{home(piers)}take-back/", verdict=verdict.pk)
    assert "There was nothing to take back any more." in page


def test_too_late_says_so(cast: Cast, piers: Piers) -> None:
    three(cast, piers)
    sheet = piers.take()
    judge(sheet, cast.alice, "xx")
    sign_all(sheet, cast.alice)
    first = OutboxItem.objects.order_by("pk")[0]
    OutboxItem.objects.filter(pk=first.pk).update(state=State.SENDING)
    page = post(cast.bob.client, f"{home(piers)}take-back/", sheet=1)
    assert "1 removal is taken back" in page
    assert "For 1 it is too late: it is on its way to Flickr, or there already." in page
    assert "being sent" in page


def test_who_may_not_write_is_asked_for_it_after_signing(cast: Cast, piers: Piers) -> None:
    three(cast, piers)
    judge(piers.take(), cast.alice, "x")
    answer = cast.alice.client.post(f"{home(piers)}sheet/sign/", {"sheet": 1, "seen": "1-0-0-0"})
    assert answer["Location"].startswith("/outbox/permission/?next=%2Fgroups%2F")
    assert OutboxItem.objects.get().state == State.WAITING


def test_a_burst_is_kept_at_once_and_opened_by_a_removal(cast: Cast, piers: Piers) -> None:
    piers.add(cast.stranger, of=4)
    client = cast.alice.client
    page = post(client, f"{home(piers)}sheet/take/")
    assert "4 photos in a row by stranger." in page
    decide = f"{home(piers)}sheet/decide/"
    page = post(client, decide, sheet=1, place=1, verdict="remove", words="No")
    assert "Unfolded 4 photos of one member. Nothing is decided yet" in page
    assert standing(piers.desk) == "----"
    post(client, f"{home(piers)}sheet/give-back/", sheet=1)
    post(client, f"{home(piers)}sheet/take/")
    page = post(client, decide, sheet=2, place=1, verdict="keep")
    assert "All 4 photos of this member are kept." in page
    page = post(client, f"{home(piers)}sheet/undo/")
    assert standing(piers.desk) == "----"
    post(client, f"{home(piers)}sheet/unfold/", sheet=2, place=1)
    post(client, decide, sheet=2, place=1, verdict="keep")
    assert standing(piers.desk) == "-k--"


def test_a_script_is_told_what_is_stored(cast: Cast, piers: Piers) -> None:
    three(cast, piers)
    piers.take()
    url, ask = f"{home(piers)}sheet/decide/", {"Accept": "application/json"}
    said = {"sheet": 1, "place": 0, "verdict": "keep"}
    told = cast.alice.client.post(url, said, headers=ask).json()
    assert (told["places"], told["bar"], told["next"]) == ([0], "1 kept · 2 to go", 1)
    answer = cast.alice.client.post(url, {**said, "verdict": "remove"}, headers=ask)
    assert answer.status_code == 409
    assert answer.json()["reason"] == "no_reason"
    told = cast.alice.client.post(f"{home(piers)}sheet/undo/", headers=ask).json()
    assert (told["places"], told["bar"]) == ([0], "Nothing decided yet · 3 to go")
    assert told["next"] == 1
    assert told["seconds"] == 1800


def test_what_somebody_else_decided_meanwhile_is_said(cast: Cast, piers: Piers) -> None:
    three(cast, piers)
    sheet = piers.take()
    Sheet.objects.update(claimed_until=NOW - timedelta(minutes=1))
    theirs = piers.take(cast.bob)
    judge(theirs, cast.bob, "h")
    page = post(cast.alice.client, f"{home(piers)}sheet/decide/", sheet=1, place=0, verdict="keep")
    assert "Bob Brandt has decided that one meanwhile: Hold. Nothing was changed." in page
    assert sheet.places.count() == 3


def test_a_sheet_warns_before_its_time_is_over(cast: Cast, piers: Piers) -> None:
    three(cast, piers)
    piers.take()
    url, silent = f"{home(piers)}sheet/", 'action="' + f'{home(piers)}sheet/extend/" hidden'
    Sheet.objects.update(claimed_until=timezone.now() + timedelta(minutes=29))
    assert silent in get(cast.alice.client, url)
    Sheet.objects.update(claimed_until=timezone.now() + timedelta(minutes=4))
    page = get(cast.alice.client, url)
    assert "Hold it for another half hour" in page
    assert silent not in page
    post(cast.alice.client, f"{home(piers)}sheet/extend/")
    assert Sheet.objects.get().claimed_until > timezone.now() + timedelta(minutes=20)


def test_the_log_is_read_by_its_filters_and_taken_along(cast: Cast, piers: Piers) -> None:
    for owner in (cast.stranger, cast.bob, cast.stranger, cast.bob):
        piers.add(owner)
    sheet = piers.take()
    judge(sheet, cast.alice, "xkkh")
    sign_all(sheet, cast.alice)
    post(cast.bob.client, f"{home(piers)}log/note/", words="=Mind the fog")
    client, url = cast.bob.client, f"{home(piers)}log/"
    page = get(client, url)
    assert "decided to remove" in page
    assert "=Mind the fog" in page
    page = get(client, f"{url}?kind=removed")
    assert "decided to remove" in page
    assert "Mind the fog" not in page
    assert "Pier 0" in get(client, f"{url}?member=stranger")
    assert "Pier 1" not in get(client, f"{url}?member=stranger")
    assert "No line of the log is like that." in get(client, f"{url}?by=nobody")
    assert "No line of the log is like that." in get(client, f"{url}?last=2020-01-01")
    assert client.get(f"{url}?kind=nonsense").status_code == 404
    assert client.get(f"{url}?first=2020-13-01").status_code == 404
    told = b"".join(client.get(f"{url}export.csv").streaming_content).decode()  # type: ignore[attr-defined]
    rows = list(csv.DictReader(io.StringIO(told)))
    assert rows[0]["what"] == "opened"
    assert rows[-1]["words"] == "'=Mind the fog"
    kept = b"".join(client.get(f"{url}export.json?kind=removed").streaming_content)  # type: ignore[attr-defined]
    assert [row["photographer_name"] for row in json.loads(kept)] == ["stranger"]


def test_a_long_log_is_paged_by_its_filters(cast: Cast, piers: Piers) -> None:
    DeskLine.objects.bulk_create(
        DeskLine(desk=piers.desk, at=NOW + timedelta(microseconds=number), kind="kept")
        for number in range(65)
    )
    seen, url = 0, f"{home(piers)}log/?kind=kept"
    for _ in range(3):
        answer = cast.alice.client.get(url)
        seen += len(answer.context["lines"])
        older = answer.context["page"].older
        url = f"{home(piers)}log/{older.query}&kind=kept" if older else ""
    assert (seen, url) == (65, "")


def test_reasons_and_settings_are_changed_by_forms(cast: Cast, piers: Piers) -> None:
    client, url = cast.bob.client, f"{home(piers)}settings/"
    post(client, f"{home(piers)}reasons/", words="Too foggy")
    row = piers.desk.reasons.get(words="Too foggy")
    post(client, f"{home(piers)}reasons/{row.pk}/", words="Too much fog", note="Hello {name}")
    assert "Too much fog" in get(client, url)
    post(client, f"{home(piers)}reasons/{row.pk}/", do="retire")
    assert "Too much fog" not in get(client, url)
    said = {"time_zone": "Asia/Tokyo", "grace_minutes": 30, "since": "2026-02-03"}
    assert "Kept." in post(client, url, **said)
    desk = Desk.objects.get()
    assert (desk.time_zone, desk.grace_minutes) == ("Asia/Tokyo", 30)
    assert str(desk.since) == "2026-02-02 15:00:00+00:00"
    for wrong, words in (
        ({"time_zone": "Mars"}, "That is no time zone."),
        ({"grace_minutes": "7"}, "Choose one of the times"),
        ({"since": "soon"}, "That is no day."),
    ):
        page = post(client, url, **said | wrong, next=url)
        assert words in page
    assert Desk.objects.get().grace_minutes == 30


def test_a_member_is_told_of_their_own_removal_once_it_was_sent_and_not_by_whom(
    cast: Cast, piers: Piers
) -> None:
    three(cast, piers)
    sheet = piers.take()
    judge(sheet, cast.alice, "xxh")
    sign_all(sheet, cast.alice)
    url = f"/groups/{piers.group.nsid}/mine/"
    assert "Nothing of yours was removed" in get(cast.stranger.client, url)
    OutboxItem.objects.update(state=State.SENT, outcome="done", ended_at=NOW)
    settle(now=NOW)
    page = get(cast.stranger.client, url)
    assert "Pier 0" in page
    assert "Not a pier" in page
    assert "Pier 1" not in page
    assert "Pier 2" not in page
    assert "Alice" not in page
    assert "Nothing of yours was removed" in get(cast.alice.client, url)


@pytest.mark.parametrize(
    ("url", "most"),
    [("", 12), ("sheet/", 12), ("sheet/sign/", 10), ("log/", 6), ("settings/", 5)],
)
def test_the_number_of_queries_is_fixed(
    cast: Cast,
    piers: Piers,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    url: str,
    most: int,
) -> None:
    for _ in range(15):
        piers.add(cast.stranger)
        piers.add(cast.bob)
    sheet = piers.take()
    judge(sheet, cast.alice, "xxxkkkhhhf")
    with django_assert_max_num_queries(most):
        get(cast.alice.client, home(piers) + url)


def test_the_signer_writes_one_kind_note_under_one_removed_photo(cast: Cast, piers: Piers) -> None:
    three(cast, piers)
    reason = piers.desk.reasons.get(words="Not a pier")
    reason.note = "Dear {name}: {reason}, sorry."
    reason.save()
    sheet = piers.take()
    decide(place(sheet, 0), Verdict.Kind.REMOVE, by=cast.alice.user, now=NOW, reason=reason)
    sign_all(sheet, cast.alice)
    url = f"{home(piers)}notes/{Verdict.objects.get().pk}/"
    assert cast.alice.client.get(url).status_code == 404  # not sent yet
    OutboxItem.objects.update(state=State.SENT, outcome="done", ended_at=NOW)
    settle(now=NOW)
    FlickrConnection.objects.filter(user=cast.alice.user).update(perms="write")
    assert "Write a note…" in get(cast.alice.client, home(piers))
    assert "Dear stranger: Not a pier, sorry." in get(cast.alice.client, url)
    assert cast.bob.client.get(url).status_code == 404  # who did not sign it
    assert "There is nothing in it yet." in post(cast.alice.client, url, text=" ")
    page = post(cast.alice.client, url, text="Dear stranger: no pier, sorry.")
    assert "The note is on its way" in page
    assert "Write a note…" not in page
    assert "One note was written" in post(cast.alice.client, url, text="Once more.")
    item = OutboxItem.objects.get(verb="comment")
    assert (item.user, item.text) == (cast.alice.user, "Dear stranger: no pier, sorry.")


@pytest.mark.parametrize(
    ("template", "says"),
    [
        ("{name}: {reason}", "{reason}: Fog"),
        ("Sorry", "Sorry\n\nFog"),
        ("{group} {other} {reason}", "Piers {other} Fog"),
    ],
)
def test_a_template_holds_the_reason_and_fills_nothing_twice(template: str, says: str) -> None:
    assert filled(template, reason="Fog", group="Piers", name="{reason}") == says
