"""Who hangs a gallery, and its history."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from galleries.actions import curators as curators_
from galleries.actions.galleries import CannotCurate, Reason
from galleries.actions.undoing import can_be_undone
from galleries.models import Gallery, Person
from galleries.queries.curators import curators_page, known_person
from galleries.queries.hanging_page import find_curated
from galleries.views import curating_words
from galleries.views.curating import deed
from galleries.views.page import Request, render_page, the_user


@login_required
@require_safe
def curators(request: Request, slug: str) -> HttpResponse:
    """The curators of a gallery, and who changed what, newest first."""
    gallery = find_curated(slug, request.viewer)
    if gallery is None:
        raise Http404
    shown = curators_page(gallery, request.viewer)
    context = {
        "shown": shown,
        "gallery": gallery,
        "history": [
            (each, curating_words.change(each), can_be_undone(each)) for each in shown.changes
        ],
        "here": "galleries",
    }
    return render_page(request, "galleries/galleries/curators.html", context)


@deed("gallery_curators")
def change(request: Request, gallery: Gallery) -> str:
    """Invite somebody, let somebody go, or hand the gallery over."""
    by, now, said = the_user(request), timezone.now(), request.POST
    person = known_person(said.get("who", ""))
    if person is None:
        raise CannotCurate(Reason.NOBODY)
    match said.get("do"):
        case "invite":
            curators_.invite(gallery, person, by=by, now=now)
            return _("%(name)s may hang here as well, as soon as they sign in.") % _named(person)
        case "dismiss":
            curators_.dismiss(gallery, person, by=by, now=now)
            return _("%(name)s does not hang here any more.") % _named(person)
        case "hand over":
            curators_.hand_over(gallery, person, by=by, now=now)
            return _("%(name)s owns this gallery now.") % _named(person)
    raise Http404


def _named(person: Person) -> dict[str, str]:
    return {"name": person.name}
