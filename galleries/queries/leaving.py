"""What would go if a person were forgotten, and all of it as they may take it along."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.forms.models import model_to_dict

from accounts.models import FlickrConnection, User
from galleries.models import (
    Album,
    Comment,
    Contact,
    ContactPhoto,
    Favourite,
    FlickrGallery,
    Happening,
    Membership,
    OutboxItem,
    Person,
    PersonInPhoto,
    Photo,
    PhotoTag,
    Stream,
    StreamLog,
    TrayItem,
    Verdict,
    Viewer,
)

CHUNK = 500  # rows in memory at a time


@dataclass(frozen=True, slots=True)
class Held:
    """How much we hold of one person."""

    photos: int
    tags: int
    places: int
    favourites: int
    albums: int
    contacts: int
    groups: int
    flickr_galleries: int
    happenings: int
    comments: int
    seen_in: int
    deeds: int
    streams: int


def held(user: User) -> Held:
    """Count what would go."""
    photos = Photo.objects.filter(owner__nsid=user.nsid)
    return Held(
        photos=photos.count(),
        tags=PhotoTag.objects.filter(photo__owner__nsid=user.nsid).count(),
        places=photos.filter(owner_note__latitude__isnull=False).count(),
        favourites=Favourite.objects.filter(person__nsid=user.nsid).count(),
        albums=Album.objects.filter(owner__nsid=user.nsid).count(),
        contacts=Contact.objects.filter(person__nsid=user.nsid).count(),
        groups=Membership.objects.filter(person__nsid=user.nsid).count(),
        flickr_galleries=FlickrGallery.objects.filter(owner__nsid=user.nsid).count(),
        happenings=Happening.objects.filter(owner__nsid=user.nsid).count(),
        comments=Comment.objects.filter(author__nsid=user.nsid).count(),
        seen_in=PersonInPhoto.objects.filter(person__nsid=user.nsid).count(),
        deeds=OutboxItem.objects.filter(user=user).count(),
        streams=Stream.objects.filter(connection__user=user).count(),
    )


def account_export(user: User) -> dict[str, Any]:
    """What we hold of a person beside their lists. Never the permission itself."""
    connection = FlickrConnection.objects.filter(user=user).first()
    person = Person.objects.filter(nsid=user.nsid).first()
    return {
        "nsid": user.nsid,
        "name": user.name,
        "joined_at": user.joined_at,
        "person": model_to_dict(person, exclude=["id"]) if person else None,
        "connection": connection
        and {
            "perms": connection.perms,
            "connected_at": connection.connected_at,
            "in_step_since": connection.in_step_since,
        },
        "streams": list(
            Stream.objects.filter(connection__user=user)
            .order_by("pk")
            .values("kind", "subject", "walked_at", "in_step_at", "total")
        ),
    }


def list_exports(user: User) -> dict[str, Iterator[dict[str, Any]]]:
    """Their lists by name, photos last. However long one is, it is read a little at a time."""
    return {
        "favourites": _favourites(user),
        "albums": _albums(user),
        "contacts": _contacts(user),
        "photos_of_contacts": _photos_of_contacts(user),
        "groups": _groups(user),
        "flickr_galleries": _flickr_galleries(user),
        "happenings": _happenings(user),
        "comments": _comments(user),
        "seen_in": _seen_in(user),
        "tray": _tray(user),
        "outbox": _outbox(user),
        "verdicts": _verdicts(user),
        "removed_from_pools": _removed_from_pools(user),
        "operator_deeds": _operator_deeds(user),
        "photos": photo_exports(user),
    }


def _favourites(user: User) -> Iterator[dict[str, Any]]:
    rows = Favourite.objects.filter(person__nsid=user.nsid, gone_at=None).newest_first()
    for photo_id, faved_at in rows.values_list("photo", "faved_at").iterator(CHUNK):
        yield {"photo": photo_id, "faved_at": faved_at}


def _albums(user: User) -> Iterator[dict[str, Any]]:
    albums = Album.objects.filter(owner__nsid=user.nsid, gone_at=None).in_order()
    for album in albums.iterator(CHUNK):
        items = album.items.filter(gone_at=None).order_by("position", "photo")
        yield _collection(album) | {"photos": list(items.values_list("photo", flat=True))}


def _contacts(user: User) -> Iterator[dict[str, Any]]:
    rows = Contact.objects.filter(person__nsid=user.nsid, gone_at=None).order_by("pk")
    for row in rows.select_related("contact").iterator(CHUNK):
        yield {
            "nsid": row.contact.nsid,
            "name": row.contact.name,
            "is_friend": row.is_friend,
            "is_family": row.is_family,
            "is_ignored": row.is_ignored,
        }


def _photos_of_contacts(user: User) -> Iterator[dict[str, Any]]:
    rows = ContactPhoto.objects.filter(person__nsid=user.nsid, gone_at=None)
    newest_first = rows.order_by("-uploaded_at", "-photo").values_list("photo", "uploaded_at")
    for photo_id, uploaded_at in newest_first.iterator(CHUNK):
        yield {"photo": photo_id, "uploaded_at": uploaded_at}


def _groups(user: User) -> Iterator[dict[str, Any]]:
    rows = Membership.objects.filter(person__nsid=user.nsid, gone_at=None).order_by("pk")
    for row in rows.select_related("group").iterator(CHUNK):
        yield {
            "nsid": row.group.nsid,
            "name": row.group.name,
            "role": row.get_role_display(),
            "remaining": row.remaining,
            "remaining_at": row.remaining_at,
        }


def _flickr_galleries(user: User) -> Iterator[dict[str, Any]]:
    galleries = FlickrGallery.objects.filter(owner__nsid=user.nsid, gone_at=None)
    for gallery in galleries.newest_first().iterator(CHUNK):
        items = gallery.items.filter(gone_at=None).order_by("position", "photo")
        hung = list(items.values("photo", "comment_html"))
        yield _collection(gallery) | {"photos": hung}


def _happenings(user: User) -> Iterator[dict[str, Any]]:
    rows = Happening.objects.filter(owner__nsid=user.nsid).newest_first()
    for row in rows.select_related("by").iterator(CHUNK):
        yield {
            "kind": row.kind,
            "photo": row.photo_id,
            "album": row.album_id,
            "by": row.by.nsid,
            "name": row.by.name,
            "text_html": row.text_html,
            "happened_at": row.happened_at,
        }


def _comments(user: User) -> Iterator[dict[str, Any]]:
    """What they wrote under photos, as far as anybody opened those here."""
    rows = Comment.objects.filter(author__nsid=user.nsid).order_by("written_at", "pk")
    for photo_id, written_at, text_html in rows.values_list(
        "photo", "written_at", "text_html"
    ).iterator(CHUNK):
        yield {"photo": photo_id, "written_at": written_at, "text_html": text_html}


def _seen_in(user: User) -> Iterator[dict[str, Any]]:
    """The photos in which Flickr names them, as far as anybody opened those here."""
    rows = PersonInPhoto.objects.filter(person__nsid=user.nsid).order_by("photo")
    for photo_id in rows.values_list("photo", flat=True).iterator(CHUNK):
        yield {"photo": photo_id}


def _tray(user: User) -> Iterator[dict[str, Any]]:
    """What they have put aside."""
    rows = TrayItem.objects.filter(user=user).order_by("kept_at", "pk")
    for photo_id, kept_at in rows.values_list("photo", "kept_at").iterator(CHUNK):
        yield {"photo": photo_id, "kept_at": kept_at}


def _outbox(user: User) -> Iterator[dict[str, Any]]:
    """What they did to Flickr from here, and what became of it."""
    deeds = OutboxItem.objects.filter(user=user).select_related("group").order_by("asked_at", "pk")
    for deed in deeds.prefetch_related("answers").iterator(CHUNK):
        yield {
            "verb": deed.verb,
            "photo": deed.photo_id,
            "group": deed.group.nsid if deed.group is not None else None,
            "text": deed.text,
            "comment": deed.comment_id,
            "state": deed.state,
            "outcome": deed.outcome,
            "asked_at": deed.asked_at,
            "ended_at": deed.ended_at,
            "answers": [{"at": one.at, "answer": one.answer} for one in deed.answers.all()],
        }


def _verdicts(user: User) -> Iterator[dict[str, Any]]:
    """What they decided at the desks of groups."""
    rows = Verdict.objects.filter(by__nsid=user.nsid).select_related("desk__group")
    for row in rows.order_by("at", "pk").iterator(CHUNK):
        yield {
            "group": row.desk.group.nsid,
            "photo": row.photo_id,
            "added_at": row.added_at,
            "verdict": row.kind,
            "words": row.words,
            "at": row.at,
            "state": row.state,
        }


def _removed_from_pools(user: User) -> Iterator[dict[str, Any]]:
    """Photos of theirs that were removed by a desk, as they are told of it."""
    rows = Verdict.objects.told_to(Viewer(user)).select_related("desk__group")
    for row in rows.order_by("ended_at", "pk").iterator(CHUNK):
        yield {
            "group": row.desk.group.nsid,
            "photo": row.photo_id,
            "why": row.words,
            "removed_at": row.ended_at,
        }


def _operator_deeds(user: User) -> Iterator[dict[str, Any]]:
    """What the operator did to their streams."""
    rows = StreamLog.objects.filter(connection__user=user).order_by("done_at", "pk")
    for row in rows.iterator(CHUNK):
        yield {"kind": row.kind, "subject": row.subject, "deed": row.deed, "done_at": row.done_at}


def _collection(row: Album | FlickrGallery) -> dict[str, Any]:
    internal = ["owner", "missing_at", "gone_at", "told_at"]
    return {"id": row.pk} | model_to_dict(row, exclude=internal)


def photo_exports(user: User) -> Iterator[dict[str, Any]]:
    """Every photo of theirs with all that we hold of it, oldest upload first."""
    photos = Photo.objects.filter(owner__nsid=user.nsid).order_by("uploaded_at", "pk")
    for photo in photos.select_related("owner_note").prefetch_related("tags").iterator(CHUNK):
        said = model_to_dict(photo, exclude=["owner", "secret", "server"])
        said["visibility"] = photo.get_visibility_display()
        said["safety"] = photo.get_safety_display()
        said["tags"] = [tag.text for tag in photo.tags.all()]
        note = getattr(photo, "owner_note", None)
        if note is not None:
            said["own_note"] = model_to_dict(note, exclude=["photo"])
        yield said
