"""Who hangs a gallery, and its history."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from galleries.actions import curators as curators_
from galleries.actions.galleries import CannotCurate, Reason
from galleries.actions.undoing import can_be_undone
from galleries.models import Gallery, Person
from galleries.queries.curators import curators_page, known_person
from galleries.views import curating_words
from galleries.views.curated import about_a_gallery
from galleries.views.curating import deed
from galleries.views.page import Request, render_page, the_user


@about_a_gallery("GET", "HEAD")
def curators(request: Request, gallery: Gallery) -> HttpResponse:
    """The curators of a gallery, and who changed what, newest first."""
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
