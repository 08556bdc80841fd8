"""What is said of pasted addresses."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from galleries.models import PastedAddress

Outcome = PastedAddress.Outcome


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a list.

    others  those that do not hang by it, under the reason why
    """

    count: int
    hung: int
    waiting: int
    others: list[tuple[str, list[PastedAddress]]]


def report(rows: Iterable[PastedAddress]) -> Report:
    by_outcome: dict[str, list[PastedAddress]] = {}
    for row in rows:
        by_outcome.setdefault(row.outcome, []).append(row)
    return Report(
        count=sum(map(len, by_outcome.values())),
        hung=len(by_outcome.get(Outcome.HUNG, [])),
        waiting=len(by_outcome.get(Outcome.WAITING, [])),
        others=[
            (heading, by_outcome[outcome])
            for outcome, heading in _headings().items()
            if outcome in by_outcome
        ],
    )


def _headings() -> dict[str, str]:
    return {
        Outcome.ALREADY: _("Hung here before"),
        Outcome.NO_ADDRESS: _("No address of Flickr’s"),
        Outcome.NO_PHOTO: _("The address of something else than a photo"),
        Outcome.NOT_SHOWN: _("Flickr shows no such photo: deleted, not public, or never there"),
        Outcome.NOT_PUBLIC: _("Not for everybody on Flickr: not public, or not marked as safe"),
        Outcome.REFUSED: _("The photographer does not want it to hang here"),
        Outcome.KEPT_AWAY: _("The photographer had it forgotten here"),
        Outcome.NOT_UNDERSTOOD: _("Flickr’s answer was not understood"),
        Outcome.NO_ROOM: _("The gallery is full"),
    }
