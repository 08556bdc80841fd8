"""Where the house meets Flickr: a client that signs for one person and pays for each call."""

from collections.abc import Callable

import requests
from django.conf import settings
from django.utils.module_loading import import_string

from accounts.models import FlickrConnection
from accounts.sealing import unseal
from galleries.flickr.client import Flickr, Token


def flickr_for(connection: FlickrConnection, *, before_call: Callable[[str], None]) -> Flickr:
    """Flickr as this person's token sees it. Raises SealBroken when no key of ours opens it."""
    token, secret = unseal(connection.sealed_token)
    return Flickr(
        key=settings.FLICKR_KEY,
        secret=settings.FLICKR_SECRET,
        token=Token(token, secret),
        api_url=settings.FLICKR_API_URL,
        session=_session(),
        before_call=before_call,
    )


def _session() -> requests.Session:
    session: requests.Session = import_string(settings.FLICKR_SESSION)()
    return session
