"""The many streams that one list calls for, folded together: the photos of each album, …"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Count, F, Q, QuerySet, Sum, Window
from django.db.models.functions import RowNumber

from galleries.models import Album, FlickrGallery, Group, Stream, Viewer
from galleries.models.streams import CHILDREN

NAMED = 3  # of those in trouble
OF_GROUPS = (Stream.Kind.GROUP, Stream.Kind.POOL, Stream.Kind.MEMBERS)


@dataclass(frozen=True, slots=True)
class Child:
    """One of them that is in trouble.

    title  "" when it has none, and for a group that Flickr no longer shows to the viewer
    """

    kind: str
    subject: str
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
    """The viewer's own children by the kind of their list, without titles. Two queries at most.

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
    named = _named(own.filter(troubled)) if any(r["troubled"] for r in counted.values()) else {}
    return {
        parent: Children(named=named.get(kind, ()), **counted[kind])
        for parent, kind in CHILDREN.items()
        if kind in counted
    }


def titled(children: Children, titles: Mapping[tuple[str, str], str]) -> Children:
    """The same with the titles of those that are named."""
    named = tuple(
        replace(child, title=titles.get((child.kind, child.subject), ""))
        for child in children.named
    )
    return replace(children, named=named)


def _named(troubled: QuerySet[Stream]) -> dict[str, tuple[Child, ...]]:
    """The first few of each kind."""
    place = Window(RowNumber(), partition_by=F("kind"), order_by=F("pk").asc())
    rows = list(
        troubled.annotate(place=place)
        .filter(place__lte=NAMED)
        .order_by("pk")
        .values("kind", "subject", "trouble", "trouble_detail")
    )
    found: dict[str, tuple[Child, ...]] = {}
    for row in rows:
        child = Child(row["kind"], row["subject"], "", row["trouble"], row["trouble_detail"])
        found[row["kind"]] = (*found.get(row["kind"], ()), child)
    return found


def titles_of(about: Iterable[tuple[str, str]], viewer: Viewer) -> dict[tuple[str, str], str]:
    """The titles by kind and subject, as far as the viewer may know them. At most 3 queries."""
    subjects: dict[str, list[str]] = {}
    for kind, subject in about:
        subjects.setdefault(kind, []).append(subject)
    found: dict[tuple[str, str], str] = {}
    if albums := subjects.get(Stream.Kind.ALBUM):
        own = Album.objects.filter(owner__nsid=viewer.nsid, pk__in=map(int, albums))
        for key, title in own.values_list("pk", "title"):
            found[Stream.Kind.ALBUM, str(key)] = title
    if galleries := subjects.get(Stream.Kind.FLICKR_GALLERY):
        theirs = FlickrGallery.objects.visible_to(viewer).filter(api_id__in=galleries)
        for api_id, title in theirs.values_list("api_id", "title"):
            found[Stream.Kind.FLICKR_GALLERY, api_id] = title
    if groups := {nsid for kind in OF_GROUPS for nsid in subjects.get(kind, ())}:
        known = Group.objects.visible_to(viewer).filter(nsid__in=groups)
        for nsid, name in known.values_list("nsid", "name"):
            found.update({(kind, nsid): name for kind in OF_GROUPS})
    return found
