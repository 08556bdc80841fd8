"""Taking one's data along, taking the permission back, and being forgotten."""

from collections.abc import Iterator

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from galleries.actions.leaving import NotTheirName, forget_me
from galleries.queries.leaving import account_export, held, photo_exports
from galleries.views.page import Request, the_user


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def forget(request: Request) -> HttpResponse:
    """What goes when a person is forgotten; done once they have typed their name."""
    user = the_user(request)
    wrong = False
    if request.method == "POST":
        try:
            forget_me(user, typed=request.POST.get("name", ""))
        except NotTheirName:
            wrong = True
        else:
            request.session.flush()
            messages.success(
                request,
                _("You are forgotten. The last of your copies goes within the hour."),
            )
            return redirect("home")
    context = {"held": held(user), "name": str(user), "wrong": wrong}
    status = 422 if wrong else 200
    return render(request, "galleries/leaving/forget.html", context, status=status)


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
    head = encoder.encode({"exported_at": timezone.now()} | account_export(user))
    yield head.removesuffix("}") + ', "photos": [\n'
    for number, photo in enumerate(photo_exports(user)):
        yield (",\n" if number else "") + encoder.encode(photo)
    yield "\n]}\n"
