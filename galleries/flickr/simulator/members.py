"""The cast: invented members, each described by one file in ``cast/``.

A member has themes; a theme has the words, the place and the mood of the pictures that the
member takes there. All of it is written for the simulator; none of it is anybody's data.
"""

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any

from galleries.flickr.simulator.state import State


@dataclass(frozen=True, slots=True)
class Place:
    """Where a theme's pictures are taken, in the words that getInfo uses."""

    locality: str
    county: str
    region: str
    country: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Theme:
    """What one series of pictures is about."""

    mood: str
    titles: tuple[str, ...]
    tags: tuple[str, ...]
    notes: tuple[str, ...]  # descriptions, some with HTML
    place: Place | None
    years: tuple[int, int] | None  # taken then, not shortly before the upload
    hours: tuple[int, int]  # taken between these hours of the day
    share: int  # how often it comes up, against the member's other themes


@dataclass(frozen=True, slots=True)
class Relation:
    """What one member calls another. One-sided, as on Flickr."""

    contact: bool = False
    friend: bool = False
    family: bool = False


STRANGER = Relation()


@dataclass(frozen=True, slots=True)
class Member:
    number: int  # place in the cast; part of every photo id
    key: str  # short name for tests: the name of the file
    nsid: str
    username: str
    realname: str
    location: str
    path_alias: str
    about: str  # one line on the consent page
    description: str  # the profile text, with HTML
    iconserver: int
    is_pro: bool
    photo_count: int
    since: int  # year of the first upload
    licence: int
    other_licences: tuple[int, ...]
    safe_search: int  # 1 safe, 2 moderate, 3 restricted: what this member wants to see
    ratio: tuple[int, int]
    camera_title: str  # a title nobody wrote, such as "DSC_{n:04}"
    timezone: tuple[str, str, str] | None  # label, offset, name
    private_share: float
    oddities: float  # how often anything unusual happens in this stream
    themes: tuple[Theme, ...]
    relations: dict[str, Relation]  # by key of the other member
    is_deleted: bool = False

    def __hash__(self) -> int:
        return hash((self.number, self.photo_count))

    @property
    def iconfarm(self) -> int:
        return 0 if not self.iconserver else 66 if self.iconserver == 65535 else 6

    @property
    def url_name(self) -> str:
        """The last part of the address of the photostream."""
        return self.path_alias or self.nsid

    @property
    def account_number(self) -> int:
        """The number in tag ids and mobile addresses; not the digits of the NSID."""
        return int(self.nsid.partition("@")[0]) - 44_839


@cache
def cast() -> tuple[Member, ...]:
    """All members, in the order of their numbers."""
    folder = resources.files("galleries.flickr.simulator").joinpath("cast")
    files = [file for file in folder.iterdir() if file.name.endswith(".toml")]
    members = [
        _member(file.name.removesuffix(".toml"), tomllib.loads(file.read_text(encoding="utf-8")))
        for file in files
    ]
    return tuple(sorted(members, key=lambda member: member.number))


def _member(key: str, facts: dict[str, Any]) -> Member:
    facts = dict(facts)
    timezone = facts.pop("timezone", None)
    themes = tuple(_theme(theme) for theme in facts.pop("themes", []))
    relations = {who: Relation(**facts_) for who, facts_ in facts.pop("relations", {}).items()}
    return Member(
        key=key,
        realname=facts.pop("realname", ""),
        location=facts.pop("location", ""),
        path_alias=facts.pop("path_alias", ""),
        description=facts.pop("description", ""),
        iconserver=facts.pop("iconserver", 0),
        is_pro=facts.pop("is_pro", False),
        licence=facts.pop("licence", 0),
        other_licences=tuple(facts.pop("other_licences", ())),
        safe_search=facts.pop("safe_search", 1),
        ratio=_pair(facts.pop("ratio", [3, 2])),
        camera_title=facts.pop("camera_title", "IMG_{n:04}"),
        timezone=None if timezone is None else (timezone[0], timezone[1], timezone[2]),
        private_share=facts.pop("private_share", 0.03),
        oddities=facts.pop("oddities", 0.3),
        themes=themes,
        relations=relations,
        **facts,
    )


def _pair(values: list[int]) -> tuple[int, int]:
    return values[0], values[1]


def _theme(facts: dict[str, Any]) -> Theme:
    place = facts.get("place")
    years = facts.get("years")
    return Theme(
        mood=facts["mood"],
        titles=tuple(facts["titles"]),
        tags=tuple(facts["tags"]),
        notes=tuple(facts.get("notes", ())),
        place=None if place is None else Place(*place),
        years=None if years is None else _pair(years),
        hours=_pair(facts.get("hours", [9, 18])),
        share=facts.get("share", 2),
    )


class Directory:
    """Finds members by NSID, alias or key, with the aliases as they are now."""

    def __init__(self, state: State, big_photo_count: int) -> None:
        self._state = state
        self._members = tuple(
            replace(member, photo_count=big_photo_count) if member.number == 0 else member
            for member in cast()
        )

    def all(self) -> list[Member]:
        """Everybody who has an account."""
        return [member for member in self._ever() if not member.is_deleted]

    def _ever(self) -> list[Member]:
        changed = dict(self._state.items("member"))
        return [replace(member, **changed.get(member.nsid, {})) for member in self._members]

    def find(self, who: str) -> Member | None:
        """By NSID or alias, as in an address of the site. An NSID outlives its account."""
        for member in self._ever():
            if who and (who == member.nsid or (who == member.path_alias and not member.is_deleted)):
                return member
        return None

    def living(self, who: str) -> Member | None:
        """By NSID or alias, unless the account is deleted."""
        found = self.find(who)
        return None if found is None or found.is_deleted else found

    def by_key(self, key: str) -> Member:
        """Raises KeyError."""
        found = next((member for member in self._ever() if member.key == key), None)
        if found is None:
            raise KeyError(key)
        return found

    def by_number(self, number: int) -> Member | None:
        return next((member for member in self._ever() if member.number == number), None)

    def rename(self, nsid: str, alias: str) -> None:
        """Give a member another alias; whoever had it before loses it."""
        for member in self.all():
            if alias and member.path_alias == alias:
                self.change(member.nsid, path_alias="")
        self.change(nsid, path_alias=alias)

    def change(self, nsid: str, **facts: Any) -> None:
        """Other facts of a member from now on."""
        self._state.put("member", nsid, {**(self._state.get("member", nsid) or {}), **facts})

    def relation(self, of: Member, to: Member | None) -> Relation:
        """What ``of`` calls ``to``."""
        return STRANGER if to is None else of.relations.get(to.key, STRANGER)
