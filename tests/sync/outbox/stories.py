"""Somebody with a permission to write, in a simulated town: what the outbox's tests begin with."""

from collections.abc import Callable
from dataclasses import dataclass

from accounts.models import FlickrConnection, User
from accounts.sealing import seal
from galleries.flickr.simulator.group_cast import SimGroup
from galleries.models import Group, Membership, Outbox, OutboxItem, Person, Photo
from galleries.sync.outbox.engine import work
from galleries.sync.schedule import due_outboxes
from tests.cast import make_photo
from tests.simulated import Town


@dataclass
class Writer:
    """One person, their outbox, and a worker who works on it when told so."""

    town: Town
    nsid: str
    user: User

    def photo(self, owner: str, nth: int = 0) -> Photo:
        """One of somebody's public photos, copied here."""
        world = self.town.simulator.world
        member = world.member(owner)
        photos = (one for one in world.photos_of(member) if one.is_public and one.safety == 0)
        found = [photo for _, photo in zip(range(nth + 1), photos, strict=False)][nth]
        person, _ = Person.objects.get_or_create(
            nsid=member.nsid, defaults={"username": member.username}
        )
        known = Photo.objects.filter(pk=found.id).first()
        public = Photo.Visibility.PUBLIC
        return known or make_photo(person, id=found.id, visibility=public, title=found.title)

    @property
    def own(self) -> Photo:
        return self.photo(self.nsid)

    def group(self, **fields: object) -> Group:
        """A new group of somebody else's that they are in, known here as well."""
        sim = self.town.simulator
        founder = sim.world.big_member
        founded: SimGroup = sim.groups.found(founder, name="Everything", **fields)
        sim.groups.join(founded, self.nsid)
        person, _ = Person.objects.get_or_create(nsid=self.nsid)
        now = self.town.clock()
        group = Group.objects.create(
            nsid=founded.nsid,
            name=founded.name,
            privacy=Group.Privacy.PUBLIC,
            throttle_mode=founded.throttle_mode,
            is_pool_moderated=founded.is_moderated,
            told_at=now,
        )
        Membership.objects.create(person=person, group=group, told_at=now)
        return group

    def work(self) -> bool:
        """A worker finds what is due, if anything is, and works on it."""
        now = self.town.clock()
        if self.user.pk not in due_outboxes(now=now):
            return False
        claim = Outbox.objects.claim(self.user.pk, now=now)
        assert claim is not None
        while work(claim, clock=self.town.clock):
            claim = Outbox.objects.claim(self.user.pk, now=self.town.clock())
            assert claim is not None
        return True

    def wait(self, **duration: float) -> None:
        """Time passes, and then a worker comes by."""
        self.town.clock.advance(**duration)
        self.work()

    def calls(self, method: str) -> int:
        return len([c for c in self.town.simulator.journal.calls(method) if c.caller == self.nsid])

    def effects(self, method: str) -> int:
        calls = self.town.simulator.journal.calls(method)
        return len([call for call in calls if call.caller == self.nsid and call.took_effect])

    def faves(self, photo: Photo) -> bool:
        """Whether the photo is among their favourites on Flickr."""
        sim = self.town.simulator
        faves = sim.faves.of(sim.world.member(self.nsid))
        return any(fave.photo_id == photo.pk for fave in faves)

    def said(self, photo: Photo) -> list[str]:
        """Their comments under a photo on Flickr."""
        comments = self.town.simulator.comments.on(photo.pk)
        return [comment.text for comment in comments if comment.author == self.nsid]


def permit(town: Town, user: User, perms: str = "write") -> FlickrConnection:
    """They gave their permission on Flickr: now, or once more."""
    token, secret = town.simulator.grant(user.nsid, perms)
    connection, _ = FlickrConnection.objects.update_or_create(
        user=user,
        defaults={"perms": perms, "sealed_token": seal(token, secret), "refused_at": None},
    )
    return connection


def make_writer(make_town: Callable[..., Town], name: str = "aino") -> Writer:
    town = make_town(scale=200, pool_scale=100)
    nsid = town.simulator.world.member(name).nsid
    user = User.objects.create_user(nsid, name=name)
    permit(town, user)
    return Writer(town, nsid, user)


def only_item() -> OutboxItem:
    return OutboxItem.objects.get()
