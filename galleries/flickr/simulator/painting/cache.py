"""Pictures drawn once and kept in a folder of bounded size."""

import os
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from tempfile import NamedTemporaryFile

from .painter import paint

# Part of every name on disk: raise it when pictures change, and old ones are drawn anew.
_EDITION = 1

_START = b"\xff\xd8"
_END = b"\xff\xd9"
# When the folder is full, this much of it goes at once, so that not every picture has to tidy up.
_KEEP_SHARE = 0.8


class PictureCache:
    """The pictures of the demo, on disk. Safe to share between processes."""

    def __init__(self, folder: Path, limit_bytes: int = 512 * 1024 * 1024) -> None:
        self.folder = folder
        self.limit_bytes = limit_bytes
        folder.mkdir(parents=True, exist_ok=True)
        self._used_bytes = self._measure()

    def get(
        self,
        photo_id: int,
        width_px: int,
        height_px: int,
        *,
        taken: datetime | None = None,
        mood: str = "",
    ) -> bytes:
        """The picture as JPEG, from disk when it was drawn before."""
        path = self._path(photo_id, width_px, height_px, taken, mood)
        kept = self._read(path)
        if kept is not None:
            return kept
        picture = paint(photo_id, width_px, height_px, taken=taken, mood=mood)
        self._write(path, picture)
        return picture

    def _path(
        self, photo_id: int, width_px: int, height_px: int, taken: datetime | None, mood: str
    ) -> Path:
        asked = f"{_EDITION}|{photo_id}|{taken.isoformat() if taken else ''}|{mood}"
        key = blake2b(asked.encode(), digest_size=10).hexdigest()
        return self.folder / key[:2] / f"{key}_{width_px}x{height_px}.jpg"

    def _read(self, path: Path) -> bytes | None:
        """The bytes on disk, or None when there are none or a crash cut them short."""
        try:
            picture = path.read_bytes()
        except FileNotFoundError:
            return None
        if not (picture.startswith(_START) and picture.endswith(_END)):
            return None
        return picture

    def _write(self, path: Path, picture: bytes) -> None:
        if len(picture) > self.limit_bytes:
            return
        path.parent.mkdir(exist_ok=True)
        # Under another name first, so that nobody ever reads half a picture.
        with NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as part:
            part.write(picture)
        os.replace(part.name, path)  # noqa: PTH105 - part.name is text
        self._used_bytes += len(picture)
        if self._used_bytes > self.limit_bytes:
            self._tidy()

    def _measure(self) -> int:
        return sum(size for _, size, _ in self._kept())

    def _kept(self) -> list[tuple[int, int, Path]]:
        """Every file as when it was drawn, its bytes, and its path."""
        files = []
        for path in self.folder.glob("*/*"):
            try:
                stat = path.stat()
            except FileNotFoundError:  # another process has just tidied
                continue
            files.append((stat.st_mtime_ns, stat.st_size, path))
        return files

    def _tidy(self) -> None:
        """Throw away the oldest pictures; they can be drawn again."""
        kept = sorted(self._kept())
        # Other processes write here too, so the sum is taken anew.
        self._used_bytes = sum(size for _, size, _ in kept)
        for _, size, path in kept:
            if self._used_bytes <= self.limit_bytes * _KEEP_SHARE:
                break
            path.unlink(missing_ok=True)
            self._used_bytes -= size
