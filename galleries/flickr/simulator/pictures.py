"""Addresses of pictures to bytes: photo files in all sizes, and buddy icons."""

import io
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from galleries.flickr.simulator.callers import withheld
from galleries.flickr.simulator.groups import Groups
from galleries.flickr.simulator.http import NOT_FOUND, Reply, Request
from galleries.flickr.simulator.simphoto import NEVER, SimPhoto
from galleries.flickr.simulator.sizes import BY_SUFFIX, ORIGINAL, pixels
from galleries.flickr.simulator.wire import file_secret
from galleries.flickr.simulator.world import World

PHOTO = re.compile(r"^/(\d+)/(\d+)_([0-9a-f]{10})(?:_([a-z0-9]{1,2}))?(?:_d)?\.(jpg|png)$")
ICON = re.compile(r"^/(\d+)/buddyicons/([0-9]+@N[0-9]{2})(?:_[smlr])?\.jpg$")
FOREVER = (("Cache-Control", "public, max-age=31536000"),)
ICON_PX = 96


@dataclass(frozen=True)
class Pictures:
    world: World
    groups: Groups
    cache_folder: Path | None = None

    def reply(self, request: Request) -> Reply | None:
        """The picture of this address, a 404 for a wrong one, None for what is no picture."""
        path = request.path
        if path == "/images/buddyicon.gif":
            return Reply(200, self._icon(0), "image/jpeg", FOREVER)
        icon = ICON.match(path)
        if icon is not None:
            member, group = self.world.directory.find(icon[2]), self.groups.get(icon[2])
            if member is not None and str(member.iconserver) == icon[1]:
                return Reply(200, self._icon(member.number + 1), "image/jpeg", FOREVER)
            if group is not None and str(group.iconserver) == icon[1]:
                seed = int(group.nsid.partition("@")[0])
                return Reply(200, self._icon(seed), "image/jpeg", FOREVER)
            return NOT_FOUND
        file = PHOTO.match(path)
        return None if file is None else self._photo(*file.groups(""))

    def _photo(self, server: str, id_: str, secret: str, suffix: str, ending: str) -> Reply:
        photo = self.world.photo(id_)
        size = BY_SUFFIX.get(suffix)
        if photo is None or size is None or photo.server != server:
            return NOT_FOUND
        owner = self.world.member(photo.owner)
        dimensions = pixels(size, photo.width, photo.height)
        right_ending = photo.original_format if size is ORIGINAL else "jpg"
        if (
            dimensions is None
            or secret != file_secret(photo, size)
            or ending != right_ending
            or (size.own_secret and withheld(photo, owner))
        ):
            return NOT_FOUND
        painted = self.paint(photo, *dimensions)
        if ending == "png":
            return Reply(200, _as_png(painted), "image/png", FOREVER)
        return Reply(200, painted, "image/jpeg", FOREVER)

    def paint(self, photo: SimPhoto, width_px: int, height_px: int) -> bytes:
        """What a photo shows, as JPEG."""
        # The painter needs numpy and pillow, which only the demo installs.
        from galleries.flickr.simulator import painting

        # Seen in real replies: the year 0000 with a month and a day.
        taken = None if photo.taken[:4] == NEVER[:4] else datetime.fromisoformat(photo.taken)
        if self.cache_folder is None:
            return painting.paint(photo.id, width_px, height_px, taken=taken, mood=photo.mood)
        cache = painting.PictureCache(self.cache_folder)
        return cache.get(photo.id, width_px, height_px, taken=taken, mood=photo.mood)

    def _icon(self, seed: int) -> bytes:
        from galleries.flickr.simulator import painting

        return painting.paint_icon(seed, ICON_PX)


def _as_png(jpeg: bytes) -> bytes:
    from PIL import Image

    png = io.BytesIO()
    Image.open(io.BytesIO(jpeg)).save(png, "PNG")
    return png.getvalue()
