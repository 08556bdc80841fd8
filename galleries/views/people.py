"""Who somebody is."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from galleries.models import Contact
from galleries.queries.people import person_page
from galleries.views.links import person_on_flickr
from galleries.views.page import Request, render_page
from galleries.views.remarks import shown_person


@require_safe
def person(request: Request, who: str) -> HttpResponse:
    """One person, and the ways to what of theirs the viewer may look at."""
    shown = person_page(who, request.viewer)
    if shown is None and request.viewer.nsid == who:
        return redirect("sync")  # nothing is copied yet: that page says how to begin
    if shown is None:
        raise Http404
    person = shown.doors.person
    context = {
        "shown": shown,
        "doors": shown.doors,
        "person": person,
        "icon": shown_person(person).icon,
        "username": person.username if person.username != person.name else "",
        "follows": _follows(shown.contact) if shown.contact else "",
        "flickr_url": person_on_flickr(person.who),
        "here": "you" if shown.doors.is_own else "",
    }
    return render_page(request, "galleries/people/person.html", context, synced=True)


def _follows(contact: Contact) -> str:
    """How one follows somebody: for oneself alone to read."""
    if contact.is_friend and contact.is_family:
        return _("You follow them as a friend and as family")
    if contact.is_friend:
        return _("You follow them as a friend")
    if contact.is_family:
        return _("You follow them as family")
    return _("You follow them")
