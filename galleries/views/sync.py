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
from galleries.queries.stream_lines import State, StreamLine
from galleries.queries.sync import GroupLine, sync_page
from galleries.views import stream_words
from galleries.views.page import Request, render_page, the_user
from galleries.views.stream_nouns import Nouns
from galleries.views.stream_words import ChildTrouble, Trouble


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A stream with its words."""

    line: StreamLine
    nouns: Nouns
    how_many: str
    to_come: str
    left: str
    missing: tuple[str, ...]
    trouble: Trouble | None
    child_trouble: ChildTrouble | None
    held_up: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """A group that is switched on: its pool and its members with their words.

    look_at    the stream that "look now" looks at, and all of the group with it; None when the
               operator paused it
    troubled   any of its parts is in trouble
    reconnect  the one thing to do is to sign in again
    """

    line: GroupLine
    name: str
    parts: tuple[ShownLine, ...]
    look_at: int | None
    troubled: bool
    reconnect: bool


def shown_lines(lines: Iterable[StreamLine], *, is_stopped: bool = False) -> list[ShownLine]:
    """The lines with their words. ``is_stopped``: nobody's copying goes on, as the page says."""
    return [
        ShownLine(
            line=line,
            nouns=stream_words.nouns(line.stream),
            how_many=stream_words.how_many(line),
            to_come=stream_words.to_come(line.children) if line.children else "",
            left=stream_words.left(line),
            missing=tuple(stream_words.missing(line)),
            trouble=stream_words.trouble(line),
            child_trouble=stream_words.child_trouble(line),
            held_up=_held_up(line, is_stopped=is_stopped),
        )
        for line in lines
    ]


def shown_groups(groups: Iterable[GroupLine], *, is_stopped: bool = False) -> list[ShownGroup]:
    return [_shown_group(group, is_stopped=is_stopped) for group in groups]


def _held_up(line: StreamLine, *, is_stopped: bool) -> tuple[str, ...]:
    own = stream_words.held_up(line, is_stopped=is_stopped)
    return (own,) if own else tuple(stream_words.children_held_up(line))


def _shown_group(group: GroupLine, *, is_stopped: bool) -> ShownGroup:
    parts = tuple(shown_lines(group.parts, is_stopped=is_stopped))
    running = [part.stream.pk for part in group.parts if part.state is not State.PAUSED]
    return ShownGroup(
        line=group,
        name=group.name or _("A private group"),
        parts=parts,
        look_at=running[0] if running else None,
        troubled=any(part.trouble is not None for part in parts),
        reconnect=any(part.trouble is not None and part.trouble.reconnect for part in parts),
    )


@require_safe
@login_required
def sync(request: Request) -> HttpResponse:
    """A bar for each stream, live while somebody watches."""
    page = sync_page(request.viewer, now=timezone.now())
    context = {
        "page": page,
        "lines": shown_lines(page.lines, is_stopped=page.paused_until is not None),
        "groups": shown_groups(page.groups, is_stopped=page.paused_until is not None),
        "stop": stream_words.stop(page),
        "deeds": [(stream_words.deed(deed.log), deed) for deed in page.deeds],
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
    if stream.paused_at is not None:
        messages.info(request, _("Whoever runs this site paused this. What is here stays here."))
    elif streams.look_now(stream, now=timezone.now()):
        messages.success(request, _("We look at your Flickr now."))
    else:
        messages.info(request, _("We looked less than five minutes ago. Please wait a little."))
    return redirect("sync")
