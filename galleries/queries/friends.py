"""What the page of one's contacts' newest photos shows."""

from dataclasses import dataclass

from django.db.models import Subquery

from galleries.models import ContactPhoto, Person, Photo, Stream, Viewer
from galleries.queries.kept import kept
from galleries.queries.keyset import FRIENDS, KeysetPage


@dataclass(frozen=True, slots=True)
class FriendsPage:
    """Thirty photos of people whom the viewer follows, newest upload first.

    is_member  they keep their Flickr in step here
    is_copied  Flickr has told what their contacts' newest photos are
    """

    page: KeysetPage[ContactPhoto]
    is_member: bool
    is_copied: bool

    @property
    def photos(self) -> list[Photo]:
        return [row.photo for row in self.page.items]


def friends_page(viewer: Viewer, *, after: str = "", before: str = "") -> FriendsPage:
    """Read one page in at most three queries. Raises BadKey."""
    # By its key, known before the rows are read: else PostgreSQL reads and sorts all of them.
    own = Subquery(Person.objects.filter(nsid=viewer.nsid).values("pk")[:1])
    rows = ContactPhoto.objects.visible_to(viewer).filter(person=own)
    page = FRIENDS.page(rows.select_related("photo__owner"), after=after, before=before)
    is_kept = kept(viewer, Stream.Kind.CONTACTS_PHOTOS)
    return FriendsPage(
        page=page,
        is_member=is_kept.is_member,
        is_copied=is_kept.is_copied,
    )
