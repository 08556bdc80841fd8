"""Everybody who has a name here: who is in the directory, and those whose accounts are gone."""

from dataclasses import dataclass

from galleries.flickr.simulator.members import Member
from galleries.flickr.simulator.state import State
from galleries.flickr.simulator.world import World


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody of whom nothing but the name is known."""

    nsid: str
    username: str
    realname: str = ""
    path_alias: str = ""
    iconserver: int = 0
    iconfarm: int = 0


# Accounts that were gone before the beginning; what they wrote stayed.
GONE = (
    Named("254100733@N04", "rusty & co"),
    Named("254993016@N00", "Löschblatt"),
    Named("256004188@N07", "nobody_now"),
)


class Everybody:
    def __init__(self, world: World, state: State) -> None:
        self._world = world
        self._state = state
        self._gone = {person.nsid: person for person in GONE}

    def person(self, nsid: str) -> Member | Named | None:
        """By NSID, deleted or not."""
        found = self._world.directory.find(nsid)
        if found is not None and found.nsid == nsid:
            return found
        return self._gone.get(nsid)

    def is_deleted(self, nsid: str) -> bool:
        changed = self._state.get("member", nsid) or {}
        return nsid in self._gone or bool(changed.get("is_deleted"))

    def deleted(self) -> set[str]:
        """All NSIDs whose accounts are gone."""
        changed = self._state.items("member")
        return {*self._gone, *(nsid for nsid, facts in changed if facts.get("is_deleted"))}
