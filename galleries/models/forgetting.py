"""People who asked to be forgotten, until nothing of theirs is left."""

from django.db import models


class Forgetting(models.Model):
    """A person asked at this moment that everything of theirs be removed from here.

    The row is the job: found again by the tick until it is done, and then gone as well.
    """

    nsid = models.CharField(max_length=20)  # "" when nothing is left to do but to wipe the traces
    asked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"forgetting {self.nsid}"
