"""Fine texture of ground and water, made once: small far away, large close by."""

from functools import cache

import numpy as np
from PIL import Image, ImageFilter

_ROWS_PX, _COLUMNS_PX = 384, 2048
# How much larger a lump is at the viewer's feet than at the horizon.
_NEARER = 5.0

# Blur across and down in pixels of the flat pattern, and how strongly it shows.
_KINDS: dict[str, tuple[float, float, float]] = {
    "grass": (0.6, 1.3, 0.8),
    "sand": (2.2, 1.2, 0.6),
    "water": (5.0, 1.5, 0.9),
}


@cache
def texture(kind: str) -> Image.Image:
    """A ground seen in perspective as grey around 128, the horizon in its first row."""
    across, down, strength = _KINDS[kind]
    rng = np.random.default_rng(len(kind) * 7 + 1)
    # Its own neighbour on every side while it is blurred, so that no seam shows.
    chance = np.pad(rng.integers(0, 256, (512, 512), dtype=np.uint8), 32, mode="wrap")
    flat = Image.fromarray(chance)
    flat = flat.filter(ImageFilter.GaussianBlur((across, down)))
    pattern = np.asarray(flat, np.float32)[32:-32, 32:-32] - 127.5
    pattern *= 38 * strength / max(float(pattern.std()), 0.01)
    depth = np.linspace(0, 1, _ROWS_PX)[:, None]
    size = 0.45 + 0.45 * (_NEARER - 1) * depth**1.3
    columns = (np.arange(_COLUMNS_PX)[None, :] - _COLUMNS_PX / 2) / size
    rows = np.cumsum(1.0 / size[:, 0])[:, None] + 0 * columns
    baked = _smooth_sample(pattern, rows, columns)
    fading = 0.35 + 0.65 * depth**0.6 - 0.3 * depth**3
    return Image.fromarray(np.clip(baked * fading + 128, 0, 255).astype(np.uint8))


def _smooth_sample(pattern: np.ndarray, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """The pattern between its pixels, repeated for ever."""
    row, column = np.floor(rows).astype(int), np.floor(columns).astype(int)
    down, across = rows - row, columns - column
    high, wide = pattern.shape
    r0, r1, c0, c1 = row % high, (row + 1) % high, column % wide, (column + 1) % wide
    top = pattern[r0, c0] * (1 - across) + pattern[r0, c1] * across
    low = pattern[r1, c0] * (1 - across) + pattern[r1, c1] * across
    return np.asarray(top * (1 - down) + low * down)
