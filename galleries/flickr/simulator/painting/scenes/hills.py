"""Mountains, a tree on a rise, dunes."""

import numpy as np

from .. import silhouettes as draw
from .. import trees as grow
from ..land import dark, far, ground_colour, subject, textured
from ..palette import mix, scale
from ..sketch import Sketch
from ..skies import mist, place_of_sun, sky, sun_disc
from ..stage import Stage, blend, ramp
from ..subjects import draw_figure, draw_tree


def ridges(stage: Stage) -> None:
    """Mountains behind mountains, each paler than the one before."""
    rng = stage.rng("ridges")
    stage.light = stage.light.in_fog(float(rng.uniform(0.1, 0.45)))
    light = stage.light
    top = float(rng.uniform(0.30, 0.50))
    stage.cover(sky(stage, top + 0.25, clouds=light.cloud * 0.7))
    if light.is_low:
        sun_disc(stage, place_of_sun(stage), top - float(rng.uniform(0.0, 0.1)), 0.026 * stage.unit)
    count = int(rng.integers(4, 8))
    near_tone = mix(dark(light, 0.5), subject(light, (0.26, 0.29, 0.17)), 0.75)
    for i in range(count):
        nearness = (i + 0.5) / count
        xs, rough = stage.skyline(
            f"ridge{i}", float(rng.uniform(0.9, 1.7)) + 0.5 * nearness, octaves=8, rough=0.47
        )
        base = top + (0.97 - top) * nearness**1.25
        ys = base - (0.15 - 0.05 * nearness) * (0.4 + rough)
        tone = far(light, near_tone, (1 - nearness) ** 0.75 * 0.93)
        # Valleys hold the haze, so each ridge fades downwards.
        fade = ramp(stage.y, base - 0.10, base + 0.17) * (0.75 - 0.4 * nearness)
        body = blend(tone, far(light, tone, 0.75), fade)
        if i == count - 1:
            _wooded(stage, xs, ys, near_tone, rng)
            body = textured(stage, near_tone, "heath", strength=0.35)
        stage.ground(
            (xs, ys.astype(np.float32)),
            body,
            texture="grass",
            strength=0.8 if i == count - 1 else 0.0,
        )
        if i == count - 1:
            _someone_up_here(stage, xs, ys, near_tone)


def lone_tree(stage: Stage) -> None:
    """One tree on a rise, or an avenue's last one."""
    rng, light = stage.rng("lone_tree"), stage.light
    horizon = float(rng.uniform(0.66, 0.80))
    stage.cover(sky(stage, horizon))
    if light.is_low and light.cloud < 0.7:
        sun_disc(stage, place_of_sun(stage), horizon - 0.06, 0.026 * stage.unit)
    tone = ground_colour(stage)
    for i in range(2):
        xs, rough = stage.skyline(f"far{i}", 1.1, octaves=6, rough=0.42)
        stage.ground(
            (xs, horizon - 0.05 + 0.04 * i - 0.04 * rough), far(light, tone, 0.75 - 0.25 * i)
        )
    mist(stage, horizon, 0.07, 0.2 + 0.8 * light.haze)
    xs, rough = stage.skyline("rise", 0.7, octaves=3, rough=0.3)
    x = float(rng.choice([-1, 1])) * float(rng.uniform(0.05, 0.26)) * stage.aspect
    ys = horizon + 0.045 - 0.03 * rough - 0.05 * np.exp(-(((xs - x) / 0.5) ** 2))
    foot = float(np.interp(x, xs, ys)) + 0.01
    in_leaf = light.season in ("spring", "summer") or rng.random() < 0.25
    tree = grow.leafy_tree(rng) if in_leaf else grow.bare_tree(rng)
    size = float(rng.uniform(0.32, 0.55)) * stage.unit
    shade = mix(dark(light, 0.7), scale(tone, 0.5), 0.3)
    draw_tree(stage, rng, tree, x, foot, size, in_leaf=in_leaf)
    furrows = 0.5 + 0.5 * np.sin(
        (stage.x - x * 0.4) / (0.04 + np.clip(stage.y - horizon + 0.02, 0.01, 1)) * 9
    )
    meadow = textured(stage, tone, "meadow", strength=0.34, across=6, down=26)
    if rng.random() < 0.4:
        meadow = blend(meadow, scale(tone, 0.6), furrows * 0.4)
    meadow = blend(meadow, scale(tone, 0.45), ramp(stage.y, horizon + 0.05, 1.05))
    stage.ground((xs, ys.astype(np.float32)), meadow, texture="grass")
    stage.draw(
        grow.tufts(rng, 380, 3.2, 0.03).placed(0, 1.0, 1.0),
        scale(tone, 0.4),
        opacity=0.8,
        blur=0.003,
    )
    if rng.random() < 0.5:
        birds = draw.flock(rng, int(rng.integers(3, 12)), 2.2).placed(
            -x * 0.8, horizon * 0.45, 0.02 * stage.unit
        )
        stage.draw(birds, shade, opacity=0.8)


def dunes(stage: Stage) -> None:
    """Sand with a lit side and a shaded side."""
    rng, light = stage.rng("dunes"), stage.light
    top = float(rng.uniform(0.26, 0.46))
    stage.cover(sky(stage, top + 0.1, clouds=light.cloud * 0.4))
    warm = mix((0.80, 0.60, 0.42), (0.82, 0.72, 0.58), float(rng.random()))
    lit = mix(scale(warm, 0.14 + 0.92 * light.level), light.sun, 0.12)
    shaded = mix(scale(warm, 0.08 + 0.40 * light.level), light.zenith, 0.28)
    count = int(rng.integers(3, 6))
    ripples = stage.noise("ripples", 4, 42, octaves=3, rough=0.6) - 0.5
    for i in range(count):
        near = (i + 0.3) / count
        peak = float(rng.uniform(-0.4, 0.4)) * stage.aspect
        xs, rough = stage.skyline(f"dune{i}", 0.6, octaves=2, rough=0.3)
        base = top + (1.0 - top) * near**1.2
        crest = np.exp(-np.abs(xs - peak) / (0.5 + 0.3 * near))
        ys = (base + 0.05 - (0.12 + 0.09 * near) * crest - 0.035 * rough).astype(np.float32)
        # The crest falls towards the viewer in a curve: one side in the sun, the other in shade.
        bend = peak + (stage.y - base + 0.15) * float(rng.uniform(0.5, 1.6)) * float(
            rng.choice([-1, 1])
        )
        side = ramp(stage.x - bend, -0.035 - 0.1 * near, 0.035 + 0.1 * near)
        if rng.random() < 0.5:
            side = 1 - side
        body = blend(lit, shaded, np.clip(side + ripples * 0.5 * near, 0, 1))
        stage.ground(
            (xs, ys),
            blend(body, far(light, lit, 0.8), 0.55 * (1 - near) ** 1.5),
            texture="sand",
            strength=0.3 + 0.5 * near,
        )
        if i == count // 2 and rng.random() < 0.7:
            x = peak + float(rng.uniform(0.05, 0.2))
            walkers = Sketch()
            for k in range(int(rng.integers(1, 4))):
                spot = x + 0.035 * k
                walkers.add(
                    draw.figure(rng).placed(
                        spot, float(np.interp(spot, xs, ys)) + 0.003, 0.055 * stage.unit**0.5
                    )
                )
            stage.draw(walkers, dark(light, 0.8))


def _someone_up_here(
    stage: Stage, xs: np.ndarray, ys: np.ndarray, tone: tuple[float, float, float]
) -> None:
    rng = stage.rng("hiker")
    if rng.random() < 0.3:
        x = float(rng.uniform(-0.32, 0.32)) * stage.aspect
        size = float(rng.uniform(0.07, 0.13)) * stage.unit
        draw_figure(stage, rng, draw.figure(rng), x, float(np.interp(x, xs, ys)) + 0.006, size)


def _wooded(
    stage: Stage,
    xs: np.ndarray,
    ys: np.ndarray,
    tone: tuple[float, float, float],
    rng: np.random.Generator,
) -> None:
    if rng.random() < 0.5:
        return
    wood = Sketch()
    kinds = [grow.conifer(rng) for _ in range(5)]
    for i, x in enumerate(np.sort(rng.uniform(-1.6, 1.6, 170))):
        if abs(x) < stage.aspect / 2 + 0.05:
            size = 0.07 * (0.5 + (i * 0.618) % 1) * stage.unit**0.5
            wood.add(kinds[i % 5].placed(float(x), float(np.interp(x, xs, ys)) + 0.012, size))
    stage.draw(wood, tone)
