"""What is kept in step, and how far it is."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.sign_up import may_join
from galleries.actions import streams
from galleries.models import Stream
from galleries.queries.sync import StreamLine, sync_page
from galleries.views import stream_words
from galleries.views.page import Request, render_page, the_user


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A stream with its words."""

    line: StreamLine
    kind: str
    left: str
    trouble: stream_words.Trouble | None


def shown_lines(lines: Iterable[StreamLine]) -> list[ShownLine]:
    return [
        ShownLine(
            line=line,
            kind=stream_words.kind(line.stream),
            left=stream_words.left(line),
            trouble=stream_words.trouble(line),
        )
        for line in lines
    ]


@require_safe
@login_required
def sync(request: Request) -> HttpResponse:
    """A bar for each stream, live while somebody watches."""
    page = sync_page(request.viewer, now=timezone.now())
    context = {
        "page": page,
        "lines": shown_lines(page.lines),
        "stop": stream_words.stop(page),
        "copying": page.is_copying,
        "here": "sync",
        "may_join": may_join(request.viewer.nsid),
    }
    return render_page(request, "galleries/sync/sync.html", context, part="streams")


@require_POST
@login_required
def look_now(request: Request, stream_id: int) -> HttpResponse:
    """The button "Look now" of one stream: every five minutes at most."""
    stream = get_object_or_404(Stream, pk=stream_id, connection__user=the_user(request))
    if streams.look_now(stream, now=timezone.now()):
        messages.success(request, _("We look at your Flickr now."))
    else:
        messages.info(request, _("We looked less than five minutes ago. Please wait a little."))
    return redirect("sync")
