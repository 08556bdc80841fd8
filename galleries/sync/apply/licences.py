"""Flickr's list of licences."""

from collections.abc import Iterable
from datetime import datetime

from galleries.flickr.licences import ListedLicence as LicenceRecord
from galleries.models import ListedLicence


def apply_licences(records: Iterable[LicenceRecord], *, began_at: datetime) -> int:
    """Write the list; a licence that Flickr no longer lists stays, since photos still carry it."""
    ours = ListedLicence.objects.in_bulk()
    changed = [
        ListedLicence(id=record.id, name=record.name[:200], url=record.url[:200], told_at=began_at)
        for record in records
        if record.id not in ours
        or (ours[record.id].name, ours[record.id].url) != (record.name[:200], record.url[:200])
    ]
    ListedLicence.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["name", "url", "told_at"],
    )
    return len(changed)
