"""What is said at a desk."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from galleries.actions.desks import CannotJudge, Reason
from galleries.actions.signing import TakenBack
from galleries.actions.verdicts import Decided
from galleries.models import DeskLine, OutboxItem, Role, Verdict
from galleries.models.summaries import Summary
from galleries.queries.sheets import Facts
from galleries.views.outbox_sentences import OUTCOMES

Kind = Verdict.Kind

VERDICTS = {
    Kind.KEEP: (gettext_lazy("Keep"), "✓"),
    Kind.REMOVE: (gettext_lazy("Remove"), "✕"),
    Kind.HOLD: (gettext_lazy("Hold"), "◦"),
    Kind.FEATURE: (gettext_lazy("Feature"), "★"),
}
_ROLES = {Role.ADMIN: gettext_lazy("Admin"), Role.MODERATOR: gettext_lazy("Moderator")}
_LINES = {
    DeskLine.Kind.OPENED: gettext_lazy("opened the desk"),
    DeskLine.Kind.CLOSED: gettext_lazy("closed the desk"),
    DeskLine.Kind.SET_UP: gettext_lazy("changed how the desk works"),
    DeskLine.Kind.REASONS: gettext_lazy("changed the list of reasons"),
    DeskLine.Kind.KEPT: gettext_lazy("kept"),
    DeskLine.Kind.REMOVED: gettext_lazy("decided to remove"),
    DeskLine.Kind.HELD: gettext_lazy("put on hold"),
    DeskLine.Kind.FEATURED: gettext_lazy("marked as a feature"),
    DeskLine.Kind.TAKEN_BACK: gettext_lazy("removal taken back"),
    DeskLine.Kind.SENT: gettext_lazy("removal sent"),
    DeskLine.Kind.REFUSED: gettext_lazy("removal had no effect"),
    DeskLine.Kind.VANISHED: gettext_lazy("left the pool without a verdict here"),
    DeskLine.Kind.KIND_NOTE: gettext_lazy("wrote a note under the photo"),
    DeskLine.Kind.HANDED_OVER: gettext_lazy("left a note"),
}


def verdict(kind: str) -> str:
    return str(VERDICTS[Kind(kind)][0])


def mark(kind: str) -> str:
    """A sign for a verdict; beside it always stands the word, for whoever does not see it."""
    return VERDICTS[Kind(kind)][1]


def role(held: Role) -> str:
    return str(_ROLES[held])


def line(done: DeskLine) -> str:
    """What happened, for the log."""
    return str(_LINES[DeskLine.Kind(done.kind)])


def kinds() -> list[tuple[str, str]]:
    """What the log can be narrowed to."""
    return [(kind.value, str(words)) for kind, words in _LINES.items()]


def outcome(came: str) -> str:
    """What came of a removal; "" while nothing has."""
    match came:
        case "":
            return ""
        case OutboxItem.Outcome.DONE:
            return _("It is out of the pool.")
        case OutboxItem.Outcome.ALREADY:
            return _("It was out of the pool already.")
        case OutboxItem.Outcome.BY_PERSON:
            return _("It was taken back in time.")
        case OutboxItem.Outcome.DISCONNECTED:
            return _("Whoever signed it took their permission back before it was sent.")
        case OutboxItem.Outcome.NO_PERMISSION:
            return _("Whoever signed it gave no permission to write within a day.")
        case OutboxItem.Outcome.NO_ROLE:
            return _("Whoever signed it no longer runs the group. Nothing was sent.")
        case OutboxItem.Outcome.NOT_ALLOWED:
            return _("Flickr did not let the signer remove it.")
    return str(OUTCOMES[came][0])


def cannot(error: CannotJudge) -> str:
    """Why something was not done, and what to do."""
    reason, other = error.reason, error.verdict
    if reason is Reason.DECIDED and other is not None:
        name = other.by.name if other.by is not None else _("Somebody")
        return _("%(name)s has decided that one meanwhile: %(verdict)s. Nothing was changed.") % {
            "name": name,
            "verdict": verdict(other.kind),
        }
    return {
        Reason.NO_SEAT: _("There is no desk for you here."),
        Reason.NOT_A_MEMBER: _(
            "Whoever opens a desk keeps their Flickr in step here, so that the pool can be read."
        ),
        Reason.NO_ZONE: _("That is no time zone. Choose one from the list."),
        Reason.NO_GRACE: _("Choose one of the times in the list."),
        Reason.NO_DAY: _("That is no day. Write it as 2026-03-31, or leave it out."),
        Reason.BLANK: _("There is nothing in it yet. Write something first."),
        Reason.TOO_LONG: _("That is too long to be kept. Nothing was changed."),
        Reason.STALE: _(
            "Flickr has not shown this pool for a day, so nobody can tell what is in it. Look at"
            " “Sync” for what holds it up."
        ),
        Reason.NOTHING_NEW: _("Nothing waits for a verdict."),
        Reason.LAPSED: _(
            "Your time for that sheet was over, and somebody else was given what had no verdict."
            " What you decided before is kept: sign it, or give it back."
        ),
        Reason.ENDED: _("That sheet is over: it was signed or given back."),
        Reason.DECIDED: _("That one was decided meanwhile. Nothing was changed."),
        Reason.LEFT_POOL: _("It has left the pool meanwhile. There is nothing to decide."),
        Reason.NO_REASON: _("A removal says why: choose a reason, or write one."),
        Reason.NOTHING_TO_UNDO: _("There is nothing to undo on this sheet."),
        Reason.NOTHING_TO_SIGN: _("Nothing is decided on this sheet yet."),
        Reason.CHANGED: _(
            "Something was decided since you read this. Read it once more before you sign."
        ),
        Reason.IN_USE: _("Its holder still works on it."),
        Reason.ON_ITS_WAY: _("The photo is not out of the pool yet. Write the note afterwards."),
        Reason.WRITTEN: _("One note was written under that photo already."),
        Reason.AT_WORK: _(
            "A colleague holds a sheet. Close the desk once it is signed or given back."
        ),
        Reason.REMOVALS_WAIT: _(
            "Removals are on their way. Take them back, or wait until they are sent."
        ),
    }[reason]


def decided(kind: Verdict.Kind, what: Decided) -> str:
    """What a key did, where that is more than the mark beside the photo says."""
    if what.unfolded:
        return ngettext(
            "Unfolded %(count)d photo of one member. Nothing is decided yet: choose among them.",
            "Unfolded %(count)d photos of one member. Nothing is decided yet: choose among them.",
            what.unfolded,
        ) % {"count": what.unfolded}
    if len(what.places) < 2:
        return ""
    said = {
        Kind.KEEP: _("All %(count)d photos of this member are kept."),
        Kind.HOLD: _("All %(count)d photos of this member are on hold."),
    }
    return said[kind] % {"count": len(what.places)}


def parts(what: Summary) -> str:
    """ "3 removals, 27 kept" """
    said = [
        (
            what.removed,
            ngettext("%(number)s removal", "%(number)s removals", what.removed),
        ),
        (what.kept, ngettext("%(number)s kept", "%(number)s kept", what.kept)),
        (what.held, ngettext("%(number)s on hold", "%(number)s on hold", what.held)),
        (
            what.featured,
            ngettext("%(number)s featured", "%(number)s featured", what.featured),
        ),
    ]
    return ", ".join(words % {"number": intcomma(count)} for count, words in said if count)


def bar(what: Summary) -> str:
    """ "3 removals, 1 kept · 26 to go" """
    said = [parts(what) or _("Nothing decided yet")]
    if what.open:
        to_go = ngettext("%(number)s to go", "%(number)s to go", what.open)
        said.append(to_go % {"number": intcomma(what.open)})
    return " · ".join(said)


def will_happen(what: Summary) -> str:
    """ "3 removals, 27 kept; 5 calls to Flickr" """
    if not what.calls:
        return _("%(parts)s; no call to Flickr") % {"parts": parts(what)}
    calls = ngettext("%(number)s call to Flickr", "%(number)s calls to Flickr", what.calls)
    return f"{parts(what)}; {calls % {'number': intcomma(what.calls)}}"


def signed(what: Summary, minutes: int) -> str:
    if not what.removed:
        return _("Signed: %(parts)s.") % {"parts": parts(what)}
    return ngettext(
        "Signed: %(parts)s. For %(minutes)d minute the removals can be taken back.",
        "Signed: %(parts)s. For %(minutes)d minutes the removals can be taken back.",
        minutes,
    ) % {"parts": parts(what), "minutes": minutes}


def taken_back(what: TakenBack) -> str:
    """In time, too late, or both."""
    in_time = ngettext(
        "%(count)d removal is taken back: nothing is sent, and the photo is new again.",
        "%(count)d removals are taken back: nothing is sent, and the photos are new again.",
        what.in_time,
    ) % {"count": what.in_time}
    too_late = ngettext(
        "For %(count)d it is too late: it is on its way to Flickr, or there already.",
        "For %(count)d it is too late: they are on their way to Flickr, or there already.",
        what.too_late,
    ) % {"count": what.too_late}
    said = [in_time] if what.in_time else []
    said += [too_late] if what.too_late else []
    return " ".join(said) or _("There was nothing to take back any more.")


def first_seen(facts: Facts, zone: ZoneInfo) -> str:
    if facts.is_first:
        return _("Their first photo in this pool, as far as we know")
    if facts.first_at is None:
        return ""
    return _("Adds to this pool since %(day)s") % {"day": day(facts.first_at, zone)}


def how_many(facts: Facts) -> str:
    """ "Second of theirs on that day, 5 in a week" """
    if facts.lately < 2:
        return _("The only one of theirs in a week")
    return _("Number %(nth)d of theirs on its day, %(lately)d in a week") % {
        "nth": facts.nth_today,
        "lately": facts.lately,
    }


def earlier(facts: Facts) -> str:
    """What was decided on this member's other photos: "12 kept, 2 removals"."""
    return parts(Summary.of(facts.counts, gone=0, open=0)) or _("None yet")


def day(moment: datetime, zone: ZoneInfo) -> str:
    return date_format(moment.astimezone(zone), "DATE_FORMAT")


def clock(moment: datetime, zone: ZoneInfo) -> str:
    return date_format(moment.astimezone(zone), "TIME_FORMAT")
