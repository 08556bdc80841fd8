"""The demo's pictures: the same photo every time and at every size, and kept on disk."""

from datetime import datetime
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from galleries.flickr.simulator.painting import PictureCache, paint, paint_icon

NOON = datetime(2024, 6, 14, 12, 30)  # noqa: DTZ001 - the photographer's clock has no zone
MIDNIGHT = datetime(2024, 6, 14, 0, 30)  # noqa: DTZ001


def opened(picture: bytes) -> Image.Image:
    image = Image.open(BytesIO(picture))
    image.load()
    return image


def mean_colour(picture: bytes) -> np.ndarray:
    return np.asarray(opened(picture).convert("RGB"), np.float32).mean(axis=(0, 1))


def test_a_photo_is_the_same_every_time() -> None:
    assert paint(53_000_001, 240, 160) == paint(53_000_001, 240, 160)


def test_two_photos_differ() -> None:
    pictures = {paint(photo_id, 150, 100, taken=NOON) for photo_id in range(53_000_000, 53_000_012)}
    assert len(pictures) == 12


@pytest.mark.parametrize(
    ("width_px", "height_px"),
    [
        pytest.param(75, 75, id="the small square"),
        pytest.param(100, 33, id="a tiny panorama"),
        pytest.param(33, 100, id="a tiny tower"),
        pytest.param(1, 1, id="a single pixel"),
        pytest.param(500, 167, id="a panorama"),
        pytest.param(167, 500, id="a tower"),
        pytest.param(320, 213, id="a landscape"),
        pytest.param(480, 640, id="a portrait"),
        pytest.param(1024, 683, id="large"),
        pytest.param(2048, 1365, id="the largest"),
    ],
)
def test_every_ratio_has_exactly_the_size_asked_for(width_px: int, height_px: int) -> None:
    picture = opened(paint(53_000_007, width_px, height_px))
    assert picture.format == "JPEG"
    assert picture.size == (width_px, height_px)


@pytest.mark.parametrize("photo_id", range(60, 76))
def test_every_photo_can_be_drawn_in_any_shape(photo_id: int) -> None:
    taken = (NOON, MIDNIGHT)[photo_id % 2]
    for size in ((120, 40), (40, 120), (90, 60)):
        assert opened(paint(photo_id, *size, taken=taken)).size == size


@pytest.mark.parametrize("photo_id", [11, 12, 13, 14])
def test_a_thumbnail_has_the_colours_of_the_large_picture(photo_id: int) -> None:
    small, large = paint(photo_id, 150, 100), paint(photo_id, 1200, 800)
    assert np.abs(mean_colour(small) - mean_colour(large)).max() < 4


def test_night_is_darker_than_noon() -> None:
    for photo_id in range(6):
        noon = mean_colour(paint(photo_id, 150, 100, taken=NOON)).mean()
        night = mean_colour(paint(photo_id, 150, 100, taken=MIDNIGHT)).mean()
        assert night < noon


def test_an_album_in_black_and_white_has_no_colour() -> None:
    for photo_id in range(5):
        red, green, blue = mean_colour(paint(photo_id, 150, 100, taken=NOON, mood="mono"))
        assert max(red, green, blue) - min(red, green, blue) < 3


def test_any_word_is_a_mood_and_always_the_same_one() -> None:
    assert paint(4, 120, 80, mood="Tante Erna") == paint(4, 120, 80, mood="tante erna")


@pytest.mark.parametrize("size_px", [48, 100, 300])
def test_a_buddy_icon_is_a_square_of_the_size_asked_for(size_px: int) -> None:
    icons = {paint_icon(seed, size_px) for seed in range(6)}
    assert {opened(icon).size for icon in icons} == {(size_px, size_px)}
    assert len(icons) == 6


def test_the_cache_gives_back_what_was_drawn(tmp_path: Path) -> None:
    cache = PictureCache(tmp_path / "pictures")
    first = cache.get(9, 240, 160, taken=NOON, mood="sea")
    assert first == paint(9, 240, 160, taken=NOON, mood="sea")
    assert cache.get(9, 240, 160, taken=NOON, mood="sea") == first
    assert len(list((tmp_path / "pictures").glob("*/*.jpg"))) == 1


def test_the_cache_reads_from_disk_rather_than_draw_again(tmp_path: Path) -> None:
    PictureCache(tmp_path).get(9, 90, 60)
    (kept,) = tmp_path.glob("*/*.jpg")
    kept.write_bytes(b"\xff\xd8 drawn yesterday \xff\xd9")
    assert b"yesterday" in PictureCache(tmp_path).get(9, 90, 60)


def test_a_picture_cut_short_by_a_crash_is_drawn_again(tmp_path: Path) -> None:
    cache = PictureCache(tmp_path)
    whole = cache.get(9, 240, 160)
    (kept,) = tmp_path.glob("*/*.jpg")
    kept.write_bytes(whole[: len(whole) // 2])
    assert cache.get(9, 240, 160) == whole
    assert kept.read_bytes() == whole


def test_the_cache_stays_under_its_limit(tmp_path: Path) -> None:
    limit_bytes = 25_000
    cache = PictureCache(tmp_path, limit_bytes)
    for photo_id in range(12):
        cache.get(photo_id, 240, 160)
        assert sum(p.stat().st_size for p in tmp_path.glob("*/*")) <= limit_bytes
    assert list(tmp_path.glob("*/*.jpg"))
    assert not list(tmp_path.glob("*/*.part"))
