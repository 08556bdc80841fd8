"""Moderators who work on one pool in the same moment, each with a connection of their own."""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from galleries.actions.desks import CannotJudge, Reason
from galleries.actions.sheets import extend, take_sheet
from galleries.actions.signing import sign, take_back
from galleries.actions.verdicts import decide
from galleries.models import OutboxItem, Sheet, SheetPlace, Verdict
from galleries.models.outbox import State as ItemState
from galleries.models.summaries import summary_of
from tests.cast import NOW, Actor, Cast
from tests.desks import Piers, judge, make_piers, sign_all, standing

ENTRIES = 95
Kind = Verdict.Kind


@pytest.fixture
def piers(transactional_db: None, cast: Cast) -> Piers:
    piers = make_piers(cast.alice)
    for actor in (cast.bob, cast.stranger):
        piers.seat(actor)
    return piers


def patiently[Result](act: Callable[[], Result]) -> Result:
    """SQLite has one writer at a time, and a busy machine makes it wait for long."""
    for _ in range(20):
        try:
            return act()
        except OperationalError:
            time.sleep(0.1)
    return act()


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do these in threads of their own that begin in the same moment; what each came to."""
    line = threading.Barrier(len(acts))
    ends: list[Any] = [None] * len(acts)

    def one(number: int, act: Callable[[], Any]) -> None:
        try:
            line.wait()
            ends[number] = patiently(act)
        except CannotJudge as error:
            ends[number] = error.reason
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ends


def clear(piers: Piers, actor: Actor, *, seed: int) -> int:
    """Take sheets and decide on everything, until nothing is new: how many verdicts."""
    chance, given = random.Random(seed), 0  # noqa: S311 - a story
    while True:
        try:
            sheet = patiently(lambda: take_sheet(piers.desk, by=actor.user, now=timezone.now()))
        except CannotJudge:  # nothing is new any more: whoever asks sees to that
            return given
        for place in sheet.places.select_related("sheet__desk__group", "photo"):
            kind = chance.choice([Kind.KEEP, Kind.KEEP, Kind.REMOVE, Kind.HOLD])
            words = "No" if kind == Kind.REMOVE else ""
            patiently(
                lambda place=place, kind=kind, words=words: decide(  # type: ignore[misc]
                    place, kind, by=actor.user, now=timezone.now(), words=words
                )
            )
            given += 1
        seen = summary_of(sheet).seen
        patiently(
            lambda sheet=sheet, seen=seen: sign(  # type: ignore[misc]
                sheet, seen=seen, by=actor.user, now=timezone.now()
            )
        )


@pytest.mark.slow
def test_three_moderators_at_once_never_decide_the_same_entry_twice(
    cast: Cast, piers: Piers
) -> None:
    for number in range(ENTRIES):
        piers.add((cast.alice, cast.bob)[number % 2])
    actors = (cast.alice, cast.bob, cast.stranger)
    given = at_once(
        *(
            lambda actor=actor, seed=seed: clear(piers, actor, seed=seed)
            for seed, actor in enumerate(actors)
        )
    )
    assert sum(given) == ENTRIES, given
    assert Counter(Verdict.objects.values_list("state", flat=True)) == {"signed": ENTRIES}
    places = Counter(SheetPlace.objects.values_list("photo", "added_at"))
    assert set(places.values()) == {1}
    assert len(places) == ENTRIES
    removed = Verdict.objects.filter(kind=Kind.REMOVE)
    assert OutboxItem.objects.count() == removed.count() == Counter(standing(piers.desk))["x"]
    for verdict in removed.select_related("by", "item__user"):
        assert verdict.by is not None
        assert verdict.item is not None
        assert verdict.item.user.nsid == verdict.by.nsid


def test_a_sheet_is_extended_or_taken_over_and_never_both(cast: Cast, piers: Piers) -> None:
    for number in range(3):
        piers.add((cast.alice, cast.bob)[number % 2])
    for _ in range(5):
        Sheet.objects.all().delete()
        sheet, later = piers.take(), NOW + timedelta(minutes=31)
        cast.alice.connection.streams.update(in_step_at=later)
        mine, theirs = at_once(
            lambda sheet=sheet, later=later: extend(sheet, by=cast.alice.user, now=later),  # type: ignore[misc]
            lambda later=later: take_sheet(piers.desk, by=cast.bob.user, now=later),  # type: ignore[misc]
        )
        if mine is Reason.LAPSED:
            assert theirs.places.count() == 3
        else:
            assert theirs is Reason.NOTHING_NEW
        held = SheetPlace.objects.filter(sheet__state=Sheet.State.OPEN)
        assert held.count() == 3


def test_a_sheet_signed_twice_at_once_is_signed_once(cast: Cast, piers: Piers) -> None:
    for number in range(3):
        piers.add((cast.alice, cast.bob)[number % 2])
    sheet = piers.take()
    judge(sheet, cast.alice, "xxk")
    seen = summary_of(sheet).seen
    ends = at_once(
        *[lambda: sign(sheet, seen=seen, by=cast.alice.user, now=NOW)] * 3,
    )
    assert ends.count(Reason.ENDED) == 2
    assert OutboxItem.objects.count() == 2


def test_taking_back_while_it_is_being_sent_is_in_time_or_too_late_and_never_both(
    cast: Cast, piers: Piers
) -> None:
    """Who sends and who takes back each make one counted update of the same row."""
    for number in range(6):
        piers.add((cast.alice, cast.bob)[number % 2])
    sheet = piers.take()
    judge(sheet, cast.alice, "xxxxxx")
    sign_all(sheet, cast.alice)
    for verdict in Verdict.objects.filter(kind=Kind.REMOVE).order_by("pk"):
        waiting = OutboxItem.objects.filter(verdict=verdict, state=ItemState.WAITING)
        keys = [item.pk for item in waiting]
        told, sending = at_once(
            lambda verdict=verdict: take_back(  # type: ignore[misc]
                piers.desk, [verdict.pk], by=cast.bob.user, now=NOW
            ),
            lambda keys=keys: OutboxItem.objects.filter(  # type: ignore[misc]
                pk__in=keys, state=ItemState.WAITING
            ).update(state=ItemState.SENDING),
        )
        assert (told.in_time, sending) in ((1, 0), (0, 1))
        assert told.in_time + told.too_late == 1
