"""What members do with their albums: a seeded mix of every kind of change."""

from collections.abc import Callable, Sequence
from random import Random
from typing import TYPE_CHECKING

from galleries.flickr.simulator.albums import SimAlbum
from galleries.flickr.simulator.deeds import Deed, about, done, words
from galleries.flickr.simulator.happenings import Happening
from galleries.flickr.simulator.members import Member
from galleries.flickr.simulator.uploads import dice

if TYPE_CHECKING:
    from galleries.flickr.simulator.simulator import Simulator


def album_happenings(
    sim: "Simulator", seed: int, count: int, who: Sequence[str] = ()
) -> list[Happening]:
    """So many changes of albums, and of photos that are in one; says what they were.

    who  NSIDs, aliases or keys of those who do them; everybody else rests
    """
    return done(sim, dice("album happenings", seed), count, who, ALBUM_DEEDS)


def _create(sim: "Simulator", member: Member, chance: Random) -> Happening:
    ids = _own_photos(sim, member, chance, chance.choice((1, 2, 5, 12)))
    album = sim.albums.create(member, words(chance), ids, words(chance))
    return about(member, "create_album", album.id)


def _order(sim: "Simulator", member: Member, chance: Random) -> Happening:
    ids = [album.id for album in sim.albums.of(member)]
    chance.shuffle(ids)
    sim.albums.order(member, ids)
    return {"do": "order_albums", "nsid": member.nsid}


def to_album(deed: Callable[["Simulator", SimAlbum, Random], str]) -> Deed:
    """Something done to one of a member's albums; who has none makes one."""

    def do(sim: "Simulator", member: Member, chance: Random) -> Happening:
        albums = sim.albums.of(member)
        if not albums:
            return _create(sim, member, chance)
        album = chance.choice(albums)
        return about(member, deed(sim, album, chance), album.id)

    return do


@to_album
def _edit(sim: "Simulator", album: SimAlbum, chance: Random) -> str:
    sim.albums.edit(album.id, **{chance.choice(("title", "description")): words(chance)})
    return "edit_album"


@to_album
def _add(sim: "Simulator", album: SimAlbum, chance: Random) -> str:
    owner = sim.world.member(album.owner)
    [photo_id] = _own_photos(sim, owner, chance, 1)
    if photo_id in album.photo_ids:
        photo_id = sim.world.upload(owner, title=words(chance)).id
    sim.albums.add(album.id, photo_id)
    return "add_to_album"


@to_album
def _remove(sim: "Simulator", album: SimAlbum, chance: Random) -> str:
    sim.albums.remove(album.id, _cover_or_any(album, chance))
    return "remove_from_album"


@to_album
def _reorder(sim: "Simulator", album: SimAlbum, chance: Random) -> str:
    sim.albums.reorder(album.id, chance.sample(album.photo_ids, len(album.photo_ids)))
    return "reorder_album"


@to_album
def _set_primary(sim: "Simulator", album: SimAlbum, chance: Random) -> str:
    sim.albums.set_primary(album.id, chance.choice(album.photo_ids))
    return "set_primary"


@to_album
def _delete(sim: "Simulator", album: SimAlbum, chance: Random) -> str:
    sim.albums.delete(album.id)
    return "delete_album"


@to_album
def _delete_photo(sim: "Simulator", album: SimAlbum, chance: Random) -> str:
    sim.world.delete(_cover_or_any(album, chance))
    return "delete_photo_of_album"


@to_album
def _close_photo(sim: "Simulator", album: SimAlbum, chance: Random) -> str:
    sim.world.set_visibility(chance.choice(album.photo_ids), friend=chance.random() < 0.5)
    return "close_photo_of_album"


def _cover_or_any(album: SimAlbum, chance: Random) -> int:
    return chance.choice((album.primary_id, chance.choice(album.photo_ids)))


def _own_photos(sim: "Simulator", member: Member, chance: Random, count: int) -> list[int]:
    """At least one; somebody without photos uploads it first."""
    stream = sim.world.stream(member)
    if not len(stream):
        return [sim.world.upload(member, title=words(chance)).id]
    places = chance.sample(range(len(stream)), min(count, len(stream)))
    return [stream[place].id for place in places]


ALBUM_DEEDS: list[tuple[Deed, int]] = [
    (_create, 12),
    (_edit, 12),
    (_add, 16),
    (_remove, 16),
    (_reorder, 8),
    (_set_primary, 8),
    (_order, 6),
    (_delete, 5),
    (_delete_photo, 8),
    (_close_photo, 6),
]
