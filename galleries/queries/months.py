"""The way to a month in a list that goes by date."""

import re
from datetime import datetime, tzinfo

from galleries.queries.keyset import Key

_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])", re.ASCII)
_LAST_YEAR = 9998  # the year after it still has a date


class BadMonth(ValueError):
    """Somebody typed what is no month."""


def end_of_month(text: str) -> datetime:
    """ "2025-03" → the first moment after it, 1 April 2025, on whichever clock. Raises BadMonth."""
    match = _MONTH.fullmatch(text)
    if match is None or not 1 <= int(match[1]) <= _LAST_YEAR:
        raise BadMonth(text)
    year, month = int(match[1]), int(match[2])
    return datetime(year + month // 12, month % 12 + 1, 1)  # noqa: DTZ001 - the caller knows which


def moment_query(end: datetime, *, zone: tzinfo, now: datetime) -> str:
    """The query of the page that begins at the end of a month; "" for the first page."""
    moment = end.replace(tzinfo=zone)
    if moment > now:
        return ""
    return f"?after={Key(max(moment, datetime.fromtimestamp(0, zone)), 0)}"
