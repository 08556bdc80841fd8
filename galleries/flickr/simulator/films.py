"""Addresses of videos to bytes: first the one that sends on, then the film itself."""

import re
from dataclasses import dataclass
from functools import lru_cache

from galleries.flickr.simulator.callers import NOBODY, sees
from galleries.flickr.simulator.http import NOT_FOUND, Reply, Request, redirect, text
from galleries.flickr.simulator.photos import secret_of
from galleries.flickr.simulator.pictures import FOREVER, Pictures
from galleries.flickr.simulator.simphoto import SimPhoto
from galleries.flickr.simulator.world import World

PLAY = re.compile(r"^/photos/([^/]+)/(\d+)/play/(\w{1,20})/([0-9a-f]{10})/?$")
FILE = re.compile(r"^/video/(\d+)/(\w{1,20})_([0-9a-f]{10})\.webm$")
RANGE = re.compile(r"^bytes=(\d{1,12})-(\d{0,12})$")
# By the names that getSizes gives; the longest side of a film, in pixels.
LONGEST = {"360p": 640, "720p": 1280, "site": 640}
UNAUTHORIZED = text(401, "<html><head><title>401</title></head><body>Unauthorized</body></html>")


@dataclass(frozen=True)
class Films:
    world: World
    pictures: Pictures
    static_url: str

    def reply(self, request: Request) -> Reply | None:
        """The way to a film or the film, a 404 for a wrong address, None for what is neither."""
        asked = PLAY.match(request.path)
        if asked is not None:
            return self._send_on(*asked.groups())
        file = FILE.match(request.path)
        return None if file is None else self._film(request, *file.groups())

    def _send_on(self, who: str, id_: str, size: str, secret: str) -> Reply:
        photo, member = self._video(id_, size), self.world.directory.find(who)
        if photo is None or member is None or photo.owner != member.nsid:
            return NOT_FOUND
        if photo.secret != secret:
            return NOT_FOUND
        # Seen with restricted ones; a player brings no sign of who it is.
        if not sees(NOBODY, photo, member):
            return UNAUTHORIZED
        return redirect(f"{self.static_url}/video/{id_}/{size}_{_signature(photo, size)}.webm")

    def _film(self, request: Request, id_: str, size: str, signature: str) -> Reply:
        photo = self._video(id_, size)
        if photo is None or signature != _signature(photo, size):
            return NOT_FOUND
        longest = max(photo.width, photo.height)
        scale = min(LONGEST[size], longest) / longest
        # VP8 counts in pairs of pixels.
        width, height = (
            max(2, round(side * scale / 2) * 2) for side in (photo.width, photo.height)
        )
        return _part(request, _filmed(self.pictures, photo, width, height))

    def _video(self, id_: str, size: str) -> SimPhoto | None:
        photo = self.world.photo(id_)
        is_film = photo is not None and photo.media == "video" and size in LONGEST
        return photo if is_film else None


def _part(request: Request, film: bytes) -> Reply:
    """As much as was asked for: players jump."""
    headers = (*FOREVER, ("Accept-Ranges", "bytes"))
    asked = RANGE.match(request.headers.get("range", ""))
    if asked is None:
        return Reply(200, film, "video/webm", headers)
    first = int(asked[1])
    last = min(int(asked[2]) if asked[2] else len(film), len(film) - 1)
    if first > last:
        return Reply(416, b"", headers=(("Content-Range", f"bytes */{len(film)}"),))
    where = ("Content-Range", f"bytes {first}-{last}/{len(film)}")
    return Reply(206, film[first : last + 1], "video/webm", (*headers, where))


@lru_cache(maxsize=8)
def _filmed(pictures: Pictures, photo: SimPhoto, width_px: int, height_px: int) -> bytes:
    # As with pictures: only the demo installs what the painter needs.
    from galleries.flickr.simulator import painting

    return painting.film(pictures.paint(photo, width_px, height_px))


def _signature(photo: SimPhoto, size: str) -> str:
    return secret_of(0, photo.id, photo.secret, size)
