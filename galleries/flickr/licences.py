"""Flickr's licences: what each is called and what it asks for.

Key on the id, never on the name: Flickr renamed them all in June 2025. Source: API.md 13.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from . import parse, replies
from .client import Flickr


class Allows(StrEnum):
    """Whether something is allowed by a licence.

    SAME_LICENCE  yes, when the result carries the same licence
    CHECK         depends on the single work: read the page behind the link
    """

    YES = "yes"
    NO = "no"
    SAME_LICENCE = "same_licence"
    CHECK = "check"


class Duty(StrEnum):
    """What whoever shows the photo owes."""

    PERMISSION = "permission"  # of the owner; shown here only by Flickr's address and with a link
    ATTRIBUTION = "attribution"
    ATTRIBUTION_AND_CHANGES = "attribution_and_changes"  # and say what was changed
    RIGHTS_STATEMENT = "rights_statement"  # link the institution's statement; credit is courtesy
    NO_ENDORSEMENT = "no_endorsement"  # do not suggest that the office backs you
    COURTESY = "courtesy"  # nothing is owed, credit is polite


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """One licence of Flickr's list."""

    id: int
    name: str
    short_name: str
    url: str
    commercial: Allows
    derivatives: Allows
    duty: Duty

    @property
    def is_free(self) -> bool:
        """Whether the photo may be shown without asking its owner."""
        return self.duty is not Duty.PERMISSION


_CC: Final = "https://creativecommons.org"
_TERMS: Final = {
    "by": (Allows.YES, Allows.YES, "Attribution"),
    "by-sa": (Allows.YES, Allows.SAME_LICENCE, "Attribution-ShareAlike"),
    "by-nd": (Allows.YES, Allows.NO, "Attribution-NoDerivs"),
    "by-nc": (Allows.NO, Allows.YES, "Attribution-NonCommercial"),
    "by-nc-sa": (Allows.NO, Allows.SAME_LICENCE, "Attribution-NonCommercial-ShareAlike"),
    "by-nc-nd": (Allows.NO, Allows.NO, "Attribution-NonCommercial-NoDerivs"),
}


def _creative_commons(id: int, terms: str, version: str) -> Licence:
    commercial, derivatives, words = _TERMS[terms]
    return Licence(
        id=id,
        name=f"Creative Commons {words} {version}",
        short_name=f"CC {terms.upper()} {version}",
        url=f"{_CC}/licenses/{terms}/{version}/",
        commercial=commercial,
        derivatives=derivatives,
        duty=Duty.ATTRIBUTION if version == "2.0" else Duty.ATTRIBUTION_AND_CHANGES,
    )


ALL_RIGHTS_RESERVED: Final = Licence(
    id=0,
    name="All Rights Reserved",
    short_name="All rights reserved",
    url="https://www.flickrhelp.com/hc/en-us/articles/10710266545556",
    commercial=Allows.NO,
    derivatives=Allows.NO,
    duty=Duty.PERMISSION,
)

LICENCES: Final[Mapping[int, Licence]] = MappingProxyType(
    {
        licence.id: licence
        for licence in (
            ALL_RIGHTS_RESERVED,
            _creative_commons(1, "by-nc-sa", "2.0"),
            _creative_commons(2, "by-nc", "2.0"),
            _creative_commons(3, "by-nc-nd", "2.0"),
            _creative_commons(4, "by", "2.0"),
            _creative_commons(5, "by-sa", "2.0"),
            _creative_commons(6, "by-nd", "2.0"),
            Licence(
                id=7,
                name="No known copyright restrictions",
                short_name="No known restrictions",
                url="https://www.flickr.com/commons/usage/",
                commercial=Allows.CHECK,
                derivatives=Allows.CHECK,
                duty=Duty.RIGHTS_STATEMENT,
            ),
            Licence(
                id=8,
                name="United States Government Work",
                short_name="US Government Work",
                url="https://www.usa.gov/government-copyright",
                commercial=Allows.CHECK,
                derivatives=Allows.CHECK,
                duty=Duty.NO_ENDORSEMENT,
            ),
            Licence(
                id=9,
                name="Public Domain Dedication (CC0)",
                short_name="CC0 1.0",
                url=f"{_CC}/publicdomain/zero/1.0/",
                commercial=Allows.YES,
                derivatives=Allows.YES,
                duty=Duty.COURTESY,
            ),
            Licence(
                id=10,
                name="Public Domain Mark",
                short_name="Public Domain Mark 1.0",
                url=f"{_CC}/publicdomain/mark/1.0/",
                commercial=Allows.YES,
                derivatives=Allows.YES,
                duty=Duty.COURTESY,
            ),
            _creative_commons(11, "by", "4.0"),
            _creative_commons(12, "by-sa", "4.0"),
            _creative_commons(13, "by-nd", "4.0"),
            _creative_commons(14, "by-nc", "4.0"),
            _creative_commons(15, "by-nc-sa", "4.0"),
            _creative_commons(16, "by-nc-nd", "4.0"),
        )
    }
)


def licence_of(id: int) -> Licence:
    """The licence with this id. One that is new to us is treated as all rights reserved."""
    return LICENCES.get(id, ALL_RIGHTS_RESERVED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedLicence:
    """A licence as Flickr lists it today. ``url`` may be "" or without a scheme."""

    id: int
    name: str
    url: str


def get_info(flickr: Flickr) -> tuple[ListedLicence, ...]:
    """All licences that Flickr knows, by photos.licenses.getInfo; the order means nothing."""
    method = "photos.licenses.getInfo"
    return parse_info(method, flickr.call(method, expects="licenses"))


def parse_info(method: str, reply: parse.Wire) -> tuple[ListedLicence, ...]:
    """Read ``licenses.license[]{id, name, url}``."""
    return replies.record(
        method,
        "licences",
        reply,
        lambda wire: replies.records(
            method, "licence", parse.one(wire["licenses"]).get("license"), _listed
        ),
    )


def _listed(wire: parse.Wire) -> ListedLicence:
    return ListedLicence(
        id=parse.told(wire, "id", parse.number),
        name=parse.told(wire, "name", parse.title),
        url=parse.text(wire.get("url")),
    )
