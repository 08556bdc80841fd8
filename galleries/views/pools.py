"""The groups that a photographer adds a photo of theirs to, or takes it out of."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from accounts.connections import may_write
from galleries.actions import deeds
from galleries.actions.deeds import CannotDo, Verb
from galleries.models import Group, OutboxItem, Photo, Viewer
from galleries.models.outbox import State
from galleries.queries.groups import own_group
from galleries.queries.own_photos import PoolLine, PoolsPage, pools_page
from galleries.views import group_words, outbox_words, pool_words, words
from galleries.views.deeds import about_a_photo, done, photo_page_of, refused
from galleries.views.links import group_on_flickr
from galleries.views.lists import read_page
from galleries.views.outbox_words import Told
from galleries.views.page import Request, keep_to_this_browser, the_user
from galleries.views.talk import way_back


@dataclass(frozen=True, slots=True)
class ShownPool:
    """A group with its words, and what may be done there.

    rules    what it says before one tries: "2 photos a day, 1 left"
    why_not  it would surely refuse; ""
    state    where the photo stands: "In the pool", "Being sent…"
    told     what Flickr said the last time
    wanted   what the button asks for: "1" to add, "0" to take out; "" when there is no button
    """

    group: Group
    name: str
    url: str
    rules: list[str]
    why_not: str
    state: str
    told: Told | None
    wanted: str
    item: OutboxItem | None
    may_withdraw: bool


@about_a_photo("GET", "HEAD", "POST")
def pools(request: Request, photo: Photo) -> HttpResponse:
    """Thirty of the photographer's groups; a photo is added and taken out by POST."""
    if photo.owner.nsid != request.viewer.nsid:
        raise Http404
    if request.method == "POST":
        return _move(request, photo)
    page = read_page(request, pools_page, photo)
    is_allowed = may_write(the_user(request))
    context = {
        "photos": [photo],
        "title": words.title(photo),
        "page": page.page,
        "pools": [
            _shown(line, page, photo, request.viewer, is_allowed=is_allowed) for line in page.lines
        ],
        "photo_url": photo_page_of(photo, request),
    }
    response = render(request, "galleries/photos/pools.html", context)
    keep_to_this_browser(response)
    return response


def _move(request: Request, photo: Photo) -> HttpResponse:
    viewer, user, now = request.viewer, the_user(request), timezone.now()
    group = own_group(viewer, request.POST.get("group", ""))
    if group is None:
        raise Http404
    page = photo_page_of(photo, request)
    back = way_back(request, page)
    back = back if back != page else reverse("pools", args=[photo.owner.who, photo.pk])
    try:
        if request.POST.get("wanted") == "1":
            item = deeds.add_to_pool(photo, group=group, by=user, now=now)
        else:
            item = deeds.remove_from_pool(photo, group=group, by=user, now=now)
    except CannotDo as error:
        return refused(request, photo, error.reason, back=back)
    return done(request, photo, item, back=back)


def _shown(
    line: PoolLine, page: PoolsPage, photo: Photo, viewer: Viewer, *, is_allowed: bool
) -> ShownPool:
    group, item = line.own.group, line.item
    is_open = item is not None and item.is_open
    why_not = pool_words.why_not(line.own.membership, photo, viewer, has_place=page.has_place)
    wanted = "0" if line.is_inside else "" if why_not else "1"
    return ShownPool(
        group=group,
        name=group_words.name(group),
        url=group_on_flickr(group.nsid),
        rules=pool_words.rules(line.own.membership, viewer),
        why_not="" if line.is_inside or is_open else why_not,
        state=pool_words.state(line, may_write=is_allowed),
        told=_told(item, photo, group),
        wanted="" if is_open else wanted,
        item=item,
        may_withdraw=item is not None and item.state == State.WAITING,
    )


def _told(item: OutboxItem | None, photo: Photo, group: Group) -> Told | None:
    if item is None:
        return None
    if item.is_open:
        return outbox_words.wait(item, photo, group) if item.waits_for else None
    is_queued = item.outcome == OutboxItem.Outcome.QUEUED and item.verb == Verb.ADD_TO_POOL
    if item.state == State.REFUSED or is_queued:
        return outbox_words.outcome(item, photo, group)
    return None
