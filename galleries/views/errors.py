"""Pages for what went wrong: what happened, what is safe, what to do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from galleries.views.page import keep_to_this_browser
from galleries.views.site import facts


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Also for what is there but not for this viewer: the two must look the same."""
    response = render(request, "404.html", status=404)
    keep_to_this_browser(response)  # what one may not see now, one may see later
    return response


def broken(request: HttpRequest) -> HttpResponse:
    """Something of ours broke, perhaps the database: this page asks nothing of anybody."""
    try:
        body = render_to_string("500.html", {"site": facts()})
    except Exception:  # the page that says so must not break too
        return HttpResponse("Something broke here.", content_type="text/plain", status=500)
    return HttpResponse(body, status=500)
