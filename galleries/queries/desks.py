"""What the home of a desk shows: what is new, who sits there, what waits out its grace."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery

from accounts.connections import is_member, may_write
from galleries.models import (
    Desk,
    DeskLine,
    Entry,
    Group,
    OutboxItem,
    Person,
    Photo,
    Role,
    Sheet,
    Verdict,
    Viewer,
)
from galleries.models.outbox import State as ItemState
from galleries.models.seats import runs, seats_of
from galleries.models.sheets import SHEET_SIZE
from galleries.queries.keyset import PAGE_SIZE

COUNTED = 100 * SHEET_SIZE  # more than so many new entries are not counted one by one
COUNTED_HELD = 10 * SHEET_SIZE
CAME_BACK_SHOWS_FOR = timedelta(days=2)
SENT_SHOWS_FOR = timedelta(days=7)

Kind, State = Verdict.Kind, Verdict.State


@dataclass(frozen=True, slots=True)
class Waiting:
    """A removal that was signed and is not over.

    photo          None when this viewer may not see it
    may_take_back  it is not being sent
    """

    verdict: Verdict
    photo: Photo | None
    may_take_back: bool


@dataclass(frozen=True, slots=True)
class OthersSheet:
    """A sheet that somebody has not ended.

    staged   so many verdicts on it wait to be signed
    is_left  its time is over: a colleague may release it
    """

    sheet: Sheet
    staged: int
    is_left: bool


@dataclass(frozen=True, slots=True)
class DeskPage:
    """The home of a desk.

    new, is_more   entries without a verdict, and whether there are more than were counted
    is_fresh       the pool was read within a day
    own            the sheet that the viewer holds
    unsigned       sheets of the viewer's whose time is over, with verdicts to sign
    others         sheets of others that are not ended
    waiting        the first thirty removals on their way; ``waiting_count`` of them in all
    came_back      verdicts of the last two days that had no effect, the newest first
    sent           the viewer's own removals of the last seven days that were sent, without a note
                   under the photo yet
    """

    desk: Desk
    group: Group
    new: int
    is_more: bool
    is_fresh: bool
    held: int
    own: Sheet | None
    unsigned: list[OthersSheet]
    others: list[OthersSheet]
    seats: list[tuple[Person, Role]]
    waiting: list[Waiting]
    waiting_count: int
    came_back: list[Verdict]
    sent: list[Verdict]
    note: DeskLine | None
    may_write: bool


def find_desk(which: str, viewer: Viewer) -> Desk | None:
    """The desk of the group that an address names, for whoever has a seat there."""
    named = Group.objects.named(which)
    desks = Desk.objects.visible_to(viewer).filter(group__in=named.order_by().values("pk"))
    return desks.select_related("group", "opened_by").first()


def group_to_open(which: str, viewer: Viewer) -> Group | None:
    """A group whose desk this viewer may open: there is none, or it is closed."""
    if viewer.user is None or not is_member(viewer.user):
        return None
    rows = Group.objects.visible_to(viewer).named(which).select_related("desk")
    group = rows.exclude(desk__isnull=False, desk__closed_at=None).first()
    if group is None or not runs(viewer.nsid, group, now=viewer.now):
        return None
    return group


def desk_page(desk: Desk, viewer: Viewer) -> DeskPage:
    """Read it. The viewer has a seat."""
    new, held, is_fresh = _counted(desk, viewer)
    sheets = _sheets(desk, viewer)
    waiting = _waiting(desk)
    return DeskPage(
        desk=desk,
        group=desk.group,
        new=min(new, COUNTED),
        is_more=new > COUNTED,
        is_fresh=is_fresh,
        held=held,
        own=next((one.sheet for one in sheets if _is_own(one.sheet, viewer)), None),
        unsigned=[
            one
            for one in sheets
            if _whose(one.sheet) == viewer.nsid and one.sheet.state == Sheet.State.LAPSED
        ],
        others=[one for one in sheets if _whose(one.sheet) != viewer.nsid],
        seats=seats_of(desk.group, now=viewer.now),
        waiting=_shown(waiting[:PAGE_SIZE], viewer),
        waiting_count=len(waiting),
        came_back=_came_back(desk, viewer.now),
        sent=list(_sent(desk, viewer)[:PAGE_SIZE]),
        note=desk.log.filter(kind=DeskLine.Kind.HANDED_OVER)
        .select_related("by")
        .newest_first()
        .first(),
        may_write=not waiting or (viewer.user is not None and may_write(viewer.user)),
    )


def desk_people(desk: Desk) -> list[Person]:
    """Whoever has had a sheet here, and may be looked for in the log."""
    holders = Person.objects.filter(pk__in=desk.sheets.values("holder"))
    return sorted(holders, key=lambda person: person.name.casefold())


def _counted(desk: Desk, viewer: Viewer) -> tuple[int, int, bool]:
    """How many are new, one more than are counted when there are more; how many are on hold; and
    whether the pool was read within a day."""
    rows = Entry.objects.to_judge(desk).filter(decided_at=None)
    some = rows.order_by("added_at", "photo").values("pk")[: COUNTED + 1]
    fresh = Exists(desk.fresh_pools(now=viewer.now))
    held = Verdict.objects.on_hold(desk).order_by("added_at").values("pk")[: COUNTED_HELD + 1]
    told = Desk.objects.filter(pk=desk.pk).values_list(_CountOf(some), _CountOf(held), fresh)
    new, on_hold, is_fresh = told.get()
    return new, min(on_hold, COUNTED_HELD), is_fresh


class _CountOf(Subquery):
    """How many rows there are, as a column."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def _sheets(desk: Desk, viewer: Viewer) -> list[OthersSheet]:
    staged = Count("verdicts", filter=Q(verdicts__state=State.STAGED))
    rows = desk.sheets.filter(state__in=(Sheet.State.OPEN, Sheet.State.LAPSED))
    found = rows.annotate(staged=staged).select_related("holder").order_by("number")
    return [
        OthersSheet(sheet, sheet.staged, sheet.claimed_until < viewer.now)
        for sheet in found
        if sheet.state == Sheet.State.OPEN or sheet.staged
    ]


def _waiting(desk: Desk) -> list[Verdict]:
    rows = Verdict.objects.filter(desk=desk, kind=Kind.REMOVE, state=State.SIGNED)
    return list(
        rows.select_related("photo__owner", "by", "item", "sheet").order_by("due_at", "pk")[:1_000]
    )


def _shown(verdicts: list[Verdict], viewer: Viewer) -> list[Waiting]:
    keys = [verdict.photo_id for verdict in verdicts if verdict.photo_id is not None]
    seen = set(Photo.objects.visible_to(viewer).filter(pk__in=keys).values_list("pk", flat=True))
    return [
        Waiting(
            verdict,
            verdict.photo if verdict.photo_id in seen else None,
            _waits(verdict.item),
        )
        for verdict in verdicts
    ]


def _waits(item: OutboxItem | None) -> bool:
    return item is not None and item.state == ItemState.WAITING


def _came_back(desk: Desk, now: datetime) -> list[Verdict]:
    back = Q(state=State.REFUSED) | Q(state=State.TAKEN_BACK)
    rows = Verdict.objects.filter(back, desk=desk, ended_at__gte=now - CAME_BACK_SHOWS_FOR)
    return list(rows.select_related("photo__owner", "by").order_by("-ended_at", "-pk")[:PAGE_SIZE])


def own_removal(desk: Desk, verdict_id: int, viewer: Viewer) -> Verdict | None:
    """A removal that this viewer signed and that was sent, of a photo that they may see."""
    photos = Photo.objects.visible_to(viewer).filter(pk=OuterRef("photo"))
    rows = Verdict.objects.filter(
        Exists(photos), desk=desk, by__nsid=viewer.nsid, kind=Kind.REMOVE, state=State.SENT
    )
    return rows.filter(pk=verdict_id).select_related("photo__owner", "reason", "desk").first()


def _sent(desk: Desk, viewer: Viewer) -> QuerySet[Verdict]:
    noted = DeskLine.objects.filter(verdict=OuterRef("pk"), kind=DeskLine.Kind.KIND_NOTE)
    photos = Photo.objects.visible_to(viewer).filter(pk=OuterRef("photo"))
    own = Verdict.objects.filter(
        desk=desk, by__nsid=viewer.nsid, kind=Kind.REMOVE, state=State.SENT
    )
    lately = own.filter(~Exists(noted), Exists(photos), ended_at__gte=viewer.now - SENT_SHOWS_FOR)
    return lately.select_related("photo__owner").order_by("-ended_at", "-pk")


def _is_own(sheet: Sheet, viewer: Viewer) -> bool:
    return sheet.state == Sheet.State.OPEN and _whose(sheet) == viewer.nsid


def _whose(sheet: Sheet) -> str:
    return sheet.holder.nsid if sheet.holder is not None else ""
