"""Where ``next`` may lead: to a path on this site, and nowhere else."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

LONGEST = 2000


def is_local_path(url: str) -> bool:
    """Whether it is a path here. Not even our own host may be named, so nothing can be mistaken.

    ``url_has_allowed_host_and_scheme`` knows what browsers make of ``/\\evil`` and ``//evil``.
    """
    return (
        url.startswith("/")
        and not url.startswith("//")
        and len(url) <= LONGEST
        and url.isprintable()
        and url_has_allowed_host_and_scheme(url, allowed_hosts=None)
    )


def next_path(request: HttpRequest) -> str:
    """The local path that a request wants to go on to, or "" for none or any other."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if is_local_path(wanted) else ""
