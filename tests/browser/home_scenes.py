"""What is new for Alice, for the eye: long names, many scripts, hostile words, and a lot of it."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from galleries.models import ContactPhoto, Entry, Happening, Person, Stream
from tests.browser import pool_scenes
from tests.browser.hang import SAID
from tests.browser.world import World
from tests.cast import NOW, make_contact, make_group, make_membership, make_stream

PAGES = {
    "home-news": ("alice", "/"),
    "home-quiet": ("alice", "/"),
}


def last_time(world: World, days: int) -> None:
    User.objects.filter(pk=world.cast.alice.user.pk).update(
        last_time_at=NOW - timedelta(days=days), seen_at=timezone.now()
    )


def quiet(world: World) -> None:
    """Nothing has happened since yesterday."""
    last_time(world, 1)


def news(world: World) -> None:
    """Alice was last here three days ago."""
    last_time(world, 3)
    of_contacts(world)
    on_her_photos(world)
    in_her_groups(world)


def of_contacts(world: World) -> None:
    alice = world.cast.alice
    ContactPhoto.objects.bulk_create(
        ContactPhoto(
            person=alice.person,
            photo=photo,
            uploaded_at=NOW - timedelta(hours=2 * number),
            told_at=NOW,
        )
        for number, photo in enumerate(world.favourites[:14])
    )


def on_her_photos(world: World) -> None:
    alice = world.cast.alice
    people = list(Person.objects.filter(nsid__endswith="@N07").order_by("nsid"))
    make_contact(alice, people[0])
    happened = []
    for place, photo in enumerate(world.photos[1:12]):
        deeds = [("fave", person) for person in people[: place % 6]]
        deeds += [("comment", person) for person in people[place % 3 : place % 3 + 1 + place % 4]]
        deeds += [("tag", people[place % 6])] if place % 4 == 1 else []
        deeds += [("note", people[-1])] if place == 2 else []
        happened += [
            Happening(
                owner=alice.person,
                by=by,
                photo=photo,
                kind=kind,
                happened_at=NOW - timedelta(hours=3 * place, minutes=7 * number),
                text_html=SAID[(place + number) % len(SAID)] * (1 + 2 * (place % 2))
                if kind in ("comment", "note")
                else "",
                told_at=NOW,
            )
            for number, (kind, by) in enumerate(deeds)
        ]
    Happening.objects.bulk_create(happened)


def in_her_groups(world: World) -> None:
    alice = world.cast.alice
    pool_scenes.pool(world)
    for number, name in enumerate(("黑白攝影 — Black & white", "Two <b>chairs</b>"), 3):
        group = make_group(name)
        make_membership(alice, group)
        make_stream(alice, Stream.Kind.POOL, subject=group.nsid, in_step_at=NOW, walked_at=NOW)
        Entry.objects.bulk_create(
            Entry(
                group=group,
                photo=photo,
                owner=photo.owner,
                added_at=NOW - timedelta(minutes=90 * number + place),
                told_at=NOW,
            )
            for place, photo in enumerate(world.favourites[number * 9 : number * 9 + number])
        )


SCENES = {"home-news": news, "home-quiet": quiet}
