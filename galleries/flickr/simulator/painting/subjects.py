"""Subjects put into the picture with their own colours: by day lit, against the light dark."""

import numpy as np

from .land import dark, far, subject
from .palette import Colour, from_hue, mix, scale
from .sketch import Sketch
from .stage import Stage, blend, ramp

_COATS: tuple[Colour, ...] = (
    (0.20, 0.22, 0.27),
    (0.30, 0.26, 0.22),
    (0.66, 0.52, 0.20),
    (0.60, 0.20, 0.16),
    (0.24, 0.34, 0.40),
    (0.42, 0.42, 0.40),
)


def draw_figure(
    stage: Stage, rng: np.random.Generator, someone: Sketch, x: float, y: float, size: float
) -> None:
    """Someone in a coat; hair and legs stay dark."""
    light = stage.light
    coat = subject(light, _COATS[int(rng.integers(len(_COATS)))])
    legs = subject(light, (0.13, 0.14, 0.17))
    up = (y - stage.y) / np.float32(size)
    worn = ramp(up, 0.38, 0.44) * ramp(-up, -0.90, -0.86)
    side = 0.75 + 0.35 * ramp(stage.x - x, -0.12 * size, 0.12 * size)
    stage.draw(someone.placed(x, y, size), blend(legs, np.asarray(coat) * side[..., None], worn))


def draw_boat(
    stage: Stage,
    rng: np.random.Generator,
    boat: Sketch,
    x: float,
    y: float,
    size: float,
    *,
    flip: bool,
    distance: float,
) -> None:
    """A boat and its reflection: painted hull, pale sails or wheelhouse."""
    light = stage.light
    hue = float(rng.choice([0.0, 0.56, 0.60, 0.35, 0.10]))
    hull = subject(
        light, from_hue(hue, float(rng.uniform(0.22, 0.5)), float(rng.uniform(0.12, 0.36)))
    )
    pale = subject(light, (0.93, 0.91, 0.86))
    # A sloop is slender, a trawler broad; the rowing boat has nothing above its hull but its rower.
    broad = boat.bounds()[2]
    share = 0.15 if broad < 0.6 else 0.28
    if broad > 1:
        pale = mix(hull, dark(light), 0.5)
    for upside_down in (0.85, 0.0):
        height = (
            (stage.y - y) / np.float32(size * upside_down)
            if upside_down
            else (y - stage.y) / np.float32(size)
        )
        above = ramp(height, share - 0.02, share + 0.02)
        waterline = ramp(-height, -0.06, -0.03)
        paint = blend(blend(hull, pale, above), scale(hull, 0.5), waterline)
        paint = blend(paint, far(light, hull, 1.0), min(0.8, distance))
        sketch = boat.placed(x, y, size, flip=flip, upside_down=upside_down)
        if upside_down:
            stage.draw(sketch, paint * 0.9, opacity=0.45, blur=0.004 + size * 0.012)
        else:
            stage.draw(sketch, paint)


def draw_lighthouse(
    stage: Stage,
    rng: np.random.Generator,
    tower: Sketch,
    x: float,
    y: float,
    size: float,
    *,
    flip: bool,
) -> None:
    """A whitewashed tower, round in the light, some with red bands."""
    light = stage.light
    white = subject(light, (0.94, 0.92, 0.87))
    red = subject(light, (0.66, 0.22, 0.17))
    up = (y - stage.y) / np.float32(size)
    bands = np.zeros_like(up)
    if rng.random() < 0.5:
        bands = ramp(np.sin(up * float(rng.uniform(11, 18))), -0.1, 0.1) * (up < 0.8)
    roof = ramp(up, 0.80, 0.82)
    paint = blend(blend(white, red, bands), mix(red, dark(light), 0.5), roof)
    across = (stage.x - x) / np.float32(size * 0.1)
    turned = 0.55 + 0.5 * np.clip(0.5 + 0.5 * np.sin((-across if flip else across) * 1.2), 0, 1)
    paint = paint * turned[..., None] if light.sun_deg > 2 else paint
    stage.draw(tower.placed(x, y, size, flip=flip), paint)


def draw_tree(
    stage: Stage,
    rng: np.random.Generator,
    tree: Sketch,
    x: float,
    y: float,
    size: float,
    *,
    in_leaf: bool,
) -> None:
    """A tree: bark below, leaves lit from one side."""
    light = stage.light
    leaf = {
        "spring": (0.38, 0.46, 0.20),
        "summer": (0.27, 0.36, 0.17),
        "autumn": (0.66, 0.40, 0.15),
    }.get(light.season, (0.3, 0.3, 0.24))
    bark = subject(light, (0.26, 0.22, 0.19))
    tone = far(light, subject(light, leaf) if in_leaf else bark, 0.06 + 0.35 * light.haze)
    clumps = stage.noise("clumps", 13, 13, 3, 0.6)
    side = ramp(
        (stage.x - x) * (1 if rng.random() < 0.5 else -1) - (stage.y - y + size * 0.6) * 0.8,
        -0.4 * size,
        0.4 * size,
    )
    paint = blend(scale(tone, 0.45), scale(tone, 1.3), np.clip(0.25 * side + 0.75 * clumps, 0, 1))
    paint = blend(
        paint,
        far(light, bark, 0.06 + 0.3 * light.haze),
        ramp(stage.y, y - 0.35 * size, y - 0.25 * size),
    )
    stage.draw(tree.placed(x, y, size), paint)
