"""Who hangs in a gallery.

invite, dismiss     its owner; a curator may go by themselves
hand_over           its owner: to one of its curators
when_curator_leaves somebody asked to be forgotten: the eldest curator follows
"""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from galleries.actions.galleries import CannotCurate, Kind, Reason, locked, note, show_again
from galleries.models import Curator, Gallery, Person
from galleries.models.passing_on import make_owner

MOST_CURATORS = 20

OWNER, CURATOR = Curator.Role.OWNER, Curator.Role.CURATOR


@transaction.atomic
def invite(gallery: Gallery, person: Person, *, by: User, now: datetime) -> Curator:
    """Let somebody hang as well: they may as soon as they sign in. Twice is the same as once."""
    gallery = locked(gallery, by=by, owner=True)
    there = gallery.curators.filter(person=person).first()
    if there is not None:
        return there
    if gallery.curators.count() >= MOST_CURATORS:
        raise CannotCurate(Reason.TOO_MANY)
    note(gallery, Kind.CURATOR_ADDED, by=by, now=now, before={"person": person.pk})
    curator = Curator.objects.create(gallery=gallery, person=person, role=CURATOR, since=now)
    show_again(gallery, now=now)
    return curator


@transaction.atomic
def dismiss(gallery: Gallery, person: Person, *, by: User, now: datetime) -> None:
    """Let a curator go, or go oneself. An owner hands the gallery over first."""
    gallery = locked(gallery, by=by, owner=person.nsid != by.nsid)
    there = gallery.curators.filter(person=person)
    if there.filter(role=OWNER).exists():
        raise CannotCurate(Reason.IS_THE_OWNER)
    if there.delete()[0]:
        note(gallery, Kind.CURATOR_REMOVED, by=by, now=now, before={"person": person.pk})
        show_again(gallery, now=now)


@transaction.atomic
def hand_over(gallery: Gallery, person: Person, *, by: User, now: datetime) -> None:
    """Make one of the curators its owner; whoever was stays a curator."""
    gallery = locked(gallery, by=by, owner=True)
    heir = gallery.curators.filter(person=person).first()
    if heir is None:
        raise CannotCurate(Reason.NOT_THERE)
    if heir.role == OWNER:
        return
    note(gallery, Kind.HANDED_OVER, by=by, now=now, before={"person": person.pk})
    make_owner(heir)
    show_again(gallery, now=now)
