"""Photos that curators named by their addresses: asked about as anybody may, one call each.

What Flickr shows to everybody hangs as soon as it has told; of the rest the row says why not.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts.models import User
from galleries.flickr import photos
from galleries.flickr.client import Flickr
from galleries.flickr.errors import FlickrRefused, NotOnFlickr, UnexpectedAnswer
from galleries.flickr.records import Page, PhotoInfo
from galleries.models import Gallery, PastedAddress, Photo, Section, Stream, Viewer
from galleries.models.positions import between
from galleries.models.putting_up import put_up, weigh
from galleries.sync.apply.photos import apply_photos
from galleries.sync.kinds.kind import Applied, Kind, News

Outcome = PastedAddress.Outcome

MOST_PLACEMENTS = 20_000
AT_LEAST_S, AT_MOST_S = 60 * 60, 24 * 60 * 60  # a walk with nothing to ask makes no call


@dataclass(frozen=True, slots=True)
class Answer:
    """What Flickr says of the photo that ``flickr_id`` names; ``info`` is None when it shows none.

    outcome  why, then
    """

    key: int
    flickr_id: int
    info: PhotoInfo | None
    outcome: PastedAddress.Outcome = Outcome.NOT_SHOWN


def fetch(flickr: Flickr, stream: Stream) -> Page[Answer]:
    """A page is one photo: the next one that nobody has asked about."""
    row = PastedAddress.objects.waiting().in_order().first()
    page = stream.next_page
    if row is None or row.flickr_id is None:
        return Page(items=(), page=page, pages=page, per_page=1, total=None)
    try:
        info = photos.get_info(flickr, flickr_id=str(row.flickr_id))
        answer = Answer(row.pk, row.flickr_id, info)
    except NotOnFlickr:
        answer = Answer(row.pk, row.flickr_id, None)
    except (FlickrRefused, UnexpectedAnswer):
        # One strange answer must not keep the others waiting.
        answer = Answer(row.pk, row.flickr_id, None, Outcome.NOT_UNDERSTOOD)
    return Page(items=(answer,), page=page, pages=page + 1, per_page=1, total=None)


def apply(page: Page[Answer], stream: Stream, began_at: datetime, now: datetime) -> Applied:
    for answer in page.items:
        rows = PastedAddress.objects.waiting().filter(flickr_id=answer.flickr_id)
        if answer.info is None:
            rows.update(outcome=answer.outcome)
            continue
        told = apply_photos([answer.info.photo], teller_nsid="", began_at=began_at, now=now)
        Photo.objects.filter(pk=answer.flickr_id, told_at__lt=began_at).update(told_at=began_at)
        for row in rows.in_order().select_related("by", "gallery", "section"):
            row.outcome = _hang(row, now) if told.held else Outcome.KEPT_AWAY
            row.save(update_fields=["outcome"])
    return Applied(tuple(answer.key for answer in page.items), len(page.items))


def _hang(row: PastedAddress, now: datetime) -> PastedAddress.Outcome:
    """Hang what has just been told, in the place that was kept for it."""
    gallery = Gallery.objects.select_for_update(of=("self",)).get(pk=row.gallery_id)
    user = User.objects.filter(nsid=row.by.nsid).first()
    key = row.flickr_id
    assert key is not None  # noqa: S101 - only addresses of photos wait
    came = weigh([key], gallery=gallery, viewer=Viewer(user, now=now))
    if came.already:
        return Outcome.ALREADY
    if came.refused:
        return Outcome.REFUSED
    if not came.new:
        return Outcome.NOT_PUBLIC
    if gallery.placements.count() >= MOST_PLACEMENTS:
        return Outcome.NO_ROOM
    section, position = row.section, row.position
    if section is None:
        section, position = _at_the_end(gallery)
    put_up(
        [(key, section, position)],
        gallery=gallery,
        by=row.by,
        now=now,
        together=row.pasted_at.isoformat(),
    )
    return Outcome.HUNG


def _at_the_end(gallery: Gallery) -> tuple[Section, str]:
    """Its section was removed meanwhile."""
    section = gallery.sections.order_by("position", "pk").reverse()[0]
    last = section.placements.in_order().values_list("position", flat=True).last()
    return section, between(last, None)


PASTED = Kind(
    fetch=fetch,
    apply=apply,
    news=News.NONE,
    shortest_s=AT_LEAST_S,
    longest_s=AT_MOST_S,
    full_every=timedelta(hours=20),
)
