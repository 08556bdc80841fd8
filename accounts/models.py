"""Who you are, and what you let us do on Flickr."""

from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone


class UserManager(BaseUserManager["User"]):
    def create_user(self, nsid: str, **fields: Any) -> "User":
        """Make a user. There are no passwords here: Flickr says who somebody is."""
        user = self.model(nsid=nsid, **fields)
        user.set_unusable_password()
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Somebody who has signed in with Flickr at least once."""

    nsid = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=200, blank=True)  # the screen name on Flickr
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)  # last here, to the hour
    # How far the copies were then: {"entry": 53…}, the newest key of each list that tells news.
    seen_up_to = models.JSONField(default=dict, blank=True)
    # The same of when the visit before this one ended; None in the first.
    last_time_at = models.DateTimeField(null=True, blank=True)
    last_time_up_to = models.JSONField(default=dict, blank=True)

    # Switches, off by default.
    shows_photos = models.BooleanField(default=False)  # "show my public photos here"
    shows_favourites = models.BooleanField(default=False)  # open the list to others
    safety_limit = models.SmallIntegerField(default=0)  # also show 1 moderate, 2 restricted

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "nsid"

    def __str__(self) -> str:
        return self.name or self.nsid


class FlickrConnectionQuerySet(models.QuerySet["FlickrConnection"]):
    def that_may_write(self) -> Self:
        """Those that let us write, and that Flickr has not refused."""
        return self.filter(perms=FlickrConnection.Perms.WRITE, refused_at=None)


class FlickrConnection(models.Model):
    """A person's permission to us: one sealed token and what it may do.

    A member's has ``in_step_since``. A guest's only ever lets us write what they write here, and
    ends with their signing out: see ``accounts.leaving``.
    """

    class Perms(models.TextChoices):
        READ = "read"
        WRITE = "write"

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="connection")
    perms = models.CharField(max_length=10, choices=Perms)
    sealed_token = models.TextField()  # see accounts.sealing; never in clear anywhere
    # Since when this permission has held. Renewing it keeps the date for members; for guests, and
    # after a refusal, it begins anew.
    connected_at = models.DateTimeField(default=timezone.now)
    # When the member pressed "Keep my Flickr in step here"; None for guests.
    in_step_since = models.DateTimeField(null=True, blank=True)
    # Flickr refused the token, confirmed once by checkToken. Signing in again clears it.
    refused_at = models.DateTimeField(null=True, blank=True)

    objects = FlickrConnectionQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.user} ({self.perms})"

    @property
    def may_write(self) -> bool:
        """As ``that_may_write`` asks the database."""
        return self.perms == self.Perms.WRITE and self.refused_at is None
