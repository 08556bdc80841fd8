"""From a photo's id to its picture."""

from datetime import datetime

import numpy as np

from .film import develop
from .light import read_light
from .palette import choose_grade
from .scenes import choose_scene
from .stage import Stage

_SHARP_LONG_PX = (288, 896)  # edges are never drawn smaller or larger than this


def paint(
    photo_id: int,
    width_px: int,
    height_px: int,
    *,
    taken: datetime | None = None,
    mood: str = "",
) -> bytes:
    """The picture of a photo as JPEG, exactly as large as asked; the same at every size.

    taken   the photographer's clock, for the hour and the season
    mood    a word for the look of an album or group: one of MOODS, or any other
    """
    aspect = min(3.2, max(1 / 3.2, width_px / height_px))
    shortest, longest = _SHARP_LONG_PX
    long_px = min(longest, max(shortest, width_px, height_px))
    stage = Stage(photo_id, aspect, long_px, read_light(_rng(photo_id, 1), taken))
    scene = choose_scene(_rng(photo_id, 2), stage.light, mood)
    scene(stage)
    return develop(stage, choose_grade(_rng(photo_id, 3), mood), width_px, height_px)


def _rng(photo_id: int, purpose: int) -> np.random.Generator:
    return np.random.default_rng([photo_id, purpose])
