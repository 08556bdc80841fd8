"""A database belongs to one Flickr: to another, the ids in it mean other people and photos."""

from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.db import DatabaseError

from galleries.models import House


def flickr_here() -> str:
    """The host of the Flickr that this process calls. On one machine, a port makes no other."""
    return urlsplit(settings.FLICKR_API_URL).hostname or ""


def remember_flickr(**_: Any) -> None:
    """After each migrate; only the first time says which one it is."""
    with suppress(DatabaseError):  # whoever goes back in time has no such table any more
        House.objects.get_or_create(pk=1, defaults={"flickr": flickr_here()})


def theirs() -> str:
    """The host of another Flickr that this database belongs to, or "".

    Raises DatabaseError, also while there are no tables.
    """
    known = House.objects.values_list("flickr", flat=True).first()
    return known if known is not None and known != flickr_here() else ""


def sentence(theirs: str) -> str:
    is_real = theirs == "api.flickr.com"
    back = "Leave FLICKR_API_URL out" if is_real else f"Let FLICKR_API_URL name {theirs}"
    return (
        f"This database belongs to the Flickr at {theirs}, and FLICKR_API_URL names"
        f" {flickr_here()}. {back}, or give the other Flickr a database of its own."
    )


def database_is_of_this_flickr(databases: Any = None, **_: Any) -> list[CheckMessage]:
    """Asked by migrate, before it changes anything."""
    try:
        found = theirs() if databases else ""
    except DatabaseError:
        return []  # no tables yet, or nobody there: migrate says so itself
    return [Error(sentence(found), id="galleries.E011")] if found else []
