"""What went wrong with a stream, what is safe, and what to do: in words."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from galleries.models import CallBudget, Stream
from galleries.queries.sync import State, StreamLine, SyncPage
from galleries.views import words

_KINDS = {
    Stream.Kind.PHOTOSTREAM: gettext_lazy("Photostream"),
    Stream.Kind.FAVOURITES: gettext_lazy("Favourites"),
}


@dataclass(frozen=True, slots=True)
class Trouble:
    """What happened, what to do. ``small_print`` is for whoever is asked to help.

    reconnect  the one thing to do is to sign in again
    """

    what: str
    then: str
    small_print: str
    reconnect: bool = False


def kind(stream: Stream) -> str:
    """What a stream keeps in step: "Photostream"."""
    return str(_KINDS.get(Stream.Kind(stream.kind), stream.kind))


def trouble(line: StreamLine) -> Trouble | None:
    """The last trouble of a stream in words, None when there is none."""
    if line.state is not State.TROUBLE:
        return None
    stream = line.stream
    code = stream.trouble
    if stream.connection.refused_at is not None:
        code = Stream.Trouble.RECONNECT
    again = _("Next try: %(time)s") % {"time": _clock(stream)}
    match code:
        case Stream.Trouble.UNAVAILABLE:
            what, then = _("Flickr did not answer."), _("What is here stays here. ") + again
        case Stream.Trouble.RECONNECT:
            what = _("Flickr no longer accepts the permission you gave us.")
            then = _("What is here stays here. Sign in with Flickr again, and copying goes on.")
        case Stream.Trouble.NOT_ON_FLICKR:
            what, then = _("Flickr says that this is not there."), again
        case Stream.Trouble.INSTALLATION:
            what = _("Flickr refuses this site, not you.")
            then = _("Whoever runs it has to look into it. ") + again
        case _:
            what = _("Flickr answered in a way we do not understand.")
            then = _("Nothing was changed. This is for us to mend. ") + again
    return Trouble(what, then, stream.trouble_detail, code == Stream.Trouble.RECONNECT)


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


def _clock(stream: Stream) -> str:
    return date_format(localtime(stream.due_at), "TIME_FORMAT")
