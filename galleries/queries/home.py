"""What the first page shows to somebody who is signed in."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import FlickrConnection
from galleries.models import Photo, Stream, Viewer
from galleries.queries.keyset import PAGE_SIZE, PHOTOSTREAM
from galleries.queries.stream_lines import State, StreamLine, stream_lines

KINDS = (Stream.Kind.PHOTOSTREAM, Stream.Kind.FAVOURITES)


@dataclass(frozen=True, slots=True)
class HomePage:
    """The newest photos of the viewer, and what is being copied.

    lines           of the photostream and the favourites: what makes walls
    others_to_come  something else (albums, groups, …) is being copied for the first time
    """

    is_kept: bool
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
        streams = (line.stream for line in self.lines)
        return any(
            stream.kind == Stream.Kind.PHOTOSTREAM and stream.in_step_at is None
            for stream in streams
        )

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
    """Read the viewer's own newest photos."""
    lines = stream_lines(viewer, KINDS, now=now)
    photos = PHOTOSTREAM.forwards(
        Photo.objects.visible_to(viewer).filter(owner__nsid=viewer.nsid).select_related("owner")
    )[: PAGE_SIZE + 1]
    found = tuple(photos)
    return HomePage(
        is_kept=bool(lines) or _is_kept(viewer),
        photos=found[:PAGE_SIZE],
        has_more=len(found) > PAGE_SIZE,
        lines=lines,
        others_to_come=_others_to_come(viewer) if lines else False,
    )


def _is_kept(viewer: Viewer) -> bool:
    kept = FlickrConnection.objects.filter(user=viewer.user, in_step_since__isnull=False)
    return viewer.user is not None and kept.exists()


def _others_to_come(viewer: Viewer) -> bool:
    others = Stream.objects.filter(connection__user=viewer.user).exclude(kind__in=KINDS)
    accepted = others.filter(connection__refused_at=None, trouble=Stream.Trouble.NONE)
    return accepted.filter(in_step_at=None).exists()
