"""What becomes of a gallery as a whole, once it is begun.

say_about                      its curators: title, introduction, wall, layout
choose_cover                   its curators
move_to_address                its owner
publish, unpublish, archive    its owner
"""

from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from accounts.models import User
from galleries.actions.galleries import (
    LONGEST_SLUG,
    CannotCurate,
    Kind,
    Reason,
    is_taken,
    locked,
    note,
    plain,
    show_again,
    words,
)
from galleries.models import FormerAddress, Gallery, Placement, Stream
from galleries.sync.schedule import open_stream

State = Gallery.State


@transaction.atomic
def say_about(gallery: Gallery, *, by: User, now: datetime, version: int, **fields: str) -> Gallery:
    """Change what is said of a gallery, and how it is hung.

    version  of the gallery when the page was opened: whoever wrote since is not written over
    fields   title, introduction, wall, layout
    """
    gallery = locked(gallery, by=by)
    if "title" in fields and not plain(fields["title"], longest=200):
        raise CannotCurate(Reason.NO_TITLE)
    changed = {name: words(value) for name, value in fields.items()}
    before = {name: getattr(gallery, name) for name in changed}
    if before == changed:
        return gallery
    since = gallery.changes.filter(kind=Kind.ABOUT, undone_at=None).newest_first().first()
    if since is not None and since.before.get("version", 0) >= version:
        raise CannotCurate(Reason.CHANGED)
    kept = before | {"version": gallery.version, "left": changed}
    note(gallery, Kind.ABOUT, by=by, now=now, before=kept)
    Gallery.objects.filter(pk=gallery.pk).update(**changed)
    return show_again(gallery, now=now)


@transaction.atomic
def choose_cover(
    gallery: Gallery, placement: Placement | None, *, by: User, now: datetime
) -> Gallery:
    """Choose what stands for the gallery elsewhere. None: the first that hangs."""
    gallery = locked(gallery, by=by)
    if placement is not None and not gallery.placements.contains(placement):
        raise CannotCurate(Reason.NOT_THERE, (placement.pk,))
    if gallery.cover == placement:
        return gallery
    chosen = placement.pk if placement is not None else None
    before = {"cover": gallery.cover_id, "left": {"cover": chosen}}
    note(gallery, Kind.ABOUT, by=by, now=now, before=before)
    Gallery.objects.filter(pk=gallery.pk).update(cover=placement)
    return show_again(gallery, now=now)


@transaction.atomic
def move_to_address(gallery: Gallery, slug: str, *, by: User, now: datetime) -> Gallery:
    """Give a gallery another address. Whoever kept the old one is led to the new one."""
    gallery = locked(gallery, by=by, owner=True)
    slug = slugify(slug)[:LONGEST_SLUG].strip("-")
    if not slug:
        raise CannotCurate(Reason.NO_ADDRESS)
    if slug == gallery.slug:
        return gallery
    former = gallery.former_addresses.filter(pk=slug)
    if not former.exists() and is_taken(slug):
        raise CannotCurate(Reason.ADDRESS_TAKEN)
    former.delete()
    FormerAddress.objects.create(slug=gallery.slug, gallery=gallery)
    note(gallery, Kind.ABOUT, by=by, now=now, before={"slug": gallery.slug})
    Gallery.objects.filter(pk=gallery.pk).update(slug=slug)
    return show_again(gallery, now=now)


def know_what_came_down(gallery: Gallery, *, by: User, now: datetime) -> None:
    """A curator has read what came down by itself: only what comes down later is told again."""
    gallery.curators.filter(person__nsid=by.nsid).update(told_at=now)


@transaction.atomic
def publish(gallery: Gallery, *, by: User, now: datetime) -> Gallery:
    """Show a gallery to everybody. Raises CannotCurate(NOTHING_HANGS)."""
    gallery = locked(gallery, by=by, owner=True)
    if gallery.is_published:
        return gallery
    if not gallery.placements.shown(now=now).exists():
        raise CannotCurate(Reason.NOTHING_HANGS)
    note(gallery, Kind.PUBLISHED, by=by, now=now)
    open_stream(None, Stream.Kind.HUNG, now=now)  # what hangs in public is asked about every day
    return _become(State.PUBLISHED, gallery, now=now, published_at=gallery.published_at or now)


@transaction.atomic
def unpublish(gallery: Gallery, *, by: User, now: datetime) -> Gallery:
    """Take a gallery back from the public: a draft again."""
    gallery = locked(gallery, by=by, owner=True)
    if gallery.state == State.DRAFT:
        return gallery
    note(gallery, Kind.UNPUBLISHED, by=by, now=now, before={"state": gallery.state})
    return _become(State.DRAFT, gallery, now=now)


@transaction.atomic
def archive(gallery: Gallery, *, by: User, now: datetime) -> Gallery:
    """Put a gallery away: nobody but its curators sees it, and it is not worked on."""
    gallery = locked(gallery, by=by, owner=True)
    if gallery.state == State.ARCHIVED:
        return gallery
    note(gallery, Kind.ARCHIVED, by=by, now=now, before={"state": gallery.state})
    return _become(State.ARCHIVED, gallery, now=now)


def _become(
    state: Gallery.State, gallery: Gallery, *, now: datetime, **fields: datetime
) -> Gallery:
    Gallery.objects.filter(pk=gallery.pk).update(state=state, **fields)
    return show_again(gallery, now=now)
