"""What members do with their galleries, and others with what hangs there: a seeded mix."""

from collections.abc import Callable, Sequence
from random import Random
from typing import TYPE_CHECKING

from galleries.flickr.simulator.deeds import Deed, about, done, words
from galleries.flickr.simulator.galleries import SimGallery, may_hang
from galleries.flickr.simulator.happenings import Happening
from galleries.flickr.simulator.members import Member
from galleries.flickr.simulator.uploads import dice

if TYPE_CHECKING:
    from galleries.flickr.simulator.simulator import Simulator

TRIES = 20  # to find a photo by chance that may hang


def gallery_happenings(
    sim: "Simulator", seed: int, count: int, who: Sequence[str] = ()
) -> list[Happening]:
    """So many changes of galleries, and photos in them that their owners close or delete.

    who  NSIDs, aliases or keys of the curators; everybody else rests
    """
    return done(sim, dice("gallery happenings", seed), count, who, GALLERY_DEEDS)


def _create(sim: "Simulator", member: Member, chance: Random) -> Happening:
    gallery = sim.galleries.create(member, words(chance), words(chance))
    return about(member, "create_gallery", gallery.id)


def to_gallery(deed: Callable[["Simulator", SimGallery, Random], str]) -> Deed:
    """Something done to one of a member's galleries; who has none makes one."""

    def do(sim: "Simulator", member: Member, chance: Random) -> Happening:
        galleries = sim.galleries.of(member)
        if not galleries:
            return _create(sim, member, chance)
        gallery = chance.choice(galleries)
        return about(member, deed(sim, gallery, chance), gallery.id)

    return do


def to_hung_photo(deed: Callable[["Simulator", SimGallery, int, Random], str]) -> Deed:
    """Something done to a photo in a gallery; in an empty one, one is hung first."""

    @to_gallery
    def do(sim: "Simulator", gallery: SimGallery, chance: Random) -> str:
        if not gallery.items:
            return _hang(sim, gallery, chance)
        photo_id = chance.choice((gallery.primary_id, chance.choice(gallery.photo_ids)))
        return deed(sim, gallery, photo_id, chance)

    return do


@to_gallery
def _edit(sim: "Simulator", gallery: SimGallery, chance: Random) -> str:
    sim.galleries.edit(gallery.id, **{chance.choice(("title", "description")): words(chance)})
    return "edit_gallery"


@to_gallery
def _add(sim: "Simulator", gallery: SimGallery, chance: Random) -> str:
    return _hang(sim, gallery, chance)


@to_gallery
def _reorder(sim: "Simulator", gallery: SimGallery, chance: Random) -> str:
    sim.galleries.reorder(gallery.id, chance.sample(gallery.photo_ids, len(gallery.items)))
    return "reorder_gallery"


@to_gallery
def _delete(sim: "Simulator", gallery: SimGallery, chance: Random) -> str:
    sim.galleries.delete(gallery.id)
    return "delete_gallery"


@to_hung_photo
def _remove(sim: "Simulator", gallery: SimGallery, photo_id: int, chance: Random) -> str:
    sim.galleries.remove(gallery.id, photo_id)
    return "remove_from_gallery"


@to_hung_photo
def _edit_caption(sim: "Simulator", gallery: SimGallery, photo_id: int, chance: Random) -> str:
    sim.galleries.edit_caption(gallery.id, photo_id, chance.choice(("", words(chance))))
    return "edit_caption"


@to_hung_photo
def _close_photo(sim: "Simulator", gallery: SimGallery, photo_id: int, chance: Random) -> str:
    sim.world.set_visibility(photo_id)
    return "close_photo_of_gallery"


@to_hung_photo
def _delete_photo(sim: "Simulator", gallery: SimGallery, photo_id: int, chance: Random) -> str:
    sim.world.delete(photo_id)
    return "delete_photo_of_gallery"


def _hang(sim: "Simulator", gallery: SimGallery, chance: Random) -> str:
    photo_id = _somebodys_photo(sim, gallery, chance)
    sim.galleries.add(gallery.id, photo_id, chance.choice(("", words(chance))))
    return "add_to_gallery"


def _somebodys_photo(sim: "Simulator", gallery: SimGallery, chance: Random) -> int:
    """A photo of somebody else that does not hang here yet; a new one when chance finds none."""
    others = [member for member in sim.world.members if member.nsid != gallery.owner]
    for _ in range(TRIES):
        stream = sim.world.stream(chance.choice(others))
        if len(stream):
            photo = stream[chance.randrange(len(stream))]
            if may_hang(photo, gallery.owner) and photo.id not in gallery.photo_ids:
                return photo.id
    return sim.world.upload(chance.choice(others), safety=0).id


GALLERY_DEEDS: list[tuple[Deed, int]] = [
    (_create, 10),
    (_edit, 10),
    (_add, 18),
    (_reorder, 8),
    (_delete, 5),
    (_remove, 10),
    (_edit_caption, 10),
    (_close_photo, 6),
    (_delete_photo, 6),
]
