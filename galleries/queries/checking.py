"""What to look at before a gallery is published, and what came down since a curator was told."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from django.db.models import Exists, OuterRef, Q

from galleries.models import (
    Curator,
    Forbidden,
    Gallery,
    Photo,
    Placement,
    TakenOff,
    Viewer,
    Withdrawal,
)
from galleries.models.placements import PlacementQuerySet
from galleries.queries.counts import remembered
from galleries.queries.keyset import PAGE_SIZE

ALL_RIGHTS_RESERVED = 0  # Flickr's number of that licence


class Why(Enum):
    """Why visitors do not see what hangs there. The words stand in the views."""

    CLOSED = auto()  # not public on Flickr
    NOT_SAFE = auto()
    GONE = auto()  # deleted there, or shown to nobody
    IN_DOUBT = auto()  # missing from a list, or not told of for long: it is asked about
    WITHDRAWN = auto()  # its photographer took it down from here
    TAKEN_OFF = auto()  # whoever runs this site took it off
    FORBIDDEN = auto()  # its photographer wants none of their work in galleries


@dataclass(frozen=True, slots=True)
class Unshown:
    """One that visitors do not see. ``is_seen``: this curator may see the photo."""

    placement: Placement
    why: Why
    is_seen: bool


@dataclass(frozen=True, slots=True)
class Check:
    """What a curator should know before they publish. Of each at most thirty are listed.

    reserved  how many photos by others have all rights reserved
    shown     how many photos visitors will see
    """

    without_alt: list[Placement]
    without_alt_count: int
    unshown: list[Unshown]
    unshown_count: int
    reserved: int
    shown: int


def check(gallery: Gallery, viewer: Viewer) -> Check:
    """Read what stands in the way of a good page, for whoever hangs the gallery."""
    rows = Placement.objects.filter(gallery=gallery).select_related("section", "photo__owner")
    shown = rows.shown(now=viewer.now)
    without_alt = shown.filter(alt="").in_order()
    unshown = rows.exclude(pk__in=shown.values("pk"))
    by_curators = gallery.curators.values("person")
    reserved = shown.filter(photo__licence=ALL_RIGHTS_RESERVED)
    return Check(
        without_alt=list(without_alt[:PAGE_SIZE]),
        without_alt_count=without_alt.count(),
        unshown=_told(unshown.in_order()[:PAGE_SIZE], viewer),
        unshown_count=unshown.count(),
        reserved=reserved.exclude(photo__owner__in=by_curators).count(),
        shown=shown.count(),
    )


def came_down(gallery: Gallery, viewer: Viewer, *, hung: int) -> int:
    """How many came down by themselves since this curator was told, and are down still.

    hung  how many hang there: of thousands it may be a minute old
    """
    seat = Curator.objects.filter(gallery=gallery, person__nsid=viewer.nsid).first()
    if seat is None:
        return 0
    since = seat.told_at or seat.since
    return remembered(
        lambda: _came_down(gallery, since, now=viewer.now),
        lambda _: hung,
        of=("came down", gallery.pk, gallery.version, since),
        viewer=viewer,
    )


def _came_down(gallery: Gallery, since: datetime, *, now: datetime) -> int:
    withdrawn = Withdrawal.objects.filter(
        Q(gallery=None) | Q(gallery=gallery), photo=OuterRef("photo"), withdrawn_at__gt=since
    )
    forbidden = Forbidden.objects.filter(
        nsid=OuterRef("photo__owner__nsid"), forbidden_at__gt=since
    )
    rows = Placement.objects.filter(gallery=gallery)
    changed = rows.filter(_lately(since) | Q(Exists(withdrawn)) | Q(Exists(forbidden)))
    keys = list(changed.values_list("pk", flat=True))
    if not keys:
        return 0
    return len(keys) - rows.filter(pk__in=keys).shown(now=now).count()


def _lately(since: datetime) -> Q:
    """Closed, missing or gone since then."""
    lately = Q()
    for moment in ("narrowed_at", "withheld_at", "missing_at", "gone_at"):
        lately |= Q(**{f"photo__{moment}__gt": since})
    return lately


def _told(placements: PlacementQuerySet, viewer: Viewer) -> list[Unshown]:
    """These, each with the reason."""
    rows = list(placements)
    here = Placement.objects.filter(pk__in=[row.pk for row in rows])
    seen = set(here.seen_by(viewer).values_list("pk", flat=True))
    up = set(here.unwithheld().values_list("pk", flat=True))
    people = {row.photo.owner.nsid for row in rows}
    forbidden = set(Forbidden.objects.filter(pk__in=people).values_list("pk", flat=True))
    off = set(
        TakenOff.objects.filter(photo__in=[row.photo_id for row in rows]).values_list(
            "photo", flat=True
        )
    )
    told = []
    for row in rows:
        why = _why(row.photo) if row.pk in up else Why.WITHDRAWN
        if row.photo.owner.nsid in forbidden:
            why = Why.FORBIDDEN
        if row.photo_id in off:
            why = Why.TAKEN_OFF
        told.append(Unshown(row, why, row.pk in seen))
    return told


def _why(photo: Photo) -> Why:
    if photo.gone_at is not None:
        return Why.GONE
    if photo.visibility != Photo.Visibility.PUBLIC:
        return Why.CLOSED
    return Why.NOT_SAFE if photo.safety else Why.IN_DOUBT
