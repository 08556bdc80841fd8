"""What the page of one person shows: who they are, and what of theirs one may look at."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import FlickrConnection
from galleries.models import Album, Contact, Favourite, FlickrGallery, Person, Photo, Viewer
from galleries.queries.counts import remembered
from galleries.queries.doors import Doors

NEWEST = 12


@dataclass(frozen=True, slots=True)
class PersonPage:
    """One person, as far as the viewer may know of them.

    is_member  their Flickr is kept in step here
    contact    how the viewer follows them, if they do
    newest     their newest photos, twelve at most

    The counts are of what the viewer may see; None for a list that does not open to them.
    """

    doors: Doors
    is_member: bool
    contact: Contact | None
    newest: tuple[Photo, ...]
    photo_count: int | None
    favourite_count: int | None
    album_count: int | None
    gallery_count: int | None


def person_page(who: str, viewer: Viewer) -> PersonPage | None:
    """Read it in at most seven queries. None for somebody this viewer may not know of."""
    members = FlickrConnection.objects.filter(user__nsid=OuterRef("nsid"))
    people: QuerySet[Person] = Person.objects.named(who)
    is_member = Exists(members.exclude(in_step_since=None))
    doors = Doors.read(people.annotate(is_member=is_member), who, viewer)
    if doors is None:
        return None
    person = doors.person
    contact = _contact(person, viewer)
    if not doors.is_any and contact is None:
        return None
    photos = Photo.objects.by(person, viewer)
    faved = Favourite.objects.visible_to(viewer).filter(person=person)
    albums = Album.objects.by(person, viewer)
    galleries = FlickrGallery.objects.visible_to(viewer).filter(owner=person)
    return PersonPage(
        doors=doors,
        is_member=vars(person)["is_member"],
        contact=contact,
        newest=tuple(photos.select_related("owner").newest_first()[:NEWEST]),
        photo_count=remembered(photos.count, int, of=("photos", person.pk), viewer=viewer)
        if doors.photostream
        else None,
        favourite_count=remembered(faved.count, int, of=("favourites", person.pk), viewer=viewer)
        if doors.favourites
        else None,
        album_count=albums.count() if doors.albums else None,
        gallery_count=galleries.count() if doors.galleries else None,
    )


def people_and_pages(
    keys: Iterable[int], viewer: Viewer
) -> tuple[dict[int, Person], frozenset[int]]:
    """People by their keys, and the keys of those who have a page. One query.

    That is, of those whose page opens to this viewer because of their photos, or as a contact; a
    page that opens for their albums or favourites alone is not asked for.
    """
    rows = Person.objects.filter(pk__in=set(keys)).annotate(has_page=_page_opens(viewer))
    people = {person.pk: person for person in rows}
    return people, frozenset(key for key, person in people.items() if vars(person)["has_page"])


def _page_opens(viewer: Viewer) -> Q:
    """Of a person: there is a photo of theirs to look at, or the viewer follows them."""
    found = Q(Exists(Photo.objects.visible_to(viewer).filter(owner=OuterRef("pk"))))
    if not viewer.is_visitor:
        contacts = Contact.objects.visible_to(viewer).filter(is_ignored=False)
        found |= Q(Exists(contacts.filter(contact=OuterRef("pk"))))
    return found


def _contact(person: Person, viewer: Viewer) -> Contact | None:
    """Whom they block they do not follow."""
    if viewer.is_visitor:
        return None
    own = Contact.objects.visible_to(viewer).filter(contact=person, is_ignored=False)
    return own.first()
