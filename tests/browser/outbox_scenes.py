"""Deeds in every state: on the page of a photo, and in the outbox."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import FlickrConnection
from galleries.models import Comment, Group, OutboxAnswer, OutboxItem, Photo
from galleries.models.outbox import State
from tests.browser.world import World
from tests.cast import Actor

Verb, Wait, Outcome = OutboxItem.Verb, OutboxItem.Wait, OutboxItem.Outcome
WORDS = (
    "The light on the water is what I came for.\n\nHow long did you wait for it?",
    "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverleihungsurkunde" * 3,
    "صورة جميلة جدا، شكرا لك",
)
ENDS = (
    (Verb.FAVE, State.SENT, Outcome.DONE),
    (Verb.COMMENT, State.SENT, Outcome.DONE),
    (Verb.UNFAVE, State.WITHDRAWN, Outcome.BY_PERSON),
    (Verb.ADD_TO_POOL, State.SENT, Outcome.QUEUED),
    (Verb.ADD_TO_POOL, State.REFUSED, Outcome.ONLY_SAFE),
    (Verb.COMMENT, State.REFUSED, Outcome.NO_COMMENTS),
    (Verb.REMOVE_TAG, State.SENT, Outcome.ALREADY),
    (Verb.ADD_TO_POOL, State.REFUSED, Outcome.UNSURE),
    (Verb.EDIT_COMMENT, State.WITHDRAWN, Outcome.NO_PERMISSION),
)


def put(actor: Actor, photo: Photo | None, verb: OutboxItem.Verb, **fields: object) -> OutboxItem:
    """Something that somebody did, some minutes after all that they did before."""
    count = OutboxItem.objects.count()
    at = timezone.now() - timedelta(minutes=500 - 7 * count)
    item = OutboxItem(user=actor.user, photo=photo, verb=verb, asked_at=at, due_at=at)
    for name, value in fields.items():
        setattr(item, name, value)
    if item.state not in (State.WAITING, State.SENDING):
        item.ended_at = timezone.now() - timedelta(minutes=5)
    item.save()
    return item


def comment_that_waits() -> OutboxItem:
    return OutboxItem.objects.filter(verb=Verb.COMMENT, state=State.WAITING).order_by("pk")[0]


def let_write(actor: Actor) -> None:
    FlickrConnection.objects.filter(user=actor.user).update(perms="write")


def deeds_on_a_photo(world: World) -> None:
    """Of a photo that Alice faved: her own comment changed, one on its way, one refused."""
    alice, photo = world.cast.alice, world.favourites[3]
    let_write(alice)
    for place, words in enumerate(("Lovely.", "And so still.", "Where is this?")):
        Comment.objects.create(
            flickr_id=f"9-{photo.pk}-{place}",
            photo=photo,
            author=alice.person,
            written_at=timezone.now(),
            text_html=words,
        )
    put(alice, photo, Verb.UNFAVE, waits_for=Wait.NO_ANSWER)
    changed = {"text": "And so very still.", "waits_for": Wait.NO_ANSWER}
    put(alice, photo, Verb.EDIT_COMMENT, comment_id=f"9-{photo.pk}-1", **changed)
    put(alice, photo, Verb.DELETE_COMMENT, comment_id=f"9-{photo.pk}-2", waits_for=Wait.NO_ANSWER)
    put(alice, photo, Verb.COMMENT, text=WORDS[0], waits_for=Wait.TOO_FAST)
    refused = {"state": State.REFUSED, "outcome": Outcome.BAD_ADDRESS}
    put(alice, photo, Verb.COMMENT, text="See https://bad.example/", **refused)


def full_outbox(world: World) -> None:
    """Two pages of it."""
    alice = world.cast.alice
    let_write(alice)
    group = Group.objects.create(
        nsid="77@N20", name="Harbours & piers", privacy=3, told_at=timezone.now()
    )
    for place, (verb, state, outcome) in enumerate(ENDS * 4):
        words = WORDS[place % 3] if verb in (Verb.COMMENT, Verb.EDIT_COMMENT) else ""
        item = put(
            alice,
            world.favourites[place] if place % 8 != 6 else None,
            verb,
            state=state,
            outcome=outcome,
            text=words or ("harbour" if verb == Verb.REMOVE_TAG else ""),
            group=group if verb == Verb.ADD_TO_POOL else None,
        )
        said = "ok" if state == State.SENT else "code 28: No restricted or moderate content"
        OutboxAnswer.objects.create(item=item, at=timezone.now(), answer=said)
    soon = timezone.now() + timedelta(minutes=40)
    limited = {"group": group, "waits_for": Wait.LIMIT, "due_at": soon}
    put(alice, world.photos[0], Verb.ADD_TO_POOL, **limited)
    fast = {"text": WORDS[0], "waits_for": Wait.TOO_FAST, "due_at": soon}
    put(alice, world.favourites[0], Verb.COMMENT, **fast)
    put(alice, world.favourites[1], Verb.FAVE, state=State.SENDING)


def nothing_may_be_sent(world: World) -> None:
    alice = world.cast.alice
    put(alice, world.favourites[1], Verb.FAVE)
    put(alice, world.favourites[0], Verb.COMMENT, text=WORDS[0])
