"""What would go if a person were forgotten, and all of it as they may take it along."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.forms.models import model_to_dict

from accounts.models import FlickrConnection, User
from galleries.models import Favourite, Person, Photo, PhotoTag, Stream


@dataclass(frozen=True, slots=True)
class Held:
    """How much we hold of one person."""

    photos: int
    tags: int
    places: int
    favourites: int
    streams: int


def held(user: User) -> Held:
    """Count what would go."""
    photos = Photo.objects.filter(owner__nsid=user.nsid)
    return Held(
        photos=photos.count(),
        tags=PhotoTag.objects.filter(photo__owner__nsid=user.nsid).count(),
        places=photos.filter(owner_note__latitude__isnull=False).count(),
        favourites=Favourite.objects.filter(person__nsid=user.nsid).count(),
        streams=Stream.objects.filter(connection__user=user).count(),
    )


def account_export(user: User) -> dict[str, Any]:
    """What we hold of a person beside their photos. Never the permission itself."""
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
        "favourites": [
            {"photo": photo_id, "faved_at": faved_at}
            for photo_id, faved_at in Favourite.objects.filter(person__nsid=user.nsid, gone_at=None)
            .order_by("-faved_at", "-photo")
            .values_list("photo", "faved_at")
        ],
        "streams": list(
            Stream.objects.filter(connection__user=user)
            .order_by("pk")
            .values("kind", "subject", "walked_at", "in_step_at", "total")
        ),
    }


def photo_exports(user: User) -> Iterator[dict[str, Any]]:
    """Every photo of theirs with all that we hold of it, oldest upload first."""
    photos = Photo.objects.filter(owner__nsid=user.nsid).order_by("uploaded_at", "pk")
    for photo in photos.select_related("owner_note").prefetch_related("tags").iterator(500):
        said = model_to_dict(photo, exclude=["owner", "secret", "server"])
        said["visibility"] = photo.get_visibility_display()
        said["safety"] = photo.get_safety_display()
        said["tags"] = [tag.text for tag in photo.tags.all()]
        note = getattr(photo, "owner_note", None)
        if note is not None:
            said["own_note"] = model_to_dict(note, exclude=["photo"])
        yield said
