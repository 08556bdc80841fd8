"""Pages of photo lists, with Flickr's habits: clamped sizes, no empty last page, short pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from galleries.flickr.simulator.callers import sees
from galleries.flickr.simulator.members import Member
from galleries.flickr.simulator.rest import Answer, Call
from galleries.flickr.simulator.simphoto import SimPhoto
from galleries.flickr.simulator.wire import Wire, listed

LAST_PAGE = 10_000


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a list was asked for, after clamping."""

    number: int
    size: int
    total: int
    asked: int  # the number before it was clamped

    @property
    def pages(self) -> int:
        return -(-self.total // self.size)

    @property
    def slice(self) -> slice:
        first = (self.number - 1) * self.size
        return slice(first, min(first + self.size, self.total))

    @property
    def head(self) -> Wire:
        return {
            "page": self.number,
            "pages": self.pages,
            "perpage": self.size,
            "total": self.total,
        }


def page_of(call: Call, total: int, *, default: int = 100, most: int = 500) -> Page:
    """An over-large size is cut silently; reading past the end gives the last page again."""
    size = call.number("per_page", default)
    size = min(size, most) if size > 0 else default
    pages = -(-total // size)
    asked = min(max(1, call.number("page", 1)), LAST_PAGE)
    return Page(min(asked, max(1, pages)), size, total, asked)


def photos_page(
    call: Call, photos: Sequence[SimPhoto], owner: Member, *, public_only: bool = False
) -> Answer:
    """One page of a member's photos. What the caller may not see is cut after paging."""
    page = page_of(call, len(photos))
    told = call.sim.oddities.told(page, photos)
    safe_search = call.number("safe_search", 0) or None
    shown = [
        photo
        for photo in told.items
        if sees(call.caller, photo, owner, safe_search) and (photo.is_public or not public_only)
    ]
    extras = call.extras
    listing = [listed(call.view(photo, owner), extras) for photo in shown]
    return {"photos": {**page.head, **told.head, "photo": listing}}
