"""What a member is told: which of their own photos were removed from a group's pool, and why."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_GET

from galleries.queries.own_removals import removals_page
from galleries.views import group_words, words
from galleries.views.cards import small_picture
from galleries.views.groups import group_icon
from galleries.views.links import group_on_flickr, photo_on_flickr
from galleries.views.lists import read_page
from galleries.views.page import Request, render_page


@login_required
@require_GET
def own_removals(request: Request, which: str) -> HttpResponse:
    """Thirty of one's own photos, the latest removal first."""
    shown = read_page(request, removals_page, which)
    group = shown.group
    context = {
        "shown": shown,
        "group": group,
        "name": group_words.name(group),
        "icon": group_icon(group),
        "lines": [
            (
                one,
                small_picture(one.photo, True) if one.photo is not None else "",
                words.title(one.photo) if one.photo is not None else "",
                photo_on_flickr(one.photo.owner.who, one.photo.pk) if one.photo else "",
            )
            for one in shown.removals
        ],
        "flickr_url": group_on_flickr(group.nsid),
        "here": "groups",
    }
    return render_page(request, "galleries/desks/mine.html", context, synced=True)
