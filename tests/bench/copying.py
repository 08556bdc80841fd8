"""A worker that copies one long photostream, and the memory it takes.

    python -m tests.bench.copying NSID TOKEN SECRET JOURNAL PHOTOS

A process of its own, in the environment that ``house`` describes. Flickr is simulated by
another one, reached over HTTP, so that only the worker's memory is counted.
"""

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.management import call_command

from tests.bench.house import open_house, tell
from tests.bench.memory import forget_peak, peak_mb, resident_mb

if TYPE_CHECKING:
    from galleries.models import Stream

MARKS = (10_000, 100_000, 250_000, 500_000, 1_000_000)
SLICE_S = 1.0  # shorter than in earnest, so that a mark is not passed by far


@dataclass(frozen=True, slots=True)
class Mark:
    """The worker when it had copied so many photos."""

    photos: int
    resident_mb: float
    peak_mb: float
    elapsed_s: float


def open_stream(nsid: str, token: str, secret: str) -> "Stream":
    """Somebody's photostream, wanted from now on."""
    from django.utils import timezone

    from accounts.models import FlickrConnection, User
    from accounts.sealing import seal
    from galleries.models import Stream

    now = timezone.now()
    connection = FlickrConnection.objects.create(
        user=User.objects.create(nsid=nsid),
        perms="read",
        sealed_token=seal(token, secret),
        in_step_since=now,
    )
    return Stream.objects.create(
        connection=connection, kind=Stream.Kind.PHOTOSTREAM, due_at=now, interval_s=300
    )


def copied(stream: "Stream", *, slice_s: float = SLICE_S) -> Iterator[Mark]:
    """Copy the whole photostream; the worker after each slice of work."""
    began_at = time.monotonic()
    more = True
    while more:
        more = _work(stream, slice_s=slice_s)
        stream.refresh_from_db()
        if stream.trouble:
            raise RuntimeError(f"{stream.trouble}: {stream.trouble_detail}")
        yield Mark(stream.done, resident_mb(), peak_mb(), time.monotonic() - began_at)


def weighed_again(stream: "Stream") -> Mark:
    """The end of a second full walk: every photo of ours is held against every id it told.

    Its pages but the last one are written as the walk would have written them.
    """
    from django.conf import settings
    from django.utils import timezone

    from galleries.models import Photo, Stream, WalkPage
    from galleries.sync.ids import packed

    per_page = settings.FLICKR_PER_PAGE
    generation = stream.generation + 1
    photos = Photo.objects.order_by("-uploaded_at", "-pk").values_list("pk", flat=True)
    page, ids = 1, list[int]()
    for photo_id in photos.iterator(per_page):
        ids.append(photo_id)
        if len(ids) == per_page:
            WalkPage.objects.create(
                stream=stream, generation=generation, page=page, ids=packed(ids)
            )
            page, ids = page + 1, []
    last = page if ids else page - 1
    WalkPage.objects.filter(stream=stream, page=last).delete()
    now = timezone.now()
    Stream.objects.filter(pk=stream.pk).update(
        walk=Stream.Walk.FULL,
        generation=generation,
        next_page=last,
        walk_began_at=now,
        due_at=now,
    )
    forget_peak()
    began_at = time.monotonic()
    _work(stream, slice_s=3600)
    stream.refresh_from_db()
    if stream.trouble or stream.walk or stream.missing:
        raise RuntimeError(f"the walk did not end well: {stream.trouble_detail} {stream.missing}")
    return Mark(Photo.objects.count(), resident_mb(), peak_mb(), time.monotonic() - began_at)


def _work(stream: "Stream", *, slice_s: float) -> bool:
    from django.utils import timezone

    from galleries.models import Stream
    from galleries.sync.engine import work

    claim = Stream.objects.claim(stream.pk, now=timezone.now())
    if claim is None:
        raise RuntimeError("somebody else works on this stream")
    return work(claim, slice_s=slice_s).more


def told(mark: Mark, calls: int) -> str:
    rate = mark.photos / mark.elapsed_s
    return (
        f"  {mark.photos:>9,} photos {mark.resident_mb:>7.1f} MB {mark.peak_mb:>7.1f} MB"
        f" {rate:>9,.0f} photos/s {calls:>7,} calls"
    )


def main(nsid: str, token: str, secret: str, journal: Path, photos: int) -> None:
    open_house()
    call_command("flush", interactive=False, verbosity=0)  # the pages were measured in it before
    # As a worker has them loaded.
    import_module("flickrweb.celery")
    import_module("galleries.sync.tasks")

    tell(f"  {'':>16} {'resident':>10} {'peak':>10}")
    tell(f"  {0:>9,} photos {resident_mb():>7.1f} MB {peak_mb():>7.1f} MB")
    stream = open_stream(nsid, token, secret)
    marks = [mark for mark in MARKS if mark < photos]
    last: Mark | None = None
    for mark in copied(stream):
        last = mark
        if marks and mark.photos >= marks[0]:
            marks = [ahead for ahead in marks if ahead > mark.photos]
            tell(told(mark, _calls(journal)))
    if last is not None:
        tell(f"{told(last, _calls(journal))}, walk complete")
    end = weighed_again(stream)
    tell(
        f"  {'second walk ends':>16} {end.resident_mb:>7.1f} MB {end.peak_mb:>7.1f} MB"
        f" {end.elapsed_s:>9.1f} s to weigh {end.photos:,} photos"
    )


def _calls(journal: Path) -> int:
    with journal.open() as lines:
        return sum(1 for _ in lines)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], Path(sys.argv[4]), int(sys.argv[5]))
