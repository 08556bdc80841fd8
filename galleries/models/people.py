"""People: Flickr accounts, joined here or not."""

import re
from typing import Self

from django.db import models
from django.db.models import Value
from django.db.models.functions import Lower

from galleries.flickr.urls import NOBODY

NSID = re.compile(r"[0-9]{1,15}@N[0-9]{2}", re.ASCII)
# What may stand in an address. Flickr hands out no others, but we do not build links on that.
PATH_ALIAS = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)


class PersonQuerySet(models.QuerySet["Person"]):
    def named(self, who: str) -> Self:
        """The person whom ``<who>`` in an address names: an NSID or a path alias."""
        if NSID.fullmatch(who):
            return self.filter(nsid=who)
        if not _may_be_alias(who):
            return self.none()
        # By the unique index, whose condition has to be said again; ``iexact`` would read all.
        lowered = self.alias(lowered_alias=Lower("path_alias")).exclude(path_alias="")
        return lowered.filter(lowered_alias=Lower(Value(who)))


class Person(models.Model):
    """A Flickr account."""

    nsid = models.CharField(max_length=20, unique=True)
    path_alias = models.CharField(max_length=100, blank=True)  # "" when they chose none
    username = models.CharField(max_length=255, blank=True)
    realname = models.CharField(max_length=255, blank=True)
    icon_server = models.CharField(max_length=10, blank=True)
    icon_farm = models.IntegerField(default=0)

    objects = PersonQuerySet.as_manager()

    class Meta:
        constraints = [
            # An alias may pass from one account to another: the last seen holder wins.
            models.UniqueConstraint(
                Lower("path_alias"),
                condition=~models.Q(path_alias=""),
                name="path_alias_has_one_holder",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name to credit: what the person calls themselves on Flickr."""
        return self.realname or self.username or self.nsid

    @property
    def who(self) -> str:
        """``<who>`` in addresses, here and on Flickr."""
        return self.path_alias if _may_be_alias(self.path_alias) else self.nsid


def _may_be_alias(text: str) -> bool:
    """It can stand in an address, and no page of Flickr's has that name ("tags", "friends")."""
    return PATH_ALIAS.fullmatch(text) is not None and text.lower() not in NOBODY
