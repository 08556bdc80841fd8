"""Snow."""

import numpy as np

from .. import silhouettes as draw
from .. import trees as grow
from ..land import dark, far
from ..palette import mix, scale
from ..sketch import Sketch
from ..skies import sky
from ..stage import Stage, blend, ramp
from ..subjects import draw_figure


def snow(stage: Stage) -> None:
    """A white field, a fence, a few bare trees."""
    rng = stage.rng("snow")
    stage.light = stage.light.in_fog(float(rng.uniform(0.25, 0.7)))
    light = stage.light
    horizon = float(rng.uniform(0.48, 0.68))
    stage.cover(sky(stage, horizon, clouds=light.cloud * 0.5))
    white = scale(mix((0.93, 0.94, 0.97), light.sun, 0.25), 0.16 + 0.82 * light.level)
    blue = mix(white, light.zenith, 0.45)
    shade = dark(light, 0.6)
    for i in range(2):
        xs, rough = stage.skyline(f"wood{i}", 3 + 2 * i, octaves=8, rough=0.6)
        ys = horizon - 0.02 - 0.03 * (1.2 - i * 0.5) * (rough + 0.3)
        stage.ground((xs, ys), far(light, shade, 0.78 - 0.16 * i), blur=0.002)
    drifts = stage.noise("drifts", 1.6, 6, octaves=5, rough=0.45)
    near = ramp(stage.y, horizon, 1.0)
    field = blend(far(light, white, 0.45), blend(white, blue, ramp(drifts, 0.4, 0.7) * 0.7), near)
    xs, rough = stage.skyline("field", 0.8, octaves=3, rough=0.35)
    ys = (horizon + 0.012 * rough).astype(np.float32)
    stage.ground((xs, ys), field, texture="sand", strength=0.35)
    choice = rng.random()
    if choice < 0.6:
        for k in range(int(rng.integers(1, 4))):
            x = float(rng.uniform(-0.4, 0.4)) * stage.aspect
            size = float(rng.uniform(0.16, 0.40)) * stage.unit / (1 + 0.6 * k)
            y = float(np.interp(x, xs, ys)) + 0.10 * size
            tree = grow.bare_tree(rng) if rng.random() < 0.7 else grow.conifer(rng)
            stage.draw(tree.placed(x, y, size), far(light, shade, 0.12 + 0.3 * light.haze))
    if choice > 0.55:
        _fence(stage, horizon, shade)
    if choice > 0.85 or rng.random() < 0.2:
        x = float(rng.uniform(-0.3, 0.3)) * stage.aspect
        size = float(rng.uniform(0.09, 0.15)) * stage.unit
        walker = draw.figure(rng)
        stage.draw(
            walker.placed(x, horizon + 0.08, size, upside_down=0.5), blue, opacity=0.5, blur=0.004
        )
        draw_figure(stage, rng, walker, x, horizon + 0.08, size)
    if rng.random() < 0.5:
        flakes = Sketch().discs(
            np.stack([rng.uniform(-1.6, 1.6, 420), rng.uniform(0, 1, 420)], 1).astype(np.float32),
            (rng.gamma(2.0, 0.0009, 420) + 0.0004).astype(np.float32),
        )
        stage.draw(flakes, mix(white, (1, 1, 1), 0.5), opacity=0.6, blur=0.0012)


def _fence(stage: Stage, horizon: float, shade: tuple[float, float, float]) -> None:
    rng = stage.rng("fence")
    side = float(rng.choice([-1, 1]))
    fence, tops = Sketch(), []
    for i in range(14):
        near = ((i + 1) / 14) ** 2.2
        x = side * (0.42 - 1.0 * near) * stage.aspect
        y = horizon + 0.015 + (1.05 - horizon) * near * 0.9
        tall = 0.02 + 0.16 * near
        fence.line(
            [(x, y), (x + 0.01 * near * float(rng.normal(0, 1)), y - tall)], 0.002 + 0.012 * near
        )
        tops.append((x, y - tall * 0.85))
    stage.draw(fence, far(stage.light, shade, 0.15))
    stage.draw(Sketch().line(tops, 0.0018), far(stage.light, shade, 0.2), opacity=0.8)
