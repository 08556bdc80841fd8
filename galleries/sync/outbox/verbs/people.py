"""The people behind the deeds."""

from accounts.models import User
from galleries.models import Person


def themselves(user: User) -> Person:
    """Who somebody is on Flickr. A guest may not be known yet."""
    person, _ = Person.objects.get_or_create(nsid=user.nsid, defaults={"username": user.name})
    return person
