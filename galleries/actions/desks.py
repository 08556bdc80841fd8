"""What admins and moderators do with their group's desk as a whole.

open_desk             anybody whom Flickr names admin or moderator of the group; also again
set_up                time zone, grace period, from when on entries are looked at
hand_over             a note to whoever sits there next
"""

from datetime import datetime
from enum import Enum, auto
from zoneinfo import available_timezones

from django.db import transaction

from accounts.connections import is_member
from accounts.models import User
from galleries.actions.galleries import person_of
from galleries.actions.streams import NotInGroup, keep_group
from galleries.models import Desk, DeskLine, DeskReason, Group, Verdict
from galleries.models.seats import runs

LONGEST_NOTE = 5_000
GRACES_MINUTES = (5, 15, 30, 60, 240)

Kind = DeskLine.Kind


class Reason(Enum):
    """Why something cannot be done. The words stand in the views."""

    NO_SEAT = auto()  # no desk that this person sits at: say no more than that
    NOT_A_MEMBER = auto()  # who opens a desk keeps their Flickr in step here
    NO_ZONE = auto()
    NO_GRACE = auto()
    NO_DAY = auto()
    BLANK = auto()
    TOO_LONG = auto()
    STALE = auto()  # the pool was not read within a day
    NOTHING_NEW = auto()
    LAPSED = auto()  # somebody else was given the rest of the sheet
    ENDED = auto()  # the sheet was signed or given back
    DECIDED = auto()  # by somebody else, meanwhile
    LEFT_POOL = auto()
    NO_REASON = auto()  # a removal says why
    NOTHING_TO_UNDO = auto()
    NOTHING_TO_SIGN = auto()
    CHANGED = auto()  # more was decided than whoever signs has read
    IN_USE = auto()  # its holder still works on it
    ON_ITS_WAY = auto()  # a note waits until the photo is out of the pool
    WRITTEN = auto()  # one note stands under it already
    AT_WORK = auto()  # a colleague holds a sheet
    REMOVALS_WAIT = auto()  # or are being sent


class CannotJudge(Exception):
    """Nothing was changed.

    verdict  the one that stands in the way
    """

    def __init__(self, reason: Reason, verdict: Verdict | None = None) -> None:
        super().__init__(reason, verdict)
        self.reason = reason
        self.verdict = verdict


@transaction.atomic
def open_desk(
    group: Group,
    *,
    by: User,
    now: datetime,
    time_zone: str = "UTC",
    begins_with: int = 0,
    reasons: tuple[str, ...] = (),
) -> Desk:
    """Open the desk of a group, or open it again. Opening it twice is the same as once.

    begins_with  so many of the newest entries, and what is added from then on; 0: the whole pool
    reasons      what the list of reasons begins with
    """
    if not runs(by.nsid, group, now=now):
        raise CannotJudge(Reason.NO_SEAT)
    ensure_zone(time_zone)
    if not is_member(by):
        raise CannotJudge(Reason.NOT_A_MEMBER)
    try:
        keep_group(by, group, now=now)
    except NotInGroup:
        raise CannotJudge(Reason.NO_SEAT) from None
    person = person_of(by)
    desk, is_new = Desk.objects.get_or_create(
        group=group,
        defaults={
            "opened_by": person,
            "opened_at": now,
            "time_zone": time_zone,
            "begins_with": begins_with,
        },
    )
    closed = Desk.objects.filter(pk=desk.pk, closed_at__isnull=False)
    if closed.update(closed_at=None):
        desk.closed_at = None
        note(desk, Kind.OPENED, by=by, now=now)
    if is_new:
        DeskReason.objects.bulk_create(
            DeskReason(desk=desk, words=words[:200], position=position)
            for position, words in enumerate(reasons)
        )
        note(desk, Kind.OPENED, by=by, now=now)
    return desk


@transaction.atomic
def set_up(
    desk: Desk,
    *,
    time_zone: str,
    grace_minutes: int,
    since: datetime | None,
    by: User,
    now: datetime,
) -> Desk:
    """Change how the desk works. What is signed already waits as long as it was told."""
    desk = locked(desk, by=by, now=now)
    ensure_zone(time_zone)
    if grace_minutes not in GRACES_MINUTES:
        raise CannotJudge(Reason.NO_GRACE)
    was = (desk.time_zone, desk.grace_minutes, desk.since)
    if was != (time_zone, grace_minutes, since):
        if since != desk.since:
            desk.begins_with = 0
        desk.time_zone, desk.grace_minutes, desk.since = time_zone, grace_minutes, since
        desk.save(update_fields=["time_zone", "grace_minutes", "since", "begins_with"])
        said = f"{time_zone}, {grace_minutes} min, {since.isoformat() if since else '–'}"
        note(desk, Kind.SET_UP, by=by, now=now, words=said)
    return desk


@transaction.atomic
def hand_over(desk: Desk, text: str, *, by: User, now: datetime) -> DeskLine:
    """Leave a note in the log."""
    desk = locked(desk, by=by, now=now)
    return note(desk, Kind.HANDED_OVER, by=by, now=now, words=words(text, longest=LONGEST_NOTE))


def ensure_seat(desk: Desk, *, by: User, now: datetime) -> None:
    """Flickr has named them within a day. Raises CannotJudge."""
    if not runs(by.nsid, desk.group, now=now):
        raise CannotJudge(Reason.NO_SEAT)


def locked(desk: Desk, *, by: User, now: datetime) -> Desk:
    """The desk, kept from other writers until the transaction is over. Raises CannotJudge."""
    ensure_seat(desk, by=by, now=now)
    rows = Desk.objects.select_for_update(of=("self",)).select_related("group")
    found = rows.get(pk=desk.pk)
    if found.closed_at is not None:
        raise CannotJudge(Reason.NO_SEAT)
    return found


def note(desk: Desk, kind: DeskLine.Kind, *, by: User, now: datetime, words: str = "") -> DeskLine:
    """Write into the desk's log."""
    return DeskLine.objects.create(desk=desk, kind=kind, by=person_of(by), at=now, words=words)


def words(text: str, *, longest: int) -> str:
    """Several lines, as they were typed. Raises CannotJudge."""
    text = text.replace("\x00", "").replace("\r\n", "\n").strip()
    if not text:
        raise CannotJudge(Reason.BLANK)
    if len(text) > longest:
        raise CannotJudge(Reason.TOO_LONG)
    return text


def ensure_zone(name: str) -> None:
    if name not in available_timezones():
        raise CannotJudge(Reason.NO_ZONE)
