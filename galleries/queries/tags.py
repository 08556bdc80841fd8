"""What the pages of a tag show: everybody's photos with it, or one person's."""

from dataclasses import dataclass

from django.db.models import QuerySet

from galleries.models import Person, Photo, PhotoTag, Viewer
from galleries.queries.keyset import TAGGED, KeysetPage

# A tag may stand on 100,000 photos. To count them all took 300 ms, so many take 3 to 6: for a
# longer way PostgreSQL thinks it wiser to read every photo there is.
COUNTED_TO = 300


@dataclass(frozen=True, slots=True)
class TaggedPage:
    """Thirty photos with a tag, as far as the viewer may see them, newest upload first.

    person    whose photos; None for everybody's
    count     of the photos, up to COUNTED_TO
    has_more  there are more than that
    """

    tag: str
    person: Person | None
    is_own: bool
    page: KeysetPage[PhotoTag]
    count: int
    has_more: bool

    @property
    def photos(self) -> list[Photo]:
        return [row.photo for row in self.page.items]


def tagged_page(tag: str, viewer: Viewer, *, after: str = "", before: str = "") -> TaggedPage:
    """Read one page of everybody's photos with a tag. Raises BadKey."""
    rows = PhotoTag.objects.visible_to(viewer).filter(text=tag)
    return _page(tag, None, rows, viewer, after=after, before=before)


def tagged_by_page(
    who: str, tag: str, viewer: Viewer, *, after: str = "", before: str = ""
) -> TaggedPage | None:
    """Read one page of somebody's photos with a tag.

    None when there is none that this viewer may know of: only to their own photographer an
    empty page is shown. Raises BadKey.
    """
    person = Person.objects.named(who).first()
    if person is None:
        return None
    rows = PhotoTag.objects.visible_to(viewer).filter(owner=person, text=tag)
    shown = _page(tag, person, rows, viewer, after=after, before=before)
    return shown if shown.count or shown.is_own else None


def normal(tag: str) -> str:
    """A tag as it may stand in an address, the way our rows have it."""
    return "".join(tag.replace("\0", "").split()).lower()


def _page(
    tag: str,
    person: Person | None,
    rows: QuerySet[PhotoTag],
    viewer: Viewer,
    *,
    after: str,
    before: str,
) -> TaggedPage:
    page = TAGGED.page(rows.select_related("photo__owner"), after=after, before=before)
    counted = TAGGED.forwards(rows).values_list("pk")[: COUNTED_TO + 1]
    count = len(counted)
    return TaggedPage(
        tag=tag,
        person=person,
        is_own=person is not None and person.nsid == viewer.nsid,
        page=page,
        count=min(count, COUNTED_TO),
        has_more=count > COUNTED_TO,
    )
