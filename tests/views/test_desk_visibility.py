"""Nobody but the seats of a desk sees anything of it: every page and every form, by a table."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from galleries.models import (
    Desk,
    DeskLine,
    DeskReason,
    GroupMember,
    Membership,
    OutboxItem,
    Role,
    Sheet,
    SheetPlace,
    Verdict,
)
from galleries.models.outbox import State
from galleries.sync.desks import settle
from galleries.urls import DESK, urlpatterns
from tests.cast import NOW, Actor, Cast, make_group_member, make_guest, make_membership
from tests.desks import Piers, judge, make_piers, sign_all

pytestmark = pytest.mark.django_db

KEPT = (Desk, DeskReason, Sheet, SheetPlace, Verdict, DeskLine)


@pytest.fixture
def piers(cast: Cast, settings: Settings) -> Piers:
    """Bob is a moderator. Of the stranger's photos one was removed, and one is on hold."""
    settings.OPERATOR = [cast.operator.user.nsid]
    piers = make_piers(cast.alice)
    piers.seat(cast.bob)
    make_membership(cast.stranger, piers.group)
    for owner in (cast.stranger, cast.bob, cast.stranger, cast.bob, cast.stranger):
        piers.add(owner)
    sheet = piers.take()
    judge(sheet, cast.alice, "xkh-")
    sign_all(sheet, cast.alice)
    OutboxItem.objects.update(state=State.SENT, outcome="done", ended_at=NOW)
    settle(now=NOW)
    judge(piers.take(), cast.alice, "x-")
    return piers


def everybody(cast: Cast, piers: Piers) -> dict[str, tuple[Client, bool]]:
    """Whether each of them has a seat."""
    listed = make_guest("listed", nsid="66666666@N06")
    make_group_member(piers.group, _person(listed), role=Role.MODERATOR)
    former = make_guest("former", nsid="77777777@N07")
    make_group_member(piers.group, _person(former), role=Role.MEMBER)
    stale = make_guest("stale", nsid="88888888@N08")
    told_at = NOW - timedelta(hours=25)
    make_group_member(piers.group, _person(stale), role=Role.ADMIN, told_at=told_at)
    gone = make_guest("gone", nsid="99999999@N09")
    make_group_member(piers.group, _person(gone), role=Role.ADMIN, gone_at=NOW)
    return {
        "admin": (cast.alice.client, True),
        "moderator": (cast.bob.client, True),
        "moderator by the list of members": (listed.client, True),
        "former moderator": (former.client, False),
        "moderator of whom nobody has told for a day": (stale.client, False),
        "admin who left the group": (gone.client, False),
        "member": (cast.stranger.client, False),
        "guest": (cast.guest.client, False),
        "operator": (cast.operator.client, False),
    }


def _person(actor: Actor) -> Actor:
    from tests.cast import make_person

    person = make_person(actor.name, nsid=actor.user.nsid)
    return Actor(actor.name, actor.user, person, client=actor.client)


def addresses(piers: Piers) -> Iterator[str]:
    """Every address of the desk, whatever is added to it later."""
    keys = {
        "reason_id": DeskReason.objects.all()[0].pk,
        "verdict_id": Verdict.objects.get(state=Verdict.State.SENT).pk,
    }
    for pattern in urlpatterns:
        route = str(getattr(pattern, "pattern", ""))
        name = getattr(pattern, "name", None)
        if route.startswith(DESK) and name:
            wanted = {key: value for key, value in keys.items() if f"{key}>" in route}
            yield reverse(name, kwargs={"which": piers.group.nsid, **wanted})


SAID = {
    "sheet": "2",
    "place": "1",
    "verdict": "keep",
    "words": "Mine",
    "text": "Mine",
    "time_zone": "Asia/Tokyo",
    "grace_minutes": "30",
    "seen": "1-0-0-0",
    "do": "retire",
}


def everything() -> list[object]:
    return [list(model._default_manager.order_by("pk").values()) for model in KEPT]


def test_only_the_seats_of_a_desk_see_or_do_anything_there(cast: Cast, piers: Piers) -> None:
    before = everything()
    for who, (client, has_seat) in everybody(cast, piers).items():
        if has_seat:
            continue
        for url in addresses(piers):
            assert client.get(url).status_code in (404, 405), (who, url)
            assert client.post(url, SAID).status_code in (404, 405), (who, url)
    for url in addresses(piers):
        for answer in (cast.visitor.client.get(url), cast.visitor.client.post(url, SAID)):
            assert answer.status_code in (302, 405), url
            assert answer.status_code == 405 or answer["Location"].startswith("/sign-in/")
    assert everything() == before
    assert len(list(addresses(piers))) >= 19


def test_every_seat_finds_every_page(cast: Cast, piers: Piers) -> None:
    for who, (client, has_seat) in everybody(cast, piers).items():
        for url in addresses(piers):
            answer = client.get(url)
            status = answer.status_code
            if status == 200:
                assert answer.headers["Cache-Control"] == "private, no-cache", url
            if has_seat and not url.endswith(f"notes/{Verdict.objects.get(state='sent').pk}/"):
                assert status in (200, 302, 405), (who, url, status)


def test_a_seat_ends_with_the_role_in_the_middle_of_a_sheet(cast: Cast, piers: Piers) -> None:
    client, url = cast.bob.client, f"/groups/{piers.group.nsid}/desk/sheet/decide/"
    client.post(f"/groups/{piers.group.nsid}/desk/sheet/take/")
    Membership.objects.filter(person=cast.bob.person).update(role=Role.MEMBER)
    assert client.post(url, SAID).status_code == 404
    assert not Verdict.objects.filter(by=cast.bob.person).exists()
    assert not GroupMember.objects.exists()


def test_a_page_of_a_desk_that_does_not_exist_is_like_one_that_is_closed_to_you(
    cast: Cast, piers: Piers
) -> None:
    known = cast.stranger.client.get(f"/groups/{piers.group.nsid}/desk/")
    unknown = cast.stranger.client.get("/groups/12345678@N20/desk/")
    assert known.status_code == unknown.status_code == 404
    assert _main(known.text) == _main(unknown.text)


@pytest.mark.parametrize(
    ("who", "sees"),
    [("stranger", {"Pier 0"}), ("bob", set()), ("alice", set()), ("operator", set())],
)
def test_a_member_sees_only_what_concerns_their_own_entries(
    cast: Cast, piers: Piers, who: str, sees: set[str]
) -> None:
    page = getattr(cast, who).client.get(f"/groups/{piers.group.nsid}/mine/")
    assert page.status_code == 200
    titles = {f"Pier {number}" for number in range(5)}
    assert {title for title in titles if title in page.text} == sees
    for secret in ("Alice", "hold", "Desk", "seat"):
        assert secret not in _main(page.text), secret


def _main(page: str) -> str:
    return page.split("<main", 1)[1].split("</main>")[0]


def test_where_a_group_is_not_shown_only_those_of_whom_something_was_removed_find_the_page(
    cast: Cast, piers: Piers
) -> None:
    piers.group.privacy = piers.group.Privacy.PRIVATE
    piers.group.save()
    Membership.objects.filter(person=cast.stranger.person).delete()
    url = f"/groups/{piers.group.nsid}/mine/"
    assert cast.stranger.client.get(url).status_code == 200
    assert cast.operator.client.get(url).status_code == 404
    assert cast.visitor.client.get(url).status_code == 302
