"""What the operator does to a stream. Each deed is written down for the person concerned."""

from datetime import datetime
from typing import Any

from django.db import transaction

from galleries.models import Stream, StreamLog
from galleries.sync.schedule import wake


class CannotRun(Exception):
    """It is paused, or Flickr refuses its person's token: nothing was changed."""


@transaction.atomic
def run_now(stream: Stream, *, now: datetime) -> None:
    """Make a stream due at once, whatever went wrong before. Raises CannotRun."""
    locked = _locked(stream)
    if locked.paused_at is not None or locked.is_refused:
        raise CannotRun(str(locked))
    wake([locked], now=now)
    _write_down(locked, StreamLog.Deed.RUN, now=now)


@transaction.atomic
def pause(stream: Stream, *, now: datetime) -> bool:
    """Let nobody work on a stream until it goes on. False when it is paused already.

    A page that is just being written is waited for; whoever fetches the next one has lost
    their claim, and writes nothing more.
    """
    locked = _locked(stream)
    if locked.paused_at is not None:
        return False
    _change(locked, paused_at=now, claim=None, claimed_until=None, waiting_since=None)
    _write_down(locked, StreamLog.Deed.PAUSE, now=now)
    return True


@transaction.atomic
def go_on(stream: Stream, *, now: datetime) -> bool:
    """End a pause: it goes on where it stood, once it is due. False when it is not paused."""
    locked = _locked(stream)
    if locked.paused_at is None:
        return False
    # What came due meanwhile is due now: nobody has let it wait since then.
    _change(locked, paused_at=None, due_at=max(locked.due_at, now))
    _write_down(locked, StreamLog.Deed.GO_ON, now=now)
    return True


@transaction.atomic
def reset(stream: Stream, *, now: datetime) -> None:
    """Forget the cursor of a stream, so that it is read anew, every page. A pause stays.

    No row of the copy is deleted. ``walked_at`` stays as well: the rows lean on it to be shown,
    and that every page is read again is the watermark's doing.
    """
    locked = _locked(stream)
    locked.walk_pages.all().delete()
    _change(
        locked,
        walk=Stream.Walk.NONE,
        next_page=1,
        watermark=None,
        walk_again=False,
        short_by=0,
        short_walks=0,
        trouble=Stream.Trouble.NONE,
        trouble_detail="",
        trouble_at=None,
        failures=0,
        waiting_since=None,
        claim=None,
        claimed_until=None,
        due_at=now,
    )
    _write_down(locked, StreamLog.Deed.RESET, now=now)


def _locked(stream: Stream) -> Stream:
    """The stream as it is once nobody writes a page of it. Raises Stream.DoesNotExist."""
    streams = Stream.objects.select_for_update(of=("self",)).select_related("connection")
    return streams.get(pk=stream.pk)


def _change(stream: Stream, **columns: Any) -> None:
    Stream.objects.filter(pk=stream.pk).update(**columns)


def _write_down(stream: Stream, deed: StreamLog.Deed, *, now: datetime) -> None:
    StreamLog.objects.create(
        connection=stream.connection,
        kind=stream.kind,
        subject=stream.subject,
        deed=deed,
        done_at=now,
    )
