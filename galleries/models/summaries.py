"""What signing a sheet comes to."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Self

from galleries.models.entries import Entry
from galleries.models.sheets import Sheet
from galleries.models.verdicts import Verdict

Kind = Verdict.Kind
# Who one is in the group, and what was added again since: asked before anything is sent.
QUESTIONS = 2


@dataclass(frozen=True, slots=True)
class Summary:
    """What signing a sheet would do, or did.

    gone   decided, and out of the pool meanwhile: nothing happens to these
    open   without a verdict: others are given them
    """

    removed: int = 0
    kept: int = 0
    held: int = 0
    featured: int = 0
    gone: int = 0
    open: int = 0

    @classmethod
    def of(cls, kinds: Mapping[str, int], *, gone: int, open: int) -> Self:
        """From how many there are of each kind of verdict."""
        return cls(
            removed=kinds.get(Kind.REMOVE, 0),
            kept=kinds.get(Kind.KEEP, 0),
            held=kinds.get(Kind.HOLD, 0),
            featured=kinds.get(Kind.FEATURE, 0),
            gone=gone,
            open=open,
        )

    @property
    def decided(self) -> int:
        return self.removed + self.kept + self.held + self.featured

    @property
    def calls(self) -> int:
        """Calls to Flickr, when all goes well."""
        return self.removed + QUESTIONS if self.removed else 0

    @property
    def seen(self) -> str:
        """What a form sends along, so that nobody signs more than they have read."""
        return "-".join(map(str, (self.removed, self.kept, self.held, self.featured)))


def summary_of(sheet: Sheet) -> Summary:
    """What signing it now would do."""
    staged = list(sheet.verdicts.filter(state=Verdict.State.STAGED))
    there = still_there(sheet, staged)
    return Summary.of(
        Counter(one.kind for one in staged if one.pk in there),
        gone=len(staged) - len(there),
        open=sheet.places.count() - len(staged) if sheet.state == Sheet.State.OPEN else 0,
    )


def still_there(sheet: Sheet, verdicts: Collection[Verdict]) -> set[int]:
    """Of these, by their keys, those whose entries are in the pool as far as we know."""
    photos = [verdict.photo_id for verdict in verdicts]
    entries = Entry.objects.filter(group=sheet.desk.group_id, photo__in=photos, gone_at=None)
    there = set(entries.values_list("photo", "added_at"))
    return {one.pk for one in verdicts if (one.photo_id, one.added_at) in there}
