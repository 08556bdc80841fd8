"""The files that one photo exists in: suffix, extra, label, pixels, and who may have them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Size:
    suffix: str  # in the file name, without the underscore; "" for the 500 px file
    extra: str  # in extras: url_<extra>
    label: str  # in getSizes; "" when getSizes does not list it
    page: str  # in the address of the sizes page
    longest: int
    square: bool = False
    own_secret: bool = False  # above 1024 px every size has a secret of its own


SIZES = (
    Size("s", "sq", "Square", "sq", 75, square=True),
    Size("q", "q", "Large Square", "q", 150, square=True),
    Size("t", "t", "Thumbnail", "t", 100),
    Size("m", "s", "Small", "s", 240),
    Size("n", "n", "Small 320", "n", 320),
    Size("w", "w", "Small 400", "w", 400),
    Size("", "m", "Medium", "m", 500),
    Size("z", "z", "Medium 640", "z", 640),
    Size("c", "c", "Medium 800", "c", 800),
    Size("b", "l", "Large", "l", 1024),
    Size("h", "h", "Large 1600", "h", 1600, own_secret=True),
    Size("k", "k", "Large 2048", "k", 2048, own_secret=True),
    Size("3k", "3k", "X-Large 3K", "3k", 3072, own_secret=True),
    Size("4k", "4k", "X-Large 4K", "4k", 4096, own_secret=True),
    Size("f", "f", "", "f", 4096, own_secret=True),  # only for pictures twice as wide as high
    Size("5k", "5k", "X-Large 5K", "5k", 5120, own_secret=True),
    Size("6k", "6k", "X-Large 6K", "6k", 6144, own_secret=True),
)
ORIGINAL = Size("o", "o", "Original", "o", 0, own_secret=True)
BY_SUFFIX = {size.suffix: size for size in (*SIZES, ORIGINAL)}


def pixels(size: Size, width: int, height: int) -> tuple[int, int] | None:
    """Width and height of one size of an original, or None when the upload was too small for it.

    The squares always exist, and so does the thumbnail, at most as large as the original.
    """
    if size is ORIGINAL:
        return width, height
    if size.square:
        return size.longest, size.longest
    longest = max(width, height)
    if size.suffix == "f" and width != 2 * height:
        return None
    if longest < size.longest:
        return (width, height) if size.suffix == "t" else None
    scale = size.longest / longest
    return max(1, round(width * scale)), max(1, round(height * scale))
