"""Subjects as silhouettes: each stands with its foot at 0, 0 and is about 1 high."""

from collections.abc import Callable
from math import cos, pi, sin

import numpy as np

from .sketch import Sketch

Rng = np.random.Generator


def sailboat(rng: Rng) -> Sketch:
    """A sloop with its sails up, or bare at its mooring."""
    lean = float(rng.uniform(-0.03, 0.06))
    boat = Sketch().polygon(
        [(-0.30, -0.10), (0.36, -0.13), (0.44, -0.12), (0.33, -0.005), (-0.24, 0.0), (-0.30, -0.04)]
    )
    boat.polygon([(-0.12, -0.1), (-0.10, -0.15), (0.12, -0.16), (0.16, -0.1)])
    mast = (0.08 + lean, -1.0)
    boat.line([(0.08, -0.1), mast], 0.012).line([(0.43, -0.12), mast], 0.004).line(
        [(-0.3, -0.1), mast], 0.004
    )
    if rng.random() < 0.65:
        boat.polygon([(0.07, -0.19), (0.075 + lean, -0.96), (-0.08, -0.55), (-0.27, -0.21)])
        boat.polygon([(0.10, -0.2), (0.09 + lean, -0.82), (0.24, -0.5), (0.40, -0.16)])
    else:
        boat.line([(0.08, -0.2), (-0.26, -0.19)], 0.03)
    return boat


def rowing_boat(rng: Rng) -> Sketch:
    """A low open boat seen from the side, sometimes with someone in it."""
    boat = Sketch().polygon(
        [
            (-1.0, -0.34),
            (-0.6, -0.24),
            (0.5, -0.24),
            (1.05, -0.40),
            (0.86, -0.05),
            (0.6, 0.0),
            (-0.7, 0.0),
            (-0.9, -0.06),
        ]
    )
    if rng.random() < 0.5:
        boat.polygon([(-0.16, -0.2), (-0.19, -0.62), (-0.08, -0.78), (0.05, -0.74), (0.12, -0.22)])
        boat.disc(-0.03, -0.88, 0.105).line([(0.02, -0.6), (0.30, -0.42), (0.7, -0.02)], 0.035)
    return boat


def fishing_boat(rng: Rng) -> Sketch:
    """A trawler with a wheelhouse and a boom."""
    boat = Sketch().polygon(
        [(-0.75, -0.30), (0.35, -0.26), (0.85, -0.46), (0.72, 0.0), (-0.66, 0.0), (-0.74, -0.12)]
    )
    boat.polygon(
        [(-0.1, -0.26), (-0.1, -0.58), (-0.14, -0.62), (0.28, -0.62), (0.25, -0.56), (0.28, -0.26)]
    )
    boat.line([(0.07, -0.6), (0.07, -1.0)], 0.022).line([(-0.5, -0.28), (-0.5, -0.85)], 0.02)
    boat.line([(-0.5, -0.4), (-0.85, -0.78)], 0.014).line(
        [(0.85, -0.46), (0.07, -0.97), (-0.5, -0.84)], 0.006
    )
    return boat


SAILING: tuple[Callable[[Rng], Sketch], ...] = (sailboat, rowing_boat, fishing_boat)


def figure(rng: Rng) -> Sketch:
    """Someone seen from behind, standing or walking, in a coat."""
    stride = float(rng.uniform(0.02, 0.13))
    wide = float(rng.uniform(0.9, 1.1))
    hem = float(rng.uniform(-0.46, -0.30))
    someone = Sketch().disc(0.0, -0.925, 0.066)
    someone.polygon([(-0.03, -0.88), (0.03, -0.88), (0.03, -0.8), (-0.03, -0.8)])
    someone.polygon(
        [
            (-0.045 * wide, -0.85),
            (0.045 * wide, -0.85),
            (0.115 * wide, -0.80),
            (0.135 * wide, -0.62),
            (0.13 * wide, -0.44),
            (0.10, -0.44),
            (0.12 * wide, hem),
            (-0.12 * wide, hem),
            (-0.10, -0.44),
            (-0.13 * wide, -0.44),
            (-0.135 * wide, -0.62),
            (-0.115 * wide, -0.80),
        ]
    )
    someone.polygon(
        [
            (-0.085, hem - 0.1),
            (0.0, hem - 0.1),
            (-0.02 - stride * 0.5, 0),
            (-0.085 - stride * 0.5, 0),
        ]
    )
    someone.polygon(
        [
            (0.085, hem - 0.1),
            (0.0, hem - 0.1),
            (0.02 + stride * 0.5, -0.01),
            (0.085 + stride * 0.5, 0),
        ]
    )
    return someone


def figure_with_umbrella(rng: Rng) -> Sketch:
    """Someone in the rain."""
    dome = [(0.42 * cos(a), -0.98 - 0.27 * sin(a)) for a in np.linspace(0, pi, 24)]
    ribs = [
        (x, -0.98 - 0.025 * abs(sin((x + 0.42) / 0.84 * 4 * pi)))
        for x in np.linspace(-0.42, 0.42, 24).tolist()
    ]
    someone = figure(rng).polygon(dome + ribs)
    return someone.line([(0.03, -1.26), (0.06, -0.6)], 0.014)


def dog(rng: Rng) -> Sketch:
    """Somebody's dog, a third as high as its owner."""
    return (
        Sketch()
        .polygon(
            [
                (-0.17, -0.20),
                (0.10, -0.21),
                (0.17, -0.30),
                (0.27, -0.27),
                (0.26, -0.22),
                (0.19, -0.2),
                (0.14, -0.1),
                (-0.16, -0.1),
            ]
        )
        .line([(-0.14, -0.14), (-0.16, 0)], 0.035)
        .line([(0.11, -0.14), (0.12, 0)], 0.035)
        .line([(-0.16, -0.19), (-0.25, -0.28)], 0.02)
    )


def bird(rng: Rng) -> Sketch:
    """A gull on the wing; the middle of its body at 0, 0, about 1 across."""
    lift, fold = float(rng.uniform(0.05, 0.32)), float(rng.uniform(-0.1, 0.14))
    lean = float(rng.uniform(-0.12, 0.12))
    top = [
        (-0.5, fold - lean),
        (-0.22, -lift - lean / 2),
        (0.0, -0.02),
        (0.22, -lift + lean / 2),
        (0.5, fold + lean),
    ]
    low = [
        (0.23, -lift + 0.085 + lean / 2),
        (0.03, 0.055),
        (-0.03, 0.055),
        (-0.23, -lift + 0.085 - lean / 2),
    ]
    return Sketch().polygon(top + low)


def flock(rng: Rng, count: int, spread: float) -> Sketch:
    """Birds around 0, 0, smaller the farther."""
    birds = Sketch()
    for _ in range(count):
        size = float(rng.uniform(0.35, 1.0))
        x, y = rng.normal(0, spread, 2) * (1.0, 0.45)
        birds.add(bird(rng).placed(float(x), float(y), size))
    return birds


def lighthouse(rng: Rng) -> Sketch:
    """A tower with a gallery and a lantern."""
    wide = float(rng.uniform(0.9, 1.25))
    tower = Sketch().polygon(
        [(-0.105 * wide, 0.02), (-0.062 * wide, -0.8), (0.062 * wide, -0.8), (0.105 * wide, 0.02)]
    )
    tower.polygon(
        [
            (-0.095 * wide, -0.80),
            (-0.095 * wide, -0.825),
            (0.095 * wide, -0.825),
            (0.095 * wide, -0.8),
        ]
    )
    tower.polygon([(-0.045, -0.82), (-0.045, -0.92), (0.045, -0.92), (0.045, -0.82)])
    tower.polygon([(-0.062, -0.91), (0.0, -0.985), (0.062, -0.91)]).line(
        [(0, -0.97), (0, -1.03)], 0.008
    )
    if rng.random() < 0.7:
        tower.polygon([(0.1, 0.02), (0.1, -0.14), (0.22, -0.21), (0.34, -0.14), (0.34, 0.02)])
    return tower


def cottage(rng: Rng) -> Sketch:
    """A small house with a chimney."""
    wide = float(rng.uniform(0.6, 0.95))
    return Sketch().polygon(
        [
            (-wide, 0.05),
            (-wide, -0.5),
            (-wide * 1.08, -0.48),
            (-wide * 0.55, -1.0),
            (wide * 0.2, -1.0),
            (wide * 0.2, -1.15),
            (wide * 0.38, -1.15),
            (wide * 0.38, -1.0),
            (wide * 0.55, -1.0),
            (wide * 1.08, -0.48),
            (wide, -0.5),
            (wide, 0.05),
        ]
    )
