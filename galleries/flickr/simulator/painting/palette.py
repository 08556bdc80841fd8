"""Colours, and the grade that makes a series of photos belong together."""

from colorsys import hls_to_rgb, rgb_to_hls
from dataclasses import dataclass
from zlib import crc32

import numpy as np

Colour = tuple[float, float, float]  # red, green, blue, each 0 to 1, as shown on a screen


def mix(a: Colour, b: Colour, share: float) -> Colour:
    """Between a (share 0) and b (share 1)."""
    red, green, blue = (float(p + (q - p) * share) for p, q in zip(a, b, strict=True))
    return red, green, blue


def scale(colour: Colour, factor: float) -> Colour:
    red, green, blue = (float(min(1.0, c * factor)) for c in colour)
    return red, green, blue


def tint(colour: Colour, light: Colour) -> Colour:
    """A surface of this colour under light of that colour."""
    red, green, blue = (float(p * q) for p, q in zip(colour, light, strict=True))
    return red, green, blue


def shift(colour: Colour, turn: float, saturation: float = 1.0) -> Colour:
    """The colour with its hue turned (1 is once around) and its saturation scaled."""
    hue, lightness, strength = rgb_to_hls(*colour)
    return hls_to_rgb((hue + turn) % 1, lightness, min(1.0, strength * saturation))


def from_hue(hue: float, lightness: float, saturation: float) -> Colour:
    return hls_to_rgb(hue % 1, lightness, saturation)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """How the picture is developed.

    shadows, highlights   what is added to dark and bright tones, about -0.06 to 0.06
    fade                  how far black is lifted
    contrast              strength of the S curve, 0 none
    saturation            1 leaves colours alone; 0 is black and white
    bloom, vignette, grain   0 none, 1 usual
    """

    shadows: Colour = (0.0, 0.0, 0.0)
    highlights: Colour = (0.0, 0.0, 0.0)
    fade: float = 0.02
    contrast: float = 0.4
    saturation: float = 0.92
    bloom: float = 1.0
    vignette: float = 1.0
    grain: float = 1.0


_FILMS = (
    Grade(),
    Grade(shadows=(-0.02, 0.0, 0.03), highlights=(0.03, 0.01, -0.03), fade=0.04),  # teal and cream
    Grade(
        shadows=(0.02, 0.0, 0.02), highlights=(0.03, 0.01, -0.01), fade=0.06, contrast=0.3
    ),  # faded print
    Grade(
        shadows=(-0.01, 0.01, 0.01), highlights=(0.0, 0.02, -0.01), saturation=0.78
    ),  # cool green
    Grade(
        shadows=(0.0, -0.01, 0.02), highlights=(0.04, 0.02, -0.03), saturation=1.0, contrast=0.5
    ),  # slide
    Grade(
        shadows=(-0.01, 0.0, 0.025), highlights=(0.0, 0.005, 0.02), saturation=0.72, fade=0.03
    ),  # north
)
_SILVER = (
    Grade(saturation=0, contrast=0.75, fade=0.015, grain=1.7),
    Grade(
        saturation=0, contrast=0.55, fade=0.05, grain=1.4, shadows=(0.01, 0.0, -0.012)
    ),  # warm paper
    Grade(
        saturation=0, contrast=0.65, fade=0.03, grain=1.3, shadows=(-0.008, 0.0, 0.012)
    ),  # selenium
)

# Moods an album or group may ask for by name, and the film and the scenes they bring along. Any
# other word is a mood too: it always gets the same film, whatever it means.
MOODS: dict[str, tuple[Grade, tuple[str, ...]]] = {
    "harbour": (_FILMS[1], ("sea", "pier", "lighthouse", "bridge", "boats")),
    "sea": (_FILMS[5], ("sea", "pier", "lighthouse", "boats", "clouds")),
    "city": (_FILMS[4], ("skyline", "street", "facade", "rain", "bridge")),
    "night": (_FILMS[4], ("skyline", "street", "rain", "stars", "moon")),
    "forest": (_FILMS[3], ("forest", "grasses", "lake", "lone_tree")),
    "mountains": (_FILMS[5], ("ridges", "lake", "clouds", "snow", "stars")),
    "garden": (_FILMS[2], ("petals", "grasses", "still_life", "lone_tree")),
    "winter": (_FILMS[5], ("snow", "forest", "ridges", "lake")),
    "fog": (_FILMS[3], ("forest", "pier", "bridge", "lone_tree", "ridges")),
    "quiet": (_FILMS[2], ("still_life", "facade", "pier", "dunes", "petals")),
    "travel": (_FILMS[4], ("dunes", "ridges", "sea", "lighthouse", "street", "facade")),
    "mono": (_SILVER[0], ()),
}


def choose_grade(rng: np.random.Generator, mood: str) -> Grade:
    """The film for one photo: the mood's, or one by lot, black and white one time in nine."""
    silver = float(rng.random()) < 1 / 9
    lot = int(rng.integers(0, 60))
    if mood:
        known = MOODS.get(mood.lower())
        return known[0] if known else _FILMS[crc32(mood.lower().encode()) % len(_FILMS)]
    return _SILVER[lot % len(_SILVER)] if silver else _FILMS[lot % len(_FILMS)]
