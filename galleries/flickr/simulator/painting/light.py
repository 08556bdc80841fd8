"""Which light a photo was taken in: height of the sun, season, weather, colours of the sky."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import asin, cos, degrees, pi, radians, sin

import numpy as np

from .palette import Colour, mix, shift

# The demo's people live somewhere around here; seasons and long evenings follow from it.
LATITUDE_DEG = 47.0

# Height of the sun in degrees, then the sky overhead, half way down and at the horizon,
# and the colour of whatever the sun touches.
_SKIES: list[tuple[float, Colour, Colour, Colour, Colour]] = [
    (-20, (0.06, 0.10, 0.18), (0.12, 0.17, 0.26), (0.24, 0.27, 0.35), (0.66, 0.70, 0.80)),
    (-9, (0.08, 0.13, 0.26), (0.16, 0.22, 0.36), (0.38, 0.35, 0.43), (0.74, 0.66, 0.70)),
    (-4, (0.14, 0.20, 0.36), (0.33, 0.36, 0.50), (0.76, 0.55, 0.48), (0.95, 0.66, 0.52)),
    (1, (0.28, 0.37, 0.53), (0.62, 0.59, 0.62), (0.95, 0.71, 0.51), (1.00, 0.78, 0.54)),
    (8, (0.37, 0.49, 0.64), (0.67, 0.72, 0.76), (0.94, 0.85, 0.71), (1.00, 0.90, 0.72)),
    (22, (0.36, 0.53, 0.71), (0.59, 0.71, 0.81), (0.86, 0.88, 0.87), (1.00, 0.97, 0.90)),
    (60, (0.29, 0.47, 0.69), (0.50, 0.66, 0.80), (0.80, 0.86, 0.89), (1.00, 0.99, 0.95)),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Light:
    """The light of one photo.

    sun_deg   height of the sun; below -6 it is night
    year      0 at New Year, 0.5 in early July
    level     how much light there is: 0.2 at night, 1 at noon
    haze      0 clear air, 1 thick fog
    cloud     0 blue sky, 1 overcast
    """

    sun_deg: float
    year: float
    level: float
    haze: float
    cloud: float
    zenith: Colour
    middle: Colour
    horizon: Colour
    sun: Colour

    @property
    def is_night(self) -> bool:
        return self.sun_deg < -6

    @property
    def is_low(self) -> bool:
        """The hour around sunrise or sunset, when pictures turn golden."""
        return -6 <= self.sun_deg < 12

    @property
    def season(self) -> str:
        return ("winter", "spring", "summer", "autumn")[int(((self.year + 1 / 12) % 1) * 4)]

    def in_town(self) -> "Light":
        """The same hour where street lamps colour the night sky."""
        if not self.is_night:
            return self
        return replace(
            self,
            middle=mix(self.middle, (0.24, 0.19, 0.22), 0.4),
            horizon=mix(self.horizon, (0.52, 0.37, 0.29), 0.65),
        )

    def in_fog(self, haze: float) -> "Light":
        """The same hour with more fog in the air."""
        pale = mix(self.middle, self.horizon, 0.5)
        grey = sum(pale) / 3
        milk = mix(pale, (grey, grey * 1.01, grey * 1.03), 0.5)
        return replace(
            self,
            haze=max(self.haze, haze),
            zenith=mix(self.zenith, milk, haze * 0.8),
            middle=mix(self.middle, milk, haze * 0.8),
            horizon=mix(self.horizon, milk, haze * 0.5),
        )


def read_light(rng: np.random.Generator, taken: datetime | None) -> Light:
    """The light at the photographer's clock, with weather drawn by lot."""
    moment = taken or _lucky_moment(rng)
    sun_deg = _sun_height_deg(moment)
    cloud = float(rng.beta(1.3, 1.6))
    haze = float(rng.beta(1.3, 3.0))
    _, zenith, middle, horizon, sun = _sky_at(sun_deg)
    # No two evenings have the same hue: some are rose, some amber, some nearly violet.
    turn = float(rng.normal(0, 0.018))
    zenith, middle, horizon = (
        shift(c, k)
        # Blue skies only ever turn towards green; the other way lies violet, which looks wrong.
        for c, k in ((zenith, -abs(turn)), (middle, -abs(turn)), (horizon, 1.4 * turn))
    )
    overcast = max(0.0, cloud - 0.55) / 0.45
    grey = sum(middle) / 3
    cover = (grey * 0.97, grey, grey * 1.03)
    light = Light(
        sun_deg=sun_deg,
        year=_year_of(moment),
        level=float(np.interp(sun_deg, (-16, -6, 0, 10, 40), (0.24, 0.32, 0.58, 0.88, 1.0))),
        haze=haze,
        cloud=cloud,
        zenith=mix(zenith, cover, overcast * 0.8),
        middle=mix(middle, cover, overcast * 0.7),
        horizon=mix(horizon, cover, overcast * 0.55),
        sun=mix(sun, cover, overcast * 0.5),
    )
    return light.in_fog(haze * 0.6)


def _sky_at(sun_deg: float) -> tuple[float, Colour, Colour, Colour, Colour]:
    heights = [row[0] for row in _SKIES]
    spot = float(np.interp(sun_deg, heights, range(len(heights))))
    low = min(int(spot), len(_SKIES) - 2)
    a, b, share = _SKIES[low], _SKIES[low + 1], spot - low
    return (
        sun_deg,
        mix(a[1], b[1], share),
        mix(a[2], b[2], share),
        mix(a[3], b[3], share),
        mix(a[4], b[4], share),
    )


def _year_of(moment: datetime) -> float:
    return (moment.timetuple().tm_yday - 1) / 366


def _sun_height_deg(moment: datetime) -> float:
    # Clocks run about forty minutes ahead of the sun, averaged over summer time.
    hour = moment.hour + moment.minute / 60 - 0.7
    tilt = radians(-23.4 * cos(2 * pi * (_year_of(moment) + 0.027)))
    latitude = radians(LATITUDE_DEG)
    turn = radians(15 * (hour - 12))
    return degrees(asin(sin(latitude) * sin(tilt) + cos(latitude) * cos(tilt) * cos(turn)))


def _lucky_moment(rng: np.random.Generator) -> datetime:
    """A day and hour for a photo without one: photographers like the edges of the day."""
    day = int(rng.integers(0, 365))
    hour = float(
        rng.choice(
            [rng.normal(8, 1.2), rng.normal(13, 2.2), rng.normal(17.8, 1.3)], p=(0.3, 0.42, 0.28)
        )
    )
    return datetime(2021, 1, 1) + timedelta(days=day, hours=hour)  # noqa: DTZ001 - the photographer's clock
