"""The cast: invented members, each described by one file in ``cast/``.

A member has themes; a theme has the words, the place and the mood of the pictures that the
member takes there. All of it is written for the simulator; none of it is anybody's data.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from galleries.flickr.simulator.uploads import dice
from galleries.flickr.simulator.walk_ons import nsid_of_walk_on

# Numbers from here on belong to people in the background.
FIRST_BYSTANDER = 10_000


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
    ignored: bool = False


STRANGER = Relation()


@dataclass(frozen=True, slots=True)
class AlbumPlan:
    """What an album of the beginning is to be; which photos it holds is up to chance."""

    title: str
    description: str = ""
    size: int = 12  # at most: a small stream has no more
    mood: str = ""  # photos of themes of this mood; of any when empty
    place: str = ""  # of themes of this town
    closed: bool = False  # only photos that are not public


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
    relations: dict[str, Relation]  # by key of the other member, by NSID of a bystander
    albums: tuple[AlbumPlan, ...] = ()  # some by theme where none is written down
    gallery_count: int = 0  # galleries curated in the beginning
    fills_the_big_pool: bool = False  # has more photos where the big pool needs them
    is_deleted: bool = False

    def __hash__(self) -> int:
        return hash((self.number, self.photo_count))

    @property
    def iconfarm(self) -> int:
        return 0 if not self.iconserver else 66 if self.iconserver == 65535 else 6

    @property
    def is_bystander(self) -> bool:
        """Somebody in the background, who owns no photos."""
        return self.number >= FIRST_BYSTANDER

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
    relations |= _followed(key, facts.pop("walk_ons", 0))
    albums = tuple(AlbumPlan(**facts_) for facts_ in facts.pop("albums", []))
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
        albums=albums,
        gallery_count=facts.pop("galleries", 2),
        **facts,
    )


def _followed(key: str, count: int) -> dict[str, Relation]:
    """What a member calls the first so many walk-ons: a few are friends, family or ignored."""
    chance = dice("followed", key)
    rolls = [chance.random() for _ in range(count)]
    return {
        nsid_of_walk_on(number): Relation(
            contact=True, friend=roll < 0.08, family=0.06 < roll < 0.09, ignored=roll > 0.995
        )
        for number, roll in enumerate(rolls)
    }


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
