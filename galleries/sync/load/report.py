"""What a rehearsal came to, in a terminal."""

from collections.abc import Iterator

from galleries.models import Stream
from galleries.sync.kinds.hung import UNTOLD_FOR
from galleries.sync.load.run import Notes

MINUTE_S = 60.0
HOUR_S = 3600.0


def lines(notes: Notes, *, calls_an_hour: int) -> Iterator[str]:
    """Calls per hour, freshness of each kind in minutes, the newcomers' wait in seconds."""
    if notes.calls:
        mean = sum(notes.calls) / len(notes.calls)
        yield (
            f"calls an hour: {mean:,.0f} on average, {max(notes.calls):,} at most "
            f"({calls_an_hour:,} may be spent for long)"
        )
    yield ""
    yield f"{'minutes since last in step':<30}{'median':>10}{'95 %':>10}{'worst':>10}{'calls':>10}"
    for kind in Stream.Kind:
        ages = sorted(notes.ages.get(kind, ()))
        calls = notes.by_kind.get(kind, 0)
        shown = (_at(ages, 0.5), _at(ages, 0.95), ages[-1]) if ages else ()
        told = "".join(f"{age / MINUTE_S:>10,.1f}" for age in shown) or " " * 30
        if calls:
            yield f"{kind.value:<30}{told}{calls:>10,}"
    yield ""
    if notes.first_pages:
        waits = sorted(notes.first_pages)
        yield (
            f"newcomers' first page: median {_at(waits, 0.5):,.0f} s, worst {waits[-1]:,.0f} s, "
            f"of {len(waits)} ({notes.still_waiting} still waiting)"
        )
    yield (
        f"photos that hang in public: {notes.lists:,} lists are read whole for them, "
        f"after {notes.listed / HOUR_S:,.1f} h at the latest; {notes.untold:,} photos that no "
        f"such list tells of are asked about, after {notes.asked / HOUR_S:,.1f} h at the latest"
    )
    yield _one_by_one(notes, calls_an_hour=calls_an_hour)
    yield f"streams late by more than 30 minutes at the end: {notes.late:,}"


def _one_by_one(notes: Notes, *, calls_an_hour: int) -> str:
    """Whether a day is possible for what takes a call for each photo."""
    an_hour = notes.untold / (UNTOLD_FOR.total_seconds() / HOUR_S)
    told = f"one by one takes {an_hour:,.0f} calls an hour"
    if an_hour <= calls_an_hour:
        return told
    best = notes.untold / calls_an_hour
    return (
        f"{told}, and {calls_an_hour:,} may be made: at best each is asked about in {best:,.0f} h"
    )


def median(notes: Notes, kind: str) -> float:
    """Minutes since a stream of this kind was last in step, in the middle of all looks."""
    ages = sorted(notes.ages.get(kind, ()))
    return _at(ages, 0.5) / MINUTE_S if ages else 0.0


def _at(values: list[float], share: float) -> float:
    return values[min(len(values) - 1, int(share * len(values)))]
