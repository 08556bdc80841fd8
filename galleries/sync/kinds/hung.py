"""What hangs in public galleries, asked about as anybody may: each photo within a day.

Most are told of by some list, 500 at a time: their owner's photostream, somebody's favourites,
a pool; where much of one hangs it is read whole every day for that. One call for each of the
others, without anybody's token.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from galleries.flickr import photos
from galleries.flickr.client import Flickr
from galleries.flickr.errors import NotOnFlickr
from galleries.flickr.records import Page, PhotoInfo
from galleries.models import Gallery, Photo, Placement, Stream
from galleries.models.visibility import told_by_lists
from galleries.sync.apply.doubts import not_found
from galleries.sync.apply.photos import apply_photos
from galleries.sync.ids import unpacked
from galleries.sync.kinds.kind import Applied, Kind, News

# Lists that are read whole every day are due after 20 hours, and have two more to be read. With
# an hour between two looks that leaves one for all delays, and it is less than a day.
UNTOLD_FOR = timedelta(hours=22)
LOOK_S = 60 * 60


@dataclass(frozen=True, slots=True)
class Answer:
    """What Flickr says of one photo; ``info`` is None when it shows it to nobody in particular."""

    photo_id: int
    info: PhotoInfo | None


def fetch(flickr: Flickr, stream: Stream) -> Page[Answer]:
    """A page is one photo: the next one that nobody has told of for long."""
    assert stream.walk_began_at is not None  # noqa: S101 - the engine begins a walk before
    asked = untold(since=stream.walk_began_at - UNTOLD_FOR).filter(pk__gt=_last_asked(stream))
    photo_id = asked.order_by("pk").values_list("pk", flat=True).first()
    page = stream.next_page
    if photo_id is None:
        return Page(items=(), page=page, pages=page, per_page=1, total=None)
    try:
        answer = Answer(photo_id, photos.get_info(flickr, flickr_id=str(photo_id)))
    except NotOnFlickr:
        answer = Answer(photo_id, None)
    return Page(items=(answer,), page=page, pages=page + 1, per_page=1, total=None)


def apply(page: Page[Answer], stream: Stream, began_at: datetime, now: datetime) -> Applied:
    changed = 0
    for answer in page.items:
        if answer.info is None:
            # Whoever else may still see it: it is not for everybody, and comes down at once.
            Photo.objects.filter(pk=answer.photo_id, withheld_at=None).update(withheld_at=now)
            not_found(answer.photo_id, now=now)
            changed += 1
            continue
        told = apply_photos([answer.info.photo], teller_nsid="", began_at=began_at, now=now)
        changed += told.changed
        # Also when nothing about it is new: that it was told now is what keeps it on the wall.
        told_now = Photo.objects.filter(pk=answer.photo_id, told_at__lt=began_at)
        told_now.update(told_at=began_at)
    return Applied(tuple(answer.photo_id for answer in page.items), changed)


def untold(*, since: datetime) -> QuerySet[Photo]:
    """Photos in public galleries of which nothing has told since then."""
    public = Placement.objects.filter(gallery__in=Gallery.objects.published())
    walked = Stream.objects.filter(
        kind=Stream.Kind.PHOTOSTREAM,
        connection__user__nsid=OuterRef("owner__nsid"),
        connection__refused_at=None,
        walked_at__gte=since,
    )
    hung = Photo.objects.filter(pk__in=public.values("photo"), gone_at=None, told_at__lt=since)
    hung = hung.filter(~Exists(walked))
    for rows in told_by_lists(since):
        hung = hung.filter(~Exists(rows.filter(photo=OuterRef("pk"))))
    return hung


def _last_asked(stream: Stream) -> int:
    """The number of the photo that the page before was about; 0 at the beginning of a walk."""
    before = stream.walk_pages.filter(
        generation=stream.generation, page=stream.next_page - 1
    ).first()
    return max(unpacked(before.ids), default=0) if before is not None else 0


HUNG = Kind(
    fetch=fetch,
    apply=apply,
    news=News.NONE,
    shortest_s=LOOK_S,
    longest_s=LOOK_S,
    full_every=UNTOLD_FOR,
)
