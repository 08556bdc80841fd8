"""One's own groups, and the switch that keeps a group's pool in step."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.local_paths import next_path
from accounts.sign_up import may_join
from galleries.actions import streams
from galleries.flickr import urls
from galleries.models import Group, Viewer
from galleries.queries.groups import OwnGroup, groups_page, own_group
from galleries.views import group_words
from galleries.views.links import group_on_flickr, groups_on_flickr
from galleries.views.lists import read_page
from galleries.views.page import Request, render_page, the_user


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """A group with its words. ``icon`` is "" when it has none of its own."""

    own: OwnGroup
    name: str
    icon: str
    url: str
    role: str
    privacy: str
    throttle: str
    cost: str


@require_safe
@login_required
def groups(request: Request) -> HttpResponse:
    """Thirty of one's own groups, each with its rules and its switch."""
    page = read_page(request, groups_page)
    context = {
        "page": page,
        "groups": [_shown(own, request.viewer) for own in page.groups],
        "flickr_url": groups_on_flickr(),
        "here": "groups",
        "may_join": may_join(request.viewer.nsid),
    }
    return render_page(request, "galleries/groups/groups.html", context)


@require_POST
@login_required
def keep(request: Request, nsid: str) -> HttpResponse:
    """Switch a group on: its pool and its members are copied from now on."""
    group = _group(request, nsid)
    try:
        streams.keep_group(the_user(request), group, now=timezone.now())
    except streams.NotInGroup:
        raise Http404 from None
    told = _("The pool of “%(name)s” is being copied. “Sync” shows how far it is.")
    messages.success(request, told % {"name": group_words.name(group)})
    return _back(request)


@require_POST
@login_required
def stop(request: Request, nsid: str) -> HttpResponse:
    """Switch a group off again."""
    group = _group(request, nsid)
    streams.stop_group(the_user(request), group)
    messages.success(request, _("That group’s pool is no longer kept in step."))
    return _back(request)


def _group(request: Request, nsid: str) -> Group:
    """Raises Http404 for a group that the viewer is not in."""
    group = own_group(request.viewer, nsid)
    if group is None:
        raise Http404
    return group


def _back(request: Request) -> HttpResponse:
    return redirect(next_path(request) or "groups")


def _shown(own: OwnGroup, viewer: Viewer) -> ShownGroup:
    group = own.group
    return ShownGroup(
        own=own,
        name=group_words.name(group),
        icon=group_icon(group),
        url=group_on_flickr(group.nsid),
        role=group_words.role(own.membership),
        privacy=group_words.privacy(group),
        throttle=group_words.throttle(own.membership, viewer),
        cost=group_words.cost(group),
    )


def group_icon(group: Group) -> str:
    """The address of its icon; "" when it has none of its own."""
    if group.icon_server in ("", "0"):
        return ""
    return urls.buddy_icon(
        nsid=group.nsid,
        server=group.icon_server,
        farm=group.icon_farm,
        host=settings.FLICKR_STATIC_URL,
    )
