"""The demo's pictures, drawn from the photo's id.

``paint`` draws one, ``PictureCache`` keeps them on disk, ``paint_icon`` draws a buddy icon.
"""

from .cache import PictureCache
from .icon import paint_icon
from .painter import paint
from .palette import MOODS

__all__ = ["MOODS", "PictureCache", "paint", "paint_icon"]
