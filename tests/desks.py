"""Desks in stories: a group whose pool somebody clears, and what has just been added to it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from galleries.actions.desks import open_desk
from galleries.actions.sheets import take_sheet
from galleries.actions.signing import sign
from galleries.actions.verdicts import decide
from galleries.models import (
    Desk,
    Entry,
    Group,
    Membership,
    Photo,
    Role,
    Sheet,
    SheetPlace,
    Stream,
    Verdict,
)
from galleries.models.summaries import Summary, summary_of
from tests.cast import NOW, Actor, make_entry, make_group, make_membership, make_photo, make_stream

PUBLIC = Photo.Visibility.PUBLIC
REASONS = ("Not a pier", "Too many at once")


@dataclass(frozen=True)
class Piers:
    """A group, its desk, and its admin; entries are a minute apart, the oldest first."""

    group: Group
    desk: Desk
    admin: Actor

    def seat(self, actor: Actor, role: Role = Role.MODERATOR) -> Membership:
        """Flickr has just named them, to their own token."""
        return make_membership(actor, self.group, role=role)

    def add(self, *owners: Actor, of: int = 1, title: str = "Pier") -> list[Entry]:
        """The next entries: ``of`` by each of these in turn."""
        before = Entry.objects.filter(group=self.group).count()
        entries = []
        for number, owner in enumerate(owner for owner in owners for _ in range(of)):
            photo = make_photo(owner, f"{title} {before + number}", visibility=PUBLIC)
            added_at = NOW - timedelta(days=1) + timedelta(minutes=before + number)
            entries.append(make_entry(self.group, photo, added_at=added_at))
        return entries

    def take(self, by: Actor | None = None, *, now: datetime = NOW) -> Sheet:
        return take_sheet(self.desk, by=(by or self.admin).user, now=now)


def make_piers(admin: Actor, **fields: object) -> Piers:
    """A group that ``admin`` runs, whose pool was just read, with an open desk."""
    group = make_group("Harbours & piers", path_alias="piers", **fields)
    make_membership(admin, group, role=Role.ADMIN)
    make_stream(admin, Stream.Kind.POOL, subject=group.nsid, in_step_at=NOW, walked_at=NOW)
    desk = open_desk(group, by=admin.user, now=NOW, reasons=REASONS)
    return Piers(group, desk, admin)


def place(sheet: Sheet, position: int) -> SheetPlace:
    return sheet.places.select_related("sheet__desk__group", "photo").get(position=position)


def judge(sheet: Sheet, by: Actor, verdicts: str, *, first: int = 0, now: datetime = NOW) -> None:
    """Decide on the places in turn: "kkxhf-", where "-" passes one over."""
    kinds = dict(zip("kxhf", Verdict.Kind, strict=True))
    for position, letter in enumerate(verdicts, first):
        if letter != "-":
            kind = kinds[letter]
            words = "Not a pier" if kind == Verdict.Kind.REMOVE else ""
            decide(place(sheet, position), kind, by=by.user, now=now, words=words)


def sign_all(sheet: Sheet, by: Actor) -> Summary:
    sheet.refresh_from_db()
    return sign(sheet, seen=summary_of(sheet).seen, by=by.user, now=NOW)


def standing(desk: Desk) -> str:
    """What stands on the entries of the pool, oldest first: "kxh-"."""
    letters = dict(zip(Verdict.Kind, "kxhf", strict=True))
    verdicts = {
        (verdict.photo_id, verdict.added_at): letters[Verdict.Kind(verdict.kind)]
        for verdict in Verdict.objects.standing().filter(desk=desk)
    }
    entries = Entry.objects.filter(group=desk.group).order_by("added_at", "photo")
    return "".join(verdicts.get((one.photo_id, one.added_at), "-") for one in entries)
