"""Photos, their tags, and the owner's notes on them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery

from galleries.flickr.records import UNSAID, PersonRecord, PhotoRecord, Place
from galleries.models import Forgotten, OwnerNote, Person, Photo, PhotoTag
from galleries.sync.apply.bulk import insert
from galleries.sync.apply.people import apply_people
from galleries.sync.decide import Add, Keep, Update
from galleries.sync.decide.photos import decide_photo, narrows, place_columns

# The columns of an owner's note.
NOTE = ("latitude", "longitude", "accuracy", "place_shown_to", "original")


class PageOvertaken(Exception):
    """Somebody else's page was written in the same moment: undo this one and read it again."""


@dataclass(frozen=True, slots=True)
class AppliedPhotos:
    """What one page of photos did to our rows."""

    ids: tuple[int, ...]  # Flickr's ids, in the order told, without repeats
    changed: int  # rows written
    narrowed: frozenset[int]  # of the ids: those that this page closed
    held: frozenset[int]  # of the ids: those that have a row of ours now


def apply_photos(
    records: Iterable[PhotoRecord], *, teller_nsid: str, began_at: datetime, now: datetime
) -> AppliedPhotos:
    """Write one page of photos as they were told to ``teller_nsid``'s token.

    began_at  when the request behind the page began
    """
    told = {int(record.flickr_id): record for record in records}
    # Locked in one order, so that two tellers of the same photos wait instead of deadlocking.
    ours = Photo.objects.select_for_update().order_by("pk").in_bulk(list(told))
    ids = tuple(told)
    told = not_taken_back(told)  # asked under the locks: somebody may just be taking one back
    people = _owners(told.values())
    adds: dict[int, dict[str, Any]] = {}
    updates: list[Photo] = []
    columns: set[str] = set()
    narrowed: set[int] = set()
    current: dict[int, PhotoRecord] = {}
    moved: set[int] = set()
    for photo_id, record in told.items():
        photo = ours.get(photo_id)
        match decide_photo(record, photo, began_at=began_at):
            case Add(said):
                if record.owner is UNSAID:
                    continue  # an album's row: the photo itself comes with its owner's list
                owner = people[record.owner.nsid]
                adds[photo_id] = {"id": photo_id, "owner_id": owner.pk, "told_at": began_at} | said
                if said["visibility"] != Photo.Visibility.PUBLIC:
                    # An earlier reply that still called it public must not open it any more.
                    adds[photo_id] |= {"narrowed_at": now, "narrowed_asked_at": began_at}
                current[photo_id] = record
            case Update(said) if photo is not None:
                if narrows(said, photo):
                    photo.narrowed_at = now
                    photo.narrowed_asked_at = max(photo.narrowed_asked_at or began_at, began_at)
                    columns |= {"narrowed_at", "narrowed_asked_at"}
                    narrowed.add(photo_id)
                if "uploaded_at" in said:
                    moved.add(photo_id)
                for name, value in said.items():
                    setattr(photo, name, value)
                if began_at >= photo.told_at:
                    photo.told_at = began_at
                    current[photo_id] = record
                columns |= {*said, "told_at"}
                updates.append(photo)
            case Keep():
                if photo is not None and began_at >= photo.told_at:
                    current[photo_id] = record
    new = adds.keys() if _insert(adds) else set[int]()
    # The rows are locked and complete, so this is an update; one CASE per column is far slower.
    insert(Photo, [_row(photo) for photo in updates], unique=["id"], update=sorted(columns))
    changed = len(adds) + len(updates)
    _move_tags(moved)
    standing = {pk: (photo.owner_id, photo.uploaded_at) for pk, photo in ours.items()}
    standing |= {pk: (said["owner_id"], said["uploaded_at"]) for pk, said in adds.items()}
    changed += _apply_tags(current, standing, new=adds.keys())
    changed += _apply_notes(current, new=new, teller_nsid=teller_nsid)
    held = (ours.keys() & told.keys()) | adds.keys()
    return AppliedPhotos(ids, changed, frozenset(narrowed), frozenset(held))


def _insert(adds: Mapping[int, Mapping[str, Any]]) -> bool:
    """Insert new photos, in one order for everybody, so that two tellers do not deadlock.

    True when all of them were new. Else another worker has told some of them a moment ago. If
    its rows say something else of who may see them, this page has to be weighed again:
    PageOvertaken.
    """
    if insert(Photo, [adds[photo_id] for photo_id in sorted(adds)]) == len(adds):
        return True
    standing = Photo.objects.filter(pk__in=adds)
    visibility = dict(standing.values_list("pk", "visibility"))
    if any(visibility.get(photo_id) != said["visibility"] for photo_id, said in adds.items()):
        raise PageOvertaken
    return False


def _row(photo: Photo) -> dict[str, Any]:
    return {field.attname: getattr(photo, field.attname) for field in photo._meta.concrete_fields}


def not_taken_back(told: Mapping[int, PhotoRecord]) -> dict[int, PhotoRecord]:
    """Without the photos that their owners had forgotten here."""
    owners = {pk: record.owner.nsid for pk, record in told.items() if record.owner is not UNSAID}
    taken_back = Forgotten.objects.among(photos=told, people=set(owners.values()))
    return {
        pk: record
        for pk, record in told.items()
        if str(pk) not in taken_back and owners.get(pk, "") not in taken_back
    }


def _owners(records: Iterable[PhotoRecord]) -> dict[str, Person]:
    owners: list[PersonRecord] = [r.owner for r in records if r.owner is not UNSAID]
    return apply_people(owners) if owners else {}


def _move_tags(moved: Collection[int]) -> None:
    """Tags stand where their photo stands, also when its owner gave it another upload date."""
    if moved:
        uploaded_at = Photo.objects.filter(pk=OuterRef("photo")).values("uploaded_at")
        PhotoTag.objects.filter(photo__in=moved).update(uploaded_at=Subquery(uploaded_at))


def _apply_tags(
    told: Mapping[int, PhotoRecord],
    standing: Mapping[int, tuple[int, datetime]],
    *,
    new: Collection[int],
) -> int:
    """Write the tags that differ; the number of photos whose tags changed.

    standing  whose each photo is, and when it was uploaded
    """
    speaking = {pk: record.tags for pk, record in told.items() if record.tags is not UNSAID}
    ours: dict[int, list[str]] = {}
    known = [pk for pk in speaking if pk not in new]
    rows = PhotoTag.objects.filter(photo__in=known).order_by("photo", "position")
    for photo_id, text in rows.values_list("photo_id", "text"):
        ours.setdefault(photo_id, []).append(text)
    changed = {pk: tags for pk, tags in speaking.items() if list(_unique(tags)) != ours.get(pk, [])}
    PhotoTag.objects.filter(photo__in=[pk for pk in changed if pk in ours]).delete()
    # One may stand already: another worker told the same photo for the first time.
    insert(
        PhotoTag,
        [
            {"photo_id": pk, "text": text, "position": position}
            | {"owner_id": standing[pk][0], "uploaded_at": standing[pk][1]}
            for pk, tags in changed.items()
            for position, text in enumerate(_unique(tags))
        ],
    )
    return len([pk for pk in changed if pk not in new])


def _unique(tags: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tag[:255] for tag in tags if tag))


def _apply_notes(told: Mapping[int, PhotoRecord], *, new: Collection[int], teller_nsid: str) -> int:
    """Keep what the owner's own token learned: the narrower place and the original."""
    own = {
        pk: _note(record)
        for pk, record in told.items()
        if record.owner is not UNSAID and record.owner.nsid == teller_nsid
    }
    known = [pk for pk in own if pk not in new]
    rows = OwnerNote.objects.filter(photo__in=known).values("photo_id", *NOTE)
    ours = {row["photo_id"]: row for row in rows}
    differing = [
        ours.get(pk, {"photo_id": pk}) | said
        for pk, said in own.items()
        if pk not in ours or not said.items() <= ours[pk].items()
    ]
    insert(OwnerNote, differing, unique=["photo_id"], update=NOTE)
    return len([note for note in differing if note["photo_id"] in ours])


def _note(record: PhotoRecord) -> dict[str, Any]:
    """The columns of a note that a record speaks of: photos.getInfo, for one, tells no sizes."""
    said: dict[str, Any] = {}
    if record.place is not UNSAID:
        said |= place_columns(record.place) | {"place_shown_to": shown_to(record.place)}
    if record.sizes is not UNSAID:
        file = record.sizes.get("o")
        said["original"] = [file.width_px, file.height_px, file.url] if file else []
    return said


def shown_to(place: Place | None) -> str:
    """Who may know a place: "public", "contacts", "friends", "family", or "nobody"; "" for none."""
    if place is None:
        return ""
    told = {
        "public": place.is_public,
        "contacts": place.is_contact,
        "friends": place.is_friend,
        "family": place.is_family,
    }
    return " ".join(name for name, may in told.items() if may) or "nobody"
