"""``?month=2025-03``: the way to the page of a list that begins with that month."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Concatenate

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.encoding import escape_uri_path
from django.utils.translation import gettext as _

from galleries.queries.months import BadMonth, end_of_month, moment_query
from galleries.views.page import Request

type View[**P] = Callable[Concatenate[Request, P], HttpResponse]


def moment_page(request: Request, end: datetime) -> str:
    return moment_query(end, zone=timezone.get_current_timezone(), now=request.viewer.now)


def jumps_to_months[**P](
    page_at: Callable[[Request, datetime], str] = moment_page,
) -> Callable[[View[P]], View[P]]:
    """A list's view that leads on when a month was asked for.

    page_at  the query of the page that begins at the end of a month

    Whoever types none reads how it is written, on the first page.
    """

    def guarded(view: View[P]) -> View[P]:
        @wraps(view)
        def jumping(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if "month" not in request.GET:
                return view(request, *args, **kwargs)
            typed, query = request.GET["month"].strip(), ""
            try:
                query = page_at(request, end_of_month(typed)) if typed else ""
            except BadMonth:
                told = _(
                    "“%(month)s” is no month. Write it like 2025-03: the year, then the month."
                )
                messages.error(request, told % {"month": typed[:40]})
            return redirect(f"{escape_uri_path(request.path)}{query}")

        return jumping

    return guarded
