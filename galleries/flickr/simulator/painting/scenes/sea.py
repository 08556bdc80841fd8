"""The open sea, boats at anchor, a lighthouse."""

import numpy as np

from .. import silhouettes as draw
from ..land import dark, far, ground_colour, subject
from ..palette import mix, scale
from ..sketch import Sketch
from ..skies import glitter, mist, place_of_sun, sky, sun_disc, water
from ..stage import Stage, blend, ramp
from ..subjects import draw_boat, draw_figure, draw_lighthouse


def sea(stage: Stage) -> None:
    """Open water under a big sky: a headland, a sail, birds, or nothing at all."""
    rng, light = stage.rng("sea"), stage.light
    horizon = float(rng.uniform(0.42, 0.70))
    sun_x = place_of_sun(stage)
    stage.cover(sky(stage, horizon))
    if light.is_low and light.cloud < 0.75:
        sun_disc(stage, sun_x, horizon - float(rng.uniform(0.01, 0.16)), 0.022 * stage.unit)
    calm = float(rng.uniform(0.35, 0.95))
    if rng.random() < 0.6:
        headlands(stage, horizon, int(rng.integers(1, 4)))
    water(stage, horizon, calm=calm, depth=float(rng.uniform(0.3, 0.6)))
    if light.cloud < 0.8:
        glitter(stage, horizon, sun_x, 0.75 if light.is_low else 0.35)
    choice = rng.random()
    if choice < 0.45:
        moor_boat(stage, horizon, float(rng.uniform(0.05, 0.14)), "boat")
    elif choice < 0.7:
        _shore(stage, horizon)
    if rng.random() < 0.45:
        scatter_birds(stage, horizon)


def boats(stage: Stage) -> None:
    """Boats at anchor in still water."""
    rng = stage.rng("boats")
    horizon = float(rng.uniform(0.30, 0.52))
    stage.cover(sky(stage, horizon))
    headlands(stage, horizon, 2 + int(rng.integers(0, 2)), height=0.10)
    water(stage, horizon, calm=float(rng.uniform(0.75, 0.97)), depth=0.35)
    mist(stage, horizon, 0.05, 0.25 + 0.6 * stage.light.haze)
    for i in range(int(rng.integers(1, 5))):
        moor_boat(stage, horizon, 0.02 + 0.09 * (i + float(rng.random())), f"boat{i}")


def lighthouse(stage: Stage) -> None:
    """A lighthouse on its rock, lit when it is dark."""
    rng, light = stage.rng("lighthouse"), stage.light
    horizon = float(rng.uniform(0.60, 0.74))
    stage.cover(sky(stage, horizon))
    if light.is_low:
        sun_disc(stage, place_of_sun(stage), horizon - 0.05, 0.018 * stage.unit)
    headlands(stage, horizon, 1, height=0.04)
    water(stage, horizon, calm=float(rng.uniform(0.3, 0.8)), depth=0.5)
    side = float(rng.choice([-1, 1]))
    x = side * float(rng.uniform(0.14, 0.28)) * stage.aspect
    xs, rough = stage.skyline("rock", 5, octaves=6, rough=0.55)
    hump = np.exp(-(((xs - x) / (0.30 * stage.unit)) ** 2)) + 0.8 * ramp(
        side * xs, side * x, side * x + 0.5
    )
    top = horizon + 0.13 * stage.unit - hump * 0.18 * stage.unit + rough * 0.018 * hump**0.3
    foot = float(np.interp(x, xs, top)) + 0.012
    size = float(rng.uniform(0.30, 0.44)) * stage.unit
    rock = far(light, subject(light, (0.34, 0.31, 0.28)), 0.1)
    draw_lighthouse(stage, rng, draw.lighthouse(rng), x, foot, size, flip=side < 0)
    shaded = blend(scale(rock, 1.25), scale(rock, 0.6), stage.noise("stone", 7, 16, 5, 0.65))
    low = horizon + 0.12 * stage.unit
    dry = np.flatnonzero(top < low)
    if dry.size:
        first, last = dry[0], dry[-1] + 1
        outline = np.stack([xs[first:last], np.minimum(top, low)[first:last]], axis=1)
        corners = np.array([(xs[last - 1], low), (xs[first], low)], np.float32)
        stage.draw(Sketch().polygon(np.vstack([outline, corners])), shaded)
    foam = np.exp(-(((stage.y - low) / 0.02) ** 2)) * stage.noise("foam", 6, 20, 4, 0.6) * 0.8
    stage.veil(mix(light.horizon, (1, 1, 1), 0.2), foam * (0.25 + 0.5 * light.level))
    if light.sun_deg < 4:
        lamp_y = foot - 0.87 * size
        distance = np.hypot(stage.x - x, stage.y - lamp_y)
        shine = np.exp(-distance / 0.015) + 0.45 * np.exp(-distance / 0.09)
        beam = np.exp(
            -(
                ((stage.y - lamp_y - (stage.x - x) * 0.04) / (0.006 + 0.05 * np.abs(stage.x - x)))
                ** 2
            )
        )
        beam = beam * np.exp(-np.abs(stage.x - x) / 0.5) * 0.22
        stage.veil((1.0, 0.93, 0.74), np.clip(shine + beam, 0, 1))
    elif rng.random() < 0.6:
        scatter_birds(stage, horizon)


def headlands(stage: Stage, horizon: float, count: int, height: float = 0.07) -> None:
    light = stage.light
    tone = mix(ground_colour(stage), scale(light.zenith, 0.7), 0.45)
    rng = stage.rng("headlands")
    for i in range(count):
        nearness = (i + 1) / count
        xs, rough = stage.skyline(f"headland{i}", 1.0 + 0.5 * i, octaves=7, rough=0.46)
        slope = float(rng.uniform(-1.2, 1.2))
        rise = height * (0.4 + 0.6 * nearness) * (rough + 0.35 + slope * xs / max(stage.aspect, 1))
        ys = horizon + 0.003 - np.maximum(0, rise).astype(np.float32)
        stage.ground((xs, ys), far(light, tone, 0.80 - 0.42 * nearness + 0.15 * light.haze))


def moor_boat(stage: Stage, horizon: float, below: float, name: str, only: object = None) -> None:
    """A boat that far below the horizon, with its reflection."""
    rng, light = stage.rng(name), stage.light
    kind = only if callable(only) else draw.SAILING[int(rng.integers(3))]
    tall = 1.0 if kind is draw.sailboat else 0.30 if kind is draw.rowing_boat else 0.42
    size = tall * (0.07 + 1.15 * below) * stage.unit
    x = float(rng.uniform(-0.38, 0.38)) * stage.aspect
    boat, flip = kind(rng), bool(rng.random() < 0.5)
    y = horizon + below * (1 - horizon) * 1.9
    draw_boat(
        stage,
        rng,
        boat,
        x,
        y,
        size,
        flip=flip,
        distance=max(0.05, 0.45 - 2.2 * below) + 0.2 * light.haze,
    )


def scatter_birds(stage: Stage, horizon: float) -> None:
    rng = stage.rng("birds")
    birds = draw.flock(rng, int(rng.integers(2, 9)), 1.6)
    x = float(rng.uniform(-0.3, 0.3)) * stage.aspect
    birds = birds.placed(x, horizon * float(rng.uniform(0.3, 0.7)), 0.034 * stage.unit)
    stage.draw(birds, far(stage.light, dark(stage.light), 0.25), opacity=0.85)


def _shore(stage: Stage, horizon: float) -> None:
    """A wet beach in front, with someone walking there."""
    rng, light = stage.rng("shore"), stage.light
    xs, rough = stage.skyline("tide", 1.2, octaves=3, rough=0.35)
    line = float(rng.uniform(0.82, 0.90)) + rough * 0.018 + xs * float(rng.uniform(-0.05, 0.05))
    sand = mix(scale((0.62, 0.54, 0.43), 0.15 + 0.75 * light.level), light.horizon, 0.2)
    wet = blend(
        mix(sand, light.middle, 0.45),
        scale(sand, 0.7),
        ramp(stage.y + 0.08 * stage.noise("wet", 3, 14), 0.86, 1.05),
    )
    stage.ground(
        (xs, line - 0.012), blend(light.horizon, (1, 1, 1), 0.25 * light.level), blur=0.003
    )
    stage.ground((xs, line), wet, texture="sand", strength=0.6)
    size = float(rng.uniform(0.15, 0.24)) * stage.unit
    x, y = float(rng.uniform(-0.3, 0.3)) * stage.aspect, 0.93
    shade = dark(light, 0.6)
    people = draw.figure(rng)
    if rng.random() < 0.4:
        people.add(draw.dog(rng).placed(0.42, 0.03, 1.0))
    elif rng.random() < 0.4:
        people.add(draw.figure(rng).placed(0.32, -0.01, 0.93))
    stage.draw(people.placed(x, y, size, upside_down=0.8), shade, opacity=0.28, blur=0.006)
    draw_figure(stage, rng, people, x, y, size)
