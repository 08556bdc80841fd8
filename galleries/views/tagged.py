"""The pages of a tag, in pages of thirty."""

from urllib.parse import quote

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from galleries.models import Viewer
from galleries.queries.tags import TaggedPage, normal, tagged_by_page, tagged_page
from galleries.views.links import everybodys_tag_on_flickr, tag_on_flickr
from galleries.views.lists import read_list, read_page, render_wall
from galleries.views.months import jumps_to_months
from galleries.views.page import Request


@require_safe
@login_required
@jumps_to_months()
def tagged(request: Request, tag: str) -> HttpResponse:
    """Thirty photos of everybody's with one tag, newest upload first."""
    if tag != normal(tag):
        return redirect(tag_page(normal(tag)))
    shown = read_page(request, tagged_page, tag)
    return _show(request, shown, everybodys_tag_on_flickr(tag))


@require_safe
@jumps_to_months()
def tagged_by(request: Request, who: str, tag: str) -> HttpResponse:
    """Thirty photos of one person with one tag, newest upload first."""
    if tag != normal(tag):
        return redirect(tag_page_of(who, normal(tag)))

    def read(who: str, viewer: Viewer, *, after: str, before: str) -> TaggedPage | None:
        return tagged_by_page(who, tag, viewer, after=after, before=before)

    shown = read_list(request, who, read)
    if isinstance(shown, HttpResponse):
        return shown
    return _show(request, shown, tag_on_flickr(who, tag))


def tag_page(tag: str) -> str:
    """The address of everybody's photos with a tag.

    By hand: a tag may hold what ``reverse`` leaves as it is, or does not take.
    """
    return f"{reverse('home')}photos/tags/{quote(tag, safe='')}/"


def tag_page_of(who: str, tag: str) -> str:
    """The address of somebody's photos with a tag."""
    return f"{reverse('photostream', args=[who])}tags/{quote(tag, safe='')}/"


def _show(request: Request, shown: TaggedPage, flickr_url: str) -> HttpResponse:
    everybodys = tag_page(shown.tag) if shown.person and request.viewer.user else ""
    return render_wall(request, "tagged/tagged", shown, flickr_url, everybodys_url=everybodys)
