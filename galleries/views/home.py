"""The first page."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.sign_up import may_join
from galleries.queries.home import HomePage, home_page
from galleries.views import news_words
from galleries.views.cards import EAGER, photo_cards
from galleries.views.news import shown_news
from galleries.views.page import Request, render_page
from galleries.views.sync import shown_lines


@require_safe
def home(request: Request) -> HttpResponse:
    """What this is, for visitors; what is new, for whoever is signed in."""
    if request.viewer.is_visitor:
        return render_page(request, "galleries/home/welcome.html", {})
    page = home_page(request.viewer, now=timezone.now())
    has_news = page.news is not None and page.news.is_any
    context = {
        "page": page,
        "lines": shown_lines(page.moving_lines),
        "title": _title(page, request),
        "news": shown_news(page.news, request.viewer) if page.news and has_news else None,
        # What stands below the news is loaded when somebody gets there.
        "own": photo_cards(page.photos, viewer=request.viewer, place=EAGER if has_news else 0),
        "copying": page.is_copying,
        "here": "home",
        "may_join": may_join(request.viewer.nsid),
    }
    return render_page(request, "galleries/home/home.html", context, part="newest")


def _title(page: HomePage, request: Request) -> str:
    if page.news is None:
        return ""
    return news_words.title(page.news.since, is_any=page.news.is_any, now=request.viewer.now)
