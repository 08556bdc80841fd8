"""What the page of somebody's favourites shows."""

from dataclasses import dataclass

from galleries.models import Favourite, Person, Photo, Viewer
from galleries.models.favourites import list_shown_to
from galleries.queries.counts import remembered
from galleries.queries.doors import Doors
from galleries.queries.keyset import FAVOURITES, KeysetPage


@dataclass(frozen=True, slots=True)
class FavouritesPage:
    """Thirty photos that somebody faved, as far as the viewer may see them."""

    doors: Doors
    page: KeysetPage[Favourite]
    count: int

    @property
    def photos(self) -> list[Photo]:
        return [favourite.photo for favourite in self.page.items]


def favourites_page(
    who: str, viewer: Viewer, *, after: str = "", before: str = ""
) -> FavouritesPage | None:
    """Read one page, newest fave first. None when the viewer may not read this list.

    Raises BadKey.
    """
    people = Person.objects.named(who).filter(list_shown_to(viewer))
    doors = Doors.read(people, who, viewer)
    if doors is None:
        return None
    person = doors.person
    rows = Favourite.objects.visible_to(viewer).filter(person=person)
    return FavouritesPage(
        doors=doors,
        page=FAVOURITES.page(rows.select_related("photo__owner"), after=after, before=before),
        count=remembered(rows.count, int, of=("favourites", person.pk), viewer=viewer),
    )
