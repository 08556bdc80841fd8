"""Facts in words. Codes come from below; the sentences that people read stand here."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from galleries.flickr.licences import Licence
from galleries.models import Photo
from galleries.queries.photos import Place

_TAKEN = re.compile(r"(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Mark:
    """A small sign with its meaning. ``icon`` is lucide's name for it."""

    icon: str
    words: str


_VISIBILITY = {
    Photo.Visibility.FRIENDS: ("users", gettext_lazy("Only your friends see this on Flickr")),
    Photo.Visibility.FAMILY: ("house", gettext_lazy("Only your family sees this on Flickr")),
    Photo.Visibility.FRIENDS_AND_FAMILY: (
        "users",
        gettext_lazy("Only your friends and family see this on Flickr"),
    ),
    Photo.Visibility.PRIVATE: ("lock", gettext_lazy("Only you see this on Flickr")),
}

_MAY_KNOW = {
    "contacts": gettext_lazy("your contacts"),
    "friends": gettext_lazy("your friends"),
    "family": gettext_lazy("your family"),
}


# Marks that turn the direction of what follows, also beyond the title they stand in.
_TURNS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def spoken(text: str) -> str:
    """A title as people wrote it, or "" when there is nothing in it that anybody could see."""
    seen = any(unicodedata.category(character)[0] not in "CZ" for character in text)
    return text.strip() if seen else ""


def spoken_title(photo: Photo) -> str:
    return spoken(photo.title)


def title(photo: Photo) -> str:
    return spoken_title(photo) or _("Untitled")


def tab_title(photo: Photo) -> str:
    """The title where no markup can isolate it: in a tab, it must not turn the words around it."""
    return in_a_tab(title(photo))


def list_title(text: str) -> str:
    """The title of an album or a Flickr gallery."""
    return spoken(text) or _("Untitled")


def in_a_tab(text: str) -> str:
    return text.translate(_TURNS)


def initial(name: str) -> str:
    """The first letter or sign of a name that can be seen; a dot where there is none."""
    seen = (character for character in name if unicodedata.category(character)[0] not in "CMZ")
    return next(seen, "·").upper()


def alt(photo: Photo) -> str:
    """What a picture shows, as far as anybody said."""
    name = photo.owner.name
    if spoken_title(photo):
        return spoken_title(photo)
    if photo.is_video:
        return _("Untitled video by %(name)s") % {"name": name}
    return _("Untitled photo by %(name)s") % {"name": name}


def why_no_picture(photo: Photo) -> str:
    if not photo.media_ready:
        return _("Flickr is still preparing it.")
    return _("Flickr has not told us where the picture is.")


def licence(licence: Licence) -> str:
    """The licence in a word or two. Names of licences are not translated."""
    return licence.short_name if licence.id else _("All rights reserved")


def visibility_mark(photo: Photo, *, is_own: bool) -> Mark | None:
    """Who sees a photo on Flickr; None for everybody. Whom else it is shown to, its owner knows."""
    found = _VISIBILITY.get(Photo.Visibility(photo.visibility))
    if found is None:
        return None
    if not is_own:
        return Mark("lock", _("Not public: Flickr shows it to you"))
    return Mark(found[0], str(found[1]))


def taken(photo: Photo) -> str:
    """When it was taken, as exactly as the photographer knows; "" when they do not."""
    match = _TAKEN.fullmatch(photo.taken)
    if match is None or match[1] == "0000":
        return ""
    try:
        moment = datetime.fromisoformat(photo.taken)
    except ValueError:  # some dates have a month 00
        return str(int(match[1]))
    match photo.taken_precision:
        case 8:
            return _("around %(year)s") % {"year": moment.year}
        case 6:
            return str(moment.year)
        case 4:
            return date_format(moment, "YEAR_MONTH_FORMAT")
        case _:
            # Institutions know the day and not the hour; Flickr writes midnight then.
            day_only = photo.taken.endswith("00:00:00")
            return date_format(moment, "DATE_FORMAT" if day_only else "DATETIME_FORMAT")


def coordinates(place: Place) -> str:
    """47.61° N, 122.33° W"""
    north = _("N") if place.latitude >= 0 else _("S")
    east = _("E") if place.longitude >= 0 else _("W")
    return f"{abs(place.latitude):.2f}° {north}, {abs(place.longitude):.2f}° {east}"


def may_know(place: Place) -> str:
    """Who is shown the place on Flickr, for the owner alone; "" when that is not ours to know."""
    told = place.shown_to.split()
    if not told:
        return ""
    if "public" in told:
        return _("Everybody may know")
    people = [str(_MAY_KNOW[who]) for who in told if who in _MAY_KNOW]
    if not people:
        return _("Only you know")
    return _("Only for %(people)s") % {"people": _(" and ").join(people)}


def duration(seconds: int) -> str:
    """About how long something will take."""
    if seconds < 60:
        return _("less than a minute")
    if seconds < 5400:
        minutes = round(seconds / 60)
        return ngettext("about %(count)d min", "about %(count)d min", minutes) % {"count": minutes}
    hours = round(seconds / 3600)
    return ngettext("about %(count)d hour", "about %(count)d hours", hours) % {"count": hours}
