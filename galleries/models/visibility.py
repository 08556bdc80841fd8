"""The rules of who may see a photo, as conditions that every list can be narrowed by.

``prefix`` is the way from the row that is listed to its photo: "" for photos themselves,
"photo__" for a favourite. So a list page, its neighbours and its count ask the same rules
as "may I see this one?" does.
"""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from galleries.models.favourites import Favourite
from galleries.models.streams import Stream
from galleries.models.viewer import Viewer

PUBLIC = 1  # Photo.Visibility.PUBLIC
SIGHT_LASTS = timedelta(hours=24)  # what was shown to one person only
PUBLIC_LASTS = timedelta(days=8)  # what everybody may see, when nobody tells of it any more


def visible_photo(viewer: Viewer, prefix: str = "") -> Q:
    """Photos this viewer may see here.

    Visitor     public, safe and fresh, by a member who shows theirs here
    Signed in   their own; public, safe and fresh ones; and what Flickr showed to their own
                connection while that is fresh
    Operator    nothing more
    """
    there = Q(**{f"{prefix}gone_at": None})
    if viewer.is_visitor:
        return there & public_photo(viewer, prefix) & by_somebody_who_shows_theirs(prefix)
    return there & (
        own_photo(viewer, prefix) | public_photo(viewer, prefix) | sighted_photo(viewer, prefix)
    )


def own_photo(viewer: Viewer, prefix: str = "") -> Q:
    """The photos this viewer took."""
    return Q(**{f"{prefix}owner__nsid": viewer.nsid})


def public_photo(viewer: Viewer, prefix: str = "") -> Q:
    """Public, as safe as the viewer wants, not in doubt, and told of within eight days."""
    return Q(
        **{
            f"{prefix}visibility": PUBLIC,
            f"{prefix}safety__lte": viewer.safety_limit,
            f"{prefix}withheld_at": None,
        }
    ) & fresh_photo(viewer, prefix)


def fresh_photo(viewer: Viewer, prefix: str = "") -> Q:
    """Somebody's token has told us of it within eight days.

    A walk renews its own stream and not each photo: so ask the owner's stream, or a list that
    still holds the photo.
    """
    since = viewer.now - PUBLIC_LASTS
    by_owner = told_by_owner(viewer.now, prefix)
    by_a_list = Favourite.objects.standing().filter(
        Q(told_at__gte=since) | Q(stream__walked_at__gte=since),
        photo=OuterRef(f"{prefix}pk"),
    )
    return Q(**{f"{prefix}told_at__gte": since}) | Exists(by_owner) | Exists(by_a_list)


def told_by_owner(now: datetime, prefix: str = "") -> QuerySet[Stream]:
    """The stream of the photo's owner, when they are kept in step here."""
    return Stream.objects.filter(
        kind=Stream.Kind.PHOTOSTREAM,
        connection__user__nsid=OuterRef(f"{prefix}owner__nsid"),
        connection__refused_at=None,
        in_step_at__gte=now - PUBLIC_LASTS,
    )


def sighted_photo(viewer: Viewer, prefix: str = "") -> Q:
    """What Flickr showed to the viewer's own connection within a day, and after it was closed."""
    since = viewer.now - SIGHT_LASTS
    closed_at = OuterRef(f"{prefix}narrowed_asked_at")
    told_since_then = Q(told_at__gte=closed_at) | Q(stream__walked_at__gte=closed_at)
    sightings = Favourite.objects.standing().filter(
        Q(told_at__gte=since) | Q(stream__walked_at__gte=since),
        photo=OuterRef(f"{prefix}pk"),
        person__nsid=viewer.nsid,
    )
    never_narrowed = Q(**{f"{prefix}narrowed_asked_at": None})
    return Q(**{f"{prefix}safety__lte": viewer.safety_limit}) & (
        (never_narrowed & Exists(sightings)) | Exists(sightings.filter(told_since_then))
    )


def by_somebody_who_shows_theirs(prefix: str = "") -> Q:
    """By a member who switched "show my public photos here" on."""
    members = User.objects.filter(is_active=True, shows_photos=True)
    shows = members.filter(nsid=OuterRef(f"{prefix}owner__nsid"))
    return Q(Exists(shows))
