"""The first page."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.sign_up import may_join
from galleries.queries.home import home_page
from galleries.views.page import Request, render_page
from galleries.views.sync import shown_lines


@require_safe
def home(request: Request) -> HttpResponse:
    """What this is, for visitors; your newest photos, for whoever is signed in."""
    if request.viewer.is_visitor:
        return render_page(request, "galleries/home/welcome.html", {})
    page = home_page(request.viewer, now=timezone.now())
    context = {
        "page": page,
        "lines": shown_lines(page.moving_lines),
        "copying": page.is_copying,
        "here": "home",
        "may_join": may_join(request.viewer.nsid),
    }
    return render_page(request, "galleries/home/home.html", context, part="newest")
