"""Trees and grasses as silhouettes: each stands with its foot at 0, 0 and is about 1 high."""

from math import cos, sin

import numpy as np

from .sketch import Sketch

Rng = np.random.Generator


def conifer(rng: Rng) -> Sketch:
    """A spruce."""
    wide = float(rng.uniform(0.13, 0.21))
    left: list[tuple[float, float]] = []
    right: list[tuple[float, float]] = []
    rungs = int(rng.integers(26, 38))
    for i in range(rungs):
        at = (i + 0.4) / rungs
        reach = wide * at**0.85
        y = -1 + at * 0.93
        for side, edge in ((-1, left), (1, right)):
            out = reach * float(rng.uniform(0.45, 1.15))
            edge += [
                (side * out * 0.55, y - 0.004),
                (side * out, y + 0.026 * float(rng.uniform(0.5, 1.5))),
            ]
    return (
        Sketch().polygon([(0.0, -1.0), *right, *reversed(left)]).line([(0, 0.02), (0, -0.2)], 0.026)
    )


def bare_tree(rng: Rng, *, depth: int = 8) -> Sketch:
    """A tree without leaves."""
    return _grown(rng, depth=depth, leaves=0)


def leafy_tree(rng: Rng) -> Sketch:
    """A tree in leaf, with sky between its branches."""
    return _grown(rng, depth=6, leaves=24)


def _grown(rng: Rng, *, depth: int, leaves: int) -> Sketch:
    tree = Sketch()
    tips: list[tuple[float, float]] = []
    wind = float(rng.normal(0, 0.05))

    def grow(x: float, y: float, angle: float, length: float, width: float, left: int) -> None:
        bend = float(rng.normal(0, 0.12))
        middle = (x + length * 0.5 * sin(angle), y - length * 0.5 * cos(angle))
        end = (
            middle[0] + length * 0.5 * sin(angle + bend),
            middle[1] - length * 0.5 * cos(angle + bend),
        )
        tree.line([(x, y), middle, end], width)
        if left <= 3:
            tips.append(end)
        if left == 0:
            return
        for side in (-1, 1):
            if left < depth - 1 and rng.random() < 0.08:
                continue
            turn = side * float(rng.uniform(0.18, 0.62)) + wind
            shrink = float(rng.uniform(0.68, 0.86))
            grow(*end, (angle + bend + turn) * 0.97, length * shrink, width * 0.66, left - 1)

    grow(0.0, 0.02, float(rng.normal(0, 0.05)), 0.25, 0.042, depth)
    if leaves:
        centres = np.repeat(np.array(tips, np.float32), leaves, axis=0)
        centres += rng.normal(0, 0.034, centres.shape).astype(np.float32)
        tree.discs(centres, rng.uniform(0.003, 0.0125, len(centres)).astype(np.float32))
    return _to_height(tree)


def _to_height(sketch: Sketch) -> Sketch:
    top = -sketch.bounds()[1]
    return sketch.placed(0, 0, 1 / max(top, 0.2))


def tufts(rng: Rng, count: int, width: float, height: float) -> Sketch:
    """Blades of grass along a line from -width/2 to width/2."""
    grass = Sketch()
    for x in np.sort(rng.uniform(-width / 2, width / 2, count)):
        tall, lean = height * float(rng.gamma(4, 0.25)), float(rng.normal(0.12, 0.22))
        foot, tip = float(x), float(x) + lean * tall
        thick = height * 0.035
        bow = foot + lean * tall * 0.25
        grass.polygon(
            [
                (foot - thick, 0.02),
                (bow - thick * 0.7, -tall * 0.55),
                (tip, -tall),
                (bow + thick * 0.7, -tall * 0.55),
                (foot + thick, 0.02),
            ]
        )
    return grass
