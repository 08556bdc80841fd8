"""The token of those who watch: it opens the numbers and the details."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare


def watches(request: HttpRequest) -> bool:
    """Whether this request carries the token. Without one in the settings nobody's does."""
    scheme, _, told = request.headers.get("Authorization", "").partition(" ")
    expected: str = settings.WATCH_TOKEN
    return bool(expected) and scheme.lower() == "bearer" and constant_time_compare(told, expected)
