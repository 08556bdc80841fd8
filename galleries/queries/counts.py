"""How many there are: a number that may be a minute old where counting takes long.

300,000 photos of one person are counted in 100 to 400 ms, and their favourites in a second: a
hundred times what the page itself takes. It is only a number; which photos show is asked each
time.
"""

from collections.abc import Callable, Hashable
from datetime import datetime, timedelta
from typing import cast

from galleries.models import Viewer

LARGE = 1_000  # up to there it is counted for each page
KEPT_FOR = timedelta(minutes=1)
_MOST = 10_000  # numbers that one process remembers

_known: dict[Hashable, tuple[datetime, object]] = {}


def remembered[T](
    read: Callable[[], T], size: Callable[[T], int], *, of: Hashable, viewer: Viewer
) -> T:
    """What ``read`` finds, or found less than a minute ago for the same viewer.

    size  of the list, from what was found
    of    which list it is
    """
    key = (of, viewer.nsid, viewer.safety_limit)
    known = _known.get(key)
    if known is not None:
        if known[0] <= viewer.now < known[0] + KEPT_FOR:
            return cast(T, known[1])
        _known[key] = (viewer.now, known[1])  # for the others, while this one counts
    found = read()
    _known.pop(key, None)
    if size(found) > LARGE:
        if len(_known) >= _MOST:
            _known.clear()
        _known[key] = (viewer.now, found)
    return found
