"""Photos of the invented world, with their tags and their owners' notes."""

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from galleries.models import OwnerNote, Photo, PhotoTag
from galleries.seed.plan import Plan, dice
from galleries.seed.table import Row, Table

FIRST_ID = 53_000_000_000
YEARS = 15  # from the first upload to the last
DAY_S = 86_400
PUBLIC = Photo.Visibility.PUBLIC

NOUNS = ("pier", "harbour", "gull", "lamp", "bridge", "stair", "window", "field", "dog", "rain")
WORDS = 5_000  # different tags
SHAPES = ((3, 2), (4, 3), (16, 9), (1, 1), (2, 3), (3, 4), (5, 2), (3, 2))  # of every eight photos
SIDES = {"t": 100, "m": 240, "n": 320, "w": 400, "": 500, "z": 640, "c": 800, "b": 1024}
SQUARES = {"s": [75, 75], "q": [150, 150]}
LICENCES = (0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)

PHOTOS = Table(
    Photo,
    (
        *("id", "owner_id", "title", "description_html", "visibility", "safety", "media"),
        *("licence", "uploaded_at", "changed_at", "taken", "views", "faves", "comments"),
        *("latitude", "longitude", "accuracy", "server", "secret", "sizes", "told_at"),
        *("narrowed_at", "narrowed_asked_at"),
    ),
)
TAGS = Table(PhotoTag, ("photo_id", "text", "position", "owner_id", "uploaded_at"))
NOTES = Table(OwnerNote, ("photo_id", "original"))


def moment(seconds: int) -> str:
    """A moment of Unix time, as both databases take it."""
    return time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(seconds))


@dataclass(frozen=True)
class Photos:
    """The photos of a plan, by their number.

    owners  keys of people, as the plan numbers them
    now     the moment of the last upload, and of every look at Flickr
    """

    plan: Plan
    owners: Sequence[int]
    now: datetime

    @cached_property
    def now_s(self) -> int:
        return int(self.now.timestamp())

    @cached_property
    def told(self) -> dict[bool, str]:
        """When photos were last told of: long ago members', whose streams are in step."""
        before = {True: timedelta(days=40), False: timedelta(hours=6)}
        return {key: moment(int((self.now - ago).timestamp())) for key, ago in before.items()}

    def key(self, photo: int) -> int:
        return FIRST_ID + photo

    def uploaded_s(self, photo: int) -> int:
        span_s = YEARS * 365 * DAY_S
        return self.now_s - span_s + (photo + 1) * span_s // self.plan.photos

    def uploaded_at(self, photo: int) -> datetime:
        return self.now - timedelta(seconds=self.now_s - self.uploaded_s(photo))

    def visibility(self, photo: int) -> int:
        """Of a hundred: 88 public, 4 for friends, 2 for family, 1 for both, 5 private."""
        rolled = dice(photo, 2, 100)
        if rolled < 88:
            return PUBLIC
        return 2 if rolled < 92 else 3 if rolled < 94 else 4 if rolled < 95 else 5

    def safety(self, photo: int) -> int:
        """Of a hundred: 97 safe, 2 moderate, 1 restricted."""
        rolled = dice(photo, 3, 100)
        return 0 if rolled < 97 else 1 if rolled < 99 else 2

    def is_video(self, photo: int) -> bool:
        return dice(photo, 4, 100) < 3

    def is_for_all(self, photo: int) -> bool:
        """Everybody may see it: public and safe."""
        return self.visibility(photo) == PUBLIC and self.safety(photo) == 0

    def rows(self) -> Iterator[Row]:
        """In the order of their upload."""
        for photo in range(self.plan.photos):
            yield self._row(photo)

    def _row(self, photo: int) -> Row:
        owner = self.plan.owner_of(photo)
        rolled = dice(photo, 5, 1000)
        uploaded_s, visibility = self.uploaded_s(photo), self.visibility(photo)
        uploaded_at = moment(uploaded_s)
        told_at = max(uploaded_at, self.told[owner < self.plan.members])
        closed_at = None if visibility == PUBLIC else told_at
        secret = f"{dice(photo, 6, 0xFFFFFFFF):010x}"
        noun = NOUNS[rolled % len(NOUNS)]
        place = (54 + rolled / 500, 9 + rolled / 300, 16) if rolled % 5 == 0 else (None, None, None)
        return (
            self.key(photo),
            self.owners[owner],
            "" if rolled % 20 == 0 else f"An invented {noun}, number {photo}",
            f"Nobody ever saw this {noun}: it was <b>made up</b>." if rolled % 3 == 0 else "",
            visibility,
            self.safety(photo),
            "video" if self.is_video(photo) else "photo",
            LICENCES[rolled % len(LICENCES)],
            uploaded_at,
            uploaded_at,
            "" if rolled % 50 == 7 else moment(uploaded_s - 3_600 - rolled * 600),
            rolled * 37,
            rolled // 9,
            rolled // 50,
            *place,
            "65535",
            secret,
            _sizes(self.key(photo), rolled),
            told_at,
            closed_at,
            closed_at,
        )

    def tag_rows(self) -> Iterator[Row]:
        """None to six each. One photo in ten has "invented"; most other tags are rare."""
        for photo in range(self.plan.photos):
            count = dice(photo, 7, 6)
            if not count:
                continue
            key, uploaded_at = self.key(photo), moment(self.uploaded_s(photo))
            owner = self.owners[self.plan.owner_of(photo)]
            texts = [_tag(photo, place) for place in range(count)]
            if dice(photo, 8, 10) == 0:
                texts.append("invented")
            for position, text in enumerate(dict.fromkeys(texts)):
                yield key, text, position, owner, uploaded_at

    def note_rows(self) -> Iterator[Row]:
        """Their members' tokens told of the originals."""
        for photo in range(self.plan.photos):
            if self.plan.owner_of(photo) < self.plan.members:
                width, height = _size(6000, photo)
                url = f"https://live.staticflickr.com/65535/{self.key(photo)}_0_o.jpg"
                yield self.key(photo), f'[{width}, {height}, "{url}"]'


def _tag(photo: int, place: int) -> str:
    """The smaller of two throws: some words are on many photos."""
    word = min(dice(photo, 20 + place, WORDS), dice(photo, 30 + place, WORDS))
    return NOUNS[word] if word < len(NOUNS) else f"{NOUNS[word % len(NOUNS)]}{word}"


def _size(longest_px: int, number: int) -> tuple[int, int]:
    width, height = SHAPES[number % len(SHAPES)]
    longest = max(width, height)
    return longest_px * width // longest, longest_px * height // longest


_UP_TO_1024 = [
    json.dumps(SQUARES | {name: _size(side, number) for name, side in SIDES.items()})
    for number in range(len(SHAPES))
]


def _sizes(key: int, rolled: int) -> str:
    """As the sync writes them; one photo in five has larger files as well."""
    number = key - FIRST_ID
    small = _UP_TO_1024[number % len(SHAPES)]
    if rolled % 5:
        return small
    larger = {
        name: [*_size(side, number), f"https://live.staticflickr.com/65535/{key}_{side}_{name}.jpg"]
        for name, side in (("h", 1600), ("k", 2048))
    }
    return f"{small[:-1]}, {json.dumps(larger)[1:]}"
