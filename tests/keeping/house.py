"""A house in which people have done things, and what of it has to come back."""

from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.utils import timezone

from accounts.models import FlickrConnection
from galleries.actions.curators import invite
from galleries.actions.operating import pause
from galleries.actions.pasting import paste
from galleries.actions.publishing import choose_cover, move_to_address
from galleries.actions.reports import report, take_off_photo
from galleries.actions.says import forbid, say, withdraw
from galleries.keeping.tables import Whose, models_of
from galleries.models import (
    Forgetting,
    Forgotten,
    Outbox,
    OutboxAnswer,
    OutboxItem,
    Photo,
    Report,
    Stream,
    TrayItem,
)
from galleries.models.outbox import State
from tests.cast import (
    NOW,
    Cast,
    make_favourite,
    make_group,
    make_membership,
    make_photo,
    make_stream,
    switch,
)
from tests.desks import judge, make_piers, sign_all
from tests.views.gallery_scenes import make_gallery

# What belongs to a walk or a worker and not to people: it begins anew.
OF_MACHINES = {
    "galleries.Stream": {
        *("claim", "claimed_until", "due_at", "wanted_at", "looked_at", "waiting_since"),
        *("walk", "generation", "next_page", "walk_began_at", "walk_changed", "done", "total"),
        *("watermark", "walked_at", "short_by", "missing", "walk_again", "short_walks"),
        *("in_step_at", "trouble", "trouble_detail", "trouble_at", "failures"),
    },
    "galleries.Outbox": {"claim", "claimed_until", "due_at"},
}
# The same with the copies: how far they are comes back with them.
WITH_COPIES = {
    "galleries.Outbox": OF_MACHINES["galleries.Outbox"],
    "galleries.Stream": OF_MACHINES["galleries.Stream"]
    - {"generation", "watermark", "walked_at", "short_by", "missing", "walk_again"}
    - {"short_walks", "in_step_at"},
}

type Rows = dict[str, list[tuple[Any, ...]]]


def furnish(cast: Cast) -> None:
    """Every kind of own work, some of it in the middle of happening."""
    writing = FlickrConnection.Perms.WRITE
    FlickrConnection.objects.filter(user=cast.bob.user).update(perms=writing)
    switch(cast.alice, shows_photos=True, safety_limit=1)
    cast.bob.user.last_time_at = NOW - timedelta(days=2)
    cast.bob.user.last_time_up_to = {"entry": 7, "happening": None}
    cast.bob.user.save()
    photo = make_photo(cast.alice, "Pier ünder snow ’24 \u202e 🌊", visibility=1, tags=("pier",))
    group = make_group("Piers")
    make_membership(cast.bob, group)
    stream = make_stream(
        cast.bob,
        walk=Stream.Walk.FULL,
        next_page=3,
        generation=4,
        watermark=NOW - timedelta(days=1),
        walked_at=NOW - timedelta(hours=3),
        in_step_at=NOW - timedelta(hours=2),
        interval_s=1234,
    )
    make_favourite(cast.bob, photo, stream=stream)
    make_stream(cast.bob, Stream.Kind.POOL, subject=group.nsid)
    pause(make_stream(cast.alice, Stream.Kind.ALBUMS), now=NOW)
    Outbox.objects.create(user=cast.bob.user, due_at=NOW + timedelta(hours=1))
    words = {"user": cast.bob.user, "photo": photo, "asked_at": NOW, "due_at": NOW}
    verbs = OutboxItem.Verb
    OutboxItem.objects.create(verb=verbs.FAVE, **words)
    OutboxItem.objects.create(verb=verbs.ADD_TO_POOL, group=group, **words)
    sent = OutboxItem.objects.create(
        verb=verbs.COMMENT,
        text="So „quiet“\n<b>here</b>",
        state=State.SENT,
        sent_at=NOW,
        ended_at=NOW + timedelta(seconds=2, microseconds=345678),
        outcome=OutboxItem.Outcome.DONE,
        comment_id="12-34-56",
        tries=1,
        **words,
    )
    OutboxAnswer.objects.create(item=sent, at=NOW, answer="ok")
    Forgotten.objects.create(kind=Forgotten.Kind.PHOTO, key="53999999999", asked_at=NOW)
    Forgetting.objects.create(nsid="77777777@N07", asked_at=NOW)


def hang_a_gallery(cast: Cast) -> None:
    """A public gallery with a chosen cover, two curators, and a photographer's say."""
    public = Photo.Visibility.PUBLIC
    photos = [make_photo(who, visibility=public) for who in (cast.alice, cast.stranger)]
    gallery = make_gallery(cast.alice, "The last ferries", *photos)
    invite(gallery, cast.bob.person, by=cast.alice.user, now=NOW)
    choose_cover(gallery, gallery.placements.in_order()[0], by=cast.alice.user, now=NOW)
    move_to_address(gallery, "ferries", by=cast.alice.user, now=NOW)
    say(photos[1].pk, "It was cold.", gallery=gallery, by=cast.stranger.user, now=NOW)
    withdraw(photos[1].pk, gallery=gallery, by=cast.stranger.user, now=NOW)
    forbid(by=cast.bob.user, now=NOW)
    report(gallery, photos[0].pk, reason=Report.Reason.CREDIT, words="Nicht „meins“", now=NOW)
    take_off_photo(photos[1].pk, now=NOW)
    paste("flic.kr/p/2pMWnMg", gallery=gallery, by=cast.alice.user, now=NOW)
    TrayItem.objects.create(user=cast.bob.user, photo=photos[0], kept_at=NOW)


def sit_at_a_desk(cast: Cast) -> None:
    """A desk with a sheet that was signed, one that is being looked at, and a log."""
    piers = make_piers(cast.alice)
    for owner in (cast.stranger, cast.bob, cast.stranger, cast.bob):
        piers.add(owner)
    sheet = piers.take()
    judge(sheet, cast.alice, "xkh")
    sign_all(sheet, cast.alice)
    # However long ago the tests began: removals whose grace is over are given it anew.
    later = timezone.now() + timedelta(hours=1)
    OutboxItem.objects.filter(verb=OutboxItem.Verb.REMOVE_ENTRY).update(due_at=later)
    judge(piers.take(), cast.alice, "f")


def own_work(*, without: dict[str, set[str]] = OF_MACHINES) -> Rows:
    """Every row of it as it stands, with its key."""
    return {model._meta.label: rows_of(model, without) for model in models_of(Whose.OWN)}


def copies() -> Rows:
    return {model._meta.label: rows_of(model, {}) for model in models_of(Whose.COPY)}


def rows_of(model: Any, without: dict[str, set[str]]) -> list[tuple[Any, ...]]:
    out = without.get(model._meta.label, set())
    names = [field.attname for field in model._meta.concrete_fields if field.name not in out]
    return list(model._default_manager.order_by("pk").values_list(*names))


def keep(path: Path, *options: str) -> str:
    return _told("backup", str(path), *options)


def bring_back(path: Path, *options: str) -> str:
    return _told("restore", str(path), *options)


def wipe() -> None:
    call_command("flush", interactive=False, verbosity=0)


def count_of_everything() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def bare(photo: Photo) -> bool:
    """Only its key and its owner came back."""
    return photo.title == "" and photo.visibility == Photo.Visibility.PRIVATE


def _told(command: str, *arguments: str) -> str:
    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue()
