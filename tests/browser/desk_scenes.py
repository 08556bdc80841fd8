"""The desk of a group for the eye: a sheet half cleared, removals on their way and sent."""

from datetime import timedelta

from django.utils import timezone

from galleries.actions.desks import hand_over
from galleries.models import Entry, OutboxItem, Verdict
from galleries.models.outbox import State
from galleries.sync.desks import settle
from tests.browser.world import World
from tests.cast import NOW
from tests.desks import Piers, judge, make_piers, sign_all

PAGES = {
    "desk": ("alice", "/groups/piers/desk/"),
    "sheet": ("alice", "/groups/piers/desk/sheet/"),
    "sheet-burst": ("alice", "/groups/piers/desk/sheet/?place=13"),
    "sheet-compared": ("alice", "/groups/piers/desk/sheet/?place=7&with=6"),
    "sheet-over": ("bob", "/groups/piers/desk/sheet/"),
    "sheet-signed": ("alice", "/groups/piers/desk/sheet/sign/"),
    "desk-log": ("alice", "/groups/piers/desk/log/"),
    "desk-settings": ("alice", "/groups/piers/desk/settings/"),
    "desk-closed": ("alice", "/groups/landschaft/desk/"),
    "kind-note": ("alice", "kind-note"),
    "own-removals": ("stranger", "/groups/piers/mine/"),
}


def desk(world: World) -> None:
    """Alice has signed a sheet of which one removal is out, and is in the middle of the next.

    Bob began another one, and went away.
    """
    alice, bob = world.cast.alice, world.cast.bob
    piers = make_piers(alice)
    piers.seat(bob)
    add(piers, world)
    first = piers.take()
    judge(first, alice, "kkxkhkkkf" + "k" * 18 + "x")
    sign_all(first, alice)
    sent = OutboxItem.objects.filter(verb="remove_entry").order_by("pk")[:1]
    OutboxItem.objects.filter(pk__in=sent).update(state=State.SENT, outcome="done", ended_at=NOW)
    settle(now=NOW)
    hand_over(piers.desk, "Two from the harbour office are friends.", by=bob.user, now=NOW)
    second = piers.take(alice, now=timezone.now())
    judge(second, alice, "kkxhf", now=timezone.now())
    judge(piers.take(bob), bob, "k")  # long ago: his time is over


def add(piers: Piers, world: World) -> None:
    """79 photos of many; four by one member, in a row, are on the second sheet."""
    photos = [*world.favourites[:40], *world.photos[20:24], *world.favourites[40:]]
    Entry.objects.bulk_create(
        Entry(
            group=piers.group,
            photo=photo,
            owner=photo.owner,
            added_at=NOW - timedelta(days=1) + timedelta(minutes=number),
            told_at=NOW,
        )
        for number, photo in enumerate(photos)
    )


def kind_note() -> str:
    verdict = Verdict.objects.get(state=Verdict.State.SENT)
    return f"/groups/piers/desk/notes/{verdict.pk}/"
