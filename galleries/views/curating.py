"""Hanging a gallery: the page of its curators, and what its forms do. All of it without scripts."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from accounts.local_paths import next_path
from galleries.actions import galleries as galleries_
from galleries.actions import hanging, publishing, sections
from galleries.actions.galleries import CannotCurate, Reason
from galleries.models import Gallery, Photo, Section
from galleries.queries.hanging_page import find_curated, hanging_page
from galleries.views import curating_words
from galleries.views.cards import small_picture
from galleries.views.deeds import about_a_photo, photo_page_of
from galleries.views.lists import read_page
from galleries.views.page import Request, render_page, the_user
from galleries.views.talk import way_back

ABOUT = ("title", "introduction", "wall", "layout")

type Deed = Callable[..., str]


@login_required
@require_POST
def begin(request: Request) -> HttpResponse:
    """Begin a gallery and go there to hang it."""
    try:
        begun = galleries_.begin(
            request.POST.get("title", ""), by=the_user(request), now=timezone.now()
        )
    except CannotCurate as error:
        messages.warning(request, curating_words.cannot(error.reason))
        return redirect("galleries")
    return redirect("edit_gallery", begun.slug)


@login_required
@require_GET
def edit(request: Request, slug: str) -> HttpResponse:
    """Thirty photos of a gallery, each with its words, and the ways to move them."""
    gallery = find_curated(slug, request.viewer)
    if gallery is None:
        raise Http404
    shown = read_page(request, hanging_page, gallery)
    context = {
        "shown": shown,
        "gallery": gallery,
        "walls": Gallery.Wall.choices,
        "layouts": Gallery.Layout.choices,
        "lines": [
            (line, small_picture(line.placement.photo, line.is_seen)) for line in shown.lines
        ],
        "state": curating_words.state(gallery),
        "here": "galleries",
    }
    return render_page(request, "galleries/galleries/edit.html", context)


def deed(page: str = "edit_gallery") -> Callable[[Deed], Callable[..., HttpResponse]]:
    """A form of a curators' page, which it leads back to by default.

    What it decorates changes something, and says what in a sentence or not at all.
    """

    def decorate(do: Deed) -> Callable[..., HttpResponse]:
        @login_required
        @require_POST
        @wraps(do)
        def posted(request: Request, slug: str, **more: int) -> HttpResponse:
            gallery = find_curated(slug, request.viewer)
            if gallery is None:
                raise Http404
            try:
                said = do(request, gallery, **more)
            except CannotCurate as error:
                if error.reason is Reason.NOT_A_CURATOR:
                    raise Http404 from None
                messages.warning(request, curating_words.cannot(error.reason))
            else:
                if said:
                    messages.success(request, said)
            return _back(request, gallery, page)

        return posted

    return decorate


def _back(request: Request, gallery: Gallery, page: str) -> HttpResponse:
    """To the page of the form; whoever no longer curates it, to all galleries."""
    if not Gallery.objects.curated_by(the_user(request)).contains(gallery):
        return redirect("galleries")
    gallery.refresh_from_db()
    default = reverse(page, args=[gallery.slug])
    wanted = next_path(request)
    return redirect(wanted if wanted.startswith(default) else default)


@deed()
def about(request: Request, gallery: Gallery) -> str:
    """Title, introduction, wall and layout; the address when its owner changed it."""
    by, now, said = the_user(request), timezone.now(), request.POST
    if said.get("wall", "") not in Gallery.Wall or said.get("layout", "rows") not in Gallery.Layout:
        raise Http404
    publishing.say_about(
        gallery,
        by=by,
        now=now,
        version=_number(said.get("version")),
        **{
            name: said[name] for name in ("title", "introduction", "wall", "layout") if name in said
        },
    )
    if "slug" in said and said["slug"] != gallery.slug:
        publishing.move_to_address(gallery, said["slug"], by=by, now=now)
    return _("Kept.")


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
def many(request: Request, gallery: Gallery) -> str:
    """What is done with the photos that were ticked: moved somewhere, or taken down."""
    by, now, said = the_user(request), timezone.now(), request.POST
    keys = [_number(key) for key in said.getlist("placement")]
    if not keys:
        return _("Tick the photos first.")
    if said.get("do") == "down":
        count = hanging.take_down(keys, gallery=gallery, by=by, now=now)
        return ngettext("%(count)d photo taken down.", "%(count)d photos taken down.", count) % {
            "count": count
        }
    section = _section(gallery, said.get("section"))
    staying = section.placements.exclude(pk__in=keys).in_order().values_list("pk", flat=True)
    behind = said.get("behind", "").strip()
    place = _number(behind) if behind else staying.count()
    if place < 0:
        raise CannotCurate(Reason.NO_NUMBER)
    after = staying[place - 1 : place].first() if place else None
    if place and after is None:
        after = staying.last()
    hanging.move(keys, gallery=gallery, by=by, now=now, section=section, after=after)
    return ngettext("%(count)d photo moved.", "%(count)d photos moved.", len(keys)) % {
        "count": len(keys)
    }


@deed()
def write(request: Request, gallery: Gallery, placement_id: int) -> str:
    """The caption and the alt text of one photo."""
    row = gallery.placements.filter(pk=placement_id).first()
    if row is None:
        raise CannotCurate(Reason.NOT_THERE)
    hanging.write(
        row,
        caption=request.POST.get("caption", ""),
        alt=request.POST.get("alt", ""),
        version=_number(request.POST.get("version")),
        by=the_user(request),
        now=timezone.now(),
    )
    return _("Kept.")


@deed()
def add_section(request: Request, gallery: Gallery) -> str:
    """A section more, at the end."""
    title = request.POST.get("title", "")
    sections.add_section(gallery, title=title, by=the_user(request), now=timezone.now())
    return ""


@deed()
def section(request: Request, gallery: Gallery, section_id: int) -> str:
    """The words of a section, its place among the others, or its end."""
    by, now, said = the_user(request), timezone.now(), request.POST
    row = _section(gallery, section_id)
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
            sections.write_section(
                row,
                title=said.get("title", ""),
                wall_text=said.get("wall_text", ""),
                version=_number(said.get("version")),
                by=by,
                now=now,
            )
            return _("Kept.")
    return ""


@about_a_photo("GET", "HEAD", "POST")
def hang(request: Request, photo: Photo) -> HttpResponse:
    """Where a photo hangs of one's own galleries; by POST it is hung, or one begun."""
    user, page = the_user(request), photo_page_of(photo, request)
    if request.method == "POST":
        try:
            gallery = _wanted(request)
            hanging.hang([photo.pk], gallery=gallery, by=user, now=timezone.now())
        except CannotCurate as error:
            messages.warning(request, curating_words.cannot(error.reason))
            return redirect(request.path)
        messages.success(request, _("It hangs in “%(title)s”.") % {"title": gallery.title})
        return redirect(way_back(request, page))
    own = Gallery.objects.curated_by(user).exclude(state=Gallery.State.ARCHIVED)
    context = {
        "photos": [photo],
        "own": own.last_touched_first()[:100],
        "inside": set(photo.placements.values_list("gallery", flat=True)),
        "photo_url": page,
        "here": "galleries",
    }
    return render_page(request, "galleries/galleries/hang.html", context, synced=True)


def _wanted(request: Request) -> Gallery:
    """The gallery that a form names, or one that is begun by its title."""
    slug = request.POST.get("gallery", "")
    if not slug:
        title = request.POST.get("title", "")
        return galleries_.begin(title, by=the_user(request), now=timezone.now())
    gallery = find_curated(slug, request.viewer)
    if gallery is None:
        raise CannotCurate(Reason.NOT_THERE)
    return gallery


def _section(gallery: Gallery, key: object) -> Section:
    row = gallery.sections.filter(pk=_number(key)).first()
    if row is None:
        raise CannotCurate(Reason.NOT_THERE)
    return row


def _number(said: object) -> int:
    """A number that a form says; -1 for anything else."""
    text = str(said)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else -1
