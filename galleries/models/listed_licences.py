"""Licences as Flickr lists them today; what each asks for: see ``galleries.flickr.licences``."""

from django.db import models


class ListedLicence(models.Model):
    """One licence of Flickr's list. The key is Flickr's own id; names have changed before."""

    id = models.SmallIntegerField(primary_key=True)
    name = models.CharField(max_length=200)
    url = models.CharField(max_length=200, blank=True)  # may lack a scheme
    told_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
