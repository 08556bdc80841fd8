"""What is known of what stands under a photo, as its page shows it."""

from dataclasses import dataclass
from datetime import datetime

from galleries.models import Comment, Faver, Person, Photo, Talk, Viewer
from galleries.models.conversation import is_everybodys
from galleries.queries.people import who_have_a_page

COMMENTS = 100  # the latest; there are photos with thousands
FAVERS = 12


@dataclass(frozen=True, slots=True)
class Conversation:
    """Comments, faves and camera data of one photo, as Flickr last told them.

    comments  the latest, oldest first
    earlier   there are more before them
    favers    the latest, last first
    pages     the keys of those among all of them whose page opens to this viewer
    exif      label and value of each line; None when this viewer may not know, or nobody asked
    told_at   when that was; None when Flickr never answered
    may_ask   this viewer may have Flickr asked now
    """

    comments: tuple[Comment, ...]
    earlier: bool
    favers: tuple[Person, ...]
    pages: frozenset[int]
    camera: str
    exif: tuple[tuple[str, str], ...] | None
    told_at: datetime | None
    may_ask: bool


def conversation(photo: Photo, viewer: Viewer, *, has_connection: bool) -> Conversation:
    """Read it, for somebody signed in: what was copied from Flickr is shown to no visitor.

    photo           one that this viewer may see, with its owner
    has_connection  we hold a permission of theirs that Flickr has not refused
    """
    talk = Talk.objects.filter(photo=photo).first()
    rows = Comment.objects.visible_to(viewer).filter(photo=photo).select_related("author")
    latest = list(rows.order_by("-written_at", "-pk")[: COMMENTS + 1])
    favers = Faver.objects.filter(photo=photo).select_related("person")
    latest_favers = [row.person for row in favers.order_by("-faved_at", "-pk")[:FAVERS]]
    people = [*(row.author for row in latest), *latest_favers]
    exif = _exif(talk, photo, viewer)
    return Conversation(
        comments=tuple(reversed(latest[:COMMENTS])),
        earlier=len(latest) > COMMENTS,
        favers=tuple(latest_favers),
        pages=who_have_a_page(people, viewer) if people else frozenset(),
        camera=talk.camera if talk is not None and exif is not None else "",
        exif=exif,
        told_at=talk.told_at if talk is not None else None,
        may_ask=_is_due(talk, viewer) and (has_connection or is_everybodys(photo)),
    )


def _exif(talk: Talk | None, photo: Photo, viewer: Viewer) -> tuple[tuple[str, str], ...] | None:
    """What was told to the owner's own token is for the owner alone."""
    if talk is None or talk.exif is None:
        return None
    if talk.exif_is_owners and viewer.nsid != photo.owner.nsid:
        return None
    return tuple((label, value) for label, value in talk.exif)


def _is_due(talk: Talk | None, viewer: Viewer) -> bool:
    return talk is None or talk.is_due(now=viewer.now)
