"""What the page of a photostream shows."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min

from galleries.models import Person, Photo, Viewer
from galleries.queries.keyset import PHOTOSTREAM, KeysetPage


@dataclass(frozen=True, slots=True)
class PhotostreamPage:
    """Thirty photos of one person, as far as the viewer may see them."""

    person: Person
    is_own: bool
    page: KeysetPage[Photo]
    count: int
    oldest_at: datetime | None
    newest_at: datetime | None


def photostream_page(
    who: str, viewer: Viewer, *, after: str = "", before: str = ""
) -> PhotostreamPage | None:
    """Read one page. None when there is nothing that this viewer may know of.

    Raises BadKey.
    """
    person = find_person(who)
    if person is None:
        return None
    photos = Photo.objects.visible_to(viewer).filter(owner=person)
    facts = photos.aggregate(
        count=Count("pk"), oldest_at=Min("uploaded_at"), newest_at=Max("uploaded_at")
    )
    is_own = viewer.user is not None and viewer.user.nsid == person.nsid
    if not facts["count"] and not is_own:
        return None
    page = PHOTOSTREAM.page(photos.select_related("owner"), after=after, before=before)
    return PhotostreamPage(person=person, is_own=is_own, page=page, **facts)


def find_person(who: str) -> Person | None:
    """The person whom ``<who>`` names. PostgreSQL has no text with a NUL, so it names nobody."""
    return None if "\0" in who else Person.objects.named(who).first()
