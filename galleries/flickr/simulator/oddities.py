"""Standing oddities: lists that are not quite right, for as long as they are switched on.

Faults spoil one call; these spoil every list, by dice that fall the same for the same seed and
the same order of calls. Seen by others, with the sources in API.md 8::

    sim.oddities.on("short pages", share=0.2)
    sim.oddities.off("short pages")
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING, Any

from galleries.flickr.simulator.uploads import dice

if TYPE_CHECKING:
    from galleries.flickr.simulator.paging import Page


@dataclass(frozen=True, slots=True)
class Listing[T]:
    """One page of a list as it is about to be told, whatever it is a list of."""

    page: "Page"  # where it really stands
    whole: Sequence[T]
    items: list[T]
    # As they are told:
    number: int
    pages: int
    total: int

    @property
    def head(self) -> dict[str, int]:
        return {"page": self.number, "pages": self.pages, "total": self.total}

    def of(self, page: int) -> list[T]:
        """What really stands on another page."""
        return list(self.whole[replace(self.page, number=page).slice])


type Oddity = Callable[[Listing[Any], Random, float], Listing[Any]]

ODDITIES: dict[str, Oddity] = {}
DEFAULTS: dict[str, float] = {}


def oddity(name: str, default: float) -> Callable[[Oddity], Oddity]:
    """Register an oddity with its strength where nothing else is said."""

    def register(function: Oddity) -> Oddity:
        ODDITIES[name] = function
        DEFAULTS[name] = default
        return function

    return register


class Oddities:
    """Which oddities are on, and how strong."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self._on: dict[str, float] = {}
        self._calls = 0
        self._lock = threading.Lock()

    def on(self, name: str, strength: float | None = None) -> None:
        """Switch one on. What ``strength`` means stands with each of them."""
        if name not in ODDITIES:
            raise KeyError(f"no oddity {name}; there are {', '.join(ODDITIES)}")
        self._on[name] = DEFAULTS[name] if strength is None else strength

    def off(self, *names: str) -> None:
        """Switch these off, or all."""
        for name in names or tuple(self._on):
            self._on.pop(name, None)

    @property
    def standing(self) -> dict[str, float]:
        return dict(self._on)

    def told[T](self, page: "Page", whole: Sequence[T]) -> Listing[T]:
        """The page as it is told while these oddities stand."""
        items = list(whole[page.slice])
        listing = Listing(page, whole, items, page.number, page.pages, page.total)
        if not self._on:
            return listing
        with self._lock:
            self._calls += 1
            call = self._calls
        for name, change in ODDITIES.items():  # always in the same order
            if name in self._on:
                chance = dice("oddity", self.seed, name, call)
                listing = change(listing, chance, self._on[name])
        return listing


@oddity("shuffled", 3)
def shuffled[T](listing: Listing[T], chance: Random, reach: float) -> Listing[T]:
    """Another order in each call: items wander by up to ``reach`` places, to other pages too."""
    window = listing.page.slice
    reach = int(reach)
    # Whoever may wander into this page; those beyond twice the reach cannot.
    first = max(0, window.start - 2 * reach)
    near = range(first, min(len(listing.whole), window.stop + 2 * reach))
    wandered = sorted(near, key=lambda place: place + chance.uniform(-reach, reach))
    own = wandered[window.start - first : window.stop - first]
    return replace(listing, items=[listing.whole[place] for place in own])


@oddity("repeated items", 2)
def repeated_items[T](listing: Listing[T], chance: Random, count: float) -> Listing[T]:
    """Each page begins with the last ``count`` photos of the page before; none is left out."""
    page, more = listing.page, int(count)
    if page.number == 1:
        return replace(listing, items=listing.items[: -more or None]) if page.pages > 1 else listing
    again = listing.of(page.number - 1)[-more:]
    own = listing.items if page.number == page.pages else listing.items[:-more]
    return replace(listing, items=[*again, *own])


@oddity("repeated page", 2)
def repeated_page[T](listing: Listing[T], chance: Random, after: float) -> Listing[T]:
    """Page ``after`` comes a second time and the others come one later: one page more."""
    page, pages = listing.page, listing.page.pages + 1
    if page.pages <= after:
        return listing
    number = min(page.asked, pages)
    if number <= after:
        return replace(listing, pages=pages)
    return replace(listing, items=listing.of(number - 1), number=number, pages=pages)


@oddity("stale pages", 0.5)
def stale_pages[T](listing: Listing[T], chance: Random, share: float) -> Listing[T]:
    """Now and then the page before is told in place of this one, under this one's number."""
    if listing.page.number == 1 or chance.random() >= share:
        return listing
    return replace(listing, items=listing.of(listing.page.number - 1))


@oddity("short pages", 0.2)
def short_pages[T](listing: Listing[T], chance: Random, share: float) -> Listing[T]:
    """A share of the items is left out, others in each call."""
    return replace(listing, items=[item for item in listing.items if chance.random() >= share])


@oddity("drifting totals", 5)
def drifting_totals[T](listing: Listing[T], chance: Random, by: float) -> Listing[T]:
    total = max(0, listing.total + chance.randint(-int(by), int(by)))
    return replace(listing, total=total)


@oddity("pages too large", 1)
def pages_too_large[T](listing: Listing[T], chance: Random, by: float) -> Listing[T]:
    """Pages that are not there; whoever asks for them gets the last one again."""
    return replace(listing, pages=listing.pages + int(by))


@oddity("pages too small", 1)
def pages_too_small[T](listing: Listing[T], chance: Random, by: float) -> Listing[T]:
    """There are more pages than it says, and they can be read."""
    return replace(listing, pages=max(min(1, listing.pages), listing.pages - int(by)))
