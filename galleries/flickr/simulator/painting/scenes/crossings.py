"""Piers and bridges: things that lead out over the water."""

import numpy as np

from .. import silhouettes as draw
from ..land import dark, far, subject
from ..palette import mix, scale
from ..sketch import Sketch
from ..skies import mist, sky, water
from ..stage import Stage, blend, ramp
from ..subjects import draw_figure
from .sea import headlands, moor_boat


def pier(stage: Stage) -> None:
    """A jetty or a row of old posts in water smoothed by a long exposure."""
    rng = stage.rng("pier")
    horizon = float(rng.uniform(0.34, 0.56))
    stage.light = stage.light.in_fog(float(rng.uniform(0.15, 0.75)))
    light = stage.light
    stage.cover(sky(stage, horizon, clouds=light.cloud * 0.6))
    if rng.random() < 0.4:
        headlands(stage, horizon, 1, height=0.06)
    water(stage, horizon, calm=0.985, depth=0.28)
    mist(stage, horizon, 0.07, 0.5)
    shade = dark(light)
    vanish_x = float(rng.uniform(-0.3, 0.3)) * stage.aspect
    if rng.random() < 0.5:
        _jetty(stage, horizon, vanish_x, shade)
    else:
        near_x = vanish_x + float(rng.choice([-1, 1])) * float(rng.uniform(0.1, 0.4)) * stage.aspect
        count = int(rng.integers(7, 15))
        for i in range(count):
            near = (i + 1) / count
            reach = near**2.0
            x = vanish_x + (near_x - vanish_x) * reach + float(rng.normal(0, 0.005))
            y = horizon + 0.02 + (0.86 - horizon) * reach
            tall = (0.03 + 0.20 * reach) * stage.unit * float(rng.uniform(0.6, 1.15))
            _post(stage, x, y, tall, far(light, shade, 0.75 * (1 - near) ** 1.2))
        if rng.random() < 0.5:
            gull = draw.bird(rng).placed(
                vanish_x + 0.15 * stage.aspect, horizon * 0.6, 0.07 * stage.unit
            )
            stage.draw(gull, shade, opacity=0.8)


def bridge(stage: Stage) -> None:
    """A bridge that leads into the haze."""
    rng = stage.rng("bridge")
    stage.light = stage.light.in_fog(float(rng.uniform(0.2, 0.7)))
    stage.light = light = stage.light.in_town()
    horizon = float(rng.uniform(0.62, 0.74))
    stage.cover(sky(stage, horizon, clouds=light.cloud * 0.7))
    headlands(stage, horizon, 2, height=0.10)
    deck = horizon - float(rng.uniform(0.10, 0.2))
    stone = far(light, subject(light, (0.46, 0.38, 0.33)), 0.15)
    shade = blend(scale(stone, 1.15), scale(stone, 0.7), stage.noise("stone", 8, 16, 5, 0.65))
    side = float(rng.choice([-1, 1]))
    stage.draw(
        _suspension(stage, deck, horizon, side)
        if rng.random() < 0.65
        else _arches(stage, rng, deck, horizon),
        shade,
    )
    if light.sun_deg < 2:
        _lights(stage, deck - 0.012, int(30 * stage.aspect) + 8)
    water(stage, horizon, calm=float(rng.uniform(0.55, 0.95)), depth=0.45)
    mist(stage, horizon - 0.02, 0.09, 0.35 + 0.5 * light.haze)
    if rng.random() < 0.4:
        moor_boat(stage, horizon, 0.08, "boat")


def _post(stage: Stage, x: float, y: float, tall: float, shade: tuple[float, float, float]) -> None:
    post = Sketch().polygon([(-0.055, 0), (-0.05, -1), (0.05, -0.97), (0.06, 0)])
    stage.draw(post.placed(x, y, tall, upside_down=0.9), shade, opacity=0.38, blur=0.003)
    stage.draw(post.placed(x, y, tall), shade)


def _jetty(
    stage: Stage, horizon: float, vanish_x: float, shade: tuple[float, float, float]
) -> None:
    """Planks running out from the viewer's feet."""
    rng, light = stage.rng("jetty"), stage.light
    end_y = horizon + 0.06
    foot_x = vanish_x * 0.3
    half_near, half_far = 0.34 * stage.unit, 0.035 * stage.unit
    deck = [
        (vanish_x - half_far, end_y),
        (vanish_x + half_far, end_y),
        (foot_x + half_near, 1.03),
        (foot_x - half_near, 1.03),
    ]
    for i in range(9):
        near = ((i + 0.2) / 9) ** 2.1
        y = end_y + (1.0 - end_y) * near
        x = vanish_x + (foot_x - vanish_x) * near
        half = half_far + (half_near - half_far) * near
        for side in (-1, 1):
            _post(
                stage,
                x + side * half * 1.02,
                y + 0.04 * near + 0.01,
                (0.05 + 0.17 * near) * stage.unit,
                far(light, shade, 0.5 * (1 - near)),
            )
    wood = mix(scale((0.46, 0.42, 0.38), 0.2 + 0.7 * light.level), light.middle, 0.22)
    grain = blend(scale(wood, 0.75), scale(wood, 1.2), stage.noise("wood", 9, 4, 4, 0.6))
    stage.draw(
        Sketch().polygon(deck),
        blend(grain, far(light, wood, 0.7), ramp(-stage.y, -end_y - 0.25, -end_y)),
    )
    gaps = Sketch()
    for i in range(34):
        near = ((i + 0.5) / 34) ** 2.1
        y = end_y + (1.02 - end_y) * near
        x, half = vanish_x + (foot_x - vanish_x) * near, half_far + (half_near - half_far) * near
        gaps.line(
            [(x - half, y), (x + half, y + float(rng.normal(0, 0.002)))], 0.0007 + 0.006 * near
        )
    stage.draw(gaps, scale(wood, 0.35), opacity=0.7)
    if rng.random() < 0.4:
        draw_figure(stage, rng, draw.figure(rng), vanish_x, end_y + 0.03, 0.17 * stage.unit)


def _suspension(stage: Stage, deck: float, horizon: float, side: float) -> Sketch:
    """Two towers, the cables, and a deck, in perspective."""
    far_x, near_x = side * 0.34 * stage.aspect, -side * 0.22 * stage.aspect
    tall_near, tall_far = 0.40 * stage.unit, 0.24 * stage.unit
    span = abs(near_x - far_x)
    drawing = Sketch()
    edge = stage.aspect / 2 + 0.05
    drawing.polygon(
        [(-edge, deck - 0.008), (edge, deck - 0.008), (edge, deck + 0.010), (-edge, deck + 0.010)]
    )
    for x, tall in ((near_x, tall_near), (far_x, tall_far)):
        wide = tall * 0.05
        drawing.polygon(
            [
                (x - wide, horizon + 0.02),
                (x - wide * 0.7, deck - tall),
                (x + wide * 0.7, deck - tall),
                (x + wide, horizon + 0.02),
            ]
        )
    share = np.linspace(0, 1, 40)
    sag = near_x + (far_x - near_x) * share
    straight = deck - tall_near + (tall_near - tall_far) * share
    bottom = deck - 0.03
    cable = straight + (bottom - straight) * (1 - (2 * share - 1) ** 2) * 0.94
    drawing.line(np.stack([sag, cable], 1).astype(np.float32), 0.007)
    for x, y in zip(sag[1:-1], cable[1:-1], strict=True):
        drawing.line([(x, y), (x, deck)], 0.0022)
    for x, tall, way in ((near_x, tall_near, -1), (far_x, tall_far, 1)):
        out = x + way * (1 if far_x > near_x else -1) * span * 0.7
        drawing.line([(x, deck - tall), ((x + out) / 2, deck - tall * 0.42), (out, deck)], 0.007)
    return drawing


def _arches(stage: Stage, rng: np.random.Generator, deck: float, horizon: float) -> Sketch:
    """A stone bridge with round arches."""
    drawing = Sketch()
    edge = 1.7
    thick = 0.022 * stage.unit
    drawing.polygon(
        [(-edge, deck - thick), (edge, deck - thick), (edge, deck + thick), (-edge, deck + thick)]
    )
    wide = float(rng.uniform(0.2, 0.42)) * stage.unit
    x = float(rng.uniform(-0.5, 0.5)) * wide - 8 * wide
    turn = np.linspace(np.pi, 0, 20)
    for _ in range(17):
        rise = min(horizon - deck - thick * 1.6, wide * 0.42)
        spring = deck + thick * 1.6 + rise
        inner = np.stack([x + wide * 0.42 * np.cos(turn), spring - rise * np.sin(turn)], 1)
        outer = [
            (x + wide / 2, horizon + 0.02),
            (x + wide / 2, deck),
            (x - wide / 2, deck),
            (x - wide / 2, horizon + 0.02),
        ]
        drawing.polygon(
            [
                (x - wide * 0.42, horizon + 0.02),
                *inner.tolist(),
                (x + wide * 0.42, horizon + 0.02),
                *outer,
            ]
        )
        x += wide
    return drawing


def _lights(stage: Stage, y: float, count: int) -> None:
    lamps = Sketch()
    for x in np.linspace(-1.6, 1.6, 60):
        lamps.disc(float(x), y, 0.004)
    stage.draw(lamps, (1.0, 0.85, 0.58), blur=0.006, opacity=0.6)
    stage.draw(lamps, (1.0, 0.92, 0.74))
