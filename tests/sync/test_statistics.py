"""PostgreSQL knows how much was copied before the next page is read."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from galleries.models import Person
from galleries.sync.statistics import renew_statistics

NOW = datetime(2026, 3, 1, tzinfo=UTC)
PEOPLE = Person._meta.db_table


def _people(*numbers: int) -> None:
    Person.objects.bulk_create(Person(nsid=f"{number}@N00") for number in numbers)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_force_next_flush()")


@pytest.mark.django_db(transaction=True)
def test_a_table_that_has_outgrown_its_statistics_is_analysed_once() -> None:
    _people(*range(1000))
    is_postgres = connection.vendor == "postgresql"
    assert (PEOPLE in renew_statistics()) is is_postgres
    assert PEOPLE not in renew_statistics()
    _people(*range(1000, 1100))
    assert PEOPLE not in renew_statistics(), "a tenth more changes no plan"
    _people(*range(1100, 2000))
    assert (PEOPLE in renew_statistics()) is is_postgres
