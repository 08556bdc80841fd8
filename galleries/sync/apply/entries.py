"""The entries of a pool, and which of its photos that are not public one token was shown."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from galleries.flickr.records import EntryRecord
from galleries.models import Entry, Group, Photo, Sighting, Stream
from galleries.sync.apply.bulk import insert
from galleries.sync.apply.items import AppliedItems
from galleries.sync.apply.photos import apply_photos
from galleries.sync.decide import Keep
from galleries.sync.decide.rows import decide_row

BATCH = 500


def apply_entries(
    records: Sequence[EntryRecord],
    *,
    group: Group,
    stream: Stream,
    began_at: datetime,
    now: datetime,
) -> AppliedItems:
    """Write one page of a pool: each photo, and since when it is there.

    A photo that was taken out and added again is another entry, and ends the one before.
    """
    photos = apply_photos(
        [record.photo for record in records],
        teller_nsid=stream.nsid,
        began_at=began_at,
        now=now,
    )
    ours: dict[int, list[Entry]] = {}
    for row in Entry.objects.filter(group=group, photo__in=photos.held):
        ours.setdefault(row.photo_id, []).append(row)
    written: list[dict[str, Any]] = []
    superseded: list[int] = []
    knew = 0
    added = {int(record.photo.flickr_id): record.added_at for record in records}
    owners = dict(Photo.objects.filter(pk__in=photos.held).values_list("pk", "owner"))
    for photo_id in sorted(photos.held):
        added_at = added[photo_id]
        rows = ours.get(photo_id, [])
        if any(row.added_at > added_at and row.gone_at is None for row in rows):
            continue  # an old page: it was added again since
        superseded += [row.pk for row in rows if row.added_at < added_at and row.gone_at is None]
        ours_now = next((row for row in rows if row.added_at == added_at), None)
        stands = ours_now is not None and ours_now.gone_at is None and ours_now.missing_at is None
        knew += stands
        # Whoever finds what another reader missed keeps it from now on.
        keeper = ours_now.stream_id if ours_now is not None and stands else None
        said = {"stream_id": keeper or stream.pk}
        if not isinstance(decide_row(said, ours_now, began_at=began_at), Keep):
            key = {"group_id": group.pk, "photo_id": photo_id, "added_at": added_at}
            shared = {"owner_id": owners[photo_id], "told_at": began_at}
            written.append({**key, **said, **shared})
    insert(
        Entry,
        written,
        unique=["group_id", "photo_id", "added_at"],
        update=["stream_id", "told_at", "missing_at", "gone_at"],
    )
    Entry.objects.filter(pk__in=superseded).update(gone_at=now)
    _sight(photos.held, narrowed=photos.narrowed, stream=stream, began_at=began_at)
    return AppliedItems(photos.ids, photos.changed + len(written), knew)


def forget_unsighted(stream: Stream, seen: Collection[int]) -> None:
    """After a whole walk: what it did not show was not shown to this token."""
    sighted = Sighting.objects.filter(stream=stream)
    unseen = [pk for pk, photo_id in sighted.values_list("pk", "photo_id") if photo_id not in seen]
    for start in range(0, len(unseen), BATCH):
        Sighting.objects.filter(pk__in=unseen[start : start + BATCH]).delete()


def _sight(
    shown: Collection[int], *, narrowed: Collection[int], stream: Stream, began_at: datetime
) -> None:
    """Write down which of these are not public: Flickr has just shown them to this token."""
    closed = set(
        Photo.objects.filter(pk__in=shown)
        .exclude(visibility=Photo.Visibility.PUBLIC)
        .exclude(owner__nsid=stream.nsid)
        .values_list("pk", flat=True)
    )
    known = set(
        Sighting.objects.filter(stream=stream, photo__in=closed).values_list("photo_id", flat=True)
    )
    Sighting.objects.bulk_create(
        (
            Sighting(stream=stream, photo_id=photo_id, told_at=began_at)
            for photo_id in sorted(closed - (known - set(narrowed)))
        ),
        update_conflicts=True,
        unique_fields=["stream", "photo"],
        update_fields=["told_at"],
    )
