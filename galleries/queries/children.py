"""The many streams that one list calls for, folded together: the photos of each album, …"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum, Window
from django.db.models.functions import RowNumber

from galleries.models import Album, FlickrGallery, Group, Stream, Viewer
from galleries.models.streams import CHILDREN

NAMED = 3  # of those in trouble


@dataclass(frozen=True, slots=True)
class Child:
    """One of them that is in trouble.

    title  "" when it has none, and for a group that Flickr no longer shows to the viewer
    """

    title: str
    trouble: str
    detail: str


@dataclass(frozen=True, slots=True)
class Children:
    """The children of one list, counted.

    to_come   never read to their end; neither in trouble nor paused
    moving    being read just now
    troubled  failed the last time; ``named`` are the first of them, at most three
    paused    by the operator
    starved   turned away for a good while: no call was left for them
    missing   photos in them that did not show the last time
    """

    kind: str
    count: int
    to_come: int
    moving: int
    troubled: int
    paused: int
    starved: int
    missing: int
    named: tuple[Child, ...]

    @property
    def is_copying(self) -> bool:
        return self.to_come > 0

    @property
    def done(self) -> int:
        return self.count - self.to_come


def children_of(viewer: Viewer, *, starved_before: datetime) -> dict[str, Children]:
    """The viewer's own children by the kind of their list. At most five queries.

    starved_before  whatever was turned away by then, and still waits, has starved
    """
    own = Stream.objects.filter(connection__user=viewer.user, kind__in=CHILDREN.values())
    runs = Q(paused_at=None)
    well = runs & Q(trouble=Stream.Trouble.NONE)
    troubled = runs & ~Q(trouble=Stream.Trouble.NONE)
    counted = {
        row["kind"]: row
        for row in own.values("kind").annotate(
            count=Count("pk"),
            to_come=Count("pk", filter=well & Q(in_step_at=None)),
            moving=Count("pk", filter=~Q(walk=Stream.Walk.NONE) & well),
            troubled=Count("pk", filter=troubled),
            paused=Count("pk", filter=~runs),
            starved=Count("pk", filter=well & Q(waiting_since__lte=starved_before)),
            missing=Sum("missing"),
        )
    }
    named = (
        _named(own.filter(troubled), viewer) if any(r["troubled"] for r in counted.values()) else {}
    )
    return {
        parent: Children(named=named.get(kind, ()), **counted[kind])
        for parent, kind in CHILDREN.items()
        if kind in counted
    }


def _named(troubled: QuerySet[Stream], viewer: Viewer) -> dict[str, tuple[Child, ...]]:
    """The first few of each kind, with their titles."""
    place = Window(RowNumber(), partition_by=F("kind"), order_by=F("pk").asc())
    rows = list(
        troubled.annotate(place=place)
        .filter(place__lte=NAMED)
        .order_by("pk")
        .values("kind", "subject", "trouble", "trouble_detail")
    )
    titles = _titles(rows, viewer)
    found: dict[str, tuple[Child, ...]] = {}
    for row in rows:
        title = titles.get((row["kind"], row["subject"]), "")
        child = Child(title, row["trouble"], row["trouble_detail"])
        found[row["kind"]] = (*found.get(row["kind"], ()), child)
    return found


def _titles(rows: Iterable[Mapping[str, Any]], viewer: Viewer) -> dict[tuple[str, str], str]:
    subjects: dict[str, list[str]] = {}
    for row in rows:
        subjects.setdefault(row["kind"], []).append(row["subject"])
    found: dict[tuple[str, str], str] = {}
    if albums := subjects.get(Stream.Kind.ALBUM):
        own = Album.objects.filter(owner__nsid=viewer.nsid, pk__in=map(int, albums))
        for key, title in own.values_list("pk", "title"):
            found[Stream.Kind.ALBUM, str(key)] = title
    if galleries := subjects.get(Stream.Kind.FLICKR_GALLERY):
        theirs = FlickrGallery.objects.visible_to(viewer).filter(api_id__in=galleries)
        for api_id, title in theirs.values_list("api_id", "title"):
            found[Stream.Kind.FLICKR_GALLERY, api_id] = title
    if groups := subjects.get(Stream.Kind.GROUP):
        for nsid, name in group_names(groups, viewer).items():
            found[Stream.Kind.GROUP, nsid] = name
    return found


def group_names(nsids: Iterable[str], viewer: Viewer) -> dict[str, str]:
    """The names of groups by NSID, as far as the viewer may know them."""
    groups = Group.objects.visible_to(viewer).filter(nsid__in=list(nsids))
    return dict(groups.values_list("nsid", "name"))
