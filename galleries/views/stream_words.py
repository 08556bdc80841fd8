"""A stream in words: how far it is; what went wrong, what is safe, and what to do."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from galleries.models import CallBudget, Stream, StreamLog
from galleries.queries.children import Children
from galleries.queries.stream_lines import State, StreamLine
from galleries.queries.sync import SyncPage
from galleries.views import words
from galleries.views.stream_nouns import CHILD_NOUNS, NOUNS, YOURS, ChildNouns, Nouns, counted


@dataclass(frozen=True, slots=True)
class Trouble:
    """What happened, what to do. ``small_print`` is for whoever is asked to help.

    since      "Like this since 4 p.m."; "" when that is not known
    reconnect  the one thing to do is to sign in again
    """

    what: str
    then: str
    small_print: str
    since: str = ""
    reconnect: bool = False


@dataclass(frozen=True, slots=True)
class ChildTrouble:
    """Which of many are not in step, and why.

    which   "5 albums are not in step:"
    titles  of the first few
    more    "and 2 more", "" when all are named
    why     "" when each has a reason of its own
    """

    which: str
    titles: tuple[str, ...]
    more: str
    why: str
    small_print: str


def nouns(stream: Stream) -> Nouns:
    return NOUNS[Stream.Kind(stream.kind)]


def how_many(line: StreamLine) -> str:
    """How many it holds: "24 albums". "" while that is not known, or says nothing."""
    count = line.children.count if line.children is not None else line.stream.total
    if count is None or line.stream.in_step_at is None:
        return ""
    return counted(nouns(line.stream).many, count)


def to_come(children: Children) -> str:
    """ "the photos of 3 are still to come" """
    return counted(_child_nouns(children).to_come, children.to_come)


def missing(line: StreamLine) -> list[str]:
    """What did not show the last time, one sentence for each sort of thing."""
    told = []
    if line.state is State.IN_STEP and line.stream.missing:
        told.append(counted(nouns(line.stream).missing, line.stream.missing))
    if line.children is not None and line.children.missing:
        told.append(counted(_child_nouns(line.children).missing, line.children.missing))
    return [sentence for sentence in told if sentence]


def trouble(line: StreamLine) -> Trouble | None:
    """The last trouble of a stream in words, None when there is none."""
    if line.state is not State.TROUBLE:
        return None
    stream = line.stream
    code = stream.trouble
    if stream.is_refused:
        code = Stream.Trouble.RECONNECT
    again = _("Next try: %(time)s") % {"time": clock(stream.due_at)}
    match code:
        case Stream.Trouble.UNAVAILABLE:
            what, then = _("Flickr did not answer."), _("What is here stays here. ") + again
        case Stream.Trouble.RECONNECT:
            what = _("Flickr no longer accepts the permission you gave us.")
            then = _("What is here stays here. Sign in with Flickr again, and copying goes on.")
        case Stream.Trouble.NOT_ON_FLICKR if stream.kind in (Stream.Kind.POOL, Stream.Kind.MEMBERS):
            what = _("Flickr says that this group is not there (any more), or not for you.")
            then = again
        case Stream.Trouble.NOT_ON_FLICKR:
            what, then = _("Flickr says that this is not there."), again
        case Stream.Trouble.INSTALLATION:
            what = _("Flickr refuses this site, not you.")
            then = _("Whoever runs it has to look into it. ") + again
        case _:
            what = _("Flickr answered in a way we do not understand.")
            then = _("Nothing was changed. This is for us to mend. ") + again
    return Trouble(
        what, then, stream.trouble_detail, _since(stream), code == Stream.Trouble.RECONNECT
    )


def _since(stream: Stream) -> str:
    """Since when it has not gone well, "" when that is not known."""
    refused_at = stream.connection.refused_at if stream.connection is not None else None
    since = refused_at or stream.trouble_at
    return _("Like this since %(time)s") % {"time": clock(since)} if since else ""


def held_up(line: StreamLine, *, is_stopped: bool = False) -> str:
    """Why a stream stands still though nothing is wrong with it; "" when it does not.

    is_stopped  everybody's does, and the page says why
    """
    stream = line.stream
    if line.state is State.PAUSED:
        return _("Whoever runs this site paused this. What is here stays here.")
    if line.state is not State.STARVED:
        return ""
    time = {"time": clock(waiting_since(stream))}
    if is_stopped:
        return _("It goes on when everything does. Waiting since %(time)s") % time
    return (
        _("Its turn comes later: this site may ask Flickr only so often. Waiting since %(time)s")
        % time
    )


def children_held_up(line: StreamLine) -> list[str]:
    """Which of a line's children stand still, one sentence for each reason.

    Nothing when the line itself does: that says it for all of them.
    """
    children = line.children
    if children is None or line.state in (State.TROUBLE, State.PAUSED, State.STARVED):
        return []
    theirs = _child_nouns(children)
    told = [
        counted(theirs.paused, children.paused) if children.paused else "",
        counted(theirs.starved, children.starved) if children.starved else "",
    ]
    return [sentence for sentence in told if sentence]


def deed(log: StreamLog) -> str:
    """What the operator did: "Whoever runs this site read your favourites anew" """
    what = {"what": YOURS[Stream.Kind(log.kind)]}
    match log.deed:
        case StreamLog.Deed.RUN:
            return _("Whoever runs this site asked Flickr about %(what)s") % what
        case StreamLog.Deed.PAUSE:
            return _("Whoever runs this site paused %(what)s") % what
        case StreamLog.Deed.GO_ON:
            return _("Whoever runs this site let %(what)s go on") % what
        case _:
            return _("Whoever runs this site had %(what)s read anew") % what


def child_trouble(line: StreamLine) -> ChildTrouble | None:
    """Which of a line's children are in trouble. None when the line itself is: that says more."""
    children = line.children
    if children is None or not children.troubled or line.state is State.TROUBLE:
        return None
    theirs = _child_nouns(children)
    more = children.troubled - len(children.named)
    return ChildTrouble(
        which=counted(theirs.troubled, children.troubled),
        titles=tuple(child.title.strip() or str(theirs.untitled) for child in children.named),
        more=ngettext("and %(count)d more", "and %(count)d more", more) % {"count": more}
        if more
        else "",
        why=_why(children),
        small_print=children.named[0].detail if children.named else "",
    )


def _why(children: Children) -> str:
    codes = {child.trouble for child in children.named}
    if len(codes) != 1:
        return ""
    match codes.pop():
        case Stream.Trouble.NOT_ON_FLICKR:
            return counted(_child_nouns(children).not_there, children.troubled)
        case Stream.Trouble.UNAVAILABLE:
            return _("Flickr did not answer. We try again by ourselves.")
        case Stream.Trouble.INSTALLATION:
            return _("Flickr refuses this site, not you. Whoever runs it has to look into it.")
        case Stream.Trouble.UNEXPECTED:
            return _("Flickr answered in a way we do not understand. Nothing was changed.")
        case _:
            return ""


def stop(page: SyncPage) -> str:
    """Why nobody's copying goes on at the moment, "" while it does."""
    if page.paused_until is None:
        return ""
    time = date_format(localtime(page.paused_until), "TIME_FORMAT")
    match page.stop:
        case CallBudget.Stop.BUSY:
            return _(
                "Flickr asked this site to slow down. Nothing is lost. Copying goes on: %(time)s"
            ) % {"time": time}
        case CallBudget.Stop.KEY | CallBudget.Stop.SIGNATURE:
            return _(
                "Flickr does not accept this site’s key. Whoever runs it has to check FLICKR_KEY "
                "and FLICKR_SECRET. What is here stays here. Next try: %(time)s"
            ) % {"time": time}
        case CallBudget.Stop.CLOCK:
            return _(
                "The clock of this site is wrong, so Flickr does not answer it. Whoever runs it "
                "has to set it. What is here stays here. Next try: %(time)s"
            ) % {"time": time}
        case _:
            return ""


def left(line: StreamLine) -> str:
    """The estimate: "about 2 min", "" when nobody can tell."""
    return words.duration(line.left_s) if line.left_s is not None else ""


def _child_nouns(children: Children) -> ChildNouns:
    return CHILD_NOUNS[Stream.Kind(children.kind)]


def waiting_since(stream: Stream) -> datetime:
    """Since when a starved stream waits. Being turned away makes it due a little later."""
    return min(stream.waiting_since or stream.due_at, stream.due_at)


def clock(moment: datetime) -> str:
    """When something is tried again: the time, with its day unless that is today."""
    local = localtime(moment)
    is_today = local.date() == localtime().date()
    return date_format(local, "TIME_FORMAT" if is_today else "DATETIME_FORMAT")
