"""What others did to somebody's photos and albums."""

from collections.abc import Sequence
from datetime import datetime

from galleries.flickr.records import ActivityItem
from galleries.models import Forgotten, Happening, Person, Stream
from galleries.sync.apply.people import apply_people, not_kept_away

type Identity = tuple[str, int, int, int, datetime]


def apply_happenings(items: Sequence[ActivityItem], *, stream: Stream, began_at: datetime) -> int:
    """Write one page of activity: how many happenings are new or put otherwise."""
    owner, _ = Person.objects.get_or_create(nsid=stream.nsid)
    events = [(item, event) for item in items for event in item.events]
    kept = not_kept_away({event.person.nsid: event.person for _, event in events})
    numbers = {int(item.flickr_id) for item, _ in events if item.kind == "photo"}
    taken_back = Forgotten.objects.among(photos=numbers, people=())
    people = apply_people(kept.values())
    told: dict[Identity, Happening] = {}
    for item, event in events:
        if event.person.nsid not in kept or item.kind not in ("photo", "photoset"):
            continue
        if item.kind == "photo" and item.flickr_id in taken_back:
            continue
        number = int(item.flickr_id)
        happening = Happening(
            owner=owner,
            by=people[event.person.nsid],
            kind=event.kind[:20],
            happened_at=event.happened_at,
            text_html=event.text_html,
            photo_id=number if item.kind == "photo" else None,
            album_id=number if item.kind == "photoset" else None,
            told_at=began_at,
        )
        told[_identity(happening)] = happening
    ours = {
        _identity(row): row
        for row in Happening.objects.filter(
            owner=owner, happened_at__in={row.happened_at for row in told.values()}
        )
    }
    seen = [row for identity, row in ours.items() if identity in told]
    edited = [row for row in seen if row.text_html != told[_identity(row)].text_html]
    for row in edited:
        row.text_html = told[_identity(row)].text_html  # its writer put it otherwise
    Happening.objects.bulk_update(edited, ["text_html"])
    Happening.objects.filter(pk__in=[row.pk for row in seen]).update(told_at=began_at)
    new = [row for identity, row in told.items() if identity not in ours]
    Happening.objects.bulk_create(new)
    return len(edited) + len(new)


def _identity(row: Happening) -> Identity:
    return (row.kind, row.photo_id or 0, row.album_id or 0, row.by_id, row.happened_at)
