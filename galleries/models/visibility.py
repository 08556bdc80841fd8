"""The rules of who may see a photo, as conditions that every list can be narrowed by.

``prefix`` is the way from the row that is listed to its photo: "" for photos themselves,
"photo__" for a favourite. So a list page, its neighbours and its count ask the same rules
as "may I see this one?" does.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Case, Exists, Model, OuterRef, Q, QuerySet, Value, When
from django.db.models.lookups import IsNull

from accounts.models import User
from galleries import models  # whose modules ask these rules in turn
from galleries.models.streams import Stream
from galleries.models.viewer import Viewer
from galleries.models.written import Text, Written

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
    return written(_visible_photo, models.Photo, viewer, prefix)


def written(rule: Callable[[Viewer], Q], model: type[Model], viewer: Viewer, prefix: str = "") -> Q:
    """A rule about rows of a model, written down once and filled in for who looks, and when.

    rule    what it says to one viewer; of their moments only a day and eight days ago, else
            ValueError
    prefix  the way to the row from the one that is listed
    """
    text = _text(rule, model, viewer.is_visitor, viewer.safety_limit, connection.vendor)
    moments = zip(_moments(_SOME_DAY), _moments(viewer.now), strict=True)
    values = {_SOMEBODY: viewer.nsid, **dict(moments)}
    params = tuple(values.get(param, param) for param in text.params)
    return Q(Written(text, params, prefix))


# Values that stand in a written rule for who looks, and when; nobody has them.
_SOMEBODY = "000000000000000@N00"
_SOME_DAY = datetime(1999, 1, 2, 3, 4, 5, 678_901, tzinfo=UTC)


@cache
def _text(
    rule: Callable[[Viewer], Q],
    model: type[Model],
    is_visitor: bool,
    safety_limit: int,
    vendor: str,
) -> Text:
    """The rule in the SQL of that database."""
    user = None if is_visitor else User(nsid=_SOMEBODY, safety_limit=safety_limit)
    said = rule(Viewer(user, now=_SOME_DAY))
    text = Text.of(said, model, joined={'"galleries_person"."nsid"': "owner__nsid"})
    known = _moments(_SOME_DAY)
    for param in text.params:
        # It would stay what it is, and in 1999 everything is fresh.
        if str(param).startswith(("1998-", "1999-")) and param not in known:
            raise ValueError(f"a moment that is not filled in: {param}")
    return text


def _moments(now: datetime) -> list[Any]:
    """Since when something must have been told, as the database is given it."""
    adapt = connection.ops.adapt_datetimefield_value
    return [adapt(now - PUBLIC_LASTS), adapt(now - SIGHT_LASTS)]


def _visible_photo(viewer: Viewer, prefix: str = "") -> Q:
    there = Q(**{f"{prefix}gone_at": None})
    if viewer.is_visitor:
        return there & public_photo(viewer, prefix) & by_somebody_who_shows_theirs(prefix)
    return there & (
        own_photo(viewer, prefix) | public_photo(viewer, prefix) | sighted_photo(viewer, prefix)
    )


def hangable_photo(viewer: Viewer, prefix: str = "") -> Q:
    """Photos that a public page may show to everybody: public, safe and fresh, and not missing."""
    anybody = Viewer(now=viewer.now)
    there = Q(**{f"{prefix}gone_at": None, f"{prefix}missing_at": None})
    return there & public_photo(anybody, prefix)


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
    fresh = Q(**{f"{prefix}told_at__gte": since}) | Q(Exists(told_by_owner(viewer.now, prefix)))
    for listed in told_by_lists(since):
        fresh |= Q(Exists(listed.filter(photo=OuterRef(f"{prefix}pk"))))
    return fresh


def told_by_owner(
    now: datetime, prefix: str = "", *, kind: Stream.Kind = Stream.Kind.PHOTOSTREAM
) -> QuerySet[Stream]:
    """The stream of the photo's (or the album's) owner, when they are kept in step here."""
    return Stream.objects.filter(
        kind=kind,
        connection__user__nsid=OuterRef(f"{prefix}owner__nsid"),
        connection__refused_at=None,
        in_step_at__gte=now - PUBLIC_LASTS,
    )


def told_by_lists(since: datetime) -> list[QuerySet[Any]]:
    """Rows of the lists that hold other people's photos, as far as they were told since then."""
    return [
        rows.filter(told_since(since))
        for rows in (
            models.Favourite.objects.standing(),
            models.Entry.objects.standing(),
            models.FlickrGalleryItem.objects.standing(),
            models.ContactPhoto.objects.standing(),
        )
    ]


def sighted_photo(viewer: Viewer, prefix: str = "") -> Q:
    """What Flickr showed to the viewer's own connection within a day, and after it was closed."""
    fresh = told_since(viewer.now - SIGHT_LASTS)
    closed_at = OuterRef(f"{prefix}narrowed_asked_at")
    still_valid = told_since(closed_at) | Q(IsNull(closed_at, True))
    sighted = Q()
    for rows in (
        models.Favourite.objects.standing().filter(person__nsid=viewer.nsid),
        models.ContactPhoto.objects.standing().filter(person__nsid=viewer.nsid),
        models.Sighting.objects.filter(speaks_for(viewer, "stream__")),
    ):
        sighted |= Q(Exists(rows.filter(fresh, still_valid, photo=OuterRef(f"{prefix}pk"))))
    return Q(**{f"{prefix}safety__lte": viewer.safety_limit}) & sighted


def speaks_for(viewer: Viewer, prefix: str = "") -> Q:
    """Streams that tell what the viewer's own token may see: Flickr refused neither."""
    own = {
        f"{prefix}connection__user__nsid": viewer.nsid,
        f"{prefix}connection__refused_at": None,
    }
    return Q(**own) & ~Q(**{f"{prefix}trouble": Stream.Trouble.NOT_ON_FLICKR})


def told_since(moment: datetime | OuterRef) -> Q:
    """Of a row: told itself since then, or by a whole walk of its list that began since then."""
    return Q(told_at__gte=moment) | Q(stream__walked_at__gte=moment)


def by_somebody_who_shows_theirs(prefix: str = "") -> Q:
    """By a member who switched "show my public photos here" on."""
    members = User.objects.filter(is_active=True, shows_photos=True)
    shows = members.filter(nsid=OuterRef(f"{prefix}owner__nsid"))
    return asked_of_each(shows)


def asked_of_each(members: QuerySet[Any]) -> Q:
    """There is one among these, asked of each row and answered from a small table.

    A plain EXISTS is made part of the join: with a million photos PostgreSQL then began at its
    wrong end and took minutes for a page.
    """
    return Q(Case(When(Exists(members), then=Value(True)), default=Value(False)))
