"""Choosing: a photo is hung in a gallery from wherever it is seen, or one begun with it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.local_paths import next_path
from galleries.actions import galleries as galleries_
from galleries.actions import hanging, pasting
from galleries.actions.galleries import CannotCurate, Reason
from galleries.models import Gallery, Photo, TrayItem
from galleries.queries.hanging_page import find_curated
from galleries.queries.sources import Source, source
from galleries.queries.tray import own_galleries
from galleries.views import curating_words, pasted_words
from galleries.views.around import source_title, spelt_here
from galleries.views.curated import about_a_gallery
from galleries.views.deeds import about_a_photo, photo_page_of
from galleries.views.page import Request, is_part, render_page, the_user


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: Request) -> HttpResponse:
    """Begin a gallery: by its title, with addresses that were pasted, or from a list."""
    listed = _source(request)
    if request.method == "POST":
        try:
            return _begun(request, listed)
        except CannotCurate as error:
            messages.warning(request, curating_words.cannot(error.reason))
    said = request.POST or request.GET
    context = {
        "source": listed,
        "title": said.get("title", source_title(listed.listed_in) if listed else ""),
        "addresses": request.POST.get("addresses", ""),
        "hidden": [(name, said[name]) for name in ("from", "by") if said.get(name)],
        "own": own_galleries(request.viewer) if listed else [],
        "most": hanging.MOST_AT_ONCE,
        "most_addresses": pasting.MOST_ADDRESSES,
        "here": "galleries",
    }
    return render_page(request, "galleries/galleries/begin.html", context, synced=True)


def _begun(request: Request, listed: Source | None) -> HttpResponse:
    by, now = the_user(request), timezone.now()
    addresses = request.POST.get("addresses", "").strip()
    with transaction.atomic():
        gallery = wanted_gallery(request)
        if listed is not None:
            hung = hanging.hang(listed.photo_ids, gallery=gallery, by=by, now=now)
            messages.success(request, curating_words.hung(hung))
        elif addresses:
            pasting.paste(addresses, gallery=gallery, by=by, now=now)
            return redirect("pasted", gallery.slug)
    return redirect("edit_gallery", gallery.slug)


def _source(request: Request) -> Source | None:
    """The list that an address or a form names. Raises Http404 where there is none."""
    said = request.POST if request.method == "POST" else request.GET
    name = said.get("from", "")
    if not name:
        return None
    most, by = hanging.MOST_AT_ONCE, said.get("by", "")
    if "\0" in name + by:
        raise Http404
    found = source(spelt_here(name), request.viewer, most=most, by=by)
    if found is None:
        raise Http404
    return found


@about_a_gallery("GET", "HEAD", "POST")
def pasted(request: Request, gallery: Gallery) -> HttpResponse:
    """What came of pasted addresses, and a field to paste more."""
    typed = ""
    if request.method == "POST":
        typed = request.POST.get("addresses", "")
        try:
            pasting.paste(typed, gallery=gallery, by=the_user(request), now=timezone.now())
        except CannotCurate as error:
            messages.warning(request, curating_words.cannot(error.reason))
        else:
            return redirect("pasted", gallery.slug)
    context = {
        "gallery": gallery,
        "report": pasted_words.report(gallery.pasted.in_order()),
        "addresses": typed,
        "here": "galleries",
    }
    return render_page(request, "galleries/galleries/pasted.html", context, part="report")


@about_a_photo("GET", "HEAD", "POST")
def hang(request: Request, photo: Photo) -> HttpResponse:
    """Where a photo hangs of one's own galleries; by POST it is hung, or one begun."""
    user, page = the_user(request), photo_page_of(photo, request)
    if request.method == "POST":
        try:
            gallery = wanted_gallery(request)
            hanging.hang([photo.pk], gallery=gallery, by=user, now=timezone.now())
        except CannotCurate as error:
            return _told(request, curating_words.cannot(error.reason), request.path, status=409)
        words = _("It hangs in “%(title)s”.") % {"title": gallery.title}
        return _told(request, words, next_path(request) or page)
    context = {
        "photos": [photo],
        "photo": photo,
        "own": own_galleries(request.viewer),
        "in_tray": TrayItem.objects.of(request.viewer).filter(photo=photo).exists(),
        "inside": set(photo.placements.values_list("gallery", flat=True)),
        "photo_url": page,
        "here": "galleries",
    }
    template = "galleries/galleries/hang.html"
    return render_page(request, template, context, part="choices", synced=True)


def _told(request: Request, words: str, then: str, *, status: int = 200) -> HttpResponse:
    """What came of it: as words alone for a page that goes on, else at the top of the next."""
    if is_part(request):
        return HttpResponse(words, content_type="text/plain; charset=utf-8", status=status)
    (messages.success if status == 200 else messages.warning)(request, words)
    return redirect(then)


def wanted_gallery(request: Request) -> Gallery:
    """The gallery that a form names, or one that is begun by its title."""
    slug = request.POST.get("gallery", "")
    if not slug:
        title = request.POST.get("title", "")
        return galleries_.begin(title, by=the_user(request), now=timezone.now())
    gallery = find_curated(slug, request.viewer)
    if gallery is None:
        raise CannotCurate(Reason.NOT_THERE)
    return gallery
