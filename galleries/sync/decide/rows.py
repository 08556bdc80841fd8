"""What a record of a list means for our row of that list."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from galleries.models import Listed
from galleries.sync.decide.changes import Add, Change, Keep, Update

# The columns of a row about which there is no doubt any more.
BACK: Mapping[str, Any] = {"missing_at": None, "gone_at": None}


def decide_row(said: Mapping[str, Any], ours: Listed | None, *, began_at: datetime) -> Change:
    """What to do about one row of a list.

    said      its columns, as far as the record speaks of them
    began_at  when the request behind the record began: an old page that arrives late neither
              changes what we know since nor brings back what was missed since
    """
    if ours is None:
        return Add(dict(said))
    doubts = [at for at in (ours.gone_at, ours.missing_at) if at is not None]
    if doubts and began_at < max(doubts):
        return Keep("it was missed after this was asked")
    if began_at < ours.told_at:
        return Keep("we know something newer")
    differing = {name: value for name, value in said.items() if getattr(ours, name) != value}
    if doubts:
        return Update(differing | dict(BACK), "it is back on Flickr")
    if differing:
        return Update(differing, "it changed on Flickr")
    return Keep("nothing changed")
