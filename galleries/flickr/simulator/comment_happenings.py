"""What members say about photos: a seeded mix of comments, faves and people who leave."""

from collections.abc import Callable, Sequence
from random import Random
from typing import TYPE_CHECKING

from galleries.flickr.simulator.callers import Caller
from galleries.flickr.simulator.deeds import Deed, about, done, words
from galleries.flickr.simulator.happenings import Happening
from galleries.flickr.simulator.members import Member
from galleries.flickr.simulator.simphoto import SimPhoto
from galleries.flickr.simulator.uploads import dice
from galleries.flickr.simulator.walk_ons import find_walk_on, walk_on

if TYPE_CHECKING:
    from galleries.flickr.simulator.simulator import Simulator

LOOKED_AT = 60  # the newest photos of somebody: talk is about those
WALK_ONS = 3000


def comment_happenings(
    sim: "Simulator", seed: int, count: int, who: Sequence[str] = ()
) -> list[Happening]:
    """So many comments written, changed and deleted, faves and closed accounts; says what.

    who  NSIDs, aliases or keys of those about whose photos it is
    """
    return done(sim, dice("comment happenings", seed), count, who, TALK_DEEDS)


def about_a_photo(deed: Callable[["Simulator", SimPhoto, Member, Random], str]) -> Deed:
    """Something about one of a member's photos, by somebody who sees it."""

    def do(sim: "Simulator", member: Member, chance: Random) -> Happening:
        stream = sim.world.stream(member)
        if not len(stream):
            return about(member, "upload", sim.world.upload(member).id)
        photo = stream[chance.randrange(min(LOOKED_AT, len(stream)))]
        others = [one for one in sim.world.members if one.nsid != member.nsid]
        seers = [one for one in others if sim.sees(Caller(one), photo, member)]
        somebody = chance.choice(seers) if seers else member
        return about(member, deed(sim, photo, somebody, chance), photo.id)

    return do


@about_a_photo
def _write(sim: "Simulator", photo: SimPhoto, somebody: Member, chance: Random) -> str:
    writers = [somebody.nsid, walk_on(chance.randrange(WALK_ONS)).nsid, photo.owner]
    sim.comments.add(chance.choice(writers), photo.id, f"{words(chance)} <b>!</b>")
    return "write_comment"


@about_a_photo
def _edit(sim: "Simulator", photo: SimPhoto, somebody: Member, chance: Random) -> str:
    comments = sim.comments.on(photo.id)
    if comments:
        sim.comments.edit(chance.choice(comments).id, f"{words(chance)} (edited)")
    return "edit_comment"


@about_a_photo
def _delete(sim: "Simulator", photo: SimPhoto, somebody: Member, chance: Random) -> str:
    comments = sim.comments.on(photo.id)
    if comments:
        sim.comments.delete(chance.choice(comments).id)
    return "delete_comment"


@about_a_photo
def _close_account(sim: "Simulator", photo: SimPhoto, somebody: Member, chance: Random) -> str:
    """Of somebody in the background: the cast is still needed."""
    authors = {one.author for one in sim.comments.on(photo.id) if not one.author_is_deleted}
    walk_ons = sorted(nsid for nsid in authors if find_walk_on(nsid) is not None)
    if walk_ons:
        sim.world.delete_account(chance.choice(walk_ons))
    return "close_account_of_commenter"


@about_a_photo
def _fave(sim: "Simulator", photo: SimPhoto, somebody: Member, chance: Random) -> str:
    if somebody.nsid != photo.owner:
        sim.faves.add(somebody, photo.id, at=sim.world.now)
    return "fave"


@about_a_photo
def _take_back_fave(sim: "Simulator", photo: SimPhoto, somebody: Member, chance: Random) -> str:
    faves = sim.faves.on(photo.id)
    if faves:
        sim.faves.remove(sim.world.member(chance.choice(faves)[0]), photo.id)
    return "take_back_fave"


TALK_DEEDS: list[tuple[Deed, int]] = [
    (_write, 14),
    (_edit, 5),
    (_delete, 5),
    (_close_account, 2),
    (_fave, 8),
    (_take_back_fave, 4),
]
