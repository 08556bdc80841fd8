"""People who do something to a photo, and what they did."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import FlickrConnection
from accounts.sealing import seal
from galleries.models import Comment, OutboxItem, Photo
from galleries.models.outbox import OPEN
from tests.cast import NOW, Actor, Cast, make_group, make_membership, make_photo

PART = {"HX-Request": "true", "HX-Request-Type": "partial"}
PUBLIC, PRIVATE = Photo.Visibility.PUBLIC, Photo.Visibility.PRIVATE
PERMISSION = "/outbox/permission/"

Verb = OutboxItem.Verb

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</textarea><script>alert(1)</script>",
    '<a href="javascript:alert(1)">here</a>',
    "\u202egnihton erA\u202e",
    "x" * 10_000,
)
# Where any of them could begin to act.
DANGERS = ("<script>alert", "<img src=x", 'href="javascript:', "onerror=alert(1)>")


def let_write(*actors: Actor) -> None:
    """They gave their permission to write. A guest stays a guest."""
    for actor in actors:
        FlickrConnection.objects.update_or_create(
            user=actor.user,
            defaults={"perms": "write", "refused_at": None},
            create_defaults={
                "perms": "write",
                "sealed_token": seal("a token", "a secret"),
                "connected_at": NOW,
                "in_step_since": None,
            },
        )


def public(owner: Actor, title: str = "Pier", **fields: Any) -> Photo:
    return make_photo(owner, title, visibility=PUBLIC, **fields)


def say(photo: Photo, by: Actor, words: str = "Ahoy") -> Comment:
    """A comment that stands on Flickr."""
    number = Comment.objects.count()
    return Comment.objects.create(
        flickr_id=f"1-{photo.pk}-{number}",
        photo=photo,
        author=by.person,
        written_at=NOW,
        text_html=words,
    )


def put(actor: Actor, photo: Photo | None, verb: OutboxItem.Verb, **fields: Any) -> OutboxItem:
    """Something they did, and what has become of it.

    ago  when they did it; five minutes by default
    """
    at = timezone.now() - fields.pop("ago", timedelta(minutes=5))
    item = OutboxItem(user=actor.user, photo=photo, verb=verb, asked_at=at, due_at=at)
    for name, value in fields.items():
        setattr(item, name, value)
    if item.state not in OPEN and item.ended_at is None:
        item.ended_at = timezone.now()
    item.save()
    return item


def done() -> list[tuple[str, str]]:
    """Every item of every outbox: what, and where it stands."""
    return list(OutboxItem.objects.order_by("pk").values_list("verb", "state"))


def url(photo: Photo, tail: str = "") -> str:
    return f"/photos/{photo.owner.who}/{photo.pk}/{tail}"


def flat(answer: Any) -> str:
    return " ".join(answer.text.split())


@dataclass
class Stage:
    """A photo of Alice's with a comment of Bob's under it, and a photo of Bob's own.

    Bob may write; he has sent nothing yet.
    """

    cast: Cast
    photo: Photo = field(init=False)
    own: Photo = field(init=False)
    said: Comment = field(init=False)

    def __post_init__(self) -> None:
        self.photo = public(self.cast.alice)
        self.said = say(self.photo, self.cast.bob)
        self.own = public(self.cast.bob, "Ship", tags=("fog", "sea"))
        self.group = make_group()
        make_membership(self.cast.bob, self.group)
        let_write(self.cast.bob)

    def form(self, name: str) -> tuple[str, dict[str, str]]:
        """The address of a form of that name, and what Bob fills in."""
        nsid = self.group.nsid
        forms: dict[str, tuple[Photo, str, dict[str, str]]] = {
            "fave": (self.photo, "fave/", {"wanted": "1"}),
            "unfave": (self.photo, "fave/", {"wanted": "0"}),
            "comment": (self.photo, "comment/", {"text": "Lovely"}),
            "edit_comment": (self.photo, f"comments/{self.said.pk}/edit/", {"text": "Lovely"}),
            "delete_comment": (self.photo, f"comments/{self.said.pk}/delete/", {}),
            "add_to_pool": (self.own, "pools/", {"group": nsid, "wanted": "1"}),
            "remove_from_pool": (self.own, "pools/", {"group": nsid, "wanted": "0"}),
            "add_tags": (self.own, "tags/", {"add": "harbour"}),
            "remove_tag": (self.own, "tags/", {"remove": "fog"}),
        }
        photo, tail, data = forms[name]
        return url(photo, tail), data
