"""People as lists tell them in passing."""

from collections.abc import Iterable

from django.db.models.functions import Lower

from galleries.flickr.records import UNSAID, PersonRecord
from galleries.models import Person

COLUMNS = ("username", "realname", "path_alias", "icon_server", "icon_farm")


def apply_people(records: Iterable[PersonRecord]) -> dict[str, Person]:
    """Write these people, touching only what changed: the rows by NSID.

    An alias that passed from one account to another belongs to whom we saw it with last.
    """
    told = {record.nsid: record for record in records}
    ours = Person.objects.in_bulk(list(told), field_name="nsid")
    new: list[Person] = []
    changed: list[Person] = []
    for nsid, record in told.items():
        person = ours.get(nsid) or Person(nsid=nsid)
        said = {name: getattr(record, name) for name in COLUMNS}
        differing = {
            name: value
            for name, value in said.items()
            if value is not UNSAID and getattr(person, name) != value
        }
        for name, value in differing.items():
            setattr(person, name, value)
        if person.pk is None:
            new.append(person)
        elif differing:
            changed.append(person)
    # In one order for everybody, so that two workers who meet the same people do not deadlock.
    new.sort(key=lambda person: person.nsid)
    changed.sort(key=lambda person: person.nsid)
    _take_aliases([person for person in [*new, *changed] if person.path_alias])
    Person.objects.bulk_create(
        new, update_conflicts=True, unique_fields=["nsid"], update_fields=COLUMNS
    )
    Person.objects.bulk_update(changed, COLUMNS)
    if new:
        ours |= Person.objects.in_bulk([person.nsid for person in new], field_name="nsid")
    return ours


def _take_aliases(holders: list[Person]) -> None:
    if not holders:
        return
    last: dict[str, Person] = {}
    for person in holders:
        before = last.get(person.path_alias.lower())
        if before is not None:
            before.path_alias = ""  # told with two people on one page: the last holder wins
        last[person.path_alias.lower()] = person
    # The holders' own as well: one may have passed its alias to the next. Theirs are written
    # right after.
    Person.objects.annotate(alias=Lower("path_alias")).filter(alias__in=last).update(path_alias="")
