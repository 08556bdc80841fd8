"""Which of somebody's lists a viewer may open: the links beside a person's name."""

from dataclasses import dataclass
from typing import Self

from django.db.models import Exists, OuterRef, QuerySet, Value

from galleries.models import Album, FlickrGallery, Person, Photo, Viewer
from galleries.models.favourites import list_shown_to


@dataclass(frozen=True, slots=True)
class Doors:
    """The lists of one person that open for this viewer.

    One's own always do, also when there is nothing in them yet.
    """

    person: Person
    is_own: bool
    photostream: bool
    favourites: bool
    albums: bool
    galleries: bool

    @property
    def is_any(self) -> bool:
        return self.photostream or self.favourites or self.albums or self.galleries

    @property
    def are_several(self) -> bool:
        return sum((self.photostream, self.favourites, self.albums, self.galleries)) > 1

    @classmethod
    def find(cls, who: str, viewer: Viewer) -> Self | None:
        """In one query. None when nobody is called that."""
        person = with_doors(Person.objects.named(who), viewer).first()
        return cls.of(person, viewer) if person is not None else None

    @classmethod
    def of(cls, person: Person, viewer: Viewer) -> Self:
        """From a person that was read ``with_doors``."""
        is_own = viewer.nsid == person.nsid
        return cls(
            person,
            is_own,
            photostream=is_own or bool(vars(person)["opens_photostream"]),
            favourites=is_own or bool(vars(person)["opens_favourites"]),
            albums=is_own or bool(vars(person)["opens_albums"]),
            galleries=is_own or bool(vars(person)["opens_galleries"]),
        )


def with_doors(people: QuerySet[Person], viewer: Viewer) -> QuerySet[Person]:
    """The same people, for ``Doors.of``."""
    theirs = {"owner": OuterRef("pk")}
    # A visitor may open an open list of favourites, but is not led there.
    favourites = Value(False) if viewer.is_visitor else list_shown_to(viewer)
    return people.annotate(
        opens_photostream=Exists(Photo.objects.visible_to(viewer).filter(**theirs)),
        opens_favourites=favourites,
        opens_albums=Exists(Album.objects.visible_to(viewer).filter(**theirs)),
        opens_galleries=Exists(FlickrGallery.objects.visible_to(viewer).filter(**theirs)),
    )
