"""What the calls to Flickr were spent on, and whose turn it is."""

from django.db import models

from accounts.models import FlickrConnection


class CallTally(models.Model):
    """How many calls of one method had one result, for one person, in ten minutes.

    Kept for two days: numbers for the operator, without a word of anybody's.
    """

    class Result(models.TextChoices):
        OK = "ok"
        UNAVAILABLE = "unavailable"  # no answer, or none that makes sense for now
        BUSY = "busy"  # 429
        REFUSED = "refused"  # the person's token
        NOT_THERE = "not_there"
        SURPRISE = "surprise"
        INSTALLATION = "installation"  # key, signature or clock

    began_at = models.DateTimeField()  # of the ten minutes
    method = models.CharField(max_length=60)  # without "flickr."; "sign-in" for its two calls
    result = models.CharField(max_length=12, choices=Result)
    nsid = models.CharField(max_length=20, blank=True)  # "" without anybody's token
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["began_at", "method", "result", "nsid"], name="calls_are_counted_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.count} × {self.method}"


class Turn(models.Model):
    """When a person's calls so far would be paid off: who has used fewer goes first.

    The same idea as the budget's own bucket, for one person: each call moves the moment on.
    """

    connection = models.OneToOneField(
        FlickrConnection, on_delete=models.CASCADE, primary_key=True, related_name="turn"
    )
    at_s = models.FloatField(default=0)  # seconds since 1970

    def __str__(self) -> str:
        return f"turn of connection {self.connection_id}"
