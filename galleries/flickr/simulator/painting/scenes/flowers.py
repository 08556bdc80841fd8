"""Petals and grasses, so close that most of them is out of focus."""

import numpy as np

from .. import trees as grow
from ..land import ground_colour
from ..palette import Colour, from_hue, mix, scale, shift
from ..sketch import Sketch
from ..stage import Field, Stage, blend, ramp


def petals(stage: Stage) -> None:
    """A flower so close that only a part of it is sharp."""
    rng, light = stage.rng("petals"), stage.light
    level = max(0.35, light.level)
    green = scale(shift(ground_colour(stage), float(rng.normal(0, 0.02))), 0.75)
    _soft_background(stage, rng, green, level)
    hue = float(rng.choice([0.96, 0.93, 0.02, 0.09, 0.14, 0.74, 0.62, 0.0]))
    pale = float(rng.uniform(0.62, 0.82))
    petal = scale(
        from_hue(hue + float(rng.normal(0, 0.015)), pale, float(rng.uniform(0.25, 0.55))),
        0.35 + 0.65 * level,
    )
    for k in range(int(rng.integers(1, 4))):
        x, y = float(rng.uniform(-0.45, 0.45)) * stage.aspect, float(rng.uniform(0.15, 0.85))
        _flower(
            stage,
            stage.rng(f"blurred{k}"),
            x,
            y,
            float(rng.uniform(0.12, 0.22)) * stage.unit,
            scale(petal, 0.85),
            blur=0.028,
            green=green,
        )
    x, y = float(rng.uniform(-0.24, 0.24)) * stage.aspect, float(rng.uniform(0.36, 0.68))
    size = float(rng.uniform(0.34, 0.72)) * stage.unit
    stem = np.linspace(0, 1, 20)
    curve = np.stack([x + float(rng.normal(0, 0.12)) * stem**2, y + (1.1 - y) * stem], 1).astype(
        np.float32
    )
    stage.draw(Sketch().line(curve, 0.02 * stage.unit), scale(green, 0.8), blur=0.007)
    _flower(stage, stage.rng("flower"), x, y, size, petal, blur=0.0012, green=green)


def grasses(stage: Stage) -> None:
    """Stalks against the light, the meadow behind them melted into colour."""
    rng, light = stage.rng("grasses"), stage.light
    tone = ground_colour(stage)
    level = max(0.3, light.level)
    _soft_background(stage, rng, mix(tone, light.horizon, 0.35), level)
    glow_x, glow_y = float(rng.uniform(-0.35, 0.35)) * stage.aspect, float(rng.uniform(0.1, 0.45))
    distance = np.hypot(stage.x - glow_x, stage.y - glow_y)
    stage.veil(mix(light.sun, (1, 1, 0.95), 0.2), 0.75 * level * np.exp(-((distance / 0.38) ** 2)))
    lit = mix(scale(tone, 1.5), light.sun, 0.45)
    for depth, blur, count in ((0.0, 0.022, 40), (0.5, 0.009, 32), (1.0, 0.0, 26)):
        stalks, ears = Sketch(), Sketch()
        grower = stage.rng(f"stalks{depth}")
        kinds = [_stalk(grower, stage.unit * (0.75 + 0.25 * depth)) for _ in range(9)]
        for i, foot in enumerate(grower.uniform(-1.6, 1.6, count)):
            if abs(foot) < stage.aspect / 2 + 0.3:
                stem, ear = kinds[i % 9]
                stalks.add(stem.placed(float(foot), 0, 1))
                ears.add(ear.placed(float(foot), 0, 1))
        near = blend(
            mix(tone, light.horizon, 0.5 * (1 - depth)),
            scale(tone, 0.35 + 0.2 * (1 - depth)),
            ramp(stage.y, 0.25, 1.0),
        )
        stage.draw(stalks, near, blur=blur)
        stage.draw(
            ears, blend(near, lit, 0.75 * np.exp(-((distance / 0.55) ** 2)) + 0.15), blur=blur
        )
    stage.draw(
        grow.tufts(rng, 120, 3.4, 0.16).placed(0, 1.03, 1),
        scale(tone, 0.3),
        blur=0.016,
        opacity=0.85,
    )


def _soft_background(stage: Stage, rng: np.random.Generator, green: Colour, level: float) -> None:
    blotches = stage.noise("blotches", 1.3, 1.5, 2, 0.35)
    lights = stage.noise("lights", 1.8, 1.8, 1)
    bright = scale(mix(green, stage.light.sun, 0.35), 1.25)
    field = blend(scale(green, 0.42), green, ramp(blotches, 0.0, 1.0))
    stage.cover(blend(field, bright, ramp(lights + 0.3 * (0.5 - stage.y), 0.25, 1.15) * 0.8))
    for _ in range(int(rng.integers(3, 8))):
        spot = Sketch().disc(
            float(rng.normal(0, 0.4)) * stage.aspect,
            float(rng.uniform(0, 0.7)),
            float(rng.uniform(0.015, 0.06)),
        )
        stage.draw(
            spot, scale(bright, 1.15), opacity=float(rng.uniform(0.08, 0.30)) * level, blur=0.006
        )


def _flower(
    stage: Stage,
    rng: np.random.Generator,
    x: float,
    y: float,
    size: float,
    colour: Colour,
    *,
    blur: float,
    green: Colour,
) -> None:
    """Two rings of petals, each lit from its base to its tip, seen slightly from the side."""
    tilt = float(rng.uniform(0.62, 0.96))
    count = int(rng.integers(5, 13))
    wide = float(rng.uniform(1.9, 2.7)) / count
    start = float(rng.uniform(0, 6.28))
    pointed = float(rng.uniform(0.55, 1.0))
    heart = scale(from_hue(float(rng.uniform(0.09, 0.15)), 0.5, 0.6), 0.9)
    distance = np.hypot(stage.x - x, (stage.y - y) / tilt) / size
    veins = stage.noise("veins", 12, 12, 3, 0.6)
    sharp = blur < 0.01
    for ring, reach in ((0, 1.0), (1, 0.74)) if sharp else ((0, 1.0),):
        whole = Sketch()
        bodies = [
            _petal_paint(colour, green, distance, veins, reach, step / 3 - 0.10 * ring)
            for step in range(4)
        ]
        for k in rng.permutation(count):
            angle = start + (k + 0.5 * ring) * 2 * np.pi / count + float(rng.normal(0, 0.05))
            along = np.linspace(0.06, 1, 16)
            bulge = np.clip(np.sin(np.pi * along**pointed), 0, 1) ** 0.75
            half = wide * 0.5 * bulge * (0.35 + 0.65 * along) + 0.02 * (1 - along**5)
            length = reach * float(rng.uniform(0.9, 1.08))
            left = np.stack([along * length, -half], 1)
            right = np.stack([along * length, half], 1)
            leaf = np.vstack([left, right[::-1]])
            turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
            petal = Sketch().polygon((leaf @ turn) * (1, tilt) * size + (x, y))
            facing = 0.5 + 0.5 * np.cos(angle + 2.2)
            if not sharp:
                whole.add(petal)
                continue
            stage.draw(petal, scale(colour, 0.32), opacity=0.40, blur=0.013 * size / 0.4)
            stage.draw(petal, bodies[min(3, int(facing * 4))])
        stage.draw(whole, bodies[2], blur=blur)
    seeds = np.clip(rng.normal(0, 0.072, (130, 2)), -0.15, 0.15) * (1, tilt) * size + (x, y)
    stage.draw(
        Sketch().discs(seeds.astype(np.float32), np.full(130, 0.022 * size)),
        scale(heart, 0.55),
        blur=blur,
    )
    stage.draw(
        Sketch().discs((seeds[:80] - (0.004, 0.008)).astype(np.float32), np.full(80, 0.012 * size)),
        heart,
        blur=blur,
    )


def _petal_paint(
    colour: Colour, green: Colour, distance: Field, veins: Field, reach: float, facing: float
) -> Field:
    """Dark at the base, pale at the tip; ``facing`` is how much the petal turns to the light."""
    tone = scale(colour, 0.74 + 0.28 * facing)
    body = blend(mix(scale(tone, 0.50), green, 0.15), tone, ramp(distance, 0.02, 0.62 * reach))
    body = blend(
        body, mix(tone, (1.0, 0.98, 0.95), 0.45), ramp(distance, 0.55 * reach, 1.05 * reach) * 0.7
    )
    return blend(body, scale(tone, 0.8), np.clip(veins - np.float32(0.4), 0, 1) * 0.5)


def _stalk(rng: np.random.Generator, size: float) -> tuple[Sketch, Sketch]:
    """One stem rising from the lower edge, and the ear it carries."""
    stalks, ears = Sketch(), Sketch()
    tall, lean = size * float(rng.uniform(0.45, 0.9)), float(rng.normal(0.06, 0.14))
    up = np.linspace(0, 1, 12)
    curve = np.stack([lean * up**2.2, 1.03 - tall * up], 1)
    stalks.line(curve.astype(np.float32), 0.0035)
    tip, before = curve[-1], curve[-3]
    way = (tip - before) / np.hypot(*(tip - before))
    beside = np.array([-way[1], way[0]])
    length, fat = float(rng.uniform(0.12, 0.2)) * size, float(rng.uniform(0.006, 0.010))
    at = np.linspace(0, 1, 19)
    half = fat * np.sin(np.pi * (0.08 + 0.9 * at)) ** 0.6 * (1 + 0.35 * np.cos(at * 18 * np.pi))
    spine = tip + way * 0.02 - np.outer(at, way) * length
    ears.polygon(
        np.vstack([spine + np.outer(half, beside), (spine - np.outer(half, beside))[::-1]])
    )
    for k in range(0, 19, 2):
        for hand in (-1, 1):
            root = spine[k] + beside * hand * half[k]
            ears.line([root, root + way * 0.05 + beside * hand * 0.012], 0.0012)
    return stalks, ears
