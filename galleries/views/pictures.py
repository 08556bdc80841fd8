"""The files of a photo: which there are, how large, and where."""

from typing import NamedTuple

from django.conf import settings

from galleries.flickr import urls
from galleries.models import Photo

# Files that show the whole picture; "s" and "q" are squares cut out of it.
WHOLE = ("t", "m", "n", "w", "", "z", "c", "b", "h", "k", "3k", "4k", "5k", "6k", "f")


class Rendition(NamedTuple):
    """One file of a photo. A wall makes 250 of them, and a tuple is made fastest."""

    suffix: str
    width_px: int
    height_px: int
    url: str

    @property
    def longest_px(self) -> int:
        return max(self.width_px, self.height_px)


def renditions(photo: Photo) -> list[Rendition]:
    """All whole files of a photo, smallest first. Empty when we know of none."""
    if not photo.media_ready:
        return []
    found, begin = [], _begin(photo)
    for suffix in WHOLE:
        size = photo.sizes.get(suffix)
        if not size or not size[0] or not size[1]:
            continue
        url = _computed(begin, suffix) if len(size) == 2 else _told(size[2])
        if url:
            found.append(Rendition(suffix, size[0], size[1], url))
    return sorted(found, key=lambda file: file.width_px)


def srcset(files: list[Rendition]) -> str:
    """The files for the browser to choose from, one for each width."""
    by_width = {file.width_px: file.url for file in files}
    return ", ".join(f"{url} {width}w" for width, url in by_width.items())


def ratio_class(files: list[Rendition]) -> str:
    """The class that gives an image its shape: ``r-150`` is 3:2.

    From ``r-65`` to ``r-310`` in steps of 5, see static/css/ratios.css. What is narrower or
    wider than that is cut to fit a wall.
    """
    if not files:
        return "r-150"
    largest = files[-1]
    return f"r-{min(310, max(65, round(largest.width_px / largest.height_px * 20) * 5))}"


def _begin(photo: Photo) -> str:
    """How the addresses of its files up to 1024 px begin; "" when we cannot know."""
    try:
        medium = urls.photo_image(
            server=photo.server,
            flickr_id=str(photo.pk),
            secret=photo.secret,
            host=settings.FLICKR_STATIC_URL,
        )
    except ValueError:
        return ""
    return medium.removesuffix(".jpg")


def _computed(begin: str, suffix: str) -> str:
    """As ``urls.photo_image`` would; its checks are made once for a photo, not for each file."""
    if not begin or suffix not in urls.COMPUTABLE:
        return ""
    return f"{begin}_{suffix}.jpg" if suffix else f"{begin}.jpg"


def _told(url: str) -> str:
    """An address that Flickr told. Blanks and commas would break out of a srcset."""
    is_web = url.startswith(("https://", "http://"))
    return url if is_web and not set(url) & set(" ,\t\r\n") else ""
