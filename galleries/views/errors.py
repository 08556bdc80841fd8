"""Pages for what went wrong: what happened, what is safe, what to do."""

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from galleries.views.page import keep_to_this_browser
from galleries.views.site import facts

TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
TEN_MINUTES_S = 600


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Also for what is there but not for this viewer: the two must look the same."""
    response = render(request, "404.html", status=404)
    keep_to_this_browser(response)  # what one may not see now, one may see later
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What cannot be read. The host may be what is wrong with it: nothing is asked of anybody."""
    if isinstance(exception, TOO_LARGE):
        return too_large(request)
    return HttpResponse(render_to_string("400.html", {"site": facts()}), status=400)


def too_large(request: HttpRequest) -> HttpResponse:
    return HttpResponse(render_to_string("413.html", {"site": facts()}), status=413)


def too_many(request: HttpRequest) -> HttpResponse:
    """Too many in ten minutes (see ``ACCOUNT_RATE_LIMITS``). Nothing was done."""
    response = HttpResponse(render_to_string("429.html", {"site": facts()}), status=429)
    response.headers["Retry-After"] = str(TEN_MINUTES_S)
    return response


def broken(request: HttpRequest) -> HttpResponse:
    """Something of ours broke, perhaps the database: this page asks nothing of anybody."""
    try:
        body = render_to_string("500.html", {"site": facts()})
    except Exception:  # the page that says so must not break too
        return HttpResponse("Something broke here.", content_type="text/plain", status=500)
    return HttpResponse(body, status=500)
