"""A forest in fog."""

import numpy as np

from .. import silhouettes as draw
from .. import trees as grow
from ..land import dark, ground_colour
from ..palette import mix, scale
from ..sketch import Sketch
from ..skies import mist, place_of_sun
from ..stage import Paint, Stage, blend, ramp
from ..subjects import draw_figure


def forest(stage: Stage) -> None:
    """Trunks that fade into fog, layer behind layer."""
    rng = stage.rng("forest")
    stage.light = stage.light.in_fog(float(rng.uniform(0.55, 0.95)))
    light = stage.light
    ground = ground_colour(stage)
    pale = mix(light.horizon, mix(light.middle, ground, 0.18), 0.45)
    glow_x = place_of_sun(stage)
    distance = np.hypot(stage.x - glow_x, (stage.y - 0.35) * 0.8)
    air = blend(scale(pale, 0.86), mix(pale, light.sun, 0.45), np.exp(-((distance / 0.5) ** 2)))
    stage.cover(blend(air, scale(pale, 0.7), 0.5 * ramp(stage.y, 0.6, 1.0)))
    conifers = rng.random() < 0.4
    floor = float(rng.uniform(0.74, 0.86))
    count = 5
    for i in range(count):
        near = (i + 1) / count
        shade = mix(dark(light, 0.5), scale(ground, 0.4), 0.3)
        hidden = mix(shade, pale, 0.90 * (1 - near) ** 0.62)
        tone = blend(hidden, air, 0.35 * (1 - near)) if near < 0.5 else hidden
        xs, rough = stage.skyline(f"floor{i}", 2.0, octaves=6, rough=0.5)
        ys = floor - 0.12 * (1 - near) + 0.10 * near**2 - 0.03 * rough
        trees = _spruces(rng, near, xs, ys) if conifers else _trunks(rng, near, xs, ys)
        stage.draw(trees, tone, blur=0.0025 if i == 0 else 0)
        grass: Paint = mix(hidden, scale(ground, 0.75), 0.45 * near)
        if near > 0.7:
            shade_below = ramp(stage.y, floor - 0.02, 1.05) * near
            grass = blend(grass, scale(ground, 0.3), shade_below)
        stage.ground(
            (xs, ys.astype(np.float32)), grass, texture="grass", strength=near if near > 0.5 else 0
        )
        if i < count - 1:
            mist(stage, floor - 0.12 * (1 - near) + 0.02, 0.16, 0.30, f"mist{i}")
    if light.is_low or (rng.random() < 0.4 and not light.is_night):
        fan = np.arctan2(stage.x - glow_x, stage.y + 0.35)
        beams = 0.5 + 0.5 * np.sin(fan * 46 + 9 * stage.noise("beams", 0.8, 0.5, 2))
        stage.veil(mix(light.sun, (1, 1, 1), 0.2), beams * 0.24 * np.exp(-((distance / 0.6) ** 2)))
    if rng.random() < 0.2:
        x = float(rng.uniform(-0.25, 0.25)) * stage.aspect
        draw_figure(stage, rng, draw.figure(rng), x, floor + 0.05, 0.16 * stage.unit)


def _trunks(rng: np.random.Generator, near: float, xs: np.ndarray, ys: np.ndarray) -> Sketch:
    trunks = Sketch()
    wide = 0.008 + 0.038 * near**1.8
    for x in rng.uniform(-1.6, 1.6, int(46 - 34 * near)):
        foot = float(np.interp(x, xs, ys)) + 0.02
        lean, thick = float(rng.normal(0, 0.03)), wide * float(rng.uniform(0.5, 1.2))
        trunks.polygon(
            [
                (x - thick * 0.75, foot),
                (x - thick * 0.4, foot - 0.12),
                (x + lean - thick * 0.3, -0.02),
                (x + lean + thick * 0.3, -0.02),
                (x + thick * 0.4, foot - 0.12),
                (x + thick * 0.75, foot),
            ]
        )
        for _ in range(int(rng.integers(2, 6))):
            y = float(rng.uniform(0.0, foot * 0.7))
            start, reach = x + lean * (1 - y), float(rng.normal(0, 0.10))
            trunks.line(
                [
                    (start, y),
                    (start + reach * 0.5, y - 0.02),
                    (start + reach, y - abs(reach) * 0.55),
                ],
                thick * 0.16,
            )
    return trunks


def _spruces(rng: np.random.Generator, near: float, xs: np.ndarray, ys: np.ndarray) -> Sketch:
    wood = Sketch()
    kinds = [grow.conifer(rng) for _ in range(4)]
    for i, x in enumerate(rng.uniform(-1.6, 1.6, int(70 - 54 * near))):
        foot = float(np.interp(x, xs, ys)) + 0.02
        wood.add(
            kinds[i % 4].placed(
                float(x), foot, (0.28 + 0.45 * near) * float(rng.uniform(0.55, 1.15))
            )
        )
    return wood
