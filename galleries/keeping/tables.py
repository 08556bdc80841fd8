"""Which rows are whose. Every model is named here once; a test says which one is not.

OWN      what people made or chose here: in every backup
COPY     what Flickr told, and tells again: only in a backup with copies. Of those that own work
         points at, the bare row comes along: its key, and what no row can be without
PASSING  worth nothing tomorrow: never kept, and emptied by a restore
HOUSE    belongs to the machine and not to its people: never touched
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from django.apps import apps
from django.db.models import Model

from galleries.keeping.fields import Column


class Whose(Enum):
    OWN = "own"
    COPY = "copy"
    PASSING = "passing"
    HOUSE = "house"


@dataclass(frozen=True, slots=True)
class Table:
    """What is kept of one model.

    anew         columns that begin anew, with what they have by default
    at_once      columns that hold the moment of the restore, so that workers come by
    with_copies  columns that say how far the copies are: they begin anew without them
    """

    whose: Whose
    anew: frozenset[str] = frozenset()
    at_once: frozenset[str] = frozenset()
    with_copies: frozenset[str] = frozenset()


OWN, COPY = Table(Whose.OWN), Table(Whose.COPY)
PASSING, HOUSE = Table(Whose.PASSING), Table(Whose.HOUSE)

CLAIM = frozenset({"claim", "claimed_until"})
STREAM = Table(
    Whose.OWN,
    anew=CLAIM
    | {"looked_at", "waiting_since"}
    | {"walk", "next_page", "walk_began_at", "walk_changed", "done", "total"}
    | {"trouble", "trouble_detail", "trouble_at", "failures"},
    at_once=frozenset({"due_at", "wanted_at"}),
    with_copies=frozenset(
        {"generation", "watermark", "walked_at", "in_step_at", "short_by", "missing"}
        | {"walk_again", "short_walks"}
    ),
)
OUTBOX = Table(Whose.OWN, anew=CLAIM, at_once=frozenset({"due_at"}))

TABLES: dict[str, Table] = {
    "accounts.User": OWN,
    "accounts.FlickrConnection": OWN,
    "galleries.Stream": STREAM,
    "galleries.StreamLog": OWN,
    "galleries.Outbox": OUTBOX,
    "galleries.OutboxItem": OWN,
    "galleries.OutboxAnswer": OWN,
    "galleries.Gallery": OWN,
    "galleries.Curator": OWN,
    "galleries.FormerAddress": OWN,
    "galleries.Section": OWN,
    "galleries.Placement": OWN,
    "galleries.GalleryChange": OWN,
    "galleries.Desk": OWN,
    "galleries.DeskReason": OWN,
    "galleries.Sheet": OWN,
    "galleries.SheetPlace": OWN,
    "galleries.Verdict": OWN,
    "galleries.DeskLine": OWN,
    "galleries.Sentence": OWN,
    "galleries.Withdrawal": OWN,
    "galleries.Forbidden": OWN,
    "galleries.Report": OWN,
    "galleries.TakenOff": OWN,
    "galleries.PastedAddress": OWN,
    "galleries.TrayItem": OWN,
    "galleries.Forgotten": OWN,
    "galleries.Forgetting": OWN,
    "galleries.Person": COPY,
    "galleries.Photo": COPY,
    "galleries.PhotoTag": COPY,
    "galleries.OwnerNote": COPY,
    "galleries.Album": COPY,
    "galleries.AlbumItem": COPY,
    "galleries.Favourite": COPY,
    "galleries.Contact": COPY,
    "galleries.ContactPhoto": COPY,
    "galleries.Group": COPY,
    "galleries.Membership": COPY,
    "galleries.GroupMember": COPY,
    "galleries.Entry": COPY,
    "galleries.Sighting": COPY,
    "galleries.FlickrGallery": COPY,
    "galleries.FlickrGalleryItem": COPY,
    "galleries.Happening": COPY,
    "galleries.Talk": COPY,
    "galleries.Comment": COPY,
    "galleries.Faver": COPY,
    "galleries.PersonInPhoto": COPY,
    "galleries.ListedLicence": COPY,
    "galleries.WalkPage": PASSING,
    "galleries.Turn": PASSING,
    "galleries.CallTally": PASSING,
    "galleries.TalkAllowance": PASSING,
    "sessions.Session": PASSING,
    # allauth's, which stay empty here: a person is their NSID, and a token is in our own table.
    "account.EmailAddress": PASSING,
    "account.EmailConfirmation": PASSING,
    "socialaccount.SocialApp": PASSING,
    "socialaccount.SocialAccount": PASSING,
    "socialaccount.SocialToken": PASSING,
    # The calls that this key has spent are spent, whatever the database holds.
    "galleries.CallBudget": HOUSE,
    # Who lives here now, and what the operator has read in their mail.
    "galleries.Pulse": HOUSE,
    "galleries.Told": HOUSE,
    # Made by migrate.
    "galleries.House": HOUSE,
    "contenttypes.ContentType": HOUSE,
    "auth.Permission": HOUSE,
    "auth.Group": HOUSE,
    "auth.Group_permissions": HOUSE,
}


def models_of(*whose: Whose) -> Iterator[type[Model]]:
    """The models of these kinds, in the order of the table."""
    for label, table in TABLES.items():
        if table.whose in whose:
            yield apps.get_model(label)


def whose(model: type[Model]) -> Whose:
    return TABLES[model._meta.label].whose


def columns(model: type[Model], *, with_copies: bool) -> list[Column]:
    """What of a row is written into a backup."""
    table = TABLES[model._meta.label]
    out = table.anew | table.at_once
    out |= frozenset() if with_copies else table.with_copies
    return [field for field in model._meta.concrete_fields if field.name not in out]


def bare_columns(model: type[Model]) -> list[Column]:
    """What no row of a copy can be without: its key, whose it is, and moments."""
    return [
        field
        for field in model._meta.concrete_fields
        if field.primary_key or not (field.null or field.blank or field.has_default())
    ]
