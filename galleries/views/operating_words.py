"""How the installation is doing, in words for whoever runs it."""

import re
from collections.abc import Mapping
from datetime import datetime

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from galleries.models import CallBudget, CallTally, Stream, StreamLog
from galleries.queries.calls import Budget, Calls, Span
from galleries.queries.operating import Care, Cared, Deed, Outboxes
from galleries.views import stream_words
from galleries.views.stream_nouns import Words

Result = CallTally.Result
Kind = Stream.Kind

KINDS: Mapping[Kind, Words] = {
    Kind.PHOTOSTREAM: gettext_lazy("Photostream"),
    Kind.FAVOURITES: gettext_lazy("Favourites"),
    Kind.ALBUMS: gettext_lazy("Albums"),
    Kind.ALBUM: gettext_lazy("Album"),
    Kind.CONTACTS: gettext_lazy("Contacts"),
    Kind.CONTACTS_PHOTOS: gettext_lazy("Contacts’ photos"),
    Kind.GROUPS: gettext_lazy("Groups"),
    Kind.GROUP: gettext_lazy("Group"),
    Kind.POOL: gettext_lazy("Pool"),
    Kind.MEMBERS: gettext_lazy("Members of a group"),
    Kind.FLICKR_GALLERIES: gettext_lazy("Flickr galleries"),
    Kind.FLICKR_GALLERY: gettext_lazy("Flickr gallery"),
    Kind.HAPPENINGS: gettext_lazy("What happened"),
    Kind.LICENCES: gettext_lazy("Licences"),
    Kind.HUNG: gettext_lazy("What hangs in galleries"),
    Kind.PASTED: gettext_lazy("Pasted addresses"),
}

CARES: Mapping[Care, Words] = {
    Care.PAUSED: gettext_lazy("Paused"),
    Care.REFUSED: gettext_lazy("Refused"),
    Care.BROKEN: gettext_lazy("Broken"),
    Care.STARVED: gettext_lazy("Starved"),
    Care.AT_WORK: gettext_lazy("At work"),
    Care.LATE: gettext_lazy("Late"),
    Care.DUE: gettext_lazy("Due"),
    Care.RESTING: gettext_lazy("Resting"),
}

_TROUBLES: Mapping[str, Words] = {
    Stream.Trouble.UNAVAILABLE: gettext_lazy("Flickr did not answer."),
    Stream.Trouble.RECONNECT: gettext_lazy("Flickr did not accept this person’s permission."),
    Stream.Trouble.NOT_ON_FLICKR: gettext_lazy(
        "Flickr says that this is not there, or not for this person."
    ),
    Stream.Trouble.UNEXPECTED: gettext_lazy(
        "Flickr answered in a way that this software does not understand: a fault to report."
    ),
    Stream.Trouble.INSTALLATION: gettext_lazy(
        "Flickr refuses this site’s key, signature or clock."
    ),
}

_AMISS: Mapping[Result, Words] = {
    Result.UNAVAILABLE: gettext_lazy("%(number)s unanswered"),
    Result.BUSY: gettext_lazy("%(number)s too many"),
    Result.REFUSED: gettext_lazy("%(number)s refused"),
    Result.NOT_THERE: gettext_lazy("%(number)s not there"),
    Result.SURPRISE: gettext_lazy("%(number)s not understood"),
    Result.INSTALLATION: gettext_lazy("%(number)s refused to this site"),
}

_DEEDS: Mapping[str, Words] = {
    StreamLog.Deed.RUN: gettext_lazy("Run"),
    StreamLog.Deed.PAUSE: gettext_lazy("Paused"),
    StreamLog.Deed.GO_ON: gettext_lazy("Let go on"),
    StreamLog.Deed.RESET: gettext_lazy("Reset"),
}

# What stands behind an error's name may be a piece of somebody's title; a missing key is none.
_SAID = re.compile(r"\b(?!KeyError\b)(\w+)\(.*", re.DOTALL)


def kind(stream: Stream | StreamLog) -> str:
    """What a stream is: "Pool 34427469792@N01"; the name of a group may be private, its id not."""
    return f"{KINDS[Kind(stream.kind)]} {stream.subject}".strip()


def whose(nsid: str, name: str) -> str:
    return name or nsid or _("everybody’s")


def why(cared: Cared, budget: Budget) -> str:
    """How a stream stands, in one sentence or two. Times end them: some end in a full stop."""
    stream = cared.stream
    match cared.care:
        case Care.PAUSED:
            time = {"time": clock(stream.paused_at)}
            return _("What is here stays here. Paused since %(time)s") % time
        case Care.REFUSED:
            return _(
                "Flickr no longer accepts this person’s permission. It goes on once they have "
                "signed in again."
            )
        case Care.BROKEN:
            what = str(_TROUBLES.get(stream.trouble, _TROUBLES[Stream.Trouble.UNEXPECTED]))
            return f"{what} {_tries(stream)}"
        case Care.STARVED:
            time = {"time": clock(stream_words.waiting_since(stream))}
            if budget.paused_until is not None:
                return _("It waits, as everything does. Waiting since %(time)s") % time
            return _("No call was left for it. Waiting since %(time)s") % time
        case Care.LATE:
            time = {"time": clock(stream.due_at)}
            if budget.is_spent:
                return _("Few calls are left: others go first. Due since %(time)s") % time
            return _("Calls are left: is a worker running? Due since %(time)s") % time
        case Care.AT_WORK:
            return _("A worker is reading it.")
        case Care.DUE:
            return _("Its turn comes in a moment.")
        case _:
            return _("Next look: %(time)s") % {"time": clock(stream.due_at)}


def _tries(stream: Stream) -> str:
    """Since when it has been broken, and what comes next."""
    told = (
        (_("Broken since: %(time)s"), stream.trouble_at),
        (_("last in step: %(time)s"), stream.in_step_at),
        (_("next try: %(time)s"), stream.due_at),
    )
    words = "; ".join(text % {"time": clock(moment)} for text, moment in told if moment)
    return words[:1].upper() + words[1:]


def small_print(cared: Cared) -> str:
    """The error, without anything that it may quote from what somebody wrote."""
    if cared.care is not Care.BROKEN:
        return ""
    if cared.stream.trouble != Stream.Trouble.UNEXPECTED:
        return cared.stream.trouble_detail
    return _SAID.sub(r"\1", cared.stream.trouble_detail)


def budget(budget: Budget) -> str:
    """How many calls are left, and whether anybody may make one."""
    if budget.paused_until is None:
        numbers = {"left": intcomma(budget.left), "holds": intcomma(budget.holds)}
        return _("%(left)s of %(holds)s calls are left for this moment.") % numbers
    time = {"time": clock(budget.paused_until)}
    match budget.stop:
        case CallBudget.Stop.BUSY:
            return _("Flickr asked this site to slow down: no calls before %(time)s") % time
        case CallBudget.Stop.KEY:
            return (
                _(
                    "Flickr does not know this site’s key. Check FLICKR_KEY; no calls before "
                    "%(time)s"
                )
                % time
            )
        case CallBudget.Stop.SIGNATURE:
            return (
                _(
                    "Flickr does not accept this site’s signatures. Check FLICKR_SECRET; no calls "
                    "before %(time)s"
                )
                % time
            )
        case CallBudget.Stop.CLOCK:
            return _("The clock of this site is wrong. Set it; no calls before %(time)s") % time
        case _:
            return _("No calls before %(time)s") % time


def spent_in_hour(count: int, budget: Budget) -> str:
    numbers = {"count": intcomma(count), "most": intcomma(budget.most)}
    return _("%(count)s calls in the last hour, of %(most)s at most.") % numbers


def spent_in_day(count: int) -> str:
    told = ngettext(
        "%(number)s call in the last 24 hours.", "%(number)s calls in the last 24 hours.", count
    )
    steps = _("Both are counted in steps of ten minutes.")
    return f"{told % {'number': intcomma(count)}} {steps}"


def outboxes(told: Outboxes) -> str:
    """What waits in people's outboxes, in one line; "" when there is nothing to tell."""
    parts = []
    if told.waiting:
        waits = ngettext("%(number)s deed waits", "%(number)s deeds wait", told.waiting)
        parts.append(waits % {"number": intcomma(told.waiting)})
    if told.unclear:
        unclear = ngettext("%(number)s is being sent", "%(number)s are being sent", told.unclear)
        parts.append(unclear % {"number": intcomma(told.unclear)})
    if told.refused:
        refused = ngettext(
            "%(number)s was refused within a day",
            "%(number)s were refused within a day",
            told.refused,
        )
        parts.append(refused % {"number": intcomma(told.refused)})
    return _("Outboxes: %(parts)s.") % {"parts": ", ".join(parts)} if parts else ""


def method(calls: Calls) -> str:
    return _("signing in") if calls.key == "sign-in" else calls.key.removeprefix("flickr.")


def caller(calls: Calls) -> str:
    """Who: their name here, else their NSID; calls without a token are the site's own."""
    return calls.name or calls.key or _("the site itself")


def amiss(span: Span) -> str:
    """What did not go well: "3 refused, 1 without an answer". "" when all did."""
    told = (
        str(_AMISS[result] % {"number": intcomma(count)}) for result, count in span.amiss.items()
    )
    return ", ".join(told)


def deed(deed: Deed) -> str:
    """ "Paused: Favourites of Alice" """
    facts = {
        "deed": _DEEDS[deed.log.deed],
        "what": kind(deed.log),
        "whose": whose(deed.nsid, deed.name),
    }
    return _("%(deed)s: %(what)s, %(whose)s") % facts


def clock(moment: datetime | None) -> str:
    """The time, with its day unless that is today; "" for none."""
    return stream_words.clock(moment) if moment is not None else ""
