"""The comments under a photo: those on Flickr, and one's own that are on their way there."""

import re
from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from galleries.actions.deeds import Verb
from galleries.flickr import urls
from galleries.flickr.html import clean_html
from galleries.models import Comment, OutboxItem, Person, Photo, Viewer
from galleries.models.outbox import State
from galleries.queries.deeds import Deeds
from galleries.queries.talk import Conversation
from galleries.views import outbox_words
from galleries.views.links import photostream_on_flickr
from galleries.views.outbox_words import Told

_BREAK = re.compile(r"<br ?/?>")
_REL = re.compile(r' rel="noopener nofollow ugc"')
# Not before what would then read as another sign.
_AMPERSAND = re.compile(r"&amp;(?!#|[A-Za-z][A-Za-z0-9]*;)")


@dataclass(frozen=True, slots=True)
class ShownPerson:
    """Somebody with their page.

    icon     "" when they have none of their own
    is_here  the page is ours; else it is the one on Flickr
    """

    name: str
    icon: str
    url: str
    is_here: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment as it is read here.

    comment     None while it is not on Flickr
    item        what its reader did to it from here, when that is open or was refused
    html        sanitised
    state       where ``item`` stands, while it is open
    refusal     what Flickr said to it
    is_leaving  it is being deleted
    """

    comment: Comment | None
    item: OutboxItem | None
    by: ShownPerson
    by_is_gone: bool
    at: datetime
    html: str
    state: str
    refusal: Told | None
    is_leaving: bool
    may_edit: bool
    may_delete: bool

    @property
    def may_withdraw(self) -> bool:
        return self.item is not None and self.item.state == State.WAITING

    @property
    def may_change(self) -> bool:
        return self.may_withdraw and not self.is_leaving


def shown_remarks(
    known: Conversation, deeds: Deeds, photo: Photo, viewer: Viewer
) -> tuple[Remark, ...]:
    """Those on Flickr as they will be once everything is sent; then those on their way."""
    on_flickr = [
        _on_flickr(comment, deeds, photo, viewer, pages=known.pages) for comment in known.comments
    ]
    return (*on_flickr, *(_on_its_way(item, deeds, photo, viewer) for item in deeds.comments))


def shown_person(person: Person, pages: Container[int] = ()) -> ShownPerson:
    """Somebody as pages name them. ``pages``: the keys of those whose page here opens."""
    icon = ""
    if person.icon_server not in ("", "0"):
        icon = urls.buddy_icon(
            nsid=person.nsid,
            server=person.icon_server,
            farm=person.icon_farm,
            host=settings.FLICKR_STATIC_URL,
        )
    if person.pk in pages:
        return ShownPerson(person.name, icon, reverse("person", args=[person.who]), is_here=True)
    return ShownPerson(person.name, icon, photostream_on_flickr(person.who))


def typed(text_html: str) -> str:
    """A comment's sanitised HTML as somebody types it, so that they may change it."""
    text = _REL.sub("", _BREAK.sub("\n", text_html))
    return _AMPERSAND.sub("&", text)


def news(deeds: Deeds, *, is_slow: bool) -> str:
    """What a page that watches says of what was done there; "" when that is nothing new."""
    if deeds.is_moving and is_slow:
        return _("Flickr takes longer than usual. Reload to see whether it was sent.")
    if deeds.is_moving:
        return _("Being sent to Flickr…")
    if deeds.latest is None:
        return ""
    if deeds.latest.state == State.SENT:
        return _("Sent: Flickr has it.")
    return _("Flickr did not take it.")


def _on_flickr(
    comment: Comment, deeds: Deeds, photo: Photo, viewer: Viewer, *, pages: Container[int]
) -> Remark:
    item = deeds.changes.get(comment.flickr_id)
    is_open = item is not None and item.is_open
    is_leaving = item is not None and is_open and item.verb == Verb.DELETE_COMMENT
    is_changing = item is not None and is_open and item.verb == Verb.EDIT_COMMENT
    is_own = comment.author.nsid == viewer.nsid
    return Remark(
        comment=comment,
        item=item,
        by=shown_person(comment.author, pages),
        by_is_gone=comment.author_is_deleted,
        at=comment.written_at,
        html=clean_html(item.text) if item is not None and is_changing else comment.text_html,
        state=_change_under_way(item, deeds) if item is not None and is_open else "",
        refusal=_refusal(item, photo),
        is_leaving=is_leaving,
        may_edit=is_own and not is_open,
        may_delete=(is_own or photo.owner.nsid == viewer.nsid) and not is_leaving,
    )


def _on_its_way(item: OutboxItem, deeds: Deeds, photo: Photo, viewer: Viewer) -> Remark:
    may_write = deeds.standing.may_write
    return Remark(
        comment=None,
        item=item,
        by=ShownPerson(str(viewer.user), "", reverse("person", args=[viewer.nsid]), is_here=True),
        by_is_gone=False,
        at=item.asked_at,
        html=clean_html(item.text),
        state=outbox_words.under_way(item, may_write=may_write) if item.is_open else "",
        refusal=_refusal(item, photo),
        is_leaving=False,
        may_edit=False,
        may_delete=False,
    )


def _change_under_way(item: OutboxItem, deeds: Deeds) -> str:
    state = outbox_words.under_way(item, may_write=deeds.standing.may_write)
    if item.verb == Verb.DELETE_COMMENT:
        return _("You delete this. %(state)s") % {"state": state}
    return _("You changed this. %(state)s") % {"state": state}


def _refusal(item: OutboxItem | None, photo: Photo) -> Told | None:
    if item is None or item.is_open:
        return None
    return outbox_words.outcome(item, photo, None)
