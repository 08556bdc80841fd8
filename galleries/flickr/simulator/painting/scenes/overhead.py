"""Pictures that are almost only sky: clouds, stars, the moon."""

import numpy as np

from .. import silhouettes as draw
from .. import trees as grow
from ..land import dark, far, textured
from ..palette import scale
from ..sketch import Sketch
from ..skies import place_of_sun, sky, sun_disc
from ..stage import Stage, blend, ramp


def clouds(stage: Stage) -> None:
    """Almost only sky: above the clouds, or a strip of land at the bottom."""
    rng, light = stage.rng("sky"), stage.light
    horizon = float(rng.uniform(0.86, 0.96))
    stage.cover(sky(stage, horizon, clouds=float(rng.uniform(0.45, 0.85))))
    if light.is_low:
        sun_disc(
            stage, place_of_sun(stage), horizon - float(rng.uniform(0.04, 0.3)), 0.024 * stage.unit
        )
    shade = dark(light, 0.7)
    choice = rng.random()
    if choice < 0.4:
        xs, rough = stage.skyline("land", 1.2, octaves=8, rough=0.5)
        stage.ground(
            (xs, (horizon - 0.03 * (rough + 0.3)).astype(np.float32)), far(light, shade, 0.15)
        )
    elif choice < 0.75:
        _wires(stage, shade)
    else:
        birds = draw.flock(rng, int(rng.integers(14, 40)), 3.6)
        x = float(rng.uniform(-0.15, 0.15)) * stage.aspect
        stage.draw(
            birds.placed(x, float(rng.uniform(0.35, 0.6)), 0.026 * stage.unit), shade, opacity=0.85
        )


def stars(stage: Stage) -> None:
    """A night sky: the Milky Way, or the trails of an hour."""
    rng, light = stage.rng("stars"), stage.light
    horizon = float(rng.uniform(0.74, 0.86))
    stage.cover(sky(stage, horizon, clouds=0.0))
    if rng.random() < 0.55:
        _milky_way(stage, rng)
    else:
        _trails(stage, rng)
    shade = scale(dark(light, 0.9), 0.8)
    xs, rough = stage.skyline("ridge", 1.3, octaves=8, rough=0.48)
    stage.ground((xs, (horizon - 0.07 - 0.06 * rough).astype(np.float32)), far(light, shade, 0.35))
    xs, rough = stage.skyline("hill", 0.9, octaves=5, rough=0.4)
    ys = (horizon + 0.05 - 0.03 * rough).astype(np.float32)
    x = float(rng.uniform(-0.3, 0.3)) * stage.aspect
    foot = float(np.interp(x, xs, ys))
    choice = rng.random()
    if choice < 0.35:
        stage.draw(draw.figure(rng).placed(x, foot + 0.005, 0.10 * stage.unit), shade)
    elif choice < 0.7:
        tree = grow.bare_tree(rng) if rng.random() < 0.5 else grow.conifer(rng)
        stage.draw(tree.placed(x, foot + 0.01, 0.30 * stage.unit), shade)
    else:
        stage.draw(draw.cottage(rng).placed(x, foot + 0.01, 0.06 * stage.unit), shade)
        window = Sketch().polygon([(-0.2, -0.35), (0.05, -0.35), (0.05, -0.15), (-0.2, -0.15)])
        lit = window.placed(x, foot + 0.01, 0.06 * stage.unit)
        stage.draw(lit, (1.0, 0.75, 0.40), blur=0.012, opacity=0.8)
    stage.ground((xs, ys), textured(stage, shade, "field", strength=0.4))
    if choice >= 0.7:
        stage.draw(lit, (1.0, 0.82, 0.52))


def moon(stage: Stage) -> None:
    """A full moon behind branches or above roofs."""
    rng, light = stage.rng("moon"), stage.light
    stage.cover(sky(stage, 1.0, clouds=float(rng.uniform(0.2, 0.6)), sun_x=0))
    x, y = float(rng.uniform(-0.25, 0.25)) * stage.aspect, float(rng.uniform(0.24, 0.48))
    size = float(rng.uniform(0.05, 0.12)) * stage.unit
    distance = np.hypot(stage.x - x, stage.y - y)
    stage.veil(
        (0.62, 0.66, 0.74),
        0.42 * np.exp(-((distance / (size * 2.6)) ** 2)) + 0.2 * np.exp(-distance / (size * 5)),
    )
    seas = stage.noise("seas", 1.2 / size * 0.4, 1.2 / size * 0.4, 4, 0.55)
    face = blend((0.95, 0.92, 0.84), (0.66, 0.64, 0.60), ramp(seas, 0.45, 0.8))
    stage.draw(Sketch().disc(x, y, size), face)
    shade = scale(dark(light, 0.9), 0.7)
    if rng.random() < 0.6:
        side = float(rng.choice([-1, 1]))
        tree = grow.bare_tree(rng, depth=9).placed(
            x + side * 0.22 * stage.unit, 1.03, 1.0 * max(stage.unit, 0.8)
        )
        stage.draw(tree, shade)
    else:
        xs, rough = stage.skyline("ridge", 1.4, octaves=8, rough=0.5)
        stage.ground((xs, (0.84 - 0.06 * rough).astype(np.float32)), far(light, shade, 0.3))
        wood = Sketch()
        for spot in np.sort(rng.uniform(-1.6, 1.6, 90)):
            wood.add(grow.conifer(rng).placed(float(spot), 1.02, float(rng.uniform(0.08, 0.19))))
        stage.draw(wood, shade)


def _wires(stage: Stage, shade: tuple[float, float, float]) -> None:
    """Telegraph wires with birds on them."""
    rng = stage.rng("wires")
    tilt, drop = float(rng.uniform(-0.12, 0.12)), float(rng.uniform(0.02, 0.06))
    xs = np.linspace(-1.7, 1.7, 60)
    for k in range(int(rng.integers(2, 5))):
        y = 0.62 + 0.07 * k + tilt * xs * (1 - 0.1 * k) + drop * (xs / 1.6) ** 2
        stage.draw(Sketch().line(np.stack([xs, y], 1).astype(np.float32), 0.0025), shade)
        birds = Sketch()
        for x in rng.normal(
            float(rng.uniform(-0.3, 0.3)) * stage.aspect, 0.2, int(rng.integers(0, 7))
        ):
            perch = Sketch().polygon(
                [
                    (-0.2, 0.1),
                    (-0.32, -0.35),
                    (-0.2, -0.75),
                    (0.05, -0.95),
                    (0.3, -0.85),
                    (0.42, -0.78),
                    (0.3, -0.7),
                    (0.28, -0.3),
                    (0.0, 0.0),
                    (-0.22, 0.5),
                ]
            )
            birds.add(
                perch.placed(
                    float(x), float(np.interp(x, xs, y)), 0.026, flip=bool(rng.random() < 0.5)
                )
            )
        stage.draw(birds, shade)


def _milky_way(stage: Stage, rng: np.random.Generator) -> None:
    angle = float(rng.uniform(0.5, 1.2)) * float(rng.choice([-1, 1]))
    middle = float(rng.uniform(-0.15, 0.15)) * stage.aspect
    across = (stage.x - middle) * np.cos(angle) + (stage.y - 0.4) * np.sin(angle)
    dust = stage.noise("dust", 3, 3, 6, 0.6)
    band = np.exp(-((across / 0.20) ** 2)) * (0.35 + 0.9 * dust)
    lane = np.exp(-(((across + 0.05 * (dust - 0.5)) / 0.045) ** 2)) * ramp(dust, 0.35, 0.65)
    stage.veil((0.60, 0.56, 0.62), np.clip(band * 0.52 - lane * 0.34, 0, 1))
    count = 1700
    xs, ys = rng.uniform(-1.6, 1.6, count), rng.uniform(0, 1, count)
    sizes = 0.0005 + 0.0011 * rng.power(0.35, count)
    for low, high, alpha in ((0, 1200, 0.45), (1200, 1600, 0.75), (1600, count, 1.0)):
        dots = Sketch().discs(
            np.stack([xs[low:high], ys[low:high]], 1).astype(np.float32),
            sizes[low:high].astype(np.float32),
        )
        stage.draw(dots, (0.92, 0.93, 1.0), opacity=alpha)


def _trails(stage: Stage, rng: np.random.Generator) -> None:
    pole = (float(rng.uniform(-0.25, 0.25)) * stage.aspect, float(rng.uniform(0.2, 0.7)))
    sweep = float(rng.uniform(0.25, 0.8))
    for k, colour in enumerate(((0.86, 0.90, 1.0), (1.0, 0.94, 0.84), (0.95, 0.96, 1.0))):
        arcs = Sketch()
        for radius, start in zip(
            0.02 + 2.0 * rng.random(95) ** 0.75, rng.uniform(0, 2 * np.pi, 95), strict=True
        ):
            turn = np.linspace(start, start + sweep, 22)
            arc = np.stack([pole[0] + radius * np.cos(turn), pole[1] + radius * np.sin(turn)], 1)
            arcs.line(arc.astype(np.float32), 0.0016)
        stage.draw(arcs, colour, opacity=0.5 + 0.22 * k)
