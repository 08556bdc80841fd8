"""The one call budget that every process of an installation shares."""

from django.db import models


class CallBudget(models.Model):
    """A token bucket in one row. ``galleries.sync.budget`` takes from it.

    The bucket is kept as the moment at which it would be full again if nobody called any
    more: so that taking a call is one counted update, whatever the number of workers.
    """

    class Stop(models.TextChoices):
        NONE = ""
        BUSY = "busy"  # HTTP 429: everybody waits
        KEY = "key"
        SIGNATURE = "signature"
        CLOCK = "clock"

    full_at_s = models.FloatField(default=0)  # seconds since 1970
    # Nobody calls before this moment.
    paused_until = models.DateTimeField(null=True, blank=True)
    pause_s = models.PositiveIntegerField(default=0)
    stop = models.CharField(max_length=10, choices=Stop, blank=True)

    def __str__(self) -> str:
        return f"full again at {self.full_at_s:.0f}"
