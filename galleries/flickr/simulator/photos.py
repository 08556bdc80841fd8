"""Photo number i of a member, as a pure function of (seed, member, i).

First a series (the burst it was uploaded in) settles the theme, the place and the day; then
the photo's own dice settle the rest. What is common in real streams is common here, and
what is rare in them (a video, a panorama, a date before 1900, a title with entities) turns up
often enough that every kind stands among 1,200 photos.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import blake2b
from random import Random
from typing import NamedTuple

from galleries.flickr.simulator import words
from galleries.flickr.simulator.members import Member, Theme
from galleries.flickr.simulator.simphoto import NEVER, Geo, SimPhoto, photo_id
from galleries.flickr.simulator.uploads import Slot, Uploads, dice

# (public, contact, friend, family) of a geotag: every combination that the site can set.
GEO_PERMS = (
    (True, False, False, False),
    (False, True, False, False),
    (False, False, True, True),
    (False, False, True, False),
    (False, False, False, True),
    (False, False, False, False),
)


class Visibility(NamedTuple):
    is_public: bool
    is_friend: bool
    is_family: bool


PUBLIC = Visibility(True, False, False)
CLOSED = (
    Visibility(False, False, False),
    Visibility(False, True, False),
    Visibility(False, False, True),
    Visibility(False, True, True),
)


@dataclass(frozen=True, slots=True)
class Series:
    theme: Theme
    titles: tuple[str, ...]  # those of the theme, in the order of this series
    taken_at: datetime  # without a zone, on purpose: the photographer's clock
    portrait_share: float


def secret_of(seed: int, id_: int, *what: object, digits: int = 10) -> str:
    """A secret of a photo; a new generation of the photo has others."""
    digest = blake2b(repr((seed, id_, what)).encode(), digest_size=8).hexdigest()
    return digest[:digits]


def visibility_of(seed: int, member: Member, index: int) -> Visibility:
    """Cheap, because counting the public photos of a large stream asks it for each of them."""
    digest = blake2b(b"%d %d %d visible" % (seed, member.number, index), digest_size=4).digest()
    roll = int.from_bytes(digest) / 2**32
    if roll >= member.private_share:
        return PUBLIC
    return CLOSED[int(roll / member.private_share * len(CLOSED))]


def base_photo(seed: int, member: Member, uploads: Uploads, index: int) -> SimPhoto:
    """The photo as it was when the world began."""
    slot = uploads.slot(index)
    chance = dice("photo", seed, member.number, index)
    series = _series(seed, member, slot.burst_at)
    visibility = visibility_of(seed, member, index)
    id_ = photo_id(member.number, slot.uploaded_at)
    return _photo(seed, member, id_, index, slot, series, visibility, chance, uploads.until)


def fresh_photo(seed: int, member: Member, id_: int, uploaded_at: int) -> SimPhoto:
    """What an upload after the beginning of the world looks like, where nothing else is said."""
    chance = dice("upload", seed, id_)
    series = _series(seed, member, uploaded_at)
    slot = Slot(uploaded_at, 0, uploaded_at, 0, uploaded_at)
    return _photo(seed, member, id_, None, slot, series, PUBLIC, chance, uploaded_at)


def theme_of(seed: int, member: Member, slot: Slot) -> Theme:
    """What the photo of a slot is about; cheaper than the photo."""
    return _series(seed, member, slot.burst_at).theme


@lru_cache(maxsize=2048)
def _series(seed: int, member: Member, burst_at: int) -> Series:
    chance = dice("series", seed, member.number, burst_at)
    themes = member.themes
    theme = chance.choices(themes, weights=[theme.share for theme in themes])[0]
    uploaded = datetime.fromtimestamp(burst_at, tz=UTC).replace(tzinfo=None)
    if theme.years is None:
        day = uploaded - timedelta(days=chance.choice((0, 0, 1, 1, 2, 3, 6, 14)))
    else:
        day = datetime(chance.randint(*theme.years), chance.randint(1, 12), chance.randint(1, 28))  # noqa: DTZ001 - a camera's clock has no zone
    taken_at = day.replace(hour=chance.randint(*theme.hours) % 24, minute=chance.randrange(60))
    # A picture is never taken after it was uploaded.
    taken_at = min(taken_at, uploaded - timedelta(hours=1)) if theme.years is None else taken_at
    titles = tuple(chance.sample(theme.titles, len(theme.titles)))
    return Series(theme, titles, taken_at, chance.choice((0.05, 0.25, 0.5)))


def _photo(
    seed: int,
    member: Member,
    id_: int,
    index: int | None,
    slot: Slot,
    series: Series,
    visibility: Visibility,
    chance: Random,
    now: int,
) -> SimPhoto:
    theme = series.theme
    odd = chance.random() < member.oddities
    kind = chance.random() if odd else 1.0
    media = "video" if kind < 0.07 else "photo"
    content_type = (
        3 if 0.07 <= kind < 0.11 else 1 if 0.11 <= kind < 0.15 else 2 if 0.15 <= kind < 0.18 else 0
    )
    width, height = _dimensions(member, series, chance, content_type, media, odd)
    taken, granularity, unknown = _taken(series, slot, chance, odd)
    original_format = "png" if content_type == 1 else "jpg"
    server = "65535" if slot.uploaded_at > 1_530_000_000 else str(chance.randint(500, 8900))
    safe = not member.is_pro or not odd or chance.random() < 0.9
    views, faves, comments = _reactions(chance, slot, now, visibility.is_public)
    return SimPhoto(
        id=id_,
        index=index,
        owner=member.nsid,
        secret=secret_of(seed, id_, 0),
        original_secret=secret_of(seed, id_, 0, "o"),
        original_format=original_format,
        server=server,
        farm=66 if server == "65535" else 1 + int(server) % 9,
        title=_title(member, series, slot, chance, odd),
        description=words.description(theme, chance, odd),
        is_public=visibility.is_public,
        is_friend=visibility.is_friend,
        is_family=visibility.is_family,
        safety=0 if safe else chance.choice((1, 1, 2)),
        content_type=content_type,
        media=media,
        licence=_licence(member, chance),
        uploaded_at=slot.uploaded_at,
        updated_at=slot.updated_at,
        taken=taken,
        granularity=granularity,
        taken_unknown=unknown,
        tags=words.tags(theme, chance, odd, content_type),
        geo=_geo(theme, chance, member.oddities),
        views=views,
        faves=faves,
        comments=comments,
        width=width,
        height=height,
        rotation=90 if odd and chance.random() < 0.03 else 0,
        can_download=chance.random() < 0.6,
        mood=theme.mood,
    )


def _title(member: Member, series: Series, slot: Slot, chance: Random, odd: bool) -> str:
    if odd and member.oddities >= 0.4 and chance.random() < 0.1:
        return chance.choice(words.ODD_TITLES)
    camera_title = member.camera_title.format(n=slot.uploaded_at // 7 % 10_000)
    return words.title(series.titles, slot.place, chance, camera_title)


def _licence(member: Member, chance: Random) -> int:
    if member.other_licences and chance.random() < 0.4:
        return chance.choice(member.other_licences)
    return member.licence


def _dimensions(
    member: Member, series: Series, chance: Random, content_type: int, media: str, odd: bool
) -> tuple[int, int]:
    if content_type == 3:
        return 8192, 4096
    if media == "video":
        return 1920, 1080
    if content_type == 1:
        return chance.choice(((1170, 2532), (1440, 900), (2560, 1440)))
    if odd and chance.random() < 0.12:  # a scan, an old phone, a clipping: too small for some sizes
        return chance.choice(
            ((640, 480), (300, 200), (480, 640), (900, 600), (1024, 768), (70, 90))
        )
    longest = chance.choice((2048, 3888, 4608, 5472, 6000, 6720))
    wide, high = _ratio(member, chance, odd)
    short = round(longest * high / wide)
    return (short, longest) if chance.random() < series.portrait_share else (longest, short)


def _ratio(member: Member, chance: Random, odd: bool) -> Sequence[int]:
    if odd and chance.random() < 0.2:
        return chance.choice(((3, 1), (12, 5), (2, 1), (16, 9), (1, 1), (5, 4), (4, 3), (5, 3)))
    return member.ratio


def _taken(series: Series, slot: Slot, chance: Random, odd: bool) -> tuple[str, int, bool]:
    seconds = slot.uploaded_at - slot.burst_at
    moment = series.taken_at + timedelta(seconds=seconds % 7200 + chance.randrange(40))
    roll = chance.random() if odd else 1.0
    if roll < 0.02:
        return NEVER, 0, False
    if roll < 0.09:  # Flickr then fills in the upload date
        uploaded = datetime.fromtimestamp(slot.uploaded_at, tz=UTC)
        return f"{uploaded:%Y-%m-%d %H:%M:%S}", 0, True
    if series.theme.years is not None or roll < 0.2:
        granularity = chance.choice((4, 6, 6, 8))
        first = moment.replace(day=1, hour=0, minute=0, second=0)
        first = first if granularity == 4 else first.replace(month=1)
        # Not strftime: it writes the year 920 with three digits on some systems.
        return f"{first.isoformat(sep=' ')}", granularity, False
    return moment.isoformat(sep=" ", timespec="seconds"), 0, False


def _geo(theme: Theme, chance: Random, oddities: float) -> Geo | None:
    place = theme.place
    if place is None or chance.random() < 0.35:
        return None
    usual = chance.random() > oddities
    public, contact, friend, family = GEO_PERMS[0] if usual else chance.choice(GEO_PERMS)
    return Geo(
        latitude=round(place.latitude + chance.uniform(-0.02, 0.02), 6),
        longitude=round(place.longitude + chance.uniform(-0.02, 0.02), 6),
        accuracy=16 if usual else chance.choice((0, 1, 3, 6, 11, 16)),
        context=0 if usual else chance.choice((0, 1, 2)),
        is_public=public,
        is_contact=contact,
        is_friend=friend,
        is_family=family,
        place=place,
    )


def _reactions(chance: Random, slot: Slot, now: int, is_public: bool) -> tuple[int, int, int]:
    """Views, faves and comments: most pictures a little, a few of them a lot."""
    age_days = max(1.0, (now - slot.uploaded_at) / 86_400)
    fame = chance.lognormvariate(0.0, 1.1)
    views = int(fame * (30 + 40 * age_days**0.35))
    if not is_public:
        return views % 9, views % 2, 0
    faves = int(views * chance.uniform(0.0, 0.07))
    return views, faves, int(faves * chance.uniform(0.0, 0.25))
