"""What the first page shows to somebody who is signed in."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Subquery

from accounts.models import FlickrConnection
from galleries.models import Person, Photo, Stream, Viewer
from galleries.queries.keyset import PAGE_SIZE, PHOTOSTREAM
from galleries.queries.news import News, news
from galleries.queries.stream_lines import State, StreamLine, stream_lines

KINDS = (Stream.Kind.PHOTOSTREAM, Stream.Kind.FAVOURITES)
SHORT_WALL = 12  # below the news; thirty pictures in all


@dataclass(frozen=True, slots=True)
class HomePage:
    """What is new for the viewer, their own newest photos, and what is being copied.

    news            None while their photos are copied for the first time
    lines           of the photostream and the favourites: what makes walls
    others_to_come  something else (albums, groups, …) is being copied for the first time
    """

    is_kept: bool
    news: News | None
    photos: tuple[Photo, ...]
    has_more: bool
    lines: tuple[StreamLine, ...]
    others_to_come: bool

    @property
    def is_copying(self) -> bool:
        return self.others_to_come or any(line.state is State.COPYING for line in self.lines)

    @property
    def awaits_photos(self) -> bool:
        """The photostream was never copied to its end."""
        return _awaits_photos(self.lines)

    @property
    def is_live(self) -> bool:
        """Photos are about to arrive: worth looking again in two seconds."""
        return any(line.state in (State.COPYING, State.WAITING) for line in self.lines)

    @property
    def moving_lines(self) -> tuple[StreamLine, ...]:
        """What is worth a word here: a stream in step is quiet."""
        quiet = (State.IN_STEP, State.LOOKING, State.ASKING)
        return tuple(line for line in self.lines if line.state not in quiet)


def home_page(viewer: Viewer, *, now: datetime) -> HomePage:
    """Read it in at most eight queries, and fewer for who has nothing here."""
    lines = stream_lines(viewer, KINDS, now=now)
    is_kept = bool(lines) or _is_kept(viewer)
    told = news(viewer) if is_kept and not _awaits_photos(lines) else None
    # By its key, known before the rows are read: else PostgreSQL reads and sorts all of them.
    owner = Subquery(Person.objects.filter(nsid=viewer.nsid).values("pk")[:1])
    own = Photo.objects.filter(owner=owner, gone_at=None)
    wall = _wall_size(told)
    found = tuple(PHOTOSTREAM.forwards(own.select_related("owner"))[: wall + 1])
    return HomePage(
        is_kept=is_kept,
        news=told,
        photos=found[:wall],
        has_more=len(found) > wall,
        lines=lines,
        others_to_come=_others_to_come(viewer) if lines else False,
    )


def _awaits_photos(lines: tuple[StreamLine, ...]) -> bool:
    streams = (line.stream for line in lines)
    return any(
        stream.kind == Stream.Kind.PHOTOSTREAM and stream.in_step_at is None for stream in streams
    )


def _wall_size(told: News | None) -> int:
    if told is None or not told.is_any:
        return PAGE_SIZE
    return min(SHORT_WALL, PAGE_SIZE - told.picture_count)


def _is_kept(viewer: Viewer) -> bool:
    kept = FlickrConnection.objects.filter(user=viewer.user, in_step_since__isnull=False)
    return viewer.user is not None and kept.exists()


def _others_to_come(viewer: Viewer) -> bool:
    others = Stream.objects.filter(connection__user=viewer.user).exclude(kind__in=KINDS)
    accepted = others.filter(connection__refused_at=None, trouble=Stream.Trouble.NONE)
    return accepted.filter(in_step_at=None).exists()
