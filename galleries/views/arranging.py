"""Arranging: what is done with the photos of a gallery that were dragged, ticked or taken along."""

from collections.abc import Sequence

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from galleries.actions import hanging, publishing
from galleries.actions.galleries import CannotCurate, Reason
from galleries.actions.undoing import last_undoable
from galleries.actions.undoing import undo as undo_
from galleries.models import Gallery, Placement, Section
from galleries.views import curating_words
from galleries.views.curated import about_a_gallery
from galleries.views.curating import CARRIED, back_to_form, carried, deed, section_named
from galleries.views.forms import number
from galleries.views.page import Request, is_part, the_user


@about_a_gallery("POST")
def many(request: Request, gallery: Gallery) -> HttpResponse:
    """A form leads back to its page; a page that goes on by itself is told what stands now."""
    try:
        said, moved = _do(request, gallery)
    except CannotCurate as error:
        if error.reason is Reason.NOT_A_CURATOR:
            raise Http404 from None
        words = curating_words.cannot(error.reason)
        if is_part(request):
            return JsonResponse({"said": words, "keys": error.keys}, status=409)
        messages.warning(request, words)
        return back_to_form(request, gallery, "edit_gallery")
    if is_part(request):
        change = last_undoable(gallery, by=the_user(request))
        return JsonResponse(
            {
                "said": said,
                "places": {row.pk: row.place for row in moved},
                "undo": {"change": change.pk, "what": curating_words.change(change)}
                if change is not None
                else None,
            }
        )
    if said:
        messages.success(request, said)
    return back_to_form(request, gallery, "edit_gallery")


@deed()
def undo(request: Request, gallery: Gallery) -> str:
    """Take back what was done last."""
    change = gallery.changes.filter(pk=number(request.POST.get("change"))).first()
    if change is None:
        raise Http404
    undo_(change, by=the_user(request), now=timezone.now())
    return _("Taken back.")


def _do(request: Request, gallery: Gallery) -> tuple[str, Sequence[Placement]]:
    """Do what the form says. The sentence about it, and what was moved."""
    by, now, said = the_user(request), timezone.now(), request.POST
    do, _colon, where = said.get("do", "").partition(":")
    if do in ("put", "first"):
        return _put_down(request, gallery, do, number(where))
    if do == "empty-hands":
        _carry(request, gallery, [])
        return "", ()
    keys = [number(key) for key in said.getlist("placement")]
    if not keys:
        return _("Tick the photos first."), ()
    match do:
        case "down":
            count = hanging.take_down(keys, gallery=gallery, by=by, now=now)
            taken = ngettext("%(count)d photo taken down.", "%(count)d photos taken down.", count)
            return taken % {"count": count}, ()
        case "carry":
            _carry(request, gallery, keys)
            return "", ()
        case "cover":
            chosen = gallery.placements.filter(pk=keys[0]).first()
            if chosen is None:
                raise CannotCurate(Reason.NOT_THERE, (keys[0],))
            publishing.choose_cover(gallery, chosen, by=by, now=now)
            return _("It stands for the gallery now."), ()
        case "place":
            section = section_named(gallery, said.get("section"))
            after = _neighbour(section, keys, said.get("after", ""), said.get("before", ""))
            seen = {
                number(key): place
                for key, _equals, place in (one.partition("=") for one in said.getlist("seen"))
                if number(key) in keys
            }
        case _:
            section = section_named(gallery, said.get("section"))
            after = _behind_number(section, keys, said.get("behind", "").strip())
            seen = {}
    moved = hanging.move(
        keys, gallery=gallery, by=by, now=now, section=section, after=after, seen=seen
    )
    return _moved(len(keys)), moved


def _put_down(
    request: Request, gallery: Gallery, do: str, where: int
) -> tuple[str, Sequence[Placement]]:
    """Put down what was taken along: behind a photo, or at the beginning of a section."""
    keys = [key for key in carried(request, gallery) if key != where]
    if not keys:
        return _("There is nothing in your hands."), ()
    if do == "put":
        behind = gallery.placements.filter(pk=where).select_related("section").first()
        if behind is None:
            raise CannotCurate(Reason.NOT_THERE, (where,))
        section, after = behind.section, behind.pk
    else:
        section, after = section_named(gallery, where), None
    now = timezone.now()
    moved = hanging.move(
        keys, gallery=gallery, by=the_user(request), now=now, section=section, after=after
    )
    _carry(request, gallery, [])
    return _moved(len(keys)), moved


def _carry(request: Request, gallery: Gallery, keys: list[int]) -> None:
    hands = request.session.get(CARRIED, {})
    hands[str(gallery.pk)] = keys[: hanging.MOST_AT_ONCE]
    request.session[CARRIED] = {key: kept for key, kept in hands.items() if kept}


def _neighbour(section: Section, keys: list[int], after: str, before: str) -> int | None:
    """Behind what photos come that were dropped beside another one. None: the beginning."""
    if after:
        return number(after)
    if not before:
        return None
    staying = section.placements.exclude(pk__in=keys)
    row = staying.filter(pk=number(before)).first()
    if row is None:
        raise CannotCurate(Reason.NOT_THERE, (number(before),))
    earlier = Q(position__lt=row.position) | Q(position=row.position, pk__lt=row.pk)
    last = staying.filter(earlier).order_by("-position", "-pk").values_list("pk", flat=True)
    return last.first()


def _behind_number(section: Section, keys: list[int], behind: str) -> int | None:
    """Behind what photos come that go behind a number; "" is the end, 0 the beginning."""
    staying = section.placements.exclude(pk__in=keys).order_by("position", "pk")
    if not behind:
        return staying.values_list("pk", flat=True).last()
    place = number(behind)
    if place < 0:
        raise CannotCurate(Reason.NO_NUMBER)
    if place == 0:
        return None
    counted = staying.values_list("pk", flat=True)
    return counted[place - 1 : place].first() or counted.last()


def _moved(count: int) -> str:
    words = ngettext("%(count)d photo moved.", "%(count)d photos moved.", count)
    return words % {"count": count}
