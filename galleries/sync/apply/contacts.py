"""The rows of somebody's contacts, and of their contacts' newest photos."""

from collections.abc import Sequence
from datetime import datetime

from galleries.flickr.records import UNSAID, ContactRecord, PhotoRecord
from galleries.models import Contact, ContactPhoto, Person, Stream
from galleries.sync.apply.items import AppliedItems, apply_items
from galleries.sync.apply.people import apply_people, not_kept_away
from galleries.sync.apply.rows import AppliedRows, apply_rows
from galleries.sync.decide.columns import contact_columns


def apply_contacts(
    records: Sequence[ContactRecord], *, stream: Stream, began_at: datetime
) -> AppliedRows:
    person, _ = Person.objects.get_or_create(nsid=stream.nsid)
    told = not_kept_away({record.person.nsid: record for record in records})
    people = apply_people(record.person for record in told.values())
    return apply_rows(
        Contact.objects.filter(person=person),
        {people[nsid].pk: contact_columns(record) for nsid, record in told.items()},
        key="contact_id",
        shared={"person_id": person.pk},
        unique=["person_id", "contact_id"],
        began_at=began_at,
    )


def apply_contacts_photos(
    records: Sequence[PhotoRecord], *, stream: Stream, began_at: datetime, now: datetime
) -> AppliedItems:
    person, _ = Person.objects.get_or_create(nsid=stream.nsid)
    return apply_items(
        ContactPhoto.objects.filter(person=person),
        [
            (record, {"uploaded_at": record.uploaded_at, "stream_id": stream.pk})
            for record in records
            if record.uploaded_at is not UNSAID
        ],
        shared={"person_id": person.pk},
        stream=stream,
        began_at=began_at,
        now=now,
    )


def let_older_ones_be(stream: Stream, seen: Sequence[int]) -> None:
    """What left the newest 50 is told by no walk any more: it was last told by the one before."""
    left = ContactPhoto.objects.filter(stream=stream).exclude(photo__in=seen)
    columns = {"told_at": stream.walked_at} if stream.walked_at is not None else {}
    left.update(stream=None, **columns)
