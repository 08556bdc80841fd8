"""Whether a page of a gallery that was rendered before still shows what everybody may see."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from galleries.models import Gallery, Placement

# All that a page takes of a photo from Flickr: a new title or licence makes another page.
_TOLD = (
    *("title", "licence", "server", "secret", "sizes", "media", "media_ready", "taken"),
    *("owner__nsid", "owner__path_alias", "owner__username", "owner__realname"),
)


@dataclass(frozen=True, slots=True)
class Showing:
    """A page, by what stands on it.

    version  of the gallery, raised by every hand that changes what shows
    hung     the placements on the page
    told     a digest of what Flickr told of their photos
    """

    gallery: int
    version: int
    hung: tuple[int, ...]
    told: bytes


def showing(gallery: Gallery, hung: list[Placement]) -> Showing:
    """What a page shows that was made of these placements. They come with photos and owners."""
    keys = sorted({each.pk: each for each in hung}.items())
    rows = [(key, *(_value(each, path) for path in _TOLD)) for key, each in keys]
    return Showing(gallery.pk, gallery.version, tuple(key for key, _ in keys), _digest(rows))


def is_still_shown(page: Showing, *, now: datetime) -> bool:
    """Whether the page would be the same now. Two queries.

    The question of who may see a photo is asked anew: what its owner closed, what is gone, in
    doubt, forgotten or not told of for too long comes off the page, whatever wrote that down.
    """
    published = Gallery.objects.published().filter(pk=page.gallery, version=page.version)
    if not published.exists():
        return False
    shown = Placement.objects.filter(pk__in=page.hung).shown(now=now).order_by("pk")
    rows = shown.values_list("pk", *(f"photo__{path}" for path in _TOLD))
    return _digest(list(rows)) == page.told


def _value(hung: Placement, path: str) -> object:
    value: object = hung.photo
    for name in path.split("__"):
        value = getattr(value, name)
    return value


def _digest(rows: list[tuple[object, ...]]) -> bytes:
    return blake2b(repr(rows).encode("utf-8", "surrogatepass"), digest_size=16).digest()
