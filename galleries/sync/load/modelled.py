"""Kinds of streams that ask a model of Flickr: pages of the right number, without a photo in them.

Intervals, limits and rules are those of the real kinds.
"""

import json
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from django.conf import settings

from galleries.flickr.client import Flickr
from galleries.flickr.records import Page
from galleries.models import Stream
from galleries.sync.kinds import KINDS, News
from galleries.sync.kinds.hung import UNTOLD_FOR
from galleries.sync.kinds.kind import Applied, nothing_missing
from galleries.sync.kinds.on_walls import pays
from galleries.sync.load import people
from galleries.sync.load.people import Sort

CALL_TAKES = timedelta(seconds=0.3)


@dataclass
class Clock:
    """Everybody's clock; a call moves it on."""

    now: datetime = datetime(2026, 3, 2, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Town:
    """What the model knows: who is behind each connection, and the dice.

    curators  the connections of those who have hung something in public
    daily     the streams that are read whole every day for what hangs in public
    untold    when each photo that hangs and that no list tells of was last asked about,
              longest ago first
    """

    clock: Clock
    dice: Random
    sorts: dict[int, Sort] = field(default_factory=dict)  # by connection
    zones: dict[int, int] = field(default_factory=dict)  # hours, by connection
    calls: Counter[str] = field(default_factory=Counter)  # by kind
    curators: set[int] = field(default_factory=set)
    daily: list[int] = field(default_factory=list)
    untold: deque[datetime] = field(default_factory=deque)

    def total(self, stream: Stream) -> int:
        """How many things the stream's list has."""
        sort = self.sorts[stream.connection_id or 0]
        match stream.kind:
            case Stream.Kind.PHOTOSTREAM:
                return sort.photos
            case Stream.Kind.FAVOURITES:
                return sort.favourites
            case Stream.Kind.ALBUMS:
                return sort.albums
            case Stream.Kind.ALBUM:
                return max(1, sort.photos // sort.albums)
            case Stream.Kind.CONTACTS:
                return sort.contacts
            case Stream.Kind.CONTACTS_PHOTOS:
                return 50
            case Stream.Kind.FLICKR_GALLERIES:
                return sort.flickr_galleries
            case Stream.Kind.FLICKR_GALLERY:
                return 30
            case Stream.Kind.POOL:
                return people.POOL_PHOTOS
            case Stream.Kind.MEMBERS:
                return people.MEMBERS
            case _:
                return 1

    def a_day(self, stream: Stream) -> float:
        """How often a day something changes in it."""
        sort = self.sorts[stream.connection_id or 0]
        match stream.kind:
            case Stream.Kind.PHOTOSTREAM:
                return 3 * sort.uploads  # uploads, edits, and what others do counts as a change
            case Stream.Kind.FAVOURITES:
                return sort.faves
            case Stream.Kind.CONTACTS_PHOTOS:
                return sort.contacts * 0.3
            case Stream.Kind.HAPPENINGS:
                return 2 * sort.uploads
            case Stream.Kind.POOL:
                return people.POOL_ADDS
            case Stream.Kind.ALBUM | Stream.Kind.GROUP | Stream.Kind.FLICKR_GALLERY:
                return 0.0
            case _:
                return people.OTHER_CHANGES

    # What the engine asks of a kind

    def fetch(self, flickr: Flickr, stream: Stream) -> Page[int]:
        """One call, paid for like every other."""
        flickr.call(f"model.{stream.kind}")
        self.calls[stream.kind] += 1
        self.clock.now += CALL_TAKES
        if stream.kind == Stream.Kind.HUNG:
            return self._hung(stream)
        total, per_page = self.total(stream), settings.FLICKR_PER_PAGE
        changed = self._changed(stream)
        if stream.walk == Stream.Walk.NEWS and KINDS[stream.kind].news is News.ASKED:
            return _page(range(changed), 1, per_page, total=changed)
        first = (stream.next_page - 1) * per_page
        items = range(first, min(total, first + per_page))
        return _page(items, stream.next_page, per_page, total=total)

    def apply(self, page: Page[int], stream: Stream, began_at: datetime, now: datetime) -> Applied:
        if stream.kind == Stream.Kind.HUNG:
            for _ in page.items:
                self.untold.popleft()
                self.untold.append(began_at)
            return Applied(tuple(page.items), 0)
        news = stream.walk == Stream.Walk.NEWS
        changed = self._changed(stream) if stream.next_page == 1 else 0
        asked = KINDS[stream.kind].news is News.ASKED
        return Applied(
            tuple(page.items),
            changed,
            reached_known=news and asked,
            doubtful=changed > 0 and not asked,
        )

    def read_daily(self, stream: Stream) -> bool:
        """Whether the list tells of what hangs in public, by the rules of the real kinds."""
        connection = stream.connection
        if connection is None:
            return False
        hung = self.hung(connection.pk, stream.kind)
        shows = stream.kind == Stream.Kind.PHOTOSTREAM and connection.user.shows_photos
        return shows or pays(hung, total=self.total(stream))

    def hung(self, connection_id: int, kind: str) -> int:
        """How many photos of this list hang in public galleries."""
        hung = {
            Stream.Kind.PHOTOSTREAM: people.HUNG_OWN,
            Stream.Kind.FAVOURITES: people.HUNG_FAVED,
        }
        return hung.get(Stream.Kind(kind), 0) if connection_id in self.curators else 0

    def _hung(self, stream: Stream) -> Page[int]:
        """The next photo that nobody has told of for long, as the only one of its page."""
        page, began_at = stream.next_page, stream.walk_began_at or self.clock.now
        late = self.untold and self.untold[0] < began_at - UNTOLD_FOR
        items, pages = ((page,), page + 1) if late else ((), page)
        return Page(items=items, page=page, pages=pages, per_page=1, total=None)

    def _changed(self, stream: Stream) -> int:
        """The same answer whenever it is asked for the same walk."""
        since = stream.watermark or stream.walk_began_at or self.clock.now
        dice = Random(f"{stream.pk} {stream.generation}")  # noqa: S311 - a model
        zone_h = self.zones.get(stream.connection_id or 0, 0)
        until = stream.walk_began_at or self.clock.now
        return people.happened(
            dice, self.a_day(stream), since.timestamp(), until.timestamp(), zone_h=zone_h
        )


def _page(items: range, number: int, per_page: int, *, total: int) -> Page[int]:
    pages = -(-total // per_page)
    return Page(items=tuple(items), page=number, pages=pages, per_page=per_page, total=total)


@contextmanager
def instead_of_flickr(town: Town) -> Iterator[None]:
    """Within, every kind asks the model. For a process of its own."""
    real = dict(KINDS)
    for name, kind in real.items():
        changed: dict[str, Any] = {"fetch": town.fetch, "apply": town.apply, "ask": None}
        changed["missing"] = nothing_missing
        changed["holds_closed"] = town.read_daily  # that a list holds closed photos is not modelled
        KINDS[name] = replace(kind, **changed)
    before = settings.FLICKR_SESSION
    settings.FLICKR_SESSION = "galleries.sync.load.modelled.Session"
    try:
        yield
    finally:
        KINDS.update(real)
        settings.FLICKR_SESSION = before


class Session:
    """Answers every request at once, with nothing but that all went well."""

    @contextmanager
    def request(self, *_: Any, **__: Any) -> Iterator["Answer"]:
        yield Answer()


class Answer:
    status_code = 200
    headers = {"Content-Type": "application/json"}

    def iter_content(self, chunk_size: int) -> Iterator[bytes]:
        yield json.dumps({"stat": "ok"}).encode()
