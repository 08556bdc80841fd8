"""People of the invented world, and what of members' Flickr is kept in step."""

from datetime import datetime, timedelta

from accounts.models import FlickrConnection, User
from accounts.sealing import seal
from galleries.models import Contact, Person, Stream
from galleries.models.streams import OWN_KINDS
from galleries.seed.plan import CONTACTS, Plan

BATCH = 2_000
QUIET = timedelta(days=365)  # nothing is due before: nobody would answer


def nsid(number: int) -> str:
    return f"{99_000_000 + number}@N99"


def make_people(plan: Plan) -> list[Person]:
    """Everybody, members first. Every second one has chosen a path alias."""
    return Person.objects.bulk_create(
        [
            Person(
                nsid=nsid(number),
                path_alias=f"invented-{number}" if number % 2 == 0 else "",
                username=f"invented_{number}",
                realname=f"Invented Person {number}" if number % 3 else "",
            )
            for number in range(len(plan.photo_counts))
        ],
        batch_size=BATCH,
    )


def make_members(plan: Plan, *, now: datetime) -> list[FlickrConnection]:
    """Their users and their permissions, which open nothing. The second one shows theirs here."""
    users = User.objects.bulk_create(
        User(
            nsid=nsid(number),
            name=f"Invented Person {number}",
            password="!",  # noqa: S106 - no password opens it
            seen_at=now,
            shows_photos=number == 1,
            shows_favourites=number == 1,
        )
        for number in range(plan.members)
    )
    sealed = seal("invented", "invented")
    return FlickrConnection.objects.bulk_create(
        FlickrConnection(
            user=user, perms="read", sealed_token=sealed, connected_at=now, in_step_since=now
        )
        for user in users
    )


def in_step(
    connection: FlickrConnection, kind: Stream.Kind, subject: str = "", *, now: datetime
) -> Stream:
    """A stream, not saved, that was read whole a moment ago."""
    return Stream(
        connection=connection,
        kind=kind,
        subject=subject,
        due_at=now + QUIET,
        interval_s=3600,
        generation=1,
        watermark=now,
        walked_at=now,
        in_step_at=now,
    )


def make_streams(
    connections: list[FlickrConnection], *, now: datetime
) -> dict[tuple[int, str], Stream]:
    """What every member has, by (number of the member, kind)."""
    keys = [(number, kind) for number in range(len(connections)) for kind in OWN_KINDS]
    streams = Stream.objects.bulk_create(
        (in_step(connections[number], kind, now=now) for number, kind in keys), batch_size=BATCH
    )
    return dict(zip(keys, streams, strict=True))


def make_contacts(plan: Plan, people: list[Person], *, now: datetime) -> None:
    """Whom the first member follows: the next people in the plan."""
    followed = people[1 : 1 + plan.part(CONTACTS, at_least=5)]
    Contact.objects.bulk_create(
        (
            Contact(person=people[0], contact=contact, is_friend=place % 10 == 0, told_at=now)
            for place, contact in enumerate(followed)
        ),
        batch_size=BATCH,
    )
