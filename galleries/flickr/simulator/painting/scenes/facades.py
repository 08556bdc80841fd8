"""Buildings as planes, lines and shadows."""

import numpy as np

from .. import silhouettes as draw
from ..land import dark, in_light
from ..palette import from_hue, mix, scale
from ..sketch import Sketch
from ..skies import sky
from ..stage import Stage, blend, ramp


def facade(stage: Stage) -> None:
    """A building as planes, lines and a hard shadow."""
    rng = stage.rng("facade")
    # By night only the lit windows are worth a picture.
    if rng.random() < 0.5 or stage.light.sun_deg < -3:
        _grid_of_windows(stage, rng)
    else:
        _planes(stage, rng)


def _grid_of_windows(stage: Stage, rng: np.random.Generator) -> None:
    light = stage.light
    plaster = from_hue(
        float(rng.choice([0.04, 0.08, 0.10, 0.13, 0.55, 0.60])),
        0.68,
        float(rng.uniform(0.08, 0.34)),
    )
    wall = in_light(light, plaster)
    worn = stage.noise("worn", 3, 4, 6, 0.6)
    stage.cover(
        blend(scale(wall, 0.86), scale(wall, 1.08), worn) * (1.04 - 0.16 * stage.y[..., None])
    )
    step_x, step_y = float(rng.uniform(0.17, 0.27)), float(rng.uniform(0.25, 0.36))
    wide, tall = step_x * float(rng.uniform(0.20, 0.28)), step_y * float(rng.uniform(0.30, 0.36))
    off_x, off_y = float(rng.uniform(-0.5, 0.5)) * step_x, float(rng.uniform(0.2, 0.6)) * step_y
    late = light.sun_deg < 1
    glass, frames, shades, sills, lit, shutters = (Sketch() for _ in range(6))
    with_shutters = rng.random() < 0.5
    for column in range(-9, 10):
        for row in range(-1, 5):
            x, y = off_x + column * step_x, off_y + row * step_y
            box = [
                (x - wide, y - tall),
                (x + wide, y - tall),
                (x + wide, y + tall),
                (x - wide, y + tall),
            ]
            (lit if late and rng.random() < 0.35 else glass).polygon(box)
            shades.polygon(
                [
                    (x - wide, y - tall),
                    (x + wide, y - tall),
                    (x + wide, y - tall * 0.82),
                    (x - wide * 0.75, y - tall * 0.82),
                    (x - wide * 0.75, y + tall),
                    (x - wide, y + tall),
                ]
            )
            frames.line([(x, y - tall), (x, y + tall)], wide * 0.11).line(
                [(x - wide, y - tall * 0.3), (x + wide, y - tall * 0.3)], wide * 0.09
            )
            frames.line([*box, box[0]], wide * 0.14)
            sills.polygon(
                [
                    (x - wide * 1.25, y + tall),
                    (x + wide * 1.25, y + tall),
                    (x + wide * 1.25, y + tall * 1.07),
                    (x - wide * 1.25, y + tall * 1.07),
                ]
            )
            shut = float(rng.choice([1.0, 1.0, 0.0])) if with_shutters else 0.0
            if shut:
                for side in (-1, 1):
                    edge = x + side * wide * 1.12
                    shutters.polygon(
                        [
                            (edge, y - tall),
                            (edge + side * wide * 0.9, y - tall),
                            (edge + side * wide * 0.9, y + tall),
                            (edge, y + tall),
                        ]
                    )
    reflect = blend(
        scale(light.zenith, 0.42), scale(light.horizon, 0.62), stage.noise("glass", 5, 5, 3)
    )
    stage.draw(sills.placed(0.006, 0.014, 1), scale(wall, 0.5), opacity=0.5, blur=0.004)
    stage.draw(glass, reflect)
    stage.draw(lit, blend((1.0, 0.76, 0.44), (0.92, 0.62, 0.34), stage.noise("rooms", 8, 8, 2)))
    stage.draw(shades, (0.04, 0.04, 0.05), opacity=0.45)
    stage.draw(frames, scale(mix(wall, (0.9, 0.9, 0.88), 0.5), 0.95 if light.level > 0.4 else 0.6))
    stage.draw(sills, scale(wall, 1.12))
    stage.draw(shutters.placed(0.005, 0.006, 1), (0.03, 0.03, 0.04), opacity=0.3, blur=0.003)
    tone = in_light(light, from_hue(float(rng.choice([0.28, 0.45, 0.56, 0.07])), 0.36, 0.24))
    stage.draw(shutters, blend(tone, scale(tone, 0.75), 0.5 + 0.5 * np.sin(stage.y * 420)))
    slope = float(rng.uniform(0.4, 1.2)) * float(rng.choice([-1, 1]))
    roofline = stage.y - 0.5 - slope * (stage.x - float(rng.uniform(-0.3, 0.3)) * stage.aspect)
    if light.sun_deg > 4:
        stage.veil(
            scale(light.zenith, 0.32),
            ramp(roofline, -0.012, 0.012) * (0.52 * (1 - 0.7 * light.cloud)),
        )


def _planes(stage: Stage, rng: np.random.Generator) -> None:
    light = stage.light
    stage.cover(sky(stage, 1.15, clouds=light.cloud * 0.5))
    stone = in_light(
        light,
        mix(
            (0.80, 0.79, 0.76),
            from_hue(float(rng.random()), 0.62, 0.22),
            float(rng.uniform(0, 0.7)),
        ),
    )
    side = float(rng.choice([-1, 1]))
    corner = side * float(rng.uniform(-0.02, 0.2)) * stage.aspect
    lean, peak = float(rng.uniform(-0.05, 0.05)), float(rng.uniform(0.02, 0.28))
    left_drop, right_drop = float(rng.uniform(0.25, 0.6)), float(rng.uniform(0.35, 0.9))
    floors = int(rng.integers(9, 22))
    bands = bool(rng.random() < 0.5)
    for way, drop, bright in ((-1, left_drop, 1.0), (1, right_drop, 0.46)):
        bright = bright if side > 0 else 1.46 - bright
        reach = 1.8
        plane = [
            (corner + lean * peak, peak),
            (corner + way * reach, peak + drop * reach),
            (corner + way * reach, 1.6),
            (corner, 1.6),
        ]
        tone = mix(scale(stone, bright), light.zenith, 0.0 if bright > 0.7 else 0.25)
        shading = blend(scale(tone, 1.08), scale(tone, 0.78), ramp(stage.y, 0.0, 1.1))
        stage.draw(
            Sketch().polygon(plane),
            blend(shading, scale(tone, 0.9), 0.3 * stage.noise("stone", 4, 5, 5, 0.6)),
        )
        strips, posts = Sketch(), Sketch()
        for floor in range(floors * 2):
            down = (floor + 0.5) / floors * (1.15 - peak)
            thick = 0.42 / floors * (1.15 - peak)
            tilt = drop * (1 - 1.15 * down)
            start, end = peak + down, peak + down + tilt * reach
            strips.polygon(
                [
                    (corner + way * 0.02, start + 0.02 * tilt),
                    (corner + way * reach, end),
                    (corner + way * reach, end + thick * (1 - 0.3 * bands)),
                    (corner + way * 0.02, start + thick + 0.02 * tilt),
                ]
            )
        glass = blend(
            mix(scale(light.zenith, 0.55), tone, 0.3),
            scale(light.horizon, 0.55 + 0.3 * bright),
            stage.noise(f"glass{way}", 3, 6, 3),
        )
        stage.draw(strips, glass, opacity=0.85)
        for k in range(1, 26):
            x = corner + way * 0.07 * k ** (0.93)
            posts.line(
                [(x, peak - 0.02 + drop * abs(x - corner)), (x, 1.2)], 0.008 if k % 4 else 0.014
            )
        if not bands:
            stage.draw(posts, tone)
    if rng.random() < 0.5:
        birds = draw.flock(rng, 3, 1.5).placed(-side * 0.3 * stage.aspect, 0.2, 0.03 * stage.unit)
        stage.draw(birds, dark(light), opacity=0.8)
