"""Rain on a window, and the lights behind it."""

import numpy as np

from ..land import dark
from ..palette import Colour, mix, scale
from ..sketch import Sketch
from ..stage import Stage, blend, ramp

# Street lamps, shop windows, a traffic light now and then: mostly warm.
_LAMPS: tuple[Colour, ...] = (
    (1.0, 0.74, 0.42),
    (1.0, 0.82, 0.56),
    (0.98, 0.66, 0.36),
    (1.0, 0.90, 0.74),
    (0.96, 0.62, 0.34),
    (0.80, 0.90, 0.96),
    (0.92, 0.36, 0.28),
    (0.48, 0.80, 0.72),
)


def rain(stage: Stage) -> None:
    """Drops on a window, the street behind it only colours."""
    rng, light = stage.rng("rain"), stage.light
    late = light.sun_deg < 6
    base = mix(light.middle, light.zenith, 0.5)
    cool = mix(scale(base, 0.75), (0.16, 0.19, 0.23), 0.3)
    clouds = stage.noise("blur", 1.2, 1.6, 3, 0.5)
    stage.cover(
        blend(
            blend(scale(cool, 0.7), cool, clouds),
            mix(light.horizon, cool, 0.5),
            ramp(stage.y, 1.1, 0.1) * 0.3 + clouds * 0.2,
        )
    )
    for k in range(4):
        tall = Sketch().polygon([(-0.1, 0.2), (-0.1, -1), (0.12, -1), (0.12, 0.2)])
        x = float(rng.uniform(-0.5, 0.5)) * stage.aspect
        stage.draw(
            tall.placed(x, 1.0, float(rng.uniform(0.4, 0.9))),
            scale(cool, 0.6 + 0.1 * k),
            blur=0.04,
            opacity=0.7,
        )
    bokeh(stage, rng, 0.0, 0.55, 0.42, 34 if late else 14, float(rng.uniform(0.035, 0.07)))
    behind = stage.soften()
    flipped = np.clip(behind[::-1] * 1.25 + 0.04, 0, 1)
    xs, ys = rng.uniform(-1.6, 1.6, 430), rng.uniform(0, 1, 430)
    radii = 0.0025 + rng.gamma(1.5, 0.0042, 430)
    body, low, spark = Sketch(), Sketch(), Sketch()
    for x, y, radius in zip(xs, ys, radii, strict=True):
        squash = float(rng.uniform(0.95, 1.3))
        turn = np.linspace(0, 2 * np.pi, 11)
        wobble = 1 + 0.10 * np.sin(turn * 2 + x * 40)
        ring = np.stack(
            [x + radius * wobble * np.cos(turn), y + radius * squash * wobble * np.sin(turn)], 1
        )
        body.polygon(ring.astype(np.float32))
        low.polygon((ring + np.array((0, radius * 0.16))).astype(np.float32))
        if radius > 0.006:
            spark.disc(x - radius * 0.3, y + radius * 0.35, radius * 0.22)
    for _ in range(int(rng.integers(5, 12))):
        _trickle(rng, body, low)
    stage.draw(low, scale(cool, 0.25), opacity=0.55, blur=0.0015)
    stage.draw(body, flipped.astype(np.float32), opacity=0.95)
    stage.draw(spark, mix(light.horizon, (1, 1, 1), 0.35), opacity=0.75, blur=0.0008)
    if rng.random() < 0.15:
        bar = 0.03 * stage.unit
        x = float(rng.uniform(-0.2, 0.2)) * stage.aspect
        frame = Sketch().polygon([(x - bar, -0.1), (x + bar, -0.1), (x + bar, 1.1), (x - bar, 1.1)])
        stage.draw(frame, scale(dark(light), 0.8), blur=0.004)


def bokeh(
    stage: Stage,
    rng: np.random.Generator,
    x: float,
    y: float,
    spread: float,
    count: int,
    radius: float,
) -> None:
    """Lights thrown out of focus into discs."""
    for _ in range(count):
        colour = _LAMPS[min(int(rng.exponential(2.2)), len(_LAMPS) - 1)]
        spot = (
            x + float(rng.normal(0, 0.45)) * max(stage.aspect, 0.7),
            y + float(rng.normal(0, 0.5)) * spread,
        )
        size = radius * float(rng.uniform(0.45, 1.35))
        alpha = float(rng.uniform(0.12, 0.55))
        stage.draw(Sketch().disc(*spot, size), colour, opacity=alpha, blur=size * 0.08)
        stage.draw(
            Sketch().disc(*spot, size * 0.86),
            scale(colour, 0.9),
            opacity=alpha * 0.25,
            blur=size * 0.1,
        )


def _trickle(rng: np.random.Generator, body: Sketch, low: Sketch) -> None:
    """A drop that has run down the pane."""
    x, y = float(rng.uniform(-1.6, 1.6)), float(rng.uniform(-0.2, 0.6))
    length, wide = float(rng.uniform(0.1, 0.5)), float(rng.uniform(0.004, 0.008))
    down = np.linspace(0, 1, 16)
    path = x + 0.012 * np.cumsum(rng.normal(0, 0.4, 16)) * length
    thin = wide * (0.35 + 0.65 * down) * (1 + 0.3 * np.sin(down * 19))
    left = np.stack([path - thin, y + down * length], 1)
    right = np.stack([path + thin, y + down * length], 1)
    run = np.vstack([left, right[::-1]]).astype(np.float32)
    body.polygon(run).disc(float(path[-1]), y + length, wide * 1.7)
    low.polygon(run + np.float32(0.0015)).disc(float(path[-1]), y + length + 0.002, wide * 1.8)
