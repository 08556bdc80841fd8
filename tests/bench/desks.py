"""The desk of the largest pool: half of it was decided on, and somebody takes the next sheet."""

from itertools import batched

from django.db import connection, transaction
from django.utils import timezone

from galleries.actions.desks import open_desk
from galleries.actions.sheets import take_sheet
from galleries.models import Desk, Entry, Group, Person, Sheet, Verdict
from galleries.seed.people import nsid
from tests.bench.cost import Cost, cost, middle

GROUP = "99000000@N98"
BATCH = 5_000


def furnish_a_desk() -> Desk:
    """The older half of the pool has its verdicts, and a sheet of the rest is taken."""
    from accounts.models import User

    group, user = Group.objects.get(nsid=GROUP), User.objects.get(nsid=nsid(0))
    now, person = timezone.now(), Person.objects.get(nsid=nsid(0))
    desk = Desk.objects.filter(group=group).first()
    if desk is not None:
        return desk
    desk = open_desk(group, by=user, now=now, reasons=("Not what this group is about",))
    entries = Entry.objects.filter(group=group).order_by("added_at", "photo")
    older = entries.values_list("pk", "photo", "added_at", "owner")[: entries.count() // 2]
    with transaction.atomic():
        for some in batched(older.iterator(BATCH), BATCH, strict=False):
            Verdict.objects.bulk_create(
                Verdict(
                    desk=desk,
                    photo_id=photo,
                    added_at=added_at,
                    owner_id=owner,
                    by=person,
                    at=now,
                    kind=Verdict.Kind.HOLD if key % 1_000 == 0 else Verdict.Kind.KEEP,
                    state=Verdict.State.SIGNED,
                    signed_at=now,
                )
                for key, photo, added_at, owner in some
            )
            Entry.objects.filter(pk__in=[row[0] for row in some]).update(decided_at=now)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as autovacuum does within a minute; SQLite knows the word too
    take_sheet(desk, by=user, now=now)
    return desk


def taking_a_sheet(desk: Desk, *, rounds: int, server_pid: int | None) -> Cost:
    """What it costs to be given the next sheet; it is given back each time."""
    from accounts.models import User

    user = User.objects.get(nsid=nsid(0))

    class Undone(Exception):
        pass

    def once() -> None:
        try:
            with transaction.atomic():
                Sheet.objects.filter(desk=desk).delete()
                take_sheet(desk, by=user, now=timezone.now())
                raise Undone
        except Undone:
            return

    return middle([cost(once, server_pid=server_pid) for _ in range(2 + rounds)][2:])
