"""From the painted canvas to a JPEG: bloom, vignette, tone curve, grain."""

from functools import cache
from io import BytesIO

import numpy as np
from PIL import Image, ImageChops, ImageFilter

from .palette import Grade
from .stage import Stage, ramp

_GRAIN_PX = 512


def develop(stage: Stage, grade: Grade, width_px: int, height_px: int) -> bytes:
    """The finished photo as JPEG."""
    image = _with_lens(stage, grade)
    if grade.saturation < 1:
        image = Image.blend(image.convert("L").convert("RGB"), image, grade.saturation)
    image = image.point(_curves(grade))
    # JPEG keeps colour at half the size anyway, so only the lightness is enlarged with care,
    # and only the lightness gets grain: a third of the work for the largest size.
    painted_px = image.width
    light, blue, red = image.convert("YCbCr").split()
    light = _with_grain(_resize(light, width_px, height_px), stage, grade)
    quick = Image.Resampling.NEAREST if width_px > 1.9 * painted_px else Image.Resampling.BILINEAR
    colours = [c.resize((width_px, height_px), quick) for c in (blue, red)]
    out = BytesIO()
    photo = Image.merge("YCbCr", (light, *colours))
    photo.save(out, "JPEG", quality=82, subsampling="4:2:0")
    return out.getvalue()


def _with_lens(stage: Stage, grade: Grade) -> Image.Image:
    """Light spilling from the brightest places, and darker corners."""
    soft = stage.soften()
    bright = np.clip(soft - 0.62, 0, 1) * 1.1
    spill = Image.fromarray((bright * 255).astype(np.uint8))
    spill = spill.filter(ImageFilter.GaussianBlur(0.035 * min(stage.soft_px)))
    spill = spill.point([min(255, int(v * 0.55 * grade.bloom)) for v in range(256)] * 3)
    rng = stage.rng("lens")
    across = stage.x / stage.aspect - rng.normal(0, 0.05)
    down = stage.y - 0.5 - rng.normal(0, 0.05)
    edge = ramp(np.sqrt(across * across + down * down), 0.28, 0.86)
    fall = 1 - edge * np.float32(rng.uniform(0.10, 0.30) * grade.vignette)
    lit = stage.image
    touched = spill.convert("L").point([0] * 4 + [255] * 252).getbbox()
    if touched:
        times = lit.height / spill.height
        top, bottom = int(touched[1] * times), int(touched[3] * times)
        part = (0, top / times, spill.width, bottom / times)
        band = (0, top, lit.width, bottom)
        size = (lit.width, bottom - top)
        light = spill.resize(size, Image.Resampling.BILINEAR, box=part)
        lit.paste(ImageChops.screen(lit.crop(band), light), band)
    shade = Image.fromarray(((1 - fall) * 255).astype(np.uint8))
    lit.paste((0, 0, 0), (0, 0), shade.resize(lit.size, Image.Resampling.BILINEAR))
    return lit


@cache
def _curves(grade: Grade) -> list[int]:
    """An S curve with lifted blacks and tinted shadows and highlights, for the three channels."""
    tones = np.linspace(0, 1, 256)
    bend = tones + grade.contrast * 0.5 * (tones - 0.5) * tones * (1 - tones) * 4
    rolled = np.where(bend > 0.85, 0.85 + (bend - 0.85) * 0.85, bend)  # highlights roll off
    channels = []
    for dark, bright in zip(grade.shadows, grade.highlights, strict=True):
        value = rolled + dark * (1 - tones) ** 2 * 1.2 + bright * tones**1.5
        value = grade.fade + value * (1 - grade.fade)
        channels.append(np.clip(value * 255, 0, 255).astype(int))
    return [int(value) for value in np.concatenate(channels)]


def _resize(image: Image.Image, width_px: int, height_px: int) -> Image.Image:
    if image.size == (width_px, height_px):
        return image
    if width_px < image.width:
        return image.resize((width_px, height_px), Image.Resampling.LANCZOS, reducing_gap=3.0)
    return image.resize((width_px, height_px), Image.Resampling.BICUBIC)


@cache
def _grain() -> np.ndarray:
    rng = np.random.default_rng(1839)
    fine = Image.fromarray(
        (np.clip(rng.normal(0, 30, (_GRAIN_PX, _GRAIN_PX)), -127, 127) + 128).astype(np.uint8)
    )
    return np.asarray(fine.filter(ImageFilter.GaussianBlur(0.6)))


def _with_grain(image: Image.Image, stage: Stage, grade: Grade) -> Image.Image:
    # A thumbnail is a shrunken print: most of its grain has averaged out.
    strength = grade.grain * 0.13 * min(1.0, max(image.size) / 1000)
    if strength < 0.03:
        return image
    start = stage.rng("grain").integers(0, _GRAIN_PX, 2)
    tile = np.roll(_grain(), tuple(start), axis=(0, 1))
    quiet = ((tile.astype(np.float32) - 128) * strength + 128).astype(np.uint8)
    rows, columns = -(-image.height // _GRAIN_PX), -(-image.width // _GRAIN_PX)
    sheet = Image.fromarray(np.tile(quiet, (rows, columns))[: image.height, : image.width])
    return ImageChops.add(image, sheet, 1, -128)
