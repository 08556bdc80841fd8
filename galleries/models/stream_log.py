"""What the operator did to somebody's streams, for that person to read."""

from django.db import models

from accounts.models import FlickrConnection
from galleries.models.streams import Stream


class StreamLog(models.Model):
    """One deed of the operator: run, pause, go on, reset."""

    class Deed(models.TextChoices):
        RUN = "run"
        PAUSE = "pause"
        GO_ON = "go_on"
        RESET = "reset"

    # Whose stream it was; nobody's for what belongs to everybody.
    connection = models.ForeignKey(
        FlickrConnection,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="stream_log",
    )
    kind = models.CharField(max_length=30, choices=Stream.Kind)
    subject = models.CharField(max_length=64, blank=True)
    deed = models.CharField(max_length=10, choices=Deed)
    done_at = models.DateTimeField()

    class Meta:
        indexes = [
            # /sync/, at its foot
            models.Index(fields=["connection", "-done_at", "-id"], name="stream_log_page"),
        ]

    def __str__(self) -> str:
        return f"{self.deed} {self.kind}"
