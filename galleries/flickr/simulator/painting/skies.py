"""Skies and water, the two things most pictures are made of."""

import numpy as np

from .palette import mix, scale
from .stage import Field, Stage, blend, ramp


def sky(
    stage: Stage, horizon: float, *, clouds: float | None = None, sun_x: float | None = None
) -> Field:
    """A sky down to ``horizon``, lit by the light of the stage.

    clouds   0 none, 1 all covered; by default as cloudy as the light says
    sun_x    where the sun is (or where its glow comes from), in heights from the middle
    """
    light = stage.light
    cloudy = light.cloud if clouds is None else clouds
    down = np.clip(stage.y / np.float32(horizon), 0, 1.3)
    field = blend(light.zenith, light.middle, ramp(down, 0.0, 0.62))
    field = blend(field, light.horizon, ramp(down, 0.38, 1.02) ** 1.2)
    field = np.broadcast_to(field, (*stage.soft_px[::-1], 3))
    glow_x = place_of_sun(stage) if sun_x is None else sun_x
    distance = np.hypot((stage.x - glow_x) * 0.75, (stage.y - horizon) * 1.15)
    near = (
        np.exp(-((distance / 0.42) ** 2))
        * (0.5 if light.is_low else 0.16)
        * (2.6 if light.is_night else 1)
    )
    field = blend(field, light.sun, near * (1 - 0.6 * light.cloud))
    if cloudy > 0.06:
        field = _with_clouds(stage, field, horizon, cloudy, glow_x)
    return field.astype(np.float32)


def place_of_sun(stage: Stage) -> float:
    """Where across the picture the light comes from."""
    return float(stage.rng("sun").uniform(-0.42, 0.42)) * stage.aspect


def _with_clouds(stage: Stage, field: Field, horizon: float, cloudy: float, glow_x: float) -> Field:
    light, rng = stage.light, stage.rng("clouds")
    kind = rng.random()
    if kind < 0.3:  # high, drawn out by the wind
        lumps, rough, softness = (0.9, 5.5), 0.58, 0.40
    elif kind < 0.75:  # heaps
        lumps, rough, softness = (1.9, 3.2), 0.50, 0.22
    else:  # a sheet with folds
        lumps, rough, softness = (1.2, 3.8), 0.55, 0.5
    noise = stage.noise("clouds", *lumps, octaves=6, rough=rough)
    # Clouds lie flat overhead, so they crowd together towards the horizon.
    depth = np.clip(stage.y[:, 0] / np.float32(horizon), 0, 1)
    noise = sample_rows(noise, 0.02 + 0.93 * depth**1.7)
    threshold = 0.80 - 0.62 * cloudy
    cover = ramp(noise, threshold, threshold + softness)
    # Side light: brighter where the cloud thins towards the sun.
    towards = -1 if glow_x < 0 else 1
    thinner = noise - _moved(noise, 5 * towards, 4 if light.is_low else -4)
    relief = np.clip(thinner * 2.6, -0.5, 0.5)
    body = mix(light.middle, light.horizon, 0.55)
    dark = mix(scale(body, 0.62 if not light.is_night else 0.75), light.zenith, 0.30)
    lit = mix(light.sun, light.horizon, 0.25) if not light.is_night else scale(light.horizon, 0.9)
    thick = np.clip((noise - threshold) * 1.5, 0, 1)
    colour = blend(blend(lit, body, 0.35 + 0.5 * thick), dark, np.clip(thick * 0.75 - relief, 0, 1))
    colour = blend(colour, lit, np.clip(relief * 1.2, 0, 0.6))
    fade = 1 - 0.55 * ramp(depth, 0.6, 1.0)
    return blend(field, colour, cover * 0.88 * fade[:, None])


def _moved(field: Field, across_px: int, down_px: int) -> Field:
    """The field as seen from a little aside; its border is repeated."""
    rows = np.clip(np.arange(field.shape[0]) + down_px, 0, field.shape[0] - 1)
    columns = np.clip(np.arange(field.shape[1]) + across_px, 0, field.shape[1] - 1)
    return field[rows][:, columns]


def sample_rows(field: Field, at: Field) -> Field:
    """The field with its rows taken from elsewhere: ``at`` is 0 for the first, 1 for the last."""
    rows = np.clip(at, 0, 1) * (field.shape[0] - 1.001)
    low = rows.astype(np.int32)
    t = (rows - low)[:, None].astype(np.float32)
    return np.asarray(field[low] * (1 - t) + field[low + 1] * t)


def sun_disc(stage: Stage, x: float, y: float, radius: float) -> None:
    """The sun itself, and the air shining around it."""
    distance = np.hypot(stage.x - x, stage.y - y)
    core = ramp(-distance, -radius * 1.25, -radius * 0.8)
    halo = 0.45 * np.exp(-((distance / (radius * 3.2)) ** 2)) + 0.25 * np.exp(
        -distance / (radius * 7)
    )
    sun = mix(stage.light.sun, (1.0, 0.97, 0.9), 0.55)
    stage.veil(
        blend(stage.light.sun, sun, core), np.clip(core + halo, 0, 1) * (1 - 0.5 * stage.light.haze)
    )


def water(stage: Stage, horizon: float, *, calm: float, depth: float = 0.5) -> None:
    """Water from ``horizon`` down, mirroring what has been painted above it.

    calm    1 a mirror, 0 a rough sea
    depth   how dark the water is close by
    """
    light = stage.light
    above = stage.soften()
    rows_px, columns_px = above.shape[:2]
    near = np.clip((stage.y - horizon) / np.float32(1 - horizon), 0, 1)
    ripples = stage.noise("ripples", 5, 26, octaves=3, rough=0.6)
    ripples = sample_rows(ripples, near[:, 0] ** 0.45) - np.float32(0.5)
    rough = np.float32(1 - calm)
    shake = ripples * (0.006 + near * (0.025 + 0.34 * rough))
    source = (
        horizon - (stage.y - horizon) * (0.98 - 0.25 * rough) - np.abs(shake) * 0.5 + shake * 0.6
    )
    rows = np.clip(source * rows_px, 0, max(1, horizon * rows_px - 1)).astype(np.int32)
    columns = np.arange(columns_px)[None, :] + (ripples * (2 + 26 * near * rough)).astype(np.int32)
    mirrored = above[rows, np.clip(columns, 0, columns_px - 1)]
    deep = mix(scale(light.zenith, 0.55), scale(light.middle, 0.5), 0.4)
    deep = mix(deep, (deep[0] * 0.7, deep[1] * 1.0, deep[2] * 0.95), 0.5)
    look_down = np.clip(
        0.10 + depth * near**0.8 + ripples * (0.25 + 1.1 * rough) * near**0.4, 0, 0.92
    )
    surface = blend(mirrored, deep, look_down)
    haze = np.exp(-near * 16) * (0.18 + 0.45 * light.haze)
    surface = blend(surface, light.horizon, haze)
    stage.below(horizon, surface.astype(np.float32), texture="water", strength=1.1 - calm)


def glitter(stage: Stage, horizon: float, x: float, strength: float) -> None:
    """The path of light that a low sun or the moon lays on water."""
    near = np.clip((stage.y - horizon) / np.float32(1 - horizon), 0, 1)
    sparks = stage.noise("glitter", 9, 60, octaves=2, rough=0.7)
    sparks = sample_rows(sparks, near[:, 0] ** 0.5)
    width = 0.035 + 0.16 * near
    path = np.exp(-(((stage.x - x) / width) ** 2))
    shine = ramp(sparks + path * 0.22, 0.60, 0.86) * path * (near > 0) * np.float32(strength)
    stage.veil(mix(stage.light.sun, (1.0, 1.0, 0.96), 0.4), shine * (1 - 0.4 * near))


def mist(stage: Stage, y: float, thickness: float, amount: float, name: str = "mist") -> None:
    """A bank of fog lying at a height in the picture."""
    lie = np.exp(-(((stage.y - y) / np.float32(thickness)) ** 2))
    swirl = stage.noise(name, 1.6, 5, octaves=4, rough=0.55)
    pale = mix(stage.light.horizon, stage.light.middle, 0.3)
    stage.veil(pale, lie * (0.35 + 0.9 * swirl) * np.float32(amount))
