"""Which of somebody's lists a viewer may open: the links beside a person's name."""

from dataclasses import dataclass
from typing import Self

from django.db.models import Exists, OuterRef, QuerySet, Value

from galleries.models import Album, FlickrGallery, Person, Photo, Viewer
from galleries.models.favourites import list_shown_to

# Under which names people open their own lists, which are always open: to ask which of them are
# took longer than the rest of the page. By NSID; another person's alias is found out.
_own_alias: dict[str, str] = {}
_MOST = 10_000


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
        return cls.read(Person.objects.named(who), who, viewer)

    @classmethod
    def read(cls, people: QuerySet[Person], who: str, viewer: Viewer) -> Self | None:
        """Of the person in ``people`` whom ``who`` names, as ``find`` does."""
        is_own = who in (viewer.nsid, _own_alias.get(viewer.nsid))
        person = (people if is_own else with_doors(people, viewer)).first()
        if person is None:
            return None
        if person.nsid == viewer.nsid:
            _remember(person)
            return cls(person, True, True, True, True, True)
        if is_own:  # the alias has passed to somebody else meanwhile
            person = with_doors(people.filter(pk=person.pk), viewer).get()
        return cls.of(person, viewer)

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


def _remember(person: Person) -> None:
    if len(_own_alias) >= _MOST:
        _own_alias.clear()
    _own_alias[person.nsid] = person.who


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
