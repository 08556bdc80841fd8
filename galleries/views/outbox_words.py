"""The outbox in words: what was done, where it stands, why it waits, what came of it."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from galleries.actions.deeds import LONGEST_COMMENT, MOST_WAITING, Reason
from galleries.models import Group, OutboxAnswer, OutboxItem, Photo
from galleries.models.outbox import State
from galleries.queries.outbox import Hold
from galleries.views import group_words
from galleries.views.links import group_on_flickr, photo_on_flickr
from galleries.views.outbox_sentences import OUTCOMES, WAITS, Meant, Where

Verb, Wait = OutboxItem.Verb, OutboxItem.Wait


@dataclass(frozen=True, slots=True)
class Told:
    """What there is to say of an item, and the way to the next step; "" when there is none."""

    words: str
    link: str = ""
    url: str = ""


_VERBS = {
    Verb.FAVE: gettext_lazy("Fave"),
    Verb.UNFAVE: gettext_lazy("Take back a fave"),
    Verb.COMMENT: gettext_lazy("Comment"),
    Verb.EDIT_COMMENT: gettext_lazy("Change a comment"),
    Verb.DELETE_COMMENT: gettext_lazy("Delete a comment"),
    Verb.ADD_TO_POOL: gettext_lazy("Add to the group “%(group)s”"),
    Verb.REMOVE_FROM_POOL: gettext_lazy("Take out of the group “%(group)s”"),
    Verb.REMOVE_ENTRY: gettext_lazy("Remove from “%(group)s”, as you decided at its desk"),
    Verb.ADD_TAGS: gettext_lazy("Add tags"),
    Verb.REMOVE_TAG: gettext_lazy("Remove a tag"),
}
_WITHOUT_GROUP = {
    Verb.ADD_TO_POOL: gettext_lazy("Add to a group"),
    Verb.REMOVE_FROM_POOL: gettext_lazy("Take out of a group"),
    Verb.REMOVE_ENTRY: gettext_lazy("Remove from a group, as you decided at its desk"),
}
_STATES = {
    State.WAITING: gettext_lazy("Waits"),
    State.SENDING: gettext_lazy("Being sent"),
    State.SENT: gettext_lazy("Sent"),
    State.REFUSED: gettext_lazy("Refused"),
    State.WITHDRAWN: gettext_lazy("Withdrawn"),
}


def deed(item: OutboxItem, group: Group | None) -> str:
    """What is to be done, or was: "Fave", "Add to the group “Piers”".

    group  the one it is about, if whoever reads this may know it
    """
    verb = Verb(item.verb)
    if group is None and verb in _WITHOUT_GROUP:
        return str(_WITHOUT_GROUP[verb])
    return str(_VERBS[verb]) % {"group": group_words.name(group) if group is not None else ""}


def state(item: OutboxItem) -> str:
    return str(_STATES[State(item.state)])


def wait(item: OutboxItem, photo: Photo | None, group: Group | None) -> Told:
    """Why it waits.

    photo, group  those it is about, if whoever reads this may see them
    """
    if item.state == State.SENDING and not item.waits_for:
        return Told(_("Flickr has been asked to take it."))
    return _told(WAITS[item.waits_for], photo, group)


def outcome(item: OutboxItem, photo: Photo | None, group: Group | None) -> Told:
    """What came of it, and what to do. ``photo`` and ``group`` as above."""
    return _told(OUTCOMES[item.outcome], photo, group)


def missing(item: OutboxItem) -> str:
    """Why its photo is not shown beside it."""
    if item.photo_id is None:
        return _("A photo that is no longer here")
    return _("A photo that is not shown to you any more")


def hold(hold: Hold, until: datetime | None) -> str:
    """Why nothing is sent at all, and what to do; "" while it is."""
    time = date_format(localtime(until), "TIME_FORMAT") if until is not None else ""
    match hold:
        case Hold.NOTHING:
            return ""
        case Hold.NO_PERMISSION:
            return _("Nothing is sent before you let this site write on Flickr for you.")
        case Hold.REFUSED:
            return _(
                "Flickr does not accept your permission any more. What you did is kept; give "
                "the permission again to have it sent."
            )
        case Hold.BUSY:
            return (
                _("Flickr asked this site to slow down. What you did is kept. Next try: %s") % time
            )
        case Hold.STOPPED:
            return (
                _(
                    "Whoever runs this site has to mend something before Flickr answers it. "
                    "What you did is kept. Next try: %s"
                )
                % time
            )


def under_way(item: OutboxItem, *, may_write: bool) -> str:
    """Where an open item stands, in a few words under a comment or beside a button."""
    if not may_write:
        return _("Waits for your permission")
    if item.state == State.SENDING:
        return _("Being sent…")
    match item.waits_for:
        case Wait.NONE:
            return _("Being sent…")
        case Wait.TOO_FAST:
            return _("Waits: Flickr takes only so many comments a minute")
        case Wait.LIMIT:
            return _("Waits: the group takes only so many photos in a while")
        case Wait.VIDEO:
            return _("Waits: Flickr is still working on this video")
        case Wait.GRACE:
            return _("Waits for a while, so that it can be taken back")
        case _:
            return _("Waits: Flickr gave no clear answer. It is kept and sent again")


def journal(answer: OutboxAnswer) -> str:
    """One call: "Looked up: there". What Flickr answered is quoted, never translated."""
    what = _("Looked up") if answer.is_look else _("Sent")
    return f"{what}: {answer.answer}"


def cannot(reason: Reason, *, longest: int = LONGEST_COMMENT) -> str:
    """Why something cannot be done here, and what to do. ``longest`` in characters."""
    match reason:
        case Reason.NOT_SHOWN:
            return _("That photo or comment is not here any more. Nothing was changed.")
        case Reason.OWN_PHOTO:
            return _("Flickr has no faves for your own photos.")
        case Reason.NOT_OWN_PHOTO:
            return _("Only its photographer may do this. Nothing was changed.")
        case Reason.BLANK:
            return _("There is nothing in it yet. Write something first.")
        case Reason.TOO_LONG:
            return ngettext(
                "It may have %(number)s character at most. What you wrote is still here.",
                "It may have %(number)s characters at most. What you wrote is still here.",
                longest,
            ) % {"number": intcomma(longest)}
        case Reason.NOT_YOURS:
            return _("Somebody else wrote that comment. Nothing was changed.")
        case Reason.BEING_SENT:
            return _(
                "It is being sent, or over already. Once it is on Flickr you can change it under "
                "the photo."
            )
        case Reason.NOT_IN_GROUP:
            return _("You are not in that group. Join it on Flickr first.")
        case Reason.TOO_MANY:
            return ngettext(
                "%(number)s thing of yours waits to be sent. More are not kept at a time.",
                "%(number)s things of yours wait to be sent. More are not kept at a time.",
                MOST_WAITING,
            ) % {"number": intcomma(MOST_WAITING)}


def _told(meant: Meant, photo: Photo | None, group: Group | None) -> Told:
    words, where = meant
    if where in (Where.GROUP, Where.THERE) and group is not None:
        return Told(str(words), _("The group on Flickr"), group_on_flickr(group.nsid))
    if where in (Where.PHOTO, Where.THERE) and photo is not None:
        url = photo_on_flickr(photo.owner.who, photo.pk)
        return Told(str(words), _("The photo on Flickr"), url)
    return Told(str(words))
