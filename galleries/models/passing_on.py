"""What becomes of galleries when somebody who hung them is forgotten."""

from datetime import datetime

from django.db.models import F

from galleries.models.galleries import Curator, Gallery
from galleries.models.gallery_log import GalleryChange
from galleries.models.pasted import PastedAddress
from galleries.models.placements import Placement


def pass_on(nsid: str, *, asked_at: datetime) -> None:
    """Give up the seats that somebody had by then, inside a transaction, and their name.

    A gallery goes to its eldest curator; what nobody else hangs goes with them.
    """
    seats = Curator.objects.filter(person__nsid=nsid, since__lte=asked_at)
    for seat in seats.order_by("gallery"):
        gallery = Gallery.objects.select_for_update(of=("self",)).get(pk=seat.gallery_id)
        heir = gallery.curators.exclude(pk=seat.pk).order_by("since", "pk").first()
        seat.delete()
        if heir is None:
            gallery.delete()
            continue
        if seat.role == Curator.Role.OWNER:
            make_owner(heir)
        Gallery.objects.filter(pk=gallery.pk).update(version=F("version") + 1)
    PastedAddress.objects.filter(by__nsid=nsid, pasted_at__lte=asked_at).delete()
    Placement.objects.filter(hung_by__nsid=nsid, hung_at__lte=asked_at).update(hung_by=None)
    GalleryChange.objects.filter(by__nsid=nsid, at__lte=asked_at).update(by=None)


def make_owner(heir: Curator) -> None:
    """Make a curator the owner of their gallery; whoever was stays a curator."""
    seats = Curator.objects.filter(gallery=heir.gallery_id)
    seats.filter(role=Curator.Role.OWNER).update(role=Curator.Role.CURATOR)
    seats.filter(pk=heir.pk).update(role=Curator.Role.OWNER)
