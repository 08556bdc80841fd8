"""Where somebody's photos hang in public here, and what they said about that."""

from dataclasses import dataclass

from galleries.models import Forbidden, Gallery, Placement, Sentence, Viewer, Withdrawal
from galleries.queries.keyset import Keyset, KeysetPage

OWN_WORK = Keyset("hung_at", "pk")


@dataclass(frozen=True, slots=True)
class WorkLine:
    """One photo in one gallery, and its photographer's say there."""

    placement: Placement
    sentence: str
    is_withdrawn: bool  # from this gallery
    is_withdrawn_everywhere: bool


@dataclass(frozen=True, slots=True)
class WorkPage:
    """Thirty places at which one's photos hang, those hung last first."""

    lines: list[WorkLine]
    page: KeysetPage[Placement]
    forbids: bool


def own_work_page(viewer: Viewer, *, after: str = "", before: str = "") -> WorkPage:
    """For whoever is signed in. Six queries. Raises BadKey."""
    theirs = Placement.objects.filter(
        photo__owner__nsid=viewer.nsid, gallery__in=Gallery.objects.published()
    )
    rows = theirs.select_related("photo__owner", "gallery")
    page = OWN_WORK.page(rows, after=after, before=before)
    photos = [each.photo_id for each in page.items]
    said = Sentence.objects.filter(photo__in=photos)
    sentences = {(each.gallery_id, each.photo_id): each.text for each in said}
    down: set[tuple[int | None, int]] = set(
        Withdrawal.objects.filter(photo__in=photos).values_list("gallery", "photo")
    )
    lines = [
        WorkLine(
            placement=each,
            sentence=sentences.get((each.gallery_id, each.photo_id), ""),
            is_withdrawn=(each.gallery_id, each.photo_id) in down,
            is_withdrawn_everywhere=(None, each.photo_id) in down,
        )
        for each in page.items
    ]
    forbids = Forbidden.objects.filter(nsid=viewer.nsid).exists()
    return WorkPage(lines=lines, page=page, forbids=forbids)
