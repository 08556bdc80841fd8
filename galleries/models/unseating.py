"""What becomes of desks when somebody who sat there, or whose photos lay there, is forgotten."""

from datetime import datetime

from galleries.models.desk_log import DeskLine
from galleries.models.desks import Desk
from galleries.models.sheets import Sheet
from galleries.models.verdicts import Verdict


def unseat(nsid: str, *, asked_at: datetime) -> None:
    """Take their name from what they did there by then, and from what was done to theirs.

    What was decided stays, of nobody by nobody: a desk is its group's. Their sheet can be freed by
    a colleague, and what waits in their outbox goes with it, see ``sync.desks.settle``.
    """
    Desk.objects.filter(opened_by__nsid=nsid, opened_at__lte=asked_at).update(opened_by=None)
    Sheet.objects.filter(holder__nsid=nsid, taken_at__lte=asked_at).update(
        holder=None, claimed_until=asked_at
    )
    Verdict.objects.filter(by__nsid=nsid, at__lte=asked_at).update(by=None)
    Verdict.objects.filter(owner__nsid=nsid, at__lte=asked_at).update(owner=None)
    DeskLine.objects.filter(by__nsid=nsid, at__lte=asked_at).update(by=None)
    DeskLine.objects.filter(owner__nsid=nsid, at__lte=asked_at).update(owner=None)
