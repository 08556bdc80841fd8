"""Whether a page deep down in a list is read from the index of that list, on both databases."""

import re
from typing import Any

from django.db import connection
from django.db.models import QuerySet


def assert_read_from(index: str, beginning: str, rows: QuerySet[Any]) -> None:
    """What follows a key is a range of that index, and nothing is sorted.

    beginning  the list's own condition and the field of that range: "owner_id=… AND taken"
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # it would rather read the few rows of a test
            for way in ("seqscan", "bitmapscan", "sort"):
                cursor.execute(f"SET LOCAL enable_{way} = off")
    plan = rows.explain()
    assert index in plan
    own, field = beginning.split("… AND ")
    bare = re.sub(r"[ ()]|ROW", "", plan)
    assert re.search(rf"{own}\S+?AND{field}[\w:,]*<", bare), plan
    assert "Sort" not in plan
    assert "TEMP B-TREE" not in plan
