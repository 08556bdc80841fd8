"""What this database is, whoever runs on it."""

from django.db import models


class House(models.Model):
    """One row, written when the tables are made."""

    # The host that answers calls: api.flickr.com, or where a simulated Flickr was.
    flickr = models.CharField(max_length=255)

    def __str__(self) -> str:
        return f"house on {self.flickr}"
