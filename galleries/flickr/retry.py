"""When to make the same call again, and how long to wait before it."""

from .errors import FlickrUnavailable
from .refusals import LONGEST_WAIT_S


def worth_retrying(error: BaseException) -> bool:
    """Whether the same call may well succeed later. A write needs a look first (API.md 10.2)."""
    return isinstance(error, FlickrUnavailable)


def back_off_s(error: FlickrUnavailable, *, failures: int) -> int:
    """Seconds to wait after the ``failures``-th failure in a row: doubling, up to an hour."""
    doublings = min(max(failures - 1, 0), 12)
    return min(max(error.wait_s, 1) << doublings, LONGEST_WAIT_S)
