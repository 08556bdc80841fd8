"""Running it: people move in, the clock goes on, and every ten minutes somebody takes notes."""

import gc
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from django.db.models import Q

from accounts.models import FlickrConnection, User
from accounts.sealing import seal
from galleries.models import Stream
from galleries.models.streams import CHILDREN, COMES_BY_WITHIN, OWN_KINDS
from galleries.sync import schedule
from galleries.sync.engine import work
from galleries.sync.intervals import full_every, next_look
from galleries.sync.kinds import KINDS
from galleries.sync.kinds.hung import UNTOLD_FOR
from galleries.sync.load import people
from galleries.sync.load.modelled import Town
from galleries.sync.load.people import SORTS, Sort

TICK = timedelta(seconds=10)
NOTES_EVERY = timedelta(minutes=10)
WARM_UP = timedelta(hours=2)
BATCH = 2000
SETTLED, NEW = "@N01", "@N02"  # how the NSIDs of those end who were here before, and of newcomers
WATCHED = (*OWN_KINDS, Stream.Kind.POOL, Stream.Kind.MEMBERS)


@dataclass
class Notes:
    """What was seen.

    ages         seconds since a stream was last in step, by kind, one for each look at each
    calls        in each hour; by_kind: all of them
    first_pages  seconds a newcomer waited for their first page
    listed       the greatest age of a whole look at a list that is read for what hangs in
                 public, in seconds; asked: of a question about a photo that no such list
                 tells of; lists, untold: how many there are of them
    """

    ages: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    calls: list[int] = field(default_factory=list)
    by_kind: dict[str, int] = field(default_factory=dict)
    first_pages: list[float] = field(default_factory=list)
    still_waiting: int = 0
    listed: float = 0.0
    asked: float = 0.0
    lists: int = 0
    untold: int = 0
    late: int = 0


def populate(town: Town, *, count: int) -> None:
    """Everybody has been here for a while: in step, each at a moment of their own."""
    for number in range(count):
        sort = people.sort_of(number, count)
        _move_in(town, f"{number}{SETTLED}", sort, settled=True)
    _hang(town)
    # A hundred thousand calls make no cycle worth finding, and looking for them takes a sixth.
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000)


def newcomer(town: Town, nsid: str, sort: Sort) -> FlickrConnection:
    """Somebody presses the button: nothing of theirs is here yet."""
    return _move_in(town, nsid, sort, settled=False)


def run(
    town: Town,
    *,
    hours: float,
    newcomers_a_day: float,
    extra: Sort | None = None,
    say: Callable[[str], object] = print,
) -> Notes:
    """Let so many hours pass. ``extra`` is one more person who joins after the first hour."""
    notes, clock = Notes(), town.clock
    began, ends = clock.now, clock.now + timedelta(hours=hours)
    next_notes, next_hour = began + NOTES_EVERY, began + timedelta(hours=1)
    arrivals = _arrivals(town, began, hours, newcomers_a_day)
    if extra is not None:
        arrivals.append((began + timedelta(hours=1), extra))
    arrivals.sort(key=lambda one: one[0], reverse=True)
    waiting: dict[int, datetime] = {}
    calls_before = 0
    while clock.now < ends:
        tick_at = clock.now
        while arrivals and arrivals[-1][0] <= clock.now:
            _, sort = arrivals.pop()
            connection = newcomer(town, f"{len(town.sorts)}{NEW}", sort)
            waiting[connection.pk] = clock.now
        for stream_id in schedule.due(now=clock.now):
            claim = Stream.objects.claim(stream_id, now=clock.now)
            if claim is not None:
                work(claim, clock=clock, slice_s=15)
        for pk in _have_a_page(waiting):
            notes.first_pages.append((clock.now - waiting.pop(pk)).total_seconds())
        clock.now = max(clock.now, tick_at + TICK)
        if clock.now >= next_notes:
            next_notes += NOTES_EVERY
            if clock.now - began > WARM_UP or hours < 3:
                _take_notes(notes, town)
        if clock.now >= next_hour:
            next_hour += timedelta(hours=1)
            _visits(town)
            notes.calls.append(town.calls.total() - calls_before)
            calls_before = town.calls.total()
            say(f"hour {len(notes.calls)}: {notes.calls[-1]} calls")
    notes.by_kind = dict(town.calls)
    notes.lists, notes.untold = len(town.daily), len(town.untold)
    notes.still_waiting = len(waiting)
    half_an_hour_ago = clock.now - timedelta(minutes=30)
    notes.late = Stream.objects.due(now=clock.now).filter(due_at__lt=half_an_hour_ago).count()
    return notes


def _move_in(town: Town, nsid: str, sort: Sort, *, settled: bool) -> FlickrConnection:
    now, dice = town.clock.now, town.dice
    user = User.objects.create_user(
        nsid,
        shows_photos=dice.random() < people.SHOWS_PHOTOS,
        seen_at=now - timedelta(days=dice.expovariate(sort.visits) if settled else 0),
    )
    connection = FlickrConnection.objects.create(
        user=user, perms="read", sealed_token=seal("t", "s"), in_step_since=now
    )
    town.sorts[connection.pk] = sort
    town.zones[connection.pk] = dice.randrange(24)
    if settled and dice.random() < people.CURATES:
        town.curators.add(connection.pk)
    subjects = [(kind, "") for kind in OWN_KINDS]
    numbers = {
        Stream.Kind.ALBUM: sort.albums,
        Stream.Kind.GROUP: sort.groups,
        Stream.Kind.FLICKR_GALLERY: sort.flickr_galleries,
    }
    subjects += [(kind, str(n)) for kind in CHILDREN.values() for n in range(numbers[kind])]
    if settled and dice.random() < people.KEEPS_A_POOL:
        subjects += [(Stream.Kind.POOL, "g"), (Stream.Kind.MEMBERS, "g")]
    streams = [_stream(town, connection, kind, subject, settled) for kind, subject in subjects]
    Stream.objects.bulk_create(streams, batch_size=BATCH)
    return connection


def _stream(
    town: Town, connection: FlickrConnection, kind: Stream.Kind, subject: str, settled: bool
) -> Stream:
    now, dice, rules = town.clock.now, town.dice, KINDS[kind]
    stream = Stream(
        connection=connection,
        kind=kind,
        subject=subject,
        due_at=now,
        interval_s=rules.shortest_s,
    )
    if settled:
        stream.total = town.total(stream)
        # Most lists have been quiet for long: their intervals have grown.
        least = max(rules.shortest_s, rules.longest_s // 2)
        stream.interval_s = dice.randint(least, rules.longest_s)
        in_step_at = now - timedelta(seconds=dice.random() * stream.interval_s)
        walked_at = now - dice.random() * full_every(rules, stream)
        stream.in_step_at, stream.watermark = in_step_at, in_step_at
        stream.walked_at, stream.generation = min(walked_at, in_step_at), 1
        stream.due_at = next_look(rules, stream, interval_s=stream.interval_s, now=in_step_at)
    return stream


def _hang(town: Town) -> None:
    """What hangs in public and no list tells of was asked about within the last day."""
    now, dice = town.clock.now, town.dice
    count = people.HUNG_OTHERS * len(town.curators)
    lists = Stream.objects.filter(kind__in=(Stream.Kind.PHOTOSTREAM, Stream.Kind.FAVOURITES))
    for stream in lists.select_related("connection__user"):
        if town.read_daily(stream):
            town.daily.append(stream.pk)
        else:
            count += town.hung(stream.connection_id or 0, stream.kind)
    Stream.objects.filter(pk__in=town.daily).update(is_daily=True)
    town.untold.extend(sorted(now - dice.random() * UNTOLD_FOR for _ in range(count)))
    interval_s = KINDS[Stream.Kind.HUNG].shortest_s
    Stream.objects.create(kind=Stream.Kind.HUNG, due_at=now, interval_s=interval_s)


def _visits(town: Town) -> None:
    """Those who come by within this hour."""
    came = [pk for pk, sort in town.sorts.items() if town.dice.random() < sort.visits / 24]
    User.objects.filter(connection__in=came).update(seen_at=town.clock.now)


def _arrivals(
    town: Town, began: datetime, hours: float, a_day: float
) -> list[tuple[datetime, Sort]]:
    weights = [sort.share for sort in SORTS]
    dice = Random("arrivals")  # noqa: S311 - a model; the same people whoever else joins
    count = round(a_day * hours / 24)
    return [
        (
            began + timedelta(hours=1 + dice.random() * max(0.1, hours - 2)),
            dice.choices(SORTS, weights)[0],
        )
        for _ in range(count)
    ]


def _have_a_page(waiting: dict[int, datetime]) -> list[int]:
    if not waiting:
        return []
    shown = Stream.objects.filter(connection__in=waiting, kind=Stream.Kind.PHOTOSTREAM, done__gt=0)
    return list(shown.values_list("connection_id", flat=True))


def _take_notes(notes: Notes, town: Town) -> None:
    now = town.clock.now
    settled = Stream.objects.filter(connection__user__nsid__endswith=SETTLED)
    comes_by = Q(connection__user__seen_at__gte=now - COMES_BY_WITHIN)
    watched = settled.filter(~Q(kind=Stream.Kind.HAPPENINGS) | comes_by, kind__in=WATCHED)
    for kind, in_step_at in watched.values_list("kind", "in_step_at").iterator():
        if in_step_at is not None:
            notes.ages[kind].append((now - in_step_at).total_seconds())
    oldest = Stream.objects.filter(pk__in=town.daily).order_by("walked_at")
    walked_at = oldest.values_list("walked_at", flat=True).first()
    if walked_at is not None:
        notes.listed = max(notes.listed, (now - walked_at).total_seconds())
    if town.untold:
        notes.asked = max(notes.asked, (now - town.untold[0]).total_seconds())
