"""People as lists tell them in passing."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models.functions import Lower

from galleries.flickr.records import UNSAID, PersonRecord
from galleries.models import Forgotten, Person
from galleries.sync.apply.bulk import insert

COLUMNS = ("username", "realname", "path_alias", "icon_server", "icon_farm")


def apply_people(records: Iterable[PersonRecord]) -> dict[str, Person]:
    """Write these people, touching only what changed: the rows by NSID.

    An alias that passed from one account to another belongs to whom we saw it with last.
    """
    told = {record.nsid: record for record in records}
    ours = Person.objects.in_bulk(list(told), field_name="nsid")
    new: list[dict[str, Any]] = []
    changed: list[dict[str, Any]] = []
    # In one order for everybody, so that two workers who meet the same people do not deadlock.
    for nsid, record in sorted(told.items()):
        person = ours.get(nsid) or Person(nsid=nsid)
        row = {name: getattr(person, name) for name in ("nsid", *COLUMNS)}
        said = {name: getattr(record, name) for name in COLUMNS}
        differing = {
            name: value
            for name, value in said.items()
            if value is not UNSAID and row[name] != value
        }
        for name, value in differing.items():
            setattr(person, name, value)
        if person.pk is None:
            new.append(row | differing)
        elif differing:
            changed.append(row | differing)
    _take_aliases([person for person in [*new, *changed] if person["path_alias"]])
    insert(Person, new, unique=["nsid"], update=COLUMNS)
    insert(Person, changed, unique=["nsid"], update=COLUMNS)
    if new:
        ours |= Person.objects.in_bulk([person["nsid"] for person in new], field_name="nsid")
    return ours


def not_kept_away[Record](told: Mapping[str, Record]) -> dict[str, Record]:
    """By NSID, without those people who asked never to be copied again."""
    away = Forgotten.objects.among(photos=(), people=told)
    return {nsid: record for nsid, record in told.items() if nsid not in away}


def _take_aliases(holders: list[dict[str, Any]]) -> None:
    if not holders:
        return
    last: dict[str, dict[str, Any]] = {}
    for person in holders:
        before = last.get(person["path_alias"].lower())
        if before is not None:
            before["path_alias"] = ""  # told with two people on one page: the last holder wins
        last[person["path_alias"].lower()] = person
    # The holders' own as well: one may have passed its alias to the next. Theirs are written
    # right after.
    Person.objects.annotate(alias=Lower("path_alias")).filter(alias__in=last).update(path_alias="")
