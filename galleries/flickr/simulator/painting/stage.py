"""The canvas of one picture: soft things are painted small and enlarged, edges are drawn sharp."""

from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from .light import Light
from .palette import Colour
from .sketch import Sketch
from .textures import texture as ground_texture

Field = NDArray[np.floating]  # rows, columns; or rows, columns, colour
Paint = Colour | Field

# Skies, fog and water have no detail finer than this, so they are computed at this size.
SOFT_LONG_PX = 320
WIDEST = 3.2  # the widest picture, in heights; noise is made this wide and cut to fit


class Stage:
    """A picture being painted.

    Lengths are in heights of the picture: y runs from 0 at the top to 1 at the bottom, x from
    -aspect/2 to aspect/2. Whatever is drawn by lot depends on the photo and a name, never on
    the size, so every size shows the same photo.
    """

    def __init__(self, photo_id: int, aspect: float, long_px: int, light: Light) -> None:
        self.photo_id = photo_id
        self.aspect = aspect
        self.light = light
        # The unit for a subject: less than a height when the picture is narrow.
        self.unit = min(1.0, aspect**0.75)
        self.width_px, self.height_px = _fit(aspect, long_px)
        self.soft_px = _fit(aspect, SOFT_LONG_PX)
        self.x: Field = (
            (np.arange(self.soft_px[0], dtype=np.float32) + 0.5) / self.soft_px[0] - 0.5
        )[None, :] * np.float32(aspect)
        self.y: Field = ((np.arange(self.soft_px[1], dtype=np.float32) + 0.5) / self.soft_px[1])[
            :, None
        ]
        self.image = Image.new("RGB", (self.width_px, self.height_px))

    def rng(self, name: str) -> np.random.Generator:
        return np.random.default_rng([self.photo_id, crc32(name.encode())])

    def noise(
        self, name: str, across: float, down: float, octaves: int = 4, rough: float = 0.5
    ) -> Field:
        """Clouds of chance, mean about 0.5: ``across`` and ``down`` are lumps for one height."""
        rng = self.rng(name)
        total = np.zeros(self.soft_px[::-1], np.float32)
        weight, sum_of_weights = 1.0, 0.0
        for _ in range(octaves):
            rows, columns = int(down) + 4, int(across * WIDEST) + 4
            grid = Image.fromarray(rng.random((rows, columns), dtype=np.float32))
            middle, half = columns / 2, across * self.aspect / 2
            box = (middle - half, 1.0, middle + half, 1.0 + down)
            layer = grid.resize(self.soft_px, Image.Resampling.BICUBIC, box=box)
            total += weight * np.asarray(layer, np.float32)
            sum_of_weights += weight
            weight, across, down = weight * rough, across * 2, down * 2
        # Sums of octaves crowd around the middle; spread them again.
        return np.clip((total / np.float32(sum_of_weights) - 0.5) * 1.7 + 0.5, 0, 1)

    def skyline(
        self, name: str, lumps: float, octaves: int = 6, rough: float = 0.5
    ) -> tuple[Field, Field]:
        """A rough line, as x and heights from about -1 to 1; lumps for one height."""
        rng = self.rng(name)
        xs = np.linspace(-WIDEST / 2, WIDEST / 2, 700, dtype=np.float32)
        total = np.zeros_like(xs)
        weight = 1.0
        for _ in range(octaves):
            knots = rng.uniform(-1, 1, int(lumps * WIDEST) + 3)
            at = (xs / WIDEST + 0.5) * (len(knots) - 2)
            low = at.astype(int)
            t = at - low
            t = t * t * (3 - 2 * t)
            total += (weight * (knots[low] * (1 - t) + knots[low + 1] * t)).astype(np.float32)
            weight, lumps = weight * rough, lumps * 2.1
        inside = np.abs(xs) <= self.aspect / 2 + 0.02
        return xs[inside], total[inside]

    # Laying paint

    def cover(self, paint: Paint) -> None:
        """Paint over everything."""
        self.image.paste(self._enlarge(paint))

    def veil(self, paint: Paint, alpha: Field) -> None:
        """Lay soft paint over the picture; alpha 0 leaves it as it was."""
        touched = np.flatnonzero((alpha > 0.003).any(axis=1))
        if not touched.size:
            return
        # Most veils are bands; only the rows they touch are worth the work.
        down = self.height_px / self.soft_px[1]
        top = max(0, int((touched[0] - 1) * down))
        bottom = min(self.height_px, int((touched[-1] + 2) * down) + 1)
        box = (0, top, self.width_px, bottom)
        full = np.broadcast_to(alpha, self.soft_px[::-1])
        mask = Image.fromarray((np.clip(full, 0, 1) * 255).astype(np.uint8))
        part = (0, top / down, self.soft_px[0], bottom / down)
        size = (self.width_px, bottom - top)
        mask = mask.resize(size, Image.Resampling.BILINEAR, box=part)
        self.image.paste(
            _bytes(paint) if isinstance(paint, tuple) else self._enlarge(paint, box), box, mask
        )

    def glow(self, light: Field) -> None:
        """Add light, as a field of colour."""
        now = self.soften()
        self.veil(
            1 - (1 - now) * (1 - np.clip(light, 0, 1)), np.ones(self.soft_px[::-1], np.float32)
        )

    def draw(
        self,
        sketch: Sketch,
        paint: Paint,
        *,
        opacity: float = 1,
        blur: float = 0,
        texture: str = "",
        strength: float = 1,
    ) -> None:
        """Fill a sketch with paint. ``blur`` is how far it is out of focus, in heights."""
        if not sketch.strokes:
            return
        px = self.height_px
        blur_px = blur * px
        margin_px = int(blur_px * 3) + 2
        left, top, right, bottom = sketch.bounds()
        box = (
            max(0, int((left + self.aspect / 2) * px) - margin_px),
            max(0, int(top * px) - margin_px),
            min(self.width_px, int((right + self.aspect / 2) * px) + margin_px),
            min(self.height_px, int(bottom * px) + margin_px),
        )
        if box[0] >= box[2] or box[1] >= box[3]:
            return
        mask = self._mask(sketch, box, blur_px)
        if opacity < 1:
            mask = mask.point([int(v * opacity) for v in range(256)])
        if isinstance(paint, tuple) and not (texture and strength):
            self.image.paste(_bytes(paint), box, mask)
            return
        fill = self._enlarge(paint, box)
        if texture and strength:
            fill = self._with_texture(fill, box, texture, strength)
        self.image.paste(fill, box, mask)

    def ground(
        self,
        line: tuple[Field, Field],
        paint: Paint,
        *,
        blur: float = 0,
        texture: str = "",
        strength: float = 1,
    ) -> None:
        """Fill everything below a line of x and y, with a texture of grass, sand or water."""
        xs, ys = line
        edge = np.stack([xs, ys], axis=1)
        corners = np.array([(xs[-1], 1.02), (xs[0], 1.02)], np.float32)
        outline = Sketch().polygon(np.vstack([edge, corners]))
        self.draw(outline, paint, blur=blur, texture=texture, strength=strength)

    def below(self, y: float, paint: Paint, *, texture: str = "", strength: float = 1) -> None:
        """Fill everything below a straight line."""
        xs = np.array([-self.aspect / 2 - 0.02, self.aspect / 2 + 0.02], np.float32)
        line = (xs, np.full(2, y, np.float32))
        self.ground(line, paint, texture=texture, strength=strength)

    def soften(self) -> Field:
        """The picture so far, at the size of soft things."""
        small = self.image.resize(self.soft_px, Image.Resampling.BOX)
        return np.asarray(small, np.float32) / np.float32(255)

    def defocus(self, blur: float) -> None:
        """Throw everything painted so far out of focus; ``blur`` in heights."""
        small = self.image.resize(self.soft_px, Image.Resampling.BOX)
        small = small.filter(ImageFilter.GaussianBlur(blur * self.soft_px[1]))
        self.image = small.resize(self.image.size, Image.Resampling.BICUBIC)

    def _mask(self, sketch: Sketch, box: tuple[int, int, int, int], blur_px: float) -> Image.Image:
        """Where the sketch is, 0 to 255: drawn larger for smooth edges, smaller when blurred."""
        size = (box[2] - box[0], box[3] - box[1])
        if blur_px > 4:
            times = 2 / blur_px
        elif blur_px > 1.3:
            times = 1.0
        else:
            times = 4.0 if self.height_px * self.width_px < 250_000 else 2.0
        drawn = (max(1, round(size[0] * times)), max(1, round(size[1] * times)))
        mask = Image.new("L", drawn)
        px = float(self.height_px)
        sketch.draw(ImageDraw.Draw(mask), px * times, box[0] / px - self.aspect / 2, box[1] / px)
        if times > 1:
            mask = mask.reduce(int(times))
        if blur_px > 0:
            mask = mask.filter(ImageFilter.GaussianBlur(blur_px * min(times, 1)))
        return mask if mask.size == size else mask.resize(size, Image.Resampling.BILINEAR)

    def _with_texture(
        self, fill: Image.Image, box: tuple[int, int, int, int], kind: str, strength: float
    ) -> Image.Image:
        sheet = ground_texture(kind)
        across = sheet.width / WIDEST / self.height_px
        left = sheet.width / 2 + (box[0] - self.width_px / 2) * across
        part = (left, 0, left + fill.width * across, sheet.height)
        part = (max(0.0, part[0]), 0, min(float(sheet.width), part[2]), part[3])
        # The darker the scene, the less of its texture can be seen.
        amount = strength * (0.25 + 0.75 * self.light.level) * 0.55
        sheet = sheet.point([round(128 + (v - 128) * amount) for v in range(256)])
        grey = sheet.resize(fill.size, Image.Resampling.BILINEAR, box=part)
        return ImageChops.add(fill, Image.merge("RGB", (grey, grey, grey)), 1, -128)

    def _enlarge(self, paint: Paint, box: tuple[int, int, int, int] | None = None) -> Image.Image:
        size = self.image.size if box is None else (box[2] - box[0], box[3] - box[1])
        if isinstance(paint, tuple):
            return Image.new("RGB", size, _bytes(paint))
        full = np.broadcast_to(paint, (self.soft_px[1], self.soft_px[0], 3))
        small = Image.fromarray((np.clip(full, 0, 1) * 255 + 0.5).astype(np.uint8))
        if box is None:
            return small.resize(size, Image.Resampling.BILINEAR)
        across, down = self.soft_px[0] / self.width_px, self.soft_px[1] / self.height_px
        part = (box[0] * across, box[1] * down, box[2] * across, box[3] * down)
        return small.resize(size, Image.Resampling.BILINEAR, box=part)


def blend(a: Paint, b: Paint, share: Field | float) -> Field:
    """Between two paints; ``share`` may differ from place to place."""
    left, right = np.asarray(a, np.float32), np.asarray(b, np.float32)
    weight = np.asarray(share, np.float32)
    if weight.ndim == 2:
        weight = weight[..., None]
    return left + (right - left) * weight


def ramp(values: Field, low: float, high: float) -> Field:
    """0 below low, 1 above high, and a smooth step between."""
    t = np.clip((values - np.float32(low)) / np.float32(high - low), 0, 1)
    return np.asarray(t * t * (3 - 2 * t))


def _fit(aspect: float, long_px: int) -> tuple[int, int]:
    if aspect >= 1:
        return long_px, max(8, round(long_px / aspect))
    return max(8, round(long_px * aspect)), long_px


def _bytes(colour: Colour) -> tuple[int, int, int]:
    red, green, blue = (max(0, min(255, round(c * 255))) for c in colour)
    return red, green, blue
