"""Writing on the wall: captions, alt texts, sections, and what is said of a gallery.

Each form is kept as it is sent, by a button or while somebody types. Who writes where somebody
else has written since sees both texts and chooses.
"""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from galleries.actions import hanging, publishing, sections
from galleries.actions.galleries import LONGEST_WORDS, CannotCurate, Reason
from galleries.models import Gallery, Placement, Section
from galleries.views import curating_words
from galleries.views.curated import about_a_gallery
from galleries.views.curating import back_to_form, section_named
from galleries.views.forms import number
from galleries.views.page import Request, is_part, keep_to_this_browser, the_user
from galleries.views.wall_texts import wall_text

ABOUT = ("title", "introduction", "wall", "layout")

type Written = Placement | Section | Gallery
# What is kept of a form; and, when somebody has written since, what stands there now.
type Write = Callable[..., Written]


def kept(fields: tuple[str, ...]) -> Callable[[Write], Callable[..., HttpResponse]]:
    """A form that is kept while somebody types.

    fields  what it writes. What it decorates writes them, and returns what stands there then;
            called with ``keep=False`` it only reads.
    """

    def decorate(write: Write) -> Callable[..., HttpResponse]:
        @about_a_gallery("POST")
        @wraps(write)
        def posted(request: Request, gallery: Gallery, **more: int) -> HttpResponse:
            try:
                row = write(request, gallery, keep=True, **more)
            except CannotCurate as error:
                if error.reason is Reason.NOT_A_CURATOR:
                    raise Http404 from None
                if error.reason is Reason.CHANGED:
                    gallery.refresh_from_db()
                    theirs = write(request, gallery, keep=False, **more)
                    return _both(request, gallery, theirs, fields)
                return _not_kept(request, gallery, curating_words.cannot(error.reason))
            if is_part(request):
                return JsonResponse({"said": _("Kept"), "version": row.version})
            messages.success(request, _("Kept."))
            return back_to_form(request, gallery, "edit_gallery")

        return posted

    return decorate


def _not_kept(request: Request, gallery: Gallery, words: str) -> HttpResponse:
    if is_part(request):
        return JsonResponse({"said": words}, status=422)
    messages.warning(request, words)
    return back_to_form(request, gallery, "edit_gallery")


def _both(
    request: Request, gallery: Gallery, theirs: Written, fields: tuple[str, ...]
) -> HttpResponse:
    """Both texts, and the choice between them."""
    named = curating_words.fields()
    wanted = request.POST.get("next") or reverse("edit_gallery", args=[gallery.slug])
    context = {
        "gallery": gallery,
        "action": request.path,
        "version": theirs.version,
        "back": wanted if wanted.startswith("/galleries/") else "",
        "texts": [
            (name, named[name], request.POST.get(name, ""), getattr(theirs, name))
            for name in fields
            if name in request.POST and request.POST[name] != getattr(theirs, name)
        ],
        "here": "galleries",
    }
    template = "galleries/galleries/both.html"
    answer = render(request, f"{template}#both" if is_part(request) else template, context)
    answer.status_code = 409
    keep_to_this_browser(answer)
    return answer


@kept(("caption", "alt"))
def write(request: Request, gallery: Gallery, placement_id: int, *, keep: bool) -> Placement:
    """The caption and the alt text of one photo."""
    row = gallery.placements.filter(pk=placement_id).first()
    if row is None:
        raise CannotCurate(Reason.NOT_THERE)
    if not keep:
        return row
    said = request.POST
    return hanging.write(
        row,
        caption=said.get("caption", row.caption),
        alt=said.get("alt", row.alt),
        version=number(said.get("version")),
        by=the_user(request),
        now=timezone.now(),
    )


@kept(("title", "wall_text"))
def section_words(request: Request, gallery: Gallery, section_id: int, *, keep: bool) -> Section:
    """The title and the wall text of a section."""
    row = section_named(gallery, section_id)
    if not keep:
        return row
    said = request.POST
    return sections.write_section(
        row,
        title=said.get("title", row.title),
        wall_text=said.get("wall_text", row.wall_text),
        version=number(said.get("version")),
        by=the_user(request),
        now=timezone.now(),
    )


@kept(ABOUT)
def about(request: Request, gallery: Gallery, *, keep: bool) -> Gallery:
    """Title, introduction, wall and layout; the address when its owner changed it."""
    by, now, said = the_user(request), timezone.now(), request.POST
    if said.get("wall", "") not in Gallery.Wall or said.get("layout", "rows") not in Gallery.Layout:
        raise Http404
    if not keep:
        return gallery
    version = number(said.get("version"))
    fields = {name: said[name] for name in ABOUT if name in said}
    row = publishing.say_about(gallery, by=by, now=now, version=version, **fields)
    # Not while somebody types: every letter would be an address.
    if said.get("slug", gallery.slug) != gallery.slug and not is_part(request):
        row = publishing.move_to_address(gallery, said["slug"], by=by, now=now)
    return row


@about_a_gallery("POST")
def preview(request: Request, gallery: Gallery) -> HttpResponse:
    """How a text will stand on the wall. Nothing is kept."""
    names = ("introduction", "wall_text", "caption")
    text = next((request.POST[name] for name in names if name in request.POST), "")
    context = {
        "gallery": gallery,
        "text": wall_text(text[:LONGEST_WORDS]),
        "here": "galleries",
    }
    template = "galleries/galleries/preview.html"
    answer = render(request, f"{template}#text" if is_part(request) else template, context)
    keep_to_this_browser(answer)
    return answer
