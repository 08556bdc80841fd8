"""Who hangs in a gallery, and what they did."""

from dataclasses import dataclass

from galleries.models import Curator, Gallery, GalleryChange, Person, Viewer

NEWEST = 100  # changes that are shown


@dataclass(frozen=True, slots=True)
class CuratorsPage:
    """The curators of a gallery, its owner first, and its history, newest first."""

    gallery: Gallery
    curators: list[Curator]
    is_owner: bool
    changes: list[GalleryChange]


def curators_page(gallery: Gallery, viewer: Viewer) -> CuratorsPage:
    """Four queries. For those who curate it: ask ``find_curated`` first."""
    seats = list(gallery.curators.select_related("person").order_by("since", "pk"))
    seats.sort(key=lambda seat: seat.role != Curator.Role.OWNER)
    mine = [seat for seat in seats if seat.person.nsid == viewer.nsid]
    changes = gallery.changes.select_related("by").newest_first()[:NEWEST]
    return CuratorsPage(
        gallery=gallery,
        curators=seats,
        is_owner=any(seat.role == Curator.Role.OWNER for seat in mine),
        changes=list(changes),
    )


def known_person(who: str) -> Person | None:
    """Somebody whom we know of, by NSID, by alias, or by an address of theirs on Flickr."""
    return Person.objects.named(_named_in(who.strip())).first()


def _named_in(text: str) -> str:
    """ "https://www.flickr.com/photos/anna/" → "anna"; anything else as it is."""
    _, marker, rest = text.partition("flickr.com/")
    if not marker:
        return text
    parts = [part for part in rest.split("/") if part]
    return parts[1] if len(parts) > 1 and parts[0] in ("photos", "people") else ""
