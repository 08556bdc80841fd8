"""Every kind of picture, and how often each is taken at which hour and in which season."""

from collections.abc import Callable

import numpy as np

from ..light import Light
from ..palette import MOODS
from ..stage import Stage
from .city import skyline, street
from .crossings import bridge, pier
from .facades import facade
from .flowers import grasses, petals
from .hills import dunes, lone_tree, ridges
from .lake import lake
from .overhead import clouds, moon, stars
from .rain import rain
from .sea import boats, lighthouse, sea
from .still_life import still_life
from .winter import snow
from .woods import forest

Scene = Callable[[Stage], None]

_BY_DAY: dict[Scene, float] = {
    sea: 1.3,
    boats: 0.8,
    pier: 1.0,
    lighthouse: 0.7,
    bridge: 0.6,
    lake: 0.7,
    ridges: 1.3,
    lone_tree: 1.0,
    dunes: 0.7,
    forest: 1.0,
    clouds: 0.6,
    rain: 0.5,
    facade: 0.9,
    petals: 1.0,
    grasses: 0.9,
    still_life: 0.9,
    skyline: 0.35,
}
_BY_NIGHT: dict[Scene, float] = {
    skyline: 1.5,
    street: 1.5,
    rain: 0.9,
    stars: 1.3,
    moon: 0.8,
    bridge: 0.5,
    lighthouse: 0.6,
    facade: 0.8,
    sea: 0.4,
    pier: 0.3,
    still_life: 0.3,
}
_BY_SEASON: dict[str, dict[Scene, float]] = {
    "winter": {snow: 2.2, petals: 0.1, grasses: 0.3, dunes: 0.5, rain: 0.7},
    "spring": {petals: 1.7, lone_tree: 1.2, forest: 1.1},
    "summer": {sea: 1.8, petals: 1.3, grasses: 1.4, boats: 1.3},
    "autumn": {forest: 1.8, rain: 0.9, lake: 1.0, petals: 0.4},
}
# A mood is a leaning, not a rule: some photos of a harbour are of something else.
_LEANING = 0.8


def choose_scene(rng: np.random.Generator, light: Light, mood: str) -> Scene:
    """What the photographer pointed the camera at."""
    chances = dict(_BY_NIGHT if light.is_night else _BY_DAY)
    if light.sun_deg < 4:
        chances[street] = max(chances.get(street, 0), 0.7)
    for scene, chance in _BY_SEASON[light.season].items():
        if not light.is_night or scene is snow:
            chances[scene] = chance if not light.is_night else 0.4
    liked = MOODS[mood.lower()][1] if mood.lower() in MOODS else ()
    suiting = {scene: chance for scene, chance in chances.items() if scene.__name__ in liked}
    # With one suiting scene at this hour, leaning hard would show it again and again.
    if rng.random() < _LEANING * min(1, len(suiting) / 3):
        chances = suiting
    scenes = list(chances)
    weights = np.array([chances[s] for s in scenes])
    return scenes[int(rng.choice(len(scenes), p=weights / weights.sum()))]
