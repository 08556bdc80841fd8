"""Members made of people who own a photo in some recording."""

from collections.abc import Mapping
from datetime import UTC, datetime

from galleries.flickr.simulator.directory import Directory, bystander
from galleries.flickr.simulator.members import Member, Relation, cast
from galleries.flickr.simulator.recorded.sightings import Facts, number
from galleries.flickr.simulator.simphoto import SimPhoto
from galleries.flickr.simulator.state import State


def member_of(
    nsid: str,
    rank: int,
    facts: Facts,
    photos: list[SimPhoto],
    relations: Mapping[str, Relation],
) -> Member:
    """One member. What nobody recorded is left empty, or as most members have it."""
    username = facts.get("username") or facts.get("realname") or nsid
    invented = cast()
    return Member(
        number=rank,
        key=nsid,
        nsid=nsid,
        username=username,
        realname=facts.get("realname", ""),
        location=facts.get("location", ""),
        path_alias=facts.get("path_alias", ""),
        about=_about(nsid, username, facts),
        description=facts.get("description", ""),
        iconserver=number(facts.get("iconserver")),
        is_pro=_is_pro(facts, photos),
        photo_count=len(photos),
        since=datetime.fromtimestamp(photos[0].uploaded_at, tz=UTC).year,
        licence=photos[-1].licence,
        other_licences=(),
        safe_search=3,
        ratio=(3, 2),
        camera_title="IMG_{n:04}",
        timezone=facts.get("timezone"),
        private_share=0.0,
        oddities=0.0,
        themes=invented[rank % len(invented)].themes,  # for uploads after the beginning
        relations=dict(relations),
    )


def _is_pro(facts: Facts, photos: list[SimPhoto]) -> bool:
    """As told; else by what only Pro members show: unlicensed originals."""
    if facts.get("ispro", "") != "":
        return bool(facts["ispro"] == "1")
    return any(photo.can_download and photo.licence == 0 for photo in photos)


def _about(nsid: str, username: str, facts: Facts) -> str:
    """The line on the consent page: what tells this member from others of the same name."""
    parts = dict.fromkeys((facts.get("realname"), facts.get("location"), nsid))
    return " · ".join(part for part in parts if part and part != username) or "name not recorded"


class RecordedDirectory(Directory):
    """Finds members of the recorded world. There are hundreds, so by NSID and alias at once."""

    def __init__(self, state: State, members: list[Member], people: Mapping[str, Facts]) -> None:
        self._state = state
        self._members = tuple(members)
        self._people = people  # by NSID, those without photos too
        self._ranks = {nsid: rank for rank, nsid in enumerate(sorted(people))}
        self._by_name = {m.path_alias: m for m in members if m.path_alias}
        self._by_name |= {m.nsid: m for m in members}

    def find(self, who: str) -> Member | None:
        if self._state.items("member") or self._state.items("contact"):
            return super().find(who)
        return self._by_name.get(who) or self.bystander(who)

    def bystander(self, who: str) -> Member | None:
        """Somebody of whom a recording tells and of whose photos none does, by NSID."""
        if who not in self._people or who in self._by_name:
            return None
        facts = self._people[who]
        return bystander(
            self._ranks[who],
            who,
            facts.get("username") or facts.get("realname") or who,
            realname=facts.get("realname", ""),
            location=facts.get("location", ""),
            path_alias=facts.get("path_alias", ""),
            iconserver=number(facts.get("iconserver")),
        )

    def by_key(self, key: str) -> Member:
        if key not in self._by_name:
            raise KeyError(key)
        return super().by_key(key)

    def by_number(self, number: int) -> Member | None:
        return self._ever()[number] if 0 <= number < len(self._members) else None
