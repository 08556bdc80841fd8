"""Buddy icons: a small calm picture that stands for a person."""

from io import BytesIO

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from .palette import from_hue, mix, scale

_WORK_PX = 300
_QUIET_HUES = (0.03, 0.07, 0.11, 0.16, 0.30, 0.42, 0.50, 0.56, 0.61, 0.70, 0.88, 0.95)


def paint_icon(seed: int, size_px: int) -> bytes:
    """A square buddy icon as JPEG: a head and shoulders, hills with a sun, or a pattern."""
    rng = np.random.default_rng([seed, 7])
    hue = float(rng.choice(_QUIET_HUES)) + float(rng.normal(0, 0.015))
    ground = from_hue(hue, float(rng.uniform(0.62, 0.80)), float(rng.uniform(0.22, 0.42)))
    partner = from_hue(
        hue + float(rng.choice([0.08, -0.08, 0.42, 0.5])),
        float(rng.uniform(0.28, 0.42)),
        float(rng.uniform(0.22, 0.4)),
    )
    image = _backdrop(ground, partner)
    drawers = (_portrait, _portrait, _hills, _rings, _leaf)
    image = drawers[int(rng.integers(len(drawers)))](image, rng, ground, partner)
    image = image.resize((size_px, size_px), Image.Resampling.LANCZOS)
    out = BytesIO()
    image.save(out, "JPEG", quality=90, subsampling="4:4:4")
    return out.getvalue()


type _Rgb = tuple[float, float, float]


def _backdrop(ground: _Rgb, partner: _Rgb) -> Image.Image:
    side = (np.arange(_WORK_PX, dtype=np.float32) + 0.5) / _WORK_PX
    lit = np.exp(-(np.hypot(side[None, :] - 0.32, side[:, None] - 0.22) ** 2) / 0.5)[..., None]
    low, high = (
        np.asarray(mix(ground, partner, 0.28)),
        np.asarray(mix(ground, (1.0, 0.98, 0.94), 0.25)),
    )
    return Image.fromarray((np.clip(low + (high - low) * lit, 0, 1) * 255).astype(np.uint8))


def _fill(
    image: Image.Image, colour: _Rgb, shapes: list[tuple[str, list[float]]], blur: float = 0
) -> Image.Image:
    """Shapes in 0 to 1, drawn at twice the size so that their edges are smooth."""
    mask = Image.new("L", (_WORK_PX * 2, _WORK_PX * 2))
    pen = ImageDraw.Draw(mask)
    for kind, numbers in shapes:
        spots = [n * _WORK_PX * 2 for n in numbers]
        pen.ellipse(spots, fill=255) if kind == "ellipse" else pen.polygon(spots, fill=255)
    mask = mask.reduce(2)
    if blur:
        mask = mask.filter(ImageFilter.GaussianBlur(blur * _WORK_PX))
    red, green, blue = (round(c * 255) for c in colour)
    image.paste((red, green, blue), (0, 0), mask)
    return image


def _portrait(
    image: Image.Image, rng: np.random.Generator, ground: _Rgb, partner: _Rgb
) -> Image.Image:
    """Someone against the light, a little turned, without a face."""
    x, y = 0.5 + float(rng.normal(0, 0.03)), float(rng.uniform(0.40, 0.46))
    wide, tall = float(rng.uniform(0.145, 0.17)), float(rng.uniform(0.185, 0.21))
    skin = mix(scale((0.86, 0.66, 0.54), float(rng.uniform(0.45, 1.05))), ground, 0.25)
    hair = mix(scale((0.34, 0.24, 0.18), float(rng.uniform(0.4, 1.9))), partner, 0.3)
    coat = mix(partner, (0.1, 0.1, 0.12), float(rng.uniform(0, 0.3)))
    shoulders = [("ellipse", [x - 0.36, 0.70, x + 0.36, 1.45])]
    image = _fill(
        image,
        scale(mix(ground, partner, 0.5), 0.8),
        [("ellipse", [x - 0.34, 0.24, x + 0.40, 1.4])],
        blur=0.06,
    )
    grown = float(rng.uniform(0.0, 0.26))
    back = [
        ("ellipse", [x - wide * 1.22, y - tall * 1.22, x + wide * 1.22, y + tall * 0.6 + grown])
    ]
    image = _fill(image, hair, back)
    image = _fill(image, coat, shoulders)
    neck = [x - 0.062, y, x + 0.062, y, x + 0.085, 0.735, x, 0.775, x - 0.085, 0.735]
    image = _fill(image, scale(skin, 0.82), [("polygon", neck)])
    image = _fill(image, skin, [("ellipse", [x - wide, y - tall, x + wide, y + tall])])
    side = float(rng.choice([-1, 1])) * wide * 0.35
    fringe = [
        (
            "ellipse",
            [
                x - wide * 1.12 + side,
                y - tall * 1.2,
                x + wide * 1.12 + side * 0.4,
                y - tall * float(rng.uniform(0.25, 0.5)),
            ],
        )
    ]
    return _fill(image, hair, fringe)


def _hills(
    image: Image.Image, rng: np.random.Generator, ground: _Rgb, partner: _Rgb
) -> Image.Image:
    x, y, size = (
        float(rng.uniform(0.28, 0.72)),
        float(rng.uniform(0.26, 0.42)),
        float(rng.uniform(0.09, 0.15)),
    )
    image = _fill(
        image,
        mix(ground, (1, 0.97, 0.9), 0.7),
        [("ellipse", [x - size, y - size, x + size, y + size])],
        blur=0.003,
    )
    for k in range(3):
        xs = np.linspace(0, 1, 40)
        ys = (
            0.56
            + 0.14 * k
            + 0.07 * np.sin(xs * float(rng.uniform(3, 7)) + float(rng.uniform(0, 6)))
        )
        outline = np.stack([xs, ys], 1).ravel().tolist()
        image = _fill(
            image,
            mix(ground, partner, 0.35 + 0.32 * k),
            [("polygon", [*outline, 1.0, 1.0, 0.0, 1.0])],
        )
    return image


def _rings(
    image: Image.Image, rng: np.random.Generator, ground: _Rgb, partner: _Rgb
) -> Image.Image:
    x, y = rng.uniform(0.3, 0.7, 2)
    for k in range(5, 0, -1):
        size = 0.11 * k + 0.02
        tone = mix(ground, partner, 0.15 + 0.75 * ((6 - k) / 5))
        image = _fill(image, tone, [("ellipse", [x - size, y - size, x + size, y + size])])
        x, y = x + float(rng.normal(0, 0.018)), y + float(rng.normal(0, 0.018))
    return image


def _leaf(image: Image.Image, rng: np.random.Generator, ground: _Rgb, partner: _Rgb) -> Image.Image:
    lean = float(rng.uniform(-0.35, 0.35))
    up = np.linspace(0, 1, 30)
    for side in (-1, 1):
        half = 0.22 * np.sin(np.pi * up**0.85) * side
        middle = 0.5 + lean * (up - 0.5)
        edge = np.stack([middle + half, 0.88 - 0.76 * up], 1)
        spine = np.stack([middle, 0.88 - 0.76 * up], 1)[::-1]
        tone = partner if side < 0 else mix(partner, ground, 0.3)
        image = _fill(image, tone, [("polygon", np.vstack([edge, spine]).ravel().tolist())])
    return image
