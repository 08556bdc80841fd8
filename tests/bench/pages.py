"""What it costs to write one page of a list: ``python -m tests.bench.pages ROUNDS``.

Each round is a page of photos that are new here; then the same page comes again, then with one
photo in ten changed. The rows that came of it are taken away and written through the driver
alone.
"""

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.bench.cost import Cost, cost, middle
from tests.bench.house import open_house, tell

if TYPE_CHECKING:
    from tests.bench.driver import Driver
    from tests.bench.lists import Record, Told

WARM_UP = 2  # rounds that do not count
ONE_IN = 10  # photos changes


@dataclass(frozen=True, slots=True)
class Round:
    """One page, from its arrival to its last change."""

    read: Cost
    new: Cost
    new_by_driver: Cost
    same: Cost
    changed: Cost
    changed_by_driver: Cost


def measured(told: "Told", driver: "Driver", *, rounds: int) -> list[Round]:
    done = [_round(told, driver, number) for number in range(WARM_UP + rounds)]
    return done[WARM_UP:]


def _round(told: "Told", driver: "Driver", number: int) -> Round:
    from tests.bench.lists import changed

    records = told.records(number)
    altered = [
        changed(record) if place % ONE_IN == 0 else record for place, record in enumerate(records)
    ]
    people = _people()
    new = _applied(told, records)
    return Round(
        read=cost(lambda: told.read(told.body)),
        new=new,
        new_by_driver=_written_again(told, driver, records, known_people=people),
        same=_applied(told, records),
        changed=_applied(told, altered),
        changed_by_driver=_overwritten(driver, altered[::ONE_IN]),
    )


def _applied(told: "Told", records: "list[Record]") -> Cost:
    """Apply a page as the engine does, in one transaction; ``commit`` is in the cost."""
    from django.db import connection, transaction
    from django.utils import timezone

    def apply() -> None:
        with transaction.atomic():
            told.apply(records, timezone.now())

    connection.ensure_connection()
    pid = connection.connection.info.backend_pid if connection.vendor == "postgresql" else None
    return cost(apply, server_pid=pid)


def _people() -> set[int]:
    from galleries.models import Person

    return set(Person.objects.values_list("pk", flat=True))


def _written_again(
    told: "Told", driver: "Driver", records: "list[Record]", *, known_people: set[int]
) -> Cost:
    """Take the rows of a page away, and insert them in one transaction."""
    ids = _ids(records)
    keys = [
        ("galleries_person", "id", _people() - known_people),
        ("galleries_photo", "id", ids),
        ("galleries_phototag", "photo_id", ids),
        (told.table, "photo_id", ids),
    ]
    rows = [driver.read(table, key, those) for table, key, those in keys]
    with driver.transaction():
        for table, key, those in reversed(keys):
            driver.delete(table, key, those)

    def write() -> None:
        with driver.transaction():
            for some in rows:
                driver.insert(some)

    return cost(write, server_pid=driver.server_pid)


def _overwritten(driver: "Driver", records: "list[Record]") -> Cost:
    """Write these photos over themselves, and their tags anew, in one transaction."""
    ids = _ids(records)
    photos = driver.read("galleries_photo", "id", ids)
    tags = driver.read("galleries_phototag", "photo_id", ids)

    def write() -> None:
        with driver.transaction():
            driver.insert_each(photos, overwrite="id")
            driver.delete("galleries_phototag", "photo_id", ids)
            driver.insert(tags)

    return cost(write, server_pid=driver.server_pid)


def _ids(records: "list[Record]") -> set[int]:
    from tests.bench.lists import photos_of

    return {int(photo.flickr_id) for photo in photos_of(records)}


def table(name: str, told: "Told", rounds: list[Round]) -> list[str]:
    """The lines that are printed of one list."""
    from galleries.flickr.records import UNSAID
    from tests.bench.lists import photos_of

    photos = list(photos_of(told.records(0)))
    tags = sum(len(photo.tags) for photo in photos if photo.tags is not UNSAID)
    read = middle([one.read for one in rounds])
    new = middle([one.new for one in rounds])
    same = middle([one.same for one in rounds])
    changed = middle([one.changed for one in rounds])
    return [
        f"  {name}: {len(photos)} photos, {tags:,} tags, read in {read.core:.1f} ms",
        f"    {'ms':<22} {'one core':>9} {'elapsed':>9} {'driver':>9} {'ratio':>7}",
        _line("all of them new", new, middle([one.new_by_driver for one in rounds])),
        _line("the same again", same, None),
        _line("one in ten changed", changed, middle([one.changed_by_driver for one in rounds])),
    ]


def _line(what: str, ours: Cost, by_driver: Cost | None) -> str:
    line = f"    {what:<22} {ours.core:>9.1f} {ours.elapsed:>9.1f}"
    if by_driver is None:
        return line
    return f"{line} {by_driver.core:>9.1f} {ours.core / by_driver.core:>7.1f}"


def main(rounds: int) -> None:
    open_house()
    from tests.bench.driver import driver
    from tests.bench.lists import lists

    alone = driver()
    for told in lists():
        for line in table(told.name, told, measured(told, alone, rounds=rounds)):
            tell(line)


if __name__ == "__main__":
    main(int(sys.argv[1]))
