"""What whoever watches the installation asks for: pulses, and what the operator was told."""

from django.db import models


class Pulse(models.Model):
    """When a part of the installation last showed that it lives: a row each, for all machines."""

    part = models.CharField(max_length=10, primary_key=True)  # "beat" or "worker"
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"pulse of {self.part}"


class Told(models.Model):
    """One matter that the operator is told of by mail, at most once a day."""

    class Matter(models.TextChoices):
        CONNECTIONS = "connections"  # Flickr refuses people's permissions
        STREAMS = "streams"  # some are stuck
        INSTALLATION = "installation"  # the key, our signature or our clock is refused
        REPORTS = "reports"  # visitors wait for an answer

    matter = models.CharField(max_length=12, choices=Matter)
    day = models.DateField()  # in UTC
    began_at = models.DateTimeField()  # the last try to send it
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "day"], name="a_matter_is_told_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.matter} of {self.day}"
