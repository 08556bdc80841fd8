"""Marks of what must outlive the database, kept outside it: a restored one is told of them.

One file that only grows, ``KEEP_DIR/forgotten``, and one line for each mark:

    photo 53012345678 2026-11-24T08:30:00+00:00    never to be copied again
    person 12345678@N00 2026-11-24T08:30:00+00:00  nor anything of this person
    left 5e884898… 2026-11-24T08:30:00+00:00       all of theirs went, and may come again
    back 12345678@N00 2026-11-24T08:30:00+00:00    whoever was kept away let it come again
    photo-off 53012345678 2026-11-24T08:30:00+00:00    the operator took it off every public page
    photo-on 53012345678 2026-11-24T08:30:00+00:00     and put it back
    gallery-off 17-1764000000000000 2026-11-24T08:30:00+00:00    the same of a gallery
    gallery-on 17-1764000000000000 2026-11-24T08:30:00+00:00

Whoever left without a further wish is named by a digest: their id stands nowhere any more, and
yet an old backup that holds it is recognised. A gallery is named by its key and the microsecond
in which it was begun: keys that a lost database gave away may be given again.
"""

import errno
import fcntl
import hashlib
import logging
import os
import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Self

from django.conf import settings

from galleries.models.people import NSID

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Mark:
    """What was asked, of whom or what, and when."""

    class Kind(StrEnum):
        PHOTO = "photo"
        PERSON = "person"
        LEFT = "left"
        BACK = "back"
        PHOTO_OFF = "photo-off"
        PHOTO_ON = "photo-on"
        GALLERY_OFF = "gallery-off"
        GALLERY_ON = "gallery-on"

    kind: Kind
    key: str  # Flickr's id of the photo, what names a gallery, an NSID, or the digest of one
    at: datetime

    def __str__(self) -> str:
        return f"{self.kind} {self.key} {self.at.isoformat()}"

    @classmethod
    def of(cls, line: str) -> Self:
        """The mark on a line. Raises ValueError."""
        kind, key, at = line.split()
        mark = cls(cls.Kind(kind), key, datetime.fromisoformat(at))
        if mark.at.tzinfo is None or not KEYS[mark.kind].fullmatch(key):
            raise ValueError(line)
        return mark


_NUMBER = re.compile(r"[0-9]{1,18}", re.ASCII)
_GALLERY = re.compile(r"[0-9]{1,18}-[0-9]{1,18}", re.ASCII)
KEYS = {
    Mark.Kind.PHOTO: _NUMBER,
    Mark.Kind.PHOTO_OFF: _NUMBER,
    Mark.Kind.PHOTO_ON: _NUMBER,
    Mark.Kind.GALLERY_OFF: _GALLERY,
    Mark.Kind.GALLERY_ON: _GALLERY,
    Mark.Kind.PERSON: NSID,
    Mark.Kind.LEFT: re.compile(r"[0-9a-f]{64}"),
    Mark.Kind.BACK: NSID,
}


def left(nsid: str, *, at: datetime) -> Mark:
    """Somebody had all of theirs forgotten, and does not mind that it comes again."""
    return Mark(Mark.Kind.LEFT, digest(nsid), at)


def digest(nsid: str) -> str:
    return hashlib.sha256(nsid.encode()).hexdigest()


def path() -> Path:
    return Path(settings.KEEP_DIR, "forgotten")


def write(*marks: Mark) -> None:
    """Add marks; on the disk when this returns. Raises OSError: then nothing is done yet.

    Asked for inside the transaction that does it: a mark too many forgets what its owner wanted
    forgotten anyway, one too few would bring it back.
    """
    if not marks:
        return
    file = path()
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    is_new = not file.exists()
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "r+b", buffering=0) as opened:
        fcntl.flock(opened, fcntl.LOCK_EX)  # let go when the file is closed
        lines = "".join(f"{mark}\n" for mark in marks).encode()
        whole = (b"" if _ends_well(opened.fileno()) else b"\n") + lines
        if opened.write(whole) != len(whole):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(file))
        os.fsync(opened.fileno())
    if is_new:
        folder = os.open(file.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def read() -> list[Mark]:
    """All marks, in the order in which they were written. Raises OSError but for no file."""
    try:
        lines = path().read_text(encoding="ascii", errors="replace").splitlines()
    except FileNotFoundError:
        return []
    marks = []
    for number, line in enumerate(lines, 1):
        try:
            marks.append(Mark.of(line))
        except ValueError:
            if line:
                log.warning("line %s of %s is no mark", number, path())
    return marks


def _ends_well(descriptor: int) -> bool:
    """The machine may have stopped in the middle of a line."""
    size = os.fstat(descriptor).st_size
    return size == 0 or os.pread(descriptor, 1, size - 1) == b"\n"
