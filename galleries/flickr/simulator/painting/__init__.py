"""The demo's pictures, drawn from the photo's id.

``paint`` draws one, ``PictureCache`` keeps them on disk, ``paint_icon`` draws a buddy icon,
``film`` makes one move.
"""

from .cache import PictureCache
from .clip import film
from .icon import paint_icon
from .painter import paint
from .palette import MOODS

__all__ = ["MOODS", "PictureCache", "film", "paint", "paint_icon"]
