"""What machines ask: is it ready, and its numbers."""

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from flickrweb.watching.installation import installation_registry
from flickrweb.watching.numbers import requests_registry
from flickrweb.watching.ready import readiness
from flickrweb.watching.token import watches


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Whether everything works: 200 or 503. With the token, what does not."""
    found = readiness(now=timezone.now())
    status = 200 if found.is_ready else 503
    if watches(request):
        return JsonResponse(found.details, status=status)
    text = "ready" if found.is_ready else "not ready"
    return HttpResponse(text, content_type="text/plain", status=status)


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """The numbers for Prometheus. Without the token there is nothing here.

    Without the database, those of the requests alone: they tell what went wrong.
    """
    if not watches(request):
        raise Http404
    body = generate_latest(requests_registry())
    try:
        body += generate_latest(installation_registry(now=timezone.now()))
    except DatabaseError:
        body += b"# The database does not answer.\n"
    return HttpResponse(body, content_type=CONTENT_TYPE_LATEST)
