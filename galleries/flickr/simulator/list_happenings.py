"""What members do with all their lists: albums, galleries and contacts, mixed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from galleries.flickr.simulator.album_happenings import ALBUM_DEEDS, album_happenings
from galleries.flickr.simulator.contact_happenings import CONTACT_DEEDS, contact_happenings
from galleries.flickr.simulator.deeds import done
from galleries.flickr.simulator.gallery_happenings import GALLERY_DEEDS, gallery_happenings
from galleries.flickr.simulator.happenings import Happening
from galleries.flickr.simulator.uploads import dice

if TYPE_CHECKING:
    from galleries.flickr.simulator.simulator import Simulator

__all__ = ["album_happenings", "contact_happenings", "gallery_happenings", "list_happenings"]


def list_happenings(
    sim: "Simulator", seed: int, count: int, who: Sequence[str] = ()
) -> list[Happening]:
    """So many changes of albums, galleries and contacts, mixed; says what they were.

    who  NSIDs, aliases or keys of those who do them; everybody else rests
    """
    deeds = [*ALBUM_DEEDS, *GALLERY_DEEDS, *CONTACT_DEEDS]
    return done(sim, dice("list happenings", seed), count, who, deeds)
