"""What somebody has done to a photo from here, as the pages of that photo show it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q

from accounts.models import FlickrConnection, User
from galleries.models import Faver, Favourite, OutboxItem, Photo, Viewer
from galleries.models.outbox import OPEN, State

Verb, Wait = OutboxItem.Verb, OutboxItem.Wait
FAVES = (Verb.FAVE, Verb.UNFAVE)
CHANGES = (Verb.EDIT_COMMENT, Verb.DELETE_COMMENT)

REFUSED_SHOWS_FOR = timedelta(days=1)
NEWS_FOR = timedelta(minutes=2)  # long enough for the page that watches to tell of it


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands to Flickr and to one photo.

    has_connection  they let us read, and Flickr has not refused it
    may_write       they let us write, likewise
    has_faved       the photo, as Flickr last told
    """

    has_connection: bool
    may_write: bool
    has_faved: bool


@dataclass(frozen=True, slots=True)
class Deeds:
    """One person's deeds on one photo: what is open, what was refused within a day.

    fave      the latest that they did to its fave; None when nothing is open or refused
    comments  written here and not on Flickr (yet), oldest first
    changes   the latest change of each comment on Flickr, by its id
    latest    whatever ended last, if that was within the last two minutes
    """

    standing: Standing
    fave: OutboxItem | None
    comments: tuple[OutboxItem, ...]
    changes: Mapping[str, OutboxItem]
    latest: OutboxItem | None
    is_moving: bool

    @property
    def is_faved(self) -> bool:
        """As it will be once everything is sent."""
        if self.fave is not None and self.fave.is_open:
            return self.fave.verb == Verb.FAVE
        return self.standing.has_faved

    @property
    def no_comments(self) -> bool:
        """Flickr said within a day that its owner lets them write none."""
        refused = OutboxItem.Outcome.NO_COMMENTS
        return any(item.outcome == refused for item in self.comments)


def deeds_on(photo: Photo, viewer: Viewer) -> Deeds | None:
    """Read them in two queries. None for visitors.

    photo  one that this viewer may see
    """
    if viewer.user is None:
        return None
    standing = _standing(photo, viewer.user, viewer)
    ended = Q(state__in=(State.REFUSED, State.SENT))
    shown = Q(state__in=OPEN) | ended & Q(ended_at__gte=viewer.now - REFUSED_SHOWS_FOR)
    rows = OutboxItem.objects.visible_to(viewer).filter(shown, photo=photo)
    items = list(rows.order_by("asked_at", "pk"))
    changes = {item.comment_id: item for item in items if item.verb in CHANGES}
    return Deeds(
        standing=standing,
        fave=_unsent(_last(item for item in items if item.verb in FAVES)),
        comments=tuple(item for item in items if item.verb == Verb.COMMENT and _unsent(item)),
        changes={key: item for key, item in changes.items() if _unsent(item)},
        latest=_latest(items, viewer),
        is_moving=any(is_moving(item, may_write=standing.may_write) for item in items),
    )


def is_moving(item: OutboxItem, *, may_write: bool) -> bool:
    """It is on its way: in a moment there is something to tell of it."""
    if not may_write:
        return False
    waits_its_turn = item.state == State.WAITING and item.waits_for == Wait.NONE
    return item.state == State.SENDING or waits_its_turn


def _standing(photo: Photo, user: User, viewer: Viewer) -> Standing:
    listed = Favourite.objects.there_for(viewer).filter(person__nsid=user.nsid, photo=photo)
    told = Faver.objects.filter(person__nsid=user.nsid, photo=photo)
    theirs = FlickrConnection.objects.filter(user=OuterRef("pk"))
    # A guest lets us read nothing, even while they let us write.
    reads = theirs.filter(refused_at=None, in_step_since__isnull=False)
    asked = User.objects.filter(pk=user.pk).values_list(
        Exists(reads), Exists(theirs.that_may_write()), Exists(listed), Exists(told)
    )
    has_connection, may_write, is_listed, is_told = asked.get()
    return Standing(has_connection, may_write, has_faved=is_listed or is_told)


def _last(items: Iterable[OutboxItem]) -> OutboxItem | None:
    return next(reversed(list(items)), None)


def _unsent(item: OutboxItem | None) -> OutboxItem | None:
    return item if item is not None and item.state != State.SENT else None


def _latest(items: Iterable[OutboxItem], viewer: Viewer) -> OutboxItem | None:
    since = viewer.now - NEWS_FOR
    ended = [(item.ended_at, item.pk, item) for item in items if item.ended_at is not None]
    return max((end for end in ended if end[0] >= since), default=(None, 0, None))[2]
