"""Before a gallery is published: what to look at, and how visitors will see it."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.utils import timezone

from galleries.actions import publishing
from galleries.models import Gallery, Viewer
from galleries.queries.checking import check as check_
from galleries.queries.hanging_page import is_owner
from galleries.views import curating_words, galleries
from galleries.views.cards import small_picture
from galleries.views.curated import about_a_gallery
from galleries.views.curating import deed
from galleries.views.page import Request, keep_to_this_browser, render_page, the_user


@about_a_gallery("GET", "HEAD")
def check(request: Request, gallery: Gallery) -> HttpResponse:
    """Alt texts that are missing, photos that visitors do not see, licences: then publish."""
    shown = check_(gallery, request.viewer)
    context = {
        "shown": shown,
        "gallery": gallery,
        "is_owner": is_owner(gallery, request.viewer),
        "state": curating_words.state(gallery),
        "without_alt": [(row, small_picture(row.photo, True)) for row in shown.without_alt],
        "unshown": [
            (
                each,
                small_picture(each.placement.photo, each.is_seen),
                curating_words.why_unshown(each.why),
            )
            for each in shown.unshown
        ],
        "here": "galleries",
    }
    return render_page(request, "galleries/galleries/check.html", context)


@deed()
def told(request: Request, gallery: Gallery) -> str:
    """Somebody has read what came down by itself."""
    publishing.know_what_came_down(gallery, by=the_user(request), now=timezone.now())
    return ""


@about_a_gallery("GET", "HEAD")
def as_visitor(request: Request, gallery: Gallery) -> HttpResponse:
    """The page exactly as a visitor will see it, drafts too, for those who hang it."""
    request.user = AnonymousUser()
    request.viewer = Viewer(now=request.viewer.now)
    response = galleries.on_its_walls(request, gallery)
    keep_to_this_browser(response)
    return response
