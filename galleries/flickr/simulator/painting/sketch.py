"""A drawing made of polygons, lines and discs, without a size until it is placed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PIL import ImageDraw

Points = NDArray[np.floating]


def _points(points: Iterable[Sequence[float]] | Points) -> Points:
    return np.asarray(list(points), dtype=np.float32).reshape(-1, 2)


@dataclass(slots=True)
class Sketch:
    """Strokes in their own units: x to the right, y down, the foot of the subject at 0, 0."""

    strokes: list[tuple[str, Points, NDArray[np.float32]]] = field(default_factory=list)

    def polygon(self, points: Iterable[Sequence[float]] | Points) -> "Sketch":
        self.strokes.append(("polygon", _points(points), np.zeros(1, np.float32)))
        return self

    def line(self, points: Iterable[Sequence[float]] | Points, width: float) -> "Sketch":
        self.strokes.append(("line", _points(points), np.array([width], np.float32)))
        return self

    def discs(
        self, centres: Iterable[Sequence[float]] | Points, radii: Sequence[float] | Points
    ) -> "Sketch":
        self.strokes.append(("discs", _points(centres), np.asarray(radii, np.float32)))
        return self

    def disc(self, x: float, y: float, radius: float) -> "Sketch":
        return self.discs([(x, y)], [radius])

    def add(self, other: "Sketch") -> "Sketch":
        self.strokes.extend(other.strokes)
        return self

    def placed(
        self, x: float, y: float, size: float, *, flip: bool = False, upside_down: float = 0
    ) -> "Sketch":
        """A copy with its foot at x, y. With upside_down it hangs below, stretched by that much."""
        across = -size if flip else size
        down = -size * upside_down if upside_down else size
        stretch = np.array([across, down], np.float32)
        offset = np.array([x, y], np.float32)
        return Sketch(
            [(kind, pts * stretch + offset, widths * size) for kind, pts, widths in self.strokes]
        )

    def bounds(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of everything."""
        points = np.concatenate([pts for _, pts, _ in self.strokes])
        widest = max(float(w.max()) for _, _, w in self.strokes)
        low, high = points.min(axis=0) - widest, points.max(axis=0) + widest
        return float(low[0]), float(low[1]), float(high[0]), float(high[1])

    def draw(self, pen: ImageDraw.ImageDraw, px: float, left: float, top: float) -> None:
        """Fill the strokes with white, ``px`` pixels for one unit, the corner at left, top."""
        corner = np.array([left, top], np.float32)
        for kind, pts, widths in self.strokes:
            on_paper = (pts - corner) * px
            if kind == "polygon":
                pen.polygon(on_paper.ravel().tolist(), fill=255)
            elif kind == "line":
                width_px = max(1, round(float(widths[0]) * px))
                pen.line(on_paper.ravel().tolist(), fill=255, width=width_px, joint="curve")
            else:
                radii = np.maximum(widths * px, 0.6)[:, None]
                boxes = np.hstack([on_paper - radii, on_paper + radii]).tolist()
                for box in boxes:
                    pen.ellipse(box, fill=255)
