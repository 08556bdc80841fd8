"""A lake among mountains."""

import numpy as np

from .. import silhouettes as draw
from .. import trees as grow
from ..land import dark, far, ground_colour, subject
from ..palette import mix, scale
from ..sketch import Sketch
from ..skies import mist, sky, water
from ..stage import Stage, blend, ramp
from .sea import moor_boat


def lake(stage: Stage) -> None:
    """Mountains and trees standing on their own reflection."""
    rng, light = stage.rng("lake"), stage.light
    horizon = float(rng.uniform(0.46, 0.60))
    stage.cover(sky(stage, horizon))
    stone = mix(ground_colour(stage), scale(light.zenith, 0.8), 0.5)
    for i in range(2):
        xs, rough = stage.skyline(f"peak{i}", 1.4 + i, octaves=7, rough=0.5)
        ys = horizon - (0.17 - 0.07 * i) * stage.unit**0.5 * (1 + 0.75 * rough)
        tone = far(light, stone, 0.62 - 0.26 * i + 0.2 * light.haze)
        snow = ramp(stage.noise(f"snow{i}", 5, 7, 4, 0.6) - stage.y * 1.4, -0.45, -0.05)
        white = far(light, scale(mix(light.sun, (1, 1, 1), 0.4), 0.25 + 0.7 * light.level), 0.3)
        stage.ground((xs, ys), blend(tone, white, snow * (0.6 if i == 0 else 0.15)))
    wood = far(light, mix(dark(light, 0.4), subject(light, (0.22, 0.27, 0.16)), 0.8), 0.10)
    trees = Sketch()
    kinds = [grow.conifer(rng) for _ in range(5)]
    xs, shore = stage.skyline("shore", 2.0, octaves=3)
    for x in np.sort(rng.uniform(-1.6, 1.6, 260)):
        if abs(x) < stage.aspect / 2 + 0.1:
            size = (
                (0.035 + 0.05 * (float(np.interp(x, xs, shore)) + 1))
                * stage.unit
                * float(rng.uniform(0.6, 1.2))
            )
            trees.add(
                kinds[int(abs(x) * 1000) % 5].placed(float(x), horizon + 0.004, max(0.02, size))
            )
    stage.draw(trees, wood)
    stage.below(horizon - 0.006, wood)
    water(stage, horizon, calm=float(rng.uniform(0.86, 0.99)), depth=0.34)
    mist(stage, horizon - 0.01, 0.05, 0.2 + 0.7 * light.haze)
    if rng.random() < 0.4:
        moor_boat(stage, horizon, 0.10, "boat", only=draw.rowing_boat)
