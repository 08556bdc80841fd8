"""What the page of a photostream shows."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, Max, Min, OuterRef, QuerySet

from accounts.models import FlickrConnection
from galleries.models import Person, Photo, Viewer
from galleries.models.favourites import list_shown_to
from galleries.queries.keyset import PHOTOSTREAM, KeysetPage


@dataclass(frozen=True, slots=True)
class PhotostreamPage:
    """Thirty photos of one person, as far as the viewer may see them.

    is_member         their whole photostream is kept in step here
    shows_favourites  the viewer may read their list of favourites
    """

    person: Person
    is_own: bool
    is_member: bool
    shows_favourites: bool
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
    members = FlickrConnection.objects.filter(user__nsid=OuterRef("nsid"))
    people: QuerySet[Person] = Person.objects.named(who)
    person = people.annotate(
        is_member=Exists(members.exclude(in_step_since=None)),
        shows_favourites=list_shown_to(viewer),
    ).first()
    if person is None:
        return None
    photos = Photo.objects.visible_to(viewer).filter(owner=person)
    facts = photos.aggregate(
        count=Count("pk"), oldest_at=Min("uploaded_at"), newest_at=Max("uploaded_at")
    )
    is_own = viewer.nsid == person.nsid
    if not facts["count"] and not is_own:
        return None
    return PhotostreamPage(
        person=person,
        is_own=is_own,
        is_member=person.is_member,
        shows_favourites=person.shows_favourites,
        page=PHOTOSTREAM.page(photos.select_related("owner"), after=after, before=before),
        **facts,
    )
