"""The rehearsal of a load: few people, few hours; what it has to say must be there and be sane."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from galleries.sync.load.people import SORTS, happened, sort_of
from galleries.sync.load.report import lines
from galleries.sync.load.run import Notes

ROOT = Path(__file__).resolve().parents[2]


def test_the_mix_is_the_one_that_was_written_down() -> None:
    mix = [sort_of(number, 1000).photos for number in range(1000)]
    assert {photos: mix.count(photos) for photos in set(mix)} == {
        500: 500,
        10_000: 400,
        100_000: 90,
        300_000: 10,
    }
    assert sort_of(19, 20) in SORTS


def test_nights_are_quiet_and_a_day_has_its_number_of_events() -> None:
    import random

    dice = random.Random(7)  # noqa: S311 - a model
    day = 86_400.0
    night = sum(happened(dice, 24, 0, 7 * 3600, zone_h=0) for _ in range(50)) / 50
    whole = sum(happened(dice, 24, 0, day, zone_h=0) for _ in range(50)) / 50
    assert night < 2
    assert 22 < whole < 30


@pytest.mark.parametrize(
    ("photos", "said"),
    [
        (2_200, "one by one takes 100 calls an hour"),
        (110_000, "and 3,000 may be made: at best each is asked about in 37 h"),
    ],
)
def test_what_arithmetic_forbids_is_said_with_the_arithmetic(photos: int, said: str) -> None:
    told = list(lines(Notes(untold=photos), calls_an_hour=3000))
    assert any(line.endswith(said) for line in told)


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_rehearsal_tells_calls_freshness_and_waits() -> None:
    asked = ["--people", "20", "--hours", "3", "--newcomers", "24", "--quiet", "--one-more"]
    ended = subprocess.run(  # noqa: S603 - ourselves
        [sys.executable, "manage.py", "simulate_load", *asked],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    said = ended.stdout
    hours = re.search(r"calls an hour: ([\d,]+) on average, ([\d,]+) at most", said)
    assert hours
    assert 0 < int(hours[2].replace(",", "")) <= 3300
    for kind in ("photostream", "favourites", "albums", "groups", "contacts_photos"):
        assert re.search(rf"^{kind} +[\d.,]+ +[\d.,]+ +[\d.,]+ +[\d,]+$", said, re.M), said
    wait = re.search(r"worst ([\d,]+) s, of (\d+) \((\d+) still waiting\)", said)
    assert wait
    assert int(wait[1].replace(",", "")) <= 120
    assert int(wait[2]) == 4
    assert wait[3] == "0"
    hung = re.search(r"after ([\d.]+) h at the latest; (\d+) photos .* after ([\d.]+) h at", said)
    assert hung
    assert int(hung[2]) > 0
    assert max(float(hung[1]), float(hung[3])) < 24
