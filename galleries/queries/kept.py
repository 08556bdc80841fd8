"""Whether a list of somebody's is kept in step here."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from accounts.models import FlickrConnection
from galleries.models import Stream, Viewer


@dataclass(frozen=True, slots=True)
class Kept:
    """What a list that may be empty has to say.

    is_member  we keep this viewer's Flickr in step
    is_copied  the list was copied to its end at least once
    """

    is_member: bool
    is_copied: bool


def kept(viewer: Viewer, kind: Stream.Kind) -> Kept:
    """In one query."""
    copied = Stream.objects.filter(connection=OuterRef("pk"), kind=kind).exclude(in_step_at=None)
    members = FlickrConnection.objects.filter(user=viewer.user, in_step_since__isnull=False)
    found = members.values_list(Exists(copied)).first()
    return Kept(is_member=found is not None, is_copied=found is not None and found[0])
