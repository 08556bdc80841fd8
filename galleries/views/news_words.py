"""What is new, in words: when somebody was last here, and who did what to their photos."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import escape

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from galleries.flickr.html import plain_text
from galleries.models import Person
from galleries.queries.group_news import GroupNews
from galleries.views.links import photostream_on_flickr

WEEK = timedelta(days=6)
YEAR = timedelta(days=300)
LONGEST = 280  # of what somebody said, in characters


def when(moment: datetime, *, now: datetime) -> str:
    """A moment as it stands behind "since": "Tuesday, 17 November"."""
    local = timezone.localtime(moment)
    if local.date() == timezone.localtime(now).date():
        return _("%(time)s today") % {"time": time_format(local.time())}
    if _is_named_by_weekday(moment, now=now) and not _is_yesterday(moment, now=now):
        date = date_format(local, "MONTH_DAY_FORMAT")
        return _("%(weekday)s, %(date)s") % {"weekday": date_format(local, "l"), "date": date}
    return day(moment, now=now)


def day(moment: datetime, *, now: datetime) -> str:
    """The day of something that happened lately: "today", "Tuesday", "17 November"."""
    local = timezone.localtime(moment)
    if local.date() == timezone.localtime(now).date():
        return _("today")
    if _is_yesterday(moment, now=now):
        return _("yesterday")
    if _is_named_by_weekday(moment, now=now):
        return date_format(local, "l")
    return date_format(local, "DATE_FORMAT" if now - moment > YEAR else "MONTH_DAY_FORMAT")


def _is_yesterday(moment: datetime, *, now: datetime) -> bool:
    return timezone.localtime(moment).date() == timezone.localtime(now).date() - timedelta(days=1)


def _is_named_by_weekday(moment: datetime, *, now: datetime) -> bool:
    return now - moment <= WEEK


def title(since: datetime | None, *, is_any: bool, now: datetime) -> str:
    """The heading of the first page; "" when there is neither news nor a time to name."""
    if since is None:
        return _("What is new") if is_any else ""
    if is_any:
        return _("Since %(when)s") % {"when": when(since, now=now)}
    return _("Nothing new since %(when)s") % {"when": when(since, now=now)}


@dataclass(frozen=True, slots=True)
class Names:
    """Those who are called by name.

    people  by their keys
    here    the keys of those who have a page here
    """

    people: Mapping[int, Person] = field(default_factory=dict)
    here: frozenset[int] = frozenset()

    def link(self, key: int) -> SafeString:
        """A name with their page, here or on Flickr. Whoever has left meanwhile is "somebody"."""
        person = self.people.get(key)
        if person is None:
            return SafeString(escape(_("somebody")))
        if key in self.here:
            address, rel = reverse("person", args=[person.who]), ""
        else:
            address = photostream_on_flickr(person.who)
            rel = ' rel="noopener nofollow ugc"'
        return mark_safe(  # noqa: S308 - all that people chose is escaped
            f'<a href="{escape(address)}"{rel} dir="auto">{escape(person.name)}</a>'
        )


def faved(people: Sequence[int], names: Names) -> SafeString:
    """Who faved a photo: "Ada and 3 others faved this". "" for nobody."""
    return _sentence(
        people,
        names,
        one=_("%(one)s faved this"),
        two=_("%(one)s and %(two)s faved this"),
        more=ngettext(
            "%(one)s and %(count)s other faved this",
            "%(one)s and %(count)s others faved this",
            max(1, len(people) - 1),
        ),
    )


def tagged(people: Sequence[int], names: Names) -> SafeString:
    """Who added tags to a photo, "" for nobody."""
    return _sentence(
        people,
        names,
        one=_("%(one)s added tags"),
        two=_("%(one)s and %(two)s added tags"),
        more=ngettext(
            "%(one)s and %(count)s other added tags",
            "%(one)s and %(count)s others added tags",
            max(1, len(people) - 1),
        ),
    )


def named(people: Sequence[int]) -> Sequence[int]:
    """Those whom such a sentence calls by name."""
    return people if len(people) <= 2 else people[:1]


def said(text_html: str) -> str:
    """What somebody said, cut to a few lines: text, to be escaped."""
    return Truncator(" ".join(plain_text(text_html).split())).chars(LONGEST)


def new_in_group(news: GroupNews, *, since: datetime | None) -> str:
    """ "12 new photos", "" on a first visit."""
    if since is None:
        return ""
    if news.is_more:
        told = ngettext(
            "at least %(number)s new photo", "at least %(number)s new photos", news.count
        )
    else:
        told = ngettext("%(number)s new photo", "%(number)s new photos", news.count)
    return told % {"number": news.count}


def _sentence(people: Sequence[int], names: Names, *, one: str, two: str, more: str) -> SafeString:
    if not people:
        return SafeString("")
    links = [names.link(key) for key in named(people)]
    words = {"one": links[0], "two": links[-1], "count": len(people) - 1}
    pattern = one if len(people) == 1 else two if len(people) == 2 else more
    return mark_safe(escape(pattern, quote=False) % words)  # noqa: S308 - escaped piece by piece
