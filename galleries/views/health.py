"""A sign of life, for whoever watches the servers."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The web process answers. Asks neither session nor database."""
    return HttpResponse("ok", content_type="text/plain")
