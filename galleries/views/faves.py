"""The fave button of a photo."""

from dataclasses import dataclass

from django.urls import reverse

from galleries.models import Photo, Viewer
from galleries.queries.deeds import Deeds
from galleries.views import outbox_words
from galleries.views.outbox_words import Told


@dataclass(frozen=True, slots=True)
class FaveButton:
    """Presses and says how it stands.

    state    "Being sent…" while it is; "" otherwise
    refusal  what Flickr said to the last press
    back     the page that it stands on
    """

    url: str
    is_faved: bool
    state: str
    refusal: Told | None
    back: str


def fave_button(photo: Photo, viewer: Viewer, deeds: Deeds, *, back: str) -> FaveButton | None:
    """The button of somebody signed in. None on their own photos: Flickr has no faves for those."""
    if photo.owner.nsid == viewer.nsid:
        return None
    item = deeds.fave
    may_write = deeds.standing.may_write
    is_open = item is not None and item.is_open
    return FaveButton(
        url=reverse("fave", args=[photo.owner.who, photo.pk]),
        is_faved=deeds.is_faved,
        state=outbox_words.under_way(item, may_write=may_write) if item and is_open else "",
        refusal=outbox_words.outcome(item, photo, None) if item and not is_open else None,
        back=back,
    )
