"""What the page of a photostream shows."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, Max, Min, OuterRef, QuerySet

from accounts.models import FlickrConnection
from galleries.models import Person, Photo, Viewer
from galleries.queries.counts import remembered
from galleries.queries.doors import Doors
from galleries.queries.keyset import PHOTOSTREAM, KeysetPage
from galleries.queries.taken import TAKEN


@dataclass(frozen=True, slots=True)
class PhotostreamPage:
    """Thirty photos of one person, as far as the viewer may see them.

    is_member  their whole photostream is kept in step here
    """

    doors: Doors
    is_member: bool
    page: KeysetPage[Photo]
    count: int
    oldest_at: datetime | None
    newest_at: datetime | None


def photostream_page(
    who: str, viewer: Viewer, *, by_taken: bool = False, after: str = "", before: str = ""
) -> PhotostreamPage | None:
    """Read one page, newest upload first. None when there is nothing this viewer may know of.

    by_taken  newest first by the date taken instead

    Raises BadKey.
    """
    members = FlickrConnection.objects.filter(user__nsid=OuterRef("nsid"))
    people: QuerySet[Person] = Person.objects.named(who)
    is_member = Exists(members.exclude(in_step_since=None))
    doors = Doors.read(people.annotate(is_member=is_member), who, viewer)
    if doors is None:
        return None
    person = doors.person
    photos = Photo.objects.by(person, viewer)
    facts = remembered(
        lambda: photos.aggregate(
            count=Count("pk"), oldest_at=Min("uploaded_at"), newest_at=Max("uploaded_at")
        ),
        lambda facts: facts["count"],
        of=("photostream", person.pk),
        viewer=viewer,
    )
    if not facts["count"] and not doors.is_own:
        return None
    page = (TAKEN if by_taken else PHOTOSTREAM).page(photos, after=after, before=before)
    for photo in page.items:
        photo.owner = person  # whose all of them are: nobody has to be read thirty times
    return PhotostreamPage(
        doors=doors,
        is_member=vars(person)["is_member"],
        page=page,
        **facts,
    )
