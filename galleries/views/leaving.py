"""Taking one's data along, having a photo forgotten, and being forgotten."""

from collections.abc import Iterator

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.connections import is_member
from accounts.models import User
from accounts.switches import switches_of
from galleries.actions.leaving import (
    NotTheirName,
    NotTheirPhoto,
    forget_me,
    take_back_photo,
    their_photo,
)
from galleries.queries.leaving import account_export, held, list_exports
from galleries.views import words
from galleries.views.page import Request, the_user


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def forget(request: Request) -> HttpResponse:
    """What goes when a person is forgotten; done once they have typed their name."""
    user = the_user(request)
    wrong, never_again = False, True
    if request.method == "POST":
        never_again = "never_again" in request.POST
        try:
            forget_me(user, typed=request.POST.get("name", ""), never_again=never_again)
        except NotTheirName:
            wrong = True
        else:
            request.session.flush()
            messages.success(
                request,
                _("You are forgotten. The last of your copies goes within the hour."),
            )
            return redirect("home")
    context = {
        "held": held(user),
        "name": str(user),
        "wrong": wrong,
        "never_again": never_again,
    }
    status = 422 if wrong else 200
    return render(request, "galleries/leaving/forget.html", context, status=status)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: Request, who: str, photo_id: int) -> HttpResponse:
    """What happens when a photographer has one photo forgotten here; done by POST."""
    user = the_user(request)
    try:
        photo = their_photo(user, photo_id, who=who)
        if request.method == "POST":
            take_back_photo(user, photo_id, now=timezone.now())
    except NotTheirPhoto:
        raise Http404 from None
    if request.method == "POST":
        messages.success(request, _("The photo is taken back. It does not come back here."))
        return redirect("photostream", photo.owner.who)
    context = {
        "photo": photo,
        "photos": [photo],
        "title": words.title(photo),
        "is_member": is_member(user),
    }
    return render(request, "galleries/leaving/take_back.html", context)


@never_cache
@login_required
@require_safe
def export(request: Request) -> StreamingHttpResponse:
    """Everything we hold of the person who asks, as one JSON file."""
    user = the_user(request)
    response = StreamingHttpResponse(_export(user), content_type="application/json")
    day = timezone.now().date().isoformat()
    response["Content-Disposition"] = f'attachment; filename="flickrweb-{user.nsid}-{day}.json"'
    return response


def _export(user: User) -> Iterator[str]:
    """The file, in pieces, so that a million photos need no memory."""
    encoder = DjangoJSONEncoder(ensure_ascii=False)
    account = account_export(user) | {"switches": switches_of(user)}
    head = encoder.encode({"exported_at": timezone.now()} | account)
    yield head.removesuffix("}")
    for name, rows in list_exports(user).items():
        yield f', "{name}": [\n'
        for number, row in enumerate(rows):
            yield (",\n" if number else "") + encoder.encode(row)
        yield "\n]"
    yield "}\n"
