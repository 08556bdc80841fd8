"""Walk-ons: people in the background, who have a name and perhaps an icon, and no photos.

Contacts, members of groups and commenters by the thousand. Each is a pure function of a number,
so nobody is kept anywhere; and the number can be read off their NSID and their alias again.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from galleries.flickr.simulator.uploads import dice

MOST = 100_000  # there are walk-ons 0 to MOST - 1
FIRST_ACCOUNT = 31_000_017  # below all accounts of the cast
ACCOUNT_STEP = 971

# What some hang on to their screen name.
TAILS = ("photos", "🌊", "≈", "(film)", "365", "& co", "~", "📷", "<3", '"analog"')
SERVERS = (65535, 65535, 65535, 7, 52, 2869, 5468, 8556)

NSID = re.compile(r"^(\d{8,9})@N0(\d)$", re.ASCII)
ALIAS = re.compile(r"^by[a-z]+(\d{1,5})$", re.ASCII)
ALIASES = ("bythesea", "bytram", "bylamplight", "bytheway", "byhand", "bydaylight")


@dataclass(frozen=True, slots=True)
class WalkOn:
    """Somebody with an account and nothing in it."""

    number: int
    nsid: str
    username: str
    realname: str  # "" for many
    path_alias: str  # "" for many
    iconserver: int  # 0 without an icon
    iconfarm: int
    location: str  # "" for most


@lru_cache(maxsize=4096)
def walk_on(number: int) -> WalkOn:
    """Walk-on number so and so; always the same one. Raises IndexError."""
    if not 0 <= number < MOST:
        raise IndexError(number)
    chance = dice("walk-on", number)
    again, which = divmod(number, len(_parts()))
    part = _parts()[which]
    name = _name(part["given"], part["family"], again)
    iconserver = chance.choice(SERVERS) if chance.random() < 0.7 else 0
    return WalkOn(
        number=number,
        nsid=nsid_of_walk_on(number),
        username=_username(name, chance.random(), chance.choice(TAILS)),
        realname=name if chance.random() < 0.6 else "",
        path_alias=f"{chance.choice(ALIASES)}{number}" if chance.random() < 0.65 else "",
        iconserver=iconserver,
        iconfarm=0 if not iconserver else 66 if iconserver == 65535 else 6,
        location=chance.choice(part["towns"]),
    )


def walk_ons(count: int, *, first: int = 0) -> Sequence[WalkOn]:
    """So many of them, one after the other."""
    return [walk_on(number) for number in range(first, first + count)]


def find_walk_on(who: str) -> WalkOn | None:
    """By NSID or alias, as in an address of the site."""
    if found := NSID.match(who):
        number, rest = divmod(int(found[1]) - FIRST_ACCOUNT, ACCOUNT_STEP)
        is_one = not rest and 0 <= number < MOST and nsid_of_walk_on(number) == who
        return walk_on(number) if is_one else None
    if found := ALIAS.match(who):
        known = walk_on(int(found[1]))
        return known if known.path_alias == who else None
    return None


@cache
def _parts() -> list[dict[str, list[str]]]:
    """Given names, family names and towns of the parts of the world that they come from."""
    file = resources.files("galleries.flickr.simulator").joinpath("walk_ons.toml")
    parts: list[dict[str, list[str]]] = tomllib.loads(file.read_text(encoding="utf-8"))["parts"]
    return parts


def nsid_of_walk_on(number: int) -> str:
    return f"{FIRST_ACCOUNT + number * ACCOUNT_STEP}@N0{number % 9}"


def _name(given: list[str], family: list[str], again: int) -> str:
    """Another name for each number: all pairs, then the same pairs as the second, third …"""
    generation, pair = divmod(again, len(given) * len(family))
    # Steps without a common divisor, so that neighbours share neither name.
    one, other = divmod(pair * 89 % (len(given) * len(family)), len(family))
    name = f"{given[one]} {family[other]}"
    return f"{name} {generation + 1}" if generation else name


def _username(name: str, roll: float, tail: str) -> str:
    if roll < 0.45:
        return name
    if roll < 0.6:
        return name.replace(" ", "").lower()
    if roll < 0.7:
        return name.replace(" ", "_")
    if roll < 0.75:
        return f" {name}"  # a blank in front, to stand first in every list
    return f"{name} {tail}"
