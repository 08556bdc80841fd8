"""The page of one group, with its pool."""

from django.http import HttpResponse
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from galleries.queries.pools import Copy, pool_page
from galleries.views import group_words, pool_words
from galleries.views.groups import group_icon
from galleries.views.links import group_on_flickr, pool_on_flickr
from galleries.views.lists import read_page, render_wall
from galleries.views.months import jumps_to_months
from galleries.views.page import Request


@require_safe
@jumps_to_months()
def group(request: Request, which: str) -> HttpResponse:
    """What a group is, and thirty photos of its pool, newest addition first."""
    shown = read_page(request, pool_page, which)
    group, membership = shown.group, shown.membership
    return render_wall(
        request,
        "groups/group_page",
        shown,
        group_on_flickr(group.nsid),
        group=group,
        name=group_words.name(group),
        icon=group_icon(group),
        role=group_words.role(membership) if shown.is_in_it else "",
        privacy=group_words.privacy(group),
        limits=capfirst(", ".join(pool_words.rules(membership, request.viewer))),
        says=bool(group.blast_html or group.description_html or group.rules_html),
        cost=group_words.cost(group) if shown.may_keep and shown.copy is Copy.OFF else "",
        place=f"pool-{group.nsid}",
        pool_url=pool_on_flickr(group.nsid),
        here="groups",
    )
