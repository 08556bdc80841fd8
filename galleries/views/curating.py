"""Hanging a gallery: the page of its curators, and what its forms do. All of it without scripts."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.local_paths import next_path
from galleries.actions import publishing, sections
from galleries.actions.galleries import CannotCurate, Reason
from galleries.actions.undoing import last_undoable
from galleries.models import Gallery, Section
from galleries.queries.checking import came_down
from galleries.queries.hanging_page import HangingLine, hanging_page
from galleries.views import curating_words
from galleries.views.cards import small_picture
from galleries.views.curated import about_a_gallery
from galleries.views.forms import number
from galleries.views.lists import read_page
from galleries.views.page import Request, render_page, the_user

CARRIED = "carried"  # in the session: by the gallery's key, what somebody has in their hands

type Deed = Callable[..., str]


@about_a_gallery("GET")
def edit(request: Request, gallery: Gallery) -> HttpResponse:
    """The contact sheet: thirty photos of a gallery, to be moved about."""
    return _hanging(request, gallery, "edit")


@about_a_gallery("GET")
def words_page(request: Request, gallery: Gallery) -> HttpResponse:
    """The same thirty photos, each beside its caption and its alt text."""
    return _hanging(request, gallery, "words")


def _hanging(request: Request, gallery: Gallery, page: str) -> HttpResponse:
    shown = read_page(request, hanging_page, gallery)
    change = last_undoable(gallery, by=the_user(request))
    context = {
        "shown": shown,
        "gallery": gallery,
        "sheet": [(each, [_pictured(line) for line in each.lines]) for each in shown.sheet],
        "carried": carried(request, gallery),
        "walls": curating_words.walls(),
        "layouts": curating_words.layouts(),
        "undo": change,
        "undo_words": curating_words.change(change) if change is not None else "",
        "state": curating_words.state(gallery),
        "came_down": came_down(gallery, request.viewer, hung=shown.count),
        "query": f"?{request.GET.urlencode()}" if request.GET else "",
        "here": "galleries",
    }
    return render_page(request, f"galleries/galleries/{page}.html", context)


def _pictured(line: HangingLine) -> tuple[HangingLine, SafeString]:
    return line, small_picture(line.placement.photo, line.is_seen)


def carried(request: Request, gallery: Gallery) -> list[int]:
    """The placements that somebody has taken along from page to page, as far as they hang."""
    kept = request.session.get(CARRIED, {}).get(str(gallery.pk), [])
    if not kept:
        return []
    there = set(gallery.placements.filter(pk__in=kept).values_list("pk", flat=True))
    return [key for key in kept if key in there]


def deed(page: str = "edit_gallery") -> Callable[[Deed], Callable[..., HttpResponse]]:
    """A form of a curators' page, which it leads back to by default.

    What it decorates changes something, and says what in a sentence or not at all.
    """

    def decorate(do: Deed) -> Callable[..., HttpResponse]:
        @about_a_gallery("POST")
        @wraps(do)
        def posted(request: Request, gallery: Gallery, **more: int) -> HttpResponse:
            try:
                said = do(request, gallery, **more)
            except CannotCurate as error:
                if error.reason is Reason.NOT_A_CURATOR:
                    raise Http404 from None
                messages.warning(request, curating_words.cannot(error.reason))
            else:
                if said:
                    messages.success(request, said)
            return back_to_form(request, gallery, page)

        return posted

    return decorate


def back_to_form(request: Request, gallery: Gallery, page: str) -> HttpResponse:
    """To the page of the form; whoever no longer curates it, to all galleries."""
    if not Gallery.objects.curated_by(the_user(request)).contains(gallery):
        return redirect("galleries")
    gallery.refresh_from_db()
    default = reverse(page, args=[gallery.slug])
    wanted = next_path(request)
    return redirect(wanted if wanted.startswith(default) else default)


@deed()
def state(request: Request, gallery: Gallery) -> str:
    """Publish, take back, archive."""
    by, now = the_user(request), timezone.now()
    match request.POST.get("wanted"):
        case "published":
            publishing.publish(gallery, by=by, now=now)
            return _("Everybody can see it now.")
        case "draft":
            publishing.unpublish(gallery, by=by, now=now)
            return _("It is a draft again: only its curators see it.")
        case "archived":
            publishing.archive(gallery, by=by, now=now)
            return _("It is archived: only its curators see it.")
    raise Http404


@deed()
def add_section(request: Request, gallery: Gallery) -> str:
    """A section more, at the end."""
    title = request.POST.get("title", "")
    sections.add_section(gallery, title=title, by=the_user(request), now=timezone.now())
    return ""


@deed()
def section(request: Request, gallery: Gallery, section_id: int) -> str:
    """The place of a section among the others, or its end."""
    by, now, said = the_user(request), timezone.now(), request.POST
    row = section_named(gallery, section_id)
    match said.get("do", ""):
        case "earlier" | "later" as way:
            keys = list(gallery.sections.order_by("position", "pk").values_list("pk", flat=True))
            place = keys.index(row.pk) + (-1 if way == "earlier" else 1)
            keys.remove(row.pk)
            behind = keys[place - 1] if 0 < place <= len(keys) else keys[-1] if place else None
            sections.move_section(row, after=behind, by=by, now=now)
        case "remove":
            sections.remove_section(row, by=by, now=now)
            return _("The section is gone; its photos hang in the one before it.")
        case _:
            raise Http404
    return ""


def section_named(gallery: Gallery, key: object) -> Section:
    row = gallery.sections.filter(pk=number(key)).first()
    if row is None:
        raise CannotCurate(Reason.NOT_THERE)
    return row
