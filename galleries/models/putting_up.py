"""Putting photos up in a gallery: asked by people's hands, and by workers for what came later."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from galleries.models.galleries import Gallery
from galleries.models.gallery_log import GalleryChange
from galleries.models.people import Person
from galleries.models.photos import Photo
from galleries.models.placements import Placement, Section
from galleries.models.says import Forbidden, Withdrawal
from galleries.models.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Hung:
    """What came of hanging. Each photo stands in exactly one of these, by its key.

    new       hangs now
    already   hung in this gallery before
    unseen    this curator may not see it, or it is not here
    refused   its photographer does not want it to hang here
    """

    new: tuple[int, ...] = ()
    already: tuple[int, ...] = ()
    unseen: tuple[int, ...] = ()
    refused: tuple[int, ...] = ()


def weigh(photo_ids: Sequence[int], *, gallery: Gallery, viewer: Viewer) -> Hung:
    """What would come of hanging these. The gallery is locked."""
    seen = set(
        Photo.objects.filter(pk__in=photo_ids).visible_to(viewer).values_list("pk", flat=True)
    )
    unwanted = refused(gallery, photo_ids) & seen
    hanging = gallery.placements.filter(photo__in=photo_ids)
    already = set(hanging.values_list("photo", flat=True))
    return Hung(
        new=tuple(key for key in photo_ids if key in seen - unwanted - already),
        already=tuple(key for key in photo_ids if key in already),
        unseen=tuple(key for key in photo_ids if key not in seen | already),
        refused=tuple(key for key in photo_ids if key in unwanted - already),
    )


def put_up(
    places: Sequence[tuple[int, Section, str]],
    *,
    gallery: Gallery,
    by: Person,
    now: datetime,
    together: str = "",
) -> None:
    """Hang photos, each in its section at its position, inside a transaction that has the lock.

    together  what is put up under the same words is one line of the history, however long it takes
    """
    if not places:
        return
    rows = [
        Placement(
            gallery=gallery,
            section=section,
            photo_id=photo_id,
            position=position,
            hung_by=by,
            hung_at=now,
        )
        for photo_id, section, position in places
    ]
    Placement.objects.bulk_create(rows)
    _note(rows, gallery=gallery, by=by, now=now, together=together)
    Gallery.objects.filter(pk=gallery.pk).update(version=F("version") + 1, changed_at=now)


def refused(gallery: Gallery, photo_ids: Collection[int]) -> set[int]:
    """Those of these that their photographers do not want to hang in this gallery."""
    withdrawn = Withdrawal.objects.filter(photo__in=photo_ids)
    from_here = withdrawn.filter(gallery=None) | withdrawn.filter(gallery=gallery)
    forbidden = Photo.objects.filter(
        pk__in=photo_ids, owner__nsid__in=Forbidden.objects.values("nsid")
    )
    return {
        *from_here.values_list("photo", flat=True),
        *forbidden.values_list("pk", flat=True),
    }


def _note(
    rows: list[Placement], *, gallery: Gallery, by: Person, now: datetime, together: str
) -> None:
    places = [[row.pk, row.section_id, row.position] for row in rows]
    before: dict[str, object] = {"placements": places}
    if together:
        same = gallery.changes.filter(kind=GalleryChange.Kind.HUNG, undone_at=None)
        line = same.filter(before__together=together).newest_first().first()
        if line is not None:
            line.before["placements"] += places
            line.count = len(line.before["placements"])
            line.save(update_fields=["before", "count"])
            return
        before["together"] = together
    GalleryChange.objects.create(
        gallery=gallery,
        kind=GalleryChange.Kind.HUNG,
        by=by,
        at=now,
        count=len(rows),
        before=before,
    )
