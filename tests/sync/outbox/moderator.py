"""A moderator at work in a process of their own: ``python -m tests.sync.outbox.moderator``.

Takes sheets, decides and signs until nothing is new, and writes down each verdict once it is
stored. May be killed anywhere; another one goes on.
"""

import random
import sys
import time
from pathlib import Path


def main(nsid: str, notes: Path, seed: int) -> None:
    import django

    django.setup()
    from django.db import OperationalError
    from django.utils import timezone

    from accounts.models import User
    from galleries.actions.desks import CannotJudge
    from galleries.actions.sheets import take_sheet
    from galleries.actions.signing import sign
    from galleries.actions.verdicts import decide
    from galleries.models import Desk, Verdict
    from galleries.models.summaries import summary_of

    chance = random.Random(seed)  # noqa: S311 - a story
    user, desk = User.objects.get(nsid=nsid), Desk.objects.get()
    while True:
        try:
            sheet = take_sheet(desk, by=user, now=timezone.now())
            judged = sheet.verdicts.filter(state=Verdict.State.STAGED).values("photo")
            places = sheet.places.exclude(photo__in=judged)
            for place in places.select_related("sheet__desk__group", "photo"):
                kind = Verdict.Kind.REMOVE if chance.random() < 0.6 else Verdict.Kind.KEEP
                words = "No" if kind == Verdict.Kind.REMOVE else ""
                decide(place, kind, by=user, now=timezone.now(), words=words)
                with notes.open("a", encoding="utf-8") as file:
                    file.write(f"{place.photo_id} {kind.value}\n")
                time.sleep(0.05)
            sign(sheet, seen=summary_of(sheet).seen, by=user, now=timezone.now())
        except CannotJudge:
            return
        except OperationalError:  # a busy database: nothing was stored
            time.sleep(0.2)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
