"""The file of a backup: a zip of JSON lines, sealed by a digest of everything before it.

    accounts.User.jsonl   a list for each row, in the order of the columns in the manifest
    …
    manifest.json         what it is, when it was made, of which tables and how many rows

The zip's comment is the digest, and the last thing in the file: a byte that is missing or turned
anywhere is seen before a word of it is read. It does not keep out whoever can write a digest.
"""

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkstemp
from typing import IO, Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

WHAT = "a backup of flickrweb"
FORMAT = 1
MANIFEST = "manifest.json"
ROWS = ".jsonl"
DIGEST_LENGTH = 64
LOCAL_HEADER = 30  # bytes before the first name in a zip
CHUNK = 1 << 20
QUICK = 3  # half the time of zip's own choice, and a tenth larger
_SEAL = re.compile(rb"[0-9a-f]{64}")
_TABLE = re.compile(rb"\w+\.\w+")


class NoBackup(Exception):
    """The file is none of ours."""


class NotWhole(Exception):
    """Something of the file is missing, or was changed since it was written."""


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one table as they were written: how many, and the digest of their lines."""

    rows: int
    sha256: str


class Writer:
    """An archive under way. Nothing stands under its name before it is whole."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._zip = ZipFile(file, "w", ZIP_DEFLATED, compresslevel=QUICK)

    def write_rows(self, name: str, rows: Iterable[list[Any]]) -> Part:
        """One table, row by row: a million of them need no memory."""
        count, digest = 0, hashlib.sha256()
        with self._zip.open(_info(f"{name}{ROWS}"), "w", force_zip64=True) as member:
            for row in rows:
                line = json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
                digest.update(line)
                member.write(line)
                count += 1
        return Part(count, digest.hexdigest())

    def end(self, manifest: dict[str, Any]) -> None:
        """Write what it is, and seal it."""
        said = {"what": WHAT, "format": FORMAT} | manifest
        self._zip.writestr(_info(MANIFEST), json.dumps(said, indent=1, ensure_ascii=False))
        self._zip.comment = b"0" * DIGEST_LENGTH
        self._zip.close()
        seal = _digest(self._file)
        self._file.seek(-DIGEST_LENGTH, os.SEEK_END)
        self._file.write(seal)

    def give_up(self) -> None:
        """Leave it as it is; else the zip would still be ended when nobody uses it any more."""
        self._zip.fp = None


@contextmanager
def writing(path: Path) -> Iterator[Writer]:
    """Write an archive beside its place, for its owner's eyes only, and move it there when whole.

    Raises OSError. Whatever goes wrong, an older file of that name stays as it was.
    """
    descriptor, name = mkstemp(dir=path.parent, prefix=f".{path.name}.")  # 0600 from its birth
    unfinished = Path(name)
    try:
        with os.fdopen(descriptor, "r+b") as file:
            writer = Writer(file)
            try:
                yield writer
            except BaseException:
                writer.give_up()
                raise
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


class Reader:
    """An archive that is whole."""

    def __init__(self, file: IO[bytes]) -> None:
        self._zip = ZipFile(file)
        self.manifest = self._manifest()

    def rows(self, name: str) -> Iterator[list[Any]]:
        with self._zip.open(f"{name}{ROWS}") as member:
            for line in member:
                yield json.loads(line)

    def _manifest(self) -> dict[str, Any]:
        try:
            manifest = json.loads(self._zip.read(MANIFEST))
        except (KeyError, ValueError):
            raise NoBackup from None
        if not isinstance(manifest, dict) or manifest.get("what") != WHAT:
            raise NoBackup
        return manifest


@contextmanager
def reading(path: Path) -> Iterator[Reader]:
    """Open an archive. Raises NoBackup, NotWhole, OSError."""
    with path.open("rb") as file:
        if file.read(4) != b"PK\x03\x04":
            raise NoBackup
        if path.stat().st_size < DIGEST_LENGTH:
            raise NotWhole
        file.seek(-DIGEST_LENGTH, os.SEEK_END)
        if file.read() != _digest(file):
            raise NoBackup if _is_another(file) else NotWhole
        try:
            yield Reader(file)
        except BadZipFile:
            raise NotWhole from None


def _digest(file: IO[bytes]) -> bytes:
    """Of all but the digest at its end."""
    file.seek(-DIGEST_LENGTH, os.SEEK_END)
    left = file.tell()
    file.seek(0)
    digest = hashlib.sha256()
    while left and (chunk := file.read(min(CHUNK, left))):
        digest.update(chunk)
        left -= len(chunk)
    return digest.hexdigest().encode()


def _is_another(file: IO[bytes]) -> bool:
    """A zip that neither begins nor ends as ours do: a change may have hit one of the two.

    Read as bytes: what was changed may be how its list of names is written down.
    """
    file.seek(0)
    first_name = file.read(CHUNK)[LOCAL_HEADER:].partition(ROWS.encode())[0]
    file.seek(-DIGEST_LENGTH, os.SEEK_END)
    sealed = _SEAL.fullmatch(file.read()) is not None
    return not sealed and _TABLE.fullmatch(first_name) is None


def _info(name: str) -> ZipInfo:
    """Without the clock and the user of this machine."""
    info = ZipInfo(name)
    info.compress_type = ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    return info
