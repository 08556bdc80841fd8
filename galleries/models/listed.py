"""What every row of a list that Flickr tells has in common: when it was told, missed and gone."""

from typing import Self

from django.db import models
from django.db.models import Q

from galleries.models.viewer import Viewer

# The purge asks every list for these, once an hour. In these words SQLite uses it: ``NOT … IS
# NULL`` it does not see through.
GONE = models.Index(fields=["gone_at"], condition=Q(gone_at__isnull=False), name="%(class)s_gone")


class ListedQuerySet[Row: models.Model](models.QuerySet[Row]):
    def standing(self) -> Self:
        """Those that the last complete walk of their list showed, or that came since."""
        return self.filter(gone_at=None, missing_at=None)

    def there_for(self, viewer: Viewer) -> Self:
        """Without those that are gone; visitors are not shown what is in doubt either."""
        in_doubt = Q(missing_at=None) if viewer.is_visitor else Q()
        return self.filter(in_doubt, gone_at=None)


class Listed(models.Model):
    """A row of a list that is kept in step. Missing from one complete walk, gone after two."""

    told_at = models.DateTimeField()  # when the request behind this row began
    missing_at = models.DateTimeField(null=True, blank=True)
    gone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
