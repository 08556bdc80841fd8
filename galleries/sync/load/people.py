"""The mix of people: how much each has on Flickr, and how much they do there."""

from dataclasses import dataclass
from random import Random

DAY_S = 86_400


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of people. Counts are of one person, rates of one person's day.

    share  of a thousand people
    """

    share: int
    photos: int
    favourites: int
    contacts: int
    albums: int
    groups: int
    flickr_galleries: int
    uploads: float
    faves: float
    visits: float  # days between two visits here are exponential with this rate


# 500 with 500 photos, 400 with 10,000, 90 with 100,000, 10 with 300,000; the rest in proportion.
SORTS = (
    Sort(500, 500, 200, 50, 10, 8, 1, 0.3, 0.5, 0.2),
    Sort(400, 10_000, 4_000, 300, 40, 25, 3, 2, 4, 0.5),
    Sort(90, 100_000, 30_000, 1_000, 150, 60, 10, 10, 15, 0.8),
    Sort(10, 300_000, 100_000, 3_000, 300, 100, 20, 25, 30, 1.0),
)
SHOWS_PHOTOS = 0.1  # of all people: their photos hang in public
# Curators of public galleries, of all people, and what each has hung there: photos of their own,
# of their favourites, and some that no list tells of.
CURATES = 0.1
HUNG_OWN, HUNG_FAVED, HUNG_OTHERS = 60, 60, 5
KEEPS_A_POOL = 0.05  # of all people: one group switched on
POOL_PHOTOS = 20_000
POOL_ADDS = 40.0  # photos a day
MEMBERS = 3_000
OTHER_CHANGES = 0.2  # a day: an album, a contact, a group, a gallery


def sort_of(number: int, people: int) -> Sort:
    """Who the person with this number is, in a town of so many."""
    place = number * 1000 // max(1, people)
    for sort in SORTS:
        if place < sort.share:
            return sort
        place -= sort.share
    return SORTS[-1]


def rate_now(a_day: float, moment_s: float, *, zone_h: int) -> float:
    """Events a second: nothing at night, most in the evening, by the person's own clock."""
    hour = (moment_s / 3600 + zone_h) % 24
    weight = 0.1 if hour < 7 else 1.0 if hour < 17 else 2.2
    return a_day / DAY_S * weight


def happened(dice: Random, a_day: float, since_s: float, now_s: float, *, zone_h: int) -> int:
    """How many events fell between two moments (at most a day back is looked at)."""
    step_s = 1800.0
    events, moment_s = 0, max(since_s, now_s - 2 * DAY_S)
    while moment_s < now_s:
        length_s = min(step_s, now_s - moment_s)
        expected = rate_now(a_day, moment_s, zone_h=zone_h) * length_s
        events += int(expected) + (dice.random() < expected % 1)
        moment_s += length_s
    return events
