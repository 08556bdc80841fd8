"""What the tests of /sync/ share: the page in words, and many albums and groups."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

from django.utils import timezone

from galleries.models import Album, Group, Stream
from tests.cast import NOW, Cast

URL = "/sync/"


LATER = timezone.now() + timedelta(hours=3)
IN_STEP: dict[str, Any] = {"in_step_at": NOW, "due_at": LATER}


def words(cast: Cast, who: str = "alice") -> str:
    return " ".join(getattr(cast, who).client.get(URL).content.decode().split())


def text(cast: Cast, who: str = "alice") -> str:
    """The page as it reads: without tags, blanks put together."""
    main = words(cast, who).partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).replace("\xa0", " ").split())


def make_albums(cast: Cast, count: int, **fields: object) -> list[Album]:
    """Albums of Alice's and their streams, in step unless ``fields`` say."""
    number = Album.objects.count()
    albums = Album.objects.bulk_create(
        Album(id=n, owner=cast.alice.person, title=f"Album {n}", told_at=NOW)
        for n in range(number + 1, number + count + 1)
    )
    make_children(cast, Stream.Kind.ALBUM, [str(album.pk) for album in albums], **fields)
    return albums


def make_groups(cast: Cast, count: int, **fields: object) -> list[Group]:
    """Groups that Alice is in, with the streams of what they are like."""
    number = Group.objects.count()
    groups = Group.objects.bulk_create(
        Group(nsid=f"{n}@N20", name=f"Group {n}", privacy=3, told_at=NOW)
        for n in range(number + 1, number + count + 1)
    )
    make_children(cast, Stream.Kind.GROUP, [group.nsid for group in groups], **fields)
    return groups


def make_children(cast: Cast, kind: Stream.Kind, subjects: list[str], **fields: object) -> None:
    Stream.objects.bulk_create(
        Stream(
            connection=cast.alice.connection,
            kind=kind,
            subject=subject,
            interval_s=600,
            **IN_STEP | fields,
        )
        for subject in subjects
    )
