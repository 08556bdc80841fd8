"""Where the house meets Flickr: a client that signs for one person and pays for each call."""

from collections.abc import Callable
from datetime import datetime

import requests
from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from accounts.models import FlickrConnection
from accounts.sealing import unseal
from galleries.flickr.client import WHOLE_TIMEOUT_S, Flickr, Token
from galleries.sync.calls import CountedFlickr


def flickr_for(
    connection: FlickrConnection | None,
    *,
    before_call: Callable[[str], None],
    clock: Callable[[], datetime] = timezone.now,
    patience_s: float = WHOLE_TIMEOUT_S,
) -> Flickr:
    """Flickr as this person's token sees it, or as everybody does without one. Calls are counted.

    patience_s  how long to wait for a reply: see ``Flickr``

    Raises SealBroken when no key of ours opens the token.
    """
    return CountedFlickr(
        connection=connection,
        clock=clock,
        key=settings.FLICKR_KEY,
        secret=settings.FLICKR_SECRET,
        token=Token(*unseal(connection.sealed_token)) if connection is not None else None,
        api_url=settings.FLICKR_API_URL,
        session=_session(),
        before_call=before_call,
        patience_s=patience_s,
    )


def _session() -> requests.Session:
    session: requests.Session = import_string(settings.FLICKR_SESSION)()
    return session
