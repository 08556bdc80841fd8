"""Claims: work on a row is for one worker at a time, and a worker that dies lets go by itself."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID, uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to work on one row, until it runs out or somebody else takes it."""

    pk: int
    token: UUID


class ClaimableQuerySet[Row: models.Model](models.QuerySet[Row]):
    """Rows of a model that is ``Claimable``."""

    def free(self, *, now: datetime) -> Self:
        """Rows that are due and that nobody works on."""
        unclaimed = Q(claimed_until=None) | Q(claimed_until__lt=now)
        return self.filter(unclaimed, due_at__lte=now)

    def claim(self, pk: int, *, now: datetime) -> Claim | None:
        """Take a due row for 90 s. A claim for exactly one caller, None for the others."""
        token = uuid4()
        # Only columns of the row itself: PostgreSQL looks at those again after it has waited for
        # another worker's claim. A join would be a subquery, which it does not ask twice.
        free = self.free(now=now).filter(pk=pk)
        taken = free.update(claim=token, claimed_until=now + settings.CLAIM_FOR)
        return Claim(pk, token) if taken == 1 else None

    def held(self, claim: Claim) -> Self:
        """The row, as long as the claim on it still holds."""
        return self.filter(pk=claim.pk, claim=claim.token)

    def renew(self, claim: Claim, *, now: datetime) -> bool:
        """Hold a claim for another 90 s. False when somebody else has taken it."""
        return self.held(claim).update(claimed_until=now + settings.CLAIM_FOR) == 1


class Claimable(models.Model):
    """A row that says when there is work, and who does it. Subclasses have a ``due_at``."""

    claim = models.UUIDField(null=True, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
