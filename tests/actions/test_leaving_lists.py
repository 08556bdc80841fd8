"""Leaving and the lists: what others' albums, groups, contacts and galleries say of somebody."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db.models import QuerySet

from accounts.leaving import disconnect
from accounts.models import FlickrConnection, User
from galleries.actions.curators import invite
from galleries.actions.galleries import begin
from galleries.actions.hanging import hang
from galleries.actions.leaving import forget_me, take_back_photo
from galleries.actions.streams import keep_group
from galleries.flickr.simulator.group_cast import SimGroup
from galleries.models import (
    AlbumItem,
    CallTally,
    Contact,
    ContactPhoto,
    Entry,
    Favourite,
    FlickrGalleryItem,
    FormerAddress,
    Group,
    GroupMember,
    Happening,
    Listed,
    Membership,
    Outbox,
    OutboxAnswer,
    OutboxItem,
    PastedAddress,
    Person,
    Photo,
    Report,
    Sentence,
    Sighting,
    Stream,
    TrayItem,
)
from galleries.sync.engine import work
from galleries.sync.forgetting import forget_some
from tests.cast import (
    NOW,
    Actor,
    Cast,
    make_album,
    make_contact,
    make_contact_photo,
    make_entry,
    make_favourite,
    make_flickr_gallery,
    make_group,
    make_group_member,
    make_happening,
    make_member,
    make_membership,
    make_photo,
    make_stream,
)
from tests.desks import judge, make_piers
from tests.simulated import EVERYTHING, Town

pytestmark = pytest.mark.django_db


# --- Without Flickr: every table ------------------------------------------------------------


def entangle(one: Actor, other: Actor, group: Group) -> None:
    """Everything that can stand here of one person: by themselves, and with the other."""
    photo = make_photo(one, "Pier", visibility=Photo.Visibility.PUBLIC, tags=("pier",))
    pool = make_stream(one, Stream.Kind.POOL, subject=group.nsid, walked_at=NOW, in_step_at=NOW)
    make_album(one, "Piers", photo)
    make_membership(one, group)
    make_group_member(group, one, stream=pool)
    make_entry(group, photo, stream=pool)
    Sighting.objects.create(stream=pool, photo=photo, told_at=NOW)
    make_contact(one, other)
    make_contact_photo(other, photo)
    make_favourite(other, photo)
    make_flickr_gallery(other, "Best piers", photo)
    make_happening(photo, other, "comment")
    gallery = begin("Piers", by=one.user, now=NOW)
    hang([photo.pk], gallery=gallery, by=one.user, now=NOW)
    invite(gallery, other.person, by=one.user, now=NOW)
    FormerAddress.objects.create(slug=f"{gallery.slug}-once", gallery=gallery)
    Sentence.objects.create(gallery=gallery, photo=photo, text="Mine", said_at=NOW)
    for actor in (one, other):
        TrayItem.objects.create(user=actor.user, photo=photo, kept_at=NOW)
        PastedAddress.objects.create(
            gallery=gallery, by=actor.person, pasted_at=NOW, written="A", flickr_id=photo.pk
        )
    Report.objects.create(gallery=gallery, photo=photo, key_hash=gallery.slug, sent_at=NOW)
    Outbox.objects.create(user=other.user)
    deed = OutboxItem.objects.create(
        user=other.user, photo=photo, verb="comment", text="Ahoy", asked_at=NOW, due_at=NOW
    )
    OutboxAnswer.objects.create(item=deed, at=NOW, answer="ok")


def rows_by_table() -> Counter[str]:
    """How many rows there are of everything that Flickr tells."""
    return Counter(
        {
            model.__name__: model._default_manager.count()
            for model in apps.get_app_config("galleries").get_models()
        }
    )


def calls_by_name() -> int:
    """How many calls are counted for somebody."""
    return sum(CallTally.objects.exclude(nsid="").values_list("count", flat=True))


@pytest.mark.django_db(transaction=True)
def test_whoever_is_forgotten_is_gone_from_every_list_and_nobody_else_is(cast: Cast) -> None:
    carol = make_member("carol", nsid="77777777@N07")
    group = make_group()
    entangle(carol, cast.stranger, group)
    entangle(cast.stranger, carol, group)
    piers = make_piers(cast.stranger)
    piers.add(cast.stranger)
    judge(piers.take(), cast.stranger, "k")
    before = rows_by_table()
    assert {name for name, count in before.items() if not count} == {
        "CallBudget", "CallTally", "Claim", "Comment", "Faver", "Forbidden", "Forgetting",
        "Forgotten", "ListedLicence", "OwnerNote", "PersonInPhoto", "Pulse", "StreamLog",
        "TakenOff", "Talk", "TalkAllowance", "Told", "Turn", "WalkPage", "Withdrawal",
    } & before.keys()  # fmt: skip
    entangle(cast.alice, cast.bob, group)
    entangle(cast.bob, cast.alice, group)
    fave = make_happening(Photo.objects.get(owner=cast.alice.person), cast.bob)
    Happening.objects.filter(pk=fave.pk).update(photo=1)  # of a photo that is not copied yet
    forget_me(cast.alice.user, typed="Alice Ahlgren", never_again=False)
    while forget_some():
        pass
    assert not Person.objects.filter(nsid="11111111@N01").exists()
    forget_me(cast.bob.user, typed="Bob Brandt", never_again=False)
    while forget_some():
        pass
    after = rows_by_table()
    before["Person"] -= 2
    assert after == before


@pytest.mark.django_db(transaction=True)
def test_whoever_comes_back_meanwhile_keeps_what_came_since(cast: Cast) -> None:
    make_contact(cast.bob, cast.alice)
    forget_me(cast.alice.user, typed="Alice Ahlgren", never_again=False)
    group = make_group()
    member = make_group_member(group, cast.alice, told_at=NOW + timedelta(days=366))
    while forget_some():
        pass
    assert not Contact.objects.exists()
    assert list(GroupMember.objects.all()) == [member]
    assert Person.objects.filter(pk=cast.alice.person.pk).exists()


def test_a_photo_that_is_taken_back_leaves_every_list(cast: Cast) -> None:
    group = make_group()
    entangle(cast.alice, cast.bob, group)
    photo, kept = Photo.objects.get(), make_photo(cast.bob)
    make_entry(group, kept)
    take_back_photo(cast.alice.user, photo.pk, now=NOW)
    for rows in (
        AlbumItem, Favourite, ContactPhoto, FlickrGalleryItem, Sighting, Happening,
    ):  # fmt: skip
        assert not rows._default_manager.exists(), rows
    assert [entry.photo for entry in Entry.objects.all()] == [kept]


def test_after_a_goodbye_nobody_is_shown_what_only_that_token_told(cast: Cast) -> None:
    """Albums close with the permission; pools and members with the stream that read them."""
    group = make_group(privacy=Group.Privacy.PRIVATE)
    entangle(cast.alice, cast.bob, group)
    closed = make_photo(cast.stranger, visibility=Photo.Visibility.FRIENDS)
    make_entry(group, closed)
    Sighting.objects.create(stream=Stream.objects.get(kind="pool"), photo=closed, told_at=NOW)
    assert closed.is_visible_to(cast.alice.viewer)
    disconnect(cast.alice.user)
    assert not closed.is_visible_to(cast.alice.viewer)
    everybody = (cast.alice, cast.bob, cast.stranger, cast.guest, cast.operator, cast.visitor)
    for rows in (Entry, GroupMember):
        for actor in everybody:
            assert not rows._default_manager.visible_to(actor.viewer).exists()
    for actor in everybody[1:]:
        assert not AlbumItem.objects.visible_to(actor.viewer).exists()
    assert AlbumItem.objects.visible_to(cast.alice.viewer).exists(), "their own copy stays"
    assert not Sighting.objects.exists()


# --- With Flickr: what comes back, and what does not ----------------------------------------


@dataclass
class Story:
    """A member with everything of theirs copied, and somebody who is in all their lists."""

    town: Town
    member: User
    other: User
    photo: int

    def rows(self) -> dict[str, int]:
        nsid = self.other.nsid
        lists: dict[str, QuerySet[Any]] = {
            "contacts": Contact.objects.filter(contact__nsid=nsid),
            "members": GroupMember.objects.filter(person__nsid=nsid),
            "happenings": Happening.objects.filter(by__nsid=nsid),
            "entries": Entry.objects.filter(photo__owner__nsid=nsid),
            "photos of contacts": ContactPhoto.objects.filter(photo__owner__nsid=nsid),
            "favourites": Favourite.objects.filter(photo__owner__nsid=nsid),
            "photos": Photo.objects.filter(owner__nsid=nsid),
            "people": Person.objects.filter(nsid=nsid),
        }
        return {name: rows.count() for name, rows in lists.items()}

    def forget_other(self, *, never_again: bool) -> None:
        forget_me(self.other, typed=self.other.nsid, never_again=never_again)
        while forget_some():
            pass

    def read_everything_again(self) -> None:
        self.town.clock.advance(hours=1)
        Stream.objects.update(walked_at=None, watermark=None, due_at=self.town.clock())
        self.town.sync_until_quiet(within=timedelta(hours=12))


@pytest.fixture
def story(make_town: Callable[..., Town]) -> Story:
    town = make_town(scale=60)
    sim = town.simulator
    member, other = sim.world.big_member, sim.world.member("aino")
    group: SimGroup = sim.groups.found(member, name="Piers")
    sim.groups.join(group, other)
    sim.contacts.add(member, other.nsid, friend=True, family=False)
    photo = sim.world.upload(other, title="Aino’s pier", is_public=True)
    sim.pools.add(group, photo.id)
    sim.faves.add(member, photo.id, at=int(town.clock.epoch()))
    own = next(iter(sim.world.photos_of(member)))
    sim.comments.add(other, own.id, "Aino was here")
    user = town.join(
        member.nsid, *(kind for kind in EVERYTHING if kind not in ("albums", "flickr_galleries"))
    )
    town.sync_until_quiet(within=timedelta(hours=12))
    keep_group(user, Group.objects.get(nsid=group.nsid), now=town.clock())
    town.sync_until_quiet(within=timedelta(hours=12))
    return Story(town, user, town.sign_in(other.nsid), photo.id)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("never_again", [True, False])
def test_whoever_is_to_be_kept_away_comes_back_through_no_list(
    story: Story, never_again: bool
) -> None:
    before = story.rows()
    assert all(before.values()), before
    others = Contact.objects.count()
    story.forget_other(never_again=never_again)
    nothing = dict.fromkeys(before, 0)
    assert story.rows() == nothing
    assert Contact.objects.count() == others - 1
    story.read_everything_again()
    assert story.rows() == (nothing if never_again else before)
    assert not Stream.objects.exclude(trouble="").exists()


def test_a_photo_that_is_taken_back_comes_back_through_no_list(story: Story) -> None:
    """Nor does what others said about it come back to its photographer."""
    town, sim = story.town, story.town.simulator
    own = next(iter(sim.world.photos_of(story.member.nsid)))
    take_back_photo(story.member, own.id, now=town.clock())
    take_back_photo(story.other, story.photo, now=town.clock())
    story.read_everything_again()
    for rows in (Entry, Favourite, ContactPhoto, Happening):
        assert not rows._default_manager.filter(photo__in=[own.id, story.photo]).exists(), rows
    assert not Photo.objects.filter(pk__in=[own.id, story.photo]).exists()


@pytest.mark.parametrize(
    "kind",
    [
        kind
        for kind in Stream.Kind
        if kind not in ("licences", "hung", "pasted", "album", "flickr_gallery")
    ],
)
def test_a_page_that_arrives_after_a_goodbye_is_written_nowhere(
    make_town: Callable[..., Town], kind: Stream.Kind
) -> None:
    """The member says goodbye while the worker waits for Flickr's reply."""
    town = make_town(scale=60)
    user = town.join(town.simulator.world.big_member.nsid, Stream.Kind.GROUPS)
    town.sync_until_quiet()
    group = Group.objects.order_by("pk")[0]
    Membership.objects.all().delete()
    Stream.objects.all().delete()
    connection = FlickrConnection.objects.get()
    about_a_group = kind in ("group", "pool", "members")
    stream = Stream.objects.create(
        connection=connection,
        kind=kind,
        subject=group.nsid if about_a_group else "",
        due_at=town.clock(),
        interval_s=600,
    )
    claim = Stream.objects.claim(stream.pk, now=town.clock())
    assert claim is not None
    calls, before, named = town.calls(), rows_by_table(), calls_by_name()

    def clock() -> datetime:
        if town.calls() > calls:
            disconnect(user)
        return town.clock()

    work(claim, clock=clock)
    assert town.calls() == calls + 1, "one page was asked for"
    assert not Stream.objects.exists()
    assert calls_by_name() == named, "that call has no name"
    assert rows_by_table() - before - Counter(["CallBudget", "CallTally"]) == Counter()


# --- Taking one's data along ----------------------------------------------------------------


def test_somebody_takes_their_lists_along_and_nobody_elses(cast: Cast) -> None:
    group = make_group("Piers of the North")
    entangle(cast.bob, cast.alice, group)
    entangle(cast.alice, cast.bob, group)
    photo, bobs = (Photo.objects.get(owner=actor.person) for actor in (cast.alice, cast.bob))
    Happening.objects.update(text_html="Where is this?")
    FlickrGalleryItem.objects.update(comment_html="The best")
    Contact.objects.update(is_friend=True)
    make_favourite(cast.alice, make_photo(cast.bob), gone_at=NOW)
    reply: Any = cast.alice.client.get("/settings/export/")
    data = json.loads(reply.getvalue())
    assert [fave["photo"] for fave in data["favourites"]] == [bobs.pk]
    (album,) = data["albums"]
    assert (album["title"], album["photos"]) == ("Piers", [photo.pk])
    (contact,) = data["contacts"]
    assert (contact["nsid"], contact["name"], contact["is_friend"]) == (
        "22222222@N02",
        "Bob Brandt",
        True,
    )
    assert [one["photo"] for one in data["photos_of_contacts"]] == [bobs.pk]
    assert [(one["name"], one["role"]) for one in data["groups"]] == [
        ("Piers of the North", "Member")
    ]
    (gallery,) = data["flickr_galleries"]
    assert gallery["photos"] == [{"photo": bobs.pk, "comment_html": "The best"}]
    (happening,) = data["happenings"]
    assert (happening["by"], happening["text_html"]) == ("22222222@N02", "Where is this?")
    assert [one["id"] for one in data["photos"]] == [photo.pk]


def test_a_guest_who_has_nothing_takes_empty_lists_along(cast: Cast) -> None:
    reply: Any = cast.guest.client.get("/settings/export/")
    data = json.loads(reply.getvalue())
    assert data["albums"] == data["contacts"] == data["happenings"] == data["photos"] == []


def test_the_page_counts_what_goes_in_words(cast: Cast) -> None:
    entangle(cast.alice, cast.bob, make_group())
    entangle(cast.bob, cast.alice, make_group())
    make_album(cast.alice, "More piers")
    page = " ".join(cast.alice.client.get("/settings/forget/").text.split())
    for words in (
        "2 albums, with their words and their order.",
        "1 favourite of yours.",
        "1 person whom you follow",
        "Your place in 1 group.",
        "1 gallery of yours on Flickr",
        "1 comment, fave or note of others",
    ):
        assert words in page, words


def test_every_list_has_its_word_when_somebody_is_forgotten() -> None:
    """A table that comes later and speaks of people has to be thought of here."""
    lists = {model.__name__ for model in apps.get_models() if issubclass(model, Listed)}
    assert lists == {
        "Album", "AlbumItem", "Contact", "ContactPhoto", "Entry", "Favourite", "FlickrGallery",
        "FlickrGalleryItem", "GroupMember", "Membership",
    }  # fmt: skip
