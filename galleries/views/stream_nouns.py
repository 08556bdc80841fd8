"""How each kind of stream is spoken of: its name, how many it holds, what did not show."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from galleries.models import Stream

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

type Words = str | _StrPromise

Kind = Stream.Kind


@dataclass(frozen=True, slots=True)
class Nouns:
    """The words for one kind. Those that count take ``count`` and, written out, ``number``.

    counting  while nobody knows yet how many there are
    asking    while Flickr is asked about single ones, where it ever is
    many      how many there are; "" where that says nothing
    missing   they did not show the last time
    """

    name: Words
    counting: Words
    asking: Words = ""
    many: Words = ""
    missing: Words = ""


NOUNS = {
    Kind.PHOTOSTREAM: Nouns(
        name=_("Photostream"),
        counting=_("Counting your photos"),
        asking=_("Asking Flickr about photos that did not show"),
        missing=ngettext_lazy(
            "%(number)s photo did not show on Flickr the last time. "
            "It stays here until we have looked once more.",
            "%(number)s photos did not show on Flickr the last time. "
            "They stay here until we have looked once more.",
            "count",
        ),
    ),
    Kind.FAVOURITES: Nouns(
        name=_("Favourites"),
        counting=_("Counting your favourites"),
        asking=_("Asking Flickr about photos that did not show"),
        missing=ngettext_lazy(
            "%(number)s favourite did not show on Flickr the last time. "
            "We look once more before it leaves your list.",
            "%(number)s favourites did not show on Flickr the last time. "
            "We look once more before they leave your list.",
            "count",
        ),
    ),
    Kind.CONTACTS_PHOTOS: Nouns(
        name=_("Your contacts’ newest photos"),
        counting=_("Asking for your contacts’ photos"),
    ),
    Kind.ALBUMS: Nouns(
        name=_("Albums"),
        counting=_("Counting your albums"),
        many=ngettext_lazy("%(number)s album", "%(number)s albums", "count"),
        missing=ngettext_lazy(
            "%(number)s album did not show on Flickr the last time. "
            "It stays here until we have looked once more.",
            "%(number)s albums did not show on Flickr the last time. "
            "They stay here until we have looked once more.",
            "count",
        ),
    ),
    Kind.GROUPS: Nouns(
        name=_("Groups"),
        counting=_("Counting your groups"),
        many=ngettext_lazy("%(number)s group", "%(number)s groups", "count"),
        missing=ngettext_lazy(
            "%(number)s group did not show on Flickr the last time. "
            "It stays here until we have looked once more.",
            "%(number)s groups did not show on Flickr the last time. "
            "They stay here until we have looked once more.",
            "count",
        ),
    ),
    Kind.CONTACTS: Nouns(
        name=_("Contacts"),
        counting=_("Counting your contacts"),
        many=ngettext_lazy("%(number)s contact", "%(number)s contacts", "count"),
        missing=ngettext_lazy(
            "%(number)s contact did not show on Flickr the last time. "
            "We look once more before it leaves your list.",
            "%(number)s contacts did not show on Flickr the last time. "
            "We look once more before they leave your list.",
            "count",
        ),
    ),
    Kind.FLICKR_GALLERIES: Nouns(
        name=_("Flickr galleries"),
        counting=_("Counting your galleries on Flickr"),
        many=ngettext_lazy("%(number)s Flickr gallery", "%(number)s Flickr galleries", "count"),
        missing=ngettext_lazy(
            "%(number)s gallery did not show on Flickr the last time. "
            "It stays here until we have looked once more.",
            "%(number)s galleries did not show on Flickr the last time. "
            "They stay here until we have looked once more.",
            "count",
        ),
    ),
    Kind.HAPPENINGS: Nouns(
        name=_("What happened to your photos"),
        counting=_("Asking what happened in the last week"),
    ),
    Kind.POOL: Nouns(
        name=_("Pool"),
        counting=_("Counting the photos"),
        asking=_("Asking Flickr about photos that did not show"),
        many=ngettext_lazy("%(number)s photo", "%(number)s photos", "count"),
        missing=ngettext_lazy(
            "%(number)s photo of the pool did not show on Flickr the last time. "
            "We look once more before it leaves the pool here.",
            "%(number)s photos of the pool did not show on Flickr the last time. "
            "We look once more before they leave the pool here.",
            "count",
        ),
    ),
    Kind.MEMBERS: Nouns(
        name=_("Members"),
        counting=_("Counting the members"),
        many=ngettext_lazy("%(number)s member", "%(number)s members", "count"),
        missing=ngettext_lazy(
            "%(number)s member did not show on Flickr the last time. "
            "We look once more before they leave the list here.",
            "%(number)s members did not show on Flickr the last time. "
            "We look once more before they leave the list here.",
            "count",
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class ChildNouns:
    """The words for the many streams that one list calls for.

    to_come    the list is here, and this many of them are not
    troubled   what comes before their titles
    not_there  Flickr does not know them (any more)
    untitled   the title of one that has none
    paused     the operator paused this many
    starved    for this many no call was left for a good while
    missing    photos in them that did not show the last time
    """

    to_come: Words
    troubled: Words
    not_there: Words
    untitled: Words
    paused: Words
    starved: Words
    missing: Words = ""


CHILD_NOUNS = {
    Kind.ALBUM: ChildNouns(
        to_come=ngettext_lazy(
            "the photos of %(number)s are still to come",
            "the photos of %(number)s are still to come",
            "count",
        ),
        troubled=ngettext_lazy(
            "%(number)s album is not in step:", "%(number)s albums are not in step:", "count"
        ),
        not_there=ngettext_lazy(
            "Flickr says that this album is not there (any more).",
            "Flickr says that these albums are not there (any more).",
            "count",
        ),
        untitled=_("an album without a title"),
        paused=ngettext_lazy(
            "Whoever runs this site paused %(number)s album. What is here stays here.",
            "Whoever runs this site paused %(number)s albums. What is here stays here.",
            "count",
        ),
        starved=ngettext_lazy(
            "%(number)s album waits for its turn: this site may ask Flickr only so often.",
            "%(number)s albums wait for their turn: this site may ask Flickr only so often.",
            "count",
        ),
        missing=ngettext_lazy(
            "%(number)s photo in your albums did not show the last time. "
            "It stays there until we have looked once more.",
            "%(number)s photos in your albums did not show the last time. "
            "They stay there until we have looked once more.",
            "count",
        ),
    ),
    Kind.GROUP: ChildNouns(
        to_come=ngettext_lazy(
            "the rules of %(number)s are still to come",
            "the rules of %(number)s are still to come",
            "count",
        ),
        troubled=ngettext_lazy(
            "%(number)s group is not in step:", "%(number)s groups are not in step:", "count"
        ),
        not_there=ngettext_lazy(
            "Flickr says that this group is not there (any more), or not for you.",
            "Flickr says that these groups are not there (any more), or not for you.",
            "count",
        ),
        untitled=_("a private group"),
        paused=ngettext_lazy(
            "Whoever runs this site paused %(number)s group. What is here stays here.",
            "Whoever runs this site paused %(number)s groups. What is here stays here.",
            "count",
        ),
        starved=ngettext_lazy(
            "%(number)s group waits for its turn: this site may ask Flickr only so often.",
            "%(number)s groups wait for their turn: this site may ask Flickr only so often.",
            "count",
        ),
    ),
    Kind.FLICKR_GALLERY: ChildNouns(
        to_come=ngettext_lazy(
            "the photos of %(number)s are still to come",
            "the photos of %(number)s are still to come",
            "count",
        ),
        troubled=ngettext_lazy(
            "%(number)s gallery is not in step:", "%(number)s galleries are not in step:", "count"
        ),
        not_there=ngettext_lazy(
            "Flickr says that this gallery is not there (any more).",
            "Flickr says that these galleries are not there (any more).",
            "count",
        ),
        untitled=_("a gallery without a title"),
        paused=ngettext_lazy(
            "Whoever runs this site paused %(number)s gallery. What is here stays here.",
            "Whoever runs this site paused %(number)s galleries. What is here stays here.",
            "count",
        ),
        starved=ngettext_lazy(
            "%(number)s gallery waits for its turn: this site may ask Flickr only so often.",
            "%(number)s galleries wait for their turn: this site may ask Flickr only so often.",
            "count",
        ),
        missing=ngettext_lazy(
            "%(number)s photo in your Flickr galleries did not show the last time. "
            "We look once more before it leaves them here.",
            "%(number)s photos in your Flickr galleries did not show the last time. "
            "We look once more before they leave them here.",
            "count",
        ),
    ),
}


# Each kind in a sentence to the person whose it is.
YOURS: dict[Kind, Words] = {
    Kind.PHOTOSTREAM: _("your photostream"),
    Kind.FAVOURITES: _("your favourites"),
    Kind.CONTACTS_PHOTOS: _("your contacts’ newest photos"),
    Kind.ALBUMS: _("your albums"),
    Kind.ALBUM: _("the photos of one of your albums"),
    Kind.GROUPS: _("your groups"),
    Kind.GROUP: _("the rules of one of your groups"),
    Kind.POOL: _("the pool of one of your groups"),
    Kind.MEMBERS: _("the members of one of your groups"),
    Kind.CONTACTS: _("your contacts"),
    Kind.FLICKR_GALLERIES: _("your Flickr galleries"),
    Kind.FLICKR_GALLERY: _("the photos of one of your Flickr galleries"),
    Kind.HAPPENINGS: _("what happened to your photos"),
    # nobody's, and so in nobody's log
    Kind.LICENCES: _("the licences"),
    Kind.HUNG: _("what hangs in galleries"),
    Kind.PASTED: _("pasted addresses"),
}


def counted(words: Words, count: int) -> str:
    """ "3,400 photos": counting words with their number written out. "" stays ""."""
    return str(words % {"count": count, "number": intcomma(count)}) if words else ""
