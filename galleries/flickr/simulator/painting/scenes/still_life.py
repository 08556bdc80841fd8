"""A table by the window."""

import numpy as np

from ..palette import Colour, from_hue, mix, scale, tint
from ..sketch import Sketch
from ..stage import Field, Stage, blend, ramp


def still_life(stage: Stage) -> None:
    """A vase, a bowl or fruit on a table, in the light of a window."""
    rng, light = stage.rng("still_life"), stage.light
    # At night a lamp takes the place of the window.
    level = 0.78 if light.is_night else 0.36 + 0.64 * light.level
    warmth = mix(light.sun, (1.0, 0.74, 0.46), 0.8) if light.is_night else light.sun
    wall = from_hue(
        float(rng.choice([0.07, 0.10, 0.12, 0.36, 0.56, 0.60])),
        float(rng.uniform(0.48, 0.74)),
        float(rng.uniform(0.05, 0.16)),
    )
    wall = scale(mix(wall, tint(wall, warmth), 0.7), level)
    side = float(rng.choice([-1, 1]))
    edge = float(rng.uniform(0.66, 0.78))
    across = side * stage.x / stage.aspect + 0.5
    plaster = blend(scale(wall, 0.42), scale(wall, 1.15), ramp(across, -0.15, 1.1))
    stage.cover(plaster * (0.94 + 0.12 * stage.noise("plaster", 4, 4, 6, 0.6))[..., None])
    _window_light(stage, rng, side, scale(mix(light.sun, wall, 0.30), 0.45 + 0.6 * level), edge)
    wood = scale(
        from_hue(
            float(rng.uniform(0.06, 0.10)),
            float(rng.uniform(0.26, 0.5)),
            float(rng.uniform(0.15, 0.4)),
        ),
        level,
    )
    planks = stage.noise("planks", 2.5, 46, 4, 0.6)
    table = blend(scale(wood, 0.7), scale(wood, 1.15), planks)
    table = blend(blend(table, scale(wood, 0.45), 0.8 * ramp(-across, -0.6, 0.1)), plaster, 0.14)
    stage.below(edge, table)
    stage.veil(
        scale(wood, 0.35),
        0.5 * np.exp(-(((stage.y - edge) / 0.012) ** 2)) * (stage.y > edge - 0.02),
    )
    count = int(rng.integers(1, 4))
    middle = float(rng.uniform(-0.12, 0.12)) * stage.aspect
    spread = 0.27 * stage.unit
    for k in range(count):
        x = middle + (k - (count - 1) / 2) * spread + float(rng.normal(0, 0.02))
        foot = edge + 0.05 + 0.055 * ((k * 2 + 1) % 3) * stage.unit
        _thing(stage, stage.rng(f"thing{k}"), x, foot, side, level, tall=k == count // 2)
    dim = ramp(-across, -0.45, 0.2) * 0.35
    stage.veil(scale(wall, 0.2), dim)


def _window_light(
    stage: Stage, rng: np.random.Generator, side: float, bright: Colour, edge: float
) -> None:
    """Panes of sunlight thrown across the wall."""
    if stage.light.sun_deg < -2:
        return
    slant, x0 = (
        side * float(rng.uniform(0.15, 0.5)),
        side * float(rng.uniform(-0.05, 0.14)) * stage.aspect,
    )
    panes = Sketch()
    wide, tall = 0.17 * stage.unit, 0.20 * stage.unit
    top = float(rng.uniform(0.02, 0.14))
    for column in range(2):
        for row in range(3):
            left, high = x0 + (column - 1) * wide * 1.1, top + row * tall * 1.08
            corners = [
                (left, high),
                (left + wide, high),
                (left + wide, high + tall),
                (left, high + tall),
            ]
            panes.polygon([(px - slant * (py - top), py + 0.16 * px * side) for px, py in corners])
    strength = (0.62 if stage.light.is_low else 0.45) * (1 - 0.65 * stage.light.cloud)
    stage.draw(panes, bright, opacity=max(0.12, strength), blur=0.007)


def _thing(
    stage: Stage,
    rng: np.random.Generator,
    x: float,
    foot: float,
    side: float,
    level: float,
    *,
    tall: bool,
) -> None:
    """A vessel or a fruit, turned on the wheel: an outline as half widths from foot to lip."""
    size = float(rng.uniform(0.30, 0.44) if tall else rng.uniform(0.11, 0.19)) * stage.unit
    up = np.linspace(0, 1, 40)
    is_fruit = False
    if tall:
        belly, neck = float(rng.uniform(0.20, 0.32)), float(rng.uniform(0.06, 0.13))
        where = float(rng.uniform(0.25, 0.5))
        half = neck + (belly - neck) * np.exp(-(((up - where) / 0.27) ** 2)) + 0.03 * up**8
        colour = from_hue(
            float(rng.choice([0.05, 0.09, 0.55, 0.42, 0.6, 0.12])),
            float(rng.uniform(0.35, 0.72)),
            float(rng.uniform(0.08, 0.35)),
        )
    elif rng.random() < 0.65:
        is_fruit = True
        half = 0.52 * np.sqrt(np.clip(1 - (2 * up - 1) ** 2, 0, 1)) * (1.05 - 0.12 * up)
        colour = from_hue(
            float(rng.choice([0.02, 0.08, 0.13, 0.22, 0.10])), 0.48, float(rng.uniform(0.45, 0.65))
        )
    else:
        half = 0.42 + 0.45 * up**0.55
        colour = from_hue(float(rng.choice([0.1, 0.57, 0.6])), float(rng.uniform(0.55, 0.82)), 0.14)
        size *= 0.75
    colour = scale(colour, level)
    left = np.stack([x - half * size, foot - up * size], 1)
    right = np.stack([x + half * size, foot - up * size], 1)
    shape = Sketch().polygon(np.vstack([left, right[::-1]]).astype(np.float32))
    base = float(half[:8].max() * size)
    turn = np.linspace(0, 2 * np.pi, 24)
    shadow = np.stack(
        [
            x - side * size * 0.34 + (base + size * 0.30) * np.cos(turn),
            foot + 0.004 + size * 0.045 * np.sin(turn),
        ],
        1,
    )
    stage.draw(
        Sketch().polygon(shadow.astype(np.float32)), (0.03, 0.025, 0.02), opacity=0.55, blur=0.014
    )
    if tall and rng.random() < 0.75:
        _twigs(stage, rng, x, foot - size * 0.97, size, level)
    gloss = 0.3 if tall else 0.1
    stage.draw(shape, _round(stage, x, foot, half, size, side, colour, gloss), blur=0.0012)
    if is_fruit:
        top = foot - size * 0.96
        stem = [(x, top), (x + size * 0.05, top - size * 0.14), (x + size * 0.13, top - size * 0.2)]
        stage.draw(Sketch().line(stem, size * 0.05), scale((0.24, 0.18, 0.12), level))


def _round(
    stage: Stage,
    x: float,
    foot: float,
    half: np.ndarray,
    size: float,
    side: float,
    colour: Colour,
    gloss: float,
) -> Field:
    """The shading of something round, lit from one side."""
    here = (
        np.interp((foot - stage.y[:, 0]) / size, np.linspace(0, 1, len(half)), half)[:, None] * size
    )
    across = np.clip((stage.x - x) / np.maximum(here, 0.01) * side, -1, 1)
    lit = 0.22 + 0.95 * np.clip(0.35 + 0.65 * np.sin((across + 0.25) * 1.25), 0, 1)
    rim = np.exp(-(((across + 0.92) / 0.10) ** 2)) * 0.10
    shine = (
        np.exp(-(((across - 0.52) / 0.13) ** 2))
        * np.exp(-((((foot - stage.y) / size - 0.62) / 0.16) ** 2))
        * 0.45
    )
    shade = np.asarray(colour, np.float32) * (lit + rim)[..., None]
    return np.clip(blend(shade, (1.0, 0.98, 0.93), shine), 0, 1).astype(np.float32)


def _twigs(
    stage: Stage, rng: np.random.Generator, x: float, y: float, size: float, level: float
) -> None:
    stems, leaves, buds = Sketch(), Sketch(), Sketch()
    for _ in range(int(rng.integers(3, 7))):
        lean, tall = float(rng.normal(0, 0.32)) * size, size * float(rng.uniform(0.5, 1.05))
        up = np.linspace(0, 1, 10)
        curve = np.stack([x + lean * up**1.5, y + 0.02 - tall * up], 1)
        stems.line(curve.astype(np.float32), 0.004)
        for k in range(3, 10):
            way = float(rng.choice([-1, 1])) * float(rng.uniform(0.5, 1.1))
            at, long = curve[k], 0.15 * size * float(rng.uniform(0.6, 1.1))
            end = at + np.array([way * long, -long * 0.6])
            middle = (at + end) / 2
            bulge = np.array([0.0, long * 0.22])
            leaves.polygon(
                [
                    at,
                    (at + middle) / 2 - bulge * 0.8,
                    middle - bulge,
                    (middle + end) / 2 - bulge * 0.6,
                    end,
                    (middle + end) / 2 + bulge * 0.3,
                    middle + bulge * 0.7,
                    (at + middle) / 2 + bulge * 0.6,
                ]
            )
        buds.discs(
            (curve[-1] + rng.normal(0, 0.014, (9, 2))).astype(np.float32),
            rng.uniform(0.006, 0.014, 9) * size / 0.36,
        )
    green = scale(from_hue(float(rng.uniform(0.2, 0.33)), 0.36, 0.24), level)
    stage.draw(stems, scale(green, 0.7))
    stage.draw(leaves, blend(scale(green, 0.6), scale(green, 1.35), stage.noise("leaves", 9, 9, 2)))
    if rng.random() < 0.6:
        stage.draw(
            buds, scale(from_hue(float(rng.choice([0.96, 0.12, 0.08, 0.0])), 0.78, 0.4), level)
        )
