"""Banners of groups among the comments: those in a row fold into one line that can be opened."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import ngettext

from galleries.models import Viewer
from galleries.views.awards import is_banner
from galleries.views.remarks import Remark


@dataclass(frozen=True, slots=True)
class Fold:
    """Comments that are read only when somebody opens them."""

    remarks: tuple[Remark, ...]

    @property
    def words(self) -> str:
        count = len(self.remarks)
        words = ngettext("%(count)d award or invitation", "%(count)d awards and invitations", count)
        return words % {"count": count}


def folded(remarks: Iterable[Remark], viewer: Viewer) -> tuple[Remark | Fold, ...]:
    """The same comments in the same order."""
    rows: list[Remark | Fold] = []
    for folds, run in groupby(remarks, key=lambda remark: _folds(remark, viewer)):
        if folds:
            rows.append(Fold(tuple(run)))
        else:
            rows.extend(run)
    return tuple(rows)


def _folds(remark: Remark, viewer: Viewer) -> bool:
    """Never one's own, nor one that its reader is doing something to."""
    comment = remark.comment
    if comment is None or remark.item is not None or comment.author.nsid == viewer.nsid:
        return False
    return is_banner(remark.html)
