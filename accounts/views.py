"""Signing in, signing out, and what we know of you."""

from typing import cast

from django.conf import settings as site
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.leaving import disconnect as take_back
from accounts.leaving import ends_at, guest_leaves
from accounts.local_paths import next_path
from accounts.models import FlickrConnection, User
from accounts.switches import Switches


@never_cache
@require_safe
def sign_in(request: HttpRequest) -> HttpResponse:
    """What signing in does, and one button that starts it."""
    wanted = next_path(request)
    if request.user.is_authenticated:
        return redirect(wanted or "home")
    return render(request, "accounts/sign_in.html", {"next_url": wanted})


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Forget this browser, and with it a guest's permission to write."""
    destroyed = isinstance(request.user, User) and guest_leaves(request.user)
    logout(request)
    if destroyed:
        messages.success(request, _writing_has_ended())
    return redirect("home")


@never_cache
@login_required
@require_safe
def settings(request: HttpRequest) -> HttpResponse:
    """Who you are here, what others see of yours, and what you let us do on Flickr."""
    user = cast(User, request.user)  # login_required has seen to it
    connection = FlickrConnection.objects.filter(user=user).first()
    context = {
        "connection": connection,
        "ends_at": ends_at(connection) if connection is not None else None,
        "switches": Switches(user),
        "flickr_url": f"{site.FLICKR_SITE_URL}/people/{user.nsid}/",
    }
    return render(request, "accounts/settings.html", context)


@require_POST
@login_required
def switches(request: HttpRequest) -> HttpResponse:
    """The switches on the settings page, all at once. Only ever one's own."""
    form = Switches(cast(User, request.user), request.POST)
    if form.is_valid():
        form.write()
        messages.success(request, _("Your choices are saved."))
    else:
        messages.error(request, _("That was none of the choices. Nothing was changed."))
    return redirect("settings")


@require_POST
@login_required
def disconnect(request: HttpRequest) -> HttpResponse:
    """Destroy the permission: the copying stops, what was copied stays."""
    user = cast(User, request.user)
    if guest_leaves(user):
        messages.success(request, _writing_has_ended())
        return redirect("settings")
    take_back(user)
    messages.success(request, _("Your permission is destroyed here, and the copying has stopped."))
    return redirect("settings")


def _writing_has_ended() -> str:
    return _(
        "Your permission to write is destroyed here. "
        "What was not sent yet is withdrawn, and kept in your outbox."
    )
