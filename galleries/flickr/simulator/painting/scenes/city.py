"""A skyline across the water, a wet street."""

import numpy as np

from .. import silhouettes as draw
from ..land import dark, far, in_light, subject
from ..palette import Colour, mix, scale
from ..sketch import Sketch
from ..skies import mist, place_of_sun, sky, sun_disc, water
from ..stage import Stage, blend, ramp
from .rain import bokeh


def skyline(stage: Stage) -> None:
    """A city across the water, its windows lit when evening comes."""
    stage.light = stage.light.in_town()
    rng, light = stage.rng("skyline"), stage.light
    horizon = float(rng.uniform(0.60, 0.74))
    stage.cover(sky(stage, horizon))
    if light.is_low and light.cloud < 0.7:
        sun_disc(stage, place_of_sun(stage), horizon - 0.12, 0.024 * stage.unit)
    shade = mix(subject(light, (0.56, 0.51, 0.47)), scale(light.middle, 0.6), 0.22)
    day = float(np.clip((light.sun_deg - 2) / 14, 0, 1))
    for layer in range(3):
        near = layer / 2
        houses, shaded, floors, windows = _blocks(
            stage.rng(f"blocks{layer}"), horizon, near, stage.unit
        )
        tone = far(light, shade, 0.68 * (1 - near) + 0.06)
        stage.draw(
            houses,
            blend(
                tone,
                far(light, tone, 0.5),
                ramp(stage.y, horizon - 0.2, horizon) * (0.6 - 0.4 * near),
            ),
        )
        stage.draw(shaded, scale(tone, 0.55), opacity=0.30 + 0.35 * day * near)
        if day > 0:
            stage.draw(floors, scale(light.zenith, 0.45), opacity=0.45 * day * (0.3 + 0.7 * near))
        if light.sun_deg < 3:
            stage.draw(windows, (1.0, 0.80, 0.52), opacity=0.30 + 0.5 * near)
        mist(stage, horizon, 0.05, 0.15 + 0.25 * light.haze, f"mist{layer}")
    if light.sun_deg < 3:
        lamps = Sketch().discs(
            np.stack([rng.uniform(-1.6, 1.6, 90), np.full(90, horizon - 0.008)], 1).astype(
                np.float32
            ),
            rng.uniform(0.002, 0.005, 90).astype(np.float32),
        )
        stage.draw(lamps, (1.0, 0.78, 0.48), blur=0.008)
        stage.draw(lamps, (1.0, 0.88, 0.66))
    water(stage, horizon, calm=float(rng.uniform(0.6, 0.92)), depth=0.42)
    if rng.random() < 0.3:
        boat = draw.sailboat(rng).placed(
            float(rng.uniform(-0.3, 0.3)) * stage.aspect, horizon + 0.10, 0.17 * stage.unit
        )
        stage.draw(boat, dark(light, 0.8))


def street(stage: Stage) -> None:
    """A wet street in the evening, lights out of focus, someone on the way home."""
    stage.light = stage.light.in_town()
    rng, light = stage.rng("street"), stage.light
    horizon = float(rng.uniform(0.52, 0.64))
    vanish = float(rng.uniform(-0.14, 0.14)) * stage.aspect
    late = light.sun_deg < 5
    gap = float(rng.uniform(0.10, 0.2)) * stage.unit
    air = mix(light.horizon, light.middle, 0.4)
    stage.cover(blend(light.zenith, air, ramp(stage.y, 0.0, horizon)))
    house = in_light(light, mix((0.52, 0.46, 0.40), (0.40, 0.40, 0.44), float(rng.random())))
    if late:
        house = mix(scale(house, 0.75), (0.09, 0.07, 0.08), 0.4)
    for side in (-1, 1):
        _row_of_houses(stage, rng, side, vanish, gap, horizon, house, late)
    if late:
        _far_lamps(stage, rng, vanish, horizon)
    stage.defocus(float(rng.uniform(0.006, 0.013)))
    if late:
        bokeh(stage, rng, vanish, horizon - 0.10, 0.20, 26, 0.016)
    mist(stage, horizon - 0.05, 0.16, 0.35)
    water(stage, horizon + 0.02, calm=float(rng.uniform(0.35, 0.7)), depth=0.28)
    near = np.clip((stage.y - horizon) / (1 - horizon), 0, 1)
    stones = stage.noise("stones", 16, 60, 3, 0.7) * ramp(near, 0.0, 0.3)
    asphalt = scale(mix(light.middle, (0.2, 0.2, 0.22), 0.6), 0.25 + 0.40 * light.level)
    stage.veil(asphalt, (0.34 + 0.45 * stones) * ramp(stage.y, horizon, horizon + 0.05))
    mist(stage, horizon + 0.01, 0.05, 0.55, "far end")
    if rng.random() < 0.3:
        return
    shade = dark(light, 0.85)
    people = draw.figure_with_umbrella(rng) if rng.random() < 0.6 else draw.figure(rng)
    x = vanish + float(rng.uniform(-0.14, 0.14)) * stage.aspect
    y, size = float(rng.uniform(0.80, 0.90)), float(rng.uniform(0.20, 0.36)) * stage.unit
    stage.draw(people.placed(x, y, size, upside_down=0.75), shade, opacity=0.5, blur=0.008)
    stage.draw(people.placed(x, y, size), shade)


def _blocks(
    rng: np.random.Generator, horizon: float, near: float, unit: float
) -> tuple[Sketch, Sketch, Sketch, Sketch]:
    houses, shaded, floors, windows = Sketch(), Sketch(), Sketch(), Sketch()
    x = -1.7
    towers = float(rng.uniform(-0.5, 0.5))
    while x < 1.7:
        wide = float(rng.uniform(0.03, 0.09)) * (0.8 + 0.5 * near)
        crowd = np.exp(-(((x - towers) / 0.45) ** 2))
        tall = (
            0.05 + float(rng.gamma(2.0, 0.035)) * (1 + 1.5 * crowd * (1 - 0.5 * near))
        ) * unit**0.5
        top = horizon - tall
        houses.polygon([(x, horizon + 0.01), (x, top), (x + wide, top), (x + wide, horizon + 0.01)])
        side = x + wide * 0.62
        shaded.polygon(
            [(side, horizon + 0.01), (side, top), (x + wide, top), (x + wide, horizon + 0.01)]
        )
        if tall > 0.2 and rng.random() < 0.6:
            houses.polygon(
                [
                    (x + wide * 0.25, top),
                    (x + wide * 0.3, top - 0.03),
                    (x + wide * 0.7, top - 0.03),
                    (x + wide * 0.75, top),
                ]
            )
            houses.line([(x + wide / 2, top), (x + wide / 2, top - 0.08)], 0.003)
        elif rng.random() < 0.25:
            houses.polygon([(x, top), (x + wide / 2, top - wide * 0.5), (x + wide, top)])
        pane, gap = 0.0042, 0.0125
        band = float(rng.choice([0.011, 0.014, 0.019]))
        for row in range(1, int(tall / band)):
            y = top + band * row
            floors.polygon(
                [
                    (x + 0.003, y),
                    (x + wide - 0.003, y),
                    (x + wide - 0.003, y + band * 0.5),
                    (x + 0.003, y + band * 0.5),
                ]
            )
        for column in range(int(wide / gap)):
            for row in range(int(tall / (gap * 1.25))):
                if rng.random() < 0.24:
                    left, high = x + gap * (column + 0.35), top + gap * 1.25 * (row + 0.5)
                    windows.polygon(
                        [
                            (left, high),
                            (left + pane, high),
                            (left + pane, high + pane * 1.3),
                            (left, high + pane * 1.3),
                        ]
                    )
        x += wide * float(rng.uniform(0.85, 1.5 - 0.4 * near))
    return houses, shaded, floors, windows


def _row_of_houses(
    stage: Stage,
    rng: np.random.Generator,
    side: int,
    vanish: float,
    gap: float,
    horizon: float,
    tone: Colour,
    late: bool,
) -> None:
    """One side of the street, running to the vanishing point."""
    light = stage.light
    reach = [gap * 1.65**k for k in range(9)]
    high = float(rng.uniform(0.9, 1.6))
    for k in range(8):
        near = k / 7
        x0, x1 = vanish + side * reach[k], vanish + side * reach[k + 1]
        rise = high * float(rng.uniform(0.75, 1.15))
        top0, top1 = horizon - rise * reach[k], horizon - rise * reach[k + 1]
        low0, low1 = horizon + 0.30 * reach[k], horizon + 0.30 * reach[k + 1]
        colour = far(light, scale(tone, float(rng.uniform(0.75, 1.15))), 0.75 * (1 - near) ** 1.5)
        stage.draw(
            Sketch().polygon([(x0, top0), (x1, top1), (x1, low1), (x0, low0)]),
            blend(colour, scale(colour, 0.7), ramp(stage.y, 0, horizon)),
        )
        panes, lit, shops = Sketch(), Sketch(), Sketch()
        for row in range(5):
            for column in range(3):
                a, b = (column + 0.25) / 3, (column + 0.75) / 3
                p, q = 0.06 + row * 0.17, 0.06 + row * 0.17 + 0.1
                quad = [
                    (
                        x0 + (x1 - x0) * s,
                        (top0 + (top1 - top0) * s)
                        + ((low0 - top0) + ((low1 - top1) - (low0 - top0)) * s) * t,
                    )
                    for s, t in ((a, p), (b, p), (b, q), (a, q))
                ]
                (shops if row == 4 else lit if rng.random() < 0.3 else panes).polygon(quad)
        stage.draw(panes, scale(colour, 0.5))
        warm = mix((1.0, 0.74, 0.42), colour, 0.15 + 0.4 * (1 - near))
        stage.draw(lit, warm if late else scale(colour, 0.6))
        stage.draw(shops, mix((1.0, 0.82, 0.56), colour, 0.1) if late else scale(colour, 0.42))


def _far_lamps(stage: Stage, rng: np.random.Generator, vanish: float, horizon: float) -> None:
    lamps = Sketch()
    for k in range(7):
        out = 0.03 * 1.6**k * stage.unit
        for side in (-1, 1):
            lamps.disc(vanish + side * out, horizon - out * 0.9, 0.004 + out * 0.05)
    stage.draw(lamps, (1.0, 0.80, 0.52), blur=0.02, opacity=0.7)
    stage.draw(lamps, (1.0, 0.90, 0.70))
