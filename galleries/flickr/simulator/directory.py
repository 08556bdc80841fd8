"""Who there is on this Flickr, with names, aliases and relations as they are now."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from typing import Any

from galleries.flickr.simulator.members import FIRST_BYSTANDER, STRANGER, Member, Relation, cast
from galleries.flickr.simulator.state import Document, State
from galleries.flickr.simulator.walk_ons import find_walk_on


class Directory:
    """Finds members by NSID, alias or key, with the aliases as they are now."""

    def __init__(self, state: State, big_photo_count: int, pool_fillers_count: int = 0) -> None:
        self._state = state
        self._members = tuple(
            replace(member, photo_count=big_photo_count)
            if member.number == 0
            else replace(member, photo_count=max(member.photo_count, pool_fillers_count))
            if member.fills_the_big_pool
            else member
            for member in cast()
        )

    @property
    def ever(self) -> tuple[Member, ...]:
        """The whole cast as it was in the beginning."""
        return self._members

    def all(self) -> list[Member]:
        """Everybody who has an account."""
        return [member for member in self._ever() if not member.is_deleted]

    def _ever(self) -> list[Member]:
        return list(self._as_now(self._members))

    def _as_now(self, members: Iterable[Member]) -> Iterator[Member]:
        """Members with what changed since the beginning: facts, and what they call others."""
        changed = dict(self._state.items("member"))
        marked: dict[str, dict[str, Document]] = {}
        for key, document in self._state.items("contact"):
            nsid, _, other = key.partition(" ")
            marked.setdefault(nsid, {})[other] = document
        for member in members:
            facts = changed.get(member.nsid, {})
            if member.nsid in marked:
                relations = self._with_marks(member.relations, marked[member.nsid])
                facts = {**facts, "relations": relations}
            yield replace(member, **facts) if facts else member

    def _with_marks(
        self, relations: dict[str, Relation], marks: dict[str, Document]
    ) -> dict[str, Relation]:
        keys = {member.nsid: member.key for member in self._members}
        now = dict(relations)
        for other, document in marks.items():
            key = keys.get(other, other)
            if document["relation"] is None:
                now.pop(key, None)
            else:
                now[key] = Relation(**document["relation"])
        return now

    def find(self, who: str) -> Member | None:
        """By NSID or alias, as in an address of the site. An NSID outlives its account."""
        for member in self._ever():
            if _is_called(member, who):
                return member
        found = self.bystander(who)
        for member in self._as_now([found] if found else []):
            return member if _is_called(member, who) else None
        return None

    def bystander(self, who: str) -> Member | None:
        """Somebody in the background, by NSID or alias, as they were in the beginning."""
        found = find_walk_on(who)
        if found is None:
            return None
        return bystander(
            found.number,
            found.nsid,
            found.username,
            realname=found.realname,
            location=found.location,
            path_alias=found.path_alias,
            iconserver=found.iconserver,
        )

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

    def related(self, of: Member) -> list[tuple[Member, Relation]]:
        """Everybody with an account whom somebody calls something, in no order."""
        known = {member.key: member for member in self._members}
        others = {key: known.get(key) or self.bystander(key) for key in of.relations}
        found = self._as_now(other for other in others.values() if other is not None)
        return [(other, of.relations[other.key]) for other in found if not other.is_deleted]

    def rename(self, nsid: str, alias: str) -> None:
        """Give a member another alias; whoever had it before loses it."""
        for member in self.all():
            if alias and member.path_alias == alias:
                self.change(member.nsid, path_alias="")
        self.change(nsid, path_alias=alias)

    def change(self, nsid: str, **facts: Any) -> None:
        """Other facts of a member from now on."""
        self._state.put("member", nsid, {**(self._state.get("member", nsid) or {}), **facts})

    def call(self, nsid: str, other: str, relation: Relation | None, *, at: int) -> None:
        """What one calls another from now on, by NSID; None for nothing any more."""
        document = {"relation": relation and asdict(relation), "at": at}
        self._state.put("contact", f"{nsid} {other}", document)

    def relation(self, of: Member, to: Member | None) -> Relation:
        """What ``of`` calls ``to``."""
        return STRANGER if to is None else of.relations.get(to.key, STRANGER)


def _is_called(member: Member, who: str) -> bool:
    return bool(who) and (
        who == member.nsid or (who == member.path_alias and not member.is_deleted)
    )


def bystander(
    number: int,
    nsid: str,
    username: str,
    *,
    realname: str = "",
    location: str = "",
    path_alias: str = "",
    iconserver: int = 0,
) -> Member:
    """Somebody with an account and no photos; ``number`` counts the bystanders."""
    return Member(
        number=FIRST_BYSTANDER + number,
        key=nsid,
        nsid=nsid,
        username=username,
        realname=realname,
        location=location,
        path_alias=path_alias,
        about="Somebody in the background",
        description="",
        iconserver=iconserver,
        is_pro=False,
        photo_count=0,
        since=2012,
        licence=0,
        other_licences=(),
        safe_search=1,
        ratio=(3, 2),
        camera_title="",
        timezone=None,
        private_share=0.0,
        oddities=0.0,
        themes=(),
        relations={},
    )
