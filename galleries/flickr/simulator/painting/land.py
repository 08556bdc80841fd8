"""What hills, grass and earth look like in a season, near and far."""

import numpy as np

from .light import Light
from .palette import Colour, mix, scale, shift, tint
from .stage import Field, Stage, blend

_GROUNDS: dict[str, tuple[Colour, ...]] = {
    "spring": ((0.33, 0.40, 0.20), (0.38, 0.42, 0.24), (0.30, 0.36, 0.22)),
    "summer": ((0.34, 0.37, 0.18), (0.56, 0.49, 0.28), (0.29, 0.34, 0.19)),
    "autumn": ((0.47, 0.34, 0.17), (0.40, 0.31, 0.19), (0.52, 0.40, 0.22)),
    "winter": ((0.34, 0.32, 0.28), (0.38, 0.35, 0.30), (0.28, 0.29, 0.28)),
}


def ground_colour(stage: Stage, name: str = "ground") -> Colour:
    """Grass and earth in this season and light."""
    rng = stage.rng(name)
    choices = _GROUNDS[stage.light.season]
    colour = shift(choices[int(rng.integers(len(choices)))], float(rng.normal(0, 0.015)), 0.85)
    return in_light(stage.light, colour)


def in_light(light: Light, colour: Colour) -> Colour:
    """A surface as it looks at this hour."""
    ambient = mix(light.sun, light.middle, 0.45)
    peak = max(ambient)
    ambient = scale(ambient, 1 / max(peak, 0.2))
    return scale(tint(colour, ambient), 0.12 + 0.95 * light.level)


def dark(light: Light, amount: float = 0.8) -> Colour:
    """Almost black, as deep shade looks at this hour."""
    shade = scale(mix(light.zenith, light.middle, 0.3), 0.30)
    return mix(shade, (0.025, 0.025, 0.03), amount * 0.7)


def far(light: Light, colour: Colour, distance: float) -> Colour:
    """The colour through that much air; distance 0 here, 1 lost in haze."""
    air = mix(light.horizon, light.middle, 0.35)
    return mix(colour, air, distance)


def subject(light: Light, colour: Colour) -> Colour:
    """Something standing in the picture: lit by day, a silhouette against a low sun."""
    lit = float(np.clip((light.sun_deg - 4) / 16, 0, 1)) * 0.9
    return mix(dark(light, 0.75), scale(in_light(light, colour), 0.86), lit)


def textured(
    stage: Stage,
    colour: Colour,
    name: str,
    *,
    strength: float = 0.25,
    across: float = 5,
    down: float = 12,
) -> Field:
    """A surface with patches of light and shade."""
    noise = stage.noise(name, across, down, octaves=5, rough=0.62) - np.float32(0.5)
    return blend(scale(colour, 1 - strength), scale(colour, 1 + strength), noise + np.float32(0.5))
