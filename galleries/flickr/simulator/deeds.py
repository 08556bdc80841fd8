"""What members do, one after the other, by seeded dice: the same for every kind of list."""

from collections.abc import Callable, Sequence
from random import Random
from typing import TYPE_CHECKING

from galleries.flickr.simulator.happenings import Happening
from galleries.flickr.simulator.members import Member

if TYPE_CHECKING:
    from galleries.flickr.simulator.simulator import Simulator

type Deed = Callable[["Simulator", Member, Random], Happening]

WORDS = ("Low tide", "Q&amp;A", "42", "", "two  blanks", "🌅 6 a.m.", "מים", "<b>Pier</b>")


def done(
    sim: "Simulator",
    chance: Random,
    count: int,
    who: Sequence[str],
    deeds: Sequence[tuple[Deed, int]],
) -> list[Happening]:
    """Do so many deeds, by their shares, by some members or by everybody, and say which."""
    members = [sim.world.member(one) for one in who] or sim.world.members
    happened: list[Happening] = []
    for _ in range(count):
        [deed] = chance.choices([deed for deed, _ in deeds], [share for _, share in deeds])
        member = sim.world.member(chance.choice(members).nsid)  # as renamed meanwhile
        happened.append(deed(sim, member, chance))
    return happened


def about(member: Member, deed: str, id_: int) -> Happening:
    return {"do": deed, "nsid": member.nsid, "id": id_}


def words(chance: Random) -> str:
    """A title, a description or a name."""
    return f"{chance.choice(WORDS)} {chance.randrange(1000)}".strip()
